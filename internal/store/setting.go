package store

import (
	"context"

	"autofacts/internal/kb"
)

func scanSetting(r row) (m kb.Setting, err error) {
	var at int64
	err = r.Scan(&m.Guild, &m.Key, &m.Value, &m.By, &at)
	m.At = moment(at)
	return m, err
}

const settingColumns = "guild, name, value, person, at"

// Set keeps settings of a server, all in the same transaction as its version's
// move, in the name of one person. A value that kb.CheckSetting refuses is
// kb.ErrInvalid, and then none is kept.
func (s *Store) Set(ctx context.Context, guild kb.GuildID, by kb.PersonID, settings ...kb.Setting) error {
	for _, m := range settings {
		if err := kb.CheckSetting(m.Key, m.Value); err != nil {
			return err
		}
	}
	return doing("save the settings", s.write(ctx, guild, func(t *tx) error {
		for _, m := range settings {
			m.By, m.At = by, t.now
			if err := t.insertSetting(ctx, m); err != nil {
				return err
			}
			if err := t.note(ctx, kb.Entry{By: by, What: kb.AuditSetting, Target: "setting " + m.Key, Detail: m.String()}); err != nil {
				return err
			}
		}
		return t.move(ctx, "settings")
	}))
}

func (t *tx) insertSetting(ctx context.Context, m kb.Setting) error {
	n, err := t.next(ctx, "settings")
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO settings (guild, number, name, value, person, at) VALUES (?, ?, ?, ?, ?, ?)", t.guild, n, m.Key, m.Value, m.By, m.At)
	return err
}

// Settings gives what holds in a server.
func (s *Store) Settings(ctx context.Context, guild kb.GuildID) (kb.Settings, error) {
	made, err := s.reader().settings(ctx, guild)
	return kb.NewSettings(guild, made), doing("read the settings", err)
}

// settings gives every setting ever made in a server, in order.
func (r reader) settings(ctx context.Context, guild kb.GuildID) ([]kb.Setting, error) {
	return collect(ctx, r, scanSetting, "SELECT "+settingColumns+" FROM settings WHERE guild = ? ORDER BY number", guild)
}
