package store

import (
	"context"
	"time"

	"autofacts/internal/kb"
)

func scanGuild(r row) (g kb.Guild, err error) {
	var left int64
	err = r.Scan(&g.ID, &g.Version.Epoch, &g.Version.Base, &g.Version.Settings, &left)
	g.Left = moment(left)
	return g, err
}

const guildColumns = "id, epoch, version, settings, left_at"

// Guild gives what is kept of a server as a whole. A server that nothing was
// written of has the zero Version; that is no error.
func (s *Store) Guild(ctx context.Context, id kb.GuildID) (kb.Guild, error) {
	g, _, err := one(ctx, s.reader(), scanGuild, "SELECT "+guildColumns+" FROM guilds WHERE id = ?", id)
	g.ID = id
	return g, doing("read the server", err)
}

// Guilds lists all servers that something was written of, by id.
func (s *Store) Guilds(ctx context.Context) ([]kb.Guild, error) {
	out, err := collect(ctx, s.reader(), scanGuild, "SELECT "+guildColumns+" FROM guilds ORDER BY id")
	return out, doing("list the servers", err)
}

// Leave notes that the bot was removed from a server, and says whether this call
// did so: a second time changes nothing, and of two instances one is the first. A
// server that nothing was written of stays unknown.
func (s *Store) Leave(ctx context.Context, id kb.GuildID) (bool, error) {
	n, err := s.reader().exec(ctx, "UPDATE guilds SET left_at = ? WHERE id = ? AND left_at = 0", s.now(), id)
	return n > 0, doing("note that a server was left", err)
}

// Join notes that the bot is in a server, again or still.
func (s *Store) Join(ctx context.Context, id kb.GuildID) error {
	_, err := s.reader().exec(ctx, "UPDATE guilds SET left_at = 0 WHERE id = ? AND left_at <> 0", id)
	return doing("note that a server was joined", err)
}

// LeftBefore lists the servers that were left before a moment and not joined
// again, the longest left first.
func (s *Store) LeftBefore(ctx context.Context, t time.Time) ([]kb.Guild, error) {
	out, err := collect(ctx, s.reader(), scanGuild, "SELECT "+guildColumns+" FROM guilds WHERE left_at <> 0 AND left_at < ? ORDER BY left_at, id", t)
	return out, doing("list the servers that were left", err)
}

// ofGuild lists the tables that hold something of a guild for good, besides guilds.
func ofGuild() []string {
	return []string{"revisions", "proposals", "decisions", "settings", "questions", "waiters", "votes",
		"reports", "examples", "audit", "answers", "tallies", "actions"}
}

// DeleteLeft deletes all that is kept of a server, if it was left before a
// moment and not joined again; it says whether it did. One that is begun anew is
// another: its Version has another epoch.
func (s *Store) DeleteLeft(ctx context.Context, id kb.GuildID, before time.Time) (deleted bool, err error) {
	err = s.write(ctx, id, func(t *tx) error {
		g, ok, err := one(ctx, t.reader, scanGuild, "SELECT "+guildColumns+" FROM guilds WHERE id = ? AND left_at <> 0 AND left_at < ?", id, before)
		if err != nil || !ok || g.ID != id {
			return doing("read the server", err)
		}
		deleted = true
		return t.deleteAll(ctx)
	})
	return deleted && err == nil, err
}

func (t *tx) deleteAll(ctx context.Context) error {
	t.moved = true
	for _, table := range ofGuild() {
		if _, err := t.exec(ctx, "DELETE FROM "+table+" WHERE guild = ?", t.guild); err != nil {
			return doing("delete the server's "+table, err)
		}
	}
	if _, err := t.exec(ctx, "DELETE FROM sketches WHERE guild = ?", t.guild); err != nil {
		return doing("delete the server's drafts", err)
	}
	_, err := t.exec(ctx, "DELETE FROM guilds WHERE id = ?", t.guild)
	return doing("delete the server", err)
}
