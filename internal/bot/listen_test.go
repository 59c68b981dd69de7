package bot_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

func TestChannels(t *testing.T) {
	h := newHouse(t)
	const q = "Who founded the Ostra Tea House?"
	for _, c := range []struct {
		mode, said string
		want       answer.Outcome
	}{
		{"", q, answer.Silent}, {"off", q, answer.Silent}, {"mention", q, answer.Silent},
		{"ask", q, answer.Answered}, {"ask", gap, answer.Refused}, {"ask", "the tea was good today", answer.Silent},
		{"ambient", q, answer.Answered}, {"ambient", gap, answer.Silent}, {"ambient", "the tea was good today", answer.Silent},
	} {
		h.set(ada, kb.ModeKey("1"), c.mode)
		if got := h.Overhear(t.Context(), lou, c.said); got.Outcome != c.want {
			t.Errorf("in a channel set to %q, %q: %s %s", c.mode, c.said, got.Outcome, got.Text())
		}
	}
}

func TestAmbientIsSparing(t *testing.T) {
	h := newHouse(t)
	h.set(ada, kb.ModeKey("1"), "ambient")
	h.set(ada, kb.ModeKey("3"), "ambient")
	there := lou
	there.Channel = "3"
	const founder, close = "Who founded the Ostra Tea House?", "When does the tea house close?"
	steps := []struct {
		c    bot.Caller
		wait time.Duration
		said string
		want answer.Outcome
	}{
		{lou, 0, founder, answer.Answered}, {lou, 0, founder, answer.Silent}, {lou, 0, close, answer.Answered},
		{there, 0, founder, answer.Answered}, {lou, 59 * time.Minute, founder, answer.Silent}, {lou, 2 * time.Minute, founder, answer.Answered},
	}
	for i, s := range steps {
		h.clock.now = h.clock.now.Add(s.wait)
		if got := h.Overhear(t.Context(), s.c, s.said); got.Outcome != s.want {
			t.Errorf("step %d: %s", i, got.Outcome)
		}
	}
	h.Quieten(lou, "founder")
	h.clock.now = h.clock.now.Add(bot.QuietFor - time.Minute)
	if got := h.Overhear(t.Context(), lou, close); got.Outcome != answer.Silent {
		t.Error("the channel is not left alone")
	}
	h.clock.now = h.clock.now.Add(2 * time.Minute)
	if got := h.Overhear(t.Context(), lou, close); got.Outcome != answer.Answered {
		t.Error("the channel is left alone for too long")
	}
	if got := h.Overhear(t.Context(), lou, founder); got.Outcome != answer.Silent {
		t.Error("the fact that was not helpful comes again")
	}
}

func TestWhatIsOverheardIsNotKept(t *testing.T) {
	h := newHouse(t)
	h.set(ada, kb.ModeKey("1"), "ambient")
	h.Overhear(t.Context(), lou, gap)
	if in := h.inbox(); in.Total != 0 {
		t.Errorf("kept %+v", in.Questions)
	}
}

func TestFirstSteps(t *testing.T) {
	h := newHouse(t)
	h.set(head, kb.KeyModRole, "")
	steps, err := h.Steps(t.Context(), head)
	if err != nil {
		t.Fatal(err)
	}
	what := ""
	for _, s := range steps {
		what += s.What + "; "
	}
	if what != "role; moderators' channel; channel; inbox; " {
		t.Errorf("steps %s", what)
	}
}

func TestSettingsAreChecked(t *testing.T) {
	h := newHouse(t)
	for _, m := range []kb.Setting{{Key: kb.KeyApprovals, Value: "3"}, {Key: kb.KeyModRole, Value: "everyone"}, {Key: "colour", Value: "red"}, {Key: kb.ModeKey("1"), Value: "loud"}} {
		if _, err := h.Set(t.Context(), admin, kb.Setting{Key: kb.KeyApprovals, Value: "1"}, m); err == nil {
			t.Errorf("%s is taken", m)
		}
	}
	if s, err := h.Settings(t.Context(), ada); err != nil || s.Approvals != 0 {
		t.Errorf("half of what was refused is kept: %+v, %v", s, err)
	}
}

