package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

func unanswered(t *testing.T, s *store.Store, text string) kb.Question {
	t.Helper()
	q, err := s.Unanswered(t.Context(), guild, text, kb.NormalForm(text))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func testSettings(t *testing.T, s *store.Store, _ *clock) {
	set := func(key, value string) error {
		return s.Set(t.Context(), guild, mia, kb.Setting{Key: key, Value: value})
	}
	for _, m := range [][2]string{{kb.KeyModRole, "77"}, {kb.KeyApprovals, "2"}, {kb.ModeKey("5"), "ask"}, {kb.KeyModRole, "78"}, {kb.ModeKey("5"), ""}} {
		if err := set(m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := set(kb.KeyApprovals, "3"); !errors.Is(err, kb.ErrInvalid) {
		t.Errorf("three approvals: %v", err)
	}
	got, err := s.Settings(t.Context(), guild)
	if err != nil || got.ModRole != "78" || got.Approvals != 2 || got.Mode("5", "") != kb.ModeMention || got.Guild != guild {
		t.Errorf("settings %+v, %v", got, err)
	}
	if v := version(t, s, guild); v.Settings != 5 || v.Base != 0 {
		t.Errorf("version %+v", v)
	}
	if a, err := s.Export(t.Context(), guild); err != nil || len(a.Settings) != 5 || a.Settings[0].Value != "77" || a.Settings[0].By != mia {
		t.Errorf("made: %+v, %v", a.Settings, err)
	}
	if theirs, err := s.Settings(t.Context(), other); err != nil || theirs.ModRole != "" {
		t.Errorf("another server: %+v, %v", theirs, err)
	}
}

func testInbox(t *testing.T, s *store.Store, c *clock) {
	unanswered(t, s, "Who keeps the bees?")
	c.pass(time.Hour)
	unanswered(t, s, "Where do ants sleep?")
	q := unanswered(t, s, "where do ants sleep")
	if q.Number != 2 || q.Count != 2 || q.Text != "Where do ants sleep?" {
		t.Errorf("asked twice: %+v", q)
	}
	open, err := s.Questions(t.Context(), guild, kb.QuestionOpen, 0)
	if err != nil || len(open) != 2 || open[0].Number != 2 {
		t.Errorf("by demand: %+v, %v", open, err)
	}
	if q, err = s.CloseQuestion(t.Context(), guild, 2, mia, kb.QuestionAnswered, "ants"); err != nil || q.Fact != "ants" {
		t.Errorf("answered: %+v, %v", q, err)
	}
	if _, err = s.CloseQuestion(t.Context(), guild, 2, otto, kb.QuestionAnswered, "ants"); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("answered again: %v", err)
	}
	if q = unanswered(t, s, "ants sleep: where do?"); q.State != kb.QuestionOpen || q.Count != 3 || q.Fact != "" {
		t.Errorf("asked, and not answered, after it was: %+v", q)
	}
	if _, err = s.CloseQuestion(t.Context(), guild, 1, mia, kb.QuestionDismissed, ""); err != nil {
		t.Error(err)
	}
	if q = unanswered(t, s, "Who keeps the bees?"); q.State != kb.QuestionDismissed || q.Count != 2 || !q.Last.Equal(c.Now()) {
		t.Errorf("asked after it was dismissed: %+v", q)
	}
	if _, err = s.Question(t.Context(), other, 1); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("from another server: %v", err)
	}
	if top, err := s.Questions(t.Context(), guild, "", 1); err != nil || len(top) != 1 || top[0].Number != 2 {
		t.Errorf("the top: %+v, %v", top, err)
	}
	if long := unanswered(t, s, strings.Repeat("why ü ", 400)); len([]rune(long.Text)) != kb.MaxQuestion {
		t.Errorf("a pasted text is kept with %d characters", len([]rune(long.Text)))
	}
}

func testWaiters(t *testing.T, s *store.Store, c *clock) {
	q := unanswered(t, s, "Where do ants sleep?")
	for _, who := range []kb.PersonID{otto, ines, otto} {
		if err := s.Wait(t.Context(), kb.Waiter{Guild: guild, Question: q.Number, Person: who, Locale: "de"}); err != nil {
			t.Fatal(err)
		}
		c.pass(time.Second)
	}
	if err := s.Wait(t.Context(), kb.Waiter{Guild: guild, Question: 99, Person: otto}); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("waiting for nothing: %v", err)
	}
	if todo, err := s.ToTell(t.Context()); err != nil || len(todo) != 0 {
		t.Errorf("nothing is answered: %+v, %v", todo, err)
	}
	if _, err := s.CloseQuestion(t.Context(), guild, q.Number, mia, kb.QuestionAnswered, "ants"); err != nil {
		t.Fatal(err)
	}
	if todo, err := s.ToTell(t.Context()); err != nil || len(todo) != 1 || todo[0].Waiting != 2 {
		t.Errorf("to tell: %+v, %v", todo, err)
	}
	var told []kb.PersonID
	for {
		w, ok, err := s.TakeWaiter(t.Context(), guild, q.Number)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		if w.Locale != "de" {
			t.Errorf("waiter %+v", w)
		}
		told = append(told, w.Person)
	}
	if !slices.Equal(told, []kb.PersonID{otto, ines}) {
		t.Errorf("told %v", told)
	}
	if err := s.Wait(t.Context(), kb.Waiter{Guild: guild, Question: q.Number, Person: otto}); err != nil {
		t.Error(err)
	}
	if n, err := s.ForgetPerson(t.Context(), otto); err != nil || n != 1 {
		t.Errorf("forgot %d, %v", n, err)
	}
	if _, err := s.CloseQuestion(t.Context(), guild, q.Number, mia, kb.QuestionDismissed, ""); err != nil {
		t.Error(err)
	}
	if err := s.Wait(t.Context(), kb.Waiter{Guild: guild, Question: q.Number, Person: otto}); !errors.Is(err, kb.ErrConflict) {
		t.Errorf("waiting for what was dismissed: %v", err)
	}
}

