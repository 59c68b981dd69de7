package bot

import (
	"context"

	"autofacts/internal/kb"
)

// InboxPage is how many questions a page of the inbox shows.
const InboxPage = 10

// An Inbox is what members missed, by demand.
type Inbox struct {
	Questions   []kb.Question // of this page, the most asked first
	Page, Pages int           // from 0; at least 1
	Total       int
	Disliked    []Disliked  // facts whose votes turned bad, the worst first
	Reports     []kb.Report // errors reported, the oldest first
}

// A Disliked is a fact whose votes turned bad.
type Disliked struct {
	Fact  *kb.Fact
	Score kb.Score
}

// Inbox gives a page of the unanswered questions, with bad votes and error
// reports: CmdInbox. A page out of range gives the nearest.
func (b *Bot) Inbox(ctx context.Context, c Caller, page int) (Inbox, error) {
	return Inbox{}, errNotYet
}

// Gap gives one question of the inbox: CmdInbox. To answer it, Preview a Wish
// that names it in Wish.Question.
func (b *Bot) Gap(ctx context.Context, c Caller, n kb.QuestionID) (kb.Question, error) {
	return kb.Question{}, errNotYet
}

// Point answers a question of the inbox by a fact that is there, which gains the
// wording as an example question. It gives a draft for Save: CmdInbox.
func (b *Bot) Point(ctx context.Context, c Caller, n kb.QuestionID, fact kb.FactID) (Preview, error) {
	return Preview{}, errNotYet
}

// Dismiss takes a question out of the inbox for good; those who wait are
// forgotten: CmdInbox.
func (b *Bot) Dismiss(ctx context.Context, c Caller, n kb.QuestionID) error { return errNotYet }

// Reopen takes Dismiss back: CmdInbox.
func (b *Bot) Reopen(ctx context.Context, c Caller, n kb.QuestionID) error { return errNotYet }

// CloseReport notes that an error report was seen to: CmdInbox.
func (b *Bot) CloseReport(ctx context.Context, c Caller, n kb.ReportID) error { return errNotYet }

// TellMe keeps the caller's id with an unanswered question, until its answer has
// gone out by direct message: CmdTellMe. The question is given as it was asked.
func (b *Bot) TellMe(ctx context.Context, c Caller, question string) error { return errNotYet }

// Forget deletes the caller's id wherever it waits, in all servers, and says how
// many times that was. It works in direct messages, too.
func (b *Bot) Forget(ctx context.Context, c Caller) (int, error) { return 0, errNotYet }

// MarkExample keeps a question that a fact has to answer, for the guard; an empty
// fact takes the mark away: CmdExample.
func (b *Bot) MarkExample(ctx context.Context, c Caller, question string, fact kb.FactID) error {
	return errNotYet
}