// TestEachDay holds what is due at the turn of the day, and what has had its time.
func TestEachDay(t *testing.T) {
	h := newHouse(t)
	h.set(ada, kb.KeyModChannel, "9")
	if err := h.Joined(t.Context(), "10"); err != nil {
		t.Fatal(err)
	}
	p := h.preview(ada, add(mint()))
	r := p.Reading
	r.ReviewBy = "2026-05-02"
	p, err := h.Correct(t.Context(), ada, p.Draft, r)
	if err != nil {
		t.Fatal(err)
	}
	h.save(ada, p)
	tick := func() (kinds string) {
		h.Tick(t.Context(), func(g kb.GuildID, e bot.Effects) {
			for _, p := range e.Post {
				kinds += string(p.Kind) + " "
				if p.Channel != "9" || g != "10" {
					t.Errorf("posted in %s of %s", p.Channel, g)
				}
			}
		})
		return kinds
	}
	if got := tick(); got != "" {
		t.Errorf("at the start: %s", got)
	}
	h.missed(gap, 3)
	h.clock.now = h.clock.now.Add(23 * time.Hour)
	if got := tick(); got != "gaps " {
		t.Errorf("the next day: %q", got)
	}
	h.clock.now = h.clock.now.Add(24 * time.Hour)
	if got := tick(); got != "due " {
		t.Errorf("past the day of review: %q", got)
	}
	if got := tick(); got != "" {
		t.Errorf("the same day again: %q", got)
	}
	h.clock.now = h.clock.now.Add(181 * 24 * time.Hour)
	tick()
	if in := h.inbox(); in.Total != 0 {
		t.Errorf("half a year later: %+v", in.Questions)
	}
}

func TestAServerThatWasLeftIsDeleted(t *testing.T) {
	h := newHouse(t)
	h.save(ada, h.preview(ada, add(mint())))
	if first, err := h.Left(t.Context(), "10"); err != nil || !first {
		t.Fatal(first, err)
	}
	if again, err := h.Left(t.Context(), "10"); err != nil || again {
		t.Errorf("left a second time: %v, %v", again, err)
	}
	e, err := h.Farewell(t.Context(), "10")
	if err != nil || len(e.Tell) != 1 || e.Tell[0].Person != ada.Person || len(e.Tell[0].Files) != 3 || !strings.Contains(string(e.Tell[0].Files[0].Data), "mint") {
		t.Errorf("last export: %+v, %v", e, err)
	}
	const q = "How much mint did the garden grow?"
	silent := func(kb.GuildID, bot.Effects) {}
	h.clock.now = h.clock.now.Add(29 * 24 * time.Hour)
	h.Tick(t.Context(), silent)
	h.wants(lou, q, "300 kilos")
	h.clock.now = h.clock.now.Add(2 * 24 * time.Hour)
	h.Tick(t.Context(), silent)
	if got := h.says(lou, q); strings.Contains(got, "300 kilos") {
		t.Errorf("after %v: %s", 31*24*time.Hour, got)
	}
}

// TestTheLastExportGoesToThoseWhoKeptTheFacts holds that where changes need
// approval, it goes to who made and who approved them, and not to members whose
// suggestions were taken.
func TestTheLastExportGoesToThoseWhoKeptTheFacts(t *testing.T) {
	h := newHouse(t)
	h.set(head, kb.KeyApprovals, "1")
	for n, c := range []bot.Caller{ada, lou} {
		f := mint()
		f.Statement = fmt.Sprintf("The garden grew about %d00 kilos of mint in 2025.", 3+n)
		p := h.save(c, h.preview(c, add(f))).Proposal
		if _, err := h.Decide(t.Context(), ben, p.Number, kb.Approve, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	e, err := h.Farewell(t.Context(), "10")
	var told []kb.PersonID
	for _, tell := range e.Tell {
		told = append(told, tell.Person)
	}
	if want := []kb.PersonID{ben.Person, ada.Person}; err != nil || !slices.Equal(told, want) {
		t.Errorf("offered to %v, %v, want %v", told, err, want)
	}
}

func TestWhoIsAbsent(t *testing.T) {
	h := newHouse(t)
	h.save(ada, h.preview(ada, add(mint())))
	h.set(alien, kb.KeyModRole, "77")
	here := func(g kb.GuildID) bool { return g == "20" }
	if gone, err := h.Absent(t.Context(), here); err != nil || !slices.Equal(gone, []kb.GuildID{"10"}) {
		t.Errorf("absent: %v, %v", gone, err)
	}
	if _, err := h.Left(t.Context(), "10"); err != nil {
		t.Fatal(err)
	}
	if gone, err := h.Absent(t.Context(), here); err != nil || len(gone) != 0 {
		t.Errorf("absent once it is known: %v, %v", gone, err)
	}
}

func TestTendEndsWithItsContextAndWritesWhatWasCounted(t *testing.T) {
	h := newHouse(t)
	h.missed(gap, 1)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	h.Tend(ctx, func(kb.GuildID, bot.Effects) {})
	if all, err := h.store.Questions(t.Context(), "10", "", 0); err != nil || len(all) != 1 {
		t.Errorf("written: %v, %v", all, err)
	}
}

func TestPrivacyNamesWhatIsKept(t *testing.T) {
	said := strings.Join(newHouse(t).Privacy(), " ")
	for _, part := range []string{"tell me", "keyed hashes", "7 days", "30 days"} {
		if !strings.Contains(said, part) {
			t.Errorf("privacy does not speak of %q", part)
		}
	}
}
