package store

import (
	"context"
	"fmt"

	"autofacts/internal/kb"
)

// Export gives everything that is kept of a server for good, as of one moment:
// settings, history, proposals, the inbox, votes, reports, examples, audit and
// tallies. The ids of those who wait for an answer, the answers given and the
// keys of outside actions are not part of it: they are gone in days.
func (s *Store) Export(ctx context.Context, guild kb.GuildID) (kb.Archive, error) {
	a := kb.Archive{Guild: guild}
	err := s.read(ctx, func(r reader) (err error) {
		g, _, err := one(ctx, r, scanGuild, "SELECT "+guildColumns+" FROM guilds WHERE id = ?", guild)
		if err != nil {
			return err
		}
		a.Version = g.Version
		if a.Settings, err = r.settings(ctx, guild); err != nil {
			return err
		}
		if a.Revisions, err = collect(ctx, r, scanRevision, "SELECT "+revisionColumns+" FROM revisions WHERE guild = ? ORDER BY number", guild); err != nil {
			return err
		}
		if a.Proposals, err = r.proposals(ctx, guild, "", 0); err != nil {
			return err
		}
		return r.exportRest(ctx, &a)
	})
	return a, doing("export the server", err)
}

func (r reader) exportRest(ctx context.Context, a *kb.Archive) (err error) {
	if a.Questions, err = collect(ctx, r, scanQuestion, questionQuery+" WHERE guild = ? ORDER BY number", a.Guild); err != nil {
		return err
	}
	for i := range a.Questions {
		a.Questions[i].Waiting = 0
	}
	if a.Votes, err = collect(ctx, r, scanVote, "SELECT guild, fact, voter, thumb, at FROM votes WHERE guild = ? ORDER BY number", a.Guild); err != nil {
		return err
	}
	if a.Reports, err = collect(ctx, r, scanReport, "SELECT "+reportColumns+" FROM reports WHERE guild = ? ORDER BY number", a.Guild); err != nil {
		return err
	}
	if a.Examples, err = r.examples(ctx, a.Guild); err != nil {
		return err
	}
	if a.Audit, err = collect(ctx, r, scanEntry, "SELECT "+entryColumns+" FROM audit WHERE guild = ? ORDER BY number", a.Guild); err != nil {
		return err
	}
	a.Tallies, err = r.tallies(ctx, a.Guild, "", "")
	return err
}

// Restore gives a server everything of an archive back, numbers, people and
// times as they were, all or nothing. A server of which anything is kept is
// kb.ErrConflict: it is only done into an empty one.
func (s *Store) Restore(ctx context.Context, guild kb.GuildID, a kb.Archive) error {
	return doing("restore the server", s.write(ctx, guild, func(t *tx) error {
		if err := t.empty(ctx); err != nil {
			return err
		}
		steps := []func(context.Context, *kb.Archive) error{
			t.restoreHistory, t.restoreProposals, t.restoreInbox, t.restoreVotes, t.restoreAudit,
		}
		for _, step := range steps {
			if err := step(ctx, &a); err != nil {
				return err
			}
		}
		t.moved = true
		_, err := t.exec(ctx, "UPDATE guilds SET version = ?, settings = ? WHERE id = ?", a.Version.Base, a.Version.Settings, guild)
		return err
	}))
}

// empty refuses a server of which anything is kept.
func (t *tx) empty(ctx context.Context) error {
	for _, table := range ofGuild() {
		n, _, err := one(ctx, t.reader, number, "SELECT COUNT(*) FROM "+table+" WHERE guild = ?", t.guild)
		if err != nil {
			return err
		}
		if n > 0 {
			return fmt.Errorf("the server has %s already, and a restore is only done into an empty one: %w", table, kb.ErrConflict)
		}
	}
	return nil
}

func (t *tx) restoreHistory(ctx context.Context, a *kb.Archive) error {
	for _, m := range a.Settings {
		if err := t.insertSetting(ctx, m); err != nil {
			return err
		}
	}
	for i := range a.Revisions {
		if err := t.insertRevision(ctx, &a.Revisions[i]); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) restoreProposals(ctx context.Context, a *kb.Archive) error {
	for i := range a.Proposals {
		p := &a.Proposals[i]
		if err := t.insertProposal(ctx, p); err != nil {
			return err
		}
		for n, d := range p.Decisions {
			d.Proposal = p.Number
			if err := t.insertDecision(ctx, d, n+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *tx) restoreInbox(ctx context.Context, a *kb.Archive) error {
	for _, q := range a.Questions {
		if err := t.insertQuestion(ctx, q); err != nil {
			return err
		}
	}
	for _, e := range a.Examples {
		if err := t.insertExample(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) restoreVotes(ctx context.Context, a *kb.Archive) error {
	for _, v := range a.Votes {
		if err := t.insertVote(ctx, v); err != nil {
			return err
		}
	}
	for _, p := range a.Reports {
		if err := t.insertReport(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) restoreAudit(ctx context.Context, a *kb.Archive) error {
	for _, e := range a.Audit {
		if err := t.insertEntry(ctx, e); err != nil {
			return err
		}
	}
	for _, c := range a.Tallies {
		if err := t.count(ctx, c); err != nil {
			return err
		}
	}
	return nil
}
