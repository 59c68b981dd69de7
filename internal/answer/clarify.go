// Asking back where several facts fit equally.

package answer

import (
	"fmt"

	"autofacts/internal/kb"
)

const (
	// closeCall is how far apart, in the ranking's log-odds, facts may be and
	// fit a question equally.
	closeCall = 0.45
	// openCall is the same for a question of one word of matter or none.
	openCall = 1.5
	// blindCall is the same for one without any, of which only the type is known.
	blindCall = 4
	// bareCall is the same where the facts are bare statements, whose scores lie
	// closer together.
	bareCall = 0.15
	// maxChoices is how many choices a clarification has at most.
	maxChoices = 5
	// vague is how many words of matter a question has at most to be open
	// between facts; one with more has usually said which it means.
	vague = 2
)

// clarify asks back where several facts fit a short question equally.
func (t *turn) clarify(q *query, cands []candidate) (Reply, bool) {
	if len(q.main) > vague || len(cands) < 2 || q.want.kind&askList != 0 || q.has("all every list both each three four five") {
		return Reply{}, false
	}
	r := Reply{Outcome: Clarify}
	gap := closeCall
	if len(t.ix.docs[cands[0].doc].fact.Ask) == 0 {
		gap = bareCall
	}
	if gap == closeCall && t.specific(q) < 2 {
		gap = openCall
	}
	if len(q.main) == 0 {
		gap = blindCall
	}
	top := -1
	said := map[string]bool{}
	for i := range cands {
		c := &cands[i]
		d := t.ix.docs[c.doc]
		if c.vetoBy != "" {
			continue
		}
		if len(d.fact.List) > 0 {
			if top < 0 {
				return Reply{}, false // a list fits best: it holds them all
			}
			continue
		}
		if top < 0 {
			top = i
		}
		if len(q.main) == 0 && c.feat.typed <= 0 {
			continue
		}
		if cands[top].score-c.score > gap || cands[top].feat.cover-c.feat.cover > .05 {
			break
		}
		key := d.fact.Answer
		if key == "" {
			key = d.fact.Statement
		}
		if !said[key] && len(r.Closest) < maxChoices {
			said[key] = true
			r.Closest = append(r.Closest, d.fact.ID)
		}
	}
	if len(r.Closest) < 2 {
		return Reply{}, false
	}
	r.Confidence = confidence(cands, top)
	if len(r.Closest) == 2 && t.ix.sameParagraph(r.Closest[0], r.Closest[1]) && r.Confidence >= answerAt { // two sides of one thing: no need to ask back
		both := Reply{Outcome: Answered, Confidence: r.Confidence}
		for _, id := range r.Closest {
			both.Answers = merge(both.Answers, t.ix.answers(t.ix.byID.at(id), t.lang))
		}
		return both, true
	}
	r.Lead = "That fits several facts. Which one do you mean?"
	for i, id := range r.Closest {
		r.Notes = append(r.Notes, fmt.Sprintf("%d. %s", i+1, t.ix.statement(id)))
	}
	return r, true
}

// specific counts the words of a question that narrow it down.
func (t *turn) specific(q *query) int {
	n := 0
	for _, k := range q.main {
		if !t.ix.everywhere(&q.terms[k]) {
			n++
		}
	}
	return n + len(q.numbers)
}

// sameParagraph reports whether two facts rest on the same paragraph.
func (ix *Index) sameParagraph(a, b kb.FactID) bool {
	x, y := ix.base.Fact(a), ix.base.Fact(b)
	return x != nil && y != nil && len(x.Evidence) > 0 && len(y.Evidence) > 0 &&
		x.Evidence[0].Source == y.Evidence[0].Source && x.Evidence[0].Paragraph == y.Evidence[0].Paragraph
}
