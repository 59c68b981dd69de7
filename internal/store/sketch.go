package store

import (
	"context"
	"fmt"
	"time"

	"autofacts/internal/kb"
)

func scanSketch(r row) (k kb.Sketch, err error) {
	var until int64
	err = r.Scan(&k.Guild, &k.ID, &k.Person, &until, &k.Content)
	k.Until = moment(until)
	return k, err
}

// KeepSketch keeps a draft that is not saved yet, in the place of what was kept
// under the same id. It is no part of the server's history, and moves no version.
func (s *Store) KeepSketch(ctx context.Context, k kb.Sketch) error {
	_, err := s.reader().exec(ctx, "INSERT INTO sketches (guild, id, person, until, content) VALUES (?, ?, ?, ?, ?) "+
		"ON CONFLICT (guild, id) DO UPDATE SET person = excluded.person, until = excluded.until, content = excluded.content", k.Guild, k.ID, k.Person, k.Until, k.Content)
	return doing("keep a draft", err)
}

// Sketch gives a draft by its id, or kb.ErrNotFound.
func (s *Store) Sketch(ctx context.Context, guild kb.GuildID, id string) (kb.Sketch, error) {
	k, ok, err := one(ctx, s.reader(), scanSketch, "SELECT guild, id, person, until, content FROM sketches WHERE guild = ? AND id = ?", guild, id)
	if err == nil && !ok {
		err = fmt.Errorf("a draft %s: %w", id, kb.ErrNotFound)
	}
	return k, doing("find a draft", err)
}

// DropSketch deletes a draft; one that is not there is none the worse.
func (s *Store) DropSketch(ctx context.Context, guild kb.GuildID, id string) error {
	_, err := s.reader().exec(ctx, "DELETE FROM sketches WHERE guild = ? AND id = ?", guild, id)
	return doing("delete a draft", err)
}

// ExpireSketches deletes the drafts of all servers whose time is over, and says
// how many.
func (s *Store) ExpireSketches(ctx context.Context, now time.Time) (int, error) {
	n, err := s.reader().exec(ctx, "DELETE FROM sketches WHERE until < ?", now)
	return int(n), doing("delete old drafts", err)
}
