package kb_test

import (
	"strings"
	"testing"
	"time"

	"autofacts/internal/kb"
)

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Where do ants sleep?", "where do ants sleep", true},
		{"Where do ants sleep?", "ants sleep... where do?", true},
		{"Where do ants sleep in winter?", "Where do ants slepp in winter", true},
		{"How many hives were sold in 2024?", "How many hives were sold in 2025?", false},
		{"How many hives were sold?", "How many hives were sold in 2025?", false},
		{"Where do ants sleep?", "Where do bees sleep?", false},
		{"Who is the queen?", "Who was the first queen of the old hive?", false},
		{"蜜蜂在哪里?", "蜜蜂在哪里", true},
	} {
		if got := kb.Alike(kb.NormalForm(c.a), kb.NormalForm(c.b)); got != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
	inbox := []kb.Question{{Number: 1, Normal: kb.NormalForm("Where do ants sleep in winter?")}, {Number: 2, Normal: kb.NormalForm("Where do ants slepp in winter?")}}
	if q := kb.FindAlike(inbox, kb.NormalForm("where do ants slepp in winter")); q == nil || q.Number != 2 {
		t.Errorf("the same words come first: %+v", q)
	}
	if q := kb.FindAlike(inbox, kb.NormalForm("where do ants sleeep in winter")); q == nil || q.Number != 1 {
		t.Errorf("a typo: %+v", q)
	}
	if q := kb.FindAlike(inbox, kb.NormalForm("why")); q != nil {
		t.Errorf("another question: %+v", q)
	}
}

func FuzzNormalForm(f *testing.F) {
	f.Add("Where do ants sleep?")
	f.Add("İ 蜜蜂 ﬁ — 3.5")
	f.Fuzz(func(t *testing.T, s string) {
		once := kb.NormalForm(s)
		if twice := kb.NormalForm(once); once != twice && len([]rune(once)) < kb.MaxQuestion {
			t.Errorf("%q, then %q", once, twice)
		}
		if !kb.Alike(once, once) {
			t.Errorf("%q is not like itself", once)
		}
	})
}

func TestAskedAgain(t *testing.T) {
	at := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for state, want := range map[kb.QuestionState]kb.QuestionState{
		kb.QuestionOpen: kb.QuestionOpen, kb.QuestionAnswered: kb.QuestionOpen, kb.QuestionDismissed: kb.QuestionDismissed,
	} {
		q := kb.Question{State: state, Count: 2, Fact: "a"}.Ask(at)
		if q.State != want || q.Count != 3 || !q.Last.Equal(at) {
			t.Errorf("from %s: %+v", state, q)
		}
	}
}

func TestVoter(t *testing.T) {
	key := []byte("a key of the test's own")
	a := kb.NewVoter(key, "vote", "g", "bees", "1")
	if a != kb.NewVoter(key, "vote", "g", "bees", "1") || len(a) != 32 || strings.Contains(string(a), "bees") {
		t.Errorf("%q", a)
	}
	for name, b := range map[string]kb.Voter{
		"fact": kb.NewVoter(key, "vote", "g", "ants", "1"), "person": kb.NewVoter(key, "vote", "g", "bees", "2"), "server": kb.NewVoter(key, "vote", "h", "bees", "1"),
		"purpose": kb.NewVoter(key, "ask", "g", "bees", "1"), "key": kb.NewVoter([]byte("x"), "vote", "g", "bees", "1"), "border": kb.NewVoter(key, "vote", "gb", "ees", "1"),
	} {
		if a == b {
			t.Errorf("another %s gives the same hash", name)
		}
	}
	for score, want := range map[kb.Score]bool{{Up: 0, Down: 2}: false, {Up: 0, Down: 3}: true, {Up: 3, Down: 3}: false, {Up: 3, Down: 4}: true} {
		if score.Bad() != want {
			t.Errorf("%+v: %v", score, !want)
		}
	}
}
