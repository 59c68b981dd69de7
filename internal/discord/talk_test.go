package discord_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/discord"
	"autofacts/internal/fakediscord"
	"autofacts/internal/fakediscord/spec"
	"autofacts/internal/kb"
)

var updateGolden = flag.Bool("update", false, "write what the bot says into the scripts")

// TestTalk plays the conversations of testdata/talk: the real bot on an
// emulated Discord. The name of each section is what a person does, its text is
// what they see then.
//
//	Mia: text                        writes; "@bot" mentions
//	Mia privately: text              writes in direct messages
//	Mia replies: text                to the last message of the bot
//	Mia runs: ask question=text      runs a command; options are parted by " | "
//	Mia types: ask question=te       is shown the choices
//	Mia opens: Answer this           on the last message that a person wrote
//	Mia opens on it: Delete this answer   on the last message of the bot
//	Mia clicks: Source               on the last message of the bot
//	Mia picks: label                 in its menu
//	Mia submits: text                into the form that opened; "a=1 | b=2" into
//	                                 its fields, \n being a new line
//	Mia reads: #mods                 the bot's next message there, or in "DM"
//	Mia turns to: text               to her latest message of the bot with that text
//	Mia rereads: text                the bot's message, once it has that text
//	later: 11m                       time passes
func TestTalk(t *testing.T) { converse(t, "testdata/talk/*.txt", newTalk) }

func converse(t *testing.T, pattern string, start func(*testing.T, fakediscord.Options, ...func(*discord.Options)) *talk) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			script, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tk := start(t, fakediscord.Options{})
			for i, f := range script.Files {
				got := tk.step(f.Name)
				t.Logf("%s\n%s", f.Name, got)
				if *updateGolden {
					script.Files[i].Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("%s\ngot:\n%swant:\n%s", f.Name, got, f.Data)
				}
			}
			if *updateGolden {
				if err := os.WriteFile(file, txtar.Format(script), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// judge compiles Discord's specification once for all tests.
var judge = sync.OnceValues(spec.New)

// A form is a modal that is open.
type form struct {
	id    string // of the interaction that opened it
	modal fakediscord.Object
}

// A talk is a bot on an emulated Discord, and what was said last.
type talk struct {
	t       *testing.T
	ctx     context.Context
	fake    *fakediscord.Server
	clock   *fakediscord.ManualClock
	log     *syncBuffer
	client  *discord.Client
	channel string
	self    string
	last    fakediscord.Message // of the bot
	human   fakediscord.Message
	forms   map[string]form   // that opened last, by person
	read    map[string]string // the last message read of each channel
	store   bot.Store
	change  []func(*discord.Options) // what the client was made with
	stop    context.CancelFunc
	done    chan error
}

func newTalk(t *testing.T, o fakediscord.Options, change ...func(*discord.Options)) *talk {
	t.Helper()
	return newTalkWith(t, o, func(*talk) {}, change...)
}

// newTalkWith prepares a talk before the bot starts.
func newTalkWith(t *testing.T, o fakediscord.Options, prepare func(*talk), change ...func(*discord.Options)) *talk {
	t.Helper()
	checker, err := judge()
	if err != nil {
		t.Fatal(err)
	}
	clock := fakediscord.NewManualClock(time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC))
	o.Clock, o.Spec, o.Limits = clock, checker, fakediscord.LimitsOff
	fake, err := fakediscord.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := fake.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		fake.Close()
		if lacking := fake.Lacking(); len(lacking) > 0 {
			t.Errorf("the emulator lacks what the bot uses: %v", lacking)
		}
	})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	tk := &talk{t: t, ctx: ctx, fake: fake, read: map[string]string{}, forms: map[string]form{}, clock: clock, log: &syncBuffer{more: make(chan struct{})}}
	tk.channel, err = fake.Channel("general")
	if err != nil {
		t.Fatal(err)
	}
	tk.self = fake.Info().ApplicationID
	prepare(tk)
	tk.start(change...)
	return tk
}

