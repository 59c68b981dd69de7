package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// A cursor goes through the texts of a part that have a term.
type cursor struct {
	list
	at    int    // in list
	block uint32 // that list holds; that is to be unpacked, where list is empty
	begin uint32 // first and last block of the term, the latter not included
	end   uint32
	found uint32 // texts in all blocks
	table *table
}

// load unpacks the cursor's block.
func (c *cursor) load(s *segment) {
	after := before
	if c.block > c.begin {
		after = s.blocks[c.block-1].last
	}
	n := min(perBlock, c.found-perBlock*(c.block-c.begin))
	c.unpack(s.packed[uint64(s.blocks[c.block].at)*unit:], int(n), after)
	c.at = 0
}

// ready makes the cursor stand at a text, unless there is none left.
func (c *cursor) ready(s *segment) bool {
	if c.at < c.n {
		return true
	}
	if c.n > 0 {
		c.block, c.n = c.block+1, 0
	}
	if c.block == c.end {
		return false
	}
	c.load(s)
	return true
}

// seek goes forward to a text and reports whether it has the term.
func (c *cursor) seek(s *segment, doc uint32) bool {
	if c.block == c.end {
		return false
	}
	if s.blocks[c.block].last < doc {
		c.block, c.n = s.blockOf(doc, c.block+1, c.end), 0
		if c.block == c.end {
			return false
		}
	}
	if c.n == 0 {
		c.load(s)
	}
	const stride = 8
	i, docs := c.at, &c.docs
	for i+stride < c.n && docs[(i+stride)%perBlock] < doc {
		i += stride
	}
	for docs[i%perBlock] < doc { // ends: the block's last text is doc or later
		i++
	}
	c.at = i
	return docs[i%perBlock] == doc
}

// blockOf gives the first block of [from, end) that reaches up to a text, or end.
func (s *segment) blockOf(doc, from, end uint32) uint32 {
	step := uint32(1)
	for from+step < end && s.blocks[from+step].last < doc {
		from += step + 1
		step *= 2
	}
	end = min(end, from+step+1)
	for from < end {
		if mid := (from + end) / 2; s.blocks[mid].last < doc {
			from = mid + 1
		} else {
			end = mid
		}
	}
	return from
}

// wide is how many texts are added up side by side; their scores fit into the
// processor's first cache.
const wide = 4096

// A window holds scores of texts that stand side by side, and which have one.
type window struct {
	score [wide]uint32
	hit   [wide / 64]uint64
}

// pour adds what the cursor's texts from base up to base+wide get.
func (c *cursor) pour(s *segment, w *window, base uint32) {
	for c.ready(s) {
		docs, times := c.docs[c.at:c.n], c.times[c.at:c.n]
		for i, doc := range docs {
			j := doc - base
			if j >= wide {
				c.at += i
				return
			}
			w.score[j] += c.table[times[i]*classes|s.lengths[doc]]
			w.hit[j/64] |= 1 << (j % 64)
		}
		c.at = c.n
	}
}

// scan looks for texts of a part that are among the best.
//
// It is MaxScore (Turtle and Flood 1995, "Query Evaluation: Strategies and
// Optimizations"), with windows of texts instead of one text after the other: the
// terms are put in the order of what they can add. As many of the first as together
// cannot bring a text among the best are only asked about texts that have one of the
// others. The bound is what a text of the very length can get.
func (s *scratch) scan(ix *Index, i int) {
	p := &ix.parts[i]
	s.start(ix, i)
	s.raise(i > 0)
	split := s.split(0)
	for split < len(s.live) {
		if split == len(s.live)-1 {
			s.single(p, split, i > 0)
			return
		}
		base := nowhere
		for j := split; j < len(s.live); j++ {
			if c := &s.live[j]; c.ready(p.segment) {
				base = min(base, c.docs[c.at])
			}
		}
		if base == nowhere {
			return
		}
		base -= base % wide
		for j := split; j < len(s.live); j++ {
			s.live[j].pour(p.segment, &s.window, base)
		}
		s.drain(p, base, split, i > 0)
		split = s.split(split)
	}
}

