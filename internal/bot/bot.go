// Package bot is what the program does, whatever it is spoken to through.
//
// A [Bot] answers questions, checks claims, and lets people look through the
// base: facts, topics, sources. It knows no Discord; package discord translates
// both ways. It judges no question itself; package answer does.
//
// # Bases
//
// Servers without anything of their own share the curated index. For the others
// an index is made when a question first needs it, from the curated one, with
// which it shares what the server did not change, and the server's newest
// revisions; it is kept within a bound of memory, and made again as soon as the
// server's version has moved, which each question looks up. Where
// the store is out of reach, answers go on from what is in memory. A new curated
// base ([Bot.SetBase]) takes its place as a whole, and a question that is under
// way keeps the index it began with.
//
// # Moderation
//
// Whoever changes something first sees a [Preview], which is a draft kept for a
// while, here and in the store, so that it outlives a restart; [Bot.Save] makes it
// true, or a proposal where others have to agree. What is left to do for people
// (direct messages, posts, marking answers that were corrected) is handed out as
// [Effects], since nothing here can speak.
// Every method asks [Bot.May] by itself; what a client hides or shows decides
// nothing.
//
// What is remembered is small, bounded and short-lived: the last question of a
// person in a channel, and which question a message answered, so that a
// follow-up ("and in 2024?") can be understood. The words of a question are
// logged at debug level only. Written to the store are questions that the base
// did not answer, counted and without who asked.
//
// Rules about who may do what and how often are here and nowhere else.
package bot

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// The names of package kb for servers, channels, messages and persons.
type (
	GuildID   = kb.GuildID
	ChannelID = kb.ChannelID
	MessageID = kb.MessageID
	PersonID  = kb.PersonID
)

// A Caller is who speaks, and where, with what the server grants them at this
// moment. It is made anew for each action.
type Caller struct {
	Guild   GuildID // empty outside a server
	Channel ChannelID
	Parent  ChannelID // the channel that Channel is a thread of; empty if it is none, or does not matter
	Person  PersonID
	Locale  string // BCP 47 tag of the person's language, or empty

	// What follows is needed by moderation only; without it nobody is a moderator.
	Roles         []kb.RoleID
	ManagesGuild  bool
	Administrator bool
}

// Actor is the caller as the rules of permission see them.
func (c Caller) Actor() kb.Actor {
	return kb.Actor{Guild: c.Guild, Person: c.Person, Roles: c.Roles, ManagesGuild: c.ManagesGuild, Administrator: c.Administrator}
}

// Options are what a bot is made of. Only Index is required.
type Options struct {
	Index  *answer.Index    // the curated base
	Now    func() time.Time // defaults to time.Now
	Logger *slog.Logger     // defaults to none
	Limits Limits           // zero fields take the defaults
	// Store keeps what servers have of their own. Without one every server is
	// served from the curated base and nothing can be moderated.
	Store Store
	// Key makes the hashes by which votes and askers are told apart. Without one
	// nobody can vote, and only moderators delete answers.
	Key []byte
	// After wakes who waits; defaults to time.After.
	After func(time.Duration) <-chan time.Time
	// BaseBytes bounds what the bases of servers may take in memory together, as
	// far as it can be estimated; 0 for the default.
	BaseBytes int64
	// StoreWait is how long a question waits for the store before it is answered
	// from memory; 0 for the default.
	StoreWait time.Duration
}

// A Bot does what the program does. It is safe for any number of goroutines.
type Bot struct {
	store    Store
	key      []byte
	curated  atomic.Pointer[answer.Index]
	homes    *homes
	drafts   *drafts
	counts   *counts
	flushing sync.Mutex // held by who writes counts, so that none is written twice
	quiet    *quiet
	bares    bares
	present  sync.Map      // kb.GuildID of the servers that this process serves
	collided sync.Map      // kb.GuildID to the curated index whose collisions were posted
	day      atomic.Value  // kb.Date of the last daily look
	warming  sync.Map      // kb.GuildID of the servers whose base is to be made aside
	builds   chan struct{} // held by who makes an index aside
	after    func(time.Duration) <-chan time.Time
	now      func() time.Time
	log      *slog.Logger
	recent   *memory
	people   *meter
	places   *meter
}

// maxBuilds is how many indexes are made aside at once; more would starve questions.
const maxBuilds = 2

// New makes a bot.
func New(o Options) *Bot {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.After == nil {
		o.After = time.After
	}
	l := o.Limits.withDefaults()
	b := &Bot{
		store:  o.Store,
		key:    o.Key,
		drafts: newDrafts(),
		counts: newCounts(),
		quiet:  newQuiet(),
		builds: make(chan struct{}, maxBuilds),
		after:  o.After,
		now:    o.Now,
		log:    o.Logger,
		recent: newMemory(maxRemembered, FollowUpFor),
		people: newMeter(l.PersonBurst, l.PersonEvery),
		places: newMeter(l.ChannelBurst, l.ChannelEvery),
	}
	b.SetBase(o.Index)
	b.homes = newHomes(o.Store, b.curated.Load, o.Now, o.BaseBytes, o.StoreWait)
	return b
}

// SetBase puts another curated base in the place of the present one, at once
// and as a whole.
func (b *Bot) SetBase(ix *answer.Index) {
	if ix == nil {
		ix = answer.New(kb.NewBase(nil, nil, kb.Lexicon{}))
	}
	b.curated.Store(ix)
}

// index gives the base that serves a caller. It is the one place that decides.
func (b *Bot) index(c Caller) *answer.Index { return b.home(c).index }

// home gives what serves a caller, and notes where that is not the newest.
func (b *Bot) home(c Caller) *home {
	h, err := b.homes.serve(context.Background(), c.Guild)
	if err != nil && !errors.Is(err, ErrUnavailable) {
		b.log.Warn("a server is served from memory", "guild", string(c.Guild), "err", err)
	}
	return h
}

// Base gives the base that serves a caller. It is immutable.
func (b *Bot) Base(c Caller) *kb.Base { return b.index(c).Base() }

// today is the day by which validity is judged.
func (b *Bot) today() kb.Date { return kb.Date(b.now().UTC().Format(time.DateOnly)) }
