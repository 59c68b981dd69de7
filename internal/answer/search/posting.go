package search

import (
	"encoding/binary"
	"math/bits"
)

// perBlock is how many postings are packed together: enough to make the head
// small, few enough that one look-up unpacks little.
const perBlock = 128

// A posting is a text and how often it has a word, as text*4 + times - 1.
type posting uint32

// mostTimes is how often a word counts in one text. BM25 gives a fifth time next
// to nothing more.
const mostTimes = 4

func (p posting) doc() uint32   { return uint32(p) / mostTimes }
func (p posting) times() uint32 { return uint32(p) % mostTimes } // less one

// A block tells where postings are that end with a text.
type block struct {
	last uint32 // text
	at   uint32 // in the packed bytes, in units of unit
}

// unit is what the places of blocks are counted in, so that 32 bits reach 16 GiB.
const unit = 4

// slack is how many bytes follow the last packed ones, so that a word of eight
// bytes can be read at any of them.
const slack = 8

// before is the text before the first.
const before = ^uint32(0)

// pack appends one block. Two bytes tell numbers of bits; then each text follows as
// its distance from the one before, less one, in as many bits as the greatest
// needs, and how often each has the word, if any has it more than once.
func pack(b []byte, list []posting, after uint32) []byte {
	var far, often uint32
	for last, i := after, 0; i < len(list); i++ {
		far |= list[i].doc() - last - 1
		often |= list[i].times()
		last = list[i].doc()
	}
	w := writer{b: append(b, byte(bits.Len32(far)), byte(bits.Len32(often)))}
	for _, p := range list {
		w.put(p.doc()-after-1, bits.Len32(far))
		after = p.doc()
	}
	for _, p := range list {
		w.put(p.times(), bits.Len32(often))
	}
	return w.close()
}

// A writer packs numbers of any number of bits, lowest bit first.
type writer struct {
	b    []byte
	bits uint64
	n    int
}

func (w *writer) put(v uint32, width int) {
	w.bits |= uint64(v) << w.n
	for w.n += width; w.n >= 8; w.n -= 8 {
		w.b = append(w.b, byte(w.bits))
		w.bits >>= 8
	}
}

// close fills up to the next unit and gives all bytes.
func (w *writer) close() []byte {
	if w.n > 0 {
		w.b = append(w.b, byte(w.bits))
	}
	for len(w.b)%unit != 0 {
		w.b = append(w.b, 0)
	}
	return w.b
}

// A list is one block unpacked.
type list struct {
	docs  [perBlock]uint32
	times [perBlock]uint8 // less one
	n     int
}

// unpack reads a block of n postings that pack wrote at the beginning of b.
func (l *list) unpack(b []byte, n int, after uint32) {
	width, wide := uint(b[0]), uint(b[1])
	b = b[2:]
	mask := uint64(1)<<width - 1
	docs := l.docs[:n]
	bit := uint(0)
	for i := range docs {
		after += 1 + uint32(binary.LittleEndian.Uint64(b[bit/8:])>>(bit%8)&mask)
		docs[i] = after
		bit += width
	}
	l.n = n
	times := l.times[:n]
	if wide == 0 {
		clear(times)
		return
	}
	mask = 1<<wide - 1
	for i := range times {
		times[i] = uint8(binary.LittleEndian.Uint64(b[bit/8:]) >> (bit % 8) & mask)
		bit += wide
	}
}

// denseFrom is the share of texts, one in so many, from which on a stem has a bitmap
// beside its blocks. Asking it for a text takes no unpacking; it costs as many bits
// as there are texts.
const denseFrom = 32

// A bitmap says of each text whether it has a stem.
type bitmap struct {
	once []uint64 // at least
	more []uint64 // nil where no text has it twice
}

func newBitmap(list []posting, texts int) bitmap {
	m := bitmap{once: make([]uint64, (texts+63)/64)}
	for _, p := range list {
		m.once[p.doc()/64] |= 1 << (p.doc() % 64)
		if p.times() > 0 {
			if m.more == nil {
				m.more = make([]uint64, len(m.once))
			}
			m.more[p.doc()/64] |= 1 << (p.doc() % 64)
		}
	}
	return m
}

func bit(m []uint64, doc uint32) bool { return m[doc/64]>>(doc%64)&1 != 0 }
