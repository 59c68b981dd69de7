package bot

import (
	"errors"

	"autofacts/internal/kb"
)

// told reports whether an error is a sentence for the caller already.
func told(err error) bool {
	for _, known := range []error{kb.ErrNotFound, kb.ErrInvalid, kb.ErrConflict, kb.ErrDenied, ErrUnavailable} {
		if errors.Is(err, known) {
			return true
		}
	}
	return false
}

// A sentenceError is an error in words for the caller, of one of kb's kinds.
type sentenceError struct {
	text string
	kind error
}

func (e sentenceError) Error() string { return e.text }
func (e sentenceError) Unwrap() error { return e.kind }

func denied(text string) error      { return sentenceError{text, kb.ErrDenied} }
func sayNotFound(text string) error { return sentenceError{text, kb.ErrNotFound} }
func sayConflict(text string) error { return sentenceError{text, kb.ErrConflict} }
func sayInvalid(text string) error  { return sentenceError{text, kb.ErrInvalid} }
