package match

import "math"

// kind tells the blocks of features apart; each block has length one of its own.
type kind uint8

const (
	wordKind kind = iota
	charKind
)

// space numbers the features of a base and weighs them.
type space struct {
	tune  tuning
	ids   index
	idf   []float32
	kinds []kind
	df    []float32

	vec *vectors
	bg  *background
	top float32 // idf of what neither base nor background has
	docs float64
	bgScale float64
}

// vector is an utterance as features: ids[i] weighs values[i]; dense is the
// average of its words' vectors. mass is the idf of the words the space knows,
// unknown that of the words it does not.
type vector struct {
	ids           []uint32
	values        []float32
	dense         []float32
	mass, unknown float32
}

// scratch is what one utterance needs while it is read and ranked.
type scratch struct {
	text   text
	hashes []uint64 // word features, then from chars on the n-grams
	words  []wordHash
	chars  int
	counts []float32 // by feature id; zero between uses
	offs   []int
	vector vector
}

type wordHash struct{ stem, raw uint64; single bool }

const bigramSeed = 0x9e3779b97f4a7c15

// features fills s.hashes with the features of an utterance.
func (s *scratch) features(u string, t *tuning) {
	s.text.read(u)
	s.hashes, s.words = s.hashes[:0], s.words[:0]
	for _, k := range s.text.tokens {
		w := s.text.word(k)
		s.words = append(s.words, wordHash{
			stem: mix(hashBytes(hashStart, stem(w))), raw: mix(hashBytes(hashStart, w)), single: k.single})
	}
	for _, w := range s.words {
		s.hashes = append(s.hashes, w.stem)
	}
	for i := 1; i < len(s.words); i++ {
		s.hashes = append(s.hashes, mix(s.words[i-1].stem*3+s.words[i].stem))
	}
	if t.edge && len(s.words) > 0 {
		s.hashes = append(s.hashes, mix(7*3+s.words[0].stem), mix(s.words[len(s.words)-1].stem*3+7))
	}
	if t.skip {
		for i := 2; i < len(s.words); i++ {
			s.hashes = append(s.hashes, mix(s.words[i-2].stem*5+s.words[i].stem))
		}
	}
	s.chars = len(s.hashes)
	for _, k := range s.text.tokens {
		if !k.single {
			s.ngrams(s.text.buf[k.begin:k.end], t)
		}
	}
}

// ngrams adds the hashes of a word's character n-grams, boundaries included.
func (s *scratch) ngrams(w []byte, t *tuning) {
	for i := 0; i < len(w); i++ {
		if w[i]&0xc0 == 0x80 {
			continue
		}
		h, n := uint64(hashStart+1), 0
		for j := i; j < len(w); j++ {
			h = (h ^ uint64(w[j])) * hashPrime
			if j+1 < len(w) && w[j+1]&0xc0 == 0x80 {
				continue
			}
			n++
			if n >= t.nmin {
				s.hashes = append(s.hashes, mix(h))
			}
			if n == t.nmax {
				break
			}
		}
	}
}

// vectorise turns s.hashes into s.vector.
func (p *space) vectorise(s *scratch) {
	v := &s.vector
	v.ids, v.values, v.mass, v.unknown = v.ids[:0], v.values[:0], 0, 0
	if len(s.counts) < len(p.idf) {
		s.counts = make([]float32, len(p.idf)+len(p.idf)/8)
	}
	words := len(s.words)
	for _, w := range s.words {
		if id, ok := p.ids.get(w.stem); ok {
			v.mass += p.idf[id]
		} else {
			v.unknown += p.unknownIDF(w)
		}
	}
	from := 0
	for b, hs := range [2][]uint64{s.hashes[:s.chars], s.hashes[s.chars:]} {
		var unknown float32
		for i, h := range hs {
			id, ok := p.ids.get(h)
			if !ok {
				u := p.top
				if b == 0 && i < words {
					u = p.unknownIDF(s.words[i])
				} else if b == 0 {
					u *= p.tune.bigramWeight
				}
				unknown += u * u
				continue
			}
			if s.counts[id] == 0 {
				v.ids = append(v.ids, id)
			}
			s.counts[id]++
		}
		sum := p.tune.oov * unknown
		for _, id := range v.ids[from:] {
			c := s.counts[id]
			if c > 1 {
				c = 1 + float32(math.Log(float64(c)))
			}
			s.counts[id] = 0
			x := c * p.idf[id]
			v.values = append(v.values, x)
			sum += x * x
		}
		weight := p.tune.wordWeight
		if b == 1 {
			weight = p.tune.charWeight
		}
		if sum > 0 {
			k := weight / float32(math.Sqrt(float64(sum)))
			for i := from; i < len(v.values); i++ {
				v.values[i] *= k
			}
		}
		from = len(v.ids)
	}
	p.average(s)
}

func (p *space) unknownIDF(w wordHash) float32 {
	return p.weigh(0, p.bg.wordLines(w.stem, p.vec, w.raw))
}

// average sets the dense part: SIF-weighted mean of unit vectors, one long.
func (p *space) average(s *scratch) {
	v := &s.vector
	if len(v.dense) != p.vec.dims {
		v.dense = make([]float32, p.vec.dims)
	}
	clear(v.dense)
	for _, w := range s.words {
		row, ok := p.vec.words.get(w.raw)
		if !ok {
			continue
		}
		pr := .1 / float64(row+3)
		p.vec.add(v.dense, row, float32(p.tune.sif/(p.tune.sif+pr)))
	}
	var sum float32
	for _, x := range v.dense {
		sum += x * x
	}
	if sum > 0 {
		k := p.tune.denseWeight / float32(math.Sqrt(float64(sum)))
		for i := range v.dense {
			v.dense[i] *= k
		}
	}
}

// weigh is the idf of a feature in df examples and bg background lines.
func (p *space) weigh(df, bg float64) float32 {
	n := p.docs + p.bg.lines*p.bgScale
	return float32(math.Log((n + 1) / (df + bg*p.bgScale + .5)))
}
