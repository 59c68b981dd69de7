package discord

import (
	"context"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

const gone markdown = "That fact is no longer in the base. Ask again with /ask."

// relatedShown is how many facts fit into a glance and into one menu.
const relatedShown = 8

// marked gives the facts that a button's state stands for, as far as the base
// still has them.
func (c *Client) marked(in *interaction, state []byte) []*kb.Fact {
	base := c.bot.Base(in.caller())
	var out []*kb.Fact
	for part := range slices.Chunk(state, markBytes) {
		for i := range base.Facts {
			if m := markOf(string(base.Facts[i].ID)); slices.Equal(m[:], part) {
				out = append(out, &base.Facts[i])
			}
		}
	}
	return out
}

func idsOf(facts []*kb.Fact) []kb.FactID {
	out := make([]kb.FactID, len(facts))
	for i, f := range facts {
		out[i] = f.ID
	}
	return out
}

// fact shows the fact that was picked from the list, or that the text names, or
// else the nearest ones.
func (c *Client) fact(_ context.Context, in *interaction) reply {
	text := in.text("fact")
	card, err := c.bot.Find(in.caller(), text)
	if err == nil {
		return c.cardOf(in.scene(), card)
	}
	near := c.near(in.caller(), text, maxOffered)
	out := said("No fact of the base is called that.")
	if len(near) == 0 {
		return out
	}
	out.content += " Pick one of the nearest:"
	var row []discordgo.MessageComponent
	for i, n := range near {
		number := strconv.Itoa(i + 1)
		out.content = lines(out.content, plain(number+")")+" "+n.marked())
		row = append(row, c.button(in.scene(), verbShow, factMarks(n.fact), number, discordgo.SecondaryButton))
	}
	out.rows = [][]discordgo.MessageComponent{row}
	return out
}

// cardOf shows one fact: the short answer, the statement, where it stands.
func (c *Client) cardOf(s scene, k bot.Card) reply {
	told := bot.Worded(s.caller, k.Fact)
	out := reply{content: bold(plain(told.Answer)), question: c.bot.QuestionOf(s.caller, k.Fact)}
	var text []markdown
	if told.Statement != "" {
		text = append(text, plain(told.Statement))
	}
	for _, f := range k.Listed {
		text = append(text, "• "+plain(bot.Worded(s.caller, f).Statement))
	}
	text = append(text, opinion(k.Fact.By, k.Fact.Statement))
	if k.Expired {
		text = append(text, "-# This was valid until "+plain(string(k.Fact.ValidUntil))+".")
	}
	text = append(text, cited(k.Citations, true))
	out.cards = []card{{text: lines(text...), color: colorPlain}}
	out.rows = c.factButtons(s, k.Fact.ID)
	out.facts = []kb.FactID{k.Fact.ID}
	return out
}

// showFact shows a fact that was offered, to the one who pressed.
func (c *Client) showFact(_ context.Context, in *interaction) reply {
	return c.firstMarked(in, in.state)
}

func (c *Client) firstMarked(in *interaction, state []byte) reply {
	facts := c.marked(in, state)
	if len(facts) == 0 {
		return said(gone)
	}
	card, err := c.bot.Fact(in.caller(), facts[0].ID)
	if err != nil {
		return said(gone)
	}
	return c.cardOf(in.scene(), card)
}

// openFact shows the fact picked from a menu.
func (c *Client) openFact(_ context.Context, in *interaction) reply {
	state, ok := c.picked(in, verbShow)
	if !ok {
		return said("This menu is out of date. Ask again with /ask.")
	}
	return c.firstMarked(in, state)
}

// inPlace lets the one who was asked what was meant change the message; anybody
// else is answered on the side.
func (c *Client) inPlace(in *interaction) way {
	if len(in.state) == 2*markBytes && slices.Equal(in.state[markBytes:], personMark(in.caller().Person)) {
		return update
	}
	return private
}

func (c *Client) choose(_ context.Context, in *interaction) reply {
	return c.firstMarked(in, in.state[:min(len(in.state), markBytes)])
}

// showRelated lists what goes with an answer, with a menu to open one.
func (c *Client) showRelated(_ context.Context, in *interaction) reply {
	facts := c.marked(in, in.state)
	if len(facts) == 0 {
		return said(gone)
	}
	near := c.bot.Related(in.caller(), facts[0].ID, relatedShown)
	if len(near) == 0 {
		return said("Nothing else in the base goes with this.")
	}
	out := reply{cards: []card{{text: statements(in.caller(), near), color: colorPlain}}}
	out.rows = c.menu(in.scene(), "Open one of them", near)
	return out
}

func statements(c bot.Caller, facts []*kb.Fact) markdown {
	var parts []markdown
	for _, f := range facts {
		parts = append(parts, "• "+plain(titleOf(c, f)))
	}
	return lines(parts...)
}

// titleOf names a fact in a list: its statement, or for a list without one the
// question it answers.
func titleOf(c bot.Caller, f *kb.Fact) string {
	if s := bot.Worded(c, f).Statement; s != "" {
		return s
	}
	if q := f.Ask["en"]; len(q) > 0 {
		return q[0]
	}
	return string(f.ID)
}

// menu lets one of several facts be opened.
func (c *Client) menu(s scene, hint string, facts []*kb.Fact) [][]discordgo.MessageComponent {
	m := c.emptyMenu(s, hint, verbOpen, nil)
	for _, f := range facts {
		m.Options = append(m.Options, discordgo.SelectMenuOption{
			Label: titleOf(s.caller, f), Value: c.keeper.seal(verbShow, factMarks(f.ID), s.place),
		})
	}
	return [][]discordgo.MessageComponent{{m}}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
