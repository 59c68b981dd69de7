// Explanations: why a reply came out as it did.

package answer

import "fmt"

// An Explanation says why a reply came out as it did, a line for each step.
type Explanation struct {
	Lines []string
}

// add notes a line; nothing where nobody wants to know.
func (e *Explanation) add(format string, args ...any) {
	if e != nil {
		e.Lines = append(e.Lines, fmt.Sprintf(format, args...))
	}
}

// explained is how many of the best candidates an explanation speaks of.
const explained = 5

// candidate says what speaks for and against a fact.
func (e *Explanation) candidate(ix *Index, c *candidate) {
	if e == nil {
		return
	}
	f := &c.feat
	e.add("%s %.2f cover %.2f similar %.2f example %.2f own %.2f lacks %.2f %.2f %.2f %.2f learnt %.2f type %+.0f focus %+.0f names %+.1f veto %s %q",
		ix.docs[c.doc].fact.ID, c.score, f.cover, f.similar, f.example, f.own, f.mName, f.mNoun, f.mVerb, f.mBase, f.learnt, f.typed, f.focus, f.named, c.vetoBy, c.veto)
}
