// Changes: the index of a base that differs in a few facts from one that has an
// index already.

package answer

import (
	"maps"
	"reflect"
	"slices"

	"autofacts/internal/answer/match"
	"autofacts/internal/answer/search"
	"autofacts/internal/kb"
)

// How many changes there may be before the index is made as a whole: so many and
// that share of the base.
const (
	driftFacts = 32
	driftShare = 0.25
)

// With gives the index of a base that has the same facts as this one's but for
// those of the given ids, which may be there anew, otherwise or no longer. It
// shares what is not changed with this index, which stays as it was, so that it
// costs about as much as the facts that changed. Waits for the matcher once.
//
// What the facts of a base lend each other stays as it was: the weights of words,
// the names of neighbours, what other facts have learnt from their examples. So
// a change touches no answer but those that the changed facts have a part in.
// Where too much has changed since the index was made as a whole, or the
// lexicon, it is made as a whole again.
func (ix *Index) With(next *kb.Base, changed []kb.FactID) *Index {
	changed = ix.touched(next, changed)
	if ix.drift+len(changed) > driftFacts+int(driftShare*float64(len(ix.docs))) || !sameLexicon(&ix.base.Lexicon, &next.Lexicon) {
		return New(next)
	}
	nx := ix.fork(next)
	nx.drift += len(changed)
	for _, id := range changed {
		if i, ok := nx.doc(id); ok {
			nx.findNames(nx.docs[i].fact.Statement, -1)
		}
		if f := next.Fact(id); f != nil {
			nx.findNames(f.Statement, 1)
		}
	}
	entries := map[int]match.Entry{}
	var made []int
	var gone []search.ID
	for _, id := range changed {
		i, ok := nx.doc(id)
		if ok {
			nx.unpost(i)
		}
		f := next.Fact(id)
		switch {
		case f == nil && !ok:
			continue
		case f == nil:
			nx.docs[i] = &doc{fact: &kb.Fact{}}
			nx.byID.set(id, -1)
			entries[i] = match.Entry{}
			gone = append(gone, search.ID(i))
			continue
		case !ok:
			i = len(nx.docs)
			nx.docs = append(nx.docs, nil)
			nx.byID.set(id, i)
		}
		nx.docs[i] = nx.newDoc(f)
		entries[i] = entry(f)
		made = append(made, i)
	}
	for _, i := range made {
		nx.inherit(nx.docs[i])
	}
	for _, i := range made {
		nx.besideOthers(i)
	}
	for _, i := range made {
		nx.post(i)
		nx.say(nx.docs[i], 1)
		nx.measureUp(nx.docs[i])
		nx.rote(i, nx.docs[i])
	}
	nx.refind(made, gone)
	nx.newWords(ix)
	m := ix.matcher().With(entries)
	nx.matcher = func() *match.Model { return m }
	for _, i := range made {
		nx.vectorise(m, nx.docs[i])
	}
	return nx
}

// Own gives how many facts the index keeps for itself: all of them where it was
// made as a whole, the changed ones where it shares the rest with another, one
// that was changed twice as two.
func (ix *Index) Own() int {
	if ix.known.own == nil {
		return len(ix.docs)
	}
	return ix.drift
}

