package kb

import (
	"fmt"
	"slices"
	"time"
)

// ProposalID numbers the proposals of one server, from 1. 0 means none.
type ProposalID int64

// A ProposalState says, as a word, how a proposal stands.
type ProposalState string

// The states of a proposal. All but ProposalOpen are final.
const (
	ProposalOpen      ProposalState = "open"
	ProposalApproved  ProposalState = "approved" // its edits are revisions
	ProposalVetoed    ProposalState = "vetoed"
	ProposalWithdrawn ProposalState = "withdrawn" // by the proposer
)

// An Origin says, as a word, what a proposal came from.
type Origin string

// The origins of a proposal.
const (
	FromEdit    Origin = "edit"    // a moderator's own edit
	FromSuggest Origin = "suggest" // a member's suggestion
	FromMessage Origin = "message" // a message saved as a fact
	FromInbox   Origin = "inbox"   // an unanswered question
	FromImport  Origin = "import"
)

// A Proposal is a batch of edits that waits for others to agree.
type Proposal struct {
	Guild     GuildID
	Number    ProposalID
	State     ProposalState
	Origin    Origin
	By        PersonID
	At        time.Time
	Why       string
	Edits     []Edit
	Needs     int        // how many others have to approve; at least 1
	Question  QuestionID // the inbox question that it answers; 0 for none
	Decisions []Decision // in order
	Closed    time.Time  // zero while open
	// Channel and Message are where it is shown to moderators, so that it can be
	// brought up to date there; empty for nowhere.
	Channel ChannelID
	Message MessageID
}

// A Verdict says, as a word, what somebody decided.
type Verdict string

// The verdicts.
const (
	Approve  Verdict = "approve"
	Veto     Verdict = "veto"
	Withdraw Verdict = "withdraw" // by the proposer only
)

// A Decision is what one person decided on a proposal.
type Decision struct {
	Guild    GuildID
	Proposal ProposalID
	By       PersonID
	Verdict  Verdict
	At       time.Time
	Why      string
}

// Needs gives how many others have to approve: what the server asks for, and at
// least one where the proposer is no moderator.
func (s Settings) Needs(moderator bool) int {
	if moderator {
		return s.Approvals
	}
	return max(1, s.Approvals)
}

// Decide says how a proposal stands after one more decision. Whether the person
// moderates at all is judged before. Nobody approves what they proposed; any
// veto ends it; only the proposer withdraws; a second approval by the same
// person counts nothing. A decision on a proposal that is closed is ErrConflict,
// one that the person may not make ErrDenied.
func (p *Proposal) Decide(d Decision) (ProposalState, error) {
	if p.State != ProposalOpen {
		return p.State, fmt.Errorf("proposal %d is %s already: %w", p.Number, p.State, ErrConflict)
	}
	switch own := d.By == p.By; d.Verdict {
	case Withdraw:
		if !own {
			return p.State, fmt.Errorf("only who made a proposal withdraws it, veto it instead: %w", ErrDenied)
		}
		return ProposalWithdrawn, nil
	case Veto:
		if own {
			return p.State, fmt.Errorf("this is your own proposal, withdraw it instead: %w", ErrDenied)
		}
		return ProposalVetoed, nil
	case Approve:
		if own {
			return p.State, fmt.Errorf("somebody else has to approve what you proposed: %w", ErrDenied)
		}
		if slices.ContainsFunc(p.Decisions, func(o Decision) bool { return o.By == d.By && o.Verdict == Approve }) {
			return p.State, fmt.Errorf("you approved this already, it waits for somebody else: %w", ErrConflict)
		}
		if p.Approvals()+1 >= p.Needs {
			return ProposalApproved, nil
		}
		return ProposalOpen, nil
	}
	return p.State, fmt.Errorf("%q is not a verdict: approve, veto or withdraw: %w", d.Verdict, ErrInvalid)
}

// Approvals counts the persons who approved.
func (p *Proposal) Approvals() int {
	seen := make(map[PersonID]bool)
	for _, d := range p.Decisions {
		if d.Verdict == Approve {
			seen[d.By] = true
		}
	}
	return len(seen)
}
