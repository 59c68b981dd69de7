package store

import (
	"context"
	"time"

	"autofacts/internal/kb"
)

// Expire deletes what is old in a server. History, settings, votes and the audit
// stay.
func (s *Store) Expire(ctx context.Context, guild kb.GuildID, c kb.Cutoffs) (kb.Expired, error) {
	var out kb.Expired
	steps := []struct {
		before time.Time
		n      *int
		query  string
	}{
		{c.Questions, &out.Waiters, "DELETE FROM waiters WHERE guild = ? AND question IN (SELECT number FROM questions AS q WHERE q.guild = waiters.guild AND q.last_at < ?)"},
		{c.Questions, &out.Questions, "DELETE FROM questions WHERE guild = ? AND last_at < ?"},
		{c.Answers, &out.Answers, "DELETE FROM answers WHERE guild = ? AND at < ?"},
		{c.Keys, &out.Keys, "DELETE FROM actions WHERE guild = ? AND at < ?"},
	}
	err := s.write(ctx, guild, func(t *tx) error {
		for _, step := range steps {
			if step.before.IsZero() {
				continue
			}
			n, err := t.exec(ctx, step.query, guild, step.before)
			if err != nil {
				return err
			}
			*step.n = int(n)
		}
		if c.Tallies.IsZero() {
			return nil
		}
		n, err := t.exec(ctx, "DELETE FROM tallies WHERE guild = ? AND day < ?", guild, c.Tallies.UTC().Format(time.DateOnly))
		out.Tallies = int(n)
		return err
	})
	return out, doing("delete what is old", err)
}
