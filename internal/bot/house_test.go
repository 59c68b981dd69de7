package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// The people of the tests. The role "77" moderates the house once it is set.
var (
	head  = bot.Caller{Guild: "10", Channel: "1", Person: "100", ManagesGuild: true}
	admin = bot.Caller{Guild: "10", Channel: "1", Person: "101", Administrator: true}
	ada   = bot.Caller{Guild: "10", Channel: "1", Person: "102", Roles: []kb.RoleID{"77"}}
	ben   = bot.Caller{Guild: "10", Channel: "1", Person: "103", Roles: []kb.RoleID{"5", "77"}}
	lou   = bot.Caller{Guild: "10", Channel: "1", Person: "104", Locale: "en-GB"}
	alien = bot.Caller{Guild: "20", Channel: "2", Person: "105", Roles: []kb.RoleID{"77"}, ManagesGuild: true}
)

// A house is a bot with a store, a clock that stands, and a server with a
// moderator role.
type house struct {
	*bot.Bot
	t     *testing.T
	clock *hand
	store *store.Store
}

func harbour() *kb.Base {
	letter := func(phrase string) []kb.Evidence { return []kb.Evidence{{Source: "letter", Phrase: phrase}} }
	ask := func(q ...string) map[string][]string { return map[string][]string{"en": q} }
	return kb.NewBase([]kb.Fact{
		{ID: "founder", Statement: "Ilse Brandt founded the Ostra Tea House.", Answer: "Ilse Brandt", Evidence: letter("founded by Ilse Brandt"), Ask: ask("Who founded the Ostra Tea House?", "Whose idea was the tea house?"), Topics: []string{"people"}},
		{ID: "cups-2024", Statement: "The house sold over 1200 cups of tea in 2024.", Answer: "over 1200 cups", Kind: kb.KindFigure, Subject: "house", Measure: "cups sold",
			Period: kb.Period{From: 2024, To: 2024}, Figure: &kb.Figure{Qualifier: kb.Over, Value: 1200, Unit: "cups"}, Evidence: letter("more than 1200 cups in 2024"), Ask: ask("How many cups of tea were sold in 2024?")},
		{ID: "closing", Statement: "The Ostra Tea House closes at six.", Answer: "at six", Evidence: letter("closes at six"), Ask: ask("When does the tea house close?")},
		{ID: "kettle", Statement: "The kettle holds nine litres of water.", Answer: "nine litres", Evidence: letter("holds nine litres"), Ask: ask("How much water does the kettle hold?")},
		{ID: "all", List: []kb.FactID{"founder", "closing"}, Ask: ask("What should a visitor know?")},
	}, []kb.Source{{ID: "letter", Title: "Letter to the staff", Author: "unknown", Date: "2025", URL: "unknown"}},
		kb.Lexicon{Terms: [][]string{{"tea house", "tea room"}}})
}

func newHouse(t *testing.T, change ...func(*bot.Options)) *house {
	t.Helper()
	clock := noon()
	s, err := store.OpenMemory(t.Context(), store.Options{Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	o := bot.Options{Index: answer.New(harbour()), Now: clock.Now, Store: s, Key: []byte("a key for tests"),
		After: func(time.Duration) <-chan time.Time { return nil }} // nobody is woken: what is waited for comes
	for _, f := range change {
		f(&o)
	}
	h := &house{Bot: bot.New(o), t: t, clock: clock, store: s}
	h.set(head, kb.KeyModRole, "77")
	return h
}

func (h *house) set(c bot.Caller, key, value string) {
	h.t.Helper()
	if _, err := h.Set(h.ctx(), c, kb.Setting{Key: key, Value: value}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) ctx() context.Context { return h.t.Context() }

// preview shows a wish that has to be without error.
func (h *house) preview(c bot.Caller, w bot.Wish) bot.Preview {
	h.t.Helper()
	p, err := h.Preview(h.ctx(), c, w)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// save keeps a draft that has to be without objections.
func (h *house) save(c bot.Caller, p bot.Preview) bot.Saved {
	h.t.Helper()
	if !p.Savable() {
		h.t.Fatalf("cannot be saved: %v", p.Objections)
	}
	s, err := h.Save(h.ctx(), c, p.Draft, "")
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

// says asks a question and gives the reply as it is read, on one line.
func (h *house) says(c bot.Caller, q string) string {
	return strings.ReplaceAll(h.Ask(c, bot.Utterance{Text: q}).Text(), "\n", " / ")
}

func (h *house) wants(c bot.Caller, q, part string) {
	h.t.Helper()
	if got := h.says(c, q); !strings.Contains(got, part) {
		h.t.Errorf("%q is answered %q, want %q in it", q, got, part)
	}
}

func mint() *bot.FactForm {
	return &bot.FactForm{Statement: "The garden grew about 300 kilos of mint in 2025.", Answer: "about 300 kilos", Source: "letter",
		Phrase: "some 300 kilos of mint in 2025", Ask: "How much mint did the garden grow?\nWie viel Minze hat der Garten geliefert?"}
}

func add(f *bot.FactForm) bot.Wish { return bot.Wish{Action: kb.Add, Fact: f} }

func fact(id kb.FactID) kb.Target { return kb.FactTarget(id) }

// edited opens a fact's form, changes it and gives the wish.
func (h *house) edited(c bot.Caller, id kb.FactID, change func(*bot.FactForm)) bot.Wish {
	h.t.Helper()
	o, err := h.Open(h.ctx(), c, fact(id))
	if err != nil {
		h.t.Fatal(err)
	}
	change(o.Fact)
	return bot.Wish{Action: kb.Modify, Target: o.Target, BasedOn: o.BasedOn, Fact: o.Fact}
}
