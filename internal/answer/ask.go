// Asking: from an utterance to a reply, by the first reading that can deal with it.

package answer

import (
	"fmt"
	"regexp"
	"slices"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// The thresholds of the score, as probabilities that the best fact answers.
const (
	// answerAt trades unanswered questions for wrong answers; chosen on the
	// golden set at about the point where both cost the same.
	answerAt = 0.6
	// listenAt is for what was not addressed to the program: a wrong reply there
	// is an intrusion, a missing one costs nothing.
	listenAt = 0.72
	// clarifyAt is from where facts are near enough to be asked back about.
	clarifyAt = 0.2
	// offerAt is from where a fact is near enough to be offered beside a refusal.
	offerAt = 0.02
	// maxOffers keeps a refusal short.
	maxOffers = 3
	// maxUtterance is how much of an utterance is read, in characters: as much as
	// the longest message holds. A text made to be long costs no more than that.
	maxUtterance = 4000
	// roteConfidence is that of an example question asked word for word.
	roteConfidence = 0.99
	// maxCandidates is how many facts are judged in full.
	maxCandidates = 24
)

// Ask answers a question.
func (ix *Index) Ask(q Question) Reply { return ix.respond(q, nil) }

// Explain answers a question and says why in Reply.Why.
func (ix *Index) Explain(q Question) Reply {
	why := &Explanation{}
	r := ix.respond(q, why)
	r.Why = why
	return r
}

// blank matches the gap of a question that is to be completed.
var blank = regexp.MustCompile(`_{2,}|\[blank\]|\s(?:\.{3,}|…)\s*(?:$|\?)`)

// respond reads the utterance and lets the first that can deal with it reply.
func (ix *Index) respond(q Question, why *Explanation) Reply {
	q.Text, q.Prev = beginning(q.Text), beginning(q.Prev)
	clean := text.Clean(blank.ReplaceAllString(q.Text, " what "))
	lang := text.Detect(clean, q.Locale)
	clean = honest(clean)
	why.add("read as %q in %s", clean, lang)
	t := turn{ix: ix, q: q, clean: clean, lang: lang, why: why}
	if q.Mode == Listen {
		return t.dated(t.listen())
	}
	return t.dated(t.reply())
}

// dated says of answers that are past their day that they are.
func (t *turn) dated(r Reply) Reply {
	seen := map[kb.Date]bool{}
	for _, a := range r.Answers {
		f := t.ix.base.Fact(a.Fact)
		if f == nil || !f.ValidUntil.Past(t.q.Today) || seen[f.ValidUntil] {
			continue
		}
		seen[f.ValidUntil] = true
		note := fmt.Sprintf("This was held to be so until %s only, and may have changed since.", f.ValidUntil)
		if len(r.Answers) > 1 {
			note = fmt.Sprintf("What was held to be so until %s only, and may have changed since: %s", f.ValidUntil, f.Statement)
		}
		r.Notes = append(slices.Clip(r.Notes), note)
	}
	return r
}

// beginning gives as much of a text as is read.
func beginning(s string) string {
	n := 0
	for i := range s {
		if n++; n > maxUtterance {
			return s[:i]
		}
	}
	return s
}

// A turn is the work on one utterance.
type turn struct {
	ix    *Index
	q     Question
	clean string
	lang  string
	why   *Explanation
	depth int
}

func (t *turn) reply() Reply {
	if t.clean == "" {
		return Reply{Outcome: Refused, Lead: sayEmpty}
	}
	if r, ok := t.rote(); ok {
		return r
	}
	if r, ok := t.about(); ok {
		return r
	}
	if whole := t.ix.expand(t.q.Prev, t.clean, t.lang); whole != t.clean {
		t.why.add("with the question before: %q", whole)
		t.clean = whole
	}
	qy := t.query()
	tries := []func(*query) (Reply, bool){t.claim, t.derived, t.compare}
	if qy.want.kind&askYesNo != 0 && qy.has("or") { // "were more sold or shipped" sets two things against each other
		tries = []func(*query) (Reply, bool){t.compare, t.claim, t.derived}
	}
	for _, try := range tries {
		if r, ok := try(qy); ok {
			return r
		}
	}
	if r, ok := t.multi(qy); ok {
		return r
	}
	return t.single(qy)
}

// rote answers an example question word for word.
func (t *turn) rote() (Reply, bool) {
	di, ok := t.ix.exact.get(bareLetters(t.clean))
	if !ok || di < 0 {
		return Reply{}, false
	}
	t.why.add("an example question of %s, word for word", t.ix.docs[di].fact.ID)
	return Reply{Outcome: Answered, Answers: t.ix.answers(di, t.lang), Confidence: roteConfidence}, true
}

// query understands the utterance in the light of the one before it.
func (t *turn) query() *query {
	return t.ix.understand(t.q, t.clean, t.lang)
}

// single answers a question that wants one fact.
func (t *turn) single(q *query) Reply {
	ix := t.ix
	best, cands := ix.best(q, t.why)
	conf := 0.0
	if best >= 0 {
		conf = confidence(cands, best)
	} else if len(cands) > 0 {
		conf = confidence(cands, 0) * vetoedTrust
	}
	t.why.add("confidence %.2f", conf)
	if t.depth == 0 && t.q.Mode != Listen && best >= 0 && (conf >= clarifyAt || len(q.main) == 0 && q.want.kind != 0) {
		if r, ok := t.clarify(q, cands); ok {
			return r
		}
	}
	if best < 0 || conf < answerAt {
		return t.refuse(q, cands, best, conf)
	}
	r := Reply{Outcome: Answered, Answers: ix.answers(cands[best].doc, t.lang), Confidence: conf}
	if len(r.Answers) == 1 {
		if di := ix.companion(q, cands, best); di >= 0 {
			r.Answers = merge(r.Answers, ix.answers(di, t.lang))
		}
		for _, di := range ix.backing(q, ix.docs[cands[best].doc]) {
			r.Answers = merge(r.Answers, ix.answers(di, t.lang))
		}
	}
	return r
}

// vetoedTrust is what is left of the confidence in a fact that a rule forbids.
const vetoedTrust = 0.3

// best gives the place of the highest candidate that nothing forbids, if none that is
// forbidden is clearly nearer, or -1, and all candidates judged.
//
// They are kept with the query: the readings of an utterance (a claim, a
// derivation, a plain question) all begin from the same candidates.
func (ix *Index) best(q *query, why *Explanation) (int, []candidate) {
	if !q.judged {
		q.bestAt, q.cands = ix.judgeAll(q)
		q.judged = true
	}
	why.candidates(ix, q, q.cands)
	return q.bestAt, q.cands
}

func (ix *Index) judgeAll(q *query) (int, []candidate) {
	cands := ix.rank(q)
	for i := range cands {
		ix.judge(q, &cands[i])
	}
	return chosen(cands), cands
}

// chosen gives the first candidate that nothing forbids, or -1 where a forbidden
// one is clearly nearer.
func chosen(cands []candidate) int {
	for i := range cands {
		switch {
		case cands[i].vetoBy != "":
		case i > 0 && cands[0].score-cands[i].score > vetoGap:
			return -1
		default:
			return i
		}
	}
	return -1
}

// vetoGap is how much nearer, in log-odds, a forbidden fact may be before it is
// the one that was meant, so that the next best is not given in its place.
const vetoGap = 3.0

// answers gives the answer of one fact, or of the facts of a list in order.
func (ix *Index) answers(di int, lang string) []Answer {
	f := ix.docs[di].fact
	if len(f.List) == 0 {
		return []Answer{ix.answer(f, lang)}
	}
	var out []Answer
	for _, id := range f.List {
		if i, ok := ix.doc(id); ok {
			out = append(out, ix.answer(ix.docs[i].fact, lang))
		}
	}
	return out
}

func (ix *Index) answer(f *kb.Fact, lang string) Answer {
	a := Answer{Fact: f.ID, Short: f.Answer, Statement: f.Statement, By: f.By, Citations: ix.base.Citations(f)}
	return a
}
