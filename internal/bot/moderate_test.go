package bot_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

func TestAFactIsAddedInOneServer(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	if p.Reading.Value != "300" || p.Reading.Qualifier != "about" || p.Reading.Period != "2025" || p.Reading.Kind != "figure" || !strings.Contains(p.Reading.Unit, "kilos") {
		t.Errorf("read as %+v", p.Reading)
	}
	if p.Question != "How much mint did the garden grow?" || !strings.Contains(p.Reply.Text(), "about 300 kilos") && !strings.Contains(p.Reply.Text(), "About 300 kilos") || !strings.Contains(p.Reply.Text(), "Letter to the staff") {
		t.Errorf("members would read, asking %q: %s", p.Question, p.Reply.Text())
	}
	if len(p.After.Fact.Ask["de"]) != 1 || len(p.After.Fact.Ask["en"]) != 1 {
		t.Errorf("asked in %v", p.After.Fact.Ask)
	}
	s := h.save(ada, p)
	if len(s.Revisions) != 1 || s.Revisions[0].By != ada.Person || s.Revisions[0].State != kb.Own {
		t.Errorf("saved %+v", s.Revisions)
	}
	h.wants(lou, "How much mint did the garden grow?", "300 kilos")
	if got := h.says(alien, "How much mint did the garden grow?"); strings.Contains(got, "300") {
		t.Errorf("another server answers %q", got)
	}
}

func TestAFactIsChangedRetiredRestoredReverted(t *testing.T) {
	h := newHouse(t)
	const q = "When does the tea house close?"
	p := h.preview(ada, h.edited(ada, "closing", func(f *bot.FactForm) {
		f.Statement, f.Answer = "The Ostra Tea House closes at eight.", "at eight"
	}))
	if got := fmt.Sprint(p.Differences); !strings.Contains(got, "at six → at eight") {
		t.Errorf("differences %s", got)
	}
	first := h.save(ada, p).Revisions[0]
	h.wants(lou, q, "eight")
	h.wants(lou, "What should a visitor know?", "eight")
	h.wants(alien, q, "six")

	h.save(ada, h.preview(ada, bot.Wish{Action: kb.Retire, Target: fact("closing"), BasedOn: bot.Newest}))
	if r := h.Ask(lou, bot.Utterance{Text: q}); r.Outcome == answer.Answered {
		t.Errorf("a retired fact answers: %s", r.Text())
	}
	if got := h.says(lou, "What should a visitor know?"); !strings.Contains(got, "Ilse Brandt") || strings.Contains(got, "closes") {
		t.Errorf("the list that held a retired fact is %q", got)
	}
	h.save(ben, h.preview(ben, bot.Wish{Action: kb.Restore, Target: fact("closing"), BasedOn: bot.Newest}))
	h.wants(lou, q, "eight")
	h.save(ben, h.preview(ben, bot.Wish{Action: kb.Revert, Target: fact("closing"), BasedOn: bot.Newest}))
	h.wants(lou, q, "six")
	h.save(ben, h.preview(ben, bot.Wish{Action: kb.Revert, Target: fact("closing"), BasedOn: bot.Newest, To: first.Number}))
	h.wants(lou, q, "eight")

	revs, err := h.History(t.Context(), ada, fact("closing"), 0)
	if err != nil || len(revs) != 5 || revs[4].Number != first.Number {
		t.Fatalf("history: %v, %v", revs, err)
	}
	d, err := h.Diff(t.Context(), ada, fact("closing"), 0, first.Number)
	if err != nil || len(d.Differences) < 2 || d.From != 0 || d.To != first.Number {
		t.Errorf("diff: %+v, %v", d, err)
	}
}

