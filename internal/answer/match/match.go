// Package match decides which entry of a base an utterance is about, by learning from the base's own example questions.
package match

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

type Entry struct {
	Texts     []string
	Statement string
}

type examples struct {
	start  []int32 // by example
	ids    []uint32
	values []float32
	dense  []float32
	owner  []int32
	weight []float32
	first  []int32 // by entry: first example
}

func (e *examples) n() int { return len(e.owner) }
func (e *examples) row(i int) ([]uint32, []float32) {
	return e.ids[e.start[i]:e.start[i+1]], e.values[e.start[i]:e.start[i+1]]
}

func (e *examples) add(v *vector, owner int32, weight float32) {
	e.ids = append(e.ids, v.ids...)
	e.values = append(e.values, v.values...)
	e.dense = append(e.dense, v.dense...)
	e.start = append(e.start, int32(len(e.ids)))
	e.owner = append(e.owner, owner)
	e.weight = append(e.weight, weight)
}

type posting struct {
	entry    int32
	svm, cen, nb float32
}

type Model struct {
	space
	ex    examples
	noise examples
	start []int32 // by feature
	post  []posting
	svmDense, cenDense []float32
	bias  []float32
	nEntries int
	pool  sync.Pool
}

func train(entries []Entry, t tuning) *Model {
	m := &Model{nEntries: len(entries)}
	m.tune = t
	m.vec = readVectors(vectorFile)
	m.bg = readBackground(backgroundFile)
	// number features
	var s scratch
	type doc struct {
		hashes []uint64
	}
	m.ids = newIndex(1024)
	var texts []string
	var owners []int32
	var weights []float32
	for i, e := range entries {
		m.ex.first = append(m.ex.first, int32(len(texts)))
		for _, x := range e.Texts {
			texts = append(texts, x)
			owners = append(owners, int32(i))
			weights = append(weights, 1)
		}
		if e.Statement != "" {
			texts = append(texts, e.Statement)
			owners = append(owners, int32(i))
			weights = append(weights, float32(t.statementC))
		}
	}
	m.ex.first = append(m.ex.first, int32(len(texts)))
	var seen []int32
	var bgLines []float64
	for d, x := range texts {
		s.features(x, &t)
		for i, h := range s.hashes {
			id, fresh := m.ids.put(h, uint32(len(m.df)))
			if fresh {
				m.df = append(m.df, 0)
				k := wordKind
				if i >= s.chars {
					k = charKind
				}
				m.kinds = append(m.kinds, k)
				seen = append(seen, -1)
				l := 0.0
				if i < len(s.words) {
					l = m.bg.wordLines(s.words[i].stem, m.vec, s.words[i].raw)
				}
				bgLines = append(bgLines, l)
			}
			if seen[id] != int32(d) {
				seen[id] = int32(d)
				m.df[id]++
			}
		}
	}
	for i, w := range m.bg.words {
		s.text.buf = append(append(append(s.text.buf[:0], wordBegin), w...), wordEnd)
		s.hashes = s.hashes[:0]
		s.ngrams(s.text.buf, &t)
		for _, h := range s.hashes {
			if id, ok := m.ids.get(h); ok {
				bgLines[id] = math.Min(m.bg.lines, bgLines[id]+m.bg.count[i])
			}
		}
	}
	m.docs = float64(len(texts))
	m.bgScale = t.bgShare * (m.docs + t.bgFixed) / m.bg.lines
	m.idf = make([]float32, len(m.df))
	for i := range m.idf {
		m.idf[i] = m.weigh(float64(m.df[i]), bgLines[i])
	}
	m.top = m.weigh(0, 0)
	m.ex.start = append(m.ex.start, 0)
	for i, x := range texts {
		s.features(x, &t)
		m.vectorise(&s)
		m.ex.add(&s.vector, owners[i], weights[i])
	}
	m.makeNoise(&s)
	m.fit()
	m.pool.New = func() any { return new(ranking) }
	return m
}

