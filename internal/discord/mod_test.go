package discord_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"autofacts/internal/discord"
	"autofacts/internal/fakediscord"
	"autofacts/internal/store"
)

// TestModeration plays the conversations of testdata/mod: a server that keeps
// facts of its own, in SQLite in memory. Mia and Zoe are members, Otto and Ada
// moderate; Otto has installed the bot for himself, too.
func TestModeration(t *testing.T) { converse(t, "testdata/mod/*.txt", newServer) }

// newServer is newTalk with a store and a second moderator.
func newServer(t *testing.T, o fakediscord.Options, change ...func(*discord.Options)) *talk {
	t.Helper()
	o.People = []fakediscord.Person{{Name: "Mia", Role: fakediscord.RoleMember}, {Name: "Otto", Role: fakediscord.RoleModerator, Installed: true},
		{Name: "Ada", Role: fakediscord.RoleModerator}, {Name: "Zoe", Role: fakediscord.RoleMember}}
	return newTalkWith(t, o, func(tk *talk) {
		s, err := store.OpenMemory(t.Context(), store.Options{Now: tk.clock.Now})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			tk.stop()
			<-tk.done
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		tk.store = s
	}, append([]func(*discord.Options){func(o *discord.Options) { o.MessageContent = true }}, change...)...)
}

// entries reads what is typed into a form.
func (tk *talk) entries(person, text string) map[string]any {
	fields := list(tk.forms[person].modal["components"])
	if len(fields) == 1 {
		in, _ := fields[0]["component"].(fakediscord.Object)
		id, _ := in["custom_id"].(string)
		return map[string]any{id: text}
	}
	out := map[string]any{}
	for _, o := range strings.Split(text, " | ") {
		if k, v, ok := strings.Cut(o, "="); ok {
			out[k] = strings.ReplaceAll(v, `\n`, "\n")
		}
	}
	return out
}

// valueOf reads the value of an option: "#general" is a channel, "@&Moderator" a
// role, "@Ada" a person, "<facts.yaml" a file of testdata/mod.
func (tk *talk) valueOf(v string) any {
	tk.t.Helper()
	switch {
	case strings.HasPrefix(v, "#"):
		id, err := tk.fake.Channel(v[1:])
		if err != nil {
			tk.t.Fatal(err)
		}
		return id
	case strings.HasPrefix(v, "@&"):
		return tk.role(v[2:])
	case strings.HasPrefix(v, "@"):
		for _, p := range tk.fake.Info().People {
			if p.Name == v[1:] {
				return p.ID
			}
		}
		tk.t.Fatalf("nobody is called %q", v[1:])
	case strings.HasPrefix(v, "<"):
		data, err := os.ReadFile(filepath.Join("testdata/mod", v[1:]))
		if err != nil {
			tk.t.Fatal(err)
		}
		return fakediscord.File{Name: v[1:], Data: data}
	}
	return v
}

func (tk *talk) role(name string) string {
	tk.t.Helper()
	var roles []fakediscord.Role
	tk.asBot(http.MethodGet, "/guilds/"+tk.fake.Info().GuildID+"/roles", "", &roles)
	for _, r := range roles {
		if r.Name == name {
			return r.ID
		}
	}
	tk.t.Fatalf("no role %q", name)
	return ""
}

// place gives the channel that a name stands for.
func (tk *talk) place(person, name string) string {
	tk.t.Helper()
	if name == "DM" {
		dm, err := tk.fake.DM(person)
		if err != nil {
			tk.t.Fatal(err)
		}
		return dm
	}
	id, err := tk.fake.Channel(strings.TrimPrefix(name, "#"))
	if err != nil {
		tk.t.Fatal(err)
	}
	return id
}

// soon is how long a test waits for what comes by itself, on a busy machine.
const soon = 15 * time.Second

// tail is the end of the log.
func (s *syncBuffer) tail() string {
	all := s.String()
	return all[max(0, len(all)-2000):]
}

// reads waits for the bot's next message in a channel.
func (tk *talk) reads(person, name string) string {
	tk.t.Helper()
	at := tk.place(person, name)
	last := tk.read[at]
	ctx, cancel := context.WithTimeout(tk.ctx, soon)
	defer cancel()
	got, err := tk.fake.Await(ctx, person, at, func(m fakediscord.Message) bool {
		return m.Author.ID == tk.self && (len(m.ID) > len(last) || m.ID > last)
	})
	if err != nil {
		tk.t.Fatalf("nothing came in %s; log:\n%s", name, tk.log.tail())
	}
	tk.last, tk.read[at] = got, got.ID
	return show(got)
}

// turnsTo makes the latest of the bot's messages with a text the one to click on.
func (tk *talk) turnsTo(person, text string) string {
	tk.t.Helper()
	all, err := tk.fake.Messages(person, tk.last.ChannelID, "")
	if err != nil {
		tk.t.Fatal(err)
	}
	found := false
	for _, m := range all {
		if m.Author.ID == tk.self && strings.Contains(show(m), text) {
			tk.last, found = m, true
		}
	}
	if !found {
		tk.t.Fatalf("%s sees no message of the bot with %q", person, text)
	}
	return ""
}

// rereads waits until the bot's last message has a text.
func (tk *talk) rereads(person, text string) string {
	tk.t.Helper()
	ctx, cancel := context.WithTimeout(tk.ctx, soon)
	defer cancel()
	got, err := tk.fake.Await(ctx, person, tk.last.ChannelID, func(m fakediscord.Message) bool {
		return m.ID == tk.last.ID && strings.Contains(show(m), text)
	})
	if err != nil {
		tk.t.Fatalf("the message never had %q; log:\n%s", text, tk.log.tail())
	}
	return show(got)
}

// remembered waits until the bot has kept where it answered, which it does once
// the answer is out.
func (tk *talk) remembered() {
	if tk.store != nil && tk.last.Flags&64 == 0 && strings.Contains(show(tk.last), "[Delete]") {
		ctx, cancel := context.WithTimeout(tk.ctx, soon)
		defer cancel()
		tk.log.await(ctx, "answer remembered\" message="+tk.last.ID)
	}
}
