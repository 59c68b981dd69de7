package search

import (
	"math"
	"testing"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-4 }

// TestWeight holds the idf to values worked by hand: ln(1 + (N-n+.5)/(n+.5)).
func TestWeight(t *testing.T) {
	for _, c := range []struct {
		live, total int
		want        float64
	}{
		{1, 10, 1.99243},         // ln(1 + 9.5/1.5) = ln 7.33333
		{5, 10, 0.69315},         // ln(1 + 5.5/5.5) = ln 2
		{10, 10, 0.04652},        // ln(1 + 0.5/10.5) = ln 1.047619
		{1, 1_000_000, 13.41005}, // ln(1 + 999999.5/1.5) = ln 666667.3
	} {
		if got := weight(c.live, c.total); !near(got, c.want) {
			t.Errorf("a word that %d of %d have weighs %.5f, want %.5f", c.live, c.total, got, c.want)
		}
	}
}

// TestImpact holds BM25 to values worked by hand, among texts of ten words on average.
func TestImpact(t *testing.T) {
	p := newImpacts(4, 40)
	for _, c := range []struct {
		times, length int
		want          float64
	}{
		{1, 10, 1},       // 1*2.2/(1+1.2)
		{2, 10, 1.375},   // 2*2.2/(2+1.2)
		{1, 20, 0.70968}, // 1*2.2/(1+1.2*(0.25+1.5)) = 2.2/3.1
		{4, 5, 1.85263},  // 4*2.2/(4+1.2*(0.25+0.375)) = 8.8/4.75
	} {
		if got := p[(c.times-1)*classes+int(lengthClass(c.length))]; !near(got, c.want) {
			t.Errorf("%d times in %d words: %.5f, want %.5f", c.times, c.length, got, c.want)
		}
	}
	var tab table
	tab.fill(2, p)
	if got := tab[lengthClass(10)]; got != 2*grain {
		t.Errorf("a word of weight 2 adds %d grains, want %d", got, 2*grain)
	}
	tab.fill(1e-9, p)
	if got := tab[lengthClass(10)]; got != 1 {
		t.Errorf("a word that all texts have adds %d grains, want 1", got)
	}
}

func TestLengthClasses(t *testing.T) {
	for words, want := range map[int]uint8{0: 0, 1: 0, 2: 1, 40: 39, 41: 39, 48: 40, 57: 40, 58: 41, 1 << 30: classes - 1} {
		if got := lengthClass(words); got != want {
			t.Errorf("%d words are of class %d, want %d", words, got, want)
		}
	}
	for c := uint8(1); c < classes; c++ {
		if n := classLength(c); n <= classLength(c-1) || lengthClass(int(n+1)) < c {
			t.Errorf("class %d has %.1f words, the one before it %.1f", c, n, classLength(c-1))
		}
	}
}
