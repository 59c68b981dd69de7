// Gaps: what a claim says and a fact does not.

package answer

import (
	"slices"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

const (
	// likeClaim is from which similarity to a word of the fact a word of a claim
	// is taken for another way to say it, if the matcher knows the claim as well.
	likeClaim = 0.45
	// claimKnown is from which score the matcher knows a claim.
	claimKnown = 0.8
)

// gaps gives the words of the claim that the fact does not cover, and the name
// among them that stands where the fact has another of its kind.
func (ix *Index) gaps(q *query, d *doc, c *candidate, turned bool) (gaps []string, swap string, actions int) {
	counted := ix.countsLike(q, d) // then the figure decides, not the verb before it
	lastGap := -1
	for _, k := range q.main {
		t := &q.terms[k]
		if ix.claims(d, t) || ix.everywhere(t) || turned && directionOf(q.tokens[t.start].Norm) != 0 || q.qualifies(t.start) {
			continue
		}
		if text.In(t.norm, "majority minority decade percent most half halved") || t.class == classVerb && (text.In(t.norm, copulas) || counted && !t.inBase && !ix.contrasts(t) && !(t.start > 0 && text.In(q.tokens[t.start-1].Norm, "a an the its their his her no any"))) {
			continue
		}
		if counted && t.class == classVerb && slices.ContainsFunc(t.keys, func(k string) bool { return d.cover[k] >= coverSynonym && !d.foreign[k] }) {
			continue
		}
		if c.feat.learnt >= claimKnown && !ix.contrasts(t) && t.class != className && t.class != classUnknown && ix.like(q, d, t.norm) {
			continue
		}
		if lastGap >= 0 && t.start-lastGap <= 1 && len(gaps) > 0 && t.class != classVerb {
			gaps[len(gaps)-1] += " " + t.surface // one name of several words
		} else {
			gaps = append(gaps, t.surface)
		}
		lastGap = t.end
		if t.class == classVerb {
			actions++
		}
		if t.class == classVerb || t.class == classOther || t.class == classNoun && !complement(q, t) {
			continue
		}
		if ix.replaces(q, d, t) {
			swap = t.surface
		}
	}
	if q.super != "" && !d.super && !d.says(" "+q.super+" ") && !(turned && directionOf(q.super) != 0) {
		gaps = append(gaps, "which is the "+q.super)
	}
	for i, t := range q.tokens { // words that claim more than the fact says
		w := t.Norm
		switch {
		case text.In(w, "all every always never most everyone exclusively") && !d.says(" "+w+" "), w == "only" && !q.qualifies(i) && !d.says(" only "):
			gaps = append(gaps, w)
		case w == "than" && i+1 < len(q.tokens) && !q.numberFrom(i+1) && !q.numberFrom(i+2) && !strings.Contains(d.fact.Statement, " than ") && !(turned && q.has("before previous earlier prior")):
			gaps = append(gaps, "the comparison")
		}
	}
	return gaps, swap, actions
}

// copulas are verbs that say no more than "is" of a figure, a name or a place.
const copulas = "constitute constitutes constituted represent represents represented amount amounts amounted total totals totalled totaled equal equals equalled stand stands stood come comes came run runs ran lie lies lay remain remains remained form forms formed count counts counted qualify qualifies"

// countsLike reports whether the claim has a figure that can be held against one
// of the fact.
func (ix *Index) countsLike(q *query, d *doc) bool {
	for _, n := range q.numbers {
		cl := quantityOf(&q.utterance, n)
		for _, have := range factQuantities(d) {
			if _, ok := compare(cl, n.Qualifier, have); ok {
				return true
			}
		}
	}
	return false
}

// contrasts reports whether a word is one that other facts say, or one of a pair
// that differ: then it is no mere wording.
func (ix *Index) contrasts(t *term) bool {
	for _, k := range t.keys {
		if ix.said.at(k) > 0 || len(ix.lex.inDiff[k]) > 0 {
			return true
		}
	}
	return false
}

// like reports whether a word is used like one of the fact's.
func (ix *Index) like(q *query, d *doc, w string) bool {
	return ix.nearestWord(q, d, w) >= likeClaim
}

// claims reports whether a fact says the word of a claim itself: in its own
// words or its evidence; an action also in its example questions.
func (ix *Index) claims(d *doc, t *term) bool {
	for _, k := range t.keys {
		if d.own[k] || d.cover[k] >= coverPhrase && (t.class != classNoun || !d.onlyAsked(k)) {
			return true
		}
		for _, in := range t.inner {
			if d.own[in] {
				return true
			}
		}
	}
	if t.class == classNoun || t.class == classVerb {
		for _, a := range ix.alternatives(t) {
			if d.own[a.key] && (a.strength >= coverSynonym && (t.class == classNoun || !t.inBase) || t.class == classVerb && a.strength >= coverKin && !t.inBase) {
				return true
			}
		}
	}
	return false
}

// onlyAsked reports whether a key stands in the example questions alone.
func (d *doc) onlyAsked(key string) bool {
	return d.asked[key] && !d.own[key] && !d.said[key] && !d.names[key]
}

// qualifies reports whether the token belongs to the qualifier of a figure:
// "only 6 million", "fewer than two".
func (q *query) qualifies(i int) bool {
	for _, n := range q.numbers {
		if i < n.Start && n.Start-i <= 5 && (n.Start-i <= 3 || q.tokens[i].Norm == "only") && text.In(q.tokens[i].Norm, "only just fewer less more over under about barely merely exactly even like reach reached crossed passed past topped surpassed exceeded below above beyond") {
			return true
		}
	}
	return false
}

// numberFrom reports whether a figure begins at the token or right after it.
func (q *query) numberFrom(i int) bool {
	for _, n := range q.nums {
		if n.Start == i || n.Start == i+1 {
			return true
		}
	}
	return false
}

// complement reports whether a term stands after a form of "to be": "is seat".
func complement(q *query, t *term) bool {
	return t.start > 0 && text.In(q.tokens[t.start-1].Norm, "is are was were called named as be")
}

// replaces reports whether a term of the claim may stand in the place of a name
// of the fact that the claim leaves out.
func (ix *Index) replaces(q *query, d *doc, t *term) bool {
	place, known := false, false
	var is []concept
	for _, key := range t.keys {
		if n := ix.lex.names[key]; n != nil {
			place, known, is = n.place, true, n.is
		}
	}
	if !known && strings.HasPrefix(text.English().POS(t.norm), "P") {
		place, known = true, true
	}
	for n := range d.names {
		m := ix.lex.names[n]
		if m == nil || ix.asks(q, n) || ix.everywhere(&term{keys: []string{n}}) {
			continue
		}
		if !known || place && m.place || m.place == place && (len(is) == 0 || len(m.is) == 0 || slices.ContainsFunc(is, func(k concept) bool { return slices.Contains(m.is, k) })) {
			return true
		}
	}
	for k := range d.own { // names that no lexicon has
		if ix.autoNames.at(k) > 0 && !ix.asks(q, k) && len(ix.lex.phrases[k]) == 0 && (len(d.names) == 0 || !known || place && d.place || !place && d.agent) {
			return true
		}
	}
	return false
}

// definite reports whether a claim speaks of the one thing that the fact speaks
// of ("its plant", "the governor", "the largest hub"), not of one among others.
func definite(q *query) bool {
	for i, t := range q.tokens {
		if text.In(t.Norm, "also another second additional new other too") {
			return false
		}
		if text.In(t.Norm, "a an") && i > 0 && text.In(q.tokens[i-1].Norm, "has have had built builds opened building runs operates owns") {
			return false
		}
	}
	for _, t := range q.tokens {
		if text.In(t.Norm, "the this these those its their his her der die das le la el los las o os il ihr sein") || strings.HasSuffix(strings.ToLower(t.Surface), "'s") || strings.HasSuffix(t.Surface, "s'") {
			return true
		}
	}
	return q.saysAny("was in", "were in", "took place in", "was held in", "is held in", "is located in", "is based in", "is situated in")
}

// single reports whether a fact tells of something of which there is one: who
// holds an office, where something is, what it means.
func single(q *query, d *doc) bool {
	return !q.has("also another second additional new other too") &&
		(q.super != "" || d.fact.Kind == kb.KindPerson || d.fact.Kind == kb.KindPlace || d.fact.Kind == kb.KindDefinition)
}
