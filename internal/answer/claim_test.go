package answer_test

import (
	"testing"

	"autofacts/internal/answer"
)

func TestVerdicts(t *testing.T) {
	for verdict, claims := range map[answer.Verdict][]exchange{
		answer.Supported: {
			{"did marevia produce over 4.2 million jars in 2024?", "production-2024"},
			{"is it true that Marevia produced more than 4 million jars of honey in 2024", "production-2024"},
			{"Honey exports doubled in 2024.", "exports-doubled"},
			{"Dunholm is in Estary.", "dunholm-place"},
			{"Brenna built its apiary in 21 months.", "brenna-building"},
			{"Oda Kell opened the apiary in Dunholm, right?", "kell-opening"},
			{"Brenna did not build its apiary in 36 months.", "brenna-building"},
		},
		answer.Contradicted: {
			{"Marevia produced 5 million jars of honey in 2024.", "production-2024"},        // figure
			{"Marevia produced 9 million jars of honey in 2024, right?", "production-2024"}, // figure, with a tag
			{"Marevia exported under 1 million jars of honey in 2024.", "exports-2024"},     // qualifier
			{"Less than half of wax sales were candles in 2024.", "wax-share"},              // share
			{"Honey exports halved in 2024.", "exports-doubled"},                            // direction
			{"Honey exports didn't double in 2024.", "exports-doubled"},                     // negation
			{"Brenna did not build its apiary in 21 months.", "brenna-building"},            // negation
			{"Brenna built its apiary in 36 months.", "brenna-building"},                    // duration
			{"Dunholm is in Wexmoor.", "dunholm-place"},                                     // relation
			{"Sorrel built its apiary in 21 months.", "brenna-building"},                    // name
			{"Brenna built its apiary in three years.", "brenna-building"},                  // another unit
		},
		answer.Unknown: {
			{"Oda Kell opened another apiary in Wexmoor.", ""},
			{"Brenna also built an apiary in Wexmoor.", ""},
			{"Marevia imported 2 million jars of honey in 2024.", ""},
			{"Marevia produced over 4.2 million jars of honey in 2019.", ""},
			{"Tollund produced over 4.2 million jars of honey in 2024.", ""},
		},
	} {
		for _, c := range claims {
			r := ask(t, c.asked)
			if r.Verdict != verdict {
				t.Errorf("%q is %q, want %s; %s %s missing %q", c.asked, r.Verdict, verdict, r.Outcome, factsOf(r), r.Missing)
				continue
			}
			if verdict == answer.Unknown {
				if r.Outcome != answer.Refused || len(r.Answers) > 0 || len(r.Closest) == 0 {
					t.Errorf("%q: %s %s, want a refusal that names what the base has", c.asked, r.Outcome, factsOf(r))
				}
			} else if r.Outcome != answer.Answered || factsOf(r) != c.answered {
				t.Errorf("%q: %s decided by %s, want %s", c.asked, r.Outcome, factsOf(r), c.answered)
			}
		}
	}
}

func TestQuestionsAreNoClaims(t *testing.T) {
	for _, s := range []string{
		"How many jars of honey did Marevia produce in 2024?",
		"honey production 2024",
		"could you tell me where Brenna's apiary is?",
		"jars exported in 2024",
	} {
		if r := ask(t, s); r.Verdict != "" {
			t.Errorf("%q got the verdict %s", s, r.Verdict)
		}
	}
}

func TestCheckModeGivesAVerdict(t *testing.T) {
	r := index(t).Ask(answer.Question{Text: "apiary of Brenna built in 21 months", Mode: answer.Check})
	if r.Verdict != answer.Supported || factsOf(r) != "brenna-building" {
		t.Errorf("%s %q %s", r.Outcome, r.Verdict, factsOf(r))
	}
}
