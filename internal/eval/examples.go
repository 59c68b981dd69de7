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
	found := make([][]kb.Finding, len(b.Facts))
	each(len(b.Facts), func(i int) {
		found[i] = checkExamples(ix, &b.Facts[i], holders[b.Facts[i].ID])
	})
	return kb.SortFindings(slices.Concat(found...))
}

// checkExamples asks the questions of one fact.
func checkExamples(ix *answer.Index, f *kb.Fact, holders []kb.FactID) []kb.Finding {
	var found []kb.Finding
	for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
		for n, q := range f.Ask[lang] {
			if why := astray(f, ix.Ask(answer.Question{Text: q}), holders); why != "" {
				found = append(found, kb.Finding{Pos: f.QuestionPos(lang, n), Severity: kb.Error,
					Text: fmt.Sprintf("the example question %q of %q %s: reword it, or move it to the fact that answers it", q, f.ID, why)})
			}
		}
	}
	return found
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
