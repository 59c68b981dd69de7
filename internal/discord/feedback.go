package discord

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// Verbs of what members say of answers.
const (
	verbUp     = "up"
	verbDown   = "down"
	verbReport = "report"
	verbTell   = "tell"
	verbQuiet  = "quiet"
	verbErase  = "erase"
	verbForget = "forget"
)

// feedback says what the buttons of members lead to.
func (c *Client) feedback() routes {
	alone := func(h handler) route { return route{run: h, how: always(private)} }
	return routes{
		commands: map[string]route{
			cmdSuggest: alone(c.suggestForm),
			menuDelete: alone(c.eraseTarget),
		},
		buttons: map[string]route{
			verbUp: alone(c.voteUp), verbDown: alone(c.voteDown), verbReport: alone(c.reportForm),
			verbTell: alone(c.tellMe), verbQuiet: alone(c.quieten), verbErase: alone(c.eraseThis),
			verbForget: alone(c.forget),
		},
		forms: map[string]route{verbReport: alone(c.reported)},
	}
}

// feedbackRow lets an answer be judged, where a server keeps what members say.
func (c *Client) feedbackRow(s scene, ids []kb.FactID) []discordgo.MessageComponent {
	if s.caller.Guild == "" || !c.bot.Moderated() || len(ids) == 0 {
		return nil
	}
	state := factMarks(ids...)
	row := []discordgo.MessageComponent{
		c.button(s, verbUp, state, "👍", discordgo.SecondaryButton),
		c.button(s, verbDown, state, "👎", discordgo.SecondaryButton),
		c.button(s, verbReport, state, "Report an error", discordgo.SecondaryButton),
	}
	switch {
	case s.overheard:
		row = append(row, c.button(s, verbQuiet, state, "Not helpful here", discordgo.SecondaryButton))
	case !s.alone:
		row = append(row, c.button(s, verbErase, state, "Delete", discordgo.SecondaryButton))
	}
	return row
}

// tellRow lets who asked be told when a refused question has its answer.
func (c *Client) tellRow(s scene, r answer.Reply) []discordgo.MessageComponent {
	if s.caller.Guild == "" || !c.bot.Moderated() || r.Outcome != answer.Refused {
		return nil
	}
	return []discordgo.MessageComponent{c.button(s, verbTell, nil, "Tell me when you know", discordgo.SecondaryButton)}
}

func (c *Client) voteUp(ctx context.Context, in *interaction) reply { return c.vote(ctx, in, kb.Up) }
func (c *Client) voteDown(ctx context.Context, in *interaction) reply {
	return c.vote(ctx, in, kb.Down)
}

// vote keeps one vote a person, on each fact that was shown; who voted is kept as
// a hash alone.
func (c *Client) vote(ctx context.Context, in *interaction, t kb.Thumb) reply {
	var m kb.MessageID // a button has room for a few facts, the bot remembers all
	if in.Message != nil {
		m = kb.MessageID(in.Message.ID)
	}
	scores, err := c.bot.Vote(ctx, in.caller(), m, idsOf(c.marked(in, in.state)), t)
	if err != nil {
		return c.failed(in, err)
	}
	noted := markdown("oted.")
	if n := len(scores); n > 1 {
		noted = "oted for the " + plain(decimal(n)) + " facts of this answer."
	}
	if t == kb.Up {
		return said("Thank you, n" + noted + " Your last vote counts.")
	}
	out := said("N" + noted + " Your last vote counts. What is wrong with it?")
	out.rows = [][]discordgo.MessageComponent{{c.button(in.scene(), verbReport, in.state, "Report an error", discordgo.SecondaryButton)}}
	return out
}

// reportForm asks what is wrong.
func (c *Client) reportForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdReport); !ok {
		return no
	}
	return reply{modal: &modal{id: c.keeper.seal(verbReport, in.state, in.place()), title: "Report an error",
		fields: []entry{{id: fieldID, label: "What is wrong?", about: "Moderators read it. Who wrote it is not kept.", limit: bot.MaxReport, long: true}}}}
}

func (c *Client) reported(ctx context.Context, in *interaction) reply {
	facts := c.marked(in, in.state)
	if len(facts) == 0 {
		return said(gone)
	}
	if _, err := c.bot.ReportError(ctx, in.caller(), facts[0].ID, in.trimmed(fieldID)); err != nil {
		return c.failed(in, err)
	}
	return said("Thank you. The moderators have it in their inbox.")
}

// tellMe keeps who asked with the question, until its answer has gone out.
func (c *Client) tellMe(ctx context.Context, in *interaction) reply {
	question, known := c.bot.Recall(in.Message.said())
	if !known && in.Message != nil && in.Message.Referenced != nil {
		question, known = spoken(in.Message.Referenced.Content), in.Message.Referenced.Content != ""
	}
	if !known {
		return said("I no longer know what was asked here. Ask it again, then press the button.")
	}
	if err := c.bot.TellMe(ctx, in.caller(), question); err != nil {
		return c.failed(in, err)
	}
	return said(lines("You will get a direct message once the base has it.",
		"-# Until then your id is kept with the question; **/privacy** says how to have it deleted."))
}

// quieten leaves a channel alone for a while.
func (c *Client) quieten(_ context.Context, in *interaction) reply {
	facts := c.marked(in, in.state)
	if len(facts) == 0 {
		return said(gone)
	}
	c.bot.Quieten(in.caller(), idsOf(facts)...)
	return said("I will keep out of this channel for a while, and not say this here again for longer. A moderator can switch me to mentions with **/mod channel**.")
}

// eraseThis deletes the message with the button, eraseTarget the one that the
// menu was opened on.
func (c *Client) eraseThis(ctx context.Context, in *interaction) reply {
	if in.Message == nil {
		return said(outOfDate)
	}
	return c.erase(ctx, in, in.Message.ID)
}

func (c *Client) eraseTarget(ctx context.Context, in *interaction) reply {
	self, _ := c.ids()
	m := in.Data.Resolved.Messages[in.Data.TargetID]
	if m == nil || m.Author == nil || m.Author.ID != self {
		return said("This is not an answer of mine.")
	}
	return c.erase(ctx, in, m.ID)
}

// erase deletes an answer for the one who asked, or for a moderator.
func (c *Client) erase(ctx context.Context, in *interaction, id string) reply {
	if err := c.bot.MayDelete(ctx, in.caller(), kb.MessageID(id)); err != nil {
		return c.failed(in, err)
	}
	if err := c.deleteMessage(ctx, in.ChannelID, id); err != nil && refusedWith(err) != codeUnknownMessage {
		c.log.Warn("an answer could not be deleted", "guild", in.GuildID, "err", err)
		return said("Discord did not let me delete it. Somebody who may manage messages can.")
	}
	if err := c.bot.Deleted(ctx, in.caller(), kb.MessageID(id)); err != nil {
		return c.failed(in, err)
	}
	return said("Deleted.")
}
