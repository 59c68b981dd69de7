// Explanations: why a reply came out as it did.

package answer

import "fmt"

// An Explanation says why a reply came out as it did, a line for each step.
type Explanation struct {
	Lines []string
}

func (e *Explanation) add(format string, args ...any) {
	if e != nil {
		e.Lines = append(e.Lines, fmt.Sprintf(format, args...))
	}
}
