package discord

import (
	"context"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
)

// table says what each command, button and form leads to.
func (c *Client) table() routes {
	return routes{
		commands: map[string]route{
			cmdAsk:     {run: c.ask, how: asAsked},
			cmdFact:    {run: c.fact, how: asAsked},
			cmdFacts:   {run: c.facts, how: always(private)},
			cmdCheck:   {run: c.check, how: asAsked},
			cmdSources: {run: c.sources, how: always(private)},
			cmdHelp:    {run: c.helpCommand, how: always(private)},
			cmdPrivacy: {run: c.privacy, how: always(private)},
			menuAnswer: {run: c.answerThis, how: always(public)},
			menuCheck:  {run: c.checkThis, how: always(private)},
		},
		buttons: map[string]route{
			verbSource:  {run: c.showSource, how: always(private)},
			verbRelated: {run: c.showRelated, how: always(private)},
			verbAskOn:   {run: c.askOnForm, how: always(private), free: true},
			verbShow:    {run: c.showFact, how: always(private)},
			verbOpen:    {run: c.openFact, how: always(private)},
			verbChoose:  {run: c.choose, how: c.inPlace},
			verbPage:    {run: c.turnPage, how: always(update)},
		},
		forms: map[string]route{
			verbAskOn: {run: c.askOn, how: asBefore},
		},
		complete: map[string]handler{
			cmdAsk:   c.completeQuestion,
			cmdFact:  c.completeFact,
			cmdFacts: c.completeTopic,
		},
	}
}

func (c *Client) ask(_ context.Context, in *interaction) reply {
	u := bot.Utterance{Text: in.text("question")}
	return c.spoken(in, u, c.bot.Ask(in.caller(), u))
}

func (c *Client) check(_ context.Context, in *interaction) reply {
	u := bot.Utterance{Text: in.text("claim")}
	return c.spoken(in, u, c.bot.Check(in.caller(), u.Text))
}

// spoken is answered where silence is not possible: a command shows an error
// unless something is said.
func (c *Client) spoken(in *interaction, u bot.Utterance, r answer.Reply) reply {
	return c.spokenAt(in.scene(), u, r)
}

func (c *Client) spokenAt(s scene, u bot.Utterance, r answer.Reply) reply {
	out := c.answered(s, u, r)
	if out.none {
		return said("I have nothing to say to this.")
	}
	return out
}

// answerThis answers the message that the menu was opened on, for all to see;
// where there is no answer, only the one who asked for it is told.
func (c *Client) answerThis(_ context.Context, in *interaction) reply {
	return c.onTarget(in, func(u bot.Utterance) answer.Reply { return c.bot.Ask(in.caller(), u) })
}

func (c *Client) checkThis(_ context.Context, in *interaction) reply {
	return c.onTarget(in, func(u bot.Utterance) answer.Reply { return c.bot.Check(in.caller(), u.Text) })
}

func (c *Client) onTarget(in *interaction, judge func(bot.Utterance) answer.Reply) reply {
	m := in.Data.Resolved.Messages[in.Data.TargetID]
	if m == nil || spoken(m.Content) == "" {
		return said(noText)
	}
	u := bot.Utterance{Text: spoken(m.Content), Alone: true}
	r := judge(u)
	s := in.scene()
	s.alone = r.Outcome != answer.Answered
	out := c.spokenAt(s, u, r)
	out.private = s.alone
	out.content = lines(out.content, "-# About "+address(in.linkTo(m.ID)))
	return out
}

const noText markdown = "This message has no text that I could read."

// linkTo is the address of a message in the channel of an interaction, which
// Discord shows as the channel's name with a bubble.
func (in *interaction) linkTo(message string) string {
	guild := markdown("@me") // no server: a direct conversation
	if in.GuildID != "" {
		guild = digits(in.GuildID)
	}
	return "https://discord.com/channels/" + string(guild+"/"+digits(in.ChannelID)+"/"+digits(message))
}

// digits lets an id through and nothing else.
func digits(id string) markdown {
	for _, r := range id {
		if r < '0' || r > '9' {
			return "0"
		}
	}
	return markdown(id)
}

// askOnForm opens a form for a further question: what is typed there reaches us
// whatever we may read.
func (c *Client) askOnForm(_ context.Context, in *interaction) reply {
	return reply{modal: &modal{
		id:     c.keeper.seal(verbAskOn, in.state, in.place()),
		title:  "Ask on",
		fields: []entry{{id: fieldID, label: "Your next question", hint: "and the year before?", limit: maxQuestion}},
	}}
}

// askOn answers what was typed into the form, as following the question that
// the message answered; where that is forgotten, the fact stands in for it.
func (c *Client) askOn(_ context.Context, in *interaction) reply {
	u := bot.Utterance{Text: in.field(fieldID)}
	var known bool
	if u.Prev, known = c.bot.Recall(in.Message.said()); !known {
		if facts := c.marked(in, in.state); len(facts) > 0 {
			u.Prev = c.bot.QuestionOf(in.caller(), facts[0])
		}
	}
	out := c.spoken(in, u, c.bot.Ask(in.caller(), u))
	out.content = lines("-# "+plain(clip(u.Text, maxEcho)), out.content)
	return out
}

// maxEcho is how much of a question typed into a form is shown with its answer:
// nobody else saw it.
const maxEcho = 200
