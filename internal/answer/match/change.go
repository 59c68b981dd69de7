package match

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// A change is an entry that is not as Train saw it: a new one, another one, or
// none where it has no example.
type change struct {
	number int
	space  *space // the base's, and the features that only this entry has
	x      *examples
	part   linear
}

// Len is the number of entries, removed ones included: the number of the next
// new one.
func (m *Model) Len() int { return m.size }

// Changed is how many entries With has changed since Train. Each costs every
// Rank one or two microseconds, and what is frozen drifts from what Train would find:
// the caller trains anew when they are a share of the base.
func (m *Model) Changed() int { return len(m.changes) }

// With returns a model in which the entries of the given numbers are as given:
// changed, added (numbers from Len on, without a gap) or, without texts and
// statement, removed. The receiver stays as it is; the two share everything but
// the changed entries, so that a change costs what its own entries do.
//
// Frozen as Train left them are the weights of features and the background (a
// change of theirs would touch every vector), the calibration (a threshold means
// the same before and after) and the classifiers of all other entries. So the
// hits of other entries stay the same, bit for bit. A changed entry is trained
// against the examples that are there, those of earlier changes included; an
// earlier one does not learn of a later one. A feature that the base lacks weighs
// as if it had been seen once, and only in the eyes of the entry that has it.
// In a base of more than a few thousand examples training hurries.
func (m *Model) With(changed map[int]Entry) *Model {
	n := *m
	r := m.refitters.Get().(*refitter)
	defer m.refitters.Put(r)
	var fresh []*change
	for _, number := range slices.Sorted(maps.Keys(changed)) {
		if number < 0 {
			continue
		}
		s := m.space.with(changed[number], &r.scratch)
		c := &change{number: number, space: s, x: s.examples([]Entry{changed[number]}, &r.scratch)}
		fresh = append(fresh, c)
		n.size, n.widest = max(n.size, number+1), max(n.widest, s.len())
	}
	n.changes = merge(m.changes, fresh)
	if len(fresh) > 0 {
		r.begin(&n)
	}
	for _, c := range fresh {
		if c.x.len() > 0 {
			c.part = r.fit(&n, c)
		}
	}
	return &n
}

// merge gives both lists in order; of two for one number, the fresh one.
func merge(old, fresh []*change) []*change {
	out := make([]*change, 0, len(old)+len(fresh))
	for _, c := range fresh {
		for len(old) > 0 && old[0].number < c.number {
			out, old = append(out, old[0]), old[1:]
		}
		if len(old) > 0 && old[0].number == c.number {
			old = old[1:]
		}
		out = append(out, c)
	}
	return append(out, old...)
}

// replaced reports whether an entry of the base is no longer as Train saw it.
func (m *Model) replaced(entry int) bool {
	if len(m.changes) == 0 {
		return false
	}
	_, ok := slices.BinarySearchFunc(m.changes, entry, func(c *change, n int) int { return cmp.Compare(c.number, n) })
	return ok
}

// leastWeight keeps features positive that a base of no example would weigh below 0.
const leastWeight = .1

// with is the space as an entry sees it: with the features that only it has.
func (p *space) with(e Entry, s *scratch) *space {
	n := *p
	weights := map[uint64]float32{}
	for _, text := range e.all() {
		s.read(text, p.tune)
		for i, h := range s.hashes {
			if _, ok := p.ids.get(h); ok {
				continue
			}
			lines := 0.0
			if i < len(s.words) {
				lines = p.english.wordLines(s.words[i].stem, p.vectors, s.words[i].raw)
			}
			weights[h] = max(leastWeight, p.weigh(1, lines))
		}
	}
	n.own = slices.Sorted(maps.Keys(weights))
	n.ownWeights = make([]float32, len(n.own))
	for i, h := range n.own {
		n.ownWeights[i] = weights[h]
	}
	return &n
}

// refitter trains changed entries. Its buffers are as long as the base and
// reused, so that a change need not make them.
type refitter struct {
	scratch scratch
	fitter  *fitter
	miner   *miner
	rivals  []rival
	same    []int // by own feature of another change: its number here, or -1
}

// rival is an example of another change.
type rival struct {
	change *change
	i      int
	score  float32
}

// begin readies the refitter for a model.
func (r *refitter) begin(m *Model) {
	x, t := m.base.x, &m.tune
	if r.fitter == nil {
		r.fitter = newFitter(x, m.noise, m.space, t)
		r.fitter.large = x.len() > t.haste
		r.miner = newMiner(x, m.base.having, t, r.fitter.large)
	}
	r.fitter.widen(m.widest)
	r.miner.gone = r.miner.gone[:0]
	for _, c := range m.changes {
		if c.number < m.base.len() {
			r.miner.gone = append(r.miner.gone, span(m.base.first, c.number))
		}
	}
}

// widen makes room for so many features.
func (f *fitter) widen(features int) {
	f.problem.reset()
	if n := features - len(f.centroid); n > 0 {
		f.centroid = append(f.centroid, make([]float32, n)...)
		f.problem.sparse = append(f.problem.sparse, make([]float32, n)...)
		f.problem.marked = append(f.problem.marked, make([]bool, n)...)
	}
}

// fit trains a changed entry of a model.
func (r *refitter) fit(m *Model, c *change) linear {
	f, own := r.fitter, interval{0, c.x.len()}
	f.x = c.x
	f.centre(own)
	if single(own) && m.base.len() >= m.tune.estimate {
		return f.estimate(own)
	}
	negatives := r.miner.negatives(f, interval{}, uint64(c.number))
	r.meet(m, c)
	return f.fit(own, negatives, uint64(c.number))
}

