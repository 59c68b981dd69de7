// Vetoes about names: those of a question must stand in the fact, or beside it.

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// commonName is the share of a base's facts from which a name is so common that
// a fact need not repeat it.
const commonName = 0.2

// vetoNames wants the names of the question in the fact, or beside it.
func (ix *Index) vetoNames(q *query, d *doc, c *candidate) {
	for _, k := range q.main {
		t := &q.terms[k]
		isNamed := t.class == className || q.lang != "en" && !t.inBase && foreignName(t.norm) || t.class == classUnknown && q.lang == "en" && !t.inBase && q.likeName(t)
		if !isNamed && t.inBase && len(t.keys) > 0 && ix.autoNames.at(t.keys[0]) > 0 && t.class == classUnknown {
			isNamed = true
		}
		if t.class == classNoun && !t.inBase && t.end-t.start == 1 && q.lang == "en" && q.subject(t) {
			isNamed = true
		}
		if n := len(q.want.focus); n > 0 && q.want.kind&askWhich != 0 && q.terms[q.want.focus[n-1]].start == t.end {
			continue // "which African country": the region of what is asked for
		}
		if !isNamed || ix.everywhere(t) || t.context && t.class == classUnknown {
			continue
		}
		if best, _ := q.covered.of(c.at, k); best < coverBeside {
			c.forbid("name", t.surface)
		}
	}
}

// subject reports whether a noun stands, bare, where the subject of a question
// does, as names do: "how long did tesla take".
func (q *query) subject(t *term) bool {
	if t.start == 0 || t.end >= len(q.tokens) || !text.In(q.tokens[t.start-1].Norm, "did does has") {
		return false
	}
	return !strings.HasSuffix(t.norm, "ing") && !strings.HasSuffix(t.norm, "ion") && !strings.HasSuffix(t.norm, "ment") && text.English().Verb(q.tokens[t.end].Norm)
}

// likeName reports whether a word that the dictionary does not explain stands
// for a name rather than for slang or dialect: newspapers know it, it has a
// capital letter, or it stands where names do.
func (q *query) likeName(t *term) bool {
	if t.cap {
		return true
	}
	if rank, known := text.English().Rank(t.norm); known && rank < newspaperName {
		return true
	}
	if t.start == 0 {
		return strings.HasSuffix(q.tokens[0].Surface, "'s")
	}
	return text.In(bare(q.tokens[t.start-1].Norm), "did does do is was are were has have had by of from at in and or with for will can would")
}

// newspaperName is how far down the list of common words one without an entry
// in the dictionary is surely a name.
const newspaperName = 45_000

// foreignName reports whether a word in another language is a name that English
// has as well: one on the list of common words that no English dictionary
// explains.
func foreignName(w string) bool {
	dict := text.English()
	rank, known := dict.Rank(w)
	pos := dict.POS(w)
	return known && (pos == "" && rank > 3000 || pos != "" && (pos[0] == 'P' || pos[0] == 'H'))
}

// everywhere reports whether a name is one that the whole base is about.
func (ix *Index) everywhere(t *term) bool {
	for _, k := range t.keys {
		if at := ix.known.at(k); at != nil && float64(at.n) >= commonName*float64(len(ix.docs)) && at.n > 3 {
			return true
		}
	}
	return false
}

// vetoName wants a name where one is asked for ("what is it called"): one that
// the question has not, in a fact that is asked for it or defines something.
func (ix *Index) vetoName(q *query, d *doc, c *candidate) {
	if q.want.kind&askName == 0 || d.hints&askName != 0 {
		return
	}
	if d.fact.Kind == kb.KindDefinition || len(d.fact.Ask) == 0 && ix.newAgent(q, d) || d.hints&(askWho|askWhich) != 0 && ix.newAgent(q, d) {
		return
	}
	c.forbid("unnamed", "a name")
}
