package match

import "math"

// A vector is an utterance as features: feature ids[i] weighs values[i], and
// dense is the mean of its words' vectors. Every block has a length of its own.
type vector struct {
	ids    []uint32
	values []float32
	dense  []float32
	mass   float32 // idf of the words the space knows
}

// scratch is what one utterance needs while it is read.
type scratch struct {
	text   text
	words  []word
	hashes []uint64 // features: words, then pairs, then from chars on the n-grams
	chars  int
	counts []float32 // by feature; zero between uses
	sieve  [sieveWords]uint64
	vector vector
}

// word is a word's hash as it stands, and that of its stem.
type word struct{ raw, stem uint64 }

// Seeds keep the hashes of n-grams and of pairs of words apart from those of
// words: an n-gram's is that of a text that begins with a zero byte, which no
// word does.
const (
	gramSeed = hashStart * hashPrime & math.MaxUint64
	pairSeed = 3
)

// read fills words and hashes from an utterance.
func (s *scratch) read(u string, t *tuning) {
	s.text.read(u)
	s.words, s.hashes = s.words[:0], s.hashes[:0]
	for _, k := range s.text.tokens {
		w := s.text.word(k)
		h := word{raw: mix(hashBytes(hashStart, w)), stem: mix(hashBytes(hashStart, stem(w)))}
		s.words = append(s.words, h)
		s.hashes = append(s.hashes, h.stem)
	}
	for i := 1; i < len(s.words); i++ {
		s.hashes = append(s.hashes, mix(pairSeed*s.words[i-1].stem+s.words[i].stem))
	}
	s.chars = len(s.hashes)
	for _, k := range s.text.tokens {
		if !k.single {
			s.grams(s.text.buf[k.begin:k.end], t)
		}
	}
}

// grams appends the hashes of a word's character n-grams, boundaries included.
func (s *scratch) grams(w []byte, t *tuning) {
	for i := range w {
		if continues(w, i) {
			continue
		}
		h, n := uint64(gramSeed), 0
		for j := i; j < len(w) && n < t.longest; j++ {
			h = (h ^ uint64(w[j])) * hashPrime
			if continues(w, j+1) {
				continue
			}
			if n++; n >= t.shortest {
				s.hashes = append(s.hashes, mix(h))
			}
		}
	}
}

// continues reports whether w[i] is inside a UTF-8 sequence.
func continues(w []byte, i int) bool { return i < len(w) && w[i]&0xc0 == 0x80 }

// vectorise turns what was read into s.vector.
func (p *space) vectorise(s *scratch) {
	v := &s.vector
	v.ids, v.values, v.mass = v.ids[:0], v.values[:0], 0
	s.room(p.len())
	var unknown float32
	for _, w := range s.words {
		if id, ok := p.find(w.stem); ok {
			v.mass += p.weight(id)
		} else {
			x := p.weigh(0, p.english.wordLines(w.stem, p.vectors, w.raw))
			unknown += x * x
		}
	}
	pairs := p.count(s, s.hashes[len(s.words):s.chars])
	p.count(s, s.hashes[:len(s.words)])
	p.block(s, 0, p.tune.word, unknown+float32(pairs)*p.rarest*p.rarest)
	n := len(v.ids)
	missed := p.count(s, s.hashes[s.chars:])
	p.block(s, n, p.tune.char, float32(missed)*p.rarest*p.rarest)
	p.mean(s)
}

// room makes room for so many features.
func (s *scratch) room(features int) {
	if len(s.counts) < features {
		s.counts = make([]float32, features+features/8)
	}
}

// count adds features to the vector, counts them, and returns how many are unknown.
func (p *space) count(s *scratch, hashes []uint64) (unknown int) {
	for _, h := range hashes {
		id, ok := p.find(h)
		if !ok {
			unknown++
			continue
		}
		if s.counts[id] == 0 {
			s.vector.ids = append(s.vector.ids, id)
		}
		s.counts[id]++
	}
	return unknown
}

// block weighs the features from a place on by (1 + log count) * idf and gives
// them the length asked for together with the squared weight of the unknown ones.
func (p *space) block(s *scratch, from int, length, unknown float32) {
	v := &s.vector
	sum := p.tune.unknown * unknown
	for _, id := range v.ids[from:] {
		x := p.weight(id)
		if c := s.counts[id]; c > 1 {
			x *= 1 + float32(math.Log(float64(c)))
		}
		s.counts[id] = 0
		v.values = append(v.values, x)
		sum += x * x
	}
	scale(v.values[from:], sum, length)
}

// mean sets the dense part to the mean of the words' vectors, whose lengths say
// how much each counts.
func (p *space) mean(s *scratch) {
	v := &s.vector
	if len(v.dense) != p.vectors.dims {
		v.dense = make([]float32, p.vectors.dims)
	}
	clear(v.dense)
	for _, w := range s.words {
		if row, ok := p.vectors.words.get(w.raw); ok {
			p.vectors.add(v.dense, row)
		}
	}
	scale(v.dense, dot(v.dense, v.dense), p.dense)
}

// scale multiplies x, whose squared length is sum, to a length.
func scale(x []float32, sum, length float32) {
	if sum <= 0 {
		return
	}
	k := length / float32(math.Sqrt(float64(sum)))
	for i := range x {
		x[i] *= k
	}
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}
