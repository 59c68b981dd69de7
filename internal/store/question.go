package store

import (
	"context"
	"fmt"

	"autofacts/internal/kb"
)

// questionQuery counts those who wait along with each question.
const questionQuery = "SELECT guild, number, text, normal, asked, first_at, last_at, state, fact, " +
	"(SELECT COUNT(*) FROM waiters AS w WHERE w.guild = q.guild AND w.question = q.number) FROM questions AS q"

func scanQuestion(r row) (q kb.Question, err error) {
	var first, last int64
	err = r.Scan(&q.Guild, &q.Number, &q.Text, &q.Normal, &q.Count, &first, &last, &q.State, &q.Fact, &q.Waiting)
	q.First, q.Last = moment(first), moment(last)
	return q, err
}

// Unanswered counts a question that the base did not answer, and gives it as it
// stands (see kb.Question.Ask). The normal form says which question it is: a new
// one begins with the count 1. To merge other wordings, give the normal form that
// kb.FindAlike finds among Questions. Text and normal form are cut to
// kb.MaxQuestion characters.
func (s *Store) Unanswered(ctx context.Context, guild kb.GuildID, text, normal string) (kb.Question, error) {
	var q kb.Question
	text, normal = clip(clean(text)), clip(clean(normal))
	err := s.write(ctx, guild, func(t *tx) error {
		had, ok, err := one(ctx, t.reader, scanQuestion, questionQuery+" WHERE guild = ? AND normal = ?", guild, normal)
		if err != nil {
			return err
		}
		if ok {
			q = had.Ask(t.now)
			return t.updateQuestion(ctx, q)
		}
		n, err := t.nextQuestion(ctx)
		if err != nil {
			return err
		}
		q = kb.Question{Guild: guild, Number: kb.QuestionID(n), Text: text, Normal: normal, Count: 1, First: t.now, Last: t.now, State: kb.QuestionOpen}
		return t.insertQuestion(ctx, q)
	})
	return q, doing("keep the question", err)
}

// nextQuestion gives a number that no question of the guild ever had, and keeps
// that it is taken: questions expire, but the buttons that name them stay.
func (t *tx) nextQuestion(ctx context.Context) (int64, error) {
	n, err := t.next(ctx, "questions")
	if err != nil {
		return 0, err
	}
	had, _, err := one(ctx, t.reader, number, "SELECT questions FROM guilds WHERE id = ?", t.guild)
	if err != nil {
		return 0, err
	}
	n = max(n, had+1)
	_, err = t.exec(ctx, "UPDATE guilds SET questions = ? WHERE id = ?", n, t.guild)
	return n, err
}

func clip(s string) string {
	if c := []rune(s); len(c) > kb.MaxQuestion {
		return string(c[:kb.MaxQuestion])
	}
	return s
}

