package fakediscord

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"

	"autofacts/internal/fakediscord/spec"
)

// Options say what world the emulator shows. The zero value gives the sandbox: one server, four channels, a member and
// a moderator, a bot with every privileged intent.
type Options struct {
	Clock  Clock        // nil: the machine's time
	Logger *slog.Logger // nil: nothing is logged

	Guild    string        // the server's name; "Autofacts sandbox"
	Bot      string        // the bot's name; "Autofacts"
	Channels []Place       // the first is the one bots are pointed at
	People   []Person      // who can act through the person API
	BaseURL  string        // address under which Handler is served, where Start is not used
	Spec     *spec.Checker // Discord's specification, for tests that make many servers; nil: one of its own
	Limits   Limits        // rate limits
	Intents  *int          // privileged intents the application may ask for; nil: all three
	Denied   []string      // permissions the bot does not have, by Discord's names: "SEND_MESSAGES"
	Beat     int           // heartbeat interval of the gateway in milliseconds; 41250
}

// Place is a channel of the server.
type Place struct {
	Name, Topic string
	Moderators  bool // only moderators and the bot see it
}

// Person is somebody who can act: type, click, run commands.
type Person struct {
	Name   string
	Role   string // RoleMember or RoleModerator
	Locale string // language of their Discord, "en-US" if empty
	// Installed says that they have installed the application for themselves, so
	// that it may write to them without a server in common.
	Installed bool
}

// The two seats of the sandbox. A moderator has Manage Server, Manage Messages and Manage Threads.
const (
	RoleMember    = "member"
	RoleModerator = "moderator"
)

// Limits says how REST is throttled.
type Limits int

const (
	// LimitsOn throttles as Discord does: 5 messages in 5 seconds and channel, 50 requests a second in all.
	LimitsOn Limits = iota
	// LimitsOff sends the headers of an endless allowance and never answers 429 unless a fault asks for it;
	// for tests whose clock stands still.
	LimitsOff
)

// The privileged intents.
const (
	IntentGuildMembers   = 1 << 1
	IntentGuildPresences = 1 << 8
	IntentMessageContent = 1 << 15

	privilegedIntents = IntentGuildMembers | IntentGuildPresences | IntentMessageContent
)

// withDefaults fills in what was left empty and refuses what cannot be.
func (o Options) withDefaults() (Options, error) {
	if o.Clock == nil {
		o.Clock = wallClock{}
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	o.Guild = cmp.Or(o.Guild, "Autofacts sandbox")
	o.Bot = cmp.Or(o.Bot, "Autofacts")
	o.Beat = cmp.Or(o.Beat, 41250)
	if o.Intents == nil {
		all := privilegedIntents
		o.Intents = &all
	}
	if len(o.Channels) == 0 {
		o.Channels = []Place{
			{Name: "general", Topic: "Everything and nothing"},
			{Name: "ask", Topic: "Ask the bot"},
			{Name: "market-talk", Topic: "What is going on in the market"},
			{Name: "moderators", Topic: "For moderators", Moderators: true},
		}
	}
	if len(o.People) == 0 {
		o.People = []Person{{Name: "Mia", Role: RoleMember}, {Name: "Otto", Role: RoleModerator}}
	}
	return o, o.check()
}

func (o Options) check() error {
	for _, p := range o.People {
		if p.Name == "" {
			return errors.New("fakediscord: a person needs a name")
		}
		if p.Role != RoleMember && p.Role != RoleModerator {
			return fmt.Errorf("fakediscord: role %q of %s is neither %q nor %q", p.Role, p.Name, RoleMember, RoleModerator)
		}
	}
	for _, name := range o.Denied {
		if _, ok := permissionNames()[name]; !ok {
			return fmt.Errorf("fakediscord: no permission is called %q", name)
		}
	}
	if o.Channels[0].Moderators {
		return errors.New("fakediscord: the first channel must be open to members")
	}
	return nil
}
