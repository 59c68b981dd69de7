// Supply: what kinds of question a fact can answer, and what its figures count.

package answer

import (
	"regexp"
	"slices"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// A quantity is a figure of a fact's statement, with the words beside it.
type quantity struct {
	value, to float64
	percent   bool
	ordinal   bool
	multiple  bool
	time      bool // counts days, months, years
	year      bool
	months    float64 // length of its unit of time in months, or 0
	qualifier string
	unit      []string // keys of the words that follow it
}

// quantities finds the figures of a statement and the words that say of what.
func quantities(u *utterance) []quantity {
	var out []quantity
	for _, n := range u.nums {
		q := quantity{value: n.Value, to: n.To, percent: n.Percent, ordinal: n.Ordinal, multiple: n.Multiple, year: n.Year, qualifier: n.Qualifier}
		if n.End < len(u.tokens) {
			q.months = monthsIn(u.tokens[n.End].Norm)
		}
		for k := range u.terms {
			t := &u.terms[k]
			if t.start < n.End || t.start > n.End+3 {
				continue
			}
			if t.class == classLight && !timeUnit(u.tokens[t.start].Norm) {
				continue
			}
			if timeUnit(u.tokens[t.start].Norm) && t.start == n.End || t.start == n.End+1 && text.In(u.tokens[t.start].Norm, "years months year") {
				q.time = !n.Year
			}
			q.unit = append(q.unit, t.keys...)
		}
		out = append(out, q)
	}
	return out
}

func timeUnit(w string) bool {
	return text.In(w, "second seconds minute minutes hour hours day days week weeks month months quarter quarters year years decade decades century mins hrs yrs")
}

// units collects what the fact's figures count: unit, whole, measure, short
// answer, the words beside the figures, and what example questions count.
func (d *doc) units(ix *Index) {
	d.unit = map[string]bool{}
	texts := []string{d.fact.Measure, d.fact.Answer}
	if f := d.fact.Figure; f != nil {
		texts = append(texts, f.Unit, f.Of)
	}
	for _, s := range texts {
		if s != "" {
			u := ix.lex.read(text.Tidy(s), "en")
			note(d.unit, &u)
		}
	}
	for _, g := range d.figures {
		for _, key := range g.unit {
			d.unit[key] = true
		}
	}
	for i := range d.phrases {
		if p := &d.phrases[i]; p.example && p.kind&askCount != 0 {
			for _, key := range p.focus {
				d.unit[key] = true
			}
		}
	}
}

// supply says what kinds of question the fact can answer by what it holds.
func (d *doc) supply(ix *Index) {
	for _, q := range d.figures {
		switch {
		case q.year:
			continue
		case q.time:
			d.provides |= askDuration | askCount
		case q.percent:
			d.provides |= askShare | askChange | askCount
		case q.multiple:
			d.provides |= askChange | askCount
		case q.ordinal:
			d.provides |= askRank | askCount
		default:
			d.provides |= askCount | askMoney
		}
	}
	if f := d.fact.Figure; f != nil {
		d.provides |= map[kb.As]asked{kb.Share: askShare | askCount, kb.Multiple: askChange | askCount, kb.Change: askChange | askShare | askCount,
			kb.Duration: askDuration | askCount, kb.Streak: askDuration | askCount, kb.Rank: askRank | askCount | askWhich, kb.Amount: askCount, "": askCount}[f.As]
	}
	if len(d.years) > 0 {
		d.provides |= askWhen
	}
	for _, p := range d.years {
		if p.To > p.From {
			d.provides |= askDuration
		}
	}
	if d.place {
		d.provides |= askWhere
	}
	if d.agent || d.fact.By != "" || len(d.people) > 0 {
		d.provides |= askWho
	}
	if d.cause {
		d.provides |= askWhy
	}
	if d.fact.Kind == kb.KindDefinition || slices.ContainsFunc([]string{" called ", " named ", " known as ", " nickname", " is the name "}, func(w string) bool { return strings.Contains(d.fact.Statement, w) }) {
		d.provides |= askName
	}
	for k := range d.own { // without a lexicon, capitals tell the names
		if ix.autoNames.at(k) != 0 {
			d.provides |= askWho | askWhere
		}
	}
}

// superlative gives the word that makes an utterance speak of the first or
// most of its kind, or "".
func superlative(u *utterance) string {
	for i, t := range u.tokens {
		if isSuper(t.Norm) && !(t.Norm == "last" && timeUnit(next(u, i+1))) && !(text.In(t.Norm, "least most best") && i > 0 && u.tokens[i-1].Norm == "at") {
			return t.Norm
		}
	}
	return ""
}

func isSuper(w string) bool {
	return text.In(w, "leading biggest largest smallest first last best worst most least main") || len(w) > 5 && strings.HasSuffix(w, "est") && strings.Contains(text.English().POS(w[:len(w)-3])+text.English().POS(w[:len(w)-2]), "a")
}

// causal reports whether a text gives a reason.
func causal(s string) bool {
	s = " " + strings.ToLower(s) + " "
	for _, w := range []string{" because ", " due to ", " thanks to ", " stems from ", " owing to ", " as a result ", " so that ", " in order to ", " results from ", " driven by ", " comes from ", " caused by ", " reason ", " since it ", " for lack of "} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// loose says which types of question a statement may answer without a figure,
// a date or a name: times of day, places said by a preposition, purposes.
func loose(s string) asked {
	s = " " + strings.ToLower(s) + " "
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(s, w) {
				return true
			}
		}
		return false
	}
	var k asked
	if clock.MatchString(s) || has("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", " january", " february", " april", " june", " july", " august", " september", " october", " november", " december", " winter", " summer", " spring", " autumn", " daily ", " every day", " weekend", " night", " morning", " evening", " before ", " after ", " until ", " since ", " during ") {
		k |= askWhen
	}
	if has(" in the ", " at the ", " on the ", " near ", " behind ", " next to ", " beside ", " under the ", " above the ", " opposite ", " inside ", " outside ", " floor", " into the ") {
		k |= askWhere
	}
	if has(" to keep ", " to prevent ", " to avoid ", " so ", " in order ", " for the ", " to protect ", " to help ", " to make ", " to let ", " which lets ", " allows ", " means ", " to reduce ", " to save ") {
		k |= askWhy
	}
	if has(" until ", " overnight", " all day", " hours", " weeks", " months", " days", " minutes", " years") {
		k |= askDuration
	}
	return k
}

// clock matches a time of day.
var clock = regexp.MustCompile(`\b\d{1,2}(?::\d{2}|\.\d{2})?\s?(?:am|pm|h|o'clock)\b|\b\d{1,2}:\d{2}\b|\bnoon\b|\bmidnight\b`)
