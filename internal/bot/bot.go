// Package bot is what the program does, whatever it is spoken to through.
//
// A [Bot] answers questions, checks claims, and lets people look through the
// base: facts, topics, sources. It knows no Discord; package discord translates
// both ways. It judges no question itself; package answer does.
//
// The bot holds one [answer.Index] for each base that it serves and picks it in
// one place, by the [Caller]. Today every caller is served from the curated
// base; a base of a server's own finds its place there. An index is swapped as
// a whole ([Bot.SetBase]), and a question that is under way keeps the one it
// began with.
//
// What is remembered is small, bounded and short-lived: the last question of a
// person in a channel, and which question a message answered, so that a
// follow-up ("and in 2024?") can be understood. Nothing is written to disk, and
// the words of a question are logged at debug level only.
//
// Rules about who may do what and how often are here and nowhere else.
package bot

import (
	"log/slog"
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
	// BaseBytes bounds what the bases of servers may take in memory together, as
	// far as it can be estimated; 0 for the default.
	BaseBytes int64
}

// A Bot does what the program does. It is safe for any number of goroutines.
type Bot struct {
	store   Store
	key     []byte
	curated atomic.Pointer[answer.Index]
	now     func() time.Time
	log     *slog.Logger
	recent  *memory
	people  *meter
	places  *meter
}

// New makes a bot.
func New(o Options) *Bot {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	l := o.Limits.withDefaults()
	b := &Bot{
		store:  o.Store,
		key:    o.Key,
		now:    o.Now,
		log:    o.Logger,
		recent: newMemory(maxRemembered, FollowUpFor),
		people: newMeter(l.PersonBurst, l.PersonEvery),
		places: newMeter(l.ChannelBurst, l.ChannelEvery),
	}
	b.SetBase(o.Index)
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
func (b *Bot) index(Caller) *answer.Index { return b.curated.Load() }

// Base gives the base that serves a caller. It is immutable.
func (b *Bot) Base(c Caller) *kb.Base { return b.index(c).Base() }

// today is the day by which validity is judged.
func (b *Bot) today() kb.Date { return kb.Date(b.now().UTC().Format(time.DateOnly)) }
