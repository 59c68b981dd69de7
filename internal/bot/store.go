package bot

import (
	"context"
	"errors"
	"time"

	"autofacts/internal/kb"
)

// ErrUnavailable means that the store cannot be reached, or that there is none:
// nothing was saved, answers go on from memory, and trying again later is right.
var ErrUnavailable = errors.New("the server's own facts cannot be reached at the moment")

// A Store keeps what servers have of their own. It judges nothing: who may do
// what is decided here before. Whoever calls owns what is given back. Errors that
// are none of kb's four mean that the store did not do its work, or that it is
// not known whether it did; a call with a key is then repeated with the same key.
type Store interface {
	guildStore
	editStore
	proposalStore
	questionStore
	voteStore
	settingStore
	sketchStore
}

// A guildStore knows servers as a whole.
type guildStore interface {
	// Guild gives the version of a server; the zero one for a server that
	// nothing was written of.
	Guild(ctx context.Context, id kb.GuildID) (kb.Guild, error)
	// Guilds lists all servers that something was written of.
	Guilds(ctx context.Context) ([]kb.Guild, error)
	// Leave notes that the bot was removed, and whether this call did so; Join that
	// it is there.
	Leave(ctx context.Context, id kb.GuildID) (bool, error)
	Join(ctx context.Context, id kb.GuildID) error
	// LeftBefore lists the servers left before a moment, the longest left first.
	LeftBefore(ctx context.Context, t time.Time) ([]kb.Guild, error)
	// Expire deletes what is old in a server.
	Expire(ctx context.Context, guild kb.GuildID, c kb.Cutoffs) (kb.Expired, error)
	// Export gives everything that is kept of a server for good.
	Export(ctx context.Context, guild kb.GuildID) (kb.Archive, error)
	// Restore brings an archive back into an empty server.
	Restore(ctx context.Context, guild kb.GuildID, a kb.Archive) error
	// DeleteLeft deletes all of a server if it was left before a moment still.
	DeleteLeft(ctx context.Context, id kb.GuildID, before time.Time) (deleted bool, err error)
}

// An editStore keeps revisions.
type editStore interface {
	// Heads gives the newest revision of each target that the server edited, by
	// number, with the version that they make.
	Heads(ctx context.Context, guild kb.GuildID) ([]kb.Revision, kb.Version, error)
	// Revision gives one revision, or kb.ErrNotFound.
	Revision(ctx context.Context, guild kb.GuildID, n kb.RevisionID) (kb.Revision, error)
	// History gives revisions, the newest first, of one target or of all.
	History(ctx context.Context, guild kb.GuildID, target kb.Target, before kb.RevisionID, limit int) ([]kb.Revision, error)
	// Commit makes revisions of a batch, all or none, and moves the version. A
	// target that moved on gives a *kb.Conflict.
	Commit(ctx context.Context, b kb.Batch) ([]kb.Revision, error)
}

// A proposalStore keeps what waits for others.
type proposalStore interface {
	// Propose keeps a proposal with a number of its own.
	Propose(ctx context.Context, p kb.Proposal, key string) (kb.Proposal, error)
	// Proposal gives one with its decisions, or kb.ErrNotFound.
	Proposal(ctx context.Context, guild kb.GuildID, n kb.ProposalID) (kb.Proposal, error)
	// Proposals gives those in a state, or all, the oldest first.
	Proposals(ctx context.Context, guild kb.GuildID, state kb.ProposalState, limit int) ([]kb.Proposal, error)
	// ShowProposal keeps where one is shown to moderators.
	ShowProposal(ctx context.Context, guild kb.GuildID, n kb.ProposalID, c kb.ChannelID, m kb.MessageID) error
	// Decide keeps a decision; where it approves, the edits become revisions in
	// the same transaction.
	Decide(ctx context.Context, d kb.Decision, key string) (kb.Proposal, []kb.Revision, error)
}

