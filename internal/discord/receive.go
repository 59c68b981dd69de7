package discord

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"sync"
	"time"
)

// maxBusy is how many events may be under way at once. More than that is a
// flood; what comes then is dropped, since its deadline would pass anyway.
const maxBusy = 512

// receive takes an event from the gateway. It must not block: heartbeats are
// sent by the same goroutine.
func (c *Client) receive(ctx context.Context, f frame) {
	at := c.clock.Now()
	switch f.Type {
	case "READY":
		var r ready
		if json.Unmarshal(f.Data, &r) == nil {
			c.mu.Lock()
			c.self, c.app = r.User.ID, r.Application.ID
			c.mu.Unlock()
			c.begin(func() { c.removedMeanwhile(ctx, r) })
		}
		if c.once.first("register") {
			c.begin(func() { c.register(ctx) })
		}
	case "THREAD_CREATE", "THREAD_LIST_SYNC":
		c.learnThreads(f.Data) // at once: what is said there may be the next event
	case "GUILD_CREATE":
		c.learnThreads(f.Data)
		c.begin(func() { c.onGuild(ctx, f.Data, true) })
	case "GUILD_DELETE":
		c.begin(func() { c.onGuild(ctx, f.Data, false) })
	case "MESSAGE_CREATE":
		c.begin(func() { c.onMessage(ctx, f.Data) })
	case "INTERACTION_CREATE":
		c.begin(func() { c.onInteraction(ctx, f.Data, at) })
	}
}

// begin runs a handler on its own; a panic in it ends nothing else.
func (c *Client) begin(work func()) {
	select {
	case c.busy <- struct{}{}:
	default:
		if c.once.first("busy") {
			c.log.Error("too many events at once, some are dropped", "limit", maxBusy)
		}
		return
	}
	c.wait.Go(func() {
		defer func() { <-c.busy }()
		defer c.survive("event")
		work()
	})
}

// survive keeps a panic from ending the process.
func (c *Client) survive(what string) {
	if p := recover(); p != nil {
		c.log.Error("a handler panicked", "at", what, "err", fmt.Sprint(p), "stack", string(debug.Stack()))
	}
}

// ids gives the bot's user and application.
func (c *Client) ids() (self, app string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.self, c.app
}

// notices remembers what has been logged once.
type notices struct {
	mu   sync.Mutex
	seen map[string]bool
}

// maxNotices bounds the memory; beyond it nothing more is said.
const maxNotices = 10_000

func (n *notices) first(what string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.seen[what] || len(n.seen) >= maxNotices {
		return false
	}
	n.seen[what] = true
	return true
}

// withoutCardsFor is how long a channel that refused an embed is sent text
// alone, before it is tried again.
const withoutCardsFor = 10 * time.Minute

// plainOnly tells whether a channel lately refused embeds.
func (c *Client) plainOnly(channel string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	until, ok := c.plain[channel]
	if ok && c.clock.Now().After(until) {
		delete(c.plain, channel)
		return false
	}
	return ok
}

func (c *Client) refusesCards(channel string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.plain) >= maxNotices {
		clear(c.plain)
	}
	c.plain[channel] = c.clock.Now().Add(withoutCardsFor)
}
