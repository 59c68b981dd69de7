package kb

import "fmt"

// An Objection says why an edit cannot be made, in words for who wrote it. It
// is ErrInvalid.
type Objection struct {
	Target Target // zero where it is about no target
	Field  string // "statement", "evidence", ...; empty where it is about no field
	Pos    Pos    // where the edit was read from a file; else zero
	Text   string // a sentence without a full stop: what is wrong and what to do
}

// Error gives the sentence, after its place where it has one.
func (o Objection) Error() string {
	if o.Pos.File != "" {
		return o.Pos.String() + ": " + o.Text
	}
	return o.Text
}

// Unwrap gives ErrInvalid.
func (o Objection) Unwrap() error { return ErrInvalid }

// Objections gives the objections that an error is made of, in order; none for
// any other error.
func Objections(err error) []Objection { return partsOf[Objection](err) }

func objectf(field, format string, args ...any) error {
	return Objection{Field: field, Text: fmt.Sprintf(format, args...)}
}