// start makes the cursors of a part, those that can add least first.
func (s *scratch) start(ix *Index, i int) {
	p := &ix.parts[i]
	s.ranks = s.ranks[:0]
	floor := uint32(0)
	for t := range s.terms {
		n := s.numbers[t*len(ix.parts)+i]
		if n == nowhere || p.has[n] == 0 {
			continue
		}
		table := &s.terms[t].table
		s.ranks = append(s.ranks, ranked{t, n, table[p.peak[n]]})
		if int(p.has[n]) >= s.top.most {
			floor = max(floor, table[p.longest])
		}
	}
	slices.SortFunc(s.ranks, func(a, b ranked) int { return cmp.Compare(a.most, b.most) })
	if len(s.cursors) < len(s.ranks) {
		s.cursors = make([]cursor, len(s.ranks))
	}
	s.live = s.cursors[:len(s.ranks)]
	clear(s.rest[0][:])
	for j, r := range s.ranks {
		c, n := &s.live[j], r.number
		c.n, c.at, c.table = 0, 0, &s.terms[r.term].table
		c.begin, c.end, c.block, c.found = p.begin[n], p.begin[n+1], p.begin[n], p.found[n]
		s.upTo[j+1] = s.upTo[j] + r.most
		row := c.table[p.peak[n]/classes*classes:][:classes]
		for l := range row {
			s.rest[j+1][l] = s.rest[j][l] + row[l]
		}
	}
	s.bar = max(floor, 1) - 1 // so many texts have a term that none below the floor is among the best
}

// raise sets the bar to what the best so far ask for. In the first part a text comes
// after all those with lower ids, so with an equal score it is not among the best.
func (s *scratch) raise(later bool) {
	if s.top.full() {
		bar := s.top.kept[0].score
		if later {
			bar--
		}
		s.bar = max(s.bar, bar)
	}
}

// split gives how many of the cursors together cannot reach above the bar, if from do not.
func (s *scratch) split(from int) int {
	for from < len(s.live) && s.upTo[from+1] <= s.bar {
		from++
	}
	return from
}

// single goes through the last cursor alone, until its texts end or not even they
// can be among the best.
func (s *scratch) single(p *part, split int, later bool) {
	c := &s.live[split]
	rest := &s.rest[split]
	for c.ready(p.segment) {
		docs, times := c.docs[c.at:c.n], c.times[c.at:c.n]
		for i, doc := range docs {
			length := p.lengths[doc]
			score := c.table[times[i]*classes|length]
			if score+rest[length%classes] > s.bar {
				s.judge(p, doc, score, split, later)
			}
		}
		c.at = c.n
		if s.split(split) > split {
			return
		}
	}
}

// drain judges the texts of a window and empties it.
func (s *scratch) drain(p *part, base uint32, split int, later bool) {
	rest := &s.rest[split]
	for i := range s.window.hit {
		for hits := s.window.hit[i]; hits != 0; hits &= hits - 1 {
			j := uint32(i*64 + bits.TrailingZeros64(hits))
			score := s.window.score[j%wide]
			s.window.score[j%wide] = 0
			if score+rest[p.lengths[base+j]%classes] > s.bar {
				s.judge(p, base+j, score, split, later)
			}
		}
		s.window.hit[i] = 0
	}
}

// judge adds to a text's score what the cursors before split give it, as long as it
// can be among the best.
func (s *scratch) judge(p *part, doc, score uint32, split int, later bool) {
	length := p.lengths[doc]
	for j := split - 1; j >= 0; j-- {
		if c := &s.live[j]; c.seek(p.segment, doc) {
			score += c.table[c.times[c.at]*classes|length]
		}
		if score+s.rest[j][length%classes] <= s.bar {
			return
		}
	}
	if score <= s.bar || p.isDead(doc) {
		return
	}
	s.top.put(scored{score, p.id(doc)})
	s.raise(later)
}
