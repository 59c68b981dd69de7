package discord

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// A good example is marked in the menu of a message: of an answer, or of the
// question itself. A button under each answer would be seen by all and work for
// few.

// markForm opens the form with the question that a message asks or answers.
func (c *Client) markForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdExample); !ok {
		return no
	}
	m := in.Data.Resolved.Messages[in.Data.TargetID]
	if m == nil {
		return said(noText)
	}
	question, facts, err := c.exampleIn(ctx, in, m)
	if err != nil {
		return c.failed(in, err)
	}
	base := c.bot.Base(in.caller())
	facts = slices.DeleteFunc(facts, func(id kb.FactID) bool { return base.Fact(id) == nil })
	if len(facts) == 0 {
		return said("I do not answer this from the base, so there is nothing to hold on to. Mark an answer of mine, or a question that I answer.")
	}
	return reply{modal: &modal{id: c.keeper.seal(verbMark, factMarks(facts[0]), in.place()), title: "A good example",
		fields: []entry{{id: fieldID, label: "Question", about: "Answered by: " + titleOf(in.caller(), base.Fact(facts[0])), value: question, limit: kb.MaxAskLength}}}}
}

// exampleIn reads a message: an answer of ours states facts, and answers what is
// remembered or replied to; anything else is a question.
func (c *Client) exampleIn(ctx context.Context, in *interaction, m *message) (question string, facts []kb.FactID, err error) {
	question = spoken(m.Content)
	if self, _ := c.ids(); m.Author != nil && m.Author.ID == self {
		if question, _ = c.bot.Recall(m.said()); question == "" && m.Referenced != nil {
			question = spoken(m.Referenced.Content)
		}
		if facts, err = c.bot.Stated(ctx, in.caller(), kb.MessageID(m.ID)); err != nil || len(facts) > 0 {
			return question, facts, err
		}
	}
	if question == "" {
		return "", nil, nil
	}
	facts, err = c.bot.Answering(ctx, in.caller(), question)
	return question, facts, err
}

// mark keeps the question.
func (c *Client) mark(ctx context.Context, in *interaction) reply {
	facts := c.marked(in, in.state)
	if len(facts) == 0 {
		return said(gone)
	}
	question := in.trimmed(fieldID)
	if err := c.bot.MarkExample(ctx, in.caller(), question, facts[0].ID); err != nil {
		return c.failed(in, err)
	}
	return reply{content: lines(
		bold("Marked.")+" “"+plain(question)+"” is to be answered by:",
		quoted(plain(titleOf(in.caller(), facts[0]))),
		"-# Every preview asks it and says if its answer would change. **/mod fact history** of "+plain(string(facts[0].ID))+" lists what is marked."),
		rows: [][]discordgo.MessageComponent{{c.button(in.scene(), verbUnmark, exampleMark(question), "Take it back", discordgo.SecondaryButton)}}}
}

// exampleMark stands for a question in a state.
func exampleMark(question string) []byte {
	m := markOf("question " + kb.NormalForm(question))
	return m[:]
}

// unmark takes a mark away, by a button or a menu.
func (c *Client) unmark(ctx context.Context, in *interaction) reply {
	state := in.state
	if len(in.Data.Values) > 0 {
		var ok bool
		if state, ok = c.picked(in, verbUnmark); !ok {
			return said(outOfDate)
		}
	}
	all, err := c.bot.Examples(ctx, in.caller(), "")
	if err != nil {
		return c.failed(in, err)
	}
	i := slices.IndexFunc(all, func(e kb.Example) bool { return slices.Equal(exampleMark(e.Text), state) })
	if i < 0 {
		return reply{content: "This question is not marked any more."}
	}
	if err := c.bot.MarkExample(ctx, in.caller(), all[i].Text, ""); err != nil {
		return c.failed(in, err)
	}
	return reply{content: "“" + plain(all[i].Text) + "” is not marked any more."}
}

// withExamples adds to the history of a fact which questions guard it.
func (c *Client) withExamples(ctx context.Context, in *interaction, t kb.Target, out reply) reply {
	if t.Thing != kb.FactThing {
		return out
	}
	all, err := c.bot.Examples(ctx, in.caller(), kb.FactID(t.ID))
	if err != nil || len(all) == 0 {
		return out // the history is what was asked for
	}
	parts := []markdown{bold("Guarded by "+plain(counted(len(all), "marked question", "marked questions"))) + ", which every preview asks:"}
	m := c.emptyMenu(in.scene(), "Take a mark away", verbUnmark, nil)
	for _, e := range all[:min(len(all), maxListed)] {
		parts = append(parts, "• “"+plain(clip(e.Text, maxSide))+"” by "+person(e.By))
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: e.Text, Value: c.keeper.seal(verbUnmark, exampleMark(e.Text), in.place())})
	}
	out.content = lines(append([]markdown{out.content}, parts...)...)
	out.rows = append(out.rows, []discordgo.MessageComponent{m})
	return out
}
