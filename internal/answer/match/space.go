package match

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// A space numbers the features of a base and weighs them.
type space struct {
	tune    *tuning
	vectors *vectors
	english *background
	docs    float64 // examples the weights come from
	share   float64 // how many of them a background line counts as
	rarest  float32 // weight of what nobody ever said
	dense   float32 // length of the dense part

	ids     index
	weights []float32
	// Features that a changed entry has and the base has not, by ascending hash;
	// they are numbered on from the base's. See change.go.
	own        []uint64
	ownWeights []float32
}

func (p *space) len() int { return len(p.weights) + len(p.own) }

func (p *space) find(h uint64) (id uint32, ok bool) {
	if id, ok = p.ids.get(h); ok || len(p.own) == 0 {
		return id, ok
	}
	i, ok := slices.BinarySearch(p.own, h)
	return uint32(len(p.weights) + i), ok
}

func (p *space) weight(id uint32) float32 {
	if int(id) < len(p.weights) {
		return p.weights[id]
	}
	return p.ownWeights[int(id)-len(p.weights)]
}

// weigh is the inverse document frequency of a feature in df examples and in
// lines lines of background: log((N+1)/(n+1/2)) over both.
func (p *space) weigh(df, lines float64) float32 {
	n := p.docs + p.english.lines*p.share
	return float32(math.Log((n + 1) / (df + lines*p.share + .5)))
}

func newSpace(entries []Entry, t *tuning) *space {
	p := &space{tune: t, vectors: readVectors(vectorFile), english: readBackground(backgroundFile), ids: newIndex(1 << 12)}
	var (
		s     scratch
		df    []float64
		lines []float64
		last  []int // by feature: the last example it was seen in
	)
	for _, e := range entries {
		for _, text := range e.all() {
			p.docs++
			s.read(text, t)
			for i, h := range s.hashes {
				id, fresh := p.ids.put(h, uint32(len(df)))
				if fresh {
					df, last, lines = append(df, 0), append(last, 0), append(lines, 0)
					if i < len(s.words) {
						lines[id] = p.english.wordLines(s.words[i].stem, p.vectors, s.words[i].raw)
					}
				}
				if last[id] != int(p.docs) {
					last[id] = int(p.docs)
					df[id]++
				}
			}
		}
	}
	p.addGramLines(&s, lines)
	p.share = t.background * p.docs / p.english.lines
	p.weights = make([]float32, len(df))
	for i := range df {
		p.weights[i] = p.weigh(df[i], lines[i])
	}
	p.rarest = p.weigh(0, 0)
	p.dense = t.denseLength(p.docs / float64(max(1, len(entries))))
	return p
}

// addGramLines estimates the background lines of character n-grams: as many as
// the words that hold them have.
func (p *space) addGramLines(s *scratch, lines []float64) {
	var buf []byte
	for i, w := range p.english.words {
		buf = append(append(append(buf[:0], wordBegin), w...), wordEnd)
		s.hashes = s.hashes[:0]
		s.grams(buf, p.tune)
		for _, h := range s.hashes {
			if id, ok := p.ids.get(h); ok {
				lines[id] = min(p.english.lines, lines[id]+p.english.count[i])
			}
		}
	}
}

// all is the entry's texts and then its statement, if it has one.
func (e Entry) all() []string {
	if e.Statement == "" {
		return e.Texts
	}
	return append(slices.Clone(e.Texts), e.Statement)
}

// Lengths of the background's made-up lines, in words; chat lines are about so long.
const shortestLine, longestLine = 3, 14

// noise makes lines of background by drawing words as often as they occur, and
// adds the utterances that are about nothing.
func (p *space) noise(outside []string) *examples {
	rng := rand.New(rand.NewPCG(1, 2))
	upTo := make([]float64, len(p.english.count))
	sum := 0.0
	for i, c := range p.english.count {
		sum += c
		upTo[i] = sum
	}
	x := newExamples(p.vectors.dims)
	var s scratch
	var line strings.Builder
	for range p.tune.noise {
		line.Reset()
		for range shortestLine + rng.IntN(longestLine-shortestLine+1) {
			i, _ := slices.BinarySearch(upTo, rng.Float64()*sum)
			line.WriteString(p.english.words[min(i, len(upTo)-1)])
			line.WriteByte(' ')
		}
		x.read(p, &s, line.String(), nobody, 1)
	}
	for _, text := range outside {
		x.read(p, &s, text, nobody, 1)
	}
	return x
}

// nobody owns the background's lines.
const nobody = -1

// examples are vectors laid end to end, with the entry each belongs to.
type examples struct {
	dims   int
	start  []int // by example, and one more: its place in ids and values
	ids    []uint32
	values []float32
	dense  []float32
	owner  []int32
	weight []float32
}

func newExamples(dims int) *examples { return &examples{dims: dims, start: []int{0}} }

func (x *examples) len() int { return len(x.owner) }

func (x *examples) sparse(i int) ([]uint32, []float32) {
	a, b := x.start[i], x.start[i+1]
	return x.ids[a:b], x.values[a:b]
}

func (x *examples) mean(i int) []float32 { return x.dense[i*x.dims : (i+1)*x.dims] }

func (x *examples) read(p *space, s *scratch, text string, owner int32, weight float32) {
	s.read(text, p.tune)
	p.vectorise(s)
	v := &s.vector
	x.ids = append(x.ids, v.ids...)
	x.values = append(x.values, v.values...)
	x.dense = append(x.dense, v.dense...)
	x.start = append(x.start, len(x.ids))
	x.owner = append(x.owner, owner)
	x.weight = append(x.weight, weight)
}

// examples reads entries. The owner of an example is its entry's place in the list.
func (p *space) examples(entries []Entry, s *scratch) *examples {
	x := newExamples(p.vectors.dims)
	for i, e := range entries {
		for _, text := range e.Texts {
			x.read(p, s, text, int32(i), 1)
		}
		if e.Statement != "" {
			x.read(p, s, e.Statement, int32(i), p.tune.statement)
		}
	}
	return x
}