// makeNoise draws pseudo-lines from the background's word counts.
func (m *Model) makeNoise(s *scratch) {
	rng := rand.New(rand.NewPCG(1, 2))
	cum := make([]float64, len(m.bg.count))
	sum := 0.0
	for i, c := range m.bg.count {
		sum += c
		cum[i] = sum
	}
	m.noise.start = append(m.noise.start, 0)
	for range m.tune.bg {
		n := 3 + rng.IntN(12)
		line := ""
		for range n {
			i, _ := slices.BinarySearch(cum, rng.Float64()*sum)
			line += m.bg.words[min(i, len(cum)-1)] + " "
		}
		s.features(line, &m.tune)
		m.vectorise(s)
		m.noise.add(&s.vector, -1, 1)
	}
}

func (m *Model) fit() {
	nf, ne, dims := len(m.idf), m.nEntries, m.vec.dims
	n := m.ex.n()
	// inverted index over examples
	inv := make([]int32, nf+1)
	for _, id := range m.ex.ids {
		inv[id+1]++
	}
	for i := range nf {
		inv[i+1] += inv[i]
	}
	type pair struct {
		ex int32
		v  float32
	}
	lists := make([]pair, len(m.ex.ids))
	at := slices.Clone(inv)
	for i := range n {
		ids, vals := m.ex.row(i)
		for j, id := range ids {
			lists[at[id]] = pair{int32(i), vals[j]}
			at[id]++
		}
	}
	m.svmDense = make([]float32, ne*dims)
	m.cenDense = make([]float32, ne*dims)
	m.bias = make([]float32, ne)
	type weights struct {
		ids      []uint32
		svm, cen []float32
	}
	res := make([]weights, ne)
	work := func(part, parts int) {
		w := make([]float32, nf)
		c := make([]float32, nf)
		mark := make([]bool, nf)
		var touched []uint32
		wd := make([]float32, dims)
		score := make([]float32, n)
		order := make([]int32, n)
		for e := part; e < ne; e += parts {
			lo, hi := int(m.ex.first[e]), int(m.ex.first[e+1])
			if lo == hi {
				continue
			}
			rng := rand.New(rand.NewPCG(uint64(e), 7))
			touch := func(ids []uint32) {
				for _, id := range ids {
					if !mark[id] {
						mark[id] = true
						touched = append(touched, id)
					}
				}
			}
			touched = touched[:0]
			cd := m.cenDense[e*dims : (e+1)*dims]
			for i := lo; i < hi; i++ {
				ids, vals := m.ex.row(i)
				touch(ids)
				for j, id := range ids {
					c[id] += vals[j]
				}
				for j := range cd {
					cd[j] += m.ex.dense[i*dims+j]
				}
			}
			sum := float32(0)
			for _, id := range touched {
				sum += c[id] * c[id]
			}
			for _, x := range cd {
				sum += x * x
			}
			k := float32(1)
			if sum > 0 {
				k = float32(1 / math.Sqrt(float64(sum)))
			}
			for _, id := range touched {
				c[id] *= k
			}
			for j := range cd {
				cd[j] *= k
			}
			// mining
			clear(score)
			for _, id := range touched {
				for _, p := range lists[inv[id]:inv[id+1]] {
					score[p.ex] += p.v * c[id]
				}
			}
			for i := range n {
				d := m.ex.dense[i*dims : (i+1)*dims]
				for j := range cd {
					score[i] += cd[j] * d[j]
				}
			}
			order = order[:0]
			for i := range n {
				if i < lo || i >= hi {
					order = append(order, int32(i))
				}
			}
			neg := order
			if len(order) > m.tune.near+m.tune.random {
				slices.SortFunc(order, func(a, b int32) int {
					if score[a] != score[b] {
						if score[a] > score[b] {
							return -1
						}
						return 1
					}
					return int(a - b)
				})
				for i := range m.tune.random {
					j := m.tune.near + i + rng.IntN(len(order)-m.tune.near-i)
					order[m.tune.near+i], order[j] = order[j], order[m.tune.near+i]
				}
				neg = order[:m.tune.near+m.tune.random]
			}
			type item struct {
				ids  []uint32
				vals []float32
				d    []float32
				y    float32
				diag, q, alpha float32
			}
			var items []item
			push := func(x *examples, i int, y, cc float32) {
				ids, vals := x.row(i)
				d := x.dense[i*dims : (i+1)*dims]
				q := m.tune.bias * m.tune.bias
				for _, v := range vals {
					q += v * v
				}
				for _, v := range d {
					q += v * v
				}
				items = append(items, item{ids, vals, d, y, 1 / (2 * cc), q, 0})
				touch(ids)
			}
			for i := lo; i < hi; i++ {
				push(&m.ex, i, 1, float32(m.tune.c*m.tune.cPos)*m.ex.weight[i])
			}
			for _, i := range neg {
				push(&m.ex, int(i), -1, float32(m.tune.c))
			}
			for i := range m.noise.n() {
				push(&m.noise, i, -1, float32(m.tune.c))
			}
			b := float32(0)
			clear(wd)
			for range m.tune.epochs {
				rng.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
				for k := range items {
					it := &items[k]
					dot := b * m.tune.bias
					for j, id := range it.ids {
						dot += w[id] * it.vals[j]
					}
					for j, x := range it.d {
						dot += wd[j] * x
					}
					g := it.y*dot - 1 + it.alpha*it.diag
					if it.alpha == 0 && g >= 0 {
						continue
					}
					a := max(it.alpha-g/(it.q+it.diag), 0)
					d := (a - it.alpha) * it.y
					if d == 0 {
						continue
					}
					it.alpha = a
					for j, id := range it.ids {
						w[id] += d * it.vals[j]
					}
					for j, x := range it.d {
						wd[j] += d * x
					}
					b += d * m.tune.bias
				}
			}
			m.bias[e] = b * m.tune.bias
			copy(m.svmDense[e*dims:], wd)
			slices.Sort(touched)
			r := &res[e]
			for _, id := range touched {
				if w[id] != 0 || c[id] != 0 {
					r.ids = append(r.ids, id)
					r.svm = append(r.svm, w[id])
					r.cen = append(r.cen, c[id])
				}
				w[id], c[id], mark[id] = 0, 0, false
			}
		}
	}
	var wg sync.WaitGroup
	for p := range 2 {
		wg.Go(func() { work(p, 2) })
	}
	wg.Wait()
	m.start = make([]int32, nf+1)
	for _, r := range res {
		for _, id := range r.ids {
			m.start[id+1]++
		}
	}
	for i := range nf {
		m.start[i+1] += m.start[i]
	}
	m.post = make([]posting, m.start[nf])
	at = slices.Clone(m.start)
	for e, r := range res {
		for j, id := range r.ids {
			m.post[at[id]] = posting{entry: int32(e), svm: r.svm[j], cen: r.cen[j]}
			at[id]++
		}
	}
}

