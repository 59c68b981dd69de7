package search

import (
	"cmp"
	"slices"
)

// A scored is a text and its score in grains.
type scored struct {
	score uint32
	id    ID
}

// order puts the better first: the higher score, of equal ones the lower id.
func order(a, b scored) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	return cmp.Compare(a.id, b.id)
}

// A top keeps the best of what it is given: a heap with the worst at its root.
type top struct {
	kept []scored
	most int
}

func (t *top) full() bool { return len(t.kept) == t.most }

// put keeps a text if it is among the best so far.
func (t *top) put(s scored) {
	if !t.full() {
		t.kept = append(t.kept, s)
		t.up(len(t.kept) - 1)
	} else if order(s, t.kept[0]) < 0 {
		t.kept[0] = s
		t.down()
	}
}

func (t *top) up(i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if order(t.kept[i], t.kept[parent]) <= 0 {
			return
		}
		t.kept[i], t.kept[parent] = t.kept[parent], t.kept[i]
		i = parent
	}
}

func (t *top) down() {
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(t.kept) {
			return
		}
		if child+1 < len(t.kept) && order(t.kept[child+1], t.kept[child]) > 0 {
			child++
		}
		if order(t.kept[child], t.kept[i]) <= 0 {
			return
		}
		t.kept[i], t.kept[child] = t.kept[child], t.kept[i]
		i = child
	}
}

// appendTo appends what was kept, best first.
func (t *top) appendTo(dst []Hit) []Hit {
	slices.SortFunc(t.kept, order)
	for _, s := range t.kept {
		dst = append(dst, Hit{s.id, float32(s.score) / grain})
	}
	return dst
}