func TestWhatIsWrongIsSaidAndNotSaved(t *testing.T) {
	h := newHouse(t)
	for _, c := range []struct {
		name, want string
		change     func(*bot.FactForm)
	}{
		{"no statement", "the statement is empty", func(f *bot.FactForm) { f.Statement = " " }},
		{"no source", "a source is required", func(f *bot.FactForm) { f.Source = "" }},
		{"two sentences", "one claim in one sentence", func(f *bot.FactForm) { f.Statement = "Mint grows. Sage does not." }},
		{"calls everybody", "calls or links somebody", func(f *bot.FactForm) { f.Answer = "@everyone" }},
		{"long phrase", "12", func(f *bot.FactForm) { f.Phrase = strings.Repeat("mint ", 13) }},
		{"no kind", "not a kind", func(f *bot.FactForm) { f.Reading = &bot.Reading{Kind: "rumour"} }},
		{"no number", "not a number", func(f *bot.FactForm) { f.Reading = &bot.Reading{Value: "plenty"} }},
		{"no day", "not a day", func(f *bot.FactForm) { f.Reading = &bot.Reading{ValidUntil: "tomorrow"} }},
		{"past", "past already", func(f *bot.FactForm) { f.Reading = &bot.Reading{ValidUntil: "2020-01-01"} }},
		{"no period", "period", func(f *bot.FactForm) { f.Reading = &bot.Reading{Period: "the nineties"} }},
	} {
		f := mint()
		c.change(f)
		p := h.preview(ada, add(f))
		if got := fmt.Sprint(p.Objections); p.Savable() || !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.name, got)
		}
		if _, err := h.Save(t.Context(), ada, p.Draft, ""); !errors.Is(err, kb.ErrInvalid) {
			t.Errorf("%s: saved with %v", c.name, err)
		}
	}
}

func TestANewSourceComesAlong(t *testing.T) {
	h := newHouse(t)
	f := mint()
	f.Source = "https://example.org/garden/report"
	p := h.preview(ada, add(f))
	if p.NewSource == nil || p.NewSource.URL != f.Source || p.NewSource.Title != "unknown" {
		t.Fatalf("new source %+v", p.NewSource)
	}
	if s := h.save(ada, p); len(s.Revisions) != 2 {
		t.Errorf("saved %v", s.Revisions)
	}
	if _, err := h.Preview(t.Context(), ada, bot.Wish{Action: kb.Retire, Target: kb.SourceTarget(p.NewSource.ID), BasedOn: bot.Newest}); err != nil {
		t.Error(err)
	} else if q := h.preview(ada, bot.Wish{Action: kb.Retire, Target: kb.SourceTarget(p.NewSource.ID), BasedOn: bot.Newest}); q.Savable() {
		t.Error("a source that a fact cites can be retired")
	}
	q := h.preview(ada, bot.Wish{Action: kb.Modify, Target: kb.SourceTarget(p.NewSource.ID), BasedOn: bot.Newest, Source: &bot.SourceForm{Title: "Garden report", URL: f.Source}})
	h.save(ada, q)
	h.wants(lou, "How much mint did the garden grow?", "Garden report")
}

func TestTheReadingIsCorrected(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	r := p.Reading
	r.Subject, r.Value, r.Qualifier, r.To, r.ReviewBy = "herb garden", "0.3 thousand", "between", "350", "2027-01-01"
	p, err := h.Correct(t.Context(), ada, p.Draft, r)
	if err != nil {
		t.Fatal(err)
	}
	f := p.After.Fact
	if f.Subject != "herb garden" || f.Figure.Value != 300 || f.Figure.To != 350 || f.ReviewBy != "2027-01-01" {
		t.Errorf("corrected to %+v, %+v", f, f.Figure)
	}
	h.save(ada, p)
}

