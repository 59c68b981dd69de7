package kb_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"autofacts/internal/kb"
)

func TestJudgeSpeaksToTheEditor(t *testing.T) {
	with := func(f func(*kb.Fact)) *kb.Item {
		i := item("c", "Wasps sting.")
		f(i.Fact)
		return i
	}
	for _, c := range []struct {
		name  string
		after *kb.Item
		field string
		says  string // "" for nothing wrong
	}{
		{"a plain fact", item("c", "Wasps sting."), "", ""},
		{"abbreviations", item("c", "Hive Co. Ltd. of the U.S. No. 5 sold 3.5 m jars vs. 2 m."), "", ""},
		{"an emoji with joiners", item("c", "Beekeepers 👩‍🌾 care."), "", ""},
		{"no statement", item("c", ""), "statement", "is missing"},
		{"no source", with(func(f *kb.Fact) { f.Evidence = nil }), "evidence", "source is missing"},
		{"an unknown source", with(func(f *kb.Fact) { f.Evidence[0].Source = "scr" }), "evidence", `did you mean "src"?`},
		{"a long phrase", with(func(f *kb.Fact) { f.Evidence[0].Phrase = strings.Repeat("bee ", 13) }), "phrase", "13 words, at most 12"},
		{"two sentences", item("c", "Wasps sting. Bees dance."), "statement", "2 sentences"},
		{"two sentences in Chinese", item("c", "黄蜂蜇人。蜜蜂跳舞。"), "statement", "2 sentences"},
		{"a long statement", item("c", strings.Repeat("bees ", 70)), "statement", "at most 300"},
		{"a long answer", with(func(f *kb.Fact) { f.Answer = strings.Repeat("bees ", 30) }), "answer", "at most 120"},
		{"a long topic", with(func(f *kb.Fact) { f.Topics = []string{strings.Repeat("bee ", 11)} }), "topics", "at most 40"},
		{"a long subject", with(func(f *kb.Fact) { f.Subject = strings.Repeat("bees ", 60) }), "", ""},
		{"a ping", item("c", "Ask @Everyone."), "statement", `"@everyone"`},
		{"a mention", with(func(f *kb.Fact) { f.Answer = "<@123>" }), "answer", `"<@"`},
		{"a ping in a question", with(func(f *kb.Fact) { f.Ask = map[string][]string{"en": {"Is @here a bee?"}} }), "ask", `"@here"`},
		{"a hidden turn", item("c", "Wasps \u202egnits."), "statement", "U+202E"},
		{"a past day", with(func(f *kb.Fact) { f.ValidUntil = "2026-04-30" }), "valid_until", "past already"},
		{"a day to come", with(func(f *kb.Fact) { f.ValidUntil = "2026-05-01" }), "", ""},
		{"an opinion of nobody", with(func(f *kb.Fact) { f.Kind = kb.KindOpinion }), "by", "say whose"},
		{"a list of what is not there", &kb.Item{Fact: &kb.Fact{ID: "c", List: []kb.FactID{"zzz"}}}, "", "does not exist"},
		{"a source", &kb.Item{Source: &kb.Source{ID: "book", Title: "A book", URL: "https://example.org/a"}}, "", ""},
		{"a source with a script for a link", &kb.Item{Source: &kb.Source{ID: "book", URL: "javascript:alert(1)"}}, "url", "https://"},
		{"a source with a blank in its link", &kb.Item{Source: &kb.Source{ID: "book", URL: "https://a b"}}, "url", "blanks"},
		{"synonyms", &kb.Item{Synonym: &kb.Synonym{ID: "w", Words: []string{"wasp", "yellow jacket"}}}, "", ""},
		{"one word", &kb.Item{Synonym: &kb.Synonym{ID: "w", Words: []string{"wasp"}}}, "terms", "2 to 20"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &bench{t: t, curated: hive(t)}
			d, err := b.try(kb.Edit{Action: kb.Add, Target: c.after.Target(), After: c.after})
			if err != nil {
				t.Fatal(err)
			}
			_, err = kb.Judge(b.curated, nil, []kb.Revision{d}, "2026-05-01")
			found := kb.Objections(err)
			if c.says == "" && c.field == "" {
				if err != nil {
					t.Errorf("%v", err)
				}
				return
			}
			if !errors.Is(err, kb.ErrInvalid) || len(found) == 0 {
				t.Fatalf("%v", err)
			}
			for _, o := range found {
				if strings.Contains(o.Text, c.says) && (c.field == "" || o.Field == c.field) && o.Target == c.after.Target() {
					return
				}
			}
			t.Errorf("%+v, want %q about %q", found, c.says, c.field)
		})
	}
}

