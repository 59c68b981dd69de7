package kb

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// A Voter stands for a person who voted or asked, without saying who: a keyed
// hash that is another one for each thing voted on.
type Voter string

// NewVoter hashes a person for one purpose ("vote", "ask"), within a server, on
// one thing. Without the key nobody can be found by it.
func NewVoter(key []byte, purpose string, guild GuildID, about string, who PersonID) Voter {
	mac := hmac.New(sha256.New, key)
	for _, part := range []string{purpose, string(guild), about, string(who)} {
		mac.Write([]byte(part))
		mac.Write([]byte{0})
	}
	return Voter(hex.EncodeToString(mac.Sum(nil)[:16]))
}

// A Thumb says, as a word, how somebody voted.
type Thumb string

// The votes.
const (
	Up   Thumb = "up"
	Down Thumb = "down"
	None Thumb = "none" // the vote is taken back
)

// A Vote is what one person thinks of a fact. Votes are only ever added; the
// last of a voter on a fact counts.
type Vote struct {
	Guild GuildID
	Fact  FactID
	Voter Voter
	Thumb Thumb
	At    time.Time
}

// A Score counts the votes on a fact, one a person.
type Score struct {
	Up, Down int
}

// badVotes is how many must be against a fact before it is looked at: one or two
// are often about the wording, or a slip of the thumb.
const badVotes = 3

// Bad reports whether the votes have turned against a fact.
func (s Score) Bad() bool { return s.Down >= badVotes && s.Down > s.Up }

// ReportID numbers the error reports of one server, from 1.
type ReportID int64

// A Report says what somebody finds wrong with a fact. Who is not kept.
type Report struct {
	Guild  GuildID
	Number ReportID
	Fact   FactID
	Text   string
	At     time.Time
	Done   bool // a moderator has seen to it
}

// A GivenState says, as a word, what became of an answer of the bot.
type GivenState string

// The states of an answer given.
const (
	GivenStands    GivenState = "stands"
	GivenCorrected GivenState = "corrected" // marked: a fact of it was corrected or retired
	GivenDeleted   GivenState = "deleted"
)

// A Given is an answer that the bot gave, as far as it is remembered: where it
// is and which facts it stated, so that it can be marked when one of them is
// corrected.
type Given struct {
	Guild   GuildID
	Channel ChannelID
	Message MessageID
	Facts   []FactID
	Asker   Voter // who may delete it, as a keyed hash; empty for nobody
	At      time.Time
	State   GivenState
}

// RememberAnswers is how long an answer given is remembered.
const RememberAnswers = 7 * 24 * time.Hour

// An Example is a question that a moderator marked: this fact has to answer it.
type Example struct {
	Guild GuildID
	Text  string
	Fact  FactID
	By    PersonID
	At    time.Time
}