func testVotes(t *testing.T, s *store.Store, _ *clock) {
	vote := func(voter kb.Voter, thumb kb.Thumb) kb.Score {
		t.Helper()
		scores, err := s.Vote(t.Context(), kb.Vote{Guild: guild, Fact: "bees", Voter: voter, Thumb: thumb})
		score := scores["bees"]
		if err != nil {
			t.Fatal(err)
		}
		return score
	}
	for _, step := range []struct {
		voter kb.Voter
		thumb kb.Thumb
		want  kb.Score
	}{
		{"a", kb.Up, kb.Score{Up: 1}}, {"a", kb.Up, kb.Score{Up: 1}}, {"b", kb.Down, kb.Score{Up: 1, Down: 1}},
		{"a", kb.Down, kb.Score{Down: 2}}, {"b", kb.None, kb.Score{Down: 1}},
	} {
		if got := vote(step.voter, step.thumb); got != step.want {
			t.Errorf("%s votes %s: %+v, want %+v", step.voter, step.thumb, got, step.want)
		}
	}
	both := []kb.Vote{{Guild: other, Fact: "ants", Voter: "c", Thumb: kb.Down}, {Guild: guild, Fact: "ants", Voter: "c", Thumb: kb.Down}}
	if _, err := s.Vote(t.Context(), both...); !errors.Is(err, kb.ErrInvalid) {
		t.Errorf("votes of two servers at once: %v", err)
	}
	if scores, err := s.Scores(t.Context(), other); err != nil || len(scores) != 0 {
		t.Errorf("one of two was kept: %v, %v", scores, err)
	}
	if _, err := s.Vote(t.Context(), kb.Vote{Guild: other, Fact: "bees", Voter: "c", Thumb: kb.Up}); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Scores(t.Context(), guild); err != nil || len(all) != 1 || all["bees"] != (kb.Score{Down: 1}) {
		t.Errorf("scores %+v, %v", all, err)
	}
}

func testReports(t *testing.T, s *store.Store, _ *clock) {
	p, err := s.Report(t.Context(), kb.Report{Guild: guild, Fact: "bees", Text: "They do not."})
	if err != nil || p.Number != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	if open, err := s.Reports(t.Context(), guild); err != nil || len(open) != 1 || open[0].Text != "They do not." {
		t.Errorf("open: %+v, %v", open, err)
	}
	if err := s.CloseReport(t.Context(), guild, 1, mia); err != nil {
		t.Error(err)
	}
	if err := s.CloseReport(t.Context(), guild, 1, otto); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("closing it again: %v", err)
	}
	mark := func(text string, fact kb.FactID) {
		t.Helper()
		if err := s.MarkExample(t.Context(), kb.Example{Guild: guild, Text: text, Fact: fact, By: mia}); err != nil {
			t.Fatal(err)
		}
	}
	mark("What do bees do?", "ants")
	mark("what do bees do", "bees")
	mark("Do ants walk?", "ants")
	mark("do ants walk", "")
	mark("do ants walk", "") // a colleague was first: nothing happens, and the audit says nothing
	entries, err := s.Audit(t.Context(), guild, kb.AuditFilter{What: kb.AuditExample})
	if err != nil || len(entries) != 4 || entries[0].Target != "fact ants" || entries[0].Detail != "no longer: do ants walk" {
		t.Errorf("in the audit: %+v, %v", entries, err)
	}
	if got, err := s.Examples(t.Context(), guild); err != nil || len(got) != 1 || got[0].Fact != "bees" {
		t.Errorf("examples: %+v, %v", got, err)
	}
}