func TestJudgeTakesABatchTogether(t *testing.T) {
	b := &bench{t: t, curated: hive(t)}
	draft := func(e kb.Edit) kb.Revision {
		t.Helper()
		d, err := b.try(e)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	book := draft(kb.Edit{Action: kb.Add, Target: kb.SourceTarget("book"), After: &kb.Item{Source: &kb.Source{ID: "book"}}})
	cites := draft(kb.Edit{Action: kb.Add, Target: fact("c"), After: &kb.Item{Fact: &kb.Fact{ID: "c", Statement: "Wasps sting.",
		Evidence: []kb.Evidence{{Source: "book"}}, Pos: kb.Pos{File: "in.yaml", Line: 7, Col: 3}}}})
	after, err := kb.Judge(b.curated, nil, []kb.Revision{cites, book}, "")
	if err != nil || says(after, "c") == "" || after.Source("book") == nil {
		t.Errorf("a fact with its source: %v", err)
	}
	if _, err = kb.Judge(b.curated, nil, []kb.Revision{cites}, ""); err == nil || !strings.HasPrefix(err.Error(), "in.yaml:7:3: ") {
		t.Errorf("from a file, without its source: %v", err)
	}
	if _, err = kb.Judge(b.curated, nil, []kb.Revision{book, book}, ""); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("twice: %v", err)
	}
	gone := draft(kb.Edit{Action: kb.Retire, Target: kb.SourceTarget("src")})
	if _, err = kb.Judge(b.curated, nil, []kb.Revision{gone}, ""); err == nil || !strings.Contains(err.Error(), "2 facts cite this source, such as a, b") {
		t.Errorf("retiring a source in use: %v", err)
	}
	same := draft(kb.Edit{Action: kb.Modify, Target: fact("a"), After: b.curated.Item(fact("a"))})
	if _, err = kb.Judge(b.curated, nil, []kb.Revision{same}, ""); err == nil || !strings.Contains(err.Error(), "changes nothing") {
		t.Errorf("changing nothing: %v", err)
	}
	many := make([]kb.Revision, kb.MaxOwn+1)
	for i := range many {
		id := kb.FactID(fmt.Sprintf("f%d", i))
		many[i] = kb.Revision{Target: kb.FactTarget(id), State: kb.Own, Action: kb.Add, After: item(id, "Wasps sting.")}
	}
	if _, err = kb.Judge(b.curated, many, []kb.Revision{cites, book}, ""); err == nil || !strings.Contains(err.Error(), "at most 10000") {
		t.Errorf("too many: %v", err)
	}
}

func TestConcerns(t *testing.T) {
	f := func(id kb.FactID, value float64) kb.Fact {
		return kb.Fact{ID: id, Statement: fmt.Sprintf("The hive has %v bees.", value), Subject: "hive", Measure: "bees",
			Figure: &kb.Figure{Value: value, Unit: "bees"}, Evidence: []kb.Evidence{{Source: "src", Phrase: "many bees"}}}
	}
	b := kb.With(kb.With(hive(t), f("x", 100)), f("y", 500))
	var got []string
	for _, c := range kb.Concerns(b, "y") {
		got = append(got, c.Text)
	}
	all := strings.Join(got, "\n")
	if !strings.Contains(all, `contradicts "x": the same subject`) || !strings.Contains(all, "500") {
		t.Errorf("%s", all)
	}
	if c := kb.Concerns(b, "a"); len(c) != 0 {
		t.Errorf("of another fact: %v", c)
	}
}

func TestDueAndTouched(t *testing.T) {
	b := hive(t)
	old, due := item("c", "Wasps sting."), item("d", "Ants walk.")
	old.Fact.ValidUntil, due.Fact.ReviewBy = "2026-04-01", "2026-03-01"
	b = kb.With(kb.With(b, *old.Fact), *due.Fact)
	got := kb.DueFacts(b, "2026-05-01")
	if len(got) != 2 || got[0].Fact.ID != "d" || got[0].Expired || !got[1].Expired {
		t.Errorf("due: %+v", got)
	}
	asked := item("a", "Bees dance.")
	asked.Fact.Ask = map[string][]string{"en": {"Dance?"}}
	revs := []kb.Revision{
		{Target: fact("a"), Before: item("a", "Bees dance."), After: asked},
		{Target: fact("b"), Before: item("b", "Bees dance."), After: item("b", "Bees fly.")},
		{Target: fact("c"), Before: old},
		{Target: fact("d"), After: due},
	}
	if got := fmt.Sprint(kb.Touched(revs)); got != "[b c]" {
		t.Errorf("touched: %s", got)
	}
}
