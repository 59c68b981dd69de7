package bot

import (
	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// Newest stands for whatever revision of a target is the newest one now, where
// who asks has not looked at its content.
const Newest kb.RevisionID = -1

// A Wish is what somebody wants done to one fact, source or group of synonyms.
// Exactly one of Fact, Source and Synonym is set for kb.Add and kb.Modify.
type Wish struct {
	Action kb.Action
	// Target is zero for kb.Add: the id is drawn from the content.
	Target kb.Target
	// BasedOn is the revision whose content the editor was shown (Opened.BasedOn),
	// or Newest.
	BasedOn kb.RevisionID
	To      kb.RevisionID // for kb.Revert; 0 goes back to the curated base

	Fact    *FactForm
	Source  *SourceForm
	Synonym *SynonymForm

	Why string // in the editor's words; may be empty
	// Origin says where the wish comes from; empty is kb.FromEdit, and what
	// members wish is kb.FromSuggest whatever stands here.
	Origin kb.Origin
	// Question is the question of the inbox that the fact is to answer; 0 for none.
	Question kb.QuestionID
}

// A FactForm is a fact as a form holds it: every field is text as it was typed.
type FactForm struct {
	Statement string
	Answer    string // short answer; may be empty
	// Source is required: the id, title or link of a source of the base, or the
	// title or link of a new one, which is then added along with the fact.
	Source    string
	Paragraph string // label within the source; may be empty
	Phrase    string // evidence phrase; may be empty
	Ask       string // example questions, one a line
	// AskLang is the language whose example questions Ask shows and replaces, as
	// Open gave it; empty adds each in the language that it is written in.
	AskLang string
	// Reading is what the editor corrected; nil reads all of it from the statement.
	Reading *Reading
}

// A Reading is what a statement is read as. Every field is text, so that a form
// can show and take it; empty means none. What cannot be understood comes back
// as an objection that names the field ("period", "value", ...).
type Reading struct {
	Kind       string // one of kb.Kinds
	By         string // who holds an opinion
	Subject    string
	Measure    string
	Period     string // as kb.ParsePeriod reads it
	Qualifier  string // one of kb.Qualifiers
	Value      string // "2610000", also "2.61 million"
	To         string // upper end, for between
	Unit       string
	As         string // one of kb.Ases
	Of         string // the whole of a share
	Versus     string // the period compared with
	Places     string // separated by commas; kept among the topics
	Topics     string // separated by commas
	ValidUntil string // a day such as 2026-12-31
	ReviewBy   string
}

// A SourceForm is a source as a form holds it; each field may be "unknown".
type SourceForm struct{ Title, Author, Date, URL, Note string }

// A SynonymForm is a group of words for the same thing, separated by commas or lines.
type SynonymForm struct{ Words string }

// An Opened is what a form is filled with before it is changed.
type Opened struct {
	Target  kb.Target
	BasedOn kb.RevisionID // to be given back in Wish.BasedOn
	Fact    *FactForm     // with its Reading, for a fact
	Source  *SourceForm
	Synonym *SynonymForm
	Retired bool // Fact, Source or Synonym is what it was before
}

// DraftID names a draft that is being looked at, for DraftFor.
type DraftID string

// A Preview shows what a draft would do, before anything is kept.
type Preview struct {
	Draft       DraftID
	Wish        Wish // as given, to fill a form again
	Target      kb.Target
	Before      *kb.Item // nil where there was nothing
	After       *kb.Item // nil where nothing is left
	Differences []kb.Difference
	// Reading is what the statement was read as; zero where it is no fact.
	Reading Reading
	// NewSource is the source that is added along with the fact, or nil.
	NewSource *kb.Source
	// Question is what was asked for Reply, which is the reply as members would
	// see it; zero where no question shows it.
	Question string
	Reply    answer.Reply
	// Objections say why it cannot be saved; Save refuses until there are none.
	Objections []kb.Objection
	// Concerns are sentences on what a reader could object to, first of all facts
	// that it contradicts. They do not stop anybody.
	Concerns []string
	Overlaps []kb.Overlap // after Merge: fields that both changed; theirs was taken
	Guard    Guard
	// Needs is how many others have to approve before it takes effect.
	Needs int
	// Import says how many things an import adds, changes and leaves; nil for none.
	Import *ImportCount
}

// Savable reports whether Save would do it.
func (p Preview) Savable() bool { return len(p.Objections) == 0 && p.Draft != "" }

// ImportCount says what an import does.
type ImportCount struct{ Added, Changed, Retired, Same int }

// A Guard lists the questions whose answers a draft would change.
type Guard struct {
	Changes []Change
	Checked int // questions asked of the old and the new base, or known to be out of reach
	// Unchecked is how many are still to be asked; see Bot.Recheck.
	Unchecked int
	// Marked is how many of all were marked by a moderator.
	Marked int
}

// A Change is a question that would be answered otherwise.
type Change struct {
	Question string
	Fact     kb.FactID // which it is an example of
	Marked   bool      // a moderator marked it: this fact has to answer it
	Before   answer.Reply
	After    answer.Reply
	// Worse says that its own fact, which answers it now, would not any more.
	Worse bool
}

// A Saved is what became of a draft or of a decision.
type Saved struct {
	// Revisions are what took effect, in the order of the edits; none while it
	// waits for others.
	Revisions []kb.Revision
	// Proposal is what waits, or was decided; its Number is 0 where neither.
	Proposal kb.Proposal
	Effects  Effects
}

// Effects are what is left to do for whoever can speak to people. They are given
// once and not kept.
type Effects struct {
	// Mark are answers of the bot to be marked as corrected: a fact of theirs was corrected or retired.
	// Each is marked by one instance only.
	Mark []kb.Given
	// Tell are direct messages; one that cannot be delivered is dropped.
	Tell []Telling
	// Post are for the moderators' channel, where one is set.
	Post []Post
}

// A Telling is a direct message.
type Telling struct {
	Person kb.PersonID
	Locale string
	// Question and Reply are set where a question has its answer now.
	Question string
	Reply    answer.Reply
	// Proposal is set where a proposal of the person was decided.
	Proposal *kb.Proposal
	// Farewell is the server that was left, whose facts come as Files.
	Farewell kb.GuildID
	Files    []File
}

// A PostKind says what a post is about.
type PostKind string

// The kinds of posts.
const (
	PostProposal  PostKind = "proposal"  // to be decided; keep where it is shown with Bot.Shown
	PostDecided   PostKind = "decided"   // a shown proposal to be brought up to date
	PostDue       PostKind = "due"       // facts to be looked at
	PostGaps      PostKind = "gaps"      // questions that are asked again and again
	PostDisliked  PostKind = "disliked"  // votes turned against facts
	PostCollision PostKind = "collision" // updates of the curated base against own corrections
)

// A Post is a message for the moderators' channel.
type Post struct {
	Guild      kb.GuildID
	Channel    kb.ChannelID
	Kind       PostKind
	Proposal   *kb.Proposal
	Due        []kb.Due
	Questions  []kb.Question
	Disliked   []Disliked
	Collisions []kb.Collision
}

// A Moved says that a target was changed since the editor looked at it. It is
// kb.ErrConflict. Bot.Merge brings the draft up to date.
type Moved struct {
	Draft  DraftID
	Head   kb.Revision     // the newest revision
	Theirs []kb.Difference // what was changed meanwhile
}

// Error says which target moved on.
func (m *Moved) Error() string {
	return m.Head.Target.String() + " was changed by somebody else meanwhile: look at the difference, then merge or begin again"
}

// Unwrap gives kb.ErrConflict.
func (m *Moved) Unwrap() error { return kb.ErrConflict }
