package discord

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// Parts of what a statement is read as, one form each.
const (
	partFigure = 'f'
	partAbout  = 'a'
	partMore   = 'm'
	partSource = 's'
)

// partButtons lead to the forms in which a reading is corrected.
func (c *Client) partButtons(s scene, id bot.DraftID) []discordgo.MessageComponent {
	var row []discordgo.MessageComponent
	for _, p := range []struct {
		part byte
		text string
	}{{partFigure, "Kind, figure, period"}, {partAbout, "Subject, places"}, {partSource, "Source"}, {partMore, "More"}} {
		row = append(row, c.button(s, verbRead, append([]byte{p.part}, id...), p.text, discordgo.SecondaryButton))
	}
	return row
}

// readForm opens the form of one part of a reading.
func (c *Client) readForm(ctx context.Context, in *interaction) reply {
	p, err := c.draftIn(ctx, in, 1)
	if err != nil {
		return c.failed(in, err)
	}
	if p.Wish.Fact == nil {
		return said("There is nothing to correct here.")
	}
	m := &modal{id: c.keeper.seal(verbRead, in.state, in.place())}
	switch in.state[0] {
	case partFigure:
		m.title, m.fields = "Kind, figure, period", figureFields(p.Reading)
	case partAbout:
		m.title, m.fields = "Subject and places", aboutFields(p.Reading)
	case partSource:
		m.title, m.fields = "Source", c.evidenceFields(in.caller(), *p.Wish.Fact)
	default:
		m.title, m.fields = "More", moreFields(p.Reading)
	}
	return reply{modal: m}
}

// maxPart is how long one part of a reading may be.
const maxPart = 200

func line(id, label, about, value string) entry {
	return entry{id: id, label: label, about: about, value: value, limit: maxPart, optional: true}
}

func figureFields(r bot.Reading) []entry {
	value := r.Value
	if r.To != "" {
		value += rangeSign + r.To
	}
	return []entry{
		menuOf("kind", "Kind", r.Kind, kb.Kinds()...),
		menuOf("qualifier", "How exact the figure is", r.Qualifier, kb.Qualifiers()...),
		line("value", "Figure", "A number, such as 2.61 million; two for a range, as in 2 - 3.", value),
		line("unit", "Unit", "What is counted: vehicles, per cent, euros.", r.Unit),
		line("period", "Period", "2025, 2021/2025 or 2025-06; empty for none.", r.Period),
	}
}

func aboutFields(r bot.Reading) []entry {
	return []entry{
		line("subject", "Subject", "Whom or what it is about.", r.Subject),
		line("measure", "Measure", "What the figure measures, such as exports.", r.Measure),
		line("places", "Places", "Separated by commas.", r.Places),
		line("topics", "Topics", "Separated by commas.", r.Topics),
		line("by", "Whose opinion it is", "For an opinion only.", r.By),
	}
}

func moreFields(r bot.Reading) []entry {
	return []entry{
		menuOf("as", "What sort of figure", r.As, kb.Ases()...),
		line("of", "Of what whole", "For a share.", r.Of),
		line("versus", "Compared with which period", "For a change or a multiple.", r.Versus),
		line("until", "Valid until", "A day such as 2026-12-31; the answer says so afterwards.", r.ValidUntil),
		line("review", "Look at it again on", "A day such as 2026-12-31.", r.ReviewBy),
	}
}

func (c *Client) evidenceFields(who bot.Caller, f bot.FactForm) []entry {
	fresh := ""
	if !c.knownSource(who, f.Source) {
		fresh = f.Source
	}
	all := []entry{c.sourceEntry(who, f.Source),
		line("fresh", "Title or link of another source", "Only where it is not in the list.", fresh),
		line("paragraph", "Where in the source", "A page, a section, a paragraph's number.", f.Paragraph),
		line(fieldPhrase, "Evidence phrase", "Up to 12 words of the source, word for word.", f.Phrase)}
	all[0].optional = true
	if len(all[0].options) == 0 {
		return all[1:]
	}
	return all
}

// menuOf is a menu of words; nothing chosen is none.
func menuOf[W ~string](id, label, chosen string, words ...W) entry {
	e := entry{id: id, label: label, optional: true, hint: "None"}
	for _, w := range words {
		e.options = append(e.options, discordgo.SelectMenuOption{Label: string(w), Value: string(w), Default: string(w) == chosen})
	}
	return e
}

// rangeSign parts the ends of a range. It is written with blanks, so that a
// minus is none.
const rangeSign = " - "

// corrected takes what was typed into the form of one part.
func (c *Client) corrected(ctx context.Context, in *interaction) reply {
	p, err := c.draftIn(ctx, in, 1)
	if err != nil {
		return c.failed(in, err)
	}
	if p.Wish.Fact == nil {
		return said("There is nothing to correct here.")
	}
	if in.state[0] == partSource {
		return c.preview(ctx, in, c.withEvidence(in, p.Wish))
	}
	r := p.Reading
	in.readInto(&r, in.state[0])
	p, err = c.bot.Correct(ctx, in.caller(), p.Draft, r)
	return c.previewed(in, p, err)
}

func (in *interaction) readInto(r *bot.Reading, part byte) {
	get := in.trimmed
	switch part {
	case partFigure:
		r.Kind, r.Qualifier, r.Unit, r.Period = get("kind"), get("qualifier"), get("unit"), get("period")
		r.Value, r.To, _ = strings.Cut(get("value"), rangeSign)
	case partAbout:
		r.Subject, r.Measure, r.Places, r.Topics, r.By = get("subject"), get("measure"), get("places"), get("topics"), get("by")
	case partMore:
		r.As, r.Of, r.Versus, r.ValidUntil, r.ReviewBy = get("as"), get("of"), get("versus"), get("until"), get("review")
	}
}

// withEvidence is the wish with another source, place or phrase.
func (c *Client) withEvidence(in *interaction, w bot.Wish) bot.Wish {
	f := *w.Fact
	f.Phrase, f.Paragraph = in.field(fieldPhrase), in.field("paragraph")
	if fresh := in.trimmed("fresh"); fresh != "" {
		f.Source = fresh
	} else if s := in.field(fieldSource); s != "" && s != valueOther {
		f.Source = s
	}
	w.Fact = &f
	return w
}
