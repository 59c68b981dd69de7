package match

import (
	"math/rand/v2"
	"slices"
)

// problem is one entry's two-class problem: its own examples against others. It
// is solved for a linear SVM with squared hinge loss by dual coordinate descent
// (Hsieh et al. 2008): minimise |w|²/2 + Σ cost·max(0, 1 - y w·x)².
type problem struct {
	tune  *tuning
	items []item
	// The solution: sparse weights by feature, dense ones, and the constant.
	// sparse is as long as the space and zero outside touched.
	sparse  []float32
	dense   []float32
	bias    float32
	touched []uint32
	marked  []bool
}

type item struct {
	ids    []uint32
	values []float32
	dense  []float32
	y      float32 // +1 the entry's own, -1 others
	loose  float32 // 1/(2 cost): what the dual adds to the diagonal
	norm   float32 // squared length, the constant feature included
	alpha  float32
}

func newProblem(t *tuning, features, dims int) *problem {
	return &problem{tune: t, sparse: make([]float32, features), dense: make([]float32, dims), marked: make([]bool, features)}
}

// reset makes the problem empty and its weights zero.
func (p *problem) reset() {
	for _, id := range p.touched {
		p.sparse[id], p.marked[id] = 0, false
	}
	clear(p.dense)
	p.items, p.touched, p.bias = p.items[:0], p.touched[:0], 0
}

// add takes in example i of x as one of class y.
func (p *problem) add(x *examples, i int, y, cost float32) {
	ids, values := x.sparse(i)
	it := item{ids: ids, values: values, dense: x.mean(i), y: y, loose: 1 / (2 * cost)}
	it.norm = p.tune.bias*p.tune.bias + dot(values, values) + dot(it.dense, it.dense)
	p.items = append(p.items, it)
	for _, id := range ids {
		if !p.marked[id] {
			p.marked[id] = true
			p.touched = append(p.touched, id)
		}
	}
}

// value is the margin of an item.
func (p *problem) value(it *item) float32 {
	sum := p.bias*p.tune.bias + dot(it.dense, p.dense)
	values := it.values[:len(it.ids)]
	for k, id := range it.ids {
		sum += p.sparse[id] * values[k]
	}
	return sum
}

// solve runs the epochs; the seed sets the order in which items are visited. In
// haste, items that have no say after the first epochs are not visited again:
// most of them never get one.
func (p *problem) solve(seed uint64, haste bool) {
	rng := rand.New(rand.NewPCG(seed, uint64(len(p.items))))
	order := make([]int, len(p.items))
	for i := range order {
		order[i] = i
	}
	for epoch := range p.tune.epochs {
		if haste && epoch == p.tune.settled {
			order = slices.DeleteFunc(order, func(i int) bool { return p.items[i].alpha == 0 })
		}
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			p.step(&p.items[i])
		}
	}
}

// step sets one dual variable to its best value given the others.
func (p *problem) step(it *item) {
	gradient := it.y*p.value(it) - 1 + it.alpha*it.loose
	alpha := max(it.alpha-gradient/(it.norm+it.loose), 0)
	d := (alpha - it.alpha) * it.y
	if d == 0 {
		return
	}
	it.alpha = alpha
	for k, id := range it.ids {
		p.sparse[id] += d * it.values[k]
	}
	for k, x := range it.dense {
		p.dense[k] += d * x
	}
	p.bias += d * p.tune.bias
}
