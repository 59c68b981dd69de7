package bot

import (
	"context"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// Settings gives what holds in the caller's server: CmdSettings.
func (b *Bot) Settings(ctx context.Context, c Caller) (kb.Settings, error) {
	return kb.Settings{}, errNotYet
}

// Set keeps settings, all or none: CmdChannel for kb.ModeKey and kb.KeyModChannel,
// CmdConfigure for the rest. An empty value is the default again.
func (b *Bot) Set(ctx context.Context, c Caller, settings ...kb.Setting) (kb.Settings, error) {
	return kb.Settings{}, errNotYet
}

// Mode says when the bot speaks in the caller's channel. With the store out of
// reach it is the last one known, else kb.ModeMention.
func (b *Bot) Mode(ctx context.Context, c Caller) kb.Mode { return kb.ModeMention }

// Overhear replies to a message that was not addressed to the bot, by the mode of
// the channel: in kb.ModeAsk to each question, by an answer or one short refusal;
// in kb.ModeAmbient when it is sure, at most once for a fact, channel and hour.
// Otherwise the outcome is answer.Silent.
func (b *Bot) Overhear(ctx context.Context, c Caller, text string) answer.Reply {
	return answer.Reply{Outcome: answer.Silent}
}

// Quieten is the button "not helpful here" under what was overheard: the channel
// is left alone for QuietFor, and the fact in that channel for QuietFactFor.
func (b *Bot) Quieten(c Caller, fact kb.FactID) {}

// A Step is what a server's moderators have still to do, or could.
type Step struct {
	What    string // "role", "channel", "inbox", "review", ...
	Text    string // a sentence: what is missing and what to do
	Command string // the command that does it, without the slash; may be empty
}

// Steps leads a first-time moderator: CmdSettings.
func (b *Bot) Steps(ctx context.Context, c Caller) ([]Step, error) { return nil, errNotYet }

// Left and Joined note that the bot was removed from a server, or is there. Its
// base is deleted kb.KeepAfterLeaving after it was left.
func (b *Bot) Left(ctx context.Context, guild kb.GuildID) error { return errNotYet }

// Joined notes that the bot is in a server, again or still.
func (b *Bot) Joined(ctx context.Context, guild kb.GuildID) error { return errNotYet }

// Tend does what is due in the background until the context ends: it writes
// counts and unanswered questions, deletes what has had its time, tells who
// waits, and lists what is due for the moderators' channels. Package discord runs
// it for as long as it is connected and delivers the effects.
func (b *Bot) Tend(ctx context.Context, deliver func(kb.GuildID, Effects)) {}