// ranking is scratch for Rank.
type ranking struct {
	scratch
	svm, cen []float32
	query    []float32
	align    aligner
}

type parts struct {
	svm, cen, best, cosDense, align float32
}

// parts computes all components for all entries (plain reference).
func (m *Model) parts(u string) (ps []parts, v *vector) {
	r := m.pool.Get().(*ranking)
	r.features(u, &m.tune)
	m.vectorise(&r.scratch)
	v = &r.vector
	ps = make([]parts, m.nEntries)
	dims := m.vec.dims
	q := make([]float32, len(m.idf))
	for j, id := range v.ids {
		x := v.values[j]
		q[id] = x
		for _, p := range m.post[m.start[id]:m.start[id+1]] {
			ps[p.entry].svm += x * p.svm
			ps[p.entry].cen += x * p.cen
		}
	}
	for e := range ps {
		p := &ps[e]
		p.svm += m.bias[e]
		for j, x := range v.dense {
			p.svm += x * m.svmDense[e*dims+j]
			p.cen += x * m.cenDense[e*dims+j]
		}
		for i := m.ex.first[e]; i < m.ex.first[e+1]; i++ {
			ids, vals := m.ex.row(int(i))
			s := float32(0)
			for j, id := range ids {
				s += q[id] * vals[j]
			}
			d := float32(0)
			for j, x := range v.dense {
				d += x * m.ex.dense[int(i)*dims+j]
			}
			s += d
			p.best = max(p.best, s*m.ex.weight[i])
			p.cosDense = max(p.cosDense, d*m.ex.weight[i])
		}
	}
	return ps, v
}

type aligner struct{}
