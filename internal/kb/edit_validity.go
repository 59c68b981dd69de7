package kb

import (
	"cmp"
	"slices"
)

// A Due is a fact that a moderator should look at.
type Due struct {
	Fact    *Fact
	Expired bool // past valid_until; else past review_by
	Day     Date
}

// DueFacts lists the facts whose valid_until or review_by is past, the longest
// past first.
func DueFacts(b *Base, today Date) []Due {
	var out []Due
	for i := range b.Facts {
		f := &b.Facts[i]
		switch {
		case f.ValidUntil.Past(today):
			out = append(out, Due{f, true, f.ValidUntil})
		case f.ReviewBy.Past(today):
			out = append(out, Due{f, false, f.ReviewBy})
		}
	}
	slices.SortStableFunc(out, func(a, b Due) int { return cmp.Compare(a.Day, b.Day) })
	return out
}

// Touched gives the ids of facts whose answers given before no longer stand
// after a revision: those corrected in what they state, and those retired. New
// example questions or topics change no answer.
func Touched(revs []Revision) []FactID {
	var out []FactID
	for _, r := range revs {
		if r.Target.Thing != FactThing || r.Before == nil || r.Before.Fact == nil {
			continue
		}
		if r.After == nil || !sameClaim(r.Before.Fact, r.After.Fact) {
			out = append(out, FactID(r.Target.ID))
		}
	}
	return out
}

func sameClaim(a, b *Fact) bool {
	figures := a.Figure == b.Figure || a.Figure != nil && b.Figure != nil && *a.Figure == *b.Figure
	return a.Statement == b.Statement && a.Answer == b.Answer && a.By == b.By && a.Period == b.Period && figures &&
		slices.Equal(a.List, b.List)
}
