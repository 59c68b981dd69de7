package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// deliver does what is left to do after a change, for whoever can speak to
// people: answers given are marked, people told, moderators shown.
func (c *Client) deliver(ctx context.Context, guild kb.GuildID, e bot.Effects) {
	for _, g := range e.Mark {
		c.markAnswer(ctx, g)
	}
	for _, p := range e.Post {
		c.postToModerators(ctx, p)
	}
	for _, t := range e.Tell {
		c.tell(ctx, guild, t)
	}
}

// deliverLater lets the one who acted have their reply first.
func (c *Client) deliverLater(ctx context.Context, guild kb.GuildID, e bot.Effects) {
	if len(e.Mark)+len(e.Post)+len(e.Tell) == 0 {
		return
	}
	ctx = context.WithoutCancel(ctx)
	c.begin(func() { c.deliver(ctx, guild, e) })
}

// correctedNote stands over an answer that no longer holds.
const correctedNote markdown = "**Corrected since.** A fact of this answer was changed or taken back; ask again for what holds now."

// amended is a message of which nothing but the text is changed.
type amended struct {
	Content         string   `json:"content"`
	AllowedMentions mentions `json:"allowed_mentions"`
}

// markAnswer puts a note over an answer that the bot gave. What it said stays
// readable under it.
func (c *Client) markAnswer(ctx context.Context, g kb.Given) {
	url := discordgo.EndpointChannelMessages(string(g.Channel))
	var was message
	if err := c.rest.call(ctx, routeRead, http.MethodGet, url+"/"+string(g.Message), url+"/", nil, &was); err != nil {
		c.undelivered(g.Guild, "an answer to be marked could not be read", err)
		return
	}
	note := amended{Content: string(clipMarkdown(lines(correctedNote, markdown(was.Content)), maxContent))}
	if err := c.rewrite(ctx, string(g.Channel), string(g.Message), note); err != nil {
		c.undelivered(g.Guild, "an answer could not be marked", err)
	}
}

func (c *Client) undelivered(guild kb.GuildID, what string, err error) {
	if code := refusedWith(err); code == codeUnknownMessage || code == codeClosedDM || code == codeStranger {
		c.log.Debug(what, "guild", string(guild), "err", err)
		return
	}
	c.log.Warn(what, "guild", string(guild), "err", err)
}

// tell sends a direct message, and says whether it arrived; whoever does not take
// any is left alone.
func (c *Client) tell(ctx context.Context, guild kb.GuildID, t bot.Telling) bool {
	var dm struct {
		ID string `json:"id"`
	}
	url := discordgo.EndpointUserChannels("@me")
	body := map[string]string{"recipient_id": string(t.Person)}
	if err := c.rest.call(ctx, routeDM, http.MethodPost, url, url, body, &dm); err != nil {
		c.undelivered(guild, "a direct message could not be opened", err)
		return false
	}
	if _, err := c.send(ctx, dm.ID, c.telling(guild, dm.ID, t)); err != nil {
		c.undelivered(guild, "a direct message could not be sent", err)
		return false
	}
	return true
}

// telling is what somebody is told: the answer to their question, or what
// became of their proposal.
func (c *Client) telling(guild kb.GuildID, channel string, t bot.Telling) reply {
	if p := t.Proposal; p != nil {
		out := reply{content: lines("Your proposal “"+plain(clip(proposalName(p), maxSide))+"”:", proposalStands(p))}
		return out
	}
	if t.Farewell != "" {
		out := reply{content: lines("I was removed from a server whose facts you kept. Here they are, as they stand.",
			"-# What I keep of it is deleted in 30 days, unless I am back by then.")}
		return out.withFiles(t.Files...)
	}
	s := scene{caller: bot.Caller{Guild: guild, Channel: kb.ChannelID(channel), Person: t.Person, Locale: t.Locale}, place: place("", channel)}
	out := c.answered(s, bot.Utterance{Text: t.Question}, t.Reply)
	out.content = lines("You asked “"+plain(clip(t.Question, maxEcho))+"”. Now there is an answer:", out.content)
	out.rows, out.question = nil, ""
	return out
}

