package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"autofacts/internal/answer/text"
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
	if _, err := b.allow(ctx, c, CmdInbox); err != nil {
		return Inbox{}, err
	}
	if err := b.flush(ctx, c.Guild); err != nil {
		return Inbox{}, b.unreachable("write what was counted", c.Guild, err)
	}
	all, err := b.store.Questions(ctx, c.Guild, kb.QuestionOpen, 0)
	if err != nil {
		return Inbox{}, b.unreachable("read the inbox", c.Guild, err)
	}
	in := Inbox{Total: len(all)}
	in.Questions, in.Page, in.Pages = paged(all, page, InboxPage)
	if in.Reports, err = b.store.Reports(ctx, c.Guild); err != nil {
		return Inbox{}, b.unreachable("read the reports", c.Guild, err)
	}
	in.Disliked, err = b.disliked(ctx, c.Guild)
	return in, err
}

// disliked lists the facts of a server whose votes turned bad, the worst first.
func (b *Bot) disliked(ctx context.Context, guild kb.GuildID) ([]Disliked, error) {
	scores, err := b.store.Scores(ctx, guild)
	if err != nil {
		return nil, b.unreachable("count the votes", guild, err)
	}
	h, err := b.fresh(ctx, guild)
	if err != nil {
		return nil, err
	}
	var out []Disliked
	for id, s := range scores {
		if f := h.base().Fact(id); f != nil && s.Bad() {
			out = append(out, Disliked{f, s})
		}
	}
	slices.SortFunc(out, func(x, y Disliked) int {
		return cmp.Or(cmp.Compare(y.Score.Down-y.Score.Up, x.Score.Down-x.Score.Up), cmp.Compare(x.Fact.ID, y.Fact.ID))
	})
	return out, nil
}

// Gap gives one question of the inbox: CmdInbox. To answer it, Preview a Wish
// that names it in Wish.Question.
func (b *Bot) Gap(ctx context.Context, c Caller, n kb.QuestionID) (kb.Question, error) {
	if _, err := b.allow(ctx, c, CmdInbox); err != nil {
		return kb.Question{}, err
	}
	q, err := b.store.Question(ctx, c.Guild, n)
	if err != nil {
		return q, b.unreachable("read a question", c.Guild, err)
	}
	return q, nil
}

// Point answers a question of the inbox by a fact that is there, which gains the
// wording as an example question. It gives a draft for Save: CmdInbox.
func (b *Bot) Point(ctx context.Context, c Caller, n kb.QuestionID, fact kb.FactID) (Preview, error) {
	q, err := b.Gap(ctx, c, n)
	if err != nil {
		return Preview{}, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Preview{}, err
	}
	f := h.base().Fact(fact)
	if f == nil {
		return Preview{}, sayNotFound(fmt.Sprintf("there is no fact %s in this server's base", quoted(string(fact))))
	}
	form := formOf(f, "")
	form.AskLang = text.Detect(text.Clean(q.Text), "")
	form.Ask = ""
	for _, had := range append(slices.Clone(f.Ask[form.AskLang]), q.Text) {
		form.Ask += word(had) + "\n"
	}
	return b.Preview(ctx, c, Wish{Action: kb.Modify, Target: kb.FactTarget(fact), BasedOn: h.newest(kb.FactTarget(fact)),
		Fact: form, Origin: kb.FromInbox, Question: n, Why: fmt.Sprintf("answers question %d", n)})
}

// Dismiss takes a question out of the inbox for good; those who wait are
// forgotten: CmdInbox.
func (b *Bot) Dismiss(ctx context.Context, c Caller, n kb.QuestionID) error {
	return b.close(ctx, c, n, kb.QuestionDismissed)
}

// Reopen takes Dismiss back: CmdInbox.
func (b *Bot) Reopen(ctx context.Context, c Caller, n kb.QuestionID) error {
	return b.close(ctx, c, n, kb.QuestionOpen)
}

func (b *Bot) close(ctx context.Context, c Caller, n kb.QuestionID, state kb.QuestionState) error {
	if _, err := b.allow(ctx, c, CmdInbox); err != nil {
		return err
	}
	if _, err := b.store.CloseQuestion(ctx, c.Guild, n, c.Person, state, ""); err != nil {
		return b.unreachable("close a question", c.Guild, err)
	}
	return nil
}

// CloseReport notes that an error report was seen to: CmdInbox.
func (b *Bot) CloseReport(ctx context.Context, c Caller, n kb.ReportID) error {
	if _, err := b.allow(ctx, c, CmdInbox); err != nil {
		return err
	}
	if err := b.store.CloseReport(ctx, c.Guild, n, c.Person); err != nil {
		return b.unreachable("close a report", c.Guild, err)
	}
	return nil
}

// TellMe keeps the caller's id with an unanswered question, until its answer has
// gone out by direct message: CmdTellMe. The question is given as it was asked.
func (b *Bot) TellMe(ctx context.Context, c Caller, question string) error {
	if _, err := b.allow(ctx, c, CmdTellMe); err != nil {
		return err
	}
	if kb.NormalForm(question) == "" {
		return sayInvalid("there is no question in that")
	}
	if err := b.flush(ctx, c.Guild); err != nil {
		return b.unreachable("write what was counted", c.Guild, err)
	}
	all, err := b.store.Questions(ctx, c.Guild, "", 0)
	if err != nil {
		return b.unreachable("read the inbox", c.Guild, err)
	}
	var q kb.Question
	if had := kb.FindAlike(all, kb.NormalForm(question)); had != nil {
		q = *had
	} else if q, err = b.store.Unanswered(ctx, c.Guild, word(question), kb.NormalForm(question)); err != nil {
		return b.unreachable("keep a question", c.Guild, err)
	}
	if err := b.store.Wait(ctx, kb.Waiter{Guild: c.Guild, Question: q.Number, Person: c.Person, Locale: c.Locale}); err != nil {
		return b.unreachable("keep who waits", c.Guild, err)
	}
	return nil
}

// Forget deletes the caller's id wherever it waits, in all servers, and says how
// many times that was. It works in direct messages, too.
func (b *Bot) Forget(ctx context.Context, c Caller) (int, error) {
	if b.store == nil {
		return 0, nil // nothing is kept
	}
	if c.Person == "" {
		return 0, denied("nobody can be forgotten without a name")
	}
	n, err := b.store.ForgetPerson(ctx, c.Person)
	if err != nil {
		return 0, b.unreachable("forget a person", c.Guild, err)
	}
	return n, nil
}
