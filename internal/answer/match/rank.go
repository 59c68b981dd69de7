package match

import "math"

// ranking is what one call of Rank needs; it is reused.
type ranking struct {
	scratch
	sums   []sums    // by entry
	kept   []bool    // by entry: among the best; false between uses
	shared []float32 // by example: product with the query; zero between uses
	best   []candidate
	order  []feature // of the query, in a large base; see shortlist.go
	short  []place
	other  []candidate

	own     scratch  // reads the utterance as a change does
	unknown []uint64 // features that the base lacks
}

// sums are what the query's features add up to for an entry.
type sums struct{ svm, centroid float32 }

// candidate is an entry with a high linear score.
type candidate struct {
	entry         int
	linear        float32 // what candidates are chosen by
	svm, centroid float32
	cosine        float32
	raw           float32
}

// Rank returns the k entries that the utterance is most likely about, best
// first; fewer where the base has fewer, none for an utterance without a word.
//
// The raw score is 3·margin + half the cosine with the centroid + that with the nearest
// example + log(1+m)/10, where m is the summed idf of the words that the base
// knows: the more an utterance says that the base knows, the surer the match.
func (m *Model) Rank(utterance string, k int) []Hit {
	r := m.rankings.Get().(*ranking)
	defer m.rankings.Put(r)
	m.rank(r, utterance, k)
	n := min(k, len(r.best))
	if n <= 0 {
		return nil
	}
	hits := make([]Hit, n)
	for i, c := range r.best[:n] {
		hits[i] = Hit{Entry: c.entry, Sure: m.calib.sure(c.raw), Score: logistic(float64(c.raw) / squeeze), Raw: float64(c.raw), Margin: float64(c.svm), Cosine: float64(c.cosine)}
	}
	return hits
}

// rank leaves the best candidates in r.best, in order.
func (m *Model) rank(r *ranking, utterance string, k int) {
	r.read(utterance, &m.tune)
	r.best = r.best[:0]
	if len(r.words) == 0 {
		return
	}
	r.room(m.widest)
	m.space.vectorise(&r.scratch)
	keep := max(k, m.tune.candidates)
	if m.base.long == nil {
		r.collect(m, keep)
		r.compare(m.base)
	} else {
		r.collectShort(m, keep)
		r.compareShort(m.base)
	}
	r.finish(m)
	if len(m.changes) > 0 {
		r.addChanged(m, keep)
	}
}

// collect scores the entries and keeps the best ones.
func (r *ranking) collect(m *Model, keep int) {
	s, v := m.base, &r.vector
	r.begin(s)
	for i, id := range v.ids {
		r.walk(s.list(id), v.values[i])
	}
	changes := m.changes
	for e := range s.len() {
		for len(changes) > 0 && changes[0].number < e {
			changes = changes[1:]
		}
		if s.first[e] < s.first[e+1] && (len(changes) == 0 || changes[0].number != e) {
			r.score(m, e, keep)
		}
	}
}

// begin sets the sums to what an utterance without a feature gives.
func (r *ranking) begin(s *segment) {
	if cap(r.sums) < s.len() {
		r.sums = make([]sums, s.len())
	}
	r.sums = r.sums[:s.len()]
	for e, b := range s.bias {
		r.sums[e] = sums{svm: b}
	}
}

// walk adds a feature of weight x to the sums of the entries that have it.
func (r *ranking) walk(list []post, x float32) {
	for _, p := range list {
		t := &r.sums[p.entry]
		t.svm += x * p.svm
		t.centroid += x * p.centroid
	}
}

// score adds the dense part to an entry's sums and offers it.
func (r *ranking) score(m *Model, e, keep int) {
	s, dense := m.base, r.vector.dense
	at := e * s.x.dims
	c := candidate{entry: e, svm: r.sums[e].svm, centroid: dot(dense, s.meanDense[at:at+s.x.dims])}
	if k := s.slope[e]; k != 0 {
		c.svm += k * c.centroid
	} else {
		c.svm += dot(dense, s.svmDense[at:at+s.x.dims])
	}
	c.centroid += r.sums[e].centroid
	c.linear = m.tune.margin*c.svm + m.tune.centroid*c.centroid
	r.offer(c, keep)
}

