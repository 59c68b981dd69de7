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
