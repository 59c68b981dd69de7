package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"autofacts/internal/kb"
)

// A dialect is one of the two databases.
type dialect string

const (
	sqlite   dialect = "sqlite"
	postgres dialect = "postgres"
)

// form puts a query into the form of the database: PostgreSQL numbers its
// placeholders.
func (d dialect) form(query string) string {
	if d == sqlite {
		return query
	}
	var b strings.Builder
	for n, part := range strings.Split(query, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
	}
	return b.String()
}

// forUpdate is what a query ends in that holds its rows until the transaction
// ends. SQLite's one writer holds everything already.
func (d dialect) forUpdate() string {
	if d == postgres {
		return " FOR UPDATE"
	}
	return ""
}

// plain puts arguments into what both databases take: words as strings that are
// UTF-8 without NUL, times as microseconds, truth as a number.
func plain(args []any) []any {
	out := make([]any, len(args))
	for i, a := range args {
		switch v := a.(type) {
		case string:
			out[i] = clean(v)
		case time.Time:
			out[i] = micros(v)
		case kb.RevisionID:
			out[i] = int64(v)
		case kb.ProposalID:
			out[i] = int64(v)
		case kb.QuestionID:
			out[i] = int64(v)
		case kb.ReportID:
			out[i] = int64(v)
		case kb.AuditID:
			out[i] = int64(v)
		case int, int64:
			out[i] = v
		default:
			out[i] = clean(fmt.Sprint(v)) // a string type of kb
		}
	}
	return out
}

func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// micros gives the microseconds of Unix time, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment is the inverse of micros, in UTC.
func moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// A runner runs queries: the database, or a transaction.
type runner interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// A reader reads from the database or within a transaction.
type reader struct {
	run  runner
	kind dialect
}

func (s *Store) reader() reader { return reader{s.db, s.kind} }

// exec runs a statement and gives how many rows it changed.
func (r reader) exec(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := r.run.ExecContext(ctx, r.kind.form(query), plain(args)...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// collect runs a query and scans each row.
func collect[T any](ctx context.Context, r reader, scan func(row) (T, error), query string, args ...any) ([]T, error) {
	rows, err := r.run.QueryContext(ctx, r.kind.form(query), plain(args)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// one is collect for a query of at most one row; ok is whether there was one.
func one[T any](ctx context.Context, r reader, scan func(row) (T, error), query string, args ...any) (v T, ok bool, err error) {
	all, err := collect(ctx, r, scan, query, args...)
	if err != nil || len(all) == 0 {
		return v, false, err
	}
	return all[0], true, nil
}

// A row is what is scanned.
type row interface{ Scan(dest ...any) error }

func number(r row) (n int64, err error) { err = r.Scan(&n); return n, err }

func word(r row) (s string, err error) { err = r.Scan(&s); return s, err }

// A tx is a write to one guild, which it holds until it ends.
type tx struct {
	reader
	guild kb.GuildID
	now   time.Time
	moved bool // whether the base or the settings changed
}

// write runs f as one transaction that holds the guild: all of it is kept, or
// nothing. What f gives as error is given as it is.
func (s *Store) write(ctx context.Context, guild kb.GuildID, f func(*tx) error) error {
	if s.turn != nil {
		select {
		case s.turn <- struct{}{}:
			defer func() { <-s.turn }()
		case <-ctx.Done():
			return fmt.Errorf("wait for the database: %w", ctx.Err())
		}
	}
	t, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin to write: %w", err)
	}
	w := &tx{reader: reader{t, s.kind}, guild: guild, now: s.now().UTC().Truncate(time.Microsecond)}
	if err := s.fill(ctx, w, f); err != nil {
		if errBack := t.Rollback(); errBack != nil && !errors.Is(errBack, sql.ErrTxDone) {
			s.log.Debug("take a write back", "guild", string(guild), "err", errBack)
		}
		return err
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("keep what was written: %w", err)
	}
	if w.moved && s.kind == sqlite {
		s.hint(guild)
	}
	return nil
}

// fill does the work of a write between its beginning and its end.
func (s *Store) fill(ctx context.Context, w *tx, f func(*tx) error) error {
	if err := w.hold(ctx); err != nil {
		return fmt.Errorf("begin to write: %w", err)
	}
	if err := f(w); err != nil {
		return err
	}
	if !w.moved || s.kind != postgres {
		return nil
	}
	if _, err := w.exec(ctx, "SELECT pg_notify('"+channel+"', ?)", w.guild); err != nil {
		return fmt.Errorf("tell of the change: %w", err)
	}
	return nil
}

// hold locks the guild's row, and makes it where there is none.
func (t *tx) hold(ctx context.Context) error {
	const find = "SELECT version FROM guilds WHERE id = ?"
	if _, ok, err := one(ctx, t.reader, number, find+t.kind.forUpdate(), t.guild); ok || err != nil {
		return err
	}
	_, err := t.exec(ctx, "INSERT INTO guilds (id, epoch, version, settings, left_at) VALUES (?, ?, 0, 0, 0) ON CONFLICT (id) DO NOTHING", t.guild, t.now)
	if err != nil {
		return err
	}
	_, _, err = one(ctx, t.reader, number, find+t.kind.forUpdate(), t.guild)
	return err
}

// next gives the next number of a table of this guild.
func (t *tx) next(ctx context.Context, table string) (int64, error) {
	n, _, err := one(ctx, t.reader, number, "SELECT COALESCE(MAX(number), 0) + 1 FROM "+table+" WHERE guild = ?", t.guild)
	return n, err
}

// move raises the version or the settings of the guild.
func (t *tx) move(ctx context.Context, column string) error {
	t.moved = true
	_, err := t.exec(ctx, "UPDATE guilds SET "+column+" = "+column+" + 1 WHERE id = ?", t.guild)
	return err
}

// did gives what the action of a key came to, if it was done already.
func (t *tx) did(ctx context.Context, key, kind string) (result string, ok bool, err error) {
	if key == "" {
		return "", false, nil
	}
	type action struct{ kind, result string }
	a, ok, err := one(ctx, t.reader, func(r row) (a action, err error) {
		err = r.Scan(&a.kind, &a.result)
		return a, err
	}, "SELECT kind, result FROM actions WHERE guild = ? AND name = ?", t.guild, key)
	if ok && a.kind != kind {
		return "", false, fmt.Errorf("the key %q was used to %s already: %w", key, a.kind, kb.ErrConflict)
	}
	return a.result, ok, err
}

// done keeps what the action of a key came to.
func (t *tx) done(ctx context.Context, key, kind, result string) error {
	if key == "" {
		return nil
	}
	_, err := t.exec(ctx, "INSERT INTO actions (guild, name, kind, result, at) VALUES (?, ?, ?, ?, ?)", t.guild, key, kind, result, t.now)
	return err
}

// doing names what failed, unless it is something that callers tell apart.
func doing(what string, err error) error {
	for _, known := range []error{kb.ErrNotFound, kb.ErrInvalid, kb.ErrConflict, kb.ErrDenied} {
		if errors.Is(err, known) {
			return err
		}
	}
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}

// read runs f on one unchanging view of the database.
func (s *Store) read(ctx context.Context, f func(reader) error) error {
	o := &sql.TxOptions{ReadOnly: true}
	if s.kind == postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	t, err := s.db.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	err = f(reader{t, s.kind})
	if errEnd := t.Rollback(); err == nil && errEnd != nil && !errors.Is(errEnd, sql.ErrTxDone) {
		err = errEnd
	}
	return err
}
