package store

import (
	"cmp"
	"context"
	"slices"

	"autofacts/internal/kb"
)

func scanEntry(r row) (e kb.Entry, err error) {
	var at int64
	err = r.Scan(&e.Guild, &e.Number, &at, &e.By, &e.What, &e.Target, &e.Detail)
	e.At = moment(at)
	return e, err
}

const entryColumns = "guild, number, at, person, what, target, detail"

// note adds an entry to the audit, with the next number and the time of the write.
func (t *tx) note(ctx context.Context, e kb.Entry) error {
	n, err := t.next(ctx, "audit")
	if err != nil {
		return err
	}
	e.Number, e.At = kb.AuditID(n), t.now
	return t.insertEntry(ctx, e)
}

func (t *tx) insertEntry(ctx context.Context, e kb.Entry) error {
	_, err := t.exec(ctx, "INSERT INTO audit ("+entryColumns+") VALUES (?, ?, ?, ?, ?, ?, ?)",
		t.guild, e.Number, e.At, e.By, e.What, e.Target, e.Detail)
	return err
}

// Note adds an entry to the audit, for what changes nothing else here, such as
// an export. Number and time are set.
func (s *Store) Note(ctx context.Context, e kb.Entry) error {
	return doing("write the audit", s.write(ctx, e.Guild, func(t *tx) error { return t.note(ctx, e) }))
}

// Audit gives the entries of a server that a filter chooses, the newest first.
func (s *Store) Audit(ctx context.Context, guild kb.GuildID, f kb.AuditFilter) ([]kb.Entry, error) {
	query, args := "SELECT "+entryColumns+" FROM audit WHERE guild = ?", []any{guild}
	and := func(condition string, arg any, given bool) {
		if given {
			query, args = query+" AND "+condition, append(args, arg)
		}
	}
	and("person = ?", f.By, f.By != "")
	and("what = ?", f.What, f.What != "")
	and("target = ?", f.Target, f.Target != "")
	and("at >= ?", f.From, !f.From.IsZero())
	and("at < ?", f.Until, !f.Until.IsZero())
	and("number < ?", f.Before, f.Before > 0)
	out, err := collect(ctx, s.reader(), scanEntry, query+" ORDER BY number DESC"+most(f.Limit), args...)
	return out, doing("read the audit", err)
}

// Count adds to the tallies of a server, all at once; their Guild is set.
func (s *Store) Count(ctx context.Context, guild kb.GuildID, tallies ...kb.Tally) error {
	return doing("count", s.write(ctx, guild, func(t *tx) error {
		for _, c := range tallies {
			if err := t.count(ctx, c); err != nil {
				return err
			}
		}
		return nil
	}))
}

func (t *tx) count(ctx context.Context, c kb.Tally) error {
	_, err := t.exec(ctx, "INSERT INTO tallies (guild, day, what, n) VALUES (?, ?, ?, ?) ON CONFLICT (guild, day, what) DO UPDATE SET n = tallies.n + excluded.n", t.guild, c.Day, c.What, c.N)
	return err
}

func scanTally(r row) (c kb.Tally, err error) {
	err = r.Scan(&c.Guild, &c.Day, &c.What, &c.N)
	return c, err
}

// Tallies gives the tallies of a server from a day to another, both included, in
// the order of the days; an empty day is no bound.
func (s *Store) Tallies(ctx context.Context, guild kb.GuildID, from, to kb.Date) ([]kb.Tally, error) {
	out, err := s.reader().tallies(ctx, guild, from, to)
	return out, doing("read the tallies", err)
}

func (r reader) tallies(ctx context.Context, guild kb.GuildID, from, to kb.Date) ([]kb.Tally, error) {
	if to == "" {
		to = "9999-12-31"
	}
	out, err := collect(ctx, r, scanTally, "SELECT guild, day, what, n FROM tallies WHERE guild = ? AND day >= ? AND day <= ?", guild, from, to)
	slices.SortFunc(out, func(a, b kb.Tally) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.What, b.What)) // databases sort words differently
	})
	return out, err
}
