package bot_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// hand is a clock that a test moves.
type hand struct{ now time.Time }

func (h *hand) Now() time.Time { return h.now }

func noon() *hand { return &hand{time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)} }

func teaHouse() *kb.Base {
	letter := []kb.Evidence{{Source: "letter", Paragraph: "a", Phrase: "in a shed at the harbour"}}
	facts := []kb.Fact{
		{ID: "founder", Statement: "Ilse Brandt founded the Ostra Tea House.", Answer: "Ilse Brandt", Evidence: letter,
			Ask:  map[string][]string{"en": {"Who founded the Ostra Tea House?"}, "de": {"Wer hat das Ostra-Teehaus gegründet?"}},
			Text: map[string]kb.Text{"de": {Statement: "Ilse Brandt gründete das Ostra-Teehaus."}}, Topics: []string{"People"}},
		{ID: "closing", Statement: "The Ostra Tea House closes at six.", Evidence: letter, ValidUntil: "2026-04-30", Topics: []string{"hours"}},
		{ID: "all", List: []kb.FactID{"founder", "closing"}, Topics: []string{"People"}},
	}
	for i := range 20 {
		facts = append(facts, kb.Fact{ID: kb.FactID(fmt.Sprintf("tea-%02d", i)), Statement: fmt.Sprintf("Tea number %d is green.", i), Evidence: letter, Topics: []string{"teas"}})
	}
	return kb.NewBase(facts, []kb.Source{{ID: "letter", Note: "A letter to the staff. It came without a date."}}, kb.Lexicon{})
}

var mia = bot.Caller{Guild: "g", Channel: "c", Person: "mia"}

func newBot(clock *hand) *bot.Bot {
	return bot.New(bot.Options{Index: answer.New(teaHouse()), Now: clock.Now})
}

func TestRememberedQuestions(t *testing.T) {
	clock := noon()
	b := newBot(clock)
	b.Remember("message 1", "Who founded it?")
	if q, ok := b.Recall("message 1"); !ok || q != "Who founded it?" {
		t.Errorf("recalled %q, %v", q, ok)
	}
	if q, ok := b.Recall("message 2"); ok {
		t.Errorf("recalled %q from where nothing was said", q)
	}
	clock.now = clock.now.Add(bot.FollowUpFor + time.Second)
	if q, ok := b.Recall("message 1"); ok {
		t.Errorf("recalled %q after %v", q, bot.FollowUpFor)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	b := newBot(noon())
	long := strings.Repeat("ä", 10_000)
	for i := range 10_001 {
		b.Remember(bot.Conversation(fmt.Sprint(i)), long)
	}
	if _, ok := b.Recall("0"); ok {
		t.Error("the oldest of more than 10,000 is still there")
	}
	if q, ok := b.Recall("10000"); !ok || len(q) > 500 || strings.Contains(q, "\uFFFD") {
		t.Errorf("of the newest %d bytes are kept (%v)", len(q), ok)
	}
}

func TestLimits(t *testing.T) {
	clock := noon()
	b := bot.New(bot.Options{Now: clock.Now, Limits: bot.Limits{PersonBurst: 2, PersonEvery: time.Second, ChannelBurst: 3, ChannelEvery: time.Minute}})
	otto := mia
	otto.Person = "otto"
	steps := []struct {
		who  bot.Caller
		wait time.Duration
		want bot.Admission
	}{
		{mia, 0, bot.Admitted}, {mia, 0, bot.Admitted}, {mia, 0, bot.Slow}, {mia, 0, bot.Told},
		{otto, 0, bot.Admitted},
		{otto, 0, bot.Slow}, {mia, time.Second, bot.Told}, // the channel is full
		{mia, time.Minute, bot.Admitted},
	}
	for i, s := range steps {
		clock.now = clock.now.Add(s.wait)
		if got := b.Admit(s.who); got != s.want {
			t.Errorf("step %d, %s: %v, want %v", i, s.who.Person, got, s.want)
		}
	}
}

func TestFactsByPage(t *testing.T) {
	b := newBot(noon())
	tests := []struct {
		topic            string
		page             int
		facts, at, pages int
		first            kb.FactID
	}{
		{"teas", 0, 8, 0, 3, "tea-00"}, {"Teas", 2, 4, 2, 3, "tea-16"}, {"teas", 99, 4, 2, 3, "tea-16"}, {"teas", -1, 8, 0, 3, "tea-00"},
		{"people", 0, 2, 0, 1, "founder"}, {"", 0, 8, 0, 3, "founder"},
	}
	for _, want := range tests {
		p, err := b.Facts(mia, want.topic, want.page)
		if err != nil || len(p.Facts) != want.facts || p.Page != want.at || p.Pages != want.pages || p.Facts[0].ID != want.first {
			t.Errorf("Facts(%q, %d) = %d facts, page %d of %d, first %v, %v", want.topic, want.page, len(p.Facts), p.Page, p.Pages, p.Facts[0].ID, err)
		}
	}
	if _, err := b.Facts(mia, "coffee", 0); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("an unknown topic: %v", err)
	}
}

