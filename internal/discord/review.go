package discord

import (
	"context"
	"errors"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// maxListed is how many things of one kind a list names; the menu under it holds
// as many.
const maxListed = 15

// review lists what waits for a decision: proposals, facts past their day, and
// updates of the curated base against the server's own corrections.
func (c *Client) review(ctx context.Context, in *interaction) reply {
	r, err := c.bot.Review(ctx, in.caller())
	if err != nil {
		return c.failed(in, err)
	}
	out := reply{}
	if len(r.Proposals)+len(r.Due)+len(r.Collisions) == 0 {
		return said("Nothing waits for a decision. Members propose facts with **/suggest**; **/mod inbox** has what they asked and did not find.")
	}
	if len(r.Proposals) > 0 {
		out.content = lines(out.content, bold(plain(counted(len(r.Proposals), "proposal", "proposals"))), proposalLines(r.Proposals))
		out.rows = append(out.rows, c.proposalMenu(in.scene(), r.Proposals))
	}
	if len(r.Due) > 0 {
		out.content = lines(out.content, dueLines(r.Due))
		out.rows = append(out.rows, c.dueMenu(in.scene(), r.Due))
	}
	if len(r.Collisions) > 0 {
		out.content = lines(out.content, collisionLines(r.Collisions))
		out.rows = append(out.rows, c.collisionMenu(in.scene(), r.Collisions))
	}
	return out
}

func proposalLines(all []kb.Proposal) markdown {
	var parts []markdown
	for i := range all[:min(len(all), maxListed)] {
		p := &all[i]
		parts = append(parts, "• "+plain(decimal(p.Number)+": "+clip(proposalName(p), maxSide))+" · by "+person(p.By)+" "+when(p.At))
	}
	return lines(parts...)
}

// proposalName says in a line what a proposal is about.
func proposalName(p *kb.Proposal) string {
	if len(p.Edits) == 0 {
		return "nothing"
	}
	e := p.Edits[len(p.Edits)-1] // a source comes before the fact that cites it
	s := contentOf(e.After)
	if s == "" {
		s = e.Target.String()
	}
	s = string(e.Action) + ": " + s
	if n := len(p.Edits); n > 2 {
		s += ", and " + decimal(n-1) + " more"
	}
	return s
}

func (c *Client) proposalMenu(s scene, all []kb.Proposal) []discordgo.MessageComponent {
	m := c.emptyMenu(s, "Open a proposal", verbProposal, nil)
	for i := range all[:min(len(all), maxListed)] {
		m.Options = append(m.Options, discordgo.SelectMenuOption{
			Label: decimal(all[i].Number) + ": " + proposalName(&all[i]), Value: c.keeper.seal(verbProposal, number(all[i].Number), s.place)})
	}
	return []discordgo.MessageComponent{m}
}

func dueLines(all []kb.Due) markdown {
	parts := []markdown{bold(plain(counted(len(all), "fact is", "facts are")) + " due")}
	for _, d := range all[:min(len(all), maxListed)] {
		what := "to be reviewed since "
		if d.Expired {
			what = "was valid until "
		}
		parts = append(parts, "• "+plain(clip(d.Fact.Statement, maxSide))+plainPart(" ("+what+string(d.Day)+")"))
	}
	return lines(parts...)
}

func (c *Client) dueMenu(s scene, all []kb.Due) []discordgo.MessageComponent {
	m := c.emptyMenu(s, "Change a fact that is due", verbDue, nil)
	for _, d := range all[:min(len(all), maxListed)] {
		m.Options = append(m.Options, discordgo.SelectMenuOption{Label: d.Fact.Statement, Description: string(d.Day),
			Value: c.keeper.seal(verbDue, targetMark(kb.FactTarget(d.Fact.ID)), s.place)})
	}
	return []discordgo.MessageComponent{m}
}

// editDue opens the form of the fact that was picked.
func (c *Client) editDue(ctx context.Context, in *interaction) reply {
	state, ok := c.picked(in, verbDue)
	if !ok {
		return said(outOfDate)
	}
	t, err := c.targetIn(ctx, in, state)
	if err != nil {
		return c.failed(in, err)
	}
	return c.openForm(ctx, in, t)
}

func collisionLines(all []kb.Collision) markdown {
	parts := []markdown{bold("The curated base moved on") + " under what this server had changed:"}
	for _, k := range all[:min(len(all), maxListed)] {
		now := contentOf(k.Now)
		if now == "" {
			now = "nothing any more"
		}
		ours := contentOf(k.Ours.After)
		if ours == "" {
			ours = "retired"
		}
		parts = append(parts, "• "+plain(k.Target.ID+": here “"+clip(ours, maxSide)+"”, the curated base now “"+clip(now, maxSide)+"”"))
	}
	return lines(parts...)
}

// collisionMenu lets one side of a collision be taken.
func (c *Client) collisionMenu(s scene, all []kb.Collision) []discordgo.MessageComponent {
	m := c.emptyMenu(s, "Keep ours, or take the curated one", verbSettle, nil)
	for _, k := range all[:min(len(all), maxOptions/2)] {
		mark := targetMark(k.Target)
		m.Options = append(m.Options,
			discordgo.SelectMenuOption{Label: "Keep ours: " + k.Target.ID, Value: c.keeper.seal(verbSettle, append(mark, 'k'), s.place)},
			discordgo.SelectMenuOption{Label: "Take the curated: " + k.Target.ID, Value: c.keeper.seal(verbSettle, append(mark, 't'), s.place)})
	}
	return []discordgo.MessageComponent{m}
}

func (c *Client) settle(ctx context.Context, in *interaction) reply {
	state, ok := c.picked(in, verbSettle)
	if !ok || len(state) != targetBytes+1 {
		return said(outOfDate)
	}
	t, err := c.targetIn(ctx, in, state)
	if err != nil {
		return c.failed(in, err)
	}
	p, err := c.bot.Settle(ctx, in.caller(), t, state[targetBytes] == 'k')
	return c.previewed(in, p, err)
}

// openProposal shows a proposal as it would be on the base of today.
func (c *Client) openProposal(ctx context.Context, in *interaction) reply {
	state := in.state
	if len(in.Data.Values) > 0 {
		var ok bool
		if state, ok = c.picked(in, verbProposal); !ok {
			return said(outOfDate)
		}
	}
	p, previews, err := c.bot.Proposal(ctx, in.caller(), numberIn[kb.ProposalID](state))
	if err != nil {
		return c.failed(in, err)
	}
	out := c.proposalCard(in.scene(), &p)
	out.cards = nil
	for _, v := range previews[:min(len(previews), 2)] {
		out.cards = append(out.cards, c.previewCards(in.scene(), v).cards...)
		out.content = lines(out.content, cannotSave(v))
	}
	return out
}

// proposalCard is a proposal as moderators see it in their channel.
func (c *Client) proposalCard(s scene, p *kb.Proposal) reply {
	out := reply{content: lines(
		bold(plain("Proposal "+decimal(p.Number)))+" by "+person(p.By)+" "+when(p.At)+fromWhere(p.Origin), proposalStands(p))}
	var parts []markdown
	for i := range p.Edits[:min(len(p.Edits), maxListed)] {
		parts = append(parts, editLines(&p.Edits[i]))
	}
	if p.Why != "" {
		parts = append(parts, "-# Why: "+plain(clip(p.Why, 2*maxSide)))
	}
	out.cards = []card{{text: lines(parts...), color: colorPlain}}
	if p.State == kb.ProposalOpen {
		out.rows = [][]discordgo.MessageComponent{{
			c.button(s, verbDecide, decideState(kb.Approve, p.Number), "Approve", discordgo.SuccessButton),
			c.button(s, verbVeto, number(p.Number), "Veto", discordgo.DangerButton),
			c.button(s, verbProposal, number(p.Number), "What would change", discordgo.SecondaryButton),
		}}
	}
	return out
}

func fromWhere(o kb.Origin) markdown {
	return map[kb.Origin]markdown{kb.FromSuggest: ", a member's suggestion", kb.FromMessage: ", from a message", kb.FromInbox: ", for the inbox",
		kb.FromImport: ", an import"}[o]
}

// proposalStands says how it stands and who decided.
func proposalStands(p *kb.Proposal) markdown {
	var out markdown
	switch p.State {
	case kb.ProposalOpen:
		out = plain(decimal(p.Approvals()) + " of " + decimal(p.Needs) + " approvals; one veto ends it.")
	case kb.ProposalApproved:
		out = bold("Approved.") + " It is in force."
	case kb.ProposalVetoed:
		out = bold("Vetoed.") + " Nothing was changed."
	case kb.ProposalWithdrawn:
		out = bold("Withdrawn.") + " Nothing was changed."
	}
	for _, d := range p.Decisions {
		line := "-# " + person(d.By) + " " + plain(map[kb.Verdict]string{kb.Approve: "approved", kb.Veto: "vetoed", kb.Withdraw: "withdrew"}[d.Verdict])
		if d.Why != "" {
			line += ": " + plain(clip(d.Why, maxSide))
		}
		out = lines(out, line)
	}
	return out
}

// editLines say what an edit wants: for a fact its statement, short answer and
// evidence.
func editLines(e *kb.Edit) markdown {
	word := map[kb.Action]markdown{kb.Add: "New", kb.Modify: "Change", kb.Retire: "Retire", kb.Restore: "Restore", kb.Revert: "Go back"}[e.Action]
	head := bold(word) + " " + plain(e.Target.String())
	if e.After == nil {
		return head
	}
	out := lines(head, "> "+plain(contentOf(e.After)))
	f := e.After.Fact
	if f == nil {
		return out
	}
	if f.Answer != "" {
		out = lines(out, "> "+bold(plain(f.Answer)))
	}
	for _, v := range f.Evidence {
		at := string(v.Source)
		if v.Paragraph != "" {
			at += ", " + v.Paragraph
		}
		if v.Phrase != "" {
			at += ": “" + v.Phrase + "”"
		}
		out = lines(out, "> -# "+plain(at))
	}
	return out
}

// decideState says what a button decides.
func decideState(v kb.Verdict, n kb.ProposalID) []byte {
	return append(number(n), string(v)...)
}

// decide approves or withdraws.
func (c *Client) decide(ctx context.Context, in *interaction) reply {
	if len(in.state) <= 8 {
		return said(outOfDate)
	}
	return c.decided(ctx, in, numberIn[kb.ProposalID](in.state), kb.Verdict(in.state[8:]), "")
}

// vetoForm asks why: who proposed it is told.
func (c *Client) vetoForm(ctx context.Context, in *interaction) reply {
	if no, ok := c.may(ctx, in, bot.CmdDecide); !ok {
		return no
	}
	return reply{modal: &modal{id: c.keeper.seal(verbVeto, in.state, in.place()), title: "Veto",
		fields: []entry{{id: "why", label: "Why", about: "Who proposed it is told. May be left out.", limit: maxPart, long: true, optional: true}}}}
}

func (c *Client) vetoed(ctx context.Context, in *interaction) reply {
	return c.decided(ctx, in, numberIn[kb.ProposalID](in.state), kb.Veto, in.trimmed("why"))
}

// decided keeps a decision and shows the proposal as it stands then.
func (c *Client) decided(ctx context.Context, in *interaction, n kb.ProposalID, v kb.Verdict, why string) reply {
	s, err := c.bot.Decide(ctx, in.caller(), n, v, why, "interaction "+in.ID)
	var moved *bot.Moved
	switch {
	case errors.As(err, &moved):
		return said(lines(bold("It cannot be approved any more:")+" "+plain(moved.Head.Target.ID)+" was changed since.",
			differenceLines(moved.Theirs), "Veto it, or ask for a new proposal."))
	case err != nil:
		return c.failed(in, err)
	}
	out := c.proposalCard(in.scene(), &s.Proposal)
	out.effects = s.Effects
	return out
}
