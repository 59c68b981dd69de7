package discord

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// What a new fact comes from, as the first byte of the state of its form; the
// number after it is that of the question of the inbox or of the message.
const (
	fromNothing  = 'n'
	fromQuestion = 'q'
	fromSaved    = 'm'
	fromSuggest  = 's'
)

func origin(from byte, n uint64) []byte { return binary.BigEndian.AppendUint64([]byte{from}, n) }

// addForm opens the form of a new fact.
func (c *Client) addForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdAdd); !ok {
		return no
	}
	return c.factModal(in, verbAdd, origin(fromNothing, 0), "A new fact", bot.FactForm{})
}

// suggestForm opens the same form for a member.
func (c *Client) suggestForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdSuggest); !ok {
		return no
	}
	return c.factModal(in, verbAdd, origin(fromSuggest, 0), "Suggest a fact", bot.FactForm{})
}

// saveForm opens the form with what somebody wrote, the message being the source.
func (c *Client) saveForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdAdd); !ok {
		return no
	}
	m := in.Data.Resolved.Messages[in.Data.TargetID]
	if m == nil || spoken(m.Content) == "" {
		return said(noText)
	}
	id, err := snowflake(m.ID)
	if err != nil {
		return said(noText)
	}
	f := bot.FactForm{Statement: spoken(m.Content), Source: in.linkTo(m.ID)}
	if words := strings.Fields(f.Statement); len(words) <= kb.MaxPhraseWords {
		f.Phrase = f.Statement
	}
	return c.factModal(in, verbAdd, origin(fromSaved, id), "Save as fact", f)
}

// added takes the form of a new fact and shows what it would do.
func (c *Client) added(ctx context.Context, in *interaction) reply {
	if len(in.state) != 9 {
		return said(outOfDate)
	}
	n := binary.BigEndian.Uint64(in.state[1:])
	w := bot.Wish{Action: kb.Add, Origin: kb.FromEdit}
	var was bot.FactForm
	switch in.state[0] {
	case fromQuestion:
		w.Origin, w.Question = kb.FromInbox, kb.QuestionID(n)
	case fromSuggest:
		w.Origin = kb.FromSuggest
	case fromSaved:
		w.Origin, was.Source = kb.FromMessage, in.linkTo(decimal(n))
	}
	f := in.factForm(was, c.knownSource(in.caller(), was.Source))
	w.Fact = &f
	return c.preview(ctx, in, w)
}

const outOfDate markdown = "This is out of date. Begin again with the command."

// editForm opens the form of a fact that is there.
func (c *Client) editForm(ctx context.Context, in *interaction) reply {
	return c.openForm(ctx, in, c.factTarget(in))
}

func (c *Client) openForm(ctx context.Context, in *interaction, t kb.Target) reply {
	o, err := c.bot.Open(ctx, in.caller(), t)
	switch {
	case err != nil:
		return c.failed(in, err)
	case o.Retired:
		return said("This fact was retired. Bring it back with **/mod fact restore**, then change it.")
	case o.Fact == nil:
		return said("A list names other facts and claims nothing itself: change those.")
	}
	state := append(targetMark(o.Target), number(o.BasedOn)...)
	return c.factModal(in, verbEdit, state, "Change a fact", *o.Fact)
}

// edited takes the form of a fact that is there.
func (c *Client) edited(ctx context.Context, in *interaction) reply {
	t, err := c.targetIn(ctx, in, in.state)
	if err != nil {
		return c.failed(in, err)
	}
	o, err := c.bot.Open(ctx, in.caller(), t)
	if err != nil {
		return c.failed(in, err)
	}
	if o.Fact == nil {
		return said(outOfDate)
	}
	f := in.factForm(*o.Fact, c.knownSource(in.caller(), o.Fact.Source))
	return c.preview(ctx, in, bot.Wish{Action: kb.Modify, Target: t, BasedOn: numberIn[kb.RevisionID](in.state[targetBytes:]), Fact: &f})
}

// changeForm opens the form of a draft again.
func (c *Client) changeForm(ctx context.Context, in *interaction) reply {
	p, err := c.draftIn(ctx, in, 0)
	switch {
	case err != nil:
		return c.failed(in, err)
	case p.Wish.Fact != nil:
		return c.factModal(in, verbChange, in.state, "Change the draft", *p.Wish.Fact)
	case p.Wish.Source != nil:
		return c.sourceModal(in, verbChange, in.state, "Change the draft", *p.Wish.Source)
	}
	return said("There is nothing to change here. Cancel it and begin again.")
}

// changed takes the form of a draft.
func (c *Client) changed(ctx context.Context, in *interaction) reply {
	p, err := c.draftIn(ctx, in, 0)
	if err != nil {
		return c.failed(in, err)
	}
	w := p.Wish
	switch {
	case w.Fact != nil:
		f := in.factForm(*w.Fact, c.knownSource(in.caller(), w.Fact.Source))
		w.Fact = &f
	case w.Source != nil:
		s := in.sourceForm()
		w.Source = &s
	}
	out := c.preview(ctx, in, w)
	if !out.private {
		c.bot.Discard(ctx, in.caller(), p.Draft)
	}
	return out
}

// draftIn gives the draft whose id a state holds from some byte on.
func (c *Client) draftIn(ctx context.Context, in *interaction, from int) (bot.Preview, error) {
	if len(in.state) <= from {
		return bot.Preview{}, errGone
	}
	return c.bot.Draft(ctx, in.caller(), bot.DraftID(in.state[from:]))
}

