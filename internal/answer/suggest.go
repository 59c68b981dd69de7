package answer

import "autofacts/internal/kb"

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
