package bot

import (
	"context"
	"errors"

	"autofacts/internal/kb"
)

// A Review is what waits for moderators besides the inbox.
type Review struct {
	Proposals  []kb.Proposal // open, the oldest first
	Due        []kb.Due      // facts past valid_until or review_by
	Collisions []kb.Collision
}

// Review lists what waits for moderators: CmdReview.
func (b *Bot) Review(ctx context.Context, c Caller) (Review, error) {
	if _, err := b.allow(ctx, c, CmdReview); err != nil {
		return Review{}, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Review{}, err
	}
	r := Review{Due: kb.DueFacts(h.base(), b.today())}
	if r.Collisions, err = kb.Collisions(h.curated.Base(), h.heads); err != nil {
		return Review{}, err
	}
	if r.Proposals, err = b.store.Proposals(ctx, c.Guild, kb.ProposalOpen, 0); err != nil {
		return Review{}, b.unreachable("read the proposals", c.Guild, err)
	}
	return r, nil
}

// mostShown is how many edits of a proposal are shown in full; an import has
// thousands.
const mostShown = 10

// Proposal shows a proposal's first edits as previews against the base as it is
// now, the last of them with what the whole would change. Preview.Draft is empty:
// it is decided, not saved. CmdReview, and the proposer.
func (b *Bot) Proposal(ctx context.Context, c Caller, n kb.ProposalID) (kb.Proposal, []Preview, error) {
	p, err := b.seen(ctx, c, n)
	if err != nil {
		return p, nil, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return p, nil, err
	}
	var out []Preview
	for i, e := range p.Edits[:min(len(p.Edits), mostShown)] {
		one := Preview{Target: e.Target, Before: h.item(e.Target), After: e.After, Needs: p.Needs}
		if one.Differences, err = kb.Diff(one.Before, one.After); err != nil {
			return p, nil, err
		}
		if e.After != nil && e.After.Fact != nil {
			one.Reading = readingOf(e.After.Fact)
		}
		if i == len(p.Edits)-1 && p.State == kb.ProposalOpen {
			if err := b.weigh(ctx, c, &p, h, &one); err != nil {
				return p, nil, err
			}
		}
		out = append(out, one)
	}
	return p, out, nil
}

// seen gives a proposal to who may see it.
func (b *Bot) seen(ctx context.Context, c Caller, n kb.ProposalID) (kb.Proposal, error) {
	_, denial := b.allow(ctx, c, CmdReview)
	if denial != nil && !errors.Is(denial, kb.ErrDenied) {
		return kb.Proposal{}, denial
	}
	if err := b.May(ctx, c, CmdWithdraw); err != nil {
		return kb.Proposal{}, err
	}
	p, err := b.store.Proposal(ctx, c.Guild, n)
	if denial != nil && (err != nil || p.By != c.Person) {
		return kb.Proposal{}, denial
	}
	if err != nil {
		return kb.Proposal{}, b.unreachable("read a proposal", c.Guild, err)
	}
	return p, nil
}

// weigh composes a proposal as if its decider had drafted it.
func (b *Bot) weigh(ctx context.Context, c Caller, p *kb.Proposal, h *home, into *Preview) error {
	d := &draft{guild: c.Guild, person: c.Person, imported: p.Edits, moderator: true}
	all, err := b.compose(ctx, c, d, h)
	var moved *Moved
	if errors.As(err, &moved) {
		into.Objections = append(into.Objections, kb.Objection{Target: moved.Head.Target, Text: moved.Error()})
		return nil
	}
	if err != nil {
		return err
	}
	into.Objections, into.Concerns, into.Guard = all.Objections, all.Concerns, all.Guard
	if d.guard != nil && into.After != nil && into.After.Fact != nil {
		into.Question, into.Reply = firstQuestion(into.After.Fact, c.Locale), plainReply(d.next(), into.After.Fact)
	}
	d.forget()
	return nil
}

// next gives the base as it would be, or as it is while that is not made.
func (d *draft) next() *kb.Base {
	select {
	case <-d.guard.built:
		return d.guard.next.Base()
	default:
		return d.guard.base
	}
}