// meet leaves in the fitter the examples of other changes that are nearest to
// the centroid of c.
func (r *refitter) meet(m *Model, c *change) {
	f := r.fitter
	r.rivals = r.rivals[:0]
	for _, o := range m.changes {
		if o == c {
			continue
		}
		r.translate(o.space, c.space)
		for i := range o.x.len() {
			score := dot(f.dense, o.x.mean(i))
			ids, values := o.x.sparse(i)
			for k, id := range ids {
				if at := r.here(m.space, id); at >= 0 {
					score += f.centroid[at] * values[k]
				}
			}
			r.rivals = append(r.rivals, rival{o, i, score})
		}
	}
	slices.SortStableFunc(r.rivals, func(a, b rival) int { return cmp.Compare(b.score, a.score) })
	f.more = newExamples(c.x.dims)
	for _, v := range r.rivals[:min(len(r.rivals), r.miner.near)] {
		r.translate(v.change.space, c.space)
		f.more.adopt(v.change.x, v.i, func(id uint32) int { return r.here(m.space, id) })
	}
}

// translate finds for the features that only the one has those of the other.
func (r *refitter) translate(from, to *space) {
	r.same = r.same[:0]
	for _, h := range from.own {
		at, ok := slices.BinarySearch(to.own, h)
		if !ok {
			at = -1
		} else {
			at += len(to.weights)
		}
		r.same = append(r.same, at)
	}
}

// here is the number of another change's feature in the space translated to, -1
// where that space lacks it.
func (r *refitter) here(base *space, id uint32) int {
	if own := int(id) - base.len(); own >= 0 {
		return r.same[own]
	}
	return int(id)
}

// adopt appends an example whose features have other numbers here.
func (x *examples) adopt(o *examples, i int, here func(uint32) int) {
	ids, values := o.sparse(i)
	for k, id := range ids {
		if at := here(id); at >= 0 {
			x.ids, x.values = append(x.ids, uint32(at)), append(x.values, values[k])
		}
	}
	x.dense = append(x.dense, o.mean(i)...)
	x.start = append(x.start, len(x.ids))
	x.owner = append(x.owner, nobody)
	x.weight = append(x.weight, o.weight[i])
}

// addChanged ranks the changed entries among the best.
func (r *ranking) addChanged(m *Model, keep int) {
	r.unknown = r.unknown[:0]
	for _, h := range r.hashes {
		if _, ok := m.space.find(h); !ok {
			r.unknown = append(r.unknown, h)
		}
	}
	r.load(&r.vector)
	found := r.other[:0]
	for _, c := range m.changes {
		if c.x.len() == 0 {
			continue
		}
		v := &r.vector
		seen := r.sees(c)
		if seen {
			v = r.readAs(c)
		}
		found = keepBest(found, r.judge(m, c, v), keep)
		if seen {
			r.unload(v)
			r.load(&r.vector)
		}
	}
	r.unload(&r.vector)
	r.best = append(r.best, found...)
	r.other = found
	slices.SortStableFunc(r.best, func(a, b candidate) int { return cmp.Compare(b.raw, a.raw) })
}

// sees reports whether the utterance has a feature that only the change has.
func (r *ranking) sees(c *change) bool {
	for _, h := range r.unknown {
		if _, ok := slices.BinarySearch(c.space.own, h); ok {
			return true
		}
	}
	return false
}

// readAs reads the utterance as the change does, and loads it in place of the other.
func (r *ranking) readAs(c *change) *vector {
	r.unload(&r.vector)
	r.own.words, r.own.hashes, r.own.chars, r.own.counts = r.words, r.hashes, r.chars, r.counts
	c.space.vectorise(&r.own)
	r.load(&r.own.vector)
	return &r.own.vector
}

// judge scores a change for the loaded utterance.
func (r *ranking) judge(m *Model, c *change, v *vector) candidate {
	l := &c.part
	out := candidate{entry: c.number, svm: l.bias + dot(v.dense, l.svmDense), centroid: dot(v.dense, l.meanDense)}
	svm, centroid := l.svm[:len(l.ids)], l.centroid[:len(l.ids)]
	for k, id := range l.ids {
		if r.may(id) {
			out.svm += r.counts[id] * svm[k]
			out.centroid += r.counts[id] * centroid[k]
		}
	}
	for i := range c.x.len() {
		out.cosine = max(out.cosine, (r.product(c.x.sparse(i))+dot(v.dense, c.x.mean(i)))*c.x.weight[i])
	}
	m.raw(&out, v)
	return out
}

// keepBest inserts a candidate by its raw score into the k best.
func keepBest(best []candidate, c candidate, k int) []candidate {
	if len(best) == k {
		if c.raw <= best[k-1].raw {
			return best
		}
		best = best[:k-1]
	}
	best = append(best, c)
	for i := len(best) - 1; i > 0 && best[i].raw > best[i-1].raw; i-- {
		best[i], best[i-1] = best[i-1], best[i]
	}
	return best
}

// raw sets the score that hits are in order of.
func (m *Model) raw(c *candidate, v *vector) {
	mass := float32(math.Log(1 + float64(v.mass)))
	c.raw = m.tune.margin*c.svm + m.tune.centroid*c.centroid + m.tune.nearest*c.cosine + m.tune.mass*mass
}
