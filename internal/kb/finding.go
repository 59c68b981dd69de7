package kb

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Severity says whether a finding stops a base from being used.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // wrong: it has to be mended
	Warning Severity = "warning" // looks wrong, or cannot be verified
)

// A Finding is something that is wrong with a base, and where. As an error it
// wraps ErrInvalid.
type Finding struct {
	Pos      Pos
	Severity Severity
	Text     string // what is wrong and what to do about it, without a full stop
}

// String gives "file:line:column: sentence", a warning being marked as one.
func (f Finding) String() string {
	if f.Severity == Warning {
		return f.Pos.String() + ": warning: " + f.Text
	}
	return f.Pos.String() + ": " + f.Text
}

// Error is String, so that findings can be joined into one error.
func (f Finding) Error() string { return f.String() }

// Unwrap gives ErrInvalid.
func (f Finding) Unwrap() error { return ErrInvalid }

// SortFindings orders findings by file, line and column, and drops repetitions.
func SortFindings(found []Finding) []Finding {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(strings.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col), strings.Compare(a.Text, b.Text))
	})
	return slices.Compact(found)
}

// Findings gives the findings that an error of Load or ParseFacts is made of, in
// order; none for any other error.
func Findings(err error) []Finding { return partsOf[Finding](err) }

// partsOf gives the errors of one type that an error joins, in order.
func partsOf[E error](err error) []E {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []E
		for _, e := range joined.Unwrap() {
			out = append(out, partsOf[E](e)...)
		}
		return out
	}
	var one E
	if errors.As(err, &one) {
		return []E{one}
	}
	return nil
}

// joinFindings makes one error of them, or nil.
func joinFindings(found []Finding) error {
	found = SortFindings(found)
	errs := make([]error, len(found))
	for i, f := range found {
		errs[i] = f
	}
	return errors.Join(errs...)
}

// nearest gives the known word that is most likely meant by a misspelt one, or
// "" where none is near: one change in three letters, or one in a word of two.
func nearest(word string, known []string) string {
	size := len([]rune(word))
	best, at := "", min(max(1, size/3)+1, size)
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < at {
			best, at = k, d
		}
	}
	return best
}

// hint adds the nearest known word to a sentence, or all of them where they are few.
func hint(word string, known []string) string {
	if n := nearest(word, known); n != "" {
		return fmt.Sprintf("did you mean %q?", n)
	}
	if len(known) == 0 || len(known) > 24 {
		return "check the spelling"
	}
	return "use one of " + strings.Join(known, ", ")
}

// distance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before []int
	prev := make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(y)]
}
