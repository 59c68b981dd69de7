package bot

import (
	"fmt"
	"time"

	"autofacts/internal/kb"
)

// About is what the bot says of itself: what it can be asked, with examples
// drawn from the base.
type About struct {
	Facts, Sources int
	Topics         []Topic
	Examples       []string // questions that the base answers
}

const (
	helpExamples = 4  // enough to show the range, few enough to be read
	helpTopics   = 12 // the best filled ones
)

// Help says what the bot can do for a caller.
func (b *Bot) Help(c Caller) About {
	base := b.Base(c)
	a := About{Sources: len(base.Sources), Topics: b.Topics(c)}
	a.Facts, _ = base.Tally()
	a.Topics = a.Topics[:min(len(a.Topics), helpTopics)]
	for _, s := range b.Suggest(c, "", helpExamples) {
		a.Examples = append(a.Examples, s.Question)
	}
	return a
}

// Privacy says, in sentences, what is kept of those who ask.
func (b *Bot) Privacy() []string {
	minutes := fmt.Sprintf("%d minutes", int(FollowUpFor.Minutes()))
	out := []string{
		"I read what is addressed to me: commands, mentions, replies to me and direct messages; in channels that moderators set to ask or ambient, also the other messages there.",
		"Your last question stays in memory for " + minutes + ", so that you can follow it up; then it is gone.",
		"I keep no list of who asked what, and I send nothing to any other service than Discord.",
		"The operator's log has one line a question: the server's id, how it went and which fact answered; not who asked and, in normal running, not what was asked.",
	}
	if b.store == nil {
		return append(out, "Nothing that you write is kept on disk.")
	}
	return append(out,
		"Questions that I could not answer are kept with how often and when they were asked, not by whom, until nobody has asked them for as long as the server's moderators set (half a year unless they change it).",
		"If you press \"tell me\", your id stays with the question until I have sent you the answer, once; then it is deleted. /privacy can delete it at once.",
		"What somebody is about to save is kept with their id until it is saved or cancelled, "+fmt.Sprintf("%d minutes at most.", int(DraftFor.Minutes())),
		"Votes are kept as keyed hashes, which tell voters apart and do not say who they are. Where I answered is kept for "+days(kb.RememberAnswers)+", so that an answer can be marked when its fact is corrected.",
		"Who moderates leaves a name: edits, decisions, proposals and settings are kept with their author's id. A server's own facts are deleted "+days(kb.KeepAfterLeaving)+" after I was removed from it.",
	)
}

func days(d time.Duration) string { return fmt.Sprintf("%d days", int(d.Hours())/24) }
