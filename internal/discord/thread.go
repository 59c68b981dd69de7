package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// A message does not say that its channel is a thread, nor of what. Most threads
// are told of when the connection begins or they do; for one that is not, Discord
// is asked once, and only where the answer matters.

// A channel is what is read of one.
type channel struct {
	ID     kb.ChannelID `json:"id"`
	Type   int          `json:"type"`
	Parent kb.ChannelID `json:"parent_id"` // of a thread its channel, of a channel its category
}

// of gives the channel that a thread belongs to, "" for what is no thread.
func (ch channel) of() kb.ChannelID {
	switch discordgo.ChannelType(ch.Type) {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return ch.Parent
	}
	return ""
}

// maxThreads bounds the memory, about 5 MB. Beyond it all is forgotten, and asked
// for again.
const maxThreads = 50_000

// threads remembers what channels are threads of.
type threads struct {
	mu sync.Mutex
	by map[kb.ChannelID]kb.ChannelID
}

func (t *threads) learn(all ...channel) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.by == nil || len(t.by)+len(all) > maxThreads {
		t.by = map[kb.ChannelID]kb.ChannelID{}
	}
	for _, ch := range all {
		t.by[ch.ID] = ch.of()
	}
}

func (t *threads) parent(id kb.ChannelID) (kb.ChannelID, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, ok := t.by[id]
	return p, ok
}

// learnThreads reads the threads of an event: the one that it is about, or those
// that it lists.
func (c *Client) learnThreads(raw json.RawMessage) {
	var e struct {
		channel
		Threads []channel `json:"threads"`
	}
	if json.Unmarshal(raw, &e) != nil {
		return
	}
	if e.channel.of() != "" {
		e.Threads = append(e.Threads, e.channel)
	}
	c.threads.learn(e.Threads...)
}

// parentOf gives the channel that the caller's channel is a thread of, where that
// matters for when the bot speaks.
func (c *Client) parentOf(ctx context.Context, who bot.Caller) kb.ChannelID {
	if !c.bot.Inherits(ctx, who) {
		return ""
	}
	if p, ok := c.threads.parent(who.Channel); ok {
		return p
	}
	ch := channel{}
	err := c.rest.call(ctx, routeChannel, http.MethodGet, discordgo.EndpointChannel(string(who.Channel)), discordgo.EndpointChannel(""), nil, &ch)
	if err != nil && !hidden(err) {
		return "" // another time, perhaps
	}
	ch.ID = who.Channel
	c.threads.learn(ch) // also that it cannot be known
	return ch.of()
}

// hidden tells whether Discord does not let the bot see what it asked for; a
// rate limit or an outage says nothing of that.
func hidden(err error) bool {
	var no *refusal
	return errors.As(err, &no) && (no.status == http.StatusForbidden || no.status == http.StatusNotFound)
}
