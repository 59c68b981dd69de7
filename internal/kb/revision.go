package kb

import (
	"fmt"
	"time"
)

// RevisionID numbers the revisions of one server, from 1, in the order in which
// they took effect. 0 means none.
type RevisionID int64

// A State says, as a word, what a server has made of a target.
type State string

// The states of a target.
const (
	Own     State = "own"     // the server's own addition or correction holds
	Retired State = "retired" // it is not part of the server's base
	Curated State = "curated" // whatever the curated base says holds
)

// A Revision is one step of the history of a target in one server. Revisions are
// only ever added; going back is a revision, too.
type Revision struct {
	Guild  GuildID
	Number RevisionID
	Prior  RevisionID // the revision of the same target before it; 0 for the first
	Target Target
	Action Action
	State  State // from here on
	Before *Item // what held before; nil for nothing
	After  *Item // what holds from here on; nil for nothing
	// Curated is what the curated base held then; nil for nothing.
	Curated  *Item
	To       RevisionID // the revision gone back to, for Revert
	By       PersonID
	At       time.Time
	Why      string
	Proposal ProposalID // the proposal that it comes from; 0 for none
}

// A Conflict says that a target has moved on since the edit was begun. It is
// ErrConflict.
type Conflict struct {
	Edit Edit
	Head Revision // the newest revision of the target
}

// Error says which target moved on, and to what.
func (c *Conflict) Error() string {
	return fmt.Sprintf("%s was changed meanwhile (revision %d): look at the difference and try again", c.Edit.Target, c.Head.Number)
}

// Unwrap gives ErrConflict.
func (c *Conflict) Unwrap() error { return ErrConflict }

// A Version tells the states of a server's base apart. Two equal versions are
// the same base and settings; nothing else follows from its numbers.
type Version struct {
	Epoch    int64 // when the server's base was begun, in microseconds of Unix time
	Base     int64 // moves with every change of facts, sources and synonyms
	Settings int64 // moves with every setting
}

// A Guild is what is kept of a server as a whole.
type Guild struct {
	ID      GuildID
	Version Version
	Left    time.Time // when the bot was removed; zero while it is there
}

// KeepAfterLeaving is how long the base of a server is kept once the bot has
// been removed: long enough to come back after a mistake.
const KeepAfterLeaving = 30 * 24 * time.Hour

// Draft says what an edit makes of a target: the next revision, without number,
// person and time. The head is the newest revision of the target, or nil, and to
// the one that a Revert names, or nil. The error is a *Conflict where the edit
// was made on another revision, else ErrInvalid in words for the editor.
func Draft(head, to *Revision, e Edit) (Revision, error) {
	r := Revision{Target: e.Target, Action: e.Action, Curated: e.Curated, To: e.To}
	state := Curated
	r.Before = e.Curated
	if head != nil {
		r.Prior, state = head.Number, head.State
		if state != Curated {
			r.Before = head.After
		}
	}
	if r.Prior != e.BasedOn {
		if head == nil {
			return Revision{}, fmt.Errorf("%s has no revision %d: %w", e.Target, e.BasedOn, ErrNotFound)
		}
		return Revision{}, &Conflict{Edit: e, Head: *head}
	}
	if err := r.step(state, head, to, e); err != nil {
		return Revision{}, err
	}
	if state == Retired && r.State == Retired {
		r.Before = head.Before // so that it can still be restored
	}
	same, err := SameItem(r.After, r.Curated)
	if err != nil {
		return Revision{}, err
	}
	if r.State == Own && same {
		r.State = Curated
	}
	return r, nil
}

// step fills in what holds after the edit.
func (r *Revision) step(state State, head, to *Revision, e Edit) error {
	switch e.Action {
	case Add, Modify:
		return r.write(state, e)
	case Retire:
		if r.Before == nil {
			return objectf("", "%s is not in the base, so it cannot be retired", e.Target)
		}
		r.State = Retired
	case Restore:
		if state != Retired {
			return objectf("", "%s is not retired, so there is nothing to restore", e.Target)
		}
		r.State, r.After = Own, head.Before
	case Revert:
		return r.revert(to, e)
	default:
		return objectf("", "%q is not an action: add, change, retire, restore or revert", e.Action)
	}
	return nil
}

// write fills in a new content.
func (r *Revision) write(state State, e Edit) error {
	switch {
	case e.After == nil || e.After.Target() != e.Target:
		return objectf("", "the new content of %s is missing", e.Target)
	case state == Retired:
		return objectf("", "%s was retired: restore it, then change it", e.Target)
	case e.Action == Add && r.Before != nil:
		return objectf("id", "there is a %s already: change that one, or choose another id", e.Target)
	case e.Action == Modify && r.Before == nil:
		return objectf("id", "%s is not in the base: add it first", e.Target)
	}
	r.State, r.After = Own, e.After
	return nil
}

// revert fills in the content of an earlier revision, or of the curated base.
func (r *Revision) revert(to *Revision, e Edit) error {
	switch {
	case e.To == 0 && e.Curated == nil:
		return objectf("", "the curated base has no %s to go back to: retire it instead", e.Target)
	case e.To == 0:
		r.State, r.After = Curated, e.Curated
		return nil
	case to == nil || to.Number != e.To || to.Target != e.Target:
		return fmt.Errorf("%s has no revision %d: %w", e.Target, e.To, ErrNotFound)
	}
	if r.State, r.After = to.State, to.After; to.State == Curated {
		r.After = e.Curated
	}
	if r.State == Curated && r.After == nil {
		r.State, r.After = Own, to.After
	}
	return nil
}
