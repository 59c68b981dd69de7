package bot

import (
	"context"

	"autofacts/internal/kb"
)

// HistoryPage is how many revisions a page of History shows.
const HistoryPage = 10

// History gives the revisions of a target, the newest first, those before a
// number where that is not 0; at most HistoryPage. The zero target is all: CmdHistory.
func (b *Bot) History(ctx context.Context, c Caller, t kb.Target, before kb.RevisionID) ([]kb.Revision, error) {
	return nil, errNotYet
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
	return Comparison{}, errNotYet
}
