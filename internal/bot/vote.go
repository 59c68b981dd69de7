package bot

import (
	"context"

	"autofacts/internal/kb"
)

// Vote keeps what the caller thinks of a fact, one vote a person, the last
// counting: CmdVote.
func (b *Bot) Vote(ctx context.Context, c Caller, fact kb.FactID, t kb.Thumb) (kb.Score, error) {
	return kb.Score{}, errNotYet
}

// MaxReport is how long an error report may be, in characters.
const MaxReport = 1000

// ReportError keeps what the caller finds wrong with a fact; who is not kept: CmdReport.
func (b *Bot) ReportError(ctx context.Context, c Caller, fact kb.FactID, text string) (kb.Report, error) {
	return kb.Report{}, errNotYet
}

// Gave remembers for kb.RememberAnswers that a message of the bot, in the
// caller's channel, answered the caller with facts, so that it can be marked when
// one of them is corrected. Ephemeral messages are not to be given.
func (b *Bot) Gave(ctx context.Context, c Caller, m kb.MessageID, facts []kb.FactID) error {
	return errNotYet
}

// MayDelete says whether the caller may delete a message of the bot: who asked
// for it, and moderators. Deleted notes that it was deleted.
func (b *Bot) MayDelete(ctx context.Context, c Caller, m kb.MessageID) error { return errNotYet }

// Deleted notes that the caller deleted a message of the bot.
func (b *Bot) Deleted(ctx context.Context, c Caller, m kb.MessageID) error { return errNotYet }
