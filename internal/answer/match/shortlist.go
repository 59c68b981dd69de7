package match

import (
	"cmp"
	"math/bits"
	"slices"
)

// In a large base most of a query's work is in features that hundreds of
// entries have and that tell little, and in the dense part. There the entries
// are sifted: the query's features are walked, those with the shortest lists
// first, until the work is spent; the entries that are best then (sifted) get
// their dense part; of these the best (looked) get the features left out, which
// are looked up. See tuning for how many.

// longShare of the entries makes a list long: only long ones are looked up.
const longShare = 1. / 32

// feature is one of the query's, with the length of its list.
type feature struct {
	id    uint32
	posts int32
	value float32
}

// place is an entry on the short list, with the linear score that put it there.
type place struct {
	entry  int32
	linear float32
}

// collectShort sifts the entries of a large base and keeps the best ones.
func (r *ranking) collectShort(m *Model, keep int) {
	s := m.base
	r.begin(s)
	later := r.walkShort(s, m.tune.walked)
	r.sift(m, max(keep, m.tune.sifted))
	slices.SortFunc(r.short, func(a, b place) int { return cmp.Compare(a.entry, b.entry) })
	for _, c := range r.short {
		r.score(m, int(c.entry), max(keep, m.tune.looked))
	}
	r.lookUp(s, later)
	sifted := append(r.other[:0], r.best...)
	r.other, r.best = sifted, r.best[:0]
	for _, c := range sifted {
		c.linear = m.tune.margin*c.svm + m.tune.centroid*c.centroid
		r.offer(c, keep)
	}
}

// lookUp adds to the best entries the features that were not walked.
func (r *ranking) lookUp(s *segment, later []feature) {
	for _, f := range later {
		at := s.long[f.id]
		list := s.list(f.id)
		for i := range r.best {
			c := &r.best[i]
			if k := at.find(c.entry); k >= 0 {
				c.svm += f.value * list[k].svm
				c.centroid += f.value * list[k].centroid
			}
		}
	}
}

// walkShort walks the shorter lists and returns the features of those left out.
func (r *ranking) walkShort(s *segment, most int) (later []feature) {
	r.order = r.order[:0]
	for i, id := range r.vector.ids {
		r.order = append(r.order, feature{id, int32(len(s.list(id))), r.vector.values[i]})
	}
	slices.SortFunc(r.order, func(a, b feature) int { return cmp.Or(cmp.Compare(a.posts, b.posts), cmp.Compare(a.id, b.id)) })
	walked := 0
	for i, f := range r.order {
		if walked += int(f.posts); walked > most && s.isLong(int(f.posts)) {
			return r.order[i:] // those after it are longer still
		}
		r.walk(s.list(f.id), f.value)
	}
	return nil
}

// sift leaves the best entries so far in short: a heap with the worst on top.
func (r *ranking) sift(m *Model, size int) {
	s := m.base
	r.short = r.short[:0]
	for e, t := range r.sums {
		linear := m.tune.margin*t.svm + m.tune.centroid*t.centroid
		full := len(r.short) == size
		if full && linear <= r.short[0].linear || s.first[e] == s.first[e+1] || m.replaced(e) {
			continue
		}
		if full {
			r.short[0] = place{int32(e), linear}
			r.sink()
		} else {
			r.short = append(r.short, place{int32(e), linear})
			r.rise()
		}
	}
}

// sink restores the heap when its top has changed.
func (r *ranking) sink() {
	h := r.short
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(h); child++ {
			if h[child].linear < h[least].linear {
				least = child
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

// rise restores the heap when something was added at its end.
func (r *ranking) rise() {
	h := r.short
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if h[up].linear <= h[i].linear {
			return
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
}

// compareShort leaves in shared the product of the query's features and those of
// each example of the best entries, read example by example: in a large base the
// lists hold far more than these.
func (r *ranking) compareShort(s *segment) {
	if len(r.shared) < s.x.len() {
		r.shared = make([]float32, s.x.len())
	}
	r.load(&r.vector)
	for i := range r.best {
		e := r.best[i].entry
		for k := s.first[e]; k < s.first[e+1]; k++ {
			r.shared[k] = r.product(s.x.sparse(k))
		}
	}
	r.unload(&r.vector)
}

// load puts an utterance's features where product finds them, unload removes them.
func (s *scratch) load(v *vector) {
	for i, id := range v.ids {
		s.counts[id] = v.values[i]
		s.sieve[id/64%sieveWords] |= 1 << (id % 64)
	}
}

func (s *scratch) unload(v *vector) {
	for _, id := range v.ids {
		s.counts[id] = 0
		s.sieve[id/64%sieveWords] = 0
	}
}

// may reports whether the loaded utterance can have a feature. Most features of
// others it has not, and counts is far longer than a processor's cache.
func (s *scratch) may(id uint32) bool { return s.sieve[id/64%sieveWords]>>(id%64)&1 != 0 }

// sieveWords bounds how many features are taken for one another: of 4,096 places
// a question fills about 80.
const sieveWords = 64

// product is that of the loaded utterance's features and others.
func (s *scratch) product(ids []uint32, values []float32) float32 {
	values = values[:len(ids)]
	var sum float32
	for k, id := range ids {
		if s.may(id) {
			sum += s.counts[id] * values[k]
		}
	}
	return sum
}

// places finds an entry's post in a long list: a bit for each entry that is in
// it, and how many are before each word of bits.
type places struct {
	bits   []uint64
	before []int32
}

func (s *segment) isLong(posts int) bool { return posts > int(longShare*float64(s.len())) }

// findPlaces notes the places of all long lists.
func (s *segment) findPlaces() {
	s.long = map[uint32]places{}
	for id := range len(s.start) - 1 {
		list := s.list(uint32(id))
		if !s.isLong(len(list)) {
			continue
		}
		words := (s.len() + 63) / 64
		p := places{make([]uint64, words), make([]int32, words)}
		for _, x := range list {
			p.bits[x.entry/64] |= 1 << (x.entry % 64)
		}
		n := 0
		for i, b := range p.bits {
			p.before[i] = int32(n)
			n += bits.OnesCount64(b)
		}
		s.long[uint32(id)] = p
	}
}

// find gives the place of an entry in the list, -1 where it is not in it.
func (p places) find(entry int) int {
	w, bit := p.bits[entry/64], uint64(1)<<(entry%64)
	if w&bit == 0 {
		return -1
	}
	return int(p.before[entry/64]) + bits.OnesCount64(w&(bit-1))
}
