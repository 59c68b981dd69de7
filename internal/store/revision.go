package store

import (
	"context"
	"fmt"
	"math"
	"strings"

	"autofacts/internal/kb"
)

const revisionColumns = "guild, number, prior, thing, target, action, state, before_item, after_item, curated_item, reverts_to, person, at, why, proposal"

func scanRevision(r row) (v kb.Revision, err error) {
	var at int64
	var before, after, curated string
	if err := r.Scan(&v.Guild, &v.Number, &v.Prior, &v.Target.Thing, &v.Target.ID, &v.Action, &v.State,
		&before, &after, &curated, &v.To, &v.By, &at, &v.Why, &v.Proposal); err != nil {
		return v, err
	}
	v.At = moment(at)
	for _, side := range []struct {
		text string
		item **kb.Item
	}{{before, &v.Before}, {after, &v.After}, {curated, &v.Curated}} {
		if *side.item, err = kb.ParseItem(v.Target, side.text); err != nil {
			return v, fmt.Errorf("read revision %d of guild %q: %w", v.Number, v.Guild, err)
		}
	}
	return v, nil
}

// Heads gives the newest revision of each target that a server ever edited, by
// number, and the version that they make, as of one moment. The caller owns them.
func (s *Store) Heads(ctx context.Context, guild kb.GuildID) ([]kb.Revision, kb.Version, error) {
	var heads []kb.Revision
	var g kb.Guild
	err := s.read(ctx, func(r reader) (err error) {
		if g, _, err = one(ctx, r, scanGuild, "SELECT "+guildColumns+" FROM guilds WHERE id = ?", guild); err != nil {
			return err
		}
		heads, err = collect(ctx, r, scanRevision, "SELECT "+revisionColumns+" FROM revisions AS r WHERE guild = ? AND NOT EXISTS "+
			"(SELECT 1 FROM revisions AS n WHERE n.guild = r.guild AND n.thing = r.thing AND n.target = r.target AND n.prior = r.number) ORDER BY number", guild)
		return err
	})
	return heads, g.Version, doing("read the server's base", err)
}

// Revision gives one revision of a server, or kb.ErrNotFound.
func (s *Store) Revision(ctx context.Context, guild kb.GuildID, n kb.RevisionID) (kb.Revision, error) {
	return s.reader().revision(ctx, guild, n)
}

func (r reader) revision(ctx context.Context, guild kb.GuildID, n kb.RevisionID) (kb.Revision, error) {
	v, ok, err := one(ctx, r, scanRevision, "SELECT "+revisionColumns+" FROM revisions WHERE guild = ? AND number = ?", guild, n)
	if err == nil && !ok {
		err = fmt.Errorf("revision %d: %w", n, kb.ErrNotFound)
	}
	return v, doing("read a revision", err)
}

// Head gives the newest revision of a target, or kb.ErrNotFound where a server
// never edited it.
func (s *Store) Head(ctx context.Context, guild kb.GuildID, target kb.Target) (kb.Revision, error) {
	h, err := s.reader().head(ctx, guild, target)
	if err == nil && h == nil {
		return kb.Revision{}, fmt.Errorf("%s has no revisions: %w", target, kb.ErrNotFound)
	}
	if err != nil {
		return kb.Revision{}, doing("read a revision", err)
	}
	return *h, nil
}

func (r reader) head(ctx context.Context, guild kb.GuildID, target kb.Target) (*kb.Revision, error) {
	v, ok, err := one(ctx, r, scanRevision, "SELECT "+revisionColumns+" FROM revisions WHERE guild = ? AND thing = ? AND target = ? ORDER BY prior DESC LIMIT 1", guild, target.Thing, target.ID)
	if err != nil || !ok {
		return nil, err
	}
	return &v, nil
}

// History gives revisions of a server, the newest first: of one target, or of
// all for the zero Target; only those before a number, where that is not 0; at
// most limit, where that is not 0.
func (s *Store) History(ctx context.Context, guild kb.GuildID, target kb.Target, before kb.RevisionID, limit int) ([]kb.Revision, error) {
	query := "SELECT " + revisionColumns + " FROM revisions WHERE guild = ? AND number < ?"
	if before <= 0 {
		before = math.MaxInt64
	}
	args := []any{guild, before}
	if target != (kb.Target{}) {
		query += " AND thing = ? AND target = ?"
		args = append(args, target.Thing, target.ID)
	}
	out, err := collect(ctx, s.reader(), scanRevision, query+" ORDER BY number DESC"+most(limit), args...)
	return out, doing("read the history", err)
}

