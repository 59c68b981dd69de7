package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"autofacts/internal/kb"
)

const proposalColumns = "guild, number, state, origin, person, at, why, edits, needs, question, closed, channel, message"

func scanProposal(r row) (p kb.Proposal, err error) {
	var at, closed int64
	var edits string
	if err := r.Scan(&p.Guild, &p.Number, &p.State, &p.Origin, &p.By, &at, &p.Why, &edits, &p.Needs, &p.Question, &closed, &p.Channel, &p.Message); err != nil {
		return p, err
	}
	p.At, p.Closed = moment(at), moment(closed)
	if p.Edits, err = kb.ParseEdits([]byte(edits)); err != nil {
		return p, fmt.Errorf("read proposal %d of guild %q: %w", p.Number, p.Guild, err)
	}
	return p, nil
}

func scanDecision(r row) (d kb.Decision, err error) {
	var at int64
	err = r.Scan(&d.Guild, &d.Proposal, &d.By, &d.Verdict, &at, &d.Why)
	d.At = moment(at)
	return d, err
}

const decisionColumns = "guild, proposal, person, verdict, at, why"

const proposeKind = "propose"

// Propose keeps a proposal with a number of its own, open, and gives it as it is
// kept. Its Number, State, At, Decisions and Closed are set here. A key that was
// used already gives the proposal of then as it stands now.
func (s *Store) Propose(ctx context.Context, p kb.Proposal, key string) (kb.Proposal, error) {
	err := s.write(ctx, p.Guild, func(t *tx) error {
		result, again, err := t.did(ctx, key, proposeKind)
		if err != nil {
			return err
		}
		if again {
			n, err := strconv.ParseInt(result, 10, 64)
			if err != nil {
				return err
			}
			p, err = t.proposal(ctx, p.Guild, kb.ProposalID(n))
			return err
		}
		n, err := t.next(ctx, "proposals")
		if err != nil {
			return err
		}
		p.Number, p.State, p.At, p.Decisions = kb.ProposalID(n), kb.ProposalOpen, t.now, nil
		p.Closed, p.Needs = moment(0), max(1, p.Needs)
		if err := t.insertProposal(ctx, &p); err != nil {
			return err
		}
		if err := t.note(ctx, kb.Entry{By: p.By, What: kb.AuditPropose, Target: fmt.Sprintf("proposal %d", n), Detail: targets(p.Edits)}); err != nil {
			return err
		}
		return t.done(ctx, key, proposeKind, strconv.FormatInt(n, 10))
	})
	if err != nil {
		return kb.Proposal{}, doing("save the proposal", err)
	}
	return p, nil
}

// mostTargets is how many targets an entry of the audit names; an import has
// thousands.
const mostTargets = 5

