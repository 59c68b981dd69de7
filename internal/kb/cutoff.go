package kb

import "time"

// Cutoffs say what is old in a server: whatever is from before the moment. A
// zero moment deletes nothing.
type Cutoffs struct {
	Questions time.Time // last asked; those who wait for them included
	Answers   time.Time // given
	Keys      time.Time // of outside actions
	Tallies   time.Time // whole days before
}

// Expired says how much of what was old has been deleted.
type Expired struct {
	Questions, Waiters, Answers, Keys, Tallies int
}
