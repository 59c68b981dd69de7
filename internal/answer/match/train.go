package match

import (
	"math/rand/v2"
	"slices"
	"sync"
)

// linear is one entry's trained part: the classifier's weights and the centroid
// of its examples, for the features ids and for the dense part.
type linear struct {
	ids                 []uint32
	svm, centroid       []float32
	svmDense, meanDense []float32
	bias                float32
	slope               float32 // of an estimate, else 0
}

// spans gives the first example of every owner, and one more; owners ascend.
func (x *examples) spans() []int {
	var first []int
	for i, o := range x.owner {
		for len(first) <= int(o) {
			first = append(first, i)
		}
	}
	return append(first, len(x.owner))
}

// fitAll trains every entry that has examples; the others get an empty part.
func fitAll(x, noise *examples, p *space, t *tuning, workers int) []linear {
	first := x.spans()
	parts := make([]linear, len(first)-1)
	table := newLists(x, p.len())
	large := len(parts) >= t.estimate
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			f := newFitter(x, noise, p, t)
			m := newMiner(x, table.having, t, f.large)
			for e := w; e < len(parts); e += workers {
				own := span(first, e)
				if own.lo == own.hi {
					continue
				}
				f.centre(own)
				if single(own) && large {
					parts[e] = f.estimate(own)
				} else {
					parts[e] = f.fit(own, m.negatives(f, own, uint64(e)), uint64(e))
				}
			}
		})
	}
	wg.Wait()
	return parts
}

// interval is a run of examples.
type interval struct{ lo, hi int }

func single(own interval) bool { return own.hi-own.lo == 1 }

func span(first []int, e int) interval { return interval{first[e], first[e+1]} }

// fitter trains one entry at a time, with buffers as long as the space.
type fitter struct {
	x        *examples // the entry's own are in
	others   *examples // its negatives are in
	more     *examples // further negatives
	noise    *examples
	tune     *tuning
	large    bool // base: see tuning
	problem  *problem
	centroid []float32
	dense    []float32
	own      []uint32 // features of the entry's examples
}

func newFitter(x, noise *examples, p *space, t *tuning) *fitter {
	return &fitter{x: x, others: x, more: newExamples(x.dims), noise: noise, tune: t, large: x.len() > t.large, problem: newProblem(t, p.len(), x.dims),
		centroid: make([]float32, p.len()), dense: make([]float32, x.dims)}
}

// centre computes the entry's centroid: the mean of its examples, one long.
func (f *fitter) centre(own interval) {
	for _, id := range f.own {
		f.centroid[id] = 0
	}
	f.own = f.own[:0]
	clear(f.dense)
	for i := own.lo; i < own.hi; i++ {
		ids, values := f.x.sparse(i)
		for k, id := range ids {
			if f.centroid[id] == 0 {
				f.own = append(f.own, id)
			}
			f.centroid[id] += values[k]
		}
		for k, v := range f.x.mean(i) {
			f.dense[k] += v
		}
	}
	sum := dot(f.dense, f.dense)
	for _, id := range f.own {
		sum += f.centroid[id] * f.centroid[id]
	}
	var one [1]float32
	one[0] = 1
	scale(one[:], sum, 1)
	for _, id := range f.own {
		f.centroid[id] *= one[0]
	}
	for k := range f.dense {
		f.dense[k] *= one[0]
	}
}

// fit trains the entry whose centroid is set, against negatives and background.
func (f *fitter) fit(own interval, negatives []int, seed uint64) linear {
	p := f.problem
	p.reset()
	for i := own.lo; i < own.hi; i++ {
		p.add(f.x, i, 1, f.tune.cost*f.tune.positive*f.x.weight[i])
	}
	for _, i := range negatives {
		p.add(f.others, i, -1, f.tune.cost)
	}
	for i := range f.more.len() {
		p.add(f.more, i, -1, f.tune.cost)
	}
	f.background()
	p.solve(seed, f.large)
	return f.harvest()
}

// background adds the noise. In a large base the made-up lines are fewer, and
// cost as much together.
func (f *fitter) background() {
	made := f.tune.noise
	few, cost := made, f.tune.cost
	if f.large {
		few = f.tune.noiseLarge
		cost *= float32(made) / float32(few)
	}
	for i := range few {
		f.problem.add(f.noise, i, -1, cost)
	}
	for i := made; i < f.noise.len(); i++ {
		f.problem.add(f.noise, i, -1, f.tune.cost)
	}
}

// estimate gives the entry, which has a single example, a margin that is a linear
// function of its centroid's cosine: the mean of what a classifier would give.
func (f *fitter) estimate(own interval) linear {
	by := f.tune.question
	if f.x.weight[own.lo] < 1 {
		by = f.tune.plain
	}
	l := linear{bias: by.constant, slope: by.slope, ids: slices.Clone(f.own), meanDense: slices.Clone(f.dense)}
	slices.Sort(l.ids)
	l.svm, l.centroid, l.svmDense = make([]float32, len(l.ids)), make([]float32, len(l.ids)), make([]float32, len(f.dense))
	for k, id := range l.ids {
		l.svm[k], l.centroid[k] = by.slope*f.centroid[id], f.centroid[id]
	}
	for k, v := range f.dense {
		l.svmDense[k] = by.slope * v
	}
	return l
}

