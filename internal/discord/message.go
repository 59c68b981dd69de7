package discord

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// onMessage answers a message that is addressed to the bot, and where a channel
// is set so, others too.
func (c *Client) onMessage(ctx context.Context, raw json.RawMessage) {
	var m message
	if err := json.Unmarshal(raw, &m); err != nil {
		c.log.Error("a message could not be read", "err", err)
		return
	}
	self, _ := c.ids()
	if !m.byPerson(self) {
		c.leave(&m)
		return
	}
	ctx, cancel := c.grace(ctx)
	defer cancel()
	mode := kb.ModeMention
	if m.GuildID != "" {
		m.parent = c.parentOf(ctx, m.caller())
		mode = c.bot.Mode(ctx, m.caller())
	}
	r := reply{none: true}
	switch {
	case m.addressedTo(self) && mode != kb.ModeOff:
		r = c.heard(&m, self)
	case mode == kb.ModeAsk || mode == kb.ModeAmbient:
		r = c.overheard(ctx, &m, self, mode)
	}
	if r.none {
		c.leave(&m)
		return
	}
	c.post(ctx, &m, r)
}

// heard answers what is addressed to the bot, as far as the limits go.
func (c *Client) heard(m *message, self string) reply {
	switch c.bot.Admit(m.caller()) {
	case bot.Told:
		return reply{none: true}
	case bot.Slow:
		return reply{content: tooFast}
	}
	return c.toMessage(m, self)
}

// overheard answers what was said to nobody, in a channel that is set so. Whoever
// replies to another person speaks to them; who floods the channel gets nothing.
func (c *Client) overheard(ctx context.Context, m *message, self string, mode kb.Mode) reply {
	text := spoken(m.Content)
	if text == "" || m.Type == messageReply && !m.repliesTo(self) || m.callsOthers(self) || c.bot.Admit(m.caller()) != bot.Admitted {
		return reply{none: true}
	}
	s := scene{caller: m.caller(), place: place(m.GuildID, m.ChannelID), overheard: mode == kb.ModeAmbient}
	return c.answered(s, bot.Utterance{Text: text}, c.bot.Overhear(ctx, m.caller(), text))
}

// callsOthers tells whether a message calls somebody else by name.
func (m *message) callsOthers(self string) bool {
	return slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID != self })
}

// leave says in the log of whoever debugs that a message gets no answer.
func (c *Client) leave(m *message) {
	c.log.Debug("left alone", "guild", m.GuildID, "message", m.ID)
}

// byPerson tells whether somebody wrote a message themselves: no bot, no
// webhook, nothing forwarded.
func (m *message) byPerson(self string) bool {
	return self != "" && m.Author != nil && !m.Author.Bot && m.WebhookID == "" && len(m.Snapshots) == 0 &&
		(m.Type == messageDefault || m.Type == messageReply)
}

// addressedTo tells whether a person speaks to us: in a direct conversation, by
// a mention of our name, or in reply to us. "@everyone", "@here" and the mention
// of a role are not our name.
func (m *message) addressedTo(self string) bool {
	return m.byPerson(self) && (m.GuildID == "" || m.names(self) || m.repliesTo(self))
}

// names tells whether the text mentions us. That Discord lists us is not
// enough: it lists whoever is replied to as well.
func (m *message) names(self string) bool {
	return m.lists(self) && (strings.Contains(m.Content, "<@"+self+">") || strings.Contains(m.Content, "<@!"+self+">"))
}

func (m *message) lists(self string) bool {
	return slices.ContainsFunc(m.Mentions, func(u user) bool { return u.ID == self })
}

func (m *message) repliesTo(self string) bool {
	return m.Type == messageReply && m.Referenced != nil && m.Referenced.Author != nil && m.Referenced.Author.ID == self
}

func (m *message) caller() bot.Caller {
	if m.Author == nil {
		return bot.Caller{}
	}
	return bot.Caller{Guild: bot.GuildID(m.GuildID), Channel: bot.ChannelID(m.ChannelID), Parent: m.parent, Person: bot.PersonID(m.Author.ID)}
}

// toMessage gives the answer to a message that is addressed to us.
func (c *Client) toMessage(m *message, self string) reply {
	text := spoken(m.Content)
	at := place(m.GuildID, m.ChannelID)
	if text != "" {
		u := bot.Utterance{Text: text}
		if m.repliesTo(self) {
			u.Prev, _ = c.bot.Recall(m.Referenced.said())
		}
		return c.answered(scene{caller: m.caller(), place: at}, u, c.bot.Ask(m.caller(), u))
	}
	switch other := m.Referenced; {
	case m.names(self) && other != nil && !m.repliesTo(self) && spoken(other.Content) != "":
		u := bot.Utterance{Text: spoken(other.Content)} // "@bot" in reply to a question of somebody else
		return c.answered(scene{caller: m.caller(), place: at}, u, c.bot.Ask(m.caller(), u))
	case m.names(self):
		return c.help(m.caller())
	case m.hidden() && m.lists(self):
		return reply{content: cannotRead}
	}
	return reply{none: true}
}

// hidden tells whether a message's text was kept from us: Discord sends nothing
// of a reply to the answer of a command unless the bot may read all messages.
func (m *message) hidden() bool {
	return m.Content == "" && len(m.Attachments) == 0 && len(m.Stickers) == 0 && len(m.Embeds) == 0
}

const cannotRead markdown = "Discord does not show me replies to the answers of commands. Press **Ask on** under the answer, or mention me with your question."

// markup matches what Discord writes for mentions, custom emoji, times and
// command names. None of it is part of a question.
var markup = regexp.MustCompile(`<(?:@[!&]?|#|a?:\w+:|t:-?|/[^:<>]+:|id:)\w*(?::\w+)?>`)

// spoken is what a person said, without Discord's markup.
func spoken(content string) string {
	return strings.Join(strings.Fields(markup.ReplaceAllString(content, " ")), " ")
}