// preview shows what a wish would do.
func (c *Client) preview(ctx context.Context, in *interaction, w bot.Wish) reply {
	p, err := c.bot.Preview(ctx, in.caller(), w)
	return c.previewed(in, p, err)
}

func (c *Client) previewed(in *interaction, p bot.Preview, err error) reply {
	if err != nil {
		return c.unsaved(in, err)
	}
	return c.shownPreview(in.scene(), p)
}

// unsaved says why a draft was not made or not kept; where somebody else was
// first, a merge is offered.
func (c *Client) unsaved(in *interaction, err error) reply {
	var moved *bot.Moved
	if errors.As(err, &moved) {
		return c.movedOn(in, moved)
	}
	return c.failed(in, err)
}

// save does what a draft says and tells the others.
func (c *Client) save(ctx context.Context, in *interaction) reply {
	p, _ := c.draftIn(ctx, in, 0) // for its words alone; Save judges
	id := bot.DraftID(in.state)
	s, err := c.bot.Save(ctx, in.caller(), id, "draft "+string(id))
	if err != nil {
		return c.unsaved(in, err)
	}
	return c.saved(in, p, s)
}

// saved says what became of a draft.
func (c *Client) saved(in *interaction, p bot.Preview, s bot.Saved) reply {
	out := reply{effects: s.Effects}
	if s.Proposal.Number != 0 && s.Proposal.State == kb.ProposalOpen {
		out.content = lines(
			bold(plain("Proposal "+decimal(s.Proposal.Number)+" is waiting."))+" "+plain(counted(s.Proposal.Needs, "moderator has", "moderators have"))+" to approve it; one veto ends it.",
			"-# You will be told by direct message how it went.")
		out.rows = [][]discordgo.MessageComponent{{c.button(in.scene(), verbDecide, decideState(kb.Withdraw, s.Proposal.Number), "Withdraw", discordgo.SecondaryButton)}}
		return out
	}
	out.content = savedLine(p, s)
	if len(s.Revisions) == 1 {
		out.rows = [][]discordgo.MessageComponent{{
			c.button(in.scene(), verbHistory, historyState(s.Revisions[0].Target, 0), "History", discordgo.SecondaryButton),
		}}
	}
	return out
}

// savedLine says what holds now.
func savedLine(p bot.Preview, s bot.Saved) markdown {
	if len(s.Revisions) == 0 {
		return "Nothing had to be changed."
	}
	if p.Import != nil {
		return bold("Imported.") + " " + importCounts(*p.Import) + " The next question is answered with it."
	}
	r := s.Revisions[len(s.Revisions)-1]
	done := map[kb.Action]string{kb.Add: "Saved.", kb.Modify: "Changed.", kb.Retire: "Retired.", kb.Restore: "Restored.", kb.Revert: "Reverted."}[r.Action]
	next := "The next question is answered with it."
	if r.Action == kb.Retire {
		next = "No answer states it any more."
	}
	return joined(" ", bold(plain(done)), plain(r.Target.ID)+plainPart(", revision "+decimal(r.Number)+"."), plain(next))
}

// drop forgets a draft.
func (c *Client) drop(ctx context.Context, in *interaction) reply {
	c.bot.Discard(ctx, in.caller(), bot.DraftID(in.state))
	return reply{content: "Cancelled. Nothing was changed."}
}

// recheck goes on with the questions that were not asked in time.
func (c *Client) recheck(ctx context.Context, in *interaction) reply {
	p, err := c.bot.Recheck(ctx, in.caller(), bot.DraftID(in.state))
	return c.previewed(in, p, err)
}

// movedOn says that somebody else was first, with what they changed.
func (c *Client) movedOn(in *interaction, m *bot.Moved) reply {
	out := reply{content: lines(
		bold("Somebody else was first.")+" "+person(m.Head.By)+" saved revision "+plain(decimal(m.Head.Number))+" of "+plain(m.Head.Target.ID)+" while you were writing.",
		"Merge keeps both: what only one of you changed is taken from who did; where both did, theirs stands and you are shown where."),
		cards: []card{{text: lines("What they changed:", differenceLines(m.Theirs)), color: colorWarning}}}
	if m.Draft != "" {
		out.rows = [][]discordgo.MessageComponent{{
			c.button(in.scene(), verbMerge, []byte(m.Draft), "Merge", discordgo.PrimaryButton),
			c.button(in.scene(), verbDrop, []byte(m.Draft), "Cancel", discordgo.SecondaryButton),
		}}
	}
	return out
}

func (c *Client) merge(ctx context.Context, in *interaction) reply {
	p, err := c.bot.Merge(ctx, in.caller(), bot.DraftID(in.state))
	return c.previewed(in, p, err)
}

// retire shows what would be without a fact.
func (c *Client) retire(ctx context.Context, in *interaction) reply {
	return c.preview(ctx, in, bot.Wish{Action: kb.Retire, Target: c.factTarget(in), BasedOn: bot.Newest, Why: in.text("why")})
}

func (c *Client) restore(ctx context.Context, in *interaction) reply {
	return c.preview(ctx, in, bot.Wish{Action: kb.Restore, Target: c.factTarget(in), BasedOn: bot.Newest})
}
