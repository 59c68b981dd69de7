package bot

import "fmt"

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
	for i := range base.Facts {
		if len(base.Facts[i].List) == 0 { // a list claims nothing itself
			a.Facts++
		}
	}
	a.Topics = a.Topics[:min(len(a.Topics), helpTopics)]
	for _, s := range b.Suggest(c, "", helpExamples) {
		a.Examples = append(a.Examples, s.Question)
	}
	return a
}

// Privacy says, in sentences, what is kept of those who ask.
func (b *Bot) Privacy() []string {
	minutes := fmt.Sprintf("%d minutes", int(FollowUpFor.Minutes()))
	return []string{
		"I read what is addressed to me: commands, mentions, replies to me and direct messages.",
		"The last questions stay in memory for " + minutes + ", so that you can follow them up; then they are gone. They are not written to disk.",
		"I keep no list of who asked what, and I send nothing to any other service than Discord.",
		"The operator's log has one line a question: the server's id, how it went and which fact answered; not who asked and, in normal running, not what was asked.",
	}
}