// touched gives the ids of the changed facts and of the lists that hold one.
func (ix *Index) touched(next *kb.Base, changed []kb.FactID) []kb.FactID {
	var out []kb.FactID
	for _, id := range changed {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for i := range next.Facts {
		f := &next.Facts[i]
		if len(f.List) > 0 && !slices.Contains(out, f.ID) && slices.ContainsFunc(f.List, func(id kb.FactID) bool { return slices.Contains(changed, id) }) {
			out = append(out, f.ID)
		}
	}
	return out
}

func sameLexicon(a, b *kb.Lexicon) bool { return a == b || reflect.DeepEqual(a, b) }

// fork gives an index with the same content that may be changed.
func (ix *Index) fork(next *kb.Base) *Index {
	ix.matcher() // the vectors are there with it
	nx := *ix
	nx.base, nx.docs = next, slices.Clone(ix.docs)
	nx.byID, nx.known, nx.said = ix.byID.fork(), ix.known.fork(), ix.said.fork()
	nx.senses, nx.kin, nx.words = ix.senses.fork(), ix.kin.fork(), ix.words.fork()
	nx.places, nx.exact, nx.autoNames = ix.places.fork(), ix.exact.fork(), ix.autoNames.fork()
	nx.vectors = slices.Clip(ix.vectors)
	nx.foreign = map[string]string{}
	return &nx
}

// unpost takes doc i out of the lists.
func (ix *Index) unpost(i int) {
	d := ix.docs[i]
	ix.say(d, -1)
	for k := range d.cover {
		had := ix.known.at(k)
		switch {
		case had == nil:
			continue
		case had.n == 1:
			ix.known.set(k, nil)
			continue
		}
		less := &key{idf: had.idf, n: had.n - 1, english: had.english}
		if ix.found == nil {
			less.at = make([]posting, 0, less.n)
			for _, p := range had.at {
				if p.doc != int32(i) {
					less.at = append(less.at, p)
				}
			}
		}
		ix.known.set(k, less)
	}
	ix.unrote(i)
}

// unrote takes the example questions of doc i out of those that are known word
// for word. One that another doc has as well is that one's alone from now on.
func (ix *Index) unrote(i int) {
	for k := range ix.docs[i].phrases {
		p := &ix.docs[i].phrases[k]
		key := roteKey(p)
		have, ok := ix.exact.get(key)
		if !ok || !p.example || have != i && have != roteSeveral {
			continue
		}
		ix.exact.set(key, roteNone)
		if have != roteSeveral {
			continue
		}
		for j, d := range ix.docs {
			if j != i && slices.ContainsFunc(d.phrases, func(o phrase) bool { return o.example && roteKey(&o) == key }) {
				ix.roteOf(key, j)
			}
		}
	}
}

// post puts doc i into the lists; what no fact had counts as what one fact has.
func (ix *Index) post(i int) {
	d := ix.docs[i]
	for k, cover := range d.cover {
		more := &key{idf: idf(float64(len(ix.docs)), 1), n: 1}
		if had := ix.known.at(k); had != nil {
			more.idf, more.n, more.at, more.english = had.idf, had.n+1, slices.Clip(had.at), had.english
		}
		more.english = more.english || !d.foreign[k]
		if ix.found == nil {
			more.at = append(more.at, posting{doc: int32(i), own: d.own[k], foreign: d.foreign[k], cover: cover, in: d.in[k]})
		}
		ix.known.set(k, more)
	}
}

// refind gives a large base's index its changes: docs made anew and taken away.
func (ix *Index) refind(made []int, gone []search.ID) {
	if ix.found == nil {
		return
	}
	var docs []search.Doc
	for _, i := range made {
		docs = append(docs, search.Doc{ID: search.ID(i), Text: keyText(maps.Keys(ix.docs[i].cover))})
	}
	ix.found = ix.found.With(docs, gone)
}

// newWords readies the words that this index has and the one before had not.
func (ix *Index) newWords(before *Index) {
	var english, other, all []string
	for w, own := range ix.words.own {
		was, ok := before.words.get(w)
		if !ok {
			all = append(all, w)
		}
		if !own.foreign && (!ok || was.foreign) {
			english = append(english, w)
		}
	}
	for w, stem := range ix.foreign {
		if _, ok := ix.words.get(w); !ok {
			ix.words.set(w, word{stem, true})
			other = append(other, w)
		}
	}
	ix.foreign = nil
	all = append(all, other...)
	ix.spell, ix.spellElse = ix.spell.with(english), ix.spellElse.with(other)
	if len(all) > 0 {
		ix.sorted = append(slices.Clip(ix.sorted), all...)
		slices.Sort(ix.sorted)
	}
}
