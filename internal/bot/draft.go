package bot

import (
	"context"
	"errors"
	"time"

	"autofacts/internal/kb"
)

// DraftFor is how long a draft waits for its Save: as long as Discord lets a
// reply be edited.
const DraftFor = 15 * time.Minute

var errNotYet = errors.New("not built yet")

// Open gives what a form is filled with to change something: CmdChange.
func (b *Bot) Open(ctx context.Context, c Caller, t kb.Target) (Opened, error) {
	return Opened{}, errNotYet
}

// Preview shows what a wish would do and keeps it as a draft of the caller for
// DraftFor. What is wrong with the content comes as Objections, not as an error.
// Members may only add facts (CmdSuggest). A target that moved on since
// Wish.BasedOn gives a *Moved, whose draft Merge takes.
func (b *Bot) Preview(ctx context.Context, c Caller, w Wish) (Preview, error) {
	return Preview{}, errNotYet
}

// Correct shows a fact's draft again with another reading of its statement.
func (b *Bot) Correct(ctx context.Context, c Caller, id DraftID, r Reading) (Preview, error) {
	return Preview{}, errNotYet
}

// Draft shows a draft of the caller again as it stands, or gives kb.ErrNotFound
// where it is gone, is another's, or was saved.
func (b *Bot) Draft(ctx context.Context, c Caller, id DraftID) (Preview, error) {
	return Preview{}, errNotYet
}

// Recheck goes on with the questions that a preview left unchecked, for up to the
// same time again.
func (b *Bot) Recheck(ctx context.Context, c Caller, id DraftID) (Preview, error) {
	return Preview{}, errNotYet
}

// Merge brings a draft up to date with what was saved meanwhile: what only one
// side changed is taken from it; where both did, theirs is taken and listed in
// Preview.Overlaps.
func (b *Bot) Merge(ctx context.Context, c Caller, id DraftID) (Preview, error) {
	return Preview{}, errNotYet
}

// Save does what a draft says: at once, or as a proposal where others have to
// approve. The key names the outside action (a click); the same key does nothing
// the second time and gives the same result. A target that moved on gives a
// *Moved and nothing is written; a draft with objections gives kb.ErrInvalid.
func (b *Bot) Save(ctx context.Context, c Caller, id DraftID, key string) (Saved, error) {
	return Saved{}, errNotYet
}

// Discard forgets a draft of the caller.
func (b *Bot) Discard(c Caller, id DraftID) {}
