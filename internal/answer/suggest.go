// Suggestions while a question is typed, and facts that go with a fact.

package answer

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// A Candidate is a fact that what is being typed may be after, with a question
// that it answers.
type Candidate struct {
	Fact     kb.FactID
	Question string // an example question, or the statement where it has none
	Score    float64
}

// prefixWords is how many words a beginning of a word may stand for; more tell
// nothing about what is meant.
const prefixWords = 40

// Suggest gives up to n candidates for a text that is still being typed, best
// first, tolerant of typing errors; for an empty text, a spread of the base.
func (ix *Index) Suggest(typed string, n int) []Candidate {
	clean := text.Clean(typed)
	lang := text.Detect(clean, "")
	tokens := text.Tokenize(clean, lang)
	if len(tokens) == 0 {
		return Openers(ix.base, n)
	}
	var keys []string // a key that several words stand for counts for each of them
	for i, t := range tokens {
		keys = append(keys, ix.typedKeys(t, lang, i == len(tokens)-1)...)
	}
	var out []Candidate
	for _, di := range ix.having(keys) {
		s := 0.0
		for _, k := range keys {
			s += ix.idfOf(k) * ix.docs[di].cover[k]
		}
		q, like := ix.docs[di].nearestQuestion(tokens, lang)
		out = append(out, Candidate{Fact: ix.docs[di].fact.ID, Question: q, Score: s + like})
	}
	sort.Slice(out, func(i, j int) bool {
		if out[i].Score != out[j].Score {
			return out[i].Score > out[j].Score
		}
		return out[i].Fact < out[j].Fact
	})
	return out[:min(n, len(out))]
}

