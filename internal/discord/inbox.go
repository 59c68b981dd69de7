package discord

import (
	"context"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// inbox lists what members asked and the base does not hold.
func (c *Client) inbox(ctx context.Context, in *interaction) reply { return c.inboxPage(ctx, in, 0) }

func (c *Client) turnInbox(ctx context.Context, in *interaction) reply {
	return c.inboxPage(ctx, in, numberIn[int](in.state))
}

func (c *Client) inboxPage(ctx context.Context, in *interaction, page int) reply {
	b, err := c.bot.Inbox(ctx, in.caller(), page)
	if err != nil {
		return c.failed(in, err)
	}
	if b.Total+len(b.Disliked)+len(b.Reports) == 0 {
		return reply{private: in.Message == nil, content: lines("The inbox is empty: no question went unanswered, and nothing was reported.",
			"-# What members ask and I cannot answer comes here, the most asked first. **/mod fact add** writes a fact without waiting for it.")}
	}
	out := reply{}
	if b.Total > 0 {
		out = c.questionsPage(in.scene(), b)
	}
	if len(b.Disliked) > 0 {
		var parts []markdown
		for _, d := range b.Disliked[:min(len(b.Disliked), maxListed)] {
			parts = append(parts, "• "+plain(clip(d.Fact.Statement, maxSide))+plainPart(" ("+strconv.Itoa(d.Score.Up)+" for, "+strconv.Itoa(d.Score.Down)+" against)"))
		}
		out.content = lines(out.content, bold("Votes turned against"), lines(parts...))
		out.rows = append(out.rows, c.dislikedMenu(in.scene(), b.Disliked))
	}
	if len(b.Reports) > 0 {
		var parts []markdown
		for _, r := range b.Reports[:min(len(b.Reports), maxListed)] {
			parts = append(parts, "• "+plain(string(r.Fact)+": "+clip(r.Text, maxSide))+" "+when(r.At))
		}
		out.content = lines(out.content, bold("Reported errors"), lines(parts...))
		out.rows = append(out.rows, c.reportMenu(in.scene(), b.Reports))
	}
	return out
}

func (c *Client) questionsPage(s scene, b bot.Inbox) reply {
	head := bold(plain(counted(b.Total, "question is", "questions are") + " without an answer"))
	if b.Pages > 1 {
		head += plainPart(" · page " + strconv.Itoa(b.Page+1) + " of " + strconv.Itoa(b.Pages))
	}
	m := c.emptyMenu(s, "Answer or dismiss one", verbGap, nil)
	var parts []markdown
	for _, q := range b.Questions {
		parts = append(parts, "• "+plain(clip(q.Text, maxSide))+plainPart(" ("+timesAsked(q)+")"))
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: q.Text, Description: timesAsked(q), Value: c.keeper.seal(verbGap, number(q.Number), s.place)})
	}
	out := reply{content: lines(head, lines(parts...)), rows: [][]discordgo.MessageComponent{{m}}}
	if b.Pages > 1 {
		turn := func(to int, text string) discordgo.MessageComponent {
			return c.pageButton(s, verbInbox, number(max(to, 0)), text, to, b.Pages)
		}
		out.rows = append(out.rows, []discordgo.MessageComponent{turn(b.Page-1, "Back"), turn(b.Page+1, "On")})
	}
	return out
}

func timesAsked(q kb.Question) string {
	out := "asked " + counted(q.Count, "time", "times")
	if q.Waiting > 0 {
		out += ", " + counted(q.Waiting, "person waits", "people wait")
	}
	return out
}

// openGap shows one question with what can be done about it.
func (c *Client) openGap(ctx context.Context, in *interaction) reply {
	state, ok := c.picked(in, verbGap)
	if !ok {
		return said(outOfDate)
	}
	q, err := c.bot.Gap(ctx, in.caller(), numberIn[kb.QuestionID](state))
	if err != nil {
		return c.failed(in, err)
	}
	s := in.scene()
	out := reply{content: lines("“"+plain(q.Text)+"”", "-# "+plain(timesAsked(q))+", last "+when(q.Last))}
	out.rows = [][]discordgo.MessageComponent{{
		c.button(s, verbWrite, number(q.Number), "Write its fact", discordgo.PrimaryButton),
		c.button(s, verbDismiss, number(q.Number), "Dismiss", discordgo.SecondaryButton),
		c.button(s, verbInbox, number(0), "Back to the inbox", discordgo.SecondaryButton),
	}}
	if m := c.pointMenu(s, q); len(m.Options) > 0 {
		out.rows = append(out.rows, []discordgo.MessageComponent{m})
	}
	return out
}