// A questionStore keeps the inbox, and the questions that moderators marked.
type questionStore interface {
	// Unanswered counts a question by its normal form and gives it as it stands.
	Unanswered(ctx context.Context, guild kb.GuildID, text, normal string) (kb.Question, error)
	// Questions gives those in a state, or all, by demand.
	Questions(ctx context.Context, guild kb.GuildID, state kb.QuestionState, limit int) ([]kb.Question, error)
	// Question gives one, or kb.ErrNotFound.
	Question(ctx context.Context, guild kb.GuildID, n kb.QuestionID) (kb.Question, error)
	// CloseQuestion says what became of one; kb.ErrConflict where it is so already.
	CloseQuestion(ctx context.Context, guild kb.GuildID, n kb.QuestionID, by kb.PersonID, state kb.QuestionState, fact kb.FactID) (kb.Question, error)
	// Wait keeps who wants to be told.
	Wait(ctx context.Context, w kb.Waiter) error
	// TakeWaiter gives one of those who wait and deletes the id for good.
	TakeWaiter(ctx context.Context, guild kb.GuildID, n kb.QuestionID) (w kb.Waiter, ok bool, err error)
	// ToTell lists the answered questions for which somebody still waits.
	ToTell(ctx context.Context) ([]kb.Question, error)
	// ForgetPerson deletes the id of a person wherever it waits.
	ForgetPerson(ctx context.Context, who kb.PersonID) (int, error)
	// MarkExample keeps a question that a fact has to answer; Examples gives them.
	MarkExample(ctx context.Context, e kb.Example) error
	Examples(ctx context.Context, guild kb.GuildID) ([]kb.Example, error)
}

// A voteStore keeps what members say of facts, and where the bot said them.
type voteStore interface {
	// Vote keeps votes of one server, all or none, the last of a voter on a fact
	// counting, and gives the scores of their facts after it.
	Vote(ctx context.Context, votes ...kb.Vote) (map[kb.FactID]kb.Score, error)
	// Scores gives the votes on each fact that has any.
	Scores(ctx context.Context, guild kb.GuildID) (map[kb.FactID]kb.Score, error)
	// Report keeps an error report; Reports gives the open ones, the oldest first.
	Report(ctx context.Context, p kb.Report) (kb.Report, error)
	Reports(ctx context.Context, guild kb.GuildID) ([]kb.Report, error)
	// CloseReport notes that one has been seen to.
	CloseReport(ctx context.Context, guild kb.GuildID, n kb.ReportID, by kb.PersonID) error
	// Gave keeps that the bot gave an answer.
	Gave(ctx context.Context, g kb.Given) error
	// AnswersWith gives the standing answers since a moment that state a fact.
	AnswersWith(ctx context.Context, guild kb.GuildID, fact kb.FactID, since time.Time) ([]kb.Given, error)
	// Answer gives what is remembered of one, or kb.ErrNotFound.
	Answer(ctx context.Context, guild kb.GuildID, m kb.MessageID) (kb.Given, error)
	// MarkAnswer notes what became of one, and whether this call did so.
	MarkAnswer(ctx context.Context, guild kb.GuildID, m kb.MessageID, state kb.GivenState) (bool, error)
}

// A settingStore keeps settings, the audit and the counts.
type settingStore interface {
	// Settings gives what holds in a server.
	Settings(ctx context.Context, guild kb.GuildID) (kb.Settings, error)
	// Set keeps settings in the name of one person.
	Set(ctx context.Context, guild kb.GuildID, by kb.PersonID, settings ...kb.Setting) error
	// Note adds an entry to the audit, for what changes nothing else.
	Note(ctx context.Context, e kb.Entry) error
	// Audit gives the entries that a filter chooses, the newest first.
	Audit(ctx context.Context, guild kb.GuildID, f kb.AuditFilter) ([]kb.Entry, error)
	// Count adds to the tallies of a server; Tallies gives them by day.
	Count(ctx context.Context, guild kb.GuildID, tallies ...kb.Tally) error
	Tallies(ctx context.Context, guild kb.GuildID, from, to kb.Date) ([]kb.Tally, error)
}

// A sketchStore keeps drafts for a while, so that a restart loses nothing typed.
type sketchStore interface {
	// KeepSketch keeps one in the place of what has its id.
	KeepSketch(ctx context.Context, k kb.Sketch) error
	// Sketch gives one by its id, or kb.ErrNotFound.
	Sketch(ctx context.Context, guild kb.GuildID, id string) (kb.Sketch, error)
	// DropSketch deletes one, and ExpireSketches those of all servers whose time is over.
	DropSketch(ctx context.Context, guild kb.GuildID, id string) error
	ExpireSketches(ctx context.Context, now time.Time) (int, error)
}
