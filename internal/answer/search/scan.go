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
	adds  [mostTimes]uint32 // what a text of the class at hand gets, by times less one
	dense bitmap
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

// seek goes forward to the first text from doc on, and reports whether there is one.
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
	return true
}

// worth gives what a text of the class at hand gets from the term.
func (c *cursor) worth(s *segment, doc uint32) uint32 {
	if c.dense.once != nil {
		if !bit(c.dense.once, doc) {
			return 0
		}
		if c.dense.more == nil || !bit(c.dense.more, doc) {
			return c.adds[0]
		}
	}
	if !c.seek(s, doc) || c.docs[c.at] != doc {
		return 0
	}
	return c.adds[c.times[c.at]%mostTimes]
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

// pour adds what the cursor's texts from base up to end get; there are wide at most.
func (c *cursor) pour(s *segment, w *window, base, end uint32) {
	for c.ready(s) {
		docs, times := c.docs[c.at:c.n], c.times[c.at:c.n]
		for i, doc := range docs {
			if doc >= end {
				c.at += i
				return
			}
			j := (doc - base) % wide
			w.score[j] += c.adds[times[i]%mostTimes]
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
// others. What they can add is worked out for each length of texts: it gets less
// from class to class, until nothing that is left can be among the best.
func (s *scratch) scan(ix *Index, i int) {
	p := &ix.parts[i]
	s.start(ix, i)
	for class := range classes {
		from, to := p.runs[class], p.runs[class+1]
		s.raise(0)
		if from < to && s.rest[len(s.live)][class] > s.bar {
			s.run(p, class, from, to)
		}
	}
}

// start makes the cursors of a part, those that can add least first.
func (s *scratch) start(ix *Index, i int) {
	p := &ix.parts[i]
	s.ranks, s.bar = s.ranks[:0], 0
	for t := range s.terms {
		n := s.numbers[t*len(ix.parts)+i]
		if n != nowhere && p.has.of(n) > 0 {
			s.ranks = append(s.ranks, ranked{t, n, s.terms[t].table[p.peak[n]]})
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
		c.n, c.at, c.table, c.dense = 0, 0, &s.terms[r.term].table, p.dense[n]
		c.begin, c.end, c.block, c.found = p.begin[n], p.begin[n+1], p.begin[n], p.found[n]
		row := c.table[p.peak[n]/classes*classes:][:classes]
		for l := range row {
			s.rest[j+1][l] = s.rest[j][l] + row[l]
		}
	}
}

// raise sets the bar to what the best so far ask for, after a text was judged. Of
// equal scores the lower id is better, and ids rise within a class: so an equal score
// is not enough from here on where the worst of the best has a lower id than the text.
func (s *scratch) raise(id ID) {
	if !s.top.full() {
		return
	}
	worst := s.top.kept[0]
	s.bar = worst.score
	if worst.id >= id {
		s.bar--
	}
}

// split gives how many of the cursors together cannot reach above the bar, if from do not.
func (s *scratch) split(class, from int) int {
	for from < len(s.live) && s.rest[from+1][class] <= s.bar {
		from++
	}
	return from
}

// run looks through the texts of a class.
func (s *scratch) run(p *part, class int, from, to uint32) {
	for j := range s.live {
		c := &s.live[j]
		s.most[j] = s.rest[j][class]
		for t := range c.adds {
			c.adds[t] = c.table[t*classes+class]
		}
	}
	split := s.split(class, 0)
	for j := split; j < len(s.live); j++ {
		s.live[j].seek(p.segment, from)
	}
	for split < len(s.live)-1 {
		base := to
		for j := split; j < len(s.live); j++ {
			if c := &s.live[j]; c.ready(p.segment) {
				base = min(base, c.docs[c.at])
			}
		}
		if base == to {
			return
		}
		for j := split; j < len(s.live); j++ {
			s.live[j].pour(p.segment, &s.window, base, min(to, base+wide))
		}
		s.drain(p, base, split)
		split = s.split(class, split)
	}
	if split < len(s.live) {
		s.single(p, class, to)
	}
}

// single goes through the last cursor alone, until not even its texts can be among
// the best.
func (s *scratch) single(p *part, class int, to uint32) {
	split := len(s.live) - 1
	c, rest := &s.live[split], s.most[split]
	for s.split(class, split) == split && c.ready(p.segment) {
		docs, times := c.docs[c.at:c.n], c.times[c.at:c.n]
		for i, doc := range docs {
			if doc >= to {
				c.at += i
				return
			}
			if score := c.adds[times[i]%mostTimes]; score+rest > s.bar {
				s.judge(p, doc, score, split)
			}
		}
		c.at = c.n
	}
}

// drain judges the texts of a window and empties it.
func (s *scratch) drain(p *part, base uint32, split int) {
	rest := s.most[split]
	for i := range s.window.hit {
		for hits := s.window.hit[i]; hits != 0; hits &= hits - 1 {
			j := uint32(i*64 + bits.TrailingZeros64(hits))
			score := s.window.score[j%wide]
			s.window.score[j%wide] = 0
			if score+rest > s.bar {
				s.judge(p, base+j, score, split)
			}
		}
		s.window.hit[i] = 0
	}
}

// judge adds to a text's score what the cursors before split give it, as long as it
// can be among the best.
func (s *scratch) judge(p *part, doc, score uint32, split int) {
	for j := split - 1; j >= 0; j-- {
		score += s.live[j].worth(p.segment, doc)
		if score+s.most[j] <= s.bar {
			return
		}
	}
	if score <= s.bar || p.isDead(doc) {
		return
	}
	s.top.put(scored{score, p.ids[doc]})
	s.raise(p.ids[doc])
}
