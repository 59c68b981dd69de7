package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"autofacts/internal/answer/text"
)

// A segment holds texts and what is needed to find them. It never changes. The
// texts are numbered from 0, those of the shortest class first, within a class in
// the order of their ids: so a search meets first the texts in which a word counts
// most, and can stop before the others.
type segment struct {
	ids   []ID
	texts []string
	runs  [classes + 1]uint32 // where each class begins
	total int64               // words

	forms   lexicon  // words as they are written, those that may be mended first
	stem    []uint32 // of each form: number of its stem
	written []uint32 // how often each form occurs

	stems  lexicon
	found  []uint32 // in how many texts each stem is
	peak   []uint8  // index into a table beyond which no text gets from a stem
	begin  []uint32 // of each stem: its first block; one more at the end
	blocks []block
	packed []byte
	dense  map[uint32]bitmap // of the stems that many texts have

	grams grams // of the forms that may be mended
}

// Room that is made for words at first: of a few texts each has some that no other
// has, of many texts fewer do.
const (
	formsEach = 10
	mostForms = 1 << 14
)

// newSegment makes a segment of texts sorted by id. Forms that known parts have are
// not stemmed again.
func newSegment(docs []Doc, lang string, known []part) *segment {
	words := min(formsEach*len(docs), mostForms)
	b := &builder{lang: lang, known: known, forms: make(map[string]uint32, words), stems: make(map[string]uint32, words), ends: make([]uint32, len(docs))}
	s := &segment{texts: make([]string, len(docs)), ids: make([]ID, len(docs)), dense: map[uint32]bitmap{}}
	lengths := make([]uint8, len(docs))
	for i, d := range docs {
		n := b.add(d.Text, uint32(i))
		b.ends[i] = uint32(len(b.stream))
		lengths[i] = lengthClass(n)
		s.runs[lengths[i]+1]++
		s.total += int64(n)
	}
	for c := range classes {
		s.runs[c+1] += s.runs[c]
	}
	at, order := s.runs, make([]uint32, len(docs))
	for i, c := range lengths {
		order[at[c]] = uint32(i)
		s.ids[at[c]], s.texts[at[c]] = docs[i].ID, docs[i].Text
		at[c]++
	}
	b.invert(s, order)
	b.nameForms(s)
	s.stems = newLexicon(b.stemNames)
	s.grams = newGrams(&s.forms, b.mendable)
	return s
}

// place gives the number of the text with an id.
func (s *segment) place(id ID) (int, bool) {
	for c := range classes {
		from, to := s.runs[c], s.runs[c+1]
		if i, ok := slices.BinarySearch(s.ids[from:to], id); ok {
			return int(from) + i, true
		}
	}
	return 0, false
}

// classOf gives the class of a text.
func (s *segment) classOf(doc uint32) uint8 {
	i, _ := slices.BinarySearchFunc(s.runs[1:], doc, func(end, doc uint32) int {
		if end <= doc {
			return -1
		}
		return 1
	})
	return uint8(i)
}

// A builder collects what a segment is made from.
type builder struct {
	lang      string
	known     []part
	read      reading
	forms     map[string]uint32
	formNames []string
	formKinds []kind
	formStem  []uint32
	written   []uint32
	mendable  int
	stems     map[string]uint32
	stemNames []string
	stream    []stemTimes // stem by stem, text by text
	ends      []uint32    // of each text in stream
	lastIn    []uint32    // of each stem: the text after the last one that it was seen in
	lastAt    []uint32    // and where in stream that is
	found     []uint32
}

// A stemTimes is a stem and how often a text has it, as stem*4 + times - 1.
type stemTimes uint32

// add reads a text and gives its length in words.
func (b *builder) add(s string, doc uint32) int {
	b.read.read(s)
	for _, w := range b.read.words {
		f := b.form(b.read.of(w), w.kind)
		b.written[f]++
		stem := b.formStem[f]
		if b.lastIn[stem] == doc+1 {
			if at := b.lastAt[stem]; b.stream[at]%mostTimes < mostTimes-1 {
				b.stream[at]++
			}
			continue
		}
		b.lastIn[stem], b.lastAt[stem] = doc+1, uint32(len(b.stream))
		b.found[stem]++
		b.stream = append(b.stream, stemTimes(stem*mostTimes))
	}
	return b.read.length()
}

