package eval

import (
	"fmt"
	"maps"
	"slices"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// CheckExamples asks a base its own example questions. Each must be answered by
// the fact that it stands under first, or by a list that holds that fact. The
// findings are sorted by file and line.
func CheckExamples(ix *answer.Index) []kb.Finding {
	b := ix.Base()
	holders := make(map[kb.FactID][]kb.FactID)
	for _, f := range b.Facts {
		for _, id := range f.List {
			holders[id] = append(holders[id], f.ID)
		}
	}
	var found []kb.Finding
	for i := range b.Facts {
		f := &b.Facts[i]
		for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
			for n, q := range f.Ask[lang] {
				r := ix.Ask(answer.Question{Text: q})
				if why := astray(f, r, holders[f.ID]); why != "" {
					found = append(found, kb.Finding{Pos: f.QuestionPos(lang, n), Severity: kb.Error,
						Text: fmt.Sprintf("the example question %q of %q %s: reword it, or move it to the fact that answers it", q, f.ID, why)})
				}
			}
		}
	}
	return kb.SortFindings(found)
}

// astray says what is wrong with the reply to a fact's own question.
func astray(f *kb.Fact, r answer.Reply, holders []kb.FactID) string {
	if len(r.Answers) == 0 {
		return fmt.Sprintf("is not answered (%s)", r.Outcome)
	}
	first := r.Answers[0].Fact
	if first == f.ID || slices.Contains(holders, first) || slices.Contains(f.List, first) {
		return ""
	}
	return fmt.Sprintf("is answered by %q", first)
}
