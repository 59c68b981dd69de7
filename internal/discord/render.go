package discord

import (
	"slices"
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
	// maxOffered is how many facts a refusal or clarification offers as buttons.
	maxOffered = 5
)

// A scene is where an answer is shown: it binds the buttons.
type scene struct {
	caller    bot.Caller
	place     string
	alone     bool // only the caller sees it
	overheard bool // the caller did not speak to us
}

func (in *interaction) scene() scene {
	return scene{caller: in.caller(), place: in.place(), alone: in.flag("private") || in.Message.ephemeral()}
}

// answered makes a reply of what the bot says to a question.
func (c *Client) answered(s scene, u bot.Utterance, r answer.Reply) reply {
	out := reply{question: u.Text}
	switch r.Outcome {
	case answer.Answered:
		out.content = headline(r)
		out.cards = []card{{text: evidence(r), color: colorOf(r)}}
		out.facts = statedIn(r)
		out.rows = c.factButtons(s, out.facts...)
	case answer.Refused:
		near := notes(c.withoutOffers(s, r))
		out.rows = c.offers(s, r.Closest, discordgo.SecondaryButton)
		if near == "" && len(out.rows) > 0 {
			near = "-# Not the answer, but near it in the base:"
		}
		if row := c.tellRow(s, r); row != nil {
			out.rows = append(out.rows[:min(len(out.rows), maxRows-1)], row)
		}
		out.content = lines(headline(r), near)
	case answer.Clarify:
		out.content = lines(headline(r), notes(c.withoutOffers(s, r)))
		out.rows = c.choicesOf(s, r.Closest)
	case answer.Silent:
		return reply{none: true}
	default:
		out.question = ""
		out.content = lines(plain(r.Lead), notes(r.Notes))
	}
	return out
}

// statedIn lists the facts that a reply states.
func statedIn(r answer.Reply) []kb.FactID {
	ids := make([]kb.FactID, len(r.Answers))
	for i, a := range r.Answers {
		ids[i] = a.Fact
	}
	return ids
}

// headline is the first line: the verdict, if something was claimed, what the
// engine has to say, and the short answer in bold.
func headline(r answer.Reply) markdown {
	word := verdictWord(r.Verdict)
	says, _ := cutWord(r.Lead, string(word))
	short := shortOf(r)
	if says != "" && (word == "" || strings.Contains(folded(says), folded(short))) {
		short = "" // the engine's own words say it
	}
	switch {
	case word != "" && r.Verdict == answer.Contradicted && says == "" && short != "":
		return bold(word+".") + " The base says: " + plain(short)
	case word != "":
		return joined(" ", bold(word+"."), plain(says), plain(short))
	case r.Outcome == answer.Answered && says != "" && len(says) < maxBold && !repeats(r):
		return bold(plain(says))
	}
	return joined(" ", plain(says), bold(plain(short)))
}

// maxBold is the longest lead set in bold: a short answer is, a paragraph is not.
const maxBold = 120

// shortOf is the short answer of a reply: that of its fact, or those of its few
// facts side by side. What merely repeats the statement is not one.
func shortOf(r answer.Reply) string {
	if len(r.Answers) != 1 {
		return shorts(r.Answers)
	}
	if a := r.Answers[0]; a.Short != "" && folded(a.Short) != folded(a.Statement) {
		return a.Short
	}
	if r.Verdict == "" && r.Lead == "" {
		return r.Answers[0].Statement
	}
	return ""
}

func shorts(answers []answer.Answer) string {
	var all []string
	for _, a := range answers {
		if a.Short == "" || folded(a.Short) == folded(a.Statement) || slices.Contains(all, a.Short) {
			return "" // side by side they would tell nothing
		}
		all = append(all, a.Short)
	}
	if out := strings.Join(all, " · "); len(out) < maxBold {
		return out
	}
	return ""
}

// folded is a text without what does not matter for saying the same.
func folded(s string) string { return strings.ToLower(strings.Trim(s, " .!。！")) }

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

// repeats tells whether the headline is the statement itself, which then is not
// said again.
func repeats(r answer.Reply) bool {
	if len(r.Answers) != 1 {
		return false
	}
	st := folded(r.Answers[0].Statement)
	return folded(r.Lead) == st || folded(shortOf(r)) == st
}

// evidence is what carries the headline: each statement with its source,
// paragraph and phrase, and the notes.
func evidence(r answer.Reply) markdown {
	one := oneSource(r.Answers)
	var parts []markdown
	for _, a := range r.Answers[:min(len(r.Answers), maxShown)] {
		var says markdown
		if !repeats(r) {
			says = plain(a.Statement)
		}
		if len(r.Answers) > 1 {
			says = "• " + says
		}
		parts = append(parts, lines(says, opinion(a.By, a.Statement), cited(a.Citations, one == nil)))
	}
	if left := len(r.Answers) - maxShown; left > 0 {
		parts = append(parts, plain(counted(left, "more fact is", "more facts are")+" in the base."))
	}
	if one != nil {
		parts = append(parts, "-# Source: "+plain(bot.SourceName(*one)))
	}
	return lines(append(parts, notes(r.Notes))...)
}

// opinion says whose view a statement is, unless it says so itself.
func opinion(by, statement string) markdown {
	if by == "" || strings.Contains(strings.ToLower(statement), strings.ToLower(by)) {
		return ""
	}
	return "-# The view of: " + plain(by)
}

func notes(all []string) markdown {
	var parts []markdown
	for _, n := range all {
		parts = append(parts, plain(n))
	}
	return lines(parts...)
}

// withoutOffers are the notes of a reply that its buttons do not say as well.
// Where a claim cannot be judged, what the base does have is part of the reply.
func (c *Client) withoutOffers(s scene, r answer.Reply) []string {
	if r.Verdict == answer.Unknown {
		return r.Notes
	}
	base := c.bot.Base(s.caller)
	var out []string
	for _, n := range r.Notes {
		offered := slices.ContainsFunc(r.Closest, func(id kb.FactID) bool {
			f := base.Fact(id)
			return f != nil && strings.Contains(n, f.Statement) && f.Statement != ""
		})
		if !offered {
			out = append(out, n)
		}
	}
	return out
}

func colorOf(r answer.Reply) int {
	if r.Verdict == answer.Contradicted {
		return colorAgainst
	}
	return colorAnswer
}
