package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"autofacts/internal/kb"
)

// channel is what changes are told on in PostgreSQL.
const channel = "autofacts_guild"

// Waits between two tries to listen: short at first, so that a restart of the
// database is hardly noticed, and never so long that a change is a surprise.
const (
	firstWait = 100 * time.Millisecond
	lastWait  = 10 * time.Second
)

// Watch tells of servers whose base or settings changed, in this process or in
// another, until the context is done; then it gives nil. It is a hint: one may
// come late, twice or not at all, and the truth is the Version that Guild gives.
// An empty id means that hints may have been lost, so any server may have
// changed. Changed is called from one goroutine and should return soon.
func (s *Store) Watch(ctx context.Context, changed func(kb.GuildID)) error {
	if s.kind == sqlite {
		s.hear(ctx, changed)
		return nil
	}
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		began := s.now()
		err := s.listen(ctx, changed)
		if ctx.Err() != nil {
			return nil
		}
		if s.now().Sub(began) > lastWait {
			wait = firstWait
		}
		s.log.Warn("listen for changes", "err", err)
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return nil
		case <-timer.C:
		}
	}
}

// listen tells of changes as PostgreSQL does, until the connection ends.
func (s *Store) listen(ctx context.Context, changed func(kb.GuildID)) error {
	cfg, err := pgx.ParseConfig(s.url)
	if err != nil {
		return errors.New("the database URL cannot be read")
	}
	cfg.ConnectTimeout = connectFor
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), connectFor)
		defer cancel()
		if err := conn.Close(ctx); err != nil {
			s.log.Debug("stop listening", "err", err)
		}
	}()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	changed("")
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return fmt.Errorf("wait for changes: %w", err)
		}
		changed(kb.GuildID(n.Payload))
	}
}

// hearing is how many hints wait for a slow listener before they are dropped
// for one that any server may have changed.
const hearing = 64

// hear tells of the changes of this process: a SQLite file has no other writer
// than the commands of an operator, which the Version shows.
func (s *Store) hear(ctx context.Context, changed func(kb.GuildID)) {
	ear := make(chan kb.GuildID, hearing)
	s.mu.Lock()
	s.hears[ear] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.hears, ear)
		s.mu.Unlock()
	}()
	changed("")
	for {
		select {
		case <-ctx.Done():
			return
		case g := <-ear:
			changed(g)
		}
	}
}

// hint tells whoever hears that a server changed.
func (s *Store) hint(g kb.GuildID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for ear := range s.hears {
		select {
		case ear <- g:
		default: // it hears of this server, or of any, soon enough
			select {
			case <-ear:
			default:
			}
			select {
			case ear <- "":
			default:
			}
		}
	}
}