func TestTwoModeratorsAtOnce(t *testing.T) {
	h := newHouse(t)
	his := h.edited(ada, "closing", func(f *bot.FactForm) { f.Ask += "\nWhen do the doors shut?" })
	hers := h.edited(ben, "closing", func(f *bot.FactForm) {
		f.Statement, f.Answer = "The Ostra Tea House closes at eight.", "at eight"
		f.Ask += "\nUntil when is it open?"
	})
	p, q := h.preview(ada, his), h.preview(ben, hers)
	h.save(ada, p)
	_, err := h.Save(t.Context(), ben, q.Draft, "")
	var moved *bot.Moved
	if !errors.As(err, &moved) || !errors.Is(err, kb.ErrConflict) || !strings.Contains(fmt.Sprint(moved.Theirs), "When do the doors shut?") {
		t.Fatalf("the second is told %v", err)
	}
	m, err := h.Merge(t.Context(), ben, moved.Draft)
	if err != nil || len(m.Overlaps) != 0 {
		t.Fatalf("merged with %v, %v", m.Overlaps, err)
	}
	h.save(ben, m)
	c, err := h.Fact(lou, "closing")
	if err != nil || c.Fact.Answer != "at eight" || len(c.Fact.Ask["en"]) != 3 {
		t.Errorf("after both: %+v", c.Fact)
	}
	// A third, who still has the form of the beginning before him, is told at once.
	_, err = h.Preview(t.Context(), ada, his)
	if !errors.As(err, &moved) {
		t.Errorf("an old form: %v", err)
	}
}

func TestOverlapsAreShown(t *testing.T) {
	h := newHouse(t)
	a := h.preview(ada, h.edited(ada, "closing", func(f *bot.FactForm) { f.Answer = "at seven" }))
	b := h.preview(ben, h.edited(ben, "closing", func(f *bot.FactForm) { f.Answer = "at eight" }))
	h.save(ada, a)
	if _, err := h.Save(t.Context(), ben, b.Draft, ""); !errors.Is(err, kb.ErrConflict) {
		t.Fatal(err)
	}
	m, err := h.Merge(t.Context(), ben, b.Draft)
	if err != nil || len(m.Overlaps) != 1 || m.Overlaps[0].Ours != "at eight" || m.Overlaps[0].Theirs != "at seven" {
		t.Errorf("overlaps %+v, %v", m.Overlaps, err)
	}
}

func TestOthersHaveToApprove(t *testing.T) {
	h := newHouse(t)
	h.set(head, kb.KeyApprovals, "2")
	h.set(ada, kb.KeyModChannel, "9")
	s := h.save(ada, h.preview(ada, add(mint())))
	if s.Proposal.Number != 1 || len(s.Revisions) != 0 || len(s.Effects.Post) != 1 || s.Effects.Post[0].Channel != "9" {
		t.Fatalf("saved %+v", s)
	}
	if _, err := h.Decide(t.Context(), ada, 1, kb.Approve, "", "k1"); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("approving one's own: %v", err)
	}
	for i, who := range []bot.Caller{ben, admin} {
		s, err := h.Decide(t.Context(), who, 1, kb.Approve, "good", fmt.Sprint("k", who.Person))
		if err != nil || (len(s.Revisions) == 1) != (i == 1) {
			t.Fatalf("approval %d: %+v, %v", i+1, s, err)
		}
		if i == 1 && (len(s.Effects.Tell) != 1 || s.Effects.Tell[0].Person != ada.Person) {
			t.Errorf("told: %+v", s.Effects.Tell)
		}
	}
	h.wants(lou, "How much mint did the garden grow?", "300 kilos")
	if _, err := h.Decide(t.Context(), ben, 1, kb.Veto, "", "k9"); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("deciding on what is decided: %v", err)
	}
}

