package bot

import (
	"context"
	"fmt"

	"autofacts/internal/kb"
)

// A Command is one thing that somebody may ask for, as far as permission goes.
type Command string

// The commands.
const (
	CmdSuggest  Command = "suggest"  // propose a fact as a member
	CmdVote     Command = "vote"     // a thumb
	CmdReport   Command = "report"   // report an error
	CmdTellMe   Command = "tell-me"  // be told when there is an answer
	CmdWithdraw Command = "withdraw" // take one's own draft or proposal back

	CmdAdd       Command = "add"
	CmdChange    Command = "change"
	CmdRetire    Command = "retire"
	CmdRestore   Command = "restore"
	CmdRevert    Command = "revert"
	CmdHistory   Command = "history" // and the difference
	CmdReview    Command = "review"
	CmdDecide    Command = "decide"
	CmdInbox     Command = "inbox"
	CmdExample   Command = "example"
	CmdImport    Command = "import"
	CmdExport    Command = "export"
	CmdAudit     Command = "audit"
	CmdStats     Command = "stats"
	CmdWhy       Command = "why"      // see why a question is answered as it is
	CmdSettings  Command = "settings" // to see them
	CmdChannel   Command = "channel"  // set a channel's mode
	CmdConfigure Command = "configure"
)

// A Rank is who may give a command.
type Rank string

// The ranks, from all to few.
const (
	Member    Rank = "member"    // anybody in the server
	Moderator Rank = "moderator" // see kb.Settings.Moderates
	Governor  Rank = "governor"  // see kb.Settings.Governs
)

// Ranks says who may give each command. What is not in it nobody may.
func Ranks() map[Command]Rank {
	return map[Command]Rank{
		CmdSuggest: Member, CmdVote: Member, CmdReport: Member, CmdTellMe: Member, CmdWithdraw: Member,
		CmdAdd: Moderator, CmdChange: Moderator, CmdRetire: Moderator, CmdRestore: Moderator, CmdRevert: Moderator,
		CmdHistory: Moderator, CmdReview: Moderator, CmdDecide: Moderator, CmdInbox: Moderator, CmdExample: Moderator,
		CmdImport: Moderator, CmdExport: Moderator, CmdAudit: Moderator, CmdStats: Moderator, CmdWhy: Moderator, CmdSettings: Moderator,
		CmdChannel: Moderator, CmdConfigure: Governor,
	}
}

// Moderated reports whether servers can have anything of their own: whether
// there is a store. It asks nobody, so it can be asked for each answer.
func (b *Bot) Moderated() bool { return b.store != nil }

// May says whether a caller may give a command now: nil, an error that is
// kb.ErrDenied with a sentence for the caller, or ErrUnavailable. Every method
// asks this itself; it is exported for what to show and for autocomplete.
func (b *Bot) May(ctx context.Context, c Caller, cmd Command) error {
	_, err := b.allow(ctx, c, cmd)
	return err
}

// allow is May, and gives the settings that were looked at.
func (b *Bot) allow(ctx context.Context, c Caller, cmd Command) (kb.Settings, error) {
	if b.store == nil {
		return kb.Settings{}, ErrUnavailable
	}
	if c.Guild == "" || c.Person == "" {
		return kb.Settings{}, denied("this works within a server only")
	}
	s, err := b.store.Settings(ctx, c.Guild)
	if err != nil {
		return kb.Settings{}, b.unreachable("read the settings", c.Guild, err)
	}
	return s, permit(s, c.Actor(), cmd)
}

// permit applies the table.
func permit(s kb.Settings, a kb.Actor, cmd Command) error {
	switch Ranks()[cmd] {
	case Member:
		return nil
	case Moderator:
		if s.Moderates(a) {
			return nil
		}
		if s.ModRole == "" {
			return denied("this is for moderators, and until a moderator role is set that is whoever may manage the server")
		}
		return denied("this is for those who have the moderator role")
	case Governor:
		if s.Governs(a) {
			return nil
		}
		return denied("this is for those who may manage the server")
	}
	return denied("nobody may do this")
}

// unreachable logs what the store did not do, and gives the sentence for it.
func (b *Bot) unreachable(what string, guild kb.GuildID, err error) error {
	if told(err) {
		return err
	}
	b.log.Error(what, "guild", string(guild), "err", err)
	return fmt.Errorf("%w: nothing was changed; try again in a minute", ErrUnavailable)
}
