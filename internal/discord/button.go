package discord

import (
	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// Verbs of buttons and forms.
const (
	verbSource  = "source"
	verbRelated = "related"
	verbAskOn   = "askon"
	verbShow    = "show"   // a fact that was offered, beside the message
	verbChoose  = "choose" // a fact that was meant, in the message's place
	verbPage    = "page"
	verbOpen    = "open" // a fact picked from a menu
)

func (c *Client) button(s scene, verb string, state []byte, text string, style discordgo.ButtonStyle) discordgo.MessageComponent {
	return discordgo.Button{Label: text, Style: style, CustomID: c.keeper.seal(verb, state, s.place)}
}

// pageButton leads to another page of several; beyond the ends it is there but
// dead. A letter of its text in its state tells two apart that both lead to the
// same page.
func (c *Client) pageButton(s scene, verb string, state []byte, text string, to, pages int) discordgo.MessageComponent {
	return discordgo.Button{
		Label: text, Style: discordgo.SecondaryButton, Disabled: to < 0 || to >= pages,
		CustomID: c.keeper.seal(verb, append(state, text[0]), s.place),
	}
}

// emptyMenu is a menu of which one option is picked; each is to carry a seal of
// its own.
func (c *Client) emptyMenu(s scene, hint, verb string, state []byte) discordgo.SelectMenu {
	return discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, Placeholder: hint, CustomID: c.keeper.seal(verb, state, s.place)}
}

// picked gives the state of the one option that was chosen in a menu.
func (c *Client) picked(in *interaction, want string) ([]byte, bool) {
	if len(in.Data.Values) != 1 {
		return nil, false
	}
	verb, state, ok := c.keeper.open(in.Data.Values[0], in.place())
	return state, ok && verb == want
}

// factButtons lead from facts to their source, to what goes with them, and on.
func (c *Client) factButtons(s scene, ids ...kb.FactID) [][]discordgo.MessageComponent {
	if len(ids) == 0 {
		return nil
	}
	state := factMarks(ids...)
	row := []discordgo.MessageComponent{
		c.button(s, verbSource, state, "Source", discordgo.SecondaryButton),
		c.button(s, verbRelated, state, "Related", discordgo.SecondaryButton),
		c.button(s, verbAskOn, state, "Ask on", discordgo.PrimaryButton),
	}
	rows := [][]discordgo.MessageComponent{row}
	if row := c.feedbackRow(s, ids); row != nil {
		rows = append(rows, row)
	}
	return rows
}

// offers are facts that are near what was asked, each on a line of its own so
// that its question can be read.
func (c *Client) offers(s scene, ids []kb.FactID, style discordgo.ButtonStyle) [][]discordgo.MessageComponent {
	return c.factRows(s, ids, verbShow, style, nil)
}

// choicesOf are the facts that a question may have meant. The person's id goes
// with them: only the one who asked changes the message.
func (c *Client) choicesOf(s scene, ids []kb.FactID) [][]discordgo.MessageComponent {
	return c.factRows(s, ids, verbChoose, discordgo.PrimaryButton, personMark(s.caller.Person))
}

func (c *Client) factRows(s scene, ids []kb.FactID, verb string, style discordgo.ButtonStyle, suffix []byte) [][]discordgo.MessageComponent {
	var rows [][]discordgo.MessageComponent
	base := c.bot.Base(s.caller)
	for _, id := range ids[:min(len(ids), maxOffered)] {
		f := base.Fact(id)
		if f == nil {
			continue
		}
		state := append(factMarks(id), suffix...)
		rows = append(rows, []discordgo.MessageComponent{c.button(s, verb, state, c.bot.QuestionOf(s.caller, f), style)})
	}
	return rows
}

func personMark(id bot.PersonID) []byte {
	m := markOf("person " + string(id))
	return m[:]
}
