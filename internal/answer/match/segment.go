package match

import "slices"

// A segment is the trained entries in the order in which ranking reads them: by
// feature.
type segment struct {
	x                   *examples
	first               []int // spans of x
	start               []int32
	posts               []post
	spots               []spot
	spotStart           []int32 // by post, and one more
	bias                []float32
	svmDense, meanDense []float32
	slope               []float32         // by entry: svmDense is so many times meanDense, or 0
	long                map[uint32]places // of features with a long list, in a large base; nil in another
}

// post is an entry's weights for one feature.
type post struct {
	entry         int32
	svm, centroid float32
}

// spot is an example that has a feature; those of a post are its entry's.
type spot struct {
	example int32
	value   float32
}

// newSegment lays trained parts out, one for each entry.
func newSegment(x *examples, p *space, parts []linear) *segment {
	s := &segment{x: x, first: x.spans(), start: make([]int32, p.len()+1),
		bias: make([]float32, len(parts)), slope: make([]float32, len(parts)), svmDense: make([]float32, len(parts)*x.dims), meanDense: make([]float32, len(parts)*x.dims)}
	for _, l := range parts {
		for _, id := range l.ids {
			s.start[id+1]++
		}
	}
	for i := range p.len() {
		s.start[i+1] += s.start[i]
	}
	s.posts = make([]post, s.start[p.len()])
	at := make([]int32, p.len())
	copy(at, s.start)
	for e, l := range parts {
		s.bias[e] = l.bias
		s.slope[e] = l.slope
		copy(s.svmDense[e*x.dims:], l.svmDense)
		copy(s.meanDense[e*x.dims:], l.meanDense)
		for k, id := range l.ids {
			s.posts[at[id]] = post{int32(e), l.svm[k], l.centroid[k]}
			at[id]++
		}
	}
	s.lay(at)
	if s.len() > p.tune.exact {
		s.findPlaces()
	}
	return s
}

// lay notes for each post which of its entry's examples have the feature. Every
// feature of an example has one, for it is in the centroid. at is room to work in.
func (s *segment) lay(at []int32) {
	s.spotStart = make([]int32, len(s.posts)+1)
	s.spots = make([]spot, len(s.x.ids))
	each := func(do func(post, example int32, value float32)) {
		copy(at, s.start)
		for e := range s.len() {
			for i := s.first[e]; i < s.first[e+1]; i++ {
				ids, values := s.x.sparse(i)
				for k, id := range ids {
					for s.posts[at[id]].entry < int32(e) { // entries come in order, so at only moves on
						at[id]++
					}
					do(at[id], int32(i), values[k])
				}
			}
		}
	}
	each(func(p, _ int32, _ float32) { s.spotStart[p+1]++ })
	for p := range s.posts {
		s.spotStart[p+1] += s.spotStart[p]
	}
	next := slices.Clone(s.spotStart)
	each(func(p, i int32, v float32) {
		s.spots[next[p]] = spot{i, v}
		next[p]++
	})
}

func (s *segment) len() int { return len(s.bias) }

// having is the examples that have a feature, in order; none for one of no example.
func (s *segment) having(id uint32) []spot {
	if int(id)+1 >= len(s.start) {
		return nil
	}
	return s.spots[s.spotStart[s.start[id]]:s.spotStart[s.start[id+1]]]
}

// list is the posts of a feature.
func (s *segment) list(id uint32) []post { return s.posts[s.start[id]:s.start[id+1]] }
