package bot

import (
	"context"
	"fmt"

	"autofacts/internal/kb"
)

// HistoryPage is how many revisions a page of History shows.
const HistoryPage = 10

// History gives the revisions of a target, the newest first, those before a
// number where that is not 0; at most HistoryPage. The zero target is all: CmdHistory.
func (b *Bot) History(ctx context.Context, c Caller, t kb.Target, before kb.RevisionID) ([]kb.Revision, error) {
	if _, err := b.allow(ctx, c, CmdHistory); err != nil {
		return nil, err
	}
	out, err := b.store.History(ctx, c.Guild, t, before, HistoryPage)
	if err != nil {
		return nil, b.unreachable("read the history", c.Guild, err)
	}
	return out, nil
}

// A Comparison is what differs between two contents of a target.
type Comparison struct {
	Target      kb.Target
	From, To    kb.RevisionID // 0 stands for the curated base
	Differences []kb.Difference
}

// Diff compares what two revisions of a target left. From 0 is the revision
// before To, or the curated base where there is none; To 0 is the newest: CmdHistory.
func (b *Bot) Diff(ctx context.Context, c Caller, t kb.Target, from, to kb.RevisionID) (Comparison, error) {
	if _, err := b.allow(ctx, c, CmdHistory); err != nil {
		return Comparison{}, err
	}
	if to == 0 {
		newest, err := b.store.History(ctx, c.Guild, t, 0, 1)
		if err != nil {
			return Comparison{}, b.unreachable("read the history", c.Guild, err)
		}
		if len(newest) == 0 {
			return Comparison{}, sayNotFound(fmt.Sprintf("%s was never changed in this server", t))
		}
		to = newest[0].Number
	}
	y, err := b.revisionOf(ctx, c.Guild, t, to)
	if err != nil {
		return Comparison{}, err
	}
	before := y.Before
	if from == 0 {
		from = y.Prior
	} else {
		x, err := b.revisionOf(ctx, c.Guild, t, from)
		if err != nil {
			return Comparison{}, err
		}
		before = x.After
	}
	d, err := kb.Diff(before, y.After)
	return Comparison{Target: t, From: from, To: to, Differences: d}, err
}

func (b *Bot) revisionOf(ctx context.Context, guild kb.GuildID, t kb.Target, n kb.RevisionID) (kb.Revision, error) {
	r, err := b.store.Revision(ctx, guild, n)
	if err != nil {
		return r, b.unreachable("read a revision", guild, err)
	}
	if r.Target != t {
		return r, sayNotFound(fmt.Sprintf("revision %d is not of %s but of %s", n, t, r.Target))
	}
	return r, nil
}
