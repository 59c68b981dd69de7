package answer

import (
	"math"
	"testing"

	"autofacts/internal/kb"
)

// The fact says the figure on the left; the claim, with its qualifier, is judged
// by hand: "over 100" may be anything from 100 to 110, "about 100" from 90 to 110.
func TestCompareQuantities(t *testing.T) {
	count := func(v float64, q kb.Qualifier) measureOf { return measureOf{value: v, sort: '#', qual: q} }
	share := func(v float64, q kb.Qualifier) measureOf { return measureOf{value: v, sort: '%', qual: q} }
	for _, c := range []struct {
		name  string
		fact  measureOf
		claim measureOf
		qual  string
		want  Verdict
	}{
		{"the same", count(100, kb.Exactly), count(100, ""), "", Supported},
		{"the same, rounded", count(2_612_000, kb.Exactly), count(2_610_000, ""), "", Supported},
		{"another", count(100, kb.Exactly), count(120, ""), "", Contradicted},
		{"over it, where it is over", count(100, kb.Over), count(100, ""), "over", Supported},
		{"over less", count(100, kb.Over), count(90, ""), "over", Supported},
		{"over a little more is open", count(100, kb.Over), count(105, ""), "over", Unknown},
		{"over much more", count(100, kb.Over), count(200, ""), "over", Contradicted},
		{"over the exact figure", count(100, kb.Exactly), count(100, ""), "over", Contradicted},
		{"at least the exact figure", count(100, kb.Exactly), count(100, ""), "at-least", Supported},
		{"under it, where it is over", count(100, kb.Over), count(100, ""), "under", Contradicted},
		{"under far more", count(100, kb.Over), count(300, ""), "under", Supported},
		{"about it", count(100, kb.Exactly), count(105, ""), "about", Supported},
		{"about another", count(100, kb.Exactly), count(150, ""), "about", Contradicted},
		{"within a range", measureOf{value: 10, to: 20, sort: '#', qual: kb.Between}, count(15, ""), "", Unknown},
		{"beyond a range", measureOf{value: 10, to: 20, sort: '#', qual: kb.Between}, count(25, ""), "", Contradicted},
		{"the range", measureOf{value: 10, to: 20, sort: '#', qual: kb.Between}, measureOf{value: 10, to: 20, sort: '#'}, "", Supported},
		{"a tenth more is no double", measureOf{value: 2, sort: 'x', qual: kb.Exactly}, share(10, ""), "", Contradicted},
		{"a hundred per cent more is double", measureOf{value: 2, sort: 'x', qual: kb.Exactly}, share(100, ""), "", Supported},
	} {
		got, ok := compare(c.claim, c.qual, c.fact)
		if !ok || got != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, got, ok, c.want)
		}
	}
	if _, ok := compare(share(50, ""), "", count(50, kb.Exactly)); ok {
		t.Error("a share was set against a count")
	}
}

func TestMonthsIn(t *testing.T) {
	for unit, want := range map[string]float64{"years": 12, "months": 1, "decade": 120, "days": 12 / 365.25, "weeks": 84 / 365.25, "jars": 0, "": 0} {
		if got := monthsIn(unit); math.Abs(got-want) > 1e-12 {
			t.Errorf("monthsIn(%q) = %v, want %v", unit, got, want)
		}
	}
}

func TestRounded(t *testing.T) {
	for _, c := range []struct {
		a, b float64
		want bool
	}{
		{34e6, 34.04e6, true},
		{34.04e6, 34e6, false}, // more exact than what is known
		{35e6, 34.04e6, false},
		{0, 0, false},
	} {
		if got := rounded(c.a, c.b); got != c.want {
			t.Errorf("rounded(%v, %v) = %v", c.a, c.b, got)
		}
	}
}

func TestFiguresAsPeopleReadThem(t *testing.T) {
	for x, want := range map[float64]string{
		1_305_000: "1.305 million", 2_000_000_000: "2 billion", 60_000: "60,000", 12_345.6: "12,346", 350.4: "350", 33.333: "33.33", 2: "2", 0: "0",
	} {
		if got := magnitudeText(x); got != want {
			t.Errorf("magnitudeText(%v) = %q, want %q", x, got, want)
		}
	}
}
