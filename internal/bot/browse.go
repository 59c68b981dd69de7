package bot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// A Card is one fact with all that is known of where it comes from.
type Card struct {
	Fact      *kb.Fact
	Citations []kb.Citation
	Listed    []*kb.Fact // of a list, what it names, in order
	Expired   bool       // past its valid_until
}

// Fact gives one fact by its id, or an error that is kb.ErrNotFound.
func (b *Bot) Fact(c Caller, id kb.FactID) (Card, error) {
	base := b.Base(c)
	f := base.Fact(id)
	if f == nil {
		return Card{}, fmt.Errorf("fact %q: %w", id, kb.ErrNotFound)
	}
	card := Card{Fact: f, Citations: base.Citations(f), Expired: f.ValidUntil.Past(b.today())}
	for _, id := range f.List {
		if l := base.Fact(id); l != nil {
			card.Listed = append(card.Listed, l)
			card.Citations = append(card.Citations, base.Citations(l)...)
		}
	}
	return card, nil
}

// Find gives the fact that a text names outright: by id, statement or example
// question, capitals and spaces aside; else an error that is kb.ErrNotFound.
func (b *Bot) Find(c Caller, text string) (Card, error) {
	want := folded(text)
	base := b.Base(c)
	for i := range base.Facts {
		f := &base.Facts[i]
		if folded(string(f.ID)) == want || folded(f.Statement) == want && want != "" || asks(f, want) {
			return b.Fact(c, f.ID)
		}
	}
	return Card{}, fmt.Errorf("fact %q: %w", text, kb.ErrNotFound)
}

func asks(f *kb.Fact, want string) bool {
	for _, questions := range f.Ask {
		for _, q := range questions {
			if folded(q) == want {
				return true
			}
		}
	}
	return false
}

func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// A Topic is a word that facts are filed under.
type Topic struct {
	Name  string
	Facts int // how many
}

// Topics lists the topics of the base, those with most facts first.
func (b *Bot) Topics(c Caller) []Topic {
	count := map[string]int{}
	base := b.Base(c)
	for i := range base.Facts {
		for _, t := range base.Facts[i].Topics {
			count[t]++
		}
	}
	out := make([]Topic, 0, len(count))
	for name, n := range count {
		out = append(out, Topic{name, n})
	}
	slices.SortFunc(out, func(a, b Topic) int {
		return cmp.Or(cmp.Compare(b.Facts, a.Facts), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// PageSize is how many facts a page of Facts shows: what can be read at a glance
// and fits into one message with the longest statements.
const PageSize = 8

// A Page is a part of the facts of a topic.
type Page struct {
	Topic string // empty for the whole base
	Facts []*kb.Fact
	Page  int // from 0
	Pages int // at least 1
	Total int // facts on all pages
}

// Facts gives a page of the facts of a topic, or of all facts for the empty
// topic. A page out of range gives the nearest; an unknown topic gives an error
// that is kb.ErrNotFound.
func (b *Bot) Facts(c Caller, topic string, page int) (Page, error) {
	all, name := b.filed(c, topic)
	if topic != "" && len(all) == 0 {
		return Page{}, fmt.Errorf("topic %q: %w", topic, kb.ErrNotFound)
	}
	p := Page{Topic: name, Total: len(all)}
	p.Facts, p.Page, p.Pages = paged(all, page, PageSize)
	return p, nil
}

// paged gives what a page shows of a list, the page nearest to the one that was
// asked for, and how many there are, at least 1.
func paged[T any](all []T, page, size int) (shown []T, at, pages int) {
	pages = max(1, (len(all)+size-1)/size)
	at = min(max(page, 0), pages-1)
	return all[at*size : min((at+1)*size, len(all))], at, pages
}

func (b *Bot) filed(c Caller, topic string) (facts []*kb.Fact, name string) {
	want := folded(topic)
	base := b.Base(c)
	for i := range base.Facts {
		f := &base.Facts[i]
		if want == "" {
			facts = append(facts, f)
		} else if k := slices.IndexFunc(f.Topics, func(t string) bool { return folded(t) == want }); k >= 0 {
			facts, name = append(facts, f), f.Topics[k]
		}
	}
	return facts, name
}

// Sources gives the sources of the base in their order.
func (b *Bot) Sources(c Caller) []kb.Source { return b.Base(c).Sources }

// Related gives up to n facts that go with a fact, nearest first.
func (b *Bot) Related(c Caller, id kb.FactID, n int) []*kb.Fact {
	ix := b.index(c)
	var out []*kb.Fact
	for _, id := range ix.Related(id, n) {
		if f := ix.Base().Fact(id); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// Suggest gives up to n candidates for a text that is still being typed.
func (b *Bot) Suggest(c Caller, text string, n int) []answer.Candidate {
	return b.index(c).Suggest(text, n)
}

// QuestionOf gives an example question of a fact in the caller's language, in
// English, or in any; the statement where it has none.
func (b *Bot) QuestionOf(c Caller, f *kb.Fact) string { return questionOf(f, c.Locale) }

func questionOf(f *kb.Fact, locale string) string {
	lang, _, _ := strings.Cut(locale, "-")
	for _, l := range []string{locale, lang, "en"} {
		if q := f.Ask[l]; len(q) > 0 {
			return q[0]
		}
	}
	langs := make([]string, 0, len(f.Ask))
	for l, q := range f.Ask {
		if len(q) > 0 {
			langs = append(langs, l)
		}
	}
	if len(langs) == 0 {
		return f.Statement
	}
	return f.Ask[slices.Min(langs)][0]
}

// SourceName is how a source is called in one line: its title with author and
// date as far as they are known, else the first sentence of its note, else its id.
func SourceName(s kb.Source) string {
	if !kb.Known(s.Title) {
		first, _, _ := strings.Cut(s.Note, ". ")
		if first = strings.TrimRight(strings.TrimSpace(first), "."); first != "" {
			return first
		}
		return string(s.ID)
	}
	parts := []string{s.Title}
	for _, p := range []string{s.Author, s.Date} {
		if kb.Known(p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// Worded gives a fact's statement and short answer in the caller's language, or
// as they stand where there is no translation.
func Worded(c Caller, f *kb.Fact) kb.Text {
	lang, _, _ := strings.Cut(c.Locale, "-")
	for _, l := range []string{c.Locale, lang} {
		if t, ok := f.Text[l]; ok && t.Statement != "" {
			return t
		}
	}
	return kb.Text{Statement: f.Statement, Answer: f.Answer}
}
