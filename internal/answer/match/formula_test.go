package match

import (
	"math"
	"slices"
	"testing"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-4 {
		t.Errorf("%s = %.5f, want %.5f", what, got, want)
	}
}

// One example x = 1 of class +1 at cost 1/2 and without a constant: the minimum
// of w²/2 + (1-w)²/2 is at w = 1/2. With x = -1 of class -1 beside it the second
// loss doubles, and w = 2/3.
func TestSolveFindsTheMinimum(t *testing.T) {
	tune := standard()
	tune.bias, tune.epochs = 0, 60
	x := &examples{start: []int{0, 1, 2}, ids: []uint32{0, 0}, values: []float32{1, -1}, owner: []int32{0, 1}, weight: []float32{1, 1}}
	p := newProblem(&tune, 1, 0)
	p.add(x, 0, 1, .5)
	p.solve(1, false)
	near(t, "w of one example", float64(p.sparse[0]), .5)
	p.reset()
	p.add(x, 0, 1, .5)
	p.add(x, 1, -1, .5)
	p.solve(1, false)
	near(t, "w of two examples", float64(p.sparse[0]), 2./3)
}

func TestWeights(t *testing.T) {
	p := &space{docs: 9, english: &background{lines: 6000}}
	near(t, "idf of 1 in 9", float64(p.weigh(1, 0)), math.Log(10/1.5))
	p.share = .001 // six more documents; 1,000 lines are one
	near(t, "idf of 1 in 9 and 1,000 lines", float64(p.weigh(1, 1000)), math.Log(16/2.5))
	tune := standard()
	near(t, "dense length at 1", float64(tune.denseLength(1)), 1.1)
	near(t, "dense length at 3", float64(tune.denseLength(3)), .99014)
	near(t, "dense length at 1000", float64(tune.denseLength(1000)), float64(tune.denseLength(50)))
}

func TestCalibration(t *testing.T) {
	c := calibrate(&examples{owner: []int32{0, 0, 0, 2, 2, 2}, start: make([]int, 7)})
	near(t, "even at three examples", c.even, .60424)
	near(t, "sure there", c.sure(float32(c.even)), Even)
	near(t, "sure a width above", c.sure(float32(c.even+width)), 1/(1+math.Exp(-1)))
}

func TestTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"What's the Élan?":  {"what", "is", "the", "elan"},
		"don't, can’t":      {"do", "not", "can", "not"},
		"VW-ID.3 costs 5€":  {"vw", "id", "3", "costs", "5"},
		"电动车EV":             {"电", "动", "车", "ev"},
		"\u0301 \U0001f642": nil,
		"\uff9e a":          {"a"}, // a letter of which folding leaves nothing
	} {
		var x text
		x.read(in)
		var got []string
		for _, k := range x.tokens {
			got = append(got, string(x.word(k)))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q reads as %q, want %q", in, got, want)
		}
	}
}

func TestStem(t *testing.T) {
	for _, group := range [][]string{
		{"ship", "ships", "shipped", "shipping"}, {"study", "studies"}, {"charge", "charges", "charged", "charging"},
		{"box", "boxes"}, {"call", "calls", "calling"},
	} {
		for _, w := range group[1:] {
			if a, b := string(stem([]byte(group[0]))), string(stem([]byte(w))); a != b {
				t.Errorf("%s and %s have stems %s and %s", group[0], w, a, b)
			}
		}
	}
	for _, w := range []string{"bus", "this", "red", "sing", "glass"} {
		if s := string(stem([]byte(w))); s != w {
			t.Errorf("the stem of %s is %s", w, s)
		}
	}
}

// Partition gives what sorting gives, up to order.
func FuzzPartition(f *testing.F) {
	f.Add([]byte{3, 1, 2, 2, 9}, uint8(2))
	f.Fuzz(func(t *testing.T, b []byte, n uint8) {
		score, found := make([]float32, len(b)), make([]int32, len(b))
		for i, c := range b {
			score[i], found[i] = float32(c), int32(i)
		}
		k := min(int(n), len(b))
		sorted := slices.Clone(found)
		slices.SortStableFunc(sorted, func(x, y int32) int { return int(score[y]) - int(score[x]) })
		partition(found, score, k)
		got, want := slices.Clone(found[:k]), sorted[:k]
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("the first %d of %v are %v, want %v", k, b, got, want)
		}
	})
}