// pointMenu offers the facts that may answer a question already.
func (c *Client) pointMenu(s scene, q kb.Question) discordgo.SelectMenu {
	m := c.emptyMenu(s, "Or point to a fact that answers it", verbPoint, number(q.Number))
	base := c.bot.Base(s.caller)
	for _, n := range c.near(s.caller, q.Text, maxListed) {
		if f := base.Fact(n.fact); f != nil {
			m.Options = append(m.Options, discordgo.SelectMenuOption{Label: titleOf(s.caller, f), Value: c.keeper.seal(verbPoint, targetMark(kb.FactTarget(f.ID)), s.place)})
		}
	}
	return m
}

// writeForm opens the form of a fact that is to answer a question.
func (c *Client) writeForm(ctx context.Context, in *interaction) reply {
	q, err := c.bot.Gap(ctx, in.caller(), numberIn[kb.QuestionID](in.state))
	if err != nil {
		return c.failed(in, err)
	}
	return c.factModal(in, verbAdd, origin(fromQuestion, uint64(q.Number)), "A fact for the inbox", bot.FactForm{Ask: q.Text})
}

func (c *Client) point(ctx context.Context, in *interaction) reply {
	state, ok := c.picked(in, verbPoint)
	if !ok {
		return said(outOfDate)
	}
	t, err := c.targetIn(ctx, in, state)
	if err != nil {
		return c.failed(in, err)
	}
	p, err := c.bot.Point(ctx, in.caller(), numberIn[kb.QuestionID](in.state), kb.FactID(t.ID))
	return c.previewed(in, p, err)
}

// dismiss takes a question out of the inbox; the button then takes it back.
func (c *Client) dismiss(ctx context.Context, in *interaction) reply {
	n := numberIn[kb.QuestionID](in.state)
	if len(in.state) > 8 { // "Take it back"
		if err := c.bot.Reopen(ctx, in.caller(), n); err != nil {
			return c.failed(in, err)
		}
		return c.inboxPage(ctx, in, 0)
	}
	if err := c.bot.Dismiss(ctx, in.caller(), n); err != nil {
		return c.failed(in, err)
	}
	return reply{content: "Dismissed.", rows: [][]discordgo.MessageComponent{{
		c.button(in.scene(), verbDismiss, append(number(n), 'r'), "Take it back", discordgo.SecondaryButton),
		c.button(in.scene(), verbInbox, number(0), "Back to the inbox", discordgo.SecondaryButton),
	}}}
}

// dislikedMenu opens the form of a fact that the votes turned against.
func (c *Client) dislikedMenu(s scene, all []bot.Disliked) []discordgo.MessageComponent {
	m := c.emptyMenu(s, "Change a disliked fact", verbDue, []byte{'d'})
	for _, d := range all[:min(len(all), maxListed)] {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: titleOf(s.caller, d.Fact), Value: c.keeper.seal(verbDue, targetMark(kb.FactTarget(d.Fact.ID)), s.place)})
	}
	return []discordgo.MessageComponent{m}
}

func (c *Client) reportMenu(s scene, all []kb.Report) []discordgo.MessageComponent {
	m := c.emptyMenu(s, "A report has been seen to", verbSeen, nil)
	for _, r := range all[:min(len(all), maxListed)] {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: string(r.Fact) + ": " + r.Text, Value: c.keeper.seal(verbSeen, number(r.Number), s.place)})
	}
	return []discordgo.MessageComponent{m}
}

func (c *Client) closeReport(ctx context.Context, in *interaction) reply {
	state, ok := c.picked(in, verbSeen)
	if !ok {
		return said(outOfDate)
	}
	if err := c.bot.CloseReport(ctx, in.caller(), numberIn[kb.ReportID](state)); err != nil {
		return c.failed(in, err)
	}
	return c.inboxPage(ctx, in, 0)
}