// form gives the number of a form, which it stems when it sees it first.
func (b *builder) form(w []byte, k kind) uint32 {
	if f, ok := b.forms[string(w)]; ok {
		return f
	}
	name := string(w)
	f := uint32(len(b.formNames))
	b.forms[name] = f
	b.formNames = append(b.formNames, name)
	b.formKinds = append(b.formKinds, k)
	b.written = append(b.written, 0)
	name = b.stemOf(name, k)
	stem, ok := b.stems[name]
	if !ok {
		stem = uint32(len(b.stemNames))
		b.stems[name] = stem
		b.stemNames = append(b.stemNames, name)
		b.lastIn, b.lastAt, b.found = append(b.lastIn, 0), append(b.lastAt, 0), append(b.found, 0)
	}
	b.formStem = append(b.formStem, stem)
	return f
}

func (b *builder) stemOf(form string, k kind) string {
	for i := range b.known {
		p := &b.known[i]
		if f, ok := number(&p.forms, form); ok {
			return p.stems.name(p.stem[f])
		}
	}
	return stemOf(form, k, b.lang)
}

// stemOf gives the stem of a form.
func stemOf(form string, k kind, lang string) string {
	if k != plain {
		return form
	}
	if s := text.StemWord(form, lang); s != "" {
		return s
	}
	return form
}

// invert turns the stream of texts with their stems into stems with their texts,
// which get their numbers from their places in order.
func (b *builder) invert(s *segment, order []uint32) {
	at := make([]uint32, len(b.found)+1)
	for i, n := range b.found {
		at[i+1] = at[i] + n
	}
	all := make([]posting, len(b.stream))
	for doc, i := range order {
		from := uint32(0)
		if i > 0 {
			from = b.ends[i-1]
		}
		for _, st := range b.stream[from:b.ends[i]] {
			stem := st / mostTimes
			all[at[stem]] = posting(uint32(doc)*mostTimes + uint32(st%mostTimes))
			at[stem]++
		}
	}
	s.found = slices.Clip(b.found)
	s.peak = make([]uint8, len(b.found))
	s.begin = make([]uint32, len(b.found)+1)
	blocks := 0
	for _, n := range b.found {
		blocks += (int(n) + perBlock - 1) / perBlock
	}
	s.blocks = make([]block, 0, blocks)
	for i, n := range b.found {
		own := all[at[i]-n : at[i]]
		s.peak[i] = s.peakOf(own)
		s.packAll(own)
		s.begin[i+1] = uint32(len(s.blocks))
		if int(n) >= len(order)/denseFrom && n >= perBlock {
			s.dense[uint32(i)] = newBitmap(own, len(order))
		}
	}
	s.packed = slices.Clip(append(s.packed, make([]byte, slack)...))
}

// peakOf gives the index into a table at which is the most that any of the texts gets.
func (s *segment) peakOf(list []posting) uint8 {
	often := uint32(0)
	for _, p := range list {
		often = max(often, p.times())
	}
	return uint8(often)*classes + s.classOf(list[0].doc())
}

func (s *segment) packAll(list []posting) {
	after := before
	for len(list) > 0 {
		n := min(len(list), perBlock)
		s.blocks = append(s.blocks, block{list[n-1].doc(), uint32(len(s.packed) / unit)})
		s.packed = pack(s.packed, list[:n], after)
		after, list = list[n-1].doc(), list[n:]
	}
}

// nameForms numbers the forms anew: those that may be mended first, by their
// number of letters and then in the order of the alphabet.
func (b *builder) nameForms(s *segment) {
	type key struct{ group, letters int }
	keys := make([]key, len(b.formNames))
	order := make([]uint32, len(b.formNames))
	for i, n := range b.formNames {
		order[i] = uint32(i)
		keys[i] = key{1, 0}
		if letters := utf8.RuneCountInString(n); b.formKinds[i] == plain && letters >= fewestMended && letters <= mostMended+mostErrors {
			keys[i] = key{0, letters}
			b.mendable++
		}
	}
	slices.SortFunc(order, func(x, y uint32) int {
		if d := keys[x].group - keys[y].group; d != 0 {
			return d
		}
		if d := keys[x].letters - keys[y].letters; d != 0 {
			return d
		}
		return strings.Compare(b.formNames[x], b.formNames[y])
	})
	names := make([]string, len(order))
	s.stem, s.written = make([]uint32, len(order)), make([]uint32, len(order))
	for i, o := range order {
		names[i], s.stem[i], s.written[i] = b.formNames[o], b.formStem[o], b.written[o]
	}
	s.forms = newLexicon(names)
}
