package search

import "slices"

// A part is a segment with what of it is still valid.
type part struct {
	*segment
	dead   []uint64 // one bit a text that is gone; nil where none is
	has    counts   // in how many valid texts each stem is
	uses   counts   // how often each form occurs in them
	live   int      // valid texts
	length int64    // their words
}

// newPart makes a part of a segment all of which is valid.
func newPart(s *segment) part {
	return part{segment: s, has: newCounts(s.found), uses: newCounts(s.written), live: len(s.texts), length: s.total}
}

func (p *part) isDead(doc uint32) bool {
	return p.dead != nil && bit(p.dead, doc)
}

// counts are numbers of words, in pages, so that an edit copies only those pages in
// which it changes something. They share the pages of what they were cloned from.
type counts [][]uint32

// perPage keeps a page, which is copied for a word, and the list of pages, which is
// copied for an edit, of a size in a vocabulary of some hundred thousand words.
const perPage = 256

func newCounts(all []uint32) counts { return slices.Collect(slices.Chunk(all, perPage)) }

func (c counts) of(i uint32) uint32 { return c[i/perPage][i%perPage] }

func (c counts) decrease(i uint32) {
	page := slices.Clone(c[i/perPage])
	page[i%perPage]--
	c[i/perPage] = page
}

// mostMerged is how many texts an edit reads again at most, beside those it
// brings: at some 5 µs each, an edit takes some milliseconds at worst. Larger parts are
// left as they are; see [Index.Compact].
const mostMerged = 256

// mergedAt is how many times larger than the next a part has to be to stay by
// itself, so that a text is read again log(mostMerged) times at most.
const mergedAt = 4

// With gives an index in which put are valid in place of what had their ids, and
// remove are gone; an id in both is put. Ids that are not there are not removed.
// The old index stays as it is. It takes time for the new texts, for some
// hundred more, and for copying a bit for each text of the part that one goes from.
func (ix *Index) With(put []Doc, remove []ID) *Index {
	out := &Index{lang: ix.lang, parts: slices.Clone(ix.parts), pool: ix.pool}
	put = inOrder(put)
	own := make([]bool, len(out.parts))
	for _, d := range put {
		out.bury(d.ID, own)
	}
	for _, id := range remove {
		out.bury(id, own)
	}
	out.parts = slices.DeleteFunc(out.parts, func(p part) bool { return p.live == 0 })
	if len(put) > 0 {
		out.parts = append(out.parts, newPart(newSegment(put, ix.lang, ix.parts)))
	}
	out.settle()
	out.count()
	return out
}

// Compact gives the same index made afresh, in as much time as New takes. A search
// takes longer the more parts there are, one for each 256 edits or so, and
// what is gone keeps its memory; a caller with many edits compacts now and then,
// beside the readers.
func (ix *Index) Compact() *Index {
	out := &Index{lang: ix.lang, pool: ix.pool}
	if ix.live > 0 {
		out.parts = []part{merged(ix.parts, ix.lang, nil)}
	}
	out.count()
	return out
}

// Parts gives how many parts an index consists of: 1 after New and Compact.
func (ix *Index) Parts() int { return len(ix.parts) }

// bury marks the valid text of an id as gone. own tells which parts have counts of
// their own already.
func (ix *Index) bury(id ID, own []bool) {
	p, doc := ix.find(id)
	if p == nil {
		return
	}
	i := slices.IndexFunc(ix.parts, func(q part) bool { return q.segment == p.segment })
	if !own[i] {
		own[i] = true
		dead := make([]uint64, (len(p.texts)+63)/64)
		copy(dead, p.dead)
		p.dead, p.has, p.uses = dead, slices.Clone(p.has), slices.Clone(p.uses)
	}
	p.dead[doc/64] |= 1 << (doc % 64)
	p.live--
	p.forget(p.texts[doc])
}

// forget takes the words of a text out of the counts.
func (p *part) forget(s string) {
	var r reading
	r.read(s)
	p.length -= int64(r.length())
	seen := make(map[uint32]bool, len(r.words))
	for _, w := range r.words {
		f, ok := number(&p.forms, r.of(w))
		if !ok {
			continue // cannot be: the segment was made from this text
		}
		p.uses.decrease(f)
		if stem := p.stem[f]; !seen[stem] {
			seen[stem] = true
			p.has.decrease(stem)
		}
	}
}

// settle merges the last parts as long as they are small and of a size.
func (ix *Index) settle() {
	first, texts := len(ix.parts), 0
	for ; first > 0; first-- {
		n := ix.parts[first-1].live
		if texts > 0 && n >= mergedAt*texts || texts+n > mostMerged {
			break
		}
		texts += n
	}
	if len(ix.parts)-first > 1 {
		ix.parts = append(ix.parts[:first:first], merged(ix.parts[first:], ix.lang, ix.parts))
	}
}

// merged makes one part of what is valid in several.
func merged(parts []part, lang string, known []part) part {
	var docs []Doc
	for i := range parts {
		for doc, s := range parts[i].texts {
			if !parts[i].isDead(uint32(doc)) {
				docs = append(docs, Doc{parts[i].ids[doc], s})
			}
		}
	}
	return newPart(newSegment(inOrder(docs), lang, known))
}
