package bot_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

const gap = "Who built the lighthouse of Westerhaven?"

// missed asks what the base does not hold.
func (h *house) missed(q string, times int) {
	h.t.Helper()
	for range times {
		if r := h.Ask(lou, bot.Utterance{Text: q}); r.Outcome != answer.Refused {
			h.t.Fatalf("%q is not refused: %s", q, r.Text())
		}
	}
}

func (h *house) inbox() bot.Inbox {
	h.t.Helper()
	in, err := h.Inbox(h.ctx(), ada, 0)
	if err != nil {
		h.t.Fatal(err)
	}
	return in
}

func TestTheInboxMergesAndOrders(t *testing.T) {
	h := newHouse(t)
	if in := h.inbox(); in.Total != 0 || in.Pages != 1 {
		t.Errorf("empty inbox %+v", in)
	}
	h.missed("How many lamps has the museum of Quedlin?", 1)
	h.missed(gap, 2)
	h.missed("who built the lighthose of Westerhaven", 1)
	h.Ask(lou, bot.Utterance{Text: "hello"}) // is no question
	in := h.inbox()
	if in.Total != 2 || in.Questions[0].Text != gap || in.Questions[0].Count != 3 || in.Questions[1].Count != 1 {
		t.Errorf("inbox %+v", in.Questions)
	}
	if other, err := h.Inbox(t.Context(), alien, 0); err != nil || other.Total != 0 {
		t.Errorf("the other server's inbox %+v, %v", other, err)
	}
}

func TestAGapGetsItsFactAndThoseWhoWaitAreToldOnce(t *testing.T) {
	h := newHouse(t)
	h.missed(gap, 1)
	for range 2 {
		if err := h.TellMe(t.Context(), lou, gap); err != nil {
			t.Fatal(err)
		}
	}
	q := h.inbox().Questions[0]
	if q.Waiting != 1 {
		t.Errorf("waiting: %d", q.Waiting)
	}
	f := &bot.FactForm{Statement: "Ove Lund built the lighthouse of Westerhaven.", Answer: "Ove Lund", Source: "letter", Ask: gap}
	s := h.save(ada, h.preview(ada, bot.Wish{Action: kb.Add, Fact: f, Question: q.Number, Origin: kb.FromInbox}))
	if len(s.Effects.Tell) != 1 || s.Effects.Tell[0].Person != lou.Person || !strings.Contains(s.Effects.Tell[0].Reply.Text(), "Ove Lund") || s.Effects.Tell[0].Question != gap {
		t.Errorf("told %+v", s.Effects.Tell)
	}
	if in := h.inbox(); in.Total != 0 {
		t.Errorf("still open: %+v", in.Questions)
	}
	if n, err := h.Forget(t.Context(), lou); n != 0 || err != nil {
		t.Errorf("ids left: %d, %v", n, err)
	}
	h.Tick(t.Context(), func(g kb.GuildID, e bot.Effects) { t.Errorf("told again: %+v", e) })
}

func TestAGapIsPointedToAFact(t *testing.T) {
	h := newHouse(t)
	h.missed(gap, 1)
	p, err := h.Point(t.Context(), ada, h.inbox().Questions[0].Number, "founder")
	if err != nil {
		t.Fatal(err)
	}
	h.save(ada, p)
	h.wants(lou, gap, "Ilse Brandt")
	c, _ := h.Fact(lou, "founder")
	if asks := c.Fact.Ask["en"]; len(asks) != 3 || asks[2] != gap {
		t.Errorf("example questions %q", asks)
	}
	if in := h.inbox(); in.Total != 0 {
		t.Errorf("still open: %+v", in.Questions)
	}
}

func TestAGapIsDismissed(t *testing.T) {
	h := newHouse(t)
	h.missed(gap, 1)
	n := h.inbox().Questions[0].Number
	if err := h.Dismiss(t.Context(), ada, n); err != nil {
		t.Fatal(err)
	}
	if err := h.Dismiss(t.Context(), ben, n); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("the second: %v", err)
	}
	h.missed(gap, 3)
	if in := h.inbox(); in.Total != 0 {
		t.Errorf("a dismissed question comes back: %+v", in.Questions)
	}
	if err := h.Reopen(t.Context(), ben, n); err != nil || h.inbox().Total != 1 {
		t.Errorf("opened again: %v", err)
	}
}

func TestVotesAndReportsComeToTheInbox(t *testing.T) {
	h := newHouse(t)
	for i := range 3 {
		voter := lou
		voter.Person = kb.PersonID(fmt.Sprint(500 + i))
		for range 2 { // one vote a person
			if _, err := h.Vote(t.Context(), voter, "", []kb.FactID{"kettle"}, kb.Down); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := h.ReportError(t.Context(), lou, "kettle", "It holds eight."); err != nil {
		t.Fatal(err)
	}
	in := h.inbox()
	if len(in.Disliked) != 1 || in.Disliked[0].Fact.ID != "kettle" || in.Disliked[0].Score.Down != 3 || len(in.Reports) != 1 {
		t.Errorf("inbox %+v", in)
	}
	if err := h.CloseReport(t.Context(), ada, in.Reports[0].Number); err != nil || len(h.inbox().Reports) != 0 {
		t.Errorf("seen to: %v", err)
	}
	if _, err := h.Vote(t.Context(), lou, "", []kb.FactID{"no-such"}, kb.Up); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("a vote on nothing: %v", err)
	}
	keyless := newHouse(t, func(o *bot.Options) { o.Key = nil })
	if _, err := keyless.Vote(t.Context(), lou, "", []kb.FactID{"kettle"}, kb.Up); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("a vote without key: %v", err)
	}
}

