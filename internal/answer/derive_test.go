package answer_test

import (
	"math"
	"strings"
	"testing"

	"autofacts/internal/answer"
)

// The values are worked by hand from the figures of testdata/honey: 4.2 million
// jars made and 1.4 million exported in 2024, twice as many as in 2023; the fifth
// year in a row; a plan from 2021 to 2025; 21 months.
func TestDerived(t *testing.T) {
	for _, c := range []struct {
		asked, expression string
		value             float64
		approximate       bool
		from              string
	}{
		{"how many jars did Marevia export in 2023?", "1.4 million / 2", 700_000, true, "exports-2024 exports-doubled"},
		{"what share of the honey produced in 2024 was exported?", "1.4 million / 4.2 million", 100.0 / 3, true, "exports-2024 production-2024"},
		{"since which year has Marevia been the largest producer of the isles?", "2024 - 5 + 1", 2020, false, "leader-streak"},
		{"how many years does the Third Bee Plan last?", "2025 - 2021 + 1", 5, false, "plan-3"},
		{"how long did Brenna take to build its apiary, in years?", "21 months / 12", 1.75, false, "brenna-building"},
		{"how many jars did Marevia produce a month on average in 2024?", "4.2 million / 12", 350_000, true, "production-2024"},
	} {
		r := ask(t, c.asked)
		if r.Outcome != answer.Answered || r.Derived == nil {
			t.Errorf("%q: %s %s, want a derivation", c.asked, r.Outcome, factsOf(r))
			continue
		}
		if d := r.Derived; d.Expression != c.expression || math.Abs(d.Value-c.value) > 1e-6*c.value || d.Approximate != c.approximate || factsOf(r) != c.from {
			t.Errorf("%q: %+v from %s, want %s = %v from %s", c.asked, *d, factsOf(r), c.expression, c.value, c.from)
		}
		if !strings.Contains(r.Text(), "Derived from the cited figures, not stated by the source: "+c.expression) {
			t.Errorf("%q: the reply does not say that it is derived: %q", c.asked, r.Text())
		}
	}
}

func TestWhatIsStatedIsNotDerived(t *testing.T) {
	for _, s := range []string{
		"How long did Brenna take to build its apiary?",
		"What share of wax sales were candles?",
		"How many jars of honey did Marevia export in 2024?",
	} {
		if r := ask(t, s); r.Derived != nil {
			t.Errorf("%q: derived %+v", s, *r.Derived)
		}
	}
}