// most limits a query.
func most(limit int) string {
	if limit <= 0 {
		return ""
	}
	return fmt.Sprintf(" LIMIT %d", limit)
}

const commitKind = "edit"

// Commit makes revisions of the edits of a batch, all of them or none, moves the
// server's version once, and gives the revisions in the order of the edits. A
// target that has moved on since its edit was begun gives a *kb.Conflict; an edit
// that cannot be made gives kb.ErrInvalid. A key that was committed already gives
// the revisions of then.
func (s *Store) Commit(ctx context.Context, b kb.Batch) ([]kb.Revision, error) {
	var out []kb.Revision
	err := s.write(ctx, b.Guild, func(t *tx) (err error) {
		result, again, err := t.did(ctx, b.Key, commitKind)
		if err != nil {
			return err
		}
		if again {
			out, err = t.between(ctx, result)
			return err
		}
		if out, err = t.apply(ctx, b, 0); err != nil {
			return err
		}
		return t.done(ctx, b.Key, commitKind, fmt.Sprintf("%d-%d", out[0].Number, out[len(out)-1].Number))
	})
	if err != nil {
		return nil, doing("save the edit", err)
	}
	return out, nil
}

// between gives the revisions of a range "3-5".
func (t *tx) between(ctx context.Context, result string) ([]kb.Revision, error) {
	var from, to int64
	if _, err := fmt.Sscanf(result, "%d-%d", &from, &to); err != nil {
		return nil, fmt.Errorf("read what was done before: %w", err)
	}
	return collect(ctx, t.reader, scanRevision, "SELECT "+revisionColumns+" FROM revisions WHERE guild = ? AND number BETWEEN ? AND ? ORDER BY number", t.guild, from, to)
}

// apply makes revisions of edits.
func (t *tx) apply(ctx context.Context, b kb.Batch, proposal kb.ProposalID) ([]kb.Revision, error) {
	if len(b.Edits) == 0 {
		return nil, fmt.Errorf("there is nothing to save: %w", kb.ErrInvalid)
	}
	first, err := t.next(ctx, "revisions")
	if err != nil {
		return nil, err
	}
	out := make([]kb.Revision, 0, len(b.Edits))
	for i, e := range b.Edits {
		v, err := t.draft(ctx, e)
		if err != nil {
			return nil, err
		}
		v.Guild, v.Number, v.Proposal = t.guild, kb.RevisionID(first+int64(i)), proposal
		v.By, v.At, v.Why = b.By, t.now, strings.TrimSpace(b.Why)
		if err := t.insertRevision(ctx, &v); err != nil {
			return nil, err
		}
		if err := t.note(ctx, kb.Entry{By: v.By, What: string(v.Action), Target: v.Target.String(), Detail: v.Why}); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, t.move(ctx, "version")
}

// draft asks kb what an edit makes of its target as it is now.
func (t *tx) draft(ctx context.Context, e kb.Edit) (kb.Revision, error) {
	head, err := t.head(ctx, t.guild, e.Target)
	if err != nil {
		return kb.Revision{}, err
	}
	var to *kb.Revision
	if e.Action == kb.Revert && e.To != 0 {
		v, err := t.revision(ctx, t.guild, e.To)
		if err != nil {
			return kb.Revision{}, err
		}
		to = &v
	}
	return kb.Draft(head, to, e)
}

// insertRevision keeps a revision, its contents as they will be read back.
func (t *tx) insertRevision(ctx context.Context, v *kb.Revision) error {
	var texts [3]string
	for i, item := range []**kb.Item{&v.Before, &v.After, &v.Curated} {
		if *item == nil {
			continue
		}
		tidy, err := kb.Tidy(*item)
		if err != nil {
			return err
		}
		*item = tidy
		if texts[i], err = kb.FormatItem(tidy); err != nil {
			return err
		}
	}
	_, err := t.exec(ctx, "INSERT INTO revisions ("+revisionColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		t.guild, v.Number, v.Prior, v.Target.Thing, v.Target.ID, v.Action, v.State, texts[0], texts[1], texts[2],
		v.To, v.By, v.At, v.Why, v.Proposal)
	return err
}
