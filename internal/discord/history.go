package discord

import (
	"context"
	"iter"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// historyState says which page of whose history a button leads to.
func historyState(t kb.Target, before kb.RevisionID) []byte {
	return append(targetMark(t), number(before)...)
}

// history lists what was changed, of one fact or of all.
func (c *Client) history(ctx context.Context, in *interaction) reply {
	var t kb.Target
	if in.text("fact") != "" {
		t = c.factTarget(in)
	}
	return c.historyOf(ctx, in, t, 0)
}

func (c *Client) turnHistory(ctx context.Context, in *interaction) reply {
	t, err := c.targetIn(ctx, in, in.state)
	if err != nil {
		return c.failed(in, err)
	}
	return c.historyOf(ctx, in, t, numberIn[kb.RevisionID](in.state[targetBytes:]))
}

func (c *Client) historyOf(ctx context.Context, in *interaction, t kb.Target, before kb.RevisionID) reply {
	revs, err := c.bot.History(ctx, in.caller(), t, before)
	if err != nil {
		return c.failed(in, err)
	}
	name := markdown("all that this server changed")
	if t != (kb.Target{}) {
		name = plain(t.ID)
	}
	if len(revs) == 0 {
		if before > 0 {
			return said("There is nothing older.")
		}
		return c.withExamples(ctx, in, t, said("Nothing of "+name+" was changed in this server. It is as the curated base has it; **/mod fact edit** changes a fact."))
	}
	var parts []markdown
	for i := range revs {
		parts = append(parts, revisionLine(&revs[i], t == kb.Target{}))
	}
	out := reply{content: bold("History") + " of " + name, cards: []card{{text: lines(parts...), color: colorPlain}}}
	if t != (kb.Target{}) {
		out.rows = append(out.rows, c.backMenu(in.scene(), t, revs))
	}
	if last := revs[len(revs)-1].Number; len(revs) == bot.HistoryPage && last > 1 {
		out.rows = append(out.rows, []discordgo.MessageComponent{
			c.button(in.scene(), verbHistory, historyState(t, last), "Older", discordgo.SecondaryButton)})
	}
	return c.withExamples(ctx, in, t, out)
}

// revisionLine says who did what when, and what became of the statement.
func revisionLine(r *kb.Revision, named bool) markdown {
	out := bold("#"+plainPart(decimal(r.Number))) + " " + plain(actionWord(r)) + " by " + person(r.By) + " " + when(r.At)
	if named {
		out += " · " + plain(r.Target.String())
	}
	if s := contentOf(r.After); s != "" && r.Action != kb.Retire {
		out = lines(out, "> "+plain(clip(s, maxSide)))
	}
	if r.Why != "" {
		out = lines(out, "-# Why: "+plain(clip(r.Why, maxSide)))
	}
	return out
}

func actionWord(r *kb.Revision) string {
	word := map[kb.Action]string{kb.Add: "added", kb.Modify: "changed", kb.Retire: "retired", kb.Restore: "restored"}[r.Action]
	switch {
	case r.Action == kb.Revert && r.To == 0:
		return "set back to the curated base"
	case r.Action == kb.Revert:
		return "set back to revision " + decimal(r.To)
	}
	return word
}

// contentOf is the line that names an item.
func contentOf(i *kb.Item) string {
	switch {
	case i == nil:
		return ""
	case i.Fact != nil:
		return i.Fact.Statement
	case i.Source != nil:
		return bot.SourceName(*i.Source)
	case i.Synonym != nil:
		return strings.Join(i.Synonym.Words, ", ")
	}
	return ""
}

// when shows a moment in the reader's own time zone.
func when(t time.Time) markdown {
	if t.IsZero() {
		return ""
	}
	return "<t:" + markdown(decimal(t.Unix())) + ":f>"
}

// backMenu lets one of the earlier states be chosen, or the curated one.
func (c *Client) backMenu(s scene, t kb.Target, revs []kb.Revision) []discordgo.MessageComponent {
	m := c.emptyMenu(s, "Go back to", verbBack, targetMark(t))
	option := func(n kb.RevisionID, text, about string) {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: text, Description: about, Value: c.keeper.seal(verbBack, number(n), s.place)})
	}
	for i := range revs {
		if r := &revs[i]; r.State != kb.Curated && i > 0 {
			option(r.Number, "Revision "+decimal(r.Number)+", "+actionWord(r), contentOf(r.After))
		}
	}
	if revs[0].State != kb.Curated && revs[0].Curated != nil {
		option(0, "The curated base", contentOf(revs[0].Curated))
	}
	return []discordgo.MessageComponent{m}
}

// revertMenu lists the states that a fact can go back to.
func (c *Client) revertMenu(ctx context.Context, in *interaction) reply {
	return c.historyOf(ctx, in, c.factTarget(in), 0)
}

// goBack shows what going back to the chosen state would do.
func (c *Client) goBack(ctx context.Context, in *interaction) reply {
	n, ok := c.picked(in, verbBack)
	if !ok {
		return said(outOfDate)
	}
	t, err := c.targetIn(ctx, in, in.state)
	if err != nil {
		return c.failed(in, err)
	}
	return c.preview(ctx, in, bot.Wish{Action: kb.Revert, Target: t, BasedOn: bot.Newest, To: numberIn[kb.RevisionID](n)})
}

// diff compares two states of a fact.
func (c *Client) diff(ctx context.Context, in *interaction) reply {
	t := c.factTarget(in)
	d, err := c.bot.Diff(ctx, in.caller(), t, kb.RevisionID(in.count("from")), kb.RevisionID(in.count("to")))
	if err != nil {
		return c.failed(in, err)
	}
	head := plain(d.Target.ID) + ": " + stateName(d.From) + " → " + stateName(d.To)
	if len(d.Differences) == 0 {
		return said(lines(head, "They are the same."))
	}
	return reply{content: head, cards: []card{{text: differenceLines(d.Differences), color: colorPlain}}}
}

func stateName(n kb.RevisionID) markdown {
	if n == 0 {
		return "the curated base"
	}
	return "revision " + plain(decimal(n))
}

// completeRetired offers the facts that are retired now.
func (c *Client) completeRetired(ctx context.Context, in *interaction) reply {
	_, typed := in.focused()
	var all []near
	seen := map[kb.Target]bool{}
	for r, err := range c.lately(ctx, in) {
		if err != nil {
			break
		}
		if r.Target.Thing == kb.FactThing && r.State == kb.Retired && !seen[r.Target] {
			all = append(all, near{fact: kb.FactID(r.Target.ID), text: clean(contentOf(r.Before))})
		}
		seen[r.Target] = true
	}
	return byID(ranked(clean(typed), all))
}

// maxLookBack is how many pages of the history are searched for a retired
// target: some hundred changes.
const maxLookBack = 20

// lately gives what was changed, the newest first, as far back as is searched.
// An error is the last that it gives.
func (c *Client) lately(ctx context.Context, in *interaction) iter.Seq2[kb.Revision, error] {
	return func(yield func(kb.Revision, error) bool) {
		var before kb.RevisionID
		for range maxLookBack {
			revs, err := c.bot.History(ctx, in.caller(), kb.Target{}, before)
			if err != nil {
				yield(kb.Revision{}, err)
				return
			}
			if len(revs) == 0 {
				return
			}
			for _, r := range revs {
				if !yield(r, nil) {
					return
				}
				before = r.Number
			}
		}
	}
}
