package chart

import (
	"slices"
	"testing"

	"gonum.org/v1/plot"
)

// named gives what stands at the ticks of a scale.
func named(ticks []plot.Tick) []string {
	var out []string
	for _, t := range ticks {
		out = append(out, t.Label)
	}
	return out
}

func TestTheScaleCountsInWholeNumbers(t *testing.T) {
	for _, test := range []struct {
		high float64
		want []string
	}{
		{1, []string{"0", "1"}},
		{4.6, []string{"0", "1", "2", "3", "4"}},
		{13.8, []string{"0", "5", "10"}},
		{115, []string{"0", "20", "40", "60", "80", "100"}},
		{3450, []string{"0", "1000", "2000", "3000"}},
	} {
		if got := named(wholeTicks(0, test.high)); !slices.Equal(got, test.want) {
			t.Errorf("up to %v: %q, want %q", test.high, got, test.want)
		}
	}
}

func TestAtMostTwelveColumnsAreNamed(t *testing.T) {
	for n, want := range map[int]int{1: 1, 12: 12, 13: 7, 30: 10, 365: 12} {
		c := Chart{Labels: slices.Repeat([]string{"x"}, n)}
		labelled := 0
		for _, l := range named(c.labels()) {
			labelled += len(l)
		}
		if labelled != want {
			t.Errorf("of %d columns %d are named, want %d", n, labelled, want)
		}
	}
}
