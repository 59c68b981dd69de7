package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// Names of commands and menu entries.
const (
	cmdAsk     = "ask"
	cmdFact    = "fact"
	cmdFacts   = "facts"
	cmdCheck   = "check"
	cmdSources = "sources"
	cmdHelp    = "help"
	cmdPrivacy = "privacy"
	menuAnswer = "Answer this"
	menuCheck  = "Check this claim"
)

// maxQuestion is the longest question: well above any real one, short enough
// to be looked at in a millisecond.
const maxQuestion = 1000

// commands are what the bot offers, in servers, direct messages and wherever a
// person has installed it for themselves.
func commands() []*discordgo.ApplicationCommand {
	private := typed(discordgo.ApplicationCommandOptionBoolean, "private", "Show the answer to you alone")
	question := needed(completed(text("question", "Your question, in your own words", maxQuestion)))
	claim := needed(text("claim", "What somebody claims", maxQuestion))
	fact := needed(completed(text("fact", "Type to search the facts", maxQuestion)))
	topic := completed(text("topic", "What the facts are about", maxQuestion))
	slash := func(name, description string, options ...*opt) *discordgo.ApplicationCommand {
		return &discordgo.ApplicationCommand{Type: discordgo.ChatApplicationCommand, Name: name, Description: description, Options: options}
	}
	menu := func(name string) *discordgo.ApplicationCommand {
		return &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: name}
	}
	all := []*discordgo.ApplicationCommand{
		slash(cmdAsk, "Ask a question and get a cited answer", question, private),
		slash(cmdCheck, "Check a claim against the base", claim, private),
		slash(cmdFact, "Show one fact with its source", fact, private),
		slash(cmdFacts, "Look through the facts by topic", topic),
		slash(cmdSources, "What the facts rest on"),
		slash(cmdHelp, "What I can be asked"),
		slash(cmdPrivacy, "What I keep, and for how long"),
		menu(menuAnswer),
		menu(menuCheck),
	}
	for _, c := range all {
		c.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel}
		c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
	}
	return append(all, moderatorCommands()...)
}

// register brings Discord's list of our commands to what it should be. It asks
// first and writes only what differs: Discord counts writes, and people lose
// their commands for a moment with each. A failure is tried again, since a bot
// without commands is half a bot.
func (c *Client) register(ctx context.Context) {
	for failures := 1; ; failures++ {
		err := c.registerOnce(ctx)
		if err == nil {
			c.log.Info("commands are up to date")
			return
		}
		if ctx.Err() != nil {
			return
		}
		wait := (&gateway{random: c.o.Random}).backoff(failures)
		c.log.Error("commands could not be registered", "err", err, "wait", wait)
		if !sleep(ctx, c.clock, wait) {
			return
		}
	}
}

func (c *Client) registerOnce(ctx context.Context) error {
	_, app := c.ids()
	url := discordgo.EndpointApplicationGlobalCommands(app)
	var have []*discordgo.ApplicationCommand
	if err := c.rest.call(ctx, "GET applications/commands", http.MethodGet, url+"?with_localizations=true", "GET "+url, nil, &have); err != nil {
		return err
	}
	for _, d := range differences(have, commands()) {
		at, method := url, http.MethodPost
		if d.id != "" {
			at, method = url+"/"+d.id, http.MethodPatch
		}
		if d.want == nil {
			method = http.MethodDelete
		}
		route := fmt.Sprintf("%s applications/commands (%s)", method, d.name)
		var body any
		if d.want != nil {
			body = d.want
		}
		if err := c.rest.call(ctx, route, method, at, method+" "+url, body, nil); err != nil {
			return err
		}
		c.log.Info("command registered", "command", d.name, "method", method)
	}
	return nil
}

// A difference is one write: a command to create (no id), to change, or to
// delete (want is nil).
type difference struct {
	id, name string
	want     *discordgo.ApplicationCommand
}

// differences says what must be written so that Discord has what is wanted.
func differences(have, want []*discordgo.ApplicationCommand) []difference {
	type key struct {
		kind discordgo.ApplicationCommandType
		name string
	}
	keyOf := func(c *discordgo.ApplicationCommand) key {
		return key{cmp.Or(c.Type, discordgo.ChatApplicationCommand), c.Name}
	}
	old := map[key]*discordgo.ApplicationCommand{}
	for _, c := range have {
		old[keyOf(c)] = c
	}
	var out []difference
	for _, c := range want {
		was := old[keyOf(c)]
		delete(old, keyOf(c))
		if was == nil {
			out = append(out, difference{name: c.Name, want: c})
		} else if !bytes.Equal(normal(was), normal(c)) {
			out = append(out, difference{id: was.ID, name: c.Name, want: c})
		}
	}
	for _, c := range have { // in order, for a log that reads the same each time
		if old[keyOf(c)] == c {
			out = append(out, difference{id: c.ID, name: c.Name})
		}
	}
	return out
}

// normal is a command without what Discord adds to it or leaves out of it.
func normal(c *discordgo.ApplicationCommand) []byte {
	n := *c
	n.ID, n.ApplicationID, n.GuildID, n.Version = "", "", "", ""
	n.Type = cmp.Or(n.Type, discordgo.ChatApplicationCommand)
	n.DefaultPermission = nil
	//lint:ignore SA1019 Discord still sends it, and a difference in it is none.
	n.DMPermission = nil
	if n.NSFW != nil && !*n.NSFW {
		n.NSFW = nil
	}
	n.NameLocalizations, n.DescriptionLocalizations = filled(n.NameLocalizations), filled(n.DescriptionLocalizations)
	if n.Contexts != nil {
		n.Contexts = sorted(*n.Contexts)
	}
	if n.IntegrationTypes != nil {
		n.IntegrationTypes = sorted(*n.IntegrationTypes)
	}
	n.Options = normalOptions(n.Options)
	out, err := json.Marshal(n)
	if err != nil {
		return []byte(err.Error())
	}
	return out
}

func filled(m *map[discordgo.Locale]string) *map[discordgo.Locale]string {
	if m == nil || len(*m) == 0 {
		return nil
	}
	return m
}

func sorted[T cmp.Ordered](s []T) *[]T {
	s = slices.Sorted(slices.Values(s))
	return &s
}

func normalOptions(options []*opt) []*opt {
	var out []*opt
	for _, o := range options {
		n := *o
		n.Options = normalOptions(n.Options)
		if len(n.ChannelTypes) == 0 {
			n.ChannelTypes = nil
		}
		if len(n.Choices) == 0 {
			n.Choices = nil
		}
		if len(n.NameLocalizations) == 0 {
			n.NameLocalizations = nil
		}
		if len(n.DescriptionLocalizations) == 0 {
			n.DescriptionLocalizations = nil
		}
		out = append(out, &n)
	}
	return out
}
