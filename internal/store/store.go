// Package store keeps what moderators do: edits, history, proposals, the inbox
// of unanswered questions, votes, settings and the audit, in SQLite or in
// PostgreSQL.
//
// It knows SQL and package kb, and judges nothing: what an edit makes of a fact
// is [kb.Draft], how a proposal stands after a decision is [kb.Proposal.Decide].
// Whoever may do what is asked before, in package bot; SQL only refuses
// duplicates. The curated base is not here either: an edit brings along what it
// needs of it.
//
// # History only grows
//
// Revisions, decisions, settings, votes and audit entries are added and never
// changed. Numbers count from 1 within a guild. Each write holds
// the row of its guild until it is durable, so that writes to one guild happen
// one after the other and those to different guilds do not wait for each other
// (in SQLite, which has one writer, they do). An edit names the revision that it
// is based on; where the target has moved on, nothing is written and the error
// is a *[kb.Conflict] with the newest revision. The guild's version moves in the
// same transaction as what it stands for: whoever has read the same
// [kb.Version] twice has seen the same base.
//
// A method that takes a key does its work once for each key of a guild: the
// second call gives the result of the first. A call whose connection broke
// while it was committed may have done its work or not; called again with the
// same key, it is right in both cases.
//
// # Two databases
//
// One set of SQL serves both. It is written with "?" and put into the form of
// the database in one place. SQLite writes ahead and waits until the disk has
// what is acknowledged (synchronous=FULL). Times are whole microseconds.
//
// # What is forgotten
//
// [Store.Expire] deletes what has a time to live: answers given, keys, questions
// nobody asks any more. The ids of those who wait for an answer go as soon as
// they are taken, or when the person asks. Votes and answers hold keyed hashes
// instead of people. Drafts that were not saved go after some minutes
// ([Store.ExpireSketches]); [Store.DeleteLeft] deletes all that a guild had.
//
// All methods are safe for any number of goroutines. Errors that are none of the
// sentinels of kb mean that the database did not do its work.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"autofacts/internal/kb"
)

// Options are what a store is made of besides its database. All have defaults.
type Options struct {
	Now    func() time.Time // defaults to time.Now
	Logger *slog.Logger     // defaults to none
}

// A Store keeps what moderators do. Make one with OpenFile, OpenMemory or
// OpenPostgres.
type Store struct {
	db   *sql.DB
	kind dialect
	url  string // of PostgreSQL, for listening; secret
	now  func() time.Time
	log  *slog.Logger

	// turn is held by the one writer of SQLite: waiting for it in order is
	// fairer than asking the file again and again.
	turn chan struct{}

	mu    sync.Mutex
	hears map[chan kb.GuildID]bool
}

// open finishes a store over a database that is reached already, and brings its
// schema up to date.
func open(ctx context.Context, db *sql.DB, kind dialect, o Options) (*Store, error) {
	s := &Store{db: db, kind: kind, now: o.Now, log: o.Logger, hears: map[chan kb.GuildID]bool{}}
	if s.now == nil {
		s.now = time.Now
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if kind == sqlite {
		s.turn = make(chan struct{}, 1)
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// Close ends the store. What was acknowledged is kept.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// Ping says whether the database can be reached.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.db.PingContext(ctx); err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	return nil
}
