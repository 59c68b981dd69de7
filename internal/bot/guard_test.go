package bot_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// takes fills a form with a fact that claims a question.
func takes(q string) *bot.FactForm {
	return &bot.FactForm{Statement: "The harbour office was founded by the town.", Source: "letter", Ask: q}
}

func TestTheGuardWarnsOfATakenQuestion(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(takes("Who founded the Ostra Tea House?")))
	if len(p.Guard.Changes) == 0 && p.Guard.Checked == 0 {
		t.Errorf("guard %+v", p.Guard)
	}
	if got := fmt.Sprint(p.Concerns); !strings.Contains(got, "founder") {
		t.Errorf("concerns %s", got)
	}
	if p.Guard.Unchecked != 0 {
		t.Errorf("%d unchecked with all the time there is", p.Guard.Unchecked)
	}
}

func TestTheGuardListsWhatARetirementTakesAway(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, bot.Wish{Action: kb.Retire, Target: fact("closing"), BasedOn: bot.Newest})
	var questions []string
	for _, c := range p.Guard.Changes {
		questions = append(questions, c.Question)
		if c.Fact == "closing" && (!c.Worse || !strings.Contains(c.Before.Text(), "six")) {
			t.Errorf("change %+v", c)
		}
	}
	want := []string{"When does the tea house close?", "What should a visitor know?"}
	if !slices.Equal(questions, want) {
		t.Errorf("changes %q, want %q", questions, want)
	}
	if p.Guard.Checked != 6 {
		t.Errorf("checked %d, want all 6", p.Guard.Checked)
	}
}

func TestAMarkedQuestionIsGuarded(t *testing.T) {
	h := newHouse(t)
	const q = "closing time of the tea house please"
	if r := h.Ask(lou, bot.Utterance{Text: q}); r.Outcome != answer.Answered {
		t.Fatalf("the engine does not answer %q: %s", q, r.Text())
	}
	if err := h.MarkExample(t.Context(), ada, q, "closing"); err != nil {
		t.Fatal(err)
	}
	p := h.preview(ada, bot.Wish{Action: kb.Retire, Target: fact("closing"), BasedOn: bot.Newest})
	if i := slices.IndexFunc(p.Guard.Changes, func(c bot.Change) bool { return c.Question == q && c.Marked && c.Worse }); i != 0 {
		t.Errorf("the marked question stands at %d of %+v", i, p.Guard.Changes)
	}
	if p.Guard.Marked != 1 {
		t.Errorf("%d marked, want 1", p.Guard.Marked)
	}
}

// TestWhatIsNoGoodExample holds that a mark is taken only where the fact answers
// the question now, since it would guard nothing.
func TestWhatIsNoGoodExample(t *testing.T) {
	h := newHouse(t)
	for q, id := range map[string]kb.FactID{gap: "closing", "When does the tea house close?": "founder"} {
		if err := h.MarkExample(t.Context(), ada, q, id); !errors.Is(err, kb.ErrInvalid) {
			t.Errorf("%q for %s: %v", q, id, err)
		}
	}
	if all, err := h.Examples(t.Context(), ada, ""); err != nil || len(all) != 0 {
		t.Errorf("marked: %v, %v", all, err)
	}
	if ids, err := h.Answering(t.Context(), ada, "When does the tea house close?"); err != nil || !slices.Equal(ids, []kb.FactID{"closing"}) {
		t.Errorf("answered by %v, %v", ids, err)
	}
	if in, err := h.Inbox(t.Context(), ada, 0); err != nil || in.Total != 0 {
		t.Errorf("looking at a question counted it: %+v, %v", in, err)
	}
}

// TestAGuardOutOfTime holds that what is not checked in time is counted, and
// checked when it is asked for.
func TestAGuardOutOfTime(t *testing.T) {
	fired := make(chan time.Time)
	close(fired)
	h := newHouse(t, func(o *bot.Options) { o.After = func(time.Duration) <-chan time.Time { return fired } })
	var p bot.Preview
	for range 1000 { // the index may be made before it is waited for
		p = h.preview(ada, bot.Wish{Action: kb.Retire, Target: fact("closing"), BasedOn: bot.Newest})
		if p.Guard.Unchecked > 0 {
			break
		}
	}
	if p.Guard.Unchecked != 2 || p.Guard.Checked != 4 || len(p.Guard.Changes) != 0 {
		t.Errorf("out of time: %+v", p.Guard)
	}
	for p.Guard.Unchecked > 0 {
		var err error
		if p, err = h.Recheck(t.Context(), ada, p.Draft); err != nil {
			t.Fatal(err)
		}
	}
	if len(p.Guard.Changes) != 2 || p.Guard.Checked != 6 {
		t.Errorf("checked in the end: %+v", p.Guard)
	}
}

// TestTheGuardEqualsTheFullRun holds that a question which the guard leaves out
// is answered the same: it asks each example question of both bases, the second
// with the weights of the first, as servers do.
func TestTheGuardEqualsTheFullRun(t *testing.T) {
	h := newHouse(t)
	wishes := []bot.Wish{add(mint()), add(takes("Who founded the Ostra Tea House?")), add(takes("When does the tea house close")),
		{Action: kb.Retire, Target: fact("founder"), BasedOn: bot.Newest}, {Action: kb.Retire, Target: fact("all"), BasedOn: bot.Newest},
		h.edited(ada, "kettle", func(f *bot.FactForm) { f.Answer = "9 l" }),
		h.edited(ada, "kettle", func(f *bot.FactForm) { f.Ask += "\nWho founded the Ostra Tea House?" }),
		h.edited(ada, "closing", func(f *bot.FactForm) { f.Statement = "The Ostra Tea House closes at noon." }),
		{Action: kb.Add, Synonym: &bot.SynonymForm{Words: "kettle, house, founder"}},
		{Action: kb.Modify, Target: kb.SourceTarget("letter"), BasedOn: bot.Newest, Source: &bot.SourceForm{Title: "Another letter"}}}
	old := harbour()
	for i, w := range wishes {
		p := h.preview(ada, w)
		if len(p.Objections) > 0 {
			t.Fatalf("wish %d: %v", i, p.Objections)
		}
		rev := kb.Revision{Target: p.Target, State: kb.Own, After: p.After}
		if p.After == nil {
			rev.State = kb.Retired
		}
		before := answer.New(old)
		var changed []kb.FactID
		if p.Target.Thing == kb.FactThing {
			changed = []kb.FactID{kb.FactID(p.Target.ID)}
		}
		after := before.With(kb.Apply(old, []kb.Revision{rev}), changed)
		var want []string
		for _, f := range old.Facts {
			for _, q := range f.Ask["en"] {
				if before.Ask(answer.Question{Text: q, Today: "2026-05-01"}).Text() != after.Ask(answer.Question{Text: q, Today: "2026-05-01"}).Text() {
					want = append(want, q)
				}
			}
		}
		var got []string
		for _, c := range p.Guard.Changes {
			got = append(got, c.Question)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("wish %d (%s %s): the guard lists %q, the full run %q", i, w.Action, p.Target, got, want)
		}
	}
}