// harvest copies the weights that matter out of the buffers.
func (f *fitter) harvest() linear {
	p := f.problem
	l := linear{bias: p.bias * f.tune.bias, svmDense: slices.Clone(p.dense), meanDense: slices.Clone(f.dense)}
	for _, id := range p.touched {
		w, c := p.sparse[id], f.centroid[id]
		if c != 0 || w >= f.tune.prune || w <= -f.tune.prune {
			l.ids = append(l.ids, id)
		}
	}
	slices.Sort(l.ids)
	l.svm, l.centroid = make([]float32, len(l.ids)), make([]float32, len(l.ids))
	for k, id := range l.ids {
		l.svm[k], l.centroid[k] = p.sparse[id], f.centroid[id]
	}
	return l
}

// lists is the inverted index over examples that mining reads.
type lists struct {
	start []int
	items []spot
}

func newLists(x *examples, features int) *lists {
	l := &lists{start: make([]int, features+1), items: make([]spot, len(x.ids))}
	for _, id := range x.ids {
		l.start[id+1]++
	}
	for i := range features {
		l.start[i+1] += l.start[i]
	}
	at := slices.Clone(l.start)
	for i := range x.len() {
		ids, values := x.sparse(i)
		for k, id := range ids {
			l.items[at[id]] = spot{int32(i), values[k]}
			at[id]++
		}
	}
	return l
}

// having is the examples that have a feature, in order.
func (l *lists) having(id uint32) []spot { return l.items[l.start[id]:l.start[id+1]] }

// miner finds an entry's negatives: the examples of other entries that are
// nearest to its centroid, and some at random.
type miner struct {
	x            *examples
	having       func(id uint32) []spot // the examples that have a feature, in order
	near, random int
	longest      int       // lists longer than this are skipped: they tell little and cost much
	refine       int       // how many of the nearest by shared features are compared by their words' vectors too
	score        []float32 // by example; zero but for those reached
	reached      []int32
	found        []int32    // those reached that are not the entry's own
	gone         []interval // examples that are no longer in force
}

// longestList and refined bound the time that mining takes on large bases.
const (
	longestList = 2000
	refined     = 200
)

func newMiner(x *examples, having func(uint32) []spot, t *tuning, large bool) *miner {
	m := &miner{x: x, having: having, near: t.near, random: t.random, longest: x.len(), refine: x.len(), score: make([]float32, x.len())}
	if large {
		m.near, m.random, m.longest, m.refine = t.nearLarge, t.randomLarge, longestList, refined
	}
	return m
}

func (m *miner) negatives(f *fitter, own interval, seed uint64) []int {
	n := m.x.len()
	var out []int
	take := func(i int) {
		if (i < own.lo || i >= own.hi) && !m.isGone(i) {
			out = append(out, i)
		}
	}
	if n-(own.hi-own.lo) <= m.near+m.random {
		for i := range n {
			take(i)
		}
		return out
	}
	m.search(f, own)
	near := m.found
	if len(near) > m.near {
		partition(near, m.score, m.near)
		near = near[:m.near]
	}
	slices.Sort(near)
	for _, i := range near {
		take(int(i))
	}
	rng := rand.New(rand.NewPCG(seed, uint64(n)))
	for range m.random {
		i := rng.IntN(n)
		if _, twice := slices.BinarySearch(near, int32(i)); !twice {
			take(i)
		}
	}
	return out
}

func (m *miner) isGone(i int) bool {
	for _, g := range m.gone {
		if i >= g.lo && i < g.hi {
			return true
		}
	}
	return false
}

// search leaves in found the examples of others that share a feature with the
// centroid, and in score their likeness.
func (m *miner) search(f *fitter, own interval) {
	for _, i := range m.reached {
		m.score[i] = 0
	}
	m.reached, m.found = m.reached[:0], m.found[:0]
	for _, id := range f.own {
		list := m.having(id)
		if len(list) > m.longest {
			continue
		}
		c := f.centroid[id]
		for _, l := range list {
			if m.score[l.example] == 0 {
				m.reached = append(m.reached, l.example)
			}
			m.score[l.example] += c * l.value
		}
	}
	for _, gone := range m.gone {
		clear(m.score[gone.lo:gone.hi])
	}
	for _, i := range m.reached {
		if m.score[i] > 0 && (int(i) < own.lo || int(i) >= own.hi) {
			m.found = append(m.found, i)
		}
	}
	if len(m.found) > m.refine {
		partition(m.found, m.score, m.refine)
		m.found = m.found[:m.refine]
	}
	for _, i := range m.found {
		m.score[i] += dot(f.dense, m.x.mean(int(i)))
	}
}

// partition moves the k of the highest score (of two alike, the lower number)
// to the front, in any order.
func partition(found []int32, score []float32, k int) {
	before := func(a, b int32) bool { return score[a] > score[b] || score[a] == score[b] && a < b }
	lo, hi := 0, len(found)-1
	for lo < hi {
		pivot := found[(lo+hi)/2]
		i, j := lo, hi
		for i <= j {
			for before(found[i], pivot) {
				i++
			}
			for before(pivot, found[j]) {
				j--
			}
			if i <= j {
				found[i], found[j] = found[j], found[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case k <= j:
			hi = j
		case k > i:
			lo = i
		default:
			return
		}
	}
}