// offer puts a candidate in its place among the best, if it is one of them.
func (r *ranking) offer(c candidate, keep int) {
	if len(r.best) == keep {
		if c.linear <= r.best[keep-1].linear {
			return
		}
		r.best = r.best[:keep-1]
	}
	r.best = append(r.best, c)
	for i := len(r.best) - 1; i > 0 && r.best[i].linear > r.best[i-1].linear; i-- {
		r.best[i], r.best[i-1] = r.best[i-1], r.best[i]
	}
}

// finish looks up each candidate's nearest example and orders them by raw score.
func (r *ranking) finish(m *Model) {
	v := &r.vector
	for i := range r.best {
		c := &r.best[i]
		c.cosine = r.nearestExample(m.base, c.entry, m.space.dense)
		m.raw(c, v)
	}
	for i := 1; i < len(r.best); i++ {
		for j := i; j > 0 && r.best[j].raw > r.best[j-1].raw; j-- {
			r.best[j], r.best[j-1] = r.best[j-1], r.best[j]
		}
	}
}

// compare leaves in shared the product of the query's features and those of each
// example of the best entries: it walks the lists of the query's features and
// sees only what both have.
func (r *ranking) compare(s *segment) {
	if len(r.kept) < s.len() {
		r.kept = make([]bool, s.len())
	}
	if len(r.shared) < s.x.len() {
		r.shared = make([]float32, s.x.len())
	}
	for i := range r.best {
		r.kept[r.best[i].entry] = true
	}
	for k, id := range r.vector.ids {
		x := r.vector.values[k]
		for p := s.start[id]; p < s.start[id+1]; p++ {
			if !r.kept[s.posts[p].entry] {
				continue
			}
			for _, at := range s.spots[s.spotStart[p]:s.spotStart[p+1]] {
				r.shared[at.example] += x * at.value
			}
		}
	}
	for i := range r.best {
		r.kept[r.best[i].entry] = false
	}
}

// nearestExample is the largest cosine of the query with an example of the
// entry; it clears what compare left. dense is the length of every mean of
// words' vectors.
func (r *ranking) nearestExample(s *segment, entry int, dense float32) float32 {
	best, most := float32(0), dense*dense*denseSlack
	for i := s.first[entry]; i < s.first[entry+1]; i++ {
		if w := s.x.weight[i]; (r.shared[i]+most)*w > best { // else the vectors of its words cannot help
			best = max(best, (r.shared[i]+dot(r.vector.dense, s.x.mean(i)))*w)
		}
		r.shared[i] = 0
	}
	return best
}

// denseSlack covers the rounding of the lengths.
const denseSlack = 1.001

// calibration turns a raw score into one that means the same over bases.
type calibration struct{ even float64 }

// A raw score of evenPerLog times the logarithm of the examples an entry is as
// likely right as wrong: more examples make the classifier surer of right and
// wrong matches alike. Fitted by logistic regression, right matches against
// out-of-scope ones of equal weight, on thirteen bases cut from training splits:
// -0.1 to 0.1 at one example (one base 1.4), 0.4 to 1.0 at three, 1.3 at ten,
// 1.3 to 1.8 at twenty, 2.4 at forty. width is the median slope's inverse.
const (
	evenPerLog = .55
	width      = .9
	squeeze    = .5 // the width of Score
)

// calibrate looks at how many examples an entry that has any has.
func calibrate(x *examples) calibration {
	entries := 0
	for i, o := range x.owner {
		if i == 0 || o != x.owner[i-1] {
			entries++
		}
	}
	if entries == 0 {
		return calibration{}
	}
	return calibration{even: evenPerLog * math.Log(float64(x.len())/float64(entries))}
}

func (c calibration) sure(raw float32) float64 { return logistic((float64(raw) - c.even) / width) }

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