// TestAVoteIsOnAllThatWasShown holds that a thumb under an answer with several
// facts counts for each, also for those that its button had no room for.
func TestAVoteIsOnAllThatWasShown(t *testing.T) {
	h := newHouse(t)
	if err := h.Gave(t.Context(), lou, "903", []kb.FactID{"founder", "closing", "kettle", "gone-since"}); err != nil {
		t.Fatal(err)
	}
	scores, err := h.Vote(t.Context(), lou, "903", []kb.FactID{"founder", "closing"}, kb.Down)
	if want := map[kb.FactID]kb.Score{"founder": {Down: 1}, "closing": {Down: 1}, "kettle": {Down: 1}}; err != nil || !maps.Equal(scores, want) {
		t.Errorf("scores %v, %v, want %v", scores, err, want)
	}
	scores, err = h.Vote(t.Context(), lou, "", []kb.FactID{"kettle"}, kb.Up)
	if want := (kb.Score{Up: 1}); err != nil || len(scores) != 1 || scores["kettle"] != want {
		t.Errorf("one of them otherwise: %v, %v", scores, err)
	}
}

func TestAnswersOfTheLastDaysAreMarked(t *testing.T) {
	h := newHouse(t)
	given := func(m kb.MessageID) {
		if err := h.Gave(t.Context(), lou, m, []kb.FactID{"kettle"}); err != nil {
			t.Fatal(err)
		}
	}
	given("900")
	h.clock.now = h.clock.now.Add(8 * 24 * time.Hour)
	given("901")
	given("902")
	if err := h.MayDelete(t.Context(), ben, "902"); err != nil {
		t.Errorf("a moderator: %v", err)
	}
	other := lou
	other.Person = "777"
	if err := h.Deleted(t.Context(), other, "902"); !errors.Is(err, kb.ErrDenied) {
		t.Errorf("another member: %v", err)
	}
	if err := h.Deleted(t.Context(), lou, "902"); err != nil {
		t.Errorf("the asker: %v", err)
	}
	s := h.save(ada, h.preview(ada, h.edited(ada, "kettle", func(f *bot.FactForm) { f.Ask += "\nkettle size" })))
	if len(s.Effects.Mark) != 0 {
		t.Errorf("a new question marks %+v", s.Effects.Mark)
	}
	s = h.save(ada, h.preview(ada, h.edited(ada, "kettle", func(f *bot.FactForm) { f.Answer = "9 l" })))
	if len(s.Effects.Mark) != 1 || s.Effects.Mark[0].Message != "901" {
		t.Errorf("a correction marks %+v", s.Effects.Mark)
	}
}

func TestWhatIsPastItsDaySaysSo(t *testing.T) {
	h := newHouse(t)
	p := h.preview(ada, add(mint()))
	r := p.Reading
	r.ValidUntil = "2026-06-01"
	p, err := h.Correct(t.Context(), ada, p.Draft, r)
	if err != nil {
		t.Fatal(err)
	}
	h.save(ada, p)
	const q = "How much mint did the garden grow?"
	if got := h.says(lou, q); strings.Contains(got, "2026-06-01") {
		t.Errorf("before its day: %s", got)
	}
	h.clock.now = time.Date(2026, 6, 2, 1, 0, 0, 0, time.UTC)
	h.wants(lou, q, "2026-06-01")
	if r, err := h.Review(t.Context(), ada); err != nil || len(r.Due) != 1 || !r.Due[0].Expired {
		t.Errorf("due %+v, %v", r.Due, err)
	}
}

func TestStatsAndAudit(t *testing.T) {
	h := newHouse(t)
	h.says(lou, "Who founded the Ostra Tea House?")
	h.says(lou, "Who founded the Ostra Tea House?")
	h.clock.now = h.clock.now.Add(24 * time.Hour)
	h.missed(gap, 1)
	h.save(ada, h.preview(ada, add(mint())))
	s, err := h.Stats(t.Context(), ada, 3)
	if err != nil || s.Questions != 3 || s.Answered != 2 || s.Refused != 1 || len(s.Days) != 3 || s.Days[1].Answered != 2 || s.Days[2].Refused != 1 ||
		len(s.Facts) != 1 || s.Facts[0] != (bot.Count{Fact: "founder", N: 2}) || len(s.Gaps) != 1 || s.Own != 1 {
		t.Errorf("stats %+v, %v", s, err)
	}
	if s.AnsweredShare() != 2.0/3 || s.RefusedShare() != 1.0/3 {
		t.Errorf("shares %v, %v", s.AnsweredShare(), s.RefusedShare())
	}
	all, err := h.Audit(t.Context(), ada, kb.AuditFilter{By: ada.Person})
	if err != nil || len(all) != 1 || all[0].What != string(kb.Add) {
		t.Errorf("audit %+v, %v", all, err)
	}
	f, err := h.AuditFile(t.Context(), ada, kb.AuditFilter{})
	if err != nil || !strings.HasPrefix(string(f.Data), "number,at,person,what,target,detail\n") || strings.Count(string(f.Data), "\n") != 3 {
		t.Errorf("audit file %q, %v", f.Data, err)
	}
}
