package discord

import (
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// colorWarning marks what should be looked at before it is agreed to.
const colorWarning = 0xD68910 // amber

// shownPreview shows a draft before anything is kept: the reply as members would
// see it, what was read, whose answer would change, and what speaks against it.
func (c *Client) shownPreview(s scene, p bot.Preview) reply {
	out := c.previewCards(s, p)
	out.content = lines(bold("Preview.")+" Nothing is saved yet.", needs(p), cannotSave(p), overlaps(p.Overlaps))
	out.rows = c.previewButtons(s, p)
	return out
}

// previewCards are the parts of a preview that a proposal shows as well.
func (c *Client) previewCards(s scene, p bot.Preview) reply {
	var out reply
	add := func(text markdown, color int) {
		if text != "" {
			out.cards = append(out.cards, card{text: text, color: color})
		}
	}
	add(c.membersWouldSee(s, p), colorAnswer)
	if p.Import != nil {
		add(importCounts(*p.Import), colorPlain)
	} else if p.Wish.Fact != nil && p.Wish.Action != kb.Retire {
		add(c.readAs(p), colorPlain)
	}
	if p.After == nil && p.Before != nil {
		add(headed("Goes", quoted(plain(contentOf(p.Before)))), colorPlain)
	} else if p.Before != nil && p.Import == nil {
		add(headed("What changes", differenceLines(p.Differences)), colorPlain)
	} else if p.Wish.Synonym != nil || p.Wish.Source != nil {
		add(differenceLines(p.Differences), colorPlain)
	}
	guard := colorPlain
	if len(p.Guard.Changes) > 0 {
		guard = colorWarning
	}
	add(guarded(p.Guard), guard)
	add(concerns(p), colorWarning)
	return out
}

func headed(head, text markdown) markdown {
	if text == "" {
		return ""
	}
	return lines(bold(head), text)
}

// membersWouldSee is the reply to the question that shows the fact.
func (c *Client) membersWouldSee(s scene, p bot.Preview) markdown {
	if p.Question == "" {
		return ""
	}
	r := c.answered(s, bot.Utterance{Text: p.Question}, p.Reply)
	return lines(bold("Members would see")+" on “"+plain(p.Question)+"”", quoted(r.withoutCards().content))
}

// quoted sets each line behind a bar.
func quoted(m markdown) markdown {
	if m == "" {
		return ""
	}
	return "> " + markdown(strings.ReplaceAll(string(m), "\n", "\n> "))
}

func needs(p bot.Preview) markdown {
	if p.Needs == 0 {
		return ""
	}
	return "It takes effect once " + plain(counted(p.Needs, "other moderator has", "other moderators have")) + " approved it."
}

func cannotSave(p bot.Preview) markdown {
	if len(p.Objections) == 0 {
		return ""
	}
	return lines(bold("It cannot be saved like this:"), objections(p.Objections))
}

func overlaps(all []kb.Overlap) markdown {
	if len(all) == 0 {
		return ""
	}
	parts := []markdown{bold("Both of you changed this.") + " Theirs is taken; press Change to put yours instead."}
	for _, o := range all {
		parts = append(parts, "• "+plain(o.Field+": yours “"+clip(o.Ours, maxSide)+"”, theirs “"+clip(o.Theirs, maxSide)+"”"))
	}
	return lines(parts...)
}

// readAs says what the statement was read as; empty parts are left out.
func (c *Client) readAs(p bot.Preview) markdown {
	r := p.Reading
	value := strings.TrimSpace(r.Qualifier + " " + grouped(r.Value))
	if r.To != "" {
		value += " to " + grouped(r.To)
	}
	parts := []markdown{
		read("Kind", r.Kind), read("Figure", strings.TrimSpace(value+" "+r.Unit)), read("Figure is a", sortOf(r.As)), read("Of", r.Of),
		read("Compared with", r.Versus), read("Period", r.Period), read("Subject", r.Subject), read("Measure", r.Measure),
		read("Places", r.Places), read("Topics", r.Topics), read("The view of", r.By), read("Valid until", r.ValidUntil), read("To be reviewed", r.ReviewBy),
	}
	if p.NewSource != nil {
		parts = append(parts, read("New source", bot.SourceName(*p.NewSource)))
	}
	all := joined(" · ", parts...)
	if all == "" {
		all = "a plain statement, without figure, period or place"
	}
	return lines(bold("Read from the statement"), all)
}

// grouped sets long whole numbers in groups of three.
func grouped(s string) string {
	if len(s) < 5 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	out := s[:len(s)%3]
	for i := len(s) % 3; i < len(s); i += 3 {
		if out != "" {
			out += ","
		}
		out += s[i : i+3]
	}
	return out
}

// sortOf names what a figure is where that is not just an amount.
func sortOf(as string) string {
	if as == string(kb.Amount) {
		return ""
	}
	return as
}

func read(name markdown, value string) markdown {
	if value == "" {
		return ""
	}
	return name + ": " + bold(plain(value))
}

const (
	maxSide        = 160 // of one side of a difference
	maxDifferences = 12  // that are listed
	maxChanges     = 6   // of the guard that are spelt out
)

// differenceLines list what changes from what to what.
func differenceLines(all []kb.Difference) markdown {
	var parts []markdown
	for _, d := range all[:min(len(all), maxDifferences)] {
		switch {
		case d.Before == "":
			parts = append(parts, "• "+plain(d.Field+": "+clip(d.After, 2*maxSide)))
		case d.After == "":
			parts = append(parts, "• "+plain(d.Field+": ")+" ~~"+plain(clip(d.Before, 2*maxSide))+"~~")
		default:
			parts = append(parts, "• "+plain(d.Field+": ")+" ~~"+plain(clip(d.Before, maxSide))+"~~ → "+plain(clip(d.After, maxSide)))
		}
	}
	if more := len(all) - maxDifferences; more > 0 {
		parts = append(parts, "• and "+plain(counted(more, "more field", "more fields")))
	}
	return lines(parts...)
}

// guarded lists the questions whose answer would change, those first that would
// lose theirs.
func guarded(g bot.Guard) markdown {
	var worse, other []markdown
	for _, ch := range g.Changes {
		line := "“" + plain(clip(ch.Question, maxSide)) + "”: " + fromTo(ch)
		if ch.Marked {
			line = "(marked) " + line
		}
		if ch.Worse {
			worse = append(worse, "• **Loses its answer:** "+line)
		} else {
			other = append(other, "• "+line)
		}
	}
	all := append(worse, other...)
	if len(all)+g.Unchecked+g.Checked == 0 {
		return ""
	}
	asked := "-# " + plain(counted(g.Checked, "question was", "questions were")) + " asked again" + ofThemMarked(g) + "."
	head := "No other answer would change"
	if n := len(all); n > 0 {
		head = counted(n, "answer would change", "answers would change")
	} else if g.Unchecked == 0 {
		return "-# No other answer would change: " + markdown(strings.TrimPrefix(string(asked), "-# "))
	}
	parts := append([]markdown{bold(plain(head))}, all[:min(len(all), maxChanges)]...)
	if more := len(all) - maxChanges; more > 0 {
		parts = append(parts, "• and "+plain(strconv.Itoa(more))+" more")
	}
	if g.Unchecked > 0 {
		parts = append(parts, "-# "+plain(counted(g.Unchecked, "question is", "questions are"))+" still being checked.")
	} else if g.Marked > 0 {
		parts = append(parts, asked)
	}
	return lines(parts...)
}

// ofThemMarked says how many of the questions moderators marked.
func ofThemMarked(g bot.Guard) markdown {
	if g.Marked == 0 {
		return ""
	}
	return plain(", " + strconv.Itoa(g.Marked) + " of them marked by moderators")
}

// fromTo shows both answers, by their statements where the short ones are alike.
func fromTo(ch bot.Change) markdown {
	before, after := gist(ch.Before), gist(ch.After)
	if before == after && len(ch.Before.Answers) > 0 && len(ch.After.Answers) > 0 {
		before, after = plain(clip(ch.Before.Answers[0].Statement, maxSide)), plain(clip(ch.After.Answers[0].Statement, maxSide))
	}
	return "~~" + before + "~~ → " + after
}

// gist is a reply in a few words.
func gist(r answer.Reply) markdown {
	switch r.Outcome {
	case answer.Refused:
		return "no answer"
	case answer.Clarify:
		return "asks back"
	case answer.Silent:
		return "silence"
	}
	s := shortOf(r)
	if s == "" && len(r.Answers) > 0 {
		s = r.Answers[0].Statement
	}
	if s == "" {
		s = r.Lead
	}
	return plain(clip(s, maxSide))
}

// concerns are what a reader could object to. The fact itself is not named again.
func concerns(p bot.Preview) markdown {
	var parts []markdown
	itself := strings.NewReplacer(" of \""+p.Target.ID+"\"", "")
	for _, s := range p.Concerns[:min(len(p.Concerns), maxDifferences)] {
		parts = append(parts, "• "+plain(fullSentence(itself.Replace(s))))
	}
	return headed("A reader could object", lines(parts...))
}

// previewButtons are Save, Change and Cancel, and where a fact was read, its parts.
func (c *Client) previewButtons(s scene, p bot.Preview) [][]discordgo.MessageComponent {
	if p.Draft == "" {
		return nil
	}
	id := []byte(p.Draft)
	var first []discordgo.MessageComponent
	save := discordgo.Button{Label: saveWord(p), Style: discordgo.SuccessButton, CustomID: c.keeper.seal(verbSave, id, s.place), Disabled: !p.Savable()}
	first = append(first, save)
	if p.Wish.Fact != nil || p.Wish.Source != nil {
		first = append(first, c.button(s, verbChange, id, "Change", discordgo.PrimaryButton))
	}
	if p.Guard.Unchecked > 0 {
		first = append(first, c.button(s, verbRecheck, id, "Check the rest", discordgo.SecondaryButton))
	}
	first = append(first, c.button(s, verbDrop, id, "Cancel", discordgo.SecondaryButton))
	rows := [][]discordgo.MessageComponent{first}
	if p.Wish.Fact != nil {
		rows = append(rows, c.partButtons(s, p.Draft))
	}
	return rows
}

// saveWord is what the button to agree is called.
func saveWord(p bot.Preview) string {
	switch {
	case p.Needs > 0:
		return "Propose"
	case p.Import != nil:
		return "Import"
	}
	switch p.Wish.Action {
	case kb.Retire:
		return "Retire"
	case kb.Restore:
		return "Restore"
	case kb.Revert:
		return "Revert"
	}
	return "Save"
}

func importCounts(n bot.ImportCount) markdown {
	return plain(strconv.Itoa(n.Added) + " added, " + strconv.Itoa(n.Changed) + " changed, " + strconv.Itoa(n.Retired) + " retired, " +
		strconv.Itoa(n.Same) + " as they are.")
}
