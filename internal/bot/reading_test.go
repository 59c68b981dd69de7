package bot_test

import (
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// TestStatementsAreRead holds what a form proposes for statements of many kinds.
func TestStatementsAreRead(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		statement string
		want      bot.Reading
	}{
		{"China exported over 2.61 million new energy vehicles in 2025.", bot.Reading{Kind: "figure", Subject: "China", Period: "2025", Qualifier: "over", Value: "2610000", Unit: "new energy vehicles", As: "amount", Measure: "new energy vehicles exported"}},
		{"The garden covers 12 hectares.", bot.Reading{Kind: "figure", Subject: "garden", Qualifier: "exactly", Value: "12", Unit: "hectares", As: "amount"}},
		{"Exports rose 7.5 percent in June 2025.", bot.Reading{Kind: "figure", Subject: "Exports", Period: "2025-06", Qualifier: "exactly", Value: "7.5", Unit: "%", As: "change"}},
		{"More than 50 percent of new cars were electric in 2024.", bot.Reading{Kind: "figure", Period: "2024", Qualifier: "over", Value: "50", Unit: "%", As: "share", Of: "new cars"}},
		{"Sales doubled in 2023.", bot.Reading{Kind: "figure", Subject: "Sales", Period: "2023", Qualifier: "exactly", Value: "2", Unit: "times", As: "multiple"}},
		{"The house has led for 11 years in a row.", bot.Reading{Kind: "figure", Subject: "house", Qualifier: "exactly", Value: "11", Unit: "years", As: "streak"}},
		{"The port was built between 2021 and 2025.", bot.Reading{Kind: "event", Subject: "port", Period: "2021/2025"}},
		{"The curator expects a mild winter.", bot.Reading{Kind: "opinion", Subject: "curator", By: "curator"}},
		{"The house closes at six.", bot.Reading{Subject: "house"}},
		{"A samovar is a vessel for hot water.", bot.Reading{Kind: "definition", Subject: "samovar"}},
	} {
		p := h.preview(ada, add(&bot.FactForm{Statement: c.statement, Source: "letter"}))
		got := p.Reading
		if c.want.Measure == "" {
			got.Measure = ""
		}
		if c.want.Subject == "" {
			got.Subject = ""
		}
		if got != c.want {
			t.Errorf("%s\n got %+v\nwant %+v", c.statement, got, c.want)
		}
	}
}

// TestPlacesOfTheLexiconAreRead holds that places are found under any spelling.
func TestPlacesOfTheLexiconAreRead(t *testing.T) {
	base := harbour()
	base.Lexicon.Names = []kb.Name{{ID: "ostra", Names: map[string][]string{"en": {"Ostra", "Ostra Town"}}, Is: []string{"town"}}}
	h := newHouse(t, func(o *bot.Options) { o.Index = nil })
	h.SetBase(answer.New(base))
	p := h.preview(ada, add(&bot.FactForm{Statement: "The second house is in Ostra Town.", Source: "letter"}))
	if p.Reading.Places != "Ostra" || p.Reading.Kind != "place" {
		t.Errorf("read as %+v", p.Reading)
	}
	r := p.Reading
	r.Places = "Ostra, West Quay"
	p, err := h.Correct(t.Context(), ada, p.Draft, r)
	if err != nil || len(p.After.Fact.Topics) != 1 || p.After.Fact.Topics[0] != "West Quay" {
		t.Errorf("a place that the statement does not name: %v, %v", p.After.Fact.Topics, err)
	}
}