// postToModerators shows something in the moderators' channel.
func (c *Client) postToModerators(ctx context.Context, p bot.Post) {
	s := scene{caller: bot.Caller{Guild: p.Guild, Channel: p.Channel}, place: place(string(p.Guild), string(p.Channel))}
	if p.Kind == bot.PostDecided {
		c.refreshProposal(ctx, s, p.Proposal)
		return
	}
	sent, err := c.send(ctx, string(p.Channel), c.posted(s, p))
	if err != nil {
		c.undelivered(p.Guild, "the moderators' channel could not be written to", err)
		return
	}
	if p.Kind == bot.PostProposal {
		err = c.bot.Shown(ctx, p.Guild, p.Proposal.Number, p.Channel, kb.MessageID(sent.ID))
		if err != nil {
			c.undelivered(p.Guild, "where a proposal is shown could not be kept", err)
		}
	}
}

func (c *Client) posted(s scene, p bot.Post) reply {
	switch p.Kind {
	case bot.PostProposal:
		return c.proposalCard(s, p.Proposal)
	case bot.PostDue:
		return reply{content: lines(dueLines(p.Due), "-# **/mod review** has them.")}
	case bot.PostDisliked:
		var parts []markdown
		for _, d := range p.Disliked[:min(len(p.Disliked), maxListed)] {
			parts = append(parts, "• "+plain(clip(d.Fact.Statement, maxSide)))
		}
		return reply{content: lines(bold("Votes turned against"), lines(parts...), "-# **/mod inbox** has them.")}
	case bot.PostCollision:
		return reply{content: lines(collisionLines(p.Collisions), "-# **/mod review** settles it.")}
	}
	var parts []markdown
	for _, q := range p.Questions[:min(len(p.Questions), maxListed)] {
		parts = append(parts, "• "+plain(clip(q.Text, maxSide))+plainPart(" ("+timesAsked(q)+")"))
	}
	return reply{content: lines(bold("Asked again and again, without an answer"), lines(parts...), "-# **/mod inbox** answers them.")}
}

// refreshProposal brings the shown proposal up to date, unless it is not shown.
func (c *Client) refreshProposal(ctx context.Context, s scene, p *kb.Proposal) {
	if p.Channel == "" || p.Message == "" {
		return
	}
	if err := c.rewrite(ctx, string(p.Channel), string(p.Message), seal(c.proposalCard(s, p))); err != nil {
		c.undelivered(p.Guild, "a shown proposal could not be brought up to date", err)
	}
}

// send puts a message into a channel, in reply to none.
func (c *Client) send(ctx context.Context, channel string, r reply) (sent message, err error) {
	if c.plainOnly(channel) {
		r = r.withoutCards()
	}
	r.private = false
	url := discordgo.EndpointChannelMessages(channel)
	err = c.rest.call(ctx, routeMessages, http.MethodPost, url, url, seal(r), &sent)
	return sent, err
}

// rewrite changes a message of ours.
func (c *Client) rewrite(ctx context.Context, channel, id string, to any) error {
	url := discordgo.EndpointChannelMessages(channel)
	return c.rest.call(ctx, routeRewrite, http.MethodPatch, url+"/"+id, "PATCH "+url, to, nil)
}

func (c *Client) deleteMessage(ctx context.Context, channel, id string) error {
	url := discordgo.EndpointChannelMessages(channel)
	return c.rest.call(ctx, routeErase, http.MethodDelete, url+"/"+id, "DELETE "+url, nil, nil)
}

// gave has the bot remember where it stated which facts to whom.
func (c *Client) gave(ctx context.Context, who bot.Caller, id string, r reply) {
	if id == "" || who.Guild == "" || len(r.facts) == 0 || r.private || !c.bot.Moderated() {
		return
	}
	if err := c.bot.Gave(ctx, who, kb.MessageID(id), r.facts); err != nil {
		c.log.Debug("an answer given is not remembered", "guild", string(who.Guild), "err", err)
		return
	}
	c.log.Debug("answer remembered", "message", id)
}