func testAnswers(t *testing.T, s *store.Store, c *clock) {
	gave := func(m kb.MessageID, facts ...kb.FactID) {
		t.Helper()
		if err := s.Gave(t.Context(), kb.Given{Guild: guild, Channel: "5", Message: m, Facts: facts, Asker: "hash"}); err != nil {
			t.Fatal(err)
		}
	}
	start := c.Now()
	gave("31", "zebras", "bees")
	gave("31", "zebras", "bees")
	c.pass(time.Hour)
	gave("32", "bees")
	gave("33", "ants")
	got, err := s.AnswersWith(t.Context(), guild, "bees", start)
	if err != nil || len(got) != 2 || got[0].Message != "31" || !slices.Equal(got[0].Facts, []kb.FactID{"zebras", "bees"}) || got[1].Asker != "hash" {
		t.Errorf("with bees: %+v, %v", got, err)
	}
	for i, want := range []bool{true, false} {
		if did, err := s.MarkAnswer(t.Context(), guild, "31", kb.GivenCorrected); err != nil || did != want {
			t.Errorf("marking it, time %d: %v, %v", i+1, did, err)
		}
	}
	if got, err = s.AnswersWith(t.Context(), guild, "bees", start); err != nil || len(got) != 1 || got[0].Message != "32" {
		t.Errorf("still as given: %+v, %v", got, err)
	}
	if g, err := s.Answer(t.Context(), guild, "31"); err != nil || g.State != kb.GivenCorrected || len(g.Facts) != 2 {
		t.Errorf("one: %+v, %v", g, err)
	}
	if _, err := s.Answer(t.Context(), other, "31"); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("from another server: %v", err)
	}
}

func testAudit(t *testing.T, s *store.Store, c *clock) {
	commit(t, s, batch(adding("bees", "Bees dance.")))
	c.pass(time.Hour)
	theirs := batch(changing("bees", 1, "Bees fly."), adding("ants", "Ants walk."))
	theirs.By = otto
	commit(t, s, theirs)
	if err := s.Note(t.Context(), kb.Entry{Guild: guild, By: otto, What: kb.AuditExport, Target: "server"}); err != nil {
		t.Fatal(err)
	}
	for _, f := range []struct {
		name   string
		filter kb.AuditFilter
		want   []kb.AuditID
	}{
		{"all", kb.AuditFilter{}, []kb.AuditID{4, 3, 2, 1}},
		{"by", kb.AuditFilter{By: mia}, []kb.AuditID{1}},
		{"what", kb.AuditFilter{What: "add"}, []kb.AuditID{3, 1}},
		{"target", kb.AuditFilter{Target: "fact bees"}, []kb.AuditID{2, 1}},
		{"since", kb.AuditFilter{From: c.Now(), What: kb.AuditExport}, []kb.AuditID{4}},
		{"until", kb.AuditFilter{Until: c.Now()}, []kb.AuditID{1}},
		{"page", kb.AuditFilter{Before: 4, Limit: 2}, []kb.AuditID{3, 2}},
	} {
		got, err := s.Audit(t.Context(), guild, f.filter)
		var numbers []kb.AuditID
		for _, e := range got {
			numbers = append(numbers, e.Number)
		}
		if err != nil || !slices.Equal(numbers, f.want) {
			t.Errorf("%s: %v, want %v, %v", f.name, numbers, f.want, err)
		}
	}
	if none, err := s.Audit(t.Context(), other, kb.AuditFilter{}); err != nil || len(none) != 0 {
		t.Errorf("of another server: %v, %v", none, err)
	}
}

func testTallies(t *testing.T, s *store.Store, _ *clock) {
	count := func(day kb.Date, what string, n int) {
		t.Helper()
		if err := s.Count(t.Context(), guild, kb.Tally{Day: day, What: what, N: n}); err != nil {
			t.Fatal(err)
		}
	}
	count("2026-05-02", "answer", 2)
	count("2026-05-01", "refuse", 1)
	count("2026-05-01", "answer", 3)
	count("2026-05-01", "answer", 4)
	got, err := s.Tallies(t.Context(), guild, "2026-05-01", "")
	if want := "[{100 2026-05-01 answer 7} {100 2026-05-01 refuse 1} {100 2026-05-02 answer 2}]"; err != nil || fmt.Sprint(got) != want {
		t.Errorf("%v, want %s, %v", got, want, err)
	}
}
