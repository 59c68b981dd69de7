package fakediscord_test

import (
	"net/http"
	"net/url"
	"testing"

	"autofacts/internal/fakediscord"

	"github.com/bwmarrin/discordgo"
)

// redirect sends what discordgo addresses to Discord to the emulator.
type redirect struct{ to *url.URL }

func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	out := req.Clone(req.Context())
	out.URL.Scheme, out.URL.Host, out.Host = r.to.Scheme, r.to.Host, r.to.Host
	return http.DefaultTransport.RoundTrip(out)
}

// TestDiscordgo holds a conversation through discordgo, a library that knows nothing of the emulator.
func TestDiscordgo(t *testing.T) {
	w := quiet(t)
	to, err := url.Parse(w.info.API)
	if err != nil {
		t.Fatal(err)
	}
	s, err := discordgo.New("Bot " + w.info.Token)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = &http.Client{Transport: redirect{to}}
	s.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentMessageContent
	ready, heard := make(chan *discordgo.Ready, 1), make(chan *discordgo.MessageCreate, 10)
	s.AddHandler(func(_ *discordgo.Session, r *discordgo.Ready) { ready <- r })
	s.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) { heard <- m })
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "you said " + i.ApplicationCommandData().Options[0].StringValue(),
				Embeds: []*discordgo.MessageEmbed{{Title: "heard"}}}})
		if err != nil {
			t.Error(err)
		}
	})
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if r := <-ready; r.User.ID != w.info.ApplicationID || r.Version != 9 {
		t.Errorf("ready: %+v", r)
	}
	if _, err := s.ApplicationCommandBulkOverwrite(w.info.ApplicationID, w.info.GuildID, []*discordgo.ApplicationCommand{{
		Name: "say", Description: "Say", Options: []*discordgo.ApplicationCommandOption{{Type: discordgo.ApplicationCommandOptionString, Name: "text", Description: "t", Required: true}},
	}}); err != nil {
		t.Fatal(err)
	}
	out, err := w.Command(w.ctx, "Mia", fakediscord.Command{Name: "say", Options: map[string]any{"text": "hello"}})
	if err != nil || out.Response.Message.Content != "you said hello" || len(out.Response.Message.Embeds) != 1 {
		t.Fatalf("command: %+v %v", out.Response, err)
	}
	if m := <-heard; m.Content != "you said hello" || m.Author.ID != w.info.ApplicationID {
		t.Errorf("its own answer: %+v", m)
	}
	if _, err := w.Send("Otto", fakediscord.Send{Content: "and now?"}); err != nil {
		t.Fatal(err)
	}
	m := <-heard
	if m.Content != "and now?" || m.Member == nil {
		t.Fatalf("message: %+v", m)
	}
	if _, err := s.ChannelMessageSendReply(m.ChannelID, "nothing", m.Reference()); err != nil {
		t.Error(err)
	}
	if err := s.MessageReactionAdd(m.ChannelID, m.ID, "👍"); err != nil {
		t.Error(err)
	}
	if seen, err := w.Message("Otto", m.ChannelID, m.ID); err != nil || len(seen.Reactions) != 1 {
		t.Errorf("reaction: %+v %v", seen.Reactions, err)
	}
	if _, err := s.ChannelMessageSend(m.ChannelID, ""); err == nil {
		t.Error("an empty message went through")
	}
}