// typedKeys gives the keys that a typed word may mean: the word itself, mended
// where nobody knows it, and, for the last one, all words that begin so.
func (ix *Index) typedKeys(t text.Token, lang string, last bool) []string {
	var words []string
	switch {
	case t.Han || ix.knows(t.Norm):
		words = []string{t.Norm}
	case !last:
		if w := ix.nearest(t.Norm, lang); w != "" {
			words = []string{w}
		}
	}
	if last && !t.Han {
		i := sort.SearchStrings(ix.sorted, t.Norm)
		for k := 0; i < len(ix.sorted) && k < prefixWords && strings.HasPrefix(ix.sorted[i], t.Norm); i, k = i+1, k+1 {
			words = append(words, ix.sorted[i])
		}
		if len(words) == 0 {
			if w := ix.nearest(t.Norm, lang); w != "" {
				words = []string{w}
			}
		}
	}
	var keys []string
	for _, w := range words {
		if text.Light(text.Token{Norm: w}, lang) {
			continue
		}
		st := text.StemWord(w, lang)
		for _, k := range append([]string{st}, ix.lex.phrases[st]...) {
			if ix.known.at(k) != nil && !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// nearestQuestion gives the fact's example question in the language that shares
// most with what was typed, and how much of it that is.
func (d *doc) nearestQuestion(tokens []text.Token, lang string) (string, float64) {
	best, like := d.fact.Statement, 0.0
	for pass := 0; pass < 2 && like == 0; pass++ {
		for i := range d.phrases {
			p := &d.phrases[i]
			if !p.example || pass == 0 && p.lang != lang || pass == 1 && p.lang != "en" {
				continue
			}
			words := " " + text.Fold(p.text)
			hit := 0.0
			for _, t := range tokens {
				if strings.Contains(words, " "+t.Norm) || t.Han && strings.Contains(words, t.Norm) {
					hit++
				}
			}
			if s := .05 + hit/float64(len(tokens)); s > like {
				best, like = p.text, s
			}
		}
	}
	return best, like
}

// Openers gives up to n example questions of a base for a first look at it,
// best first: one each of the kinds that show most, and of a topic of its own
// where there are enough. It needs no index.
func Openers(base *kb.Base, n int) []Candidate {
	kinds := []func(*kb.Fact) bool{
		func(f *kb.Fact) bool {
			return f.Figure != nil && f.Figure.Value > 0 && (f.Figure.As == kb.Amount || f.Figure.As == "")
		},
		func(f *kb.Fact) bool { return f.Kind == kb.KindPlace },
		func(f *kb.Fact) bool { return f.Figure != nil && f.Figure.As == kb.Duration },
		func(f *kb.Fact) bool { return len(f.List) > 0 },
		func(f *kb.Fact) bool { return f.Kind == kb.KindPerson },
		func(*kb.Fact) bool { return true },
	}
	var out []Candidate
	taken, topics := map[kb.FactID]bool{}, map[string]bool{}
	facts := fullestFirst(base)
	for round := 0; len(out) < n && round < len(kinds)*(2+n); round++ {
		fits, strict := kinds[round%len(kinds)], round < len(kinds)*2 // then repeated topics and bare statements too
		for _, f := range facts {
			q := openingQuestion(f)
			if !fits(f) || taken[f.ID] || strict && (q == "" || topics[mainTopic(f)]) {
				continue
			}
			if q == "" {
				q = f.Statement
			}
			taken[f.ID], topics[mainTopic(f)] = true, true
			out = append(out, Candidate{Fact: f.ID, Question: q})
			break
		}
	}
	return out
}

// fullestFirst gives the facts in the order of their files, those first that
// hold most: what a base says most about is what it is for.
func fullestFirst(base *kb.Base) []*kb.Fact {
	count := map[string]int{}
	out := make([]*kb.Fact, len(base.Facts))
	for i := range base.Facts {
		out[i] = &base.Facts[i]
		count[out[i].Pos.File]++
	}
	slices.SortStableFunc(out, func(a, b *kb.Fact) int {
		return cmp.Or(cmp.Compare(count[b.Pos.File], count[a.Pos.File]), cmp.Compare(a.Pos.File, b.Pos.File))
	})
	return out
}

// mainTopic gives the first topic of a fact, or its subject where it has none.
func mainTopic(f *kb.Fact) string {
	if len(f.Topics) > 0 {
		return f.Topics[0]
	}
	return f.Subject
}

// openingQuestion gives the first example question that is written as one, in
// English where there is one, or "".
func openingQuestion(f *kb.Fact) string {
	for _, lang := range append([]string{"en"}, slices.Sorted(maps.Keys(f.Ask))...) {
		for _, q := range f.Ask[lang] {
			if strings.HasSuffix(q, "?") || lang != "en" {
				return q
			}
		}
	}
	return ""
}

// What ties two facts together, as weights of their kinship.
const (
	tieSubject = 1.5
	tieMeasure = 1.0
	tieTopic   = 0.5
	tieList    = 2.0
	tieName    = 1.0
)

// Related gives up to n facts that go with a fact (the same subject, measure,
// topic or list), nearest first.
func (ix *Index) Related(id kb.FactID, n int) []kb.FactID {
	at, ok := ix.doc(id)
	if !ok {
		return nil
	}
	f, d := ix.docs[at].fact, ix.docs[at]
	type tied struct {
		doc int
		tie float64
	}
	var all []tied
	for i, o := range ix.docs {
		if i == at || len(o.fact.List) > 0 {
			continue
		}
		tie := 0.0
		if f.Subject != "" && o.fact.Subject == f.Subject {
			tie += tieSubject
		}
		if f.Measure != "" && o.fact.Measure == f.Measure {
			tie += tieMeasure
		}
		for _, t := range f.Topics {
			if slices.Contains(o.fact.Topics, t) {
				tie += tieTopic
			}
		}
		for c := range d.names {
			if o.names[c] {
				tie += tieName * ix.idfOf(c)
			}
		}
		if tie > 0 {
			all = append(all, tied{i, tie + ix.sameList(id, o.fact.ID)})
		}
	}
	sort.Slice(all, func(i, j int) bool {
		if all[i].tie != all[j].tie {
			return all[i].tie > all[j].tie
		}
		return all[i].doc < all[j].doc
	})
	var out []kb.FactID
	for _, t := range all[:min(n, len(all))] {
		out = append(out, ix.docs[t.doc].fact.ID)
	}
	return out
}

func (ix *Index) sameList(a, b kb.FactID) float64 {
	for _, d := range ix.docs {
		if slices.Contains(d.fact.List, a) && slices.Contains(d.fact.List, b) {
			return tieList
		}
	}
	return 0
}