func (t *tx) insertQuestion(ctx context.Context, q kb.Question) error {
	_, err := t.exec(ctx, "INSERT INTO questions (guild, number, text, normal, asked, first_at, last_at, state, fact) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		t.guild, q.Number, q.Text, q.Normal, q.Count, q.First, q.Last, q.State, q.Fact)
	return err
}

func (t *tx) updateQuestion(ctx context.Context, q kb.Question) error {
	_, err := t.exec(ctx, "UPDATE questions SET asked = ?, last_at = ?, state = ?, fact = ? WHERE guild = ? AND number = ?",
		q.Count, q.Last, q.State, q.Fact, t.guild, q.Number)
	return err
}

// Questions gives the questions of a server in a state, or all for the empty
// one, by demand: the most asked first, then the latest; at most limit, where
// that is not 0.
func (s *Store) Questions(ctx context.Context, guild kb.GuildID, state kb.QuestionState, limit int) ([]kb.Question, error) {
	query, args := questionQuery+" WHERE guild = ?", []any{guild}
	if state != "" {
		query, args = query+" AND state = ?", append(args, state)
	}
	out, err := collect(ctx, s.reader(), scanQuestion, query+" ORDER BY asked DESC, last_at DESC, number"+most(limit), args...)
	return out, doing("read the inbox", err)
}

// Question gives one question, or kb.ErrNotFound.
func (s *Store) Question(ctx context.Context, guild kb.GuildID, n kb.QuestionID) (kb.Question, error) {
	q, err := s.reader().question(ctx, guild, n)
	return q, doing("read the question", err)
}

func (r reader) question(ctx context.Context, guild kb.GuildID, n kb.QuestionID) (kb.Question, error) {
	q, ok, err := one(ctx, r, scanQuestion, questionQuery+" WHERE guild = ? AND number = ?", guild, n)
	if err == nil && !ok {
		err = fmt.Errorf("question %d: %w", n, kb.ErrNotFound)
	}
	return q, err
}

// CloseQuestion says what became of a question: kb.QuestionAnswered with its
// fact, kb.QuestionDismissed, or kb.QuestionOpen to take that back. It gives the
// question as it stands; kb.ErrConflict where it is in that state already, so
// that of two moderators the second is told. Dismissing deletes the ids of those
// who wait.
func (s *Store) CloseQuestion(ctx context.Context, guild kb.GuildID, n kb.QuestionID, by kb.PersonID, state kb.QuestionState, fact kb.FactID) (kb.Question, error) {
	var q kb.Question
	err := s.write(ctx, guild, func(t *tx) (err error) {
		if q, err = t.question(ctx, guild, n); err != nil {
			return err
		}
		if q.State == state && q.Fact == fact {
			return fmt.Errorf("question %d is %s already: %w", n, state, kb.ErrConflict)
		}
		q.State, q.Fact = state, fact
		if err := t.updateQuestion(ctx, q); err != nil {
			return err
		}
		if state == kb.QuestionDismissed {
			q.Waiting = 0
			if _, err := t.exec(ctx, "DELETE FROM waiters WHERE guild = ? AND question = ?", guild, n); err != nil {
				return err
			}
		}
		detail := string(state)
		if fact != "" {
			detail += " by fact " + string(fact)
		}
		return t.note(ctx, kb.Entry{By: by, What: kb.AuditInbox, Target: fmt.Sprintf("question %d", n), Detail: detail})
	})
	return q, doing("close the question", err)
}

// Wait keeps who wants to be told when a question has an answer; a second time
// changes nothing. A question that is not there is kb.ErrNotFound, one that was
// dismissed kb.ErrConflict.
func (s *Store) Wait(ctx context.Context, w kb.Waiter) error {
	return doing("keep who waits", s.write(ctx, w.Guild, func(t *tx) error {
		q, err := t.question(ctx, w.Guild, w.Question)
		if err != nil {
			return err
		}
		if q.State == kb.QuestionDismissed {
			return fmt.Errorf("question %d was dismissed: %w", w.Question, kb.ErrConflict)
		}
		_, err = t.exec(ctx, "INSERT INTO waiters (guild, question, person, locale, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (guild, question, person) DO NOTHING",
			w.Guild, w.Question, w.Person, w.Locale, t.now)
		return err
	}))
}

func scanWaiter(r row) (w kb.Waiter, err error) {
	var at int64
	err = r.Scan(&w.Guild, &w.Question, &w.Person, &w.Locale, &at)
	w.At = moment(at)
	return w, err
}

const waiterColumns = "guild, question, person, locale, at"

// TakeWaiter gives one of those who wait for an answered question, the longest
// waiting first, and deletes the id for good: each is told at most once,
// whichever instance asks. ok is false when nobody waits any more.
func (s *Store) TakeWaiter(ctx context.Context, guild kb.GuildID, n kb.QuestionID) (w kb.Waiter, ok bool, err error) {
	err = s.write(ctx, guild, func(t *tx) (err error) {
		w, ok, err = one(ctx, t.reader, scanWaiter, "SELECT "+waiterColumns+" FROM waiters WHERE guild = ? AND question = ? ORDER BY at, person LIMIT 1", guild, n)
		if err != nil || !ok {
			return err
		}
		_, err = t.exec(ctx, "DELETE FROM waiters WHERE guild = ? AND question = ? AND person = ?", guild, n, w.Person)
		return err
	})
	return w, ok && err == nil, doing("find who waits", err)
}

// ToTell lists the answered questions, of all servers, for which somebody still
// waits: what is left to do after a restart.
func (s *Store) ToTell(ctx context.Context) ([]kb.Question, error) {
	out, err := collect(ctx, s.reader(), scanQuestion, questionQuery+" WHERE state = ? AND EXISTS "+
		"(SELECT 1 FROM waiters AS w WHERE w.guild = q.guild AND w.question = q.number) ORDER BY guild, number", kb.QuestionAnswered)
	return out, doing("find who waits", err)
}

// ForgetPerson deletes the id of a person wherever it waits for an answer, in all
// servers, and says how many times that was.
func (s *Store) ForgetPerson(ctx context.Context, who kb.PersonID) (int, error) {
	n, err := s.reader().exec(ctx, "DELETE FROM waiters WHERE person = ?", who)
	return int(n), doing("forget a person", err)
}
