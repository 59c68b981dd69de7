package discord

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// Fields of the form of a fact. A form of Discord has five at most, so what else
// a fact has is read from the statement and corrected from the preview.
const (
	fieldStatement = "statement"
	fieldAnswer    = "answer"
	fieldSource    = "source"
	fieldPhrase    = "phrase"
	fieldAsk       = "questions"

	// valueOther is the choice of a source that is named in the next step. No
	// source has this id: it has a blank.
	valueOther = "another source"

	maxAskText   = 2000 // of all example questions together
	maxPhraseLen = 200  // of an evidence phrase: 12 long words
)

// factModal is the form of a fact, holding what is known already.
func (c *Client) factModal(in *interaction, verb string, state []byte, title string, f bot.FactForm) reply {
	return reply{modal: &modal{
		id: c.keeper.seal(verb, state, in.place()), title: title,
		fields: []entry{
			{id: fieldStatement, label: "Statement", about: "One claim in one sentence, in your own words.", value: f.Statement,
				limit: kb.MaxStatement, long: true},
			{id: fieldAnswer, label: "Short answer", about: "Shown first, in bold. May be left out.", value: f.Answer,
				limit: kb.MaxAnswer, optional: true},
			c.sourceEntry(in.caller(), f.Source),
			{id: fieldPhrase, label: "Evidence phrase", about: "Up to 12 words of the source, word for word.", value: f.Phrase,
				limit: maxPhraseLen, optional: true},
			{id: fieldAsk, label: "Example questions", about: "How people ask for it, one a line.", value: f.Ask,
				limit: maxAskText, long: true, optional: true},
		},
	}}
}

// sourceEntry lets one of the sources be chosen, the one that is set first; or
// be named, where the base has none yet.
func (c *Client) sourceEntry(who bot.Caller, chosen string) entry {
	e := entry{id: fieldSource, label: "Source", hint: "What says so?"}
	known := c.bot.Base(who).Sources
	if len(known) == 0 {
		e.about, e.value, e.limit = "The title or the link of what says so.", chosen, kb.MaxURL
		return e
	}
	e.options = sourceOptions(known, chosen)
	other := discordgo.SelectMenuOption{Label: "Another source", Value: valueOther, Description: "I name it in the next step"}
	if chosen != "" && !slices.ContainsFunc(e.options, func(o discordgo.SelectMenuOption) bool { return o.Default }) {
		other.Label, other.Value, other.Description, other.Default = chosen, valueOther, "A new source, as named", true
	}
	e.options = append(e.options, other)
	return e
}

// sourceOptions lists the newest sources that a menu has room for beside the
// choice of another one, and the chosen one in any case.
func sourceOptions(known []kb.Source, chosen string) []discordgo.SelectMenuOption {
	var out []discordgo.SelectMenuOption
	for i := len(known) - 1; i >= 0; i-- {
		s := known[i]
		is := string(s.ID) == chosen
		if len(out) == maxOptions-1 {
			if !is {
				continue
			}
			out = out[:len(out)-1]
		}
		out = append(out, discordgo.SelectMenuOption{Label: bot.SourceName(s), Value: string(s.ID), Description: aboutSource(s), Default: is})
	}
	return out
}

// aboutSource tells sources of one name apart.
func aboutSource(s kb.Source) string {
	if kb.Known(s.URL) {
		return s.URL
	}
	return s.Note
}

// factForm reads the form of a fact over what it held before. A source that is
// to be named in the next step stays what it was, if it was no known one.
func (in *interaction) factForm(was bot.FactForm, known bool) bot.FactForm {
	f := was
	f.Statement, f.Answer = in.field(fieldStatement), in.field(fieldAnswer)
	f.Phrase, f.Ask = in.field(fieldPhrase), in.field(fieldAsk)
	switch source := in.field(fieldSource); {
	case source != valueOther:
		if source != was.Source {
			f.Paragraph = ""
		}
		f.Source = source
	case known:
		f.Source, f.Paragraph = "", ""
	}
	if strings.TrimSpace(f.Statement) != strings.TrimSpace(was.Statement) {
		f.Reading = nil // what was read from other words
	}
	return f
}

// knownSource tells whether a text is the id of a source of the base.
func (c *Client) knownSource(who bot.Caller, text string) bool {
	return text == "" || c.bot.Base(who).Source(kb.SourceID(text)) != nil
}

// keepingTyped gives back what was typed into a form where it was not taken:
// Discord has closed the form by then, and nobody should write it twice.
func keepingTyped(h handler) handler {
	return func(ctx context.Context, in *interaction) reply {
		out := h(ctx, in)
		if !out.failed {
			return out
		}
		if typed := typedInto(in.Data.Components); typed != "" {
			out.cards = append(out.cards, card{text: lines(bold("What you typed"), typed), color: colorPlain})
		}
		return out
	}
}

// typedInto lists the fields of a submitted form that hold something.
func typedInto(fields []input) markdown {
	var parts []markdown
	for _, f := range fields {
		if f.Component != nil {
			f.Components = append(f.Components, *f.Component)
		}
		parts = append(parts, typedInto(f.Components))
		if text := strings.TrimSpace(string(f.Value)); text != "" {
			parts = append(parts, "• "+plain(f.CustomID+": "+text))
		} else if len(f.Values) > 0 {
			parts = append(parts, "• "+plain(f.CustomID+": "+strings.Join(f.Values, ", ")))
		}
	}
	return lines(parts...)
}
