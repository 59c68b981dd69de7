package discord

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

const (
	// maxShown is how many facts one answer spells out; a list of more is
	// shortened, with a word on how many are left.
	maxShown = 12
	// maxCited is how many pieces of evidence stand under one statement.
	maxCited = 3
	// maxOffered is how many facts a refusal or clarification offers as buttons.
	maxOffered = 5
)

// A scene is where an answer is shown: it binds the buttons.
type scene struct {
	caller bot.Caller
	place  string
}

func (in *interaction) scene() scene { return scene{in.caller(), in.place()} }

// answered makes a reply of what the bot says to a question.
func (c *Client) answered(s scene, u bot.Utterance, r answer.Reply) reply {
	out := reply{question: u.Text}
	switch r.Outcome {
	case answer.Answered:
		out.content = lead(r)
		out.cards = []card{{text: evidence(r), color: colorOf(r)}}
		out.rows = c.answerButtons(s, r)
	case answer.Refused:
		out.content = lines(lead(r), notes(r))
		out.rows = c.offers(s, r.Closest, discordgo.SecondaryButton)
		if len(out.rows) > 0 {
			out.content = lines(out.content, "-# Not the answer, but near it in the base:")
		}
	case answer.Clarify:
		out.content = lines(lead(r), notes(r))
		out.rows = c.choicesOf(s, r.Closest)
	case answer.Silent:
		return reply{none: true}
	default:
		out.question = ""
		out.content = lines(plain(r.Lead), notes(r))
	}
	return out
}

// lead is the first line: the verdict, if something was claimed, and the short
// answer in bold.
func lead(r answer.Reply) markdown {
	word := verdictWord(r.Verdict)
	text := plain(r.Lead)
	if rest, ok := cutWord(r.Lead, string(word)); ok {
		text = plain(rest)
	}
	switch {
	case word != "":
		return joined(" ", bold(word+"."), text)
	case r.Outcome == answer.Refused || r.Outcome == answer.Clarify || repeats(r):
		return text
	}
	return bold(text)
}

// cutWord takes a word and its punctuation off the beginning of a text.
func cutWord(s, word string) (string, bool) {
	if word == "" || len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return s, false
	}
	return strings.TrimLeft(s[len(word):], " .:,;–—-"), true
}

func verdictWord(v answer.Verdict) markdown {
	switch v {
	case answer.Supported:
		return "Supported"
	case answer.Contradicted:
		return "Contradicted"
	case answer.Unknown:
		return "Not in the base"
	}
	return ""
}

// repeats tells whether the lead is the statement itself, which is long for bold
// and is then not said again.
func repeats(r answer.Reply) bool {
	return len(r.Answers) > 0 && r.Lead == r.Answers[0].Statement
}

// evidence is what carries the lead: each statement with its source, paragraph
// and phrase, and the notes.
func evidence(r answer.Reply) markdown {
	var parts []markdown
	for i, a := range r.Answers[:min(len(r.Answers), maxShown)] {
		var says markdown
		if i > 0 || !repeats(r) {
			says = plain(a.Statement)
		}
		if len(r.Answers) > 1 && says != "" {
			says = "• " + says
		}
		if a.By != "" && says != "" {
			says = joined("\n", says, "-# An opinion of "+plain(a.By)+".")
		}
		parts = append(parts, lines(says, cited(a.Citations)))
	}
	if left := len(r.Answers) - maxShown; left > 0 {
		parts = append(parts, plain(counted(left, "more fact is", "more facts are")+" in the base."))
	}
	return joined("\n", append(parts, notes(r))...)
}

// cited names, in small type, where a claim stands.
func cited(citations []kb.Citation) markdown {
	var parts []markdown
	for _, e := range citations[:min(len(citations), maxCited)] {
		parts = append(parts, "-# "+citation(e))
	}
	return lines(parts...)
}

func citation(e kb.Citation) markdown {
	at := plain(bot.SourceName(e.Of))
	if e.Paragraph != "" {
		at = joined(", ", at, "paragraph "+plain(e.Paragraph))
	}
	if e.Phrase != "" {
		at = joined(": ", at, "“"+plain(e.Phrase)+"”")
	}
	return at
}

func notes(r answer.Reply) markdown {
	var parts []markdown
	for _, n := range r.Notes {
		parts = append(parts, plain(n))
	}
	return lines(parts...)
}

func colorOf(r answer.Reply) int {
	if r.Verdict == answer.Contradicted {
		return colorAgainst
	}
	return colorAnswer
}

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

func (c *Client) answerButtons(s scene, r answer.Reply) [][]discordgo.MessageComponent {
	ids := make([]kb.FactID, len(r.Answers))
	for i, a := range r.Answers {
		ids[i] = a.Fact
	}
	return c.factButtons(s, ids...)
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
	return [][]discordgo.MessageComponent{row}
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
