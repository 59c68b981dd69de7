package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"autofacts/internal/kb"
)

// Vote keeps what the caller thinks of an answer, for each fact that it stated:
// those that are remembered of the message, and those that its button knows, as
// far as the base has them still. It is one vote a person and fact, the last
// counting: CmdVote. Without a key nobody can vote.
func (b *Bot) Vote(ctx context.Context, c Caller, m kb.MessageID, facts []kb.FactID, t kb.Thumb) (map[kb.FactID]kb.Score, error) {
	if _, err := b.allow(ctx, c, CmdVote); err != nil {
		return nil, err
	}
	if len(b.key) == 0 {
		return nil, denied("votes are not taken here: the operator has set no key by which they are kept apart without names")
	}
	if t != kb.Up && t != kb.Down && t != kb.None {
		return nil, sayInvalid("a vote is up, down or none")
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return nil, err
	}
	g, err := b.store.Answer(ctx, c.Guild, m)
	if err != nil && !errors.Is(err, kb.ErrNotFound) {
		return nil, b.unreachable("find an answer", c.Guild, err)
	}
	var votes []kb.Vote
	for _, id := range slices.Concat(facts, g.Facts) {
		known := slices.ContainsFunc(votes, func(v kb.Vote) bool { return v.Fact == id })
		if h.base().Fact(id) != nil && !known {
			votes = append(votes, kb.Vote{Guild: c.Guild, Fact: id, Thumb: t, Voter: kb.NewVoter(b.key, "vote", c.Guild, string(id), c.Person)})
		}
	}
	if len(votes) == 0 {
		return nil, sayNotFound("there is no such fact in this server's base any more")
	}
	scores, err := b.store.Vote(ctx, votes...)
	if err != nil {
		return nil, b.unreachable("keep a vote", c.Guild, err)
	}
	return scores, nil
}

// exists says that there is such a fact in the caller's server, or kb.ErrNotFound.
func (b *Bot) exists(ctx context.Context, c Caller, id kb.FactID) error {
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return err
	}
	if h.base().Fact(id) != nil {
		return nil
	}
	return sayNotFound(fmt.Sprintf("there is no fact %s in this server's base any more", quoted(string(id))))
}

const (
	// MaxReport is how long an error report may be, in characters.
	MaxReport = 1000
	// maxReports is how many may be open at once in a server.
	maxReports = 200
)

// ReportError keeps what the caller finds wrong with a fact; who is not kept: CmdReport.
func (b *Bot) ReportError(ctx context.Context, c Caller, fact kb.FactID, text string) (kb.Report, error) {
	if _, err := b.allow(ctx, c, CmdReport); err != nil {
		return kb.Report{}, err
	}
	text = strings.TrimSpace(text)
	if n := len([]rune(text)); n == 0 || n > MaxReport {
		return kb.Report{}, sayInvalid(fmt.Sprintf("a report has 1 to %d characters: say what is wrong and how you know", MaxReport))
	}
	if err := b.exists(ctx, c, fact); err != nil {
		return kb.Report{}, err
	}
	open, err := b.store.Reports(ctx, c.Guild)
	if err != nil {
		return kb.Report{}, b.unreachable("read the reports", c.Guild, err)
	}
	if len(open) >= maxReports {
		return kb.Report{}, denied("so many reports are open that no more are taken until moderators have seen to some")
	}
	r, err := b.store.Report(ctx, kb.Report{Guild: c.Guild, Fact: fact, Text: text})
	if err != nil {
		return r, b.unreachable("keep a report", c.Guild, err)
	}
	return r, nil
}

// Gave remembers for kb.RememberAnswers that a message of the bot, in the
// caller's channel, answered the caller with facts, so that it can be marked when
// one of them is corrected. Ephemeral messages are not to be given.
func (b *Bot) Gave(ctx context.Context, c Caller, m kb.MessageID, facts []kb.FactID) error {
	if b.store == nil || c.Guild == "" || len(facts) == 0 || m == "" {
		return nil // nothing that could be corrected
	}
	g := kb.Given{Guild: c.Guild, Channel: c.Channel, Message: m, Facts: facts}
	if len(b.key) > 0 {
		g.Asker = b.asker(c, m)
	}
	if err := b.store.Gave(ctx, g); err != nil {
		return b.unreachable("remember an answer", c.Guild, err)
	}
	return nil
}

func (b *Bot) asker(c Caller, m kb.MessageID) kb.Voter {
	return kb.NewVoter(b.key, "ask", c.Guild, string(m), c.Person)
}

// MayDelete says whether the caller may delete a message of the bot: who asked
// for it, and moderators. Deleted notes that it was deleted.
func (b *Bot) MayDelete(ctx context.Context, c Caller, m kb.MessageID) error {
	if b.store == nil || c.Guild == "" || c.Person == "" {
		return denied("only who asked, and moderators, may delete an answer")
	}
	s, err := b.store.Settings(ctx, c.Guild)
	if err != nil {
		return b.unreachable("read the settings", c.Guild, err)
	}
	if s.Moderates(c.Actor()) {
		return nil
	}
	g, err := b.store.Answer(ctx, c.Guild, m)
	if err != nil && !errors.Is(err, kb.ErrNotFound) {
		return b.unreachable("find an answer", c.Guild, err)
	}
	if err == nil && g.Asker != "" && len(b.key) > 0 && g.Asker == b.asker(c, m) {
		return nil
	}
	return denied("only who asked, and moderators, may delete an answer")
}

// Deleted notes that the caller deleted a message of the bot.
func (b *Bot) Deleted(ctx context.Context, c Caller, m kb.MessageID) error {
	if err := b.MayDelete(ctx, c, m); err != nil {
		return err
	}
	if _, err := b.store.MarkAnswer(ctx, c.Guild, m, kb.GivenDeleted); err != nil {
		return b.unreachable("note a deletion", c.Guild, err)
	}
	if err := b.store.Note(ctx, kb.Entry{Guild: c.Guild, By: c.Person, What: kb.AuditDelete, Target: "message " + string(m)}); err != nil {
		return b.unreachable("write the audit", c.Guild, err)
	}
	return nil
}
