package bot

import (
	"context"

	"autofacts/internal/kb"
)

// A Review is what waits for moderators besides the inbox.
type Review struct {
	Proposals  []kb.Proposal // open, the oldest first
	Due        []kb.Due      // facts past valid_until or review_by
	Collisions []kb.Collision
}

// Review lists what waits for moderators: CmdReview.
func (b *Bot) Review(ctx context.Context, c Caller) (Review, error) { return Review{}, errNotYet }

// Proposal shows a proposal as a preview against the base as it is now, with its
// decisions. Preview.Draft is empty: it is decided, not saved. CmdReview, and the
// proposer.
func (b *Bot) Proposal(ctx context.Context, c Caller, n kb.ProposalID) (kb.Proposal, []Preview, error) {
	return kb.Proposal{}, nil, errNotYet
}

// Decide approves or vetoes a proposal (CmdDecide), or withdraws one's own
// (CmdWithdraw). Who proposed it is told by Effects. A target that moved on since
// gives a *Moved and the decision is not kept.
func (b *Bot) Decide(ctx context.Context, c Caller, n kb.ProposalID, v kb.Verdict, why, key string) (Saved, error) {
	return Saved{}, errNotYet
}

// Shown keeps in which message a proposal is shown to moderators.
func (b *Bot) Shown(ctx context.Context, guild kb.GuildID, n kb.ProposalID, ch kb.ChannelID, m kb.MessageID) error {
	return errNotYet
}

// Settle ends a collision with the curated base: by keeping the server's own
// content, or by taking the curated one. It gives a draft for Save. CmdChange.
func (b *Bot) Settle(ctx context.Context, c Caller, t kb.Target, keep bool) (Preview, error) {
	return Preview{}, errNotYet
}