// Decide approves or vetoes a proposal (CmdDecide), or withdraws one's own
// (CmdWithdraw). Who proposed it is told by Effects. A target that moved on since
// gives a *Moved without draft, and the decision is not kept. The key names the
// outside action: the same key decides once.
func (b *Bot) Decide(ctx context.Context, c Caller, n kb.ProposalID, v kb.Verdict, why, key string) (Saved, error) {
	cmd := CmdDecide
	if v == kb.Withdraw {
		cmd = CmdWithdraw
	}
	s, err := b.allow(ctx, c, cmd)
	if err != nil {
		return Saved{}, err
	}
	p, err := b.store.Proposal(ctx, c.Guild, n)
	if err != nil {
		return Saved{}, b.unreachable("read a proposal", c.Guild, err)
	}
	d := kb.Decision{Guild: c.Guild, Proposal: n, By: c.Person, Verdict: v, Why: word(why)}
	if state, err := p.Decide(d); err == nil && state == kb.ProposalApproved {
		if err := b.stillGood(ctx, c, &p); err != nil {
			return Saved{}, err
		}
	}
	p, revs, err := b.store.Decide(ctx, d, key)
	if err != nil {
		return Saved{}, b.decideError(ctx, c, err)
	}
	saved := Saved{Proposal: p, Revisions: revs}
	if len(revs) > 0 {
		saved.Effects = b.effects(ctx, c.Guild, p.By, revs, p.Question)
	}
	saved.Effects.decided(&p, s)
	return saved, nil
}

// decided adds what is left to do once a proposal was decided: its post is
// brought up to date, and who made it is told.
func (e *Effects) decided(p *kb.Proposal, s kb.Settings) {
	if p.Message != "" || s.ModChannel != "" {
		e.Post = append(e.Post, Post{Guild: p.Guild, Channel: s.ModChannel, Kind: PostDecided, Proposal: p})
	}
	if p.State == kb.ProposalApproved || p.State == kb.ProposalVetoed {
		e.Tell = append(e.Tell, Telling{Person: p.By, Proposal: p})
	}
}

// stillGood judges a proposal against the base as it is now.
func (b *Bot) stillGood(ctx context.Context, c Caller, p *kb.Proposal) error {
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return err
	}
	revs, err := b.draftAll(ctx, h, p.Edits)
	if err != nil {
		return b.decideError(ctx, c, err)
	}
	_, err = kb.Judge(h.curated.Base(), h.heads, revs, b.today())
	return err
}

func (b *Bot) decideError(ctx context.Context, c Caller, err error) error {
	var conflict *kb.Conflict
	if !errors.As(err, &conflict) {
		return b.unreachable("decide on a proposal", c.Guild, err)
	}
	h, errFresh := b.fresh(ctx, c.Guild)
	if errFresh != nil {
		return errFresh
	}
	return b.moved(ctx, &draft{}, h, err, &Preview{})
}

// Shown keeps in which message a proposal is shown to moderators.
func (b *Bot) Shown(ctx context.Context, guild kb.GuildID, n kb.ProposalID, ch kb.ChannelID, m kb.MessageID) error {
	if b.store == nil {
		return ErrUnavailable
	}
	if err := b.store.ShowProposal(ctx, guild, n, ch, m); err != nil {
		return b.unreachable("keep where a proposal is shown", guild, err)
	}
	return nil
}

// Settle ends a collision with the curated base: by keeping the server's own
// content, or by taking the curated one. It gives a draft for Save. CmdChange.
func (b *Bot) Settle(ctx context.Context, c Caller, t kb.Target, keep bool) (Preview, error) {
	s, err := b.allow(ctx, c, CmdChange)
	if err != nil {
		return Preview{}, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Preview{}, err
	}
	all, err := kb.Collisions(h.curated.Base(), h.heads)
	if err != nil {
		return Preview{}, err
	}
	for i := range all {
		if all[i].Target != t {
			continue
		}
		e := all[i].Take()
		if keep {
			e = all[i].Keep()
		}
		d := &draft{guild: c.Guild, person: c.Person, moderator: true, settled: &e,
			wish: Wish{Action: e.Action, Target: t, BasedOn: e.BasedOn, To: e.To, Origin: kb.FromEdit}}
		b.drafts.put(d, b.now())
		return b.show(ctx, c, d, s)
	}
	return Preview{}, sayNotFound(t.String() + " does not collide with the curated base")
}
