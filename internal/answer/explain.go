// Explanations: why a reply came out as it did.

package answer

import (
	"fmt"
	"strings"

	"autofacts/internal/kb"
)

// An Explanation says why a reply came out as it did.
type Explanation struct {
	Lines []string  // a line for each step, with all figures
	Facts []Weighed // the best candidates of the whole question, best first
	Asked string    // what the question was taken to want ("a number"), or ""
	Years []string  // the years that it names
}

// Weighed is a candidate with what speaks for and against it.
type Weighed struct {
	Fact    kb.FactID
	Score   float64  // in log-odds, to be compared with that of the others
	Has     []string // words of the question that the fact covers
	Lacks   []string // words that it does not
	Against []string // what forbids it: what the question names and the fact has not
	Rule    string   // the rules that forbid it, joined by "+", or ""
}

// add notes a line; nothing where nobody wants to know.
func (e *Explanation) add(format string, args ...any) {
	if e != nil {
		e.Lines = append(e.Lines, fmt.Sprintf(format, args...))
	}
}

// explained is how many of the best candidates an explanation speaks of.
const explained = 5

// candidates says what speaks for and against the best facts.
func (e *Explanation) candidates(ix *Index, q *query, cands []candidate) {
	if e == nil {
		return
	}
	first := len(e.Facts) == 0
	if first {
		e.Asked = typeWords(q.want.kind)
		for _, p := range q.years {
			e.Years = append(e.Years, periodWords(p))
		}
		e.add("asks for %q, years %q, the clause %q", e.Asked, e.Years, q.asking)
	}
	for i := range cands[:min(explained, len(cands))] {
		c := &cands[i]
		f := &c.feat
		w := Weighed{Fact: ix.docs[c.doc].fact.ID, Score: c.score, Against: c.veto, Rule: c.vetoBy}
		for _, k := range q.main {
			if best, _ := q.covered.of(c.at, k); best >= coverBeside {
				w.Has = append(w.Has, q.terms[k].surface)
			} else {
				w.Lacks = append(w.Lacks, q.terms[k].surface)
			}
		}
		if first {
			e.Facts = append(e.Facts, w)
		}
		e.add("%s %.2f cover %.2f similar %.2f example %.2f own %.2f lacks %.2f %.2f %.2f %.2f learnt %.2f type %+.0f focus %+.0f names %+.1f veto %s %q",
			w.Fact, c.score, f.cover, f.similar, f.example, f.own, f.mName, f.mNoun, f.mVerb, f.mBase, f.learnt, f.typed, f.focus, f.named, c.vetoBy, c.veto)
		e.add("  has %q, has not %q", w.Has, w.Lacks)
	}
}

// Short says the same in a few sentences for people who know the facts and not the
// engine: what the best fact has of the question and what forbids it, and what
// comes next. What a title is, the caller knows.
func (e *Explanation) Short(title func(kb.FactID) string) []string {
	var out []string
	if e.Asked != "" {
		out = append(out, "It asks for "+e.Asked+".")
	}
	if len(e.Facts) == 0 {
		return append(out, "No fact was weighed: it was recognised as a whole.")
	}
	for i, f := range e.Facts[:min(2, len(e.Facts))] {
		s := "Nearest: "
		if i > 0 {
			s = "Next: "
		}
		s += title(f.Fact) + "."
		if len(f.Has) > 0 {
			s += " It has " + quotedList(f.Has) + "."
		}
		if len(f.Lacks) > 0 {
			s += " It does not have " + quotedList(f.Lacks) + "."
		}
		if f.Rule != "" {
			s += " Forbidden by " + strings.ReplaceAll(f.Rule, "+", ", ")
			if len(f.Against) > 0 {
				s += ": " + quotedList(f.Against)
			}
			s += "."
		}
		if i > 0 {
			s += fmt.Sprintf(" It is %.1f behind.", e.Facts[0].Score-f.Score)
		}
		out = append(out, s)
	}
	return out
}

func quotedList(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("“" + w + "”")
	}
	return b.String()
}
