package match

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// trained is an entry that has changed since Train, with its own classifier.
type trained struct {
	number int
	x      *examples
	part   linear
}

// refit trains one changed entry in the model's (already extended) space and
// returns the list of changed entries with it in place.
func (m *Model) refit(entry int, e Entry) []trained {
	list := slices.DeleteFunc(slices.Clone(m.changed), func(t trained) bool { return t.number == entry })
	x := m.space.examples([]Entry{e}, []int{0})
	if x.len() == 0 {
		return list
	}
	f := newFitter(x, m.noise, m.space, &m.tune)
	own := interval{0, x.len()}
	f.centre(own)
	part := f.fit(own, m.rivals(f, entry), uint64(entry))
	at, _ := slices.BinarySearchFunc(list, entry, func(t trained, n int) int { return cmp.Compare(t.number, n) })
	return slices.Insert(list, at, trained{entry, x, part})
}

// rivalEntries is among how many of the nearest entries a changed entry's
// nearest negatives are looked for; Train looks among all.
const rivalEntries = 40

// rivals finds the negatives of a changed entry: the nearest examples of the
// nearest other entries, and some at random.
func (m *Model) rivals(f *fitter, entry int) []example {
	type rival struct {
		example
		score float32
	}
	var found []rival
	for _, s := range m.segments() {
		for _, e := range s.nearest(f, rivalEntries) {
			if s.numbers[e] == entry || m.replaced(s, e) {
				continue
			}
			for i := s.first[e]; i < s.first[e+1]; i++ {
				found = append(found, rival{example{s.x, i}, f.likeness(s.x, i)})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b rival) int { return cmp.Compare(b.score, a.score) })
	near, random := m.tune.near, m.tune.random
	if m.base.x.len() > m.tune.large {
		near, random = m.tune.nearLarge, m.tune.randomLarge
	}
	var out []example
	for _, r := range found[:min(near, len(found))] {
		out = append(out, r.example)
	}
	rng := rand.New(rand.NewPCG(uint64(entry), 11))
	for range min(random, m.base.x.len()) {
		i := rng.IntN(m.base.x.len())
		e := int(m.base.x.owner[i])
		if e != entry && !m.replaced(m.base, e) && !slices.Contains(out, example{m.base.x, i}) {
			out = append(out, example{m.base.x, i})
		}
	}
	return out
}

// nearest returns the k entries of the segment whose centroids are nearest to the fitter's.
func (s *segment) nearest(f *fitter, k int) []int {
	score := make([]float32, s.len())
	for _, id := range f.own {
		c := f.centroid[id]
		for _, p := range s.list(id) {
			score[p.entry] += c * p.centroid
		}
	}
	order := make([]int32, s.len())
	for e := range order {
		order[e] = int32(e)
		score[e] += dot(f.dense, s.meanDense[e*s.x.dims:(e+1)*s.x.dims])
	}
	if len(order) > k {
		partition(order, score, k)
		order = order[:k]
	}
	slices.Sort(order)
	out := make([]int, len(order))
	for i, e := range order {
		out[i] = int(e)
	}
	return out
}

// likeness is the cosine of the centroid and an example, times the example's length.
func (f *fitter) likeness(x *examples, i int) float32 {
	sum := dot(f.dense, x.mean(i))
	ids, values := x.sparse(i)
	for k, id := range ids {
		sum += f.centroid[id] * values[k]
	}
	return sum
}

// layOut makes the small segment of the changed entries.
func (m *Model) layOut() *segment {
	if len(m.changed) == 0 {
		return nil
	}
	x := newExamples(m.space.vectors.dims)
	parts := make([]linear, len(m.changed))
	for e, c := range m.changed {
		x.append(c.x, int32(e))
		parts[e] = c.part
	}
	s := newSegment(x, m.space, parts)
	for e, c := range m.changed {
		s.numbers[e] = c.number
	}
	return s
}

// append copies the examples of y, which get a new owner.
func (x *examples) append(y *examples, owner int32) {
	for i := range y.len() {
		x.start = append(x.start, y.start[i+1]+len(x.ids))
		x.owner = append(x.owner, owner)
	}
	x.ids = append(x.ids, y.ids...)
	x.values = append(x.values, y.values...)
	x.dense = append(x.dense, y.dense...)
	x.weight = append(x.weight, y.weight...)
}

// segments are those in force.
func (m *Model) segments() []*segment {
	if m.delta == nil {
		return []*segment{m.base}
	}
	return []*segment{m.base, m.delta}
}

// replaced reports whether an entry of the segment is no longer in force.
func (m *Model) replaced(s *segment, e int) bool { return s == m.base && m.dead[s.numbers[e]] }
