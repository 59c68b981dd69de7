package answer_test

import (
	"slices"
	"strings"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

func TestExplanations(t *testing.T) {
	r := index(t).Explain(answer.Question{Text: "How many jars of honey did Marevia export in 2019?"})
	if r.Outcome != answer.Refused || r.Why == nil || len(r.Why.Facts) < 2 {
		t.Fatalf("outcome %s, explained %+v", r.Outcome, r.Why)
	}
	best := r.Why.Facts[0]
	if best.Fact != "exports-2024" || !strings.Contains(best.Rule, "year") || !slices.Contains(best.Against, "2019") || !slices.Contains(r.Why.Years, "2019") {
		t.Errorf("the year is not what forbids it: %+v, years %q", best, r.Why.Years)
	}
	short := strings.Join(r.Why.Short(func(id kb.FactID) string { return "fact " + string(id) }), "\n")
	for _, want := range []string{"asks for a number", "Nearest: fact exports-2024.", "“export”", "Forbidden by year: “2019”", "Next: fact "} {
		if !strings.Contains(short, want) {
			t.Errorf("the short form lacks %q:\n%s", want, short)
		}
	}
	if plain := index(t).Ask(answer.Question{Text: "How many jars of honey did Marevia export in 2019?"}); plain.Why != nil || plain.Text() != r.Text() {
		t.Errorf("explaining changes the reply: %q and %q", plain.Text(), r.Text())
	}
}
