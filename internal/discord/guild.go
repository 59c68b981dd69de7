package discord

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"autofacts/internal/kb"
)

// A guildEvent is what is read of GUILD_CREATE and GUILD_DELETE, and of the list
// in READY.
type guildEvent struct {
	ID          kb.GuildID `json:"id"`
	Unavailable bool       `json:"unavailable"` // an outage of Discord's, no leaving
}

// onGuild notes that the bot is in a server, or was removed from it.
func (c *Client) onGuild(ctx context.Context, raw json.RawMessage, here bool) {
	var g guildEvent
	if json.Unmarshal(raw, &g) != nil || g.ID == "" || g.Unavailable || !c.bot.Moderated() {
		return
	}
	if !here {
		c.left(ctx, g.ID)
		return
	}
	if err := c.bot.Joined(ctx, g.ID); err != nil {
		c.log.Warn("that a server was joined could not be kept", "guild", string(g.ID), "err", err)
	}
}

// removedMeanwhile looks for servers that the bot was removed from while it was
// not connected: nothing else tells of them.
func (c *Client) removedMeanwhile(ctx context.Context, r ready) {
	if !c.bot.Moderated() {
		return
	}
	gone, err := c.bot.Absent(ctx, func(id kb.GuildID) bool {
		return !r.serves(id) || slices.ContainsFunc(r.Guilds, func(g guildEvent) bool { return g.ID == id })
	})
	if err != nil {
		c.log.Warn("the servers that the bot was removed from could not be looked for", "err", err)
	}
	for _, id := range gone {
		c.left(ctx, id)
	}
}

// serves tells whether a server's events come over the connection of this READY.
func (r ready) serves(id kb.GuildID) bool {
	if r.Shard[1] <= 1 {
		return true
	}
	n, err := strconv.ParseUint(string(id), 10, 64)
	return err == nil && int(n>>22%uint64(r.Shard[1])) == r.Shard[0]
}

// left notes that the bot was removed from a server, and offers its last export.
// Discord lets a bot write to those alone who share a server with it or have
// installed it for themselves; the operator can hand out the export to others.
func (c *Client) left(ctx context.Context, id kb.GuildID) {
	first, err := c.bot.Left(ctx, id)
	if err != nil {
		c.log.Warn("that a server was left could not be kept", "guild", string(id), "err", err)
	}
	if !first {
		return
	}
	e, err := c.bot.Farewell(ctx, id)
	if err != nil {
		c.log.Warn("the last export of a server could not be made", "guild", string(id), "err", err)
	}
	reached := 0
	for _, t := range e.Tell {
		if c.tell(ctx, id, t) {
			reached++
		}
	}
	c.log.Info("a server was left", "guild", string(id), "offered", reached)
	if len(e.Tell) > 0 && reached == 0 {
		c.log.Warn("nobody could be offered the last export of a server that was left: \"autofacts export\" writes it until it is deleted",
			"guild", string(id), "deleted", c.bot.DeletedOn().UTC().Format("2006-01-02"))
	}
}
