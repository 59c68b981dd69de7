// Features: what speaks for and against a fact, as numbers.

package answer

import (
	"math"
	"slices"
	"strings"

	"autofacts/internal/answer/match"
	"autofacts/internal/answer/text"
)

// features are what the score is made of; each is between 0 and 1 unless said otherwise.
type features struct {
	cover   float64 // share of the question's weight that the fact covers
	similar float64 // cosine to the nearest wording
	example float64 // cosine to the nearest example question
	own     float64 // share of the question's weight in the fact's own words
	typed   float64 // 1 the fact has what the question's type asks for, 0 not known, -1 it has not
	focus   float64 // 1 the noun asked about is covered, 0 none, -1 it is not
	named   float64 // 1 where a name of the question stands in the fact, -1 where none of them does
	rev     float64 // share of the nearest wording that the question has
	mName   float64 // weight of names that are not covered; this and the next are not bounded
	mNoun   float64 // of things
	mVerb   float64 // of actions and the rest
	mBase   float64 // of words that other facts have
	margin  float64 // the matcher's margin
	cosine  float64 // the matcher's cosine
	asked   float64 // 1 the noun asked about is what the fact is asked for, 0 none, -1 it is not
	hasName float64 // 1 where a name is not covered
	hasNoun float64 // 1 where a thing that no fact has is asked beside
	bare    float64 // 1 for a fact without example questions
	counts  [lackKinds]float64
	listed  float64 // 1 for a list whose own questions are not alike
	learnt  float64 // the matcher's score
}

// Places in features.counts, by what sort of word is not covered.
const (
	lackFocus    = iota // the noun asked about
	lackName            // a name
	lackUnknown         // a word that nobody knows
	lackNoun            // a thing that no fact has
	lackNounSoft        // the same, but used like a word of the fact
	lackNounBase        // a thing that other facts have
	lackVerb            // an action that no fact has
	lackVerbSoft
	lackVerbBase
	lackOther
	lackOtherSoft
	lackOtherBase
	lackAct // the action of a question for who, when, where or why
	lackKinds
)

// likeWord is from which similarity a word counts as used like another.
const likeWord = 0.55

// count notes a word that the fact does not cover, by its sort.
func (ix *Index) count(q *query, d *doc, k int, f *features) {
	t := &q.terms[k]
	sort := lackOther
	switch t.class {
	case className:
		sort = lackName
	case classUnknown:
		sort = lackUnknown
	case classNoun:
		sort = lackNoun
	case classVerb:
		sort = lackVerb
	}
	if t.context {
		if sort == lackName {
			f.counts[sort] += weighContext
		}
		return
	}
	if n := len(q.want.focus); n > 0 && q.want.focus[n-1] == k && sort != lackName && !q.demands.generic[n-1] {
		f.counts[lackFocus] += 1 - math.Max(0, ix.nearestWord(q, d, t.norm)-.3)
		return
	}
	act := (sort == lackVerb || sort == lackOther && strings.HasSuffix(t.norm, "ed")) && q.want.kind&(askWho|askWhen|askWhere|askWhy) != 0
	like := false
	if act || sort >= lackNoun && !t.inBase { // looked up only where it decides: it is half the work of a score
		like = ix.nearestWord(q, d, t.norm) >= likeWord
	}
	if act && !like {
		f.counts[lackAct]++
	}
	if sort >= lackNoun && t.inBase {
		sort += 2
	} else if sort >= lackNoun && like {
		sort++
	}
	f.counts[sort]++
}

// nearestWord says how alike a word is used to the nearest of the fact's, 0 to 1.
// What is found for a word of the base is kept for the other facts that have it.
func (ix *Index) nearestWord(q *query, d *doc, w string) float64 {
	m, soft := ix.matcher(), 0.0
	v, ok := m.Word(w)
	if !ok {
		return 0
	}
	like := q.likeness[v]
	if like == nil {
		like = make([]float32, len(ix.vectors))
		if q.likeness == nil {
			q.likeness = map[match.Word][]float32{}
		}
		q.likeness[v] = like
	}
	for _, o := range d.vectors {
		if like[o] == 0 {
			like[o] = float32(m.Similar(v, ix.vectors[o])) + likeUnknown
		}
		soft = math.Max(soft, float64(like[o]-likeUnknown))
	}
	return soft
}

// likeUnknown is added to kept likenesses, so that 0 is none.
const likeUnknown = 4

// lack notes a word that the fact does not cover.
func (f *features) lack(t *term, w float64) {
	switch {
	case t.class == className:
		f.mName += w
	case t.inBase:
		f.mBase += w
	case t.class == classUnknown:
		f.mName += w
	case t.class == classNoun:
		f.mNoun += w
	default:
		f.mVerb += w
	}
}

