package search

import (
	"cmp"
	"slices"
)

const (
	// mostQuery is how many bytes of a question are read; nobody writes as much.
	mostQuery = 16 << 10
	// mostTerms is how many words of a question are looked for, the rarest.
	mostTerms = 64
	// mostStems is how many stems of words that no text has are remembered.
	mostStems = 4096
	// nowhere is the number of a stem that a part does not have.
	nowhere = ^uint32(0)
)

// A term is a stem that is looked for.
type term struct {
	stem   string
	weight float64
	table  table
}

// A ranked is a term that a part has, and the most that a text there gets from it.
type ranked struct {
	term   int
	number uint32
	most   uint32
}

// A scratch is what a search works in. It is used again and again.
type scratch struct {
	read    reading
	stems   map[string]string // of words that no text has: stemming allocates
	terms   []term
	numbers []uint32 // of each term in each part
	mend    mending
	ranks   []ranked
	cursors []cursor
	live    []cursor // those of the part that is searched
	window  window
	rest    [mostTerms + 1][classes]uint32 // what the first cursors can add together to a text of a class
	most    [mostTerms]uint32              // rest, of the class at hand
	bar     uint32                         // a score up to this one is not among the best
	top     top
}

func newScratch() *scratch { return &scratch{stems: map[string]string{}} }

// Search appends to dst the k texts that share most with a question, best first, of
// equal ones the one with the lower id first, and gives the longer slice. Texts that
// share no word are not among them. Where dst has room for k, nothing is allocated,
// once the first searches have made room to work in.
func (ix *Index) Search(dst []Hit, question string, k int) []Hit {
	if k = min(k, ix.live); k <= 0 {
		return dst
	}
	s := ix.pool.Get().(*scratch)
	dst = s.search(ix, dst, question, k)
	s.forget()
	ix.pool.Put(s)
	return dst
}

func (s *scratch) search(ix *Index, dst []Hit, question string, k int) []Hit {
	s.top = top{kept: s.top.kept[:0], most: k}
	s.resolve(ix, question)
	for i := range s.terms {
		s.terms[i].table.fill(s.terms[i].weight, ix.impact)
	}
	for i := range ix.parts {
		s.scan(ix, i)
	}
	return s.top.appendTo(dst)
}

// forget lets go of what belongs to an index, which may be gone before the scratch is used again.
func (s *scratch) forget() {
	for i := range s.terms {
		s.terms[i].stem = ""
	}
	for i := range s.cursors {
		s.cursors[i].table = nil
	}
}

// resolve finds the terms of a question.
func (s *scratch) resolve(ix *Index, question string) {
	if len(question) > mostQuery {
		question = question[:mostQuery]
	}
	s.read.read(question)
	s.terms, s.numbers = s.terms[:0], s.numbers[:0]
	unknown := 0
	for _, w := range s.read.words {
		form := s.read.of(w)
		if s.want(ix, s.stemOf(ix, form, w.kind), 1) || w.kind != plain || unknown == mostUnknown {
			continue
		}
		unknown++
		for _, g := range s.mend.guess(ix, form) {
			s.want(ix, g.stem, g.worth())
		}
	}
	if len(s.terms) > mostTerms {
		s.rarest(len(ix.parts))
	}
}

// stemOf gives the stem of a word of a question.
func (s *scratch) stemOf(ix *Index, form []byte, k kind) string {
	for i := range ix.parts {
		p := &ix.parts[i]
		if f, ok := number(&p.forms, form); ok {
			return p.stems.name(p.stem[f])
		}
	}
	if stem, ok := s.stems[string(form)]; ok {
		return stem
	}
	if len(s.stems) == mostStems {
		clear(s.stems)
	}
	name := string(form)
	s.stems[name] = stemOf(name, k, ix.lang)
	return s.stems[name]
}

// want adds a term, worth its weight times a factor, and reports whether any text
// has it. What is wanted twice counts once, for the most it is worth.
func (s *scratch) want(ix *Index, stem string, worth float64) bool {
	from, live := len(s.numbers), 0
	for i := range ix.parts {
		p := &ix.parts[i]
		n, ok := number(&p.stems, stem)
		if !ok {
			n = nowhere
		} else {
			live += int(p.has.of(n))
		}
		s.numbers = append(s.numbers, n)
	}
	w := weight(live, ix.live) * worth
	same := slices.IndexFunc(s.terms, func(t term) bool { return t.stem == stem })
	if live == 0 || same >= 0 {
		s.numbers = s.numbers[:from]
		if same >= 0 {
			s.terms[same].weight = max(s.terms[same].weight, w)
		}
		return live > 0
	}
	if len(s.terms) < cap(s.terms) {
		s.terms = s.terms[:len(s.terms)+1]
	} else {
		s.terms = append(s.terms, term{})
	}
	t := &s.terms[len(s.terms)-1]
	t.stem, t.weight = stem, w
	return true
}

// rarest leaves only as many terms as are looked for, of those of equal weight the
// ones that stand first in the question.
func (s *scratch) rarest(parts int) {
	at := make([]int, len(s.terms))
	for i := range at {
		at[i] = i
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(s.terms[b].weight, s.terms[a].weight) })
	at = at[:mostTerms]
	slices.Sort(at)
	for to, from := range at {
		s.terms[to] = s.terms[from]
		copy(s.numbers[to*parts:(to+1)*parts], s.numbers[from*parts:])
	}
	s.terms = s.terms[:mostTerms]
}