func TestAVetoEndsIt(t *testing.T) {
	h := newHouse(t)
	s := h.save(lou, h.preview(lou, add(mint())))
	if s.Proposal.Number == 0 || s.Proposal.Origin != kb.FromSuggest || s.Proposal.Needs != 1 {
		t.Fatalf("a suggestion is %+v", s.Proposal)
	}
	_, shown, err := h.Proposal(t.Context(), ben, s.Proposal.Number)
	if err != nil || len(shown) != 1 || !strings.Contains(shown[0].Reply.Text(), "300 kilos") {
		t.Errorf("shown %+v, %v", shown, err)
	}
	d, err := h.Decide(t.Context(), ben, s.Proposal.Number, kb.Veto, "no source", "k")
	if err != nil || d.Proposal.State != kb.ProposalVetoed || len(d.Effects.Tell) != 1 || d.Effects.Tell[0].Person != lou.Person {
		t.Errorf("vetoed: %+v, %v", d, err)
	}
	if got := h.says(lou, "How much mint did the garden grow?"); strings.Contains(got, "300") {
		t.Errorf("it took effect: %s", got)
	}
}

func TestSuggestionsDoNotFlood(t *testing.T) {
	h := newHouse(t)
	suggest := func(i int) error {
		f := mint()
		f.Statement = fmt.Sprintf("The garden grew %d kilos of mint in 2025.", 300+i)
		p := h.preview(lou, add(f))
		_, err := h.Save(t.Context(), lou, p.Draft, "")
		return err
	}
	for i := range 5 {
		if err := suggest(i); err != nil {
			t.Fatal(err)
		}
	}
	if err := suggest(5); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("the sixth: %v", err)
	}
	h.set(head, kb.KeySuggestions, "off")
	if _, err := h.Preview(t.Context(), ada, add(mint())); err != nil {
		t.Errorf("a moderator: %v", err)
	}
	if _, err := h.Preview(t.Context(), lou, add(mint())); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("with suggestions off: %v", err)
	}
}

func TestADraftIsSavedOnceAndWaitsForAWhile(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	first := h.save(ada, p)
	again, err := h.Save(t.Context(), ada, p.Draft, "")
	if err != nil || again.Revisions[0].Number != first.Revisions[0].Number {
		t.Errorf("saved again: %+v, %v", again, err)
	}
	f := mint()
	f.Statement = "Mint is green."
	p = h.preview(ada, add(f))
	h.clock.now = h.clock.now.Add(bot.DraftFor + time.Second)
	if _, err := h.Save(t.Context(), ada, p.Draft, ""); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("after a while: %v", err)
	}
}

func TestACuratedUpdateThatCollidesIsShown(t *testing.T) {
	h := newHouse(t)
	h.save(ada, h.preview(ada, h.edited(ada, "kettle", func(f *bot.FactForm) { f.Answer = "nine litres, when new" })))
	next := harbour()
	facts := next.Facts
	facts[3].Statement, facts[3].Answer = "The kettle holds ten litres of water.", "ten litres"
	facts[2].Answer = "at half past six"
	h.SetBase(answer.New(kb.NewBase(facts, next.Sources, next.Lexicon)))
	h.wants(lou, "How much water does the kettle hold?", "when new")
	h.wants(lou, "When does the tea house close?", "half past six")
	r, err := h.Review(t.Context(), ada)
	if err != nil || len(r.Collisions) != 1 || r.Collisions[0].Target != fact("kettle") {
		t.Fatalf("review %+v, %v", r.Collisions, err)
	}
	p, err := h.Settle(t.Context(), ada, fact("kettle"), false)
	if err != nil {
		t.Fatal(err)
	}
	h.save(ada, p)
	h.wants(lou, "How much water does the kettle hold?", "en litres")
	if r, _ = h.Review(t.Context(), ada); len(r.Collisions) != 0 {
		t.Errorf("settled, and still shown: %+v", r.Collisions)
	}
}

func TestSynonymsOfTheServersOwn(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, bot.Wish{Action: kb.Add, Synonym: &bot.SynonymForm{Words: "kettle, boiler"}})
	h.save(ada, p)
	h.wants(lou, "How much water does the boiler hold?", "ine litres")
	o, err := h.Open(t.Context(), ada, p.Target)
	if err != nil || o.Synonym.Words != "kettle, boiler" {
		t.Errorf("opened %+v, %v", o.Synonym, err)
	}
}