// similarity is the cosine between the question and the fact's nearest wording
// and nearest example question, over squared weights.
func (ix *Index) similarity(q *query, d *doc, c *candidate) {
	f := &c.feat
	norm := 0.0
	for _, k := range q.main {
		norm += q.terms[k].weight * q.terms[k].weight
	}
	if norm == 0 {
		return
	}
	for i, dot := range q.covered.wordings(c.at) {
		p := &d.phrases[i]
		if dot == 0 || p.norm == 0 {
			continue
		}
		s := math.Min(1, dot/(math.Sqrt(norm)*p.norm))
		if s > f.similar {
			f.similar, f.rev = s, math.Min(1, dot/(p.norm*p.norm))
		}
		if p.example {
			f.example = math.Max(f.example, s)
		}
	}
}

// fit compares what the question wants with what the fact can give.
func (ix *Index) fit(q *query, d *doc, c *candidate) {
	k := q.want.kind &^ (askYesNo | askList | askWhat | askWhich | askHow)
	switch {
	case k == 0:
	case d.hints&k != 0 && !(k == askWho && !q.demands.whose && len(d.fact.List) == 0 && !ix.newAgent(q, d) && !ix.newName(q, d)):
		c.feat.typed = 1
	case d.provides&k != 0 && (k&askWho == 0 || ix.newAgent(q, d)), measures(q, d):
		c.feat.typed = typedBySlot
	case d.provides&k == 0, k&askWho != 0 && len(d.fact.List) == 0:
		c.feat.typed = -1
	}
	c.feat.focus, c.feat.asked = ix.focusFit(q, d, c)
	names, have := 0.0, 0.0
	for _, k := range q.main {
		t := &q.terms[k]
		if t.class != className || len(t.keys) == 0 {
			continue
		}
		w := math.Max(t.weight, .05)
		names += w
		if best, _ := q.covered.of(c.at, k); best >= coverBeside {
			have += w
		}
	}
	if names > 0 {
		c.feat.named = 2*have/names - 1
	}
}

// focusFit says whether the noun asked about is covered (1, or -1 where it is
// not, 0 where none is asked about), and whether an example question of the fact
// asks about it or a name of the fact is one (1, or -1 where neither is so).
func (ix *Index) focusFit(q *query, d *doc, c *candidate) (covered, asked float64) {
	n := len(q.want.focus)
	if n == 0 {
		return 0, 0
	}
	k := q.want.focus[n-1]
	t := &q.terms[k]
	if q.demands.generic[n-1] || t.class == classVerb || t.class == classOther {
		return 0, 0
	}
	covered, asked = -1, -1
	if best, _ := q.covered.of(c.at, k); best >= coverTopic || standsFor(d, t.norm) {
		covered = 1
	}
	if q.want.kind&askWhich == 0 && q.want.kind&askWhat != 0 && q.want.kind&askCount == 0 {
		return covered, 0
	}
	for _, a := range q.alts[k] {
		for i := range d.phrases {
			if slices.Contains(d.phrases[i].focus, a.key) {
				return covered, 1
			}
		}
		for n := range d.names {
			for _, w := range ix.within(n) {
				if m := ix.lex.names[w]; m != nil && slices.Contains(m.is, a.key) && !ix.asks(q, w) {
					return covered, 1
				}
			}
		}
		for _, g := range d.figures {
			if slices.Contains(g.unit, a.key) {
				return covered, 1
			}
		}
		if d.measure[a.key] {
			return covered, 1
		}
	}
	return covered, asked
}

// typedBySlot is how far a fact answers a type of question by what it holds,
// without an example question of the type.
const typedBySlot = 0.6

// newName reports whether the fact names something that the question does not and
// that may do what people do: also a country, where the fact is about it.
func (ix *Index) newName(q *query, d *doc) bool {
	for n := range d.names {
		if m := ix.lex.names[n]; m != nil && m.place && !strings.Contains(text.Fold(d.fact.Subject), text.Fold(m.usual)) {
			continue
		}
		if !ix.asks(q, n) && !ix.everywhere(&term{keys: []string{n}}) {
			return true
		}
	}
	return false
}

// newAgent reports whether the fact names a person or an organisation that the
// question does not, or tells of people that it does not speak of ("whalers").
func (ix *Index) newAgent(q *query, d *doc) bool {
	if d.fact.By != "" {
		return true
	}
	for n := range d.names {
		if m := ix.lex.names[n]; m != nil && !m.place && !ix.asks(q, n) {
			return true
		}
	}
	for k := range d.own {
		if ix.autoNames.at(k) > 0 && !ix.asks(q, k) && !ix.lex.place(k) {
			return true
		}
	}
	for _, k := range d.people {
		if !ix.asks(q, k) {
			return true
		}
	}
	return false
}
