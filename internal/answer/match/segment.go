package match

// A segment is the trained entries in the order in which ranking reads them: by
// feature.
type segment struct {
	x                   *examples
	first               []int // spans of x
	start               []int32
	posts               []post
	bias                []float32
	svmDense, meanDense []float32
}

// post is an entry's weights for one feature.
type post struct {
	entry         int32
	svm, centroid float32
}

// newSegment lays trained parts out, one for each entry.
func newSegment(x *examples, p *space, parts []linear) *segment {
	s := &segment{x: x, first: x.spans(), start: make([]int32, p.len()+1),
		bias: make([]float32, len(parts)), svmDense: make([]float32, len(parts)*x.dims), meanDense: make([]float32, len(parts)*x.dims)}
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
		copy(s.svmDense[e*x.dims:], l.svmDense)
		copy(s.meanDense[e*x.dims:], l.meanDense)
		for k, id := range l.ids {
			s.posts[at[id]] = post{int32(e), l.svm[k], l.centroid[k]}
			at[id]++
		}
	}
	return s
}

func (s *segment) len() int { return len(s.bias) }

// list is the posts of a feature.
func (s *segment) list(id uint32) []post { return s.posts[s.start[id]:s.start[id+1]] }
