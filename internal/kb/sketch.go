package kb

import "time"

// A Sketch is what somebody is looking at before it is saved, kept for some
// minutes so that a restart loses nothing that was typed. What its content means
// is known to package bot alone.
type Sketch struct {
	Guild   GuildID
	ID      string
	Person  PersonID
	Until   time.Time
	Content string
}
