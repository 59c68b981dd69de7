package discord

import (
	"context"
	"strings"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// sourceForm opens the form of a new source.
func (c *Client) sourceForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdAdd); !ok {
		return no
	}
	return c.sourceModal(in, verbDescribe, nil, "A new source", bot.SourceForm{})
}

// sourceModal is the form of a source. Nothing is ever guessed: what is left
// empty is unknown.
func (c *Client) sourceModal(in *interaction, verb string, state []byte, title string, s bot.SourceForm) reply {
	field := func(id, label, about, value string, most int) entry {
		return entry{id: id, label: label, about: about, value: value, limit: most, optional: true, hint: "unknown"}
	}
	return reply{modal: &modal{id: c.keeper.seal(verb, state, in.place()), title: title, fields: []entry{
		field("title", "Title", "What it is called.", s.Title, kb.MaxSourceText),
		field("author", "Author", "Who wrote it; empty if unknown.", s.Author, kb.MaxSourceText),
		field("date", "Date", "When it was published; empty if unknown.", s.Date, kb.MaxSourceText),
		field("url", "Link", "Where it can be read; empty if unknown.", s.URL, kb.MaxURL),
		field("note", "Note", "What a reader should know about it.", s.Note, kb.MaxNote),
	}}}
}

func (in *interaction) sourceForm() bot.SourceForm {
	get := in.trimmed
	return bot.SourceForm{Title: get("title"), Author: get("author"), Date: get("date"), URL: get("url"), Note: get("note")}
}

// sourceEdit opens the form of a source that is there.
func (c *Client) sourceEdit(ctx context.Context, in *interaction) reply {
	o, err := c.bot.Open(ctx, in.caller(), kb.SourceTarget(kb.SourceID(in.text("source"))))
	switch {
	case err != nil:
		return c.failed(in, err)
	case o.Source == nil:
		return said("There is no such source. Pick one of those that are offered while you type.")
	}
	return c.sourceModal(in, verbDescribe, append(targetMark(o.Target), number(o.BasedOn)...), "Change a source", *o.Source)
}

// sourced takes the form of a source and shows what it would do.
func (c *Client) sourced(ctx context.Context, in *interaction) reply {
	s := in.sourceForm()
	w := bot.Wish{Action: kb.Add, Source: &s}
	if len(in.state) > 0 {
		t, err := c.targetIn(ctx, in, in.state)
		if err != nil {
			return c.failed(in, err)
		}
		w.Action, w.Target, w.BasedOn = kb.Modify, t, numberIn[kb.RevisionID](in.state[targetBytes:])
	}
	return c.preview(ctx, in, w)
}

// sourceList shows what is known of each source.
func (c *Client) sourceList(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdHistory); !ok {
		return no
	}
	out := c.sources(ctx, in)
	out.content = lines(out.content, "-# **/mod source add** describes a new one, **/mod source edit** changes one.")
	return out
}

// completeSource offers sources; the value is the source's id.
func (c *Client) completeSource(_ context.Context, in *interaction) reply {
	_, typed := in.focused()
	var all []near
	known := c.bot.Base(in.caller()).Sources
	for i := range known {
		all = append(all, near{fact: kb.FactID(known[i].ID), text: clean(bot.SourceName(known[i]))})
	}
	return byID(ranked(clean(typed), all))
}

// synonym shows what a group of words, or its going, would change.
func (c *Client) synonym(ctx context.Context, in *interaction) reply {
	words := in.text("words")
	first, _, _ := strings.Cut(words, ",")
	t := kb.SynonymTarget(kb.SynonymID(strings.TrimSpace(first)))
	w := bot.Wish{Action: kb.Add, Synonym: &bot.SynonymForm{Words: words}}
	if c.bot.Base(in.caller()).Item(t) != nil {
		w.Action, w.Target, w.BasedOn = kb.Modify, t, bot.Newest
	}
	if in.flag("remove") {
		w = bot.Wish{Action: kb.Retire, Target: t, BasedOn: bot.Newest}
	}
	return c.preview(ctx, in, w)
}