// connect makes a client for the emulator.
func (tk *talk) connect(change ...func(*discord.Options)) *discord.Client {
	tk.t.Helper()
	base, err := kb.Load(os.DirFS("testdata/base"))
	if err != nil {
		tk.t.Fatal(err)
	}
	logger := slog.New(slog.NewTextHandler(tk.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	opts := discord.Options{
		Token: tk.fake.Info().Token, BaseURL: tk.fake.Info().API, Logger: logger,
		Random: func() float64 { return 0.5 }, StateKey: []byte("a key for tests"),
	}
	b := bot.Options{Index: answer.New(base), Logger: logger}
	if tk.clock != nil {
		opts.Clock, b.Now = tk.clock, tk.clock.Now
	}
	if tk.store != nil {
		b.Store, b.Key = tk.store, []byte("a key for hashes")
		b.After = func(d time.Duration) <-chan time.Time { c, _ := tk.clock.After(d); return c }
	}
	opts.Bot = bot.New(b)
	for _, f := range change {
		f(&opts)
	}
	c, err := discord.New(opts)
	if err != nil {
		tk.t.Fatal(err)
	}
	return c
}

// start connects a new client and waits until its commands are there.
func (tk *talk) start(change ...func(*discord.Options)) {
	tk.t.Helper()
	tk.client, tk.change = tk.connect(change...), change
	ctx, cancel := context.WithCancel(tk.ctx)
	tk.stop, tk.done = cancel, make(chan error, 1)
	before := strings.Count(tk.log.String(), "commands are up to date")
	client, done := tk.client, tk.done
	go func() { done <- client.Run(ctx) }()
	tk.log.saw(tk.t, "commands are up to date", before+1)
	tk.t.Cleanup(func() {
		cancel()
		if strings.Contains(tk.log.String(), tk.fake.Info().Token) {
			tk.t.Error("the token is in the log")
		}
	})
}

// step does what a section is called and gives what is seen then.
func (tk *talk) step(name string) string {
	tk.t.Helper()
	what, text, _ := strings.Cut(name, ": ")
	if what == "later" {
		d, err := time.ParseDuration(text)
		if err != nil {
			tk.t.Fatal(err)
		}
		if tk.store != nil {
			tk.clock.BlockUntil(2) // the heartbeat, and what is done in the background
		}
		tk.clock.Advance(d)
		return ""
	}
	person, verb, _ := strings.Cut(what, " ") // "Mia turns to"
	switch verb {
	case "":
		return tk.says(person, fakediscord.Send{ChannelID: tk.channel, Content: text})
	case "privately":
		return tk.privately(person, text)
	case "replies":
		return tk.says(person, fakediscord.Send{ChannelID: tk.channel, Content: text, ReplyTo: tk.last.ID})
	case "runs":
		return tk.outcome(person)(tk.fake.Command(tk.ctx, person, tk.command(text)))
	case "types":
		return tk.types(person, text)
	case "opens":
		return tk.outcome(person)(tk.fake.Menu(tk.ctx, person, fakediscord.Menu{ChannelID: tk.channel, Name: text, MessageID: tk.human.ID}))
	case "opens on it":
		return tk.outcome(person)(tk.fake.Menu(tk.ctx, person, fakediscord.Menu{ChannelID: tk.last.ChannelID, Name: text, MessageID: tk.last.ID}))
	case "clicks":
		return tk.outcome(person)(tk.fake.Click(tk.ctx, person, fakediscord.Press{ChannelID: tk.last.ChannelID, MessageID: tk.last.ID, CustomID: tk.find(text)}))
	case "picks":
		menu, value := tk.findOption(text)
		return tk.outcome(person)(tk.fake.Select(tk.ctx, person, fakediscord.Press{ChannelID: tk.last.ChannelID, MessageID: tk.last.ID, CustomID: menu, Values: []string{value}}))
	case "submits":
		return tk.outcome(person)(tk.fake.Submit(tk.ctx, person, fakediscord.Submit{InteractionID: tk.forms[person].id, Values: tk.entries(person, text)}))
	case "turns to":
		return tk.turnsTo(person, text)
	case "reads":
		return tk.reads(person, text)
	case "rereads":
		return tk.rereads(person, text)
	}
	tk.t.Fatalf("nobody can do %q", name)
	return ""
}

// says writes a message and waits for the answer, or for the bot to leave it alone.
func (tk *talk) says(person string, m fakediscord.Send) string {
	tk.t.Helper()
	m.Content = strings.ReplaceAll(m.Content, "@bot", "<@"+tk.self+">")
	sent, err := tk.fake.Send(person, m)
	if err != nil {
		return fmt.Sprintf("(cannot: %v)\n", err)
	}
	tk.human = sent
	ctx, cancel := context.WithCancel(tk.ctx)
	defer cancel()
	go func() {
		tk.log.await(ctx, "left alone\" guild="+guildOf(tk, m.ChannelID)+" message="+sent.ID)
		cancel()
	}()
	got, err := tk.fake.Await(ctx, person, m.ChannelID, func(o fakediscord.Message) bool {
		return o.Author.ID == tk.self && o.ID > sent.ID && len(o.ID) == len(sent.ID)
	})
	if err != nil {
		if tk.ctx.Err() != nil {
			tk.t.Fatalf("neither an answer nor silence; log:\n%s", tk.log)
		}
		return "(silence)\n"
	}
	tk.last = got
	tk.remembered()
	return show(got)
}

func guildOf(tk *talk, channel string) string {
	if channel == tk.channel {
		return tk.fake.Info().GuildID
	}
	return `""`
}

func (tk *talk) privately(person, text string) string {
	tk.t.Helper()
	dm, err := tk.fake.DM(person)
	if err != nil {
		tk.t.Fatal(err)
	}
	return tk.says(person, fakediscord.Send{ChannelID: dm, Content: text})
}

// command reads "ask question=text | private=true".
func (tk *talk) command(text string) fakediscord.Command {
	name, options, _ := strings.Cut(text, " ")
	for { // a command with subcommands
		word, rest, _ := strings.Cut(options, " ")
		if word == "" || strings.Contains(word, "=") {
			break
		}
		name, options = name+" "+word, rest
	}
	c := fakediscord.Command{ChannelID: tk.channel, Name: name, Options: map[string]any{}}
	for _, o := range strings.Split(options, " | ") {
		if k, v, ok := strings.Cut(o, "="); ok {
			c.Options[k] = tk.valueOf(v)
			c.Focused = k
			if v == "true" || v == "false" {
				c.Options[k] = v == "true"
			}
		}
	}
	return c
}

func (tk *talk) types(person, text string) string {
	choices, err := tk.fake.Autocomplete(tk.ctx, person, tk.command(text))
	if err != nil {
		return fmt.Sprintf("(cannot: %v)\n", err)
	}
	var b strings.Builder
	for _, c := range choices {
		fmt.Fprintf(&b, "%v = %v\n", c["name"], c["value"])
	}
	if b.Len() == 0 {
		return "(no choices)\n"
	}
	return b.String()
}

// outcome shows what the bot responded to a person.
func (tk *talk) outcome(person string) func(fakediscord.Outcome, error) string {
	return func(o fakediscord.Outcome, err error) string { return tk.shown(person, o, err) }
}

func (tk *talk) shown(person string, o fakediscord.Outcome, err error) string {
	if err != nil {
		if tk.ctx.Err() != nil {
			tk.t.Fatalf("no response; log:\n%s", tk.log.tail())
		}
		return fmt.Sprintf("(cannot: %v)\n", err)
	}
	switch r := o.Response; {
	case r.Modal != nil:
		tk.forms[person] = form{o.InteractionID, r.Modal}
		return showForm(r.Modal)
	case r.Message != nil:
		tk.last = *r.Message
		tk.remembered()
		how := ""
		if r.Type == 7 {
			how = "(in its place)\n"
		}
		return how + show(*r.Message)
	}
	return fmt.Sprintf("(response of type %d)\n", o.Response.Type)
}