func targets(edits []kb.Edit) string {
	names := make([]string, 0, mostTargets)
	for _, e := range edits[:min(len(edits), mostTargets)] {
		names = append(names, string(e.Action)+" "+e.Target.String())
	}
	if more := len(edits) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

func (t *tx) insertProposal(ctx context.Context, p *kb.Proposal) error {
	if len(p.Edits) == 0 {
		return fmt.Errorf("there is nothing to propose: %w", kb.ErrInvalid)
	}
	edits, err := kb.FormatEdits(p.Edits)
	if err != nil {
		return err
	}
	if p.Edits, err = kb.ParseEdits(edits); err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO proposals ("+proposalColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		t.guild, p.Number, p.State, p.Origin, p.By, p.At, p.Why, string(edits), p.Needs, p.Question, p.Closed, p.Channel, p.Message)
	return err
}

// Proposal gives one proposal with its decisions, or kb.ErrNotFound.
func (s *Store) Proposal(ctx context.Context, guild kb.GuildID, n kb.ProposalID) (kb.Proposal, error) {
	p, err := s.reader().proposal(ctx, guild, n)
	return p, doing("read the proposal", err)
}

func (r reader) proposal(ctx context.Context, guild kb.GuildID, n kb.ProposalID) (kb.Proposal, error) {
	p, ok, err := one(ctx, r, scanProposal, "SELECT "+proposalColumns+" FROM proposals WHERE guild = ? AND number = ?", guild, n)
	if err != nil {
		return p, err
	}
	if !ok {
		return p, fmt.Errorf("proposal %d: %w", n, kb.ErrNotFound)
	}
	p.Decisions, err = collect(ctx, r, scanDecision, "SELECT "+decisionColumns+" FROM decisions WHERE guild = ? AND proposal = ? ORDER BY number", guild, n)
	return p, err
}

// Proposals gives the proposals of a server in a state, or all for the empty
// one, with their decisions, the oldest first; at most limit, where that is not 0.
func (s *Store) Proposals(ctx context.Context, guild kb.GuildID, state kb.ProposalState, limit int) ([]kb.Proposal, error) {
	var out []kb.Proposal
	err := s.read(ctx, func(r reader) (err error) {
		out, err = r.proposals(ctx, guild, state, limit)
		return err
	})
	return out, doing("read the proposals", err)
}

func (r reader) proposals(ctx context.Context, guild kb.GuildID, state kb.ProposalState, limit int) ([]kb.Proposal, error) {
	query, args := "SELECT "+proposalColumns+" FROM proposals WHERE guild = ?", []any{guild}
	if state != "" {
		query, args = query+" AND state = ?", append(args, state)
	}
	out, err := collect(ctx, r, scanProposal, query+" ORDER BY number"+most(limit), args...)
	if err != nil {
		return nil, err
	}
	decided, err := collect(ctx, r, scanDecision, "SELECT "+decisionColumns+" FROM decisions WHERE guild = ? ORDER BY proposal, number", guild)
	if err != nil {
		return nil, err
	}
	by := make(map[kb.ProposalID][]kb.Decision)
	for _, d := range decided {
		by[d.Proposal] = append(by[d.Proposal], d)
	}
	for i := range out {
		out[i].Decisions = by[out[i].Number]
	}
	return out, nil
}

// ShowProposal keeps where a proposal is shown to moderators.
func (s *Store) ShowProposal(ctx context.Context, guild kb.GuildID, n kb.ProposalID, c kb.ChannelID, m kb.MessageID) error {
	changed, err := s.reader().exec(ctx, "UPDATE proposals SET channel = ?, message = ? WHERE guild = ? AND number = ?", c, m, guild, n)
	if err == nil && changed == 0 {
		err = fmt.Errorf("proposal %d: %w", n, kb.ErrNotFound)
	}
	return doing("keep where a proposal is shown", err)
}

const decideKind = "decide"

// Decide keeps a decision and gives the proposal as it stands after it. Where
// the decision approves it, its edits become revisions in the same transaction,
// which are given in their order; a target that has moved on since gives a
// *kb.Conflict, and then the decision is not kept either. The rules are those of
// kb.Proposal.Decide, and its errors are given. A key that was used already gives
// the proposal as it stands now, and its revisions.
func (s *Store) Decide(ctx context.Context, d kb.Decision, key string) (p kb.Proposal, revs []kb.Revision, err error) {
	err = s.write(ctx, d.Guild, func(t *tx) error {
		_, again, err := t.did(ctx, key, decideKind)
		if err != nil {
			return err
		}
		if p, err = t.proposal(ctx, d.Guild, d.Proposal); err != nil {
			return err
		}
		if again {
			revs, err = collect(ctx, t.reader, scanRevision, "SELECT "+revisionColumns+" FROM revisions WHERE guild = ? AND proposal = ? ORDER BY number", t.guild, p.Number)
			return err
		}
		if revs, err = t.decide(ctx, &p, d); err != nil {
			return err
		}
		return t.done(ctx, key, decideKind, string(p.State))
	})
	if err != nil {
		return kb.Proposal{}, nil, doing("save the decision", err)
	}
	return p, revs, nil
}

func (t *tx) decide(ctx context.Context, p *kb.Proposal, d kb.Decision) ([]kb.Revision, error) {
	state, err := p.Decide(d)
	if err != nil {
		return nil, err
	}
	d.At = t.now
	p.State, p.Decisions = state, append(p.Decisions, d)
	if state != kb.ProposalOpen {
		p.Closed = t.now
	}
	if err := t.insertDecision(ctx, d, len(p.Decisions)); err != nil {
		return nil, err
	}
	if _, err := t.exec(ctx, "UPDATE proposals SET state = ?, closed = ? WHERE guild = ? AND number = ?", p.State, p.Closed, t.guild, p.Number); err != nil {
		return nil, err
	}
	entry := kb.Entry{By: d.By, What: kb.AuditDecide, Target: fmt.Sprintf("proposal %d", p.Number), Detail: strings.TrimSpace(string(d.Verdict) + " " + d.Why)}
	if err := t.note(ctx, entry); err != nil {
		return nil, err
	}
	if state != kb.ProposalApproved {
		return nil, nil
	}
	return t.apply(ctx, kb.Batch{Guild: t.guild, By: p.By, Why: p.Why, Edits: p.Edits}, p.Number)
}

func (t *tx) insertDecision(ctx context.Context, d kb.Decision, n int) error {
	_, err := t.exec(ctx, "INSERT INTO decisions (guild, proposal, number, person, verdict, at, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
		t.guild, d.Proposal, n, d.By, d.Verdict, d.At, d.Why)
	return err
}
