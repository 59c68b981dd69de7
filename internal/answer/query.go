// The query: a question understood.

package answer

import (
	"math"
	"strings"

	"autofacts/internal/answer/match"
	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// What a word of a question weighs where no fact knows it, by its class. A
// thing or a name that no fact has is what a question asks beside the base; an
// action or a shade of meaning is often only said in other words. Chosen on the
// golden set and the small bases together.
const (
	weighName    = 1.3
	weighUnknown = 1.1
	weighNoun    = 0.75
	weighVerb    = 0.45
	weighOther   = 0.4
	weighContext = 0.35 // factor for words of sentences that do not ask
)

// A query is a question understood.
type query struct {
	Question
	utterance
	want     want
	asking   string      // the words of the clause that asks
	clause   [2]int      // its tokens
	main     []int       // terms that count
	context  []int       // terms of other sentences: they help, they demand nothing
	years    []kb.Period // years asked for
	month    string      // a month asked for, or ""
	numbers  []text.Number
	negated  bool
	super    string          // superlative asked for, or ""
	alts     [][]alternative // by term, for the terms that count
	frame    uint8           // see framed
	judged   bool            // whether cands and bestAt are there
	cands    []candidate
	bestAt   int
	covered  coverage
	demands  demands
	likeness map[match.Word][]float32 // see nearestWord
}

// understand reads a question. The text of q is already one question.
func (ix *Index) understand(q Question, clean, lang string) *query {
	u := utterance{text: clean, lang: lang, tokens: text.Tokenize(clean, lang)}
	ix.mend(&u)
	ix.lex.terms(&u)
	qy := &query{Question: q, utterance: u}
	qy.want = wants(&qy.utterance)
	ix.countedPeople(qy)
	qy.roles()
	ix.longNames(qy)
	from, to := ix.askingClause(qy)
	front := ix.frontClause(qy, from)
	for k := range qy.terms {
		t := &qy.terms[k]
		t.weight, t.inBase = ix.weight(t)
		switch {
		case t.class == classLight || t.class == classNumber:
		case t.start >= from && (t.start < to || t.class == className), t.start < from && t.start >= front && (t.class == className || t.class == classUnknown):
			qy.main = append(qy.main, k)
		case t.inBase:
			qy.context = append(qy.context, k)
		}
	}
	known := 0.0
	for _, k := range qy.main {
		switch t := &qy.terms[k]; {
		case !t.inBase:
		case ix.everywhere(t):
			known += knownEverywhere
		default:
			known++
		}
	}
	if known < enoughKnown { // the clause that asks says too little: what went before it counts as well
		for _, k := range qy.context {
			qy.terms[k].context = true
		}
		qy.main = append(qy.main, qy.context...)
		qy.context = nil
		from, to = 0, len(qy.tokens)
	}
	qy.asking, qy.clause = surface(qy.tokens[from:to]), [2]int{from, to}
	ix.constraints(qy)
	qy.negated = negated(&qy.utterance)
	qy.super = superlative(&qy.utterance)
	qy.demands = qy.demand()
	return qy
}

// weight says how much a term counts, and whether the base knows it.
func (ix *Index) weight(t *term) (float64, bool) {
	best, ok := 0.0, false
	for _, k := range t.keys {
		if at := ix.knownTo(t, k); at != nil {
			best, ok = math.Max(best, at.idf), true
		}
	}
	if ok {
		factor := 1.0
		switch t.class {
		case classVerb:
			factor = .7
		case classOther:
			factor = .8
		case className:
			factor = 1.2
		}
		return best * factor, true
	}
	switch t.class {
	case classLight, classNumber:
		return 0, false
	case className:
		return weighName, false
	case classUnknown:
		return weighUnknown, false
	case classNoun:
		return weighNoun, false
	case classVerb:
		return weighVerb, false
	}
	return weighOther, false
}

// countedPeople makes a word of matter of "people" and its like where they are
// what is counted.
func (ix *Index) countedPeople(q *query) {
	if q.want.kind&askCount == 0 || q.want.pos >= len(q.tokens) || q.want.at < 0 {
		return
	}
	for k := range q.terms {
		t := &q.terms[k]
		if t.start == q.want.pos && t.class == classLight && text.In(t.norm, "people persons person folks guys men kids names times friends colleagues") {
			t.class, t.keys = classNoun, []string{q.tokens[t.start].Stem}
			q.want.focus = []int{k}
		}
	}
}

// longNames joins words with capital letters that follow each other and that the
// base does not know: "Los Angeles" is one name, whatever its words are.
func (ix *Index) longNames(q *query) {
	capitals := 0
	for i := range q.tokens {
		if q.tokens[i].Cap {
			capitals++
		}
	}
	if q.lang != "en" || 2*capitals > len(q.tokens) { // "HOW MANY DID THEY MAKE"
		return
	}
	var out []term
	for k := range q.terms {
		t := q.terms[k]
		if n := len(out); n > 0 && ix.partOfName(q, &out[n-1]) && ix.partOfName(q, &t) && out[n-1].end == t.start && q.tokens[t.start].Before == 0 {
			last := &out[n-1]
			last.class, last.end, last.surface = className, t.end, last.surface+" "+t.surface
			last.keys = []string{strings.Join([]string{last.keys[0], t.keys[0]}, " ")}
			continue
		}
		out = append(out, t)
	}
	if len(out) < len(q.terms) {
		q.terms = out
		q.want.focus = focusOf(&q.utterance, q.want)
	}
}

// partOfName reports whether a term has a capital letter within its sentence and
// stands in no fact.
func (ix *Index) partOfName(q *query, t *term) bool {
	if !t.cap || len(t.keys) == 0 || t.class == classNumber {
		return false
	}
	_, known := ix.weight(t)
	return !known && (t.class != classLight || t.start > 0)
}

// roles makes words of matter of the roles that somebody is asked for: "who is the
// boss". Elsewhere they are words of talk.
func (q *query) roles() {
	if q.want.kind&askWho == 0 {
		return
	}
	for k := range q.terms {
		t := &q.terms[k]
		if t.class == classLight && text.In(t.norm, "boss head chief manager partner teacher") && t.start > q.want.at && text.In(q.tokens[t.start-1].Norm, "the is are was s") {
			t.class, t.keys, t.kin = classNoun, []string{q.tokens[t.start].Stem}, kin(q.tokens, t.start)
		}
	}
}

// enoughKnown is how many words of the base the clause that asks must have to
// be understood without the clauses around it.
const enoughKnown = 2

// knownEverywhere is how much of one a word counts that the whole base is about.
const knownEverywhere = 0.5

// askingClause gives the tokens of the clause that asks: from the comma or
// sentence before the question word to the end of its sentence. Where nothing
// asks, it is everything.
func (ix *Index) askingClause(q *query) (from, to int) {
	at := q.want.at
	if at < 0 {
		return 0, len(q.tokens)
	}
	from, to = at, at
	for from > 0 && q.tokens[from-1].Sentence == q.tokens[at].Sentence && q.tokens[from].Before != ',' {
		from--
	}
	for to < len(q.tokens) && q.tokens[to].Sentence == q.tokens[at].Sentence {
		to++
	}
	return from, to
}

// frontClause gives where the words begin that are put before the clause that
// asks without making a statement of their own: "the Brenna people, by how much".
func (ix *Index) frontClause(q *query, from int) int {
	front := from
	for front > 0 && q.tokens[front-1].Sentence == q.tokens[from].Sentence && from-front < maxFront {
		front--
		if pos := text.English().POS(q.tokens[front].Norm); pos != "" && pos[0] == 'v' || text.In(q.tokens[front].Norm, "is are was were has have had i we he she they") || q.tokens[front].Before == ':' {
			return from
		}
	}
	if from-front < 2 { // "Alexa, how many": somebody is spoken to
		return from
	}
	return front
}

// maxFront is how many tokens such words may be.
const maxFront = 8