func TestFind(t *testing.T) {
	b := newBot(noon())
	for text, want := range map[string]kb.FactID{
		"founder": "founder", "FOUNDER ": "founder", "ilse brandt founded  the Ostra Tea House.": "founder",
		"wer hat das ostra-teehaus gegründet?": "founder", "": "", "founded": "", "nothing": "",
	} {
		k, err := b.Find(mia, text)
		switch {
		case want == "" && !errors.Is(err, kb.ErrNotFound):
			t.Errorf("Find(%q): %v", text, err)
		case want != "" && (err != nil || k.Fact.ID != want):
			t.Errorf("Find(%q): %v", text, err)
		}
	}
}

func TestCards(t *testing.T) {
	b := newBot(noon())
	k, err := b.Fact(mia, "all")
	if err != nil || len(k.Listed) != 2 || len(k.Citations) != 2 {
		t.Errorf("a list: %d facts, %d citations, %v", len(k.Listed), len(k.Citations), err)
	}
	if k, _ := b.Fact(mia, "closing"); !k.Expired {
		t.Error("a fact valid until yesterday has not expired")
	}
	if _, err := b.Fact(mia, "no-such"); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("a fact that is not there: %v", err)
	}
}

func TestInTheCallersLanguage(t *testing.T) {
	b := newBot(noon())
	k, _ := b.Fact(mia, "founder")
	for locale, want := range map[string]string{"de": "Wer hat", "de-AT": "Wer hat", "fr": "Who founded", "": "Who founded"} {
		c := mia
		c.Locale = locale
		if got := b.QuestionOf(c, k.Fact); !strings.HasPrefix(got, want) {
			t.Errorf("QuestionOf in %q = %q", locale, got)
		}
	}
	german := mia
	german.Locale = "de"
	if got := bot.Worded(german, k.Fact); got.Statement != "Ilse Brandt gründete das Ostra-Teehaus." {
		t.Errorf("Worded = %q", got.Statement)
	}
}

func TestSourceName(t *testing.T) {
	for want, s := range map[string]kb.Source{
		"The ledger, 2025":      {ID: "x", Title: "The ledger", Author: "unknown", Date: "2025", Note: "Ignored."},
		"A letter to the staff": {ID: "x", Title: "unknown", Note: "A letter to the staff. It came without a date."},
		"One sentence":          {ID: "x", Note: "One sentence."},
		"x":                     {ID: "x"},
	} {
		if got := bot.SourceName(s); got != want {
			t.Errorf("SourceName = %q, want %q", got, want)
		}
	}
}

func TestSetBaseTakesEffectAtOnce(t *testing.T) {
	b := newBot(noon())
	b.SetBase(answer.New(kb.NewBase([]kb.Fact{{ID: "new", Statement: "New."}}, nil, kb.Lexicon{})))
	if _, err := b.Fact(mia, "new"); err != nil {
		t.Errorf("the new fact: %v", err)
	}
	if _, err := b.Fact(mia, "founder"); !errors.Is(err, kb.ErrNotFound) {
		t.Errorf("the old fact: %v", err)
	}
}

func TestOneLineForAQuestionWithoutItsWords(t *testing.T) {
	var log bytes.Buffer
	b := bot.New(bot.Options{Index: answer.New(teaHouse()), Now: noon().Now, Logger: slog.New(slog.NewTextHandler(&log, nil))})
	b.Ask(mia, bot.Utterance{Text: "Who founded the Ostra Tea House?"})
	line := log.String()
	if strings.Count(line, "\n") != 1 || strings.Contains(line, "Ostra") || strings.Contains(line, "mia") {
		t.Errorf("logged %q", line)
	}
	for _, key := range []string{"guild=g", "outcome=answer", "fact=founder", "confidence=", "micros="} {
		if !strings.Contains(line, key) {
			t.Errorf("%s is not in %q", key, line)
		}
	}
}

func TestAQuestionThatStandsAloneIsNotSpoiledByTheOneBefore(t *testing.T) {
	b := newBot(noon())
	for _, text := range []string{"How much coffee was sold in 1999?", "Who founded the Ostra Tea House?"} {
		b.Ask(mia, bot.Utterance{Text: text})
	}
	if r := b.Ask(mia, bot.Utterance{Text: "Who founded the Ostra Tea House?"}); r.Outcome != answer.Answered || r.Answers[0].Fact != "founder" {
		t.Errorf("%s: %s", r.Outcome, r.Text())
	}
}

func TestARefusalSaysWhatIsMissingFromTheQuestionFollowed(t *testing.T) {
	b := newBot(noon())
	alone := b.Ask(mia, bot.Utterance{Text: "and in Wexmoor?"})
	b.Ask(mia, bot.Utterance{Text: "Who founded the Ostra Tea House?"})
	r := b.Ask(mia, bot.Utterance{Text: "and in Wexmoor?"})
	if r.Outcome != answer.Refused || !slices.Contains(r.Missing, "Wexmoor") || !slices.Contains(r.Closest, "founder") {
		t.Errorf("%s, missing %q, nearest %q: want Wexmoor missing from the founder", r.Outcome, r.Missing, r.Closest)
	}
	if slices.Contains(alone.Closest, "founder") {
		t.Errorf("the founder is near without a question before: %q", alone.Closest)
	}
}
