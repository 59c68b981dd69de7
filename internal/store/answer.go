package store

import (
	"context"
	"fmt"
	"time"

	"autofacts/internal/kb"
)

// Gave keeps that the bot gave an answer with facts, so that it can be marked
// when one of them is corrected. The same message again changes nothing.
func (s *Store) Gave(ctx context.Context, g kb.Given) error {
	return doing("keep the answer", s.write(ctx, g.Guild, func(t *tx) error {
		for i, f := range g.Facts {
			if _, err := t.exec(ctx, "INSERT INTO answers (guild, message, fact, place, channel, asker, at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (guild, message, fact) DO NOTHING",
				g.Guild, g.Message, f, i, g.Channel, g.Asker, t.now, kb.GivenStands); err != nil {
				return err
			}
		}
		return nil
	}))
}

func scanGiven(r row) (g kb.Given, err error) {
	var at int64
	var fact kb.FactID
	err = r.Scan(&g.Guild, &g.Message, &fact, &g.Channel, &g.Asker, &at, &g.State)
	g.At, g.Facts = moment(at), []kb.FactID{fact}
	return g, err
}

const answerColumns = "a.guild, a.message, a.fact, a.channel, a.asker, a.at, a.state"

// gather joins the rows of one message, which stand together.
func gather(rows []kb.Given) []kb.Given {
	var out []kb.Given
	for _, g := range rows {
		if n := len(out); n > 0 && out[n-1].Message == g.Message {
			out[n-1].Facts = append(out[n-1].Facts, g.Facts...)
			continue
		}
		out = append(out, g)
	}
	return out
}

// AnswersWith gives the answers of a server that state a fact, were given since
// a moment, and stand as they were given; the oldest first.
func (s *Store) AnswersWith(ctx context.Context, guild kb.GuildID, fact kb.FactID, since time.Time) ([]kb.Given, error) {
	rows, err := collect(ctx, s.reader(), scanGiven, "SELECT "+answerColumns+" FROM answers AS a JOIN answers AS f ON f.guild = a.guild AND f.message = a.message "+
		"WHERE f.guild = ? AND f.fact = ? AND f.at >= ? AND f.state = ? ORDER BY a.at, a.message, a.place", guild, fact, since, kb.GivenStands)
	return gather(rows), doing("find the answers given", err)
}

// Answer gives what is remembered of one answer, or kb.ErrNotFound.
func (s *Store) Answer(ctx context.Context, guild kb.GuildID, m kb.MessageID) (kb.Given, error) {
	rows, err := collect(ctx, s.reader(), scanGiven, "SELECT "+answerColumns+" FROM answers AS a WHERE a.guild = ? AND a.message = ? ORDER BY a.place", guild, m)
	if err == nil && len(rows) == 0 {
		err = fmt.Errorf("an answer in message %s: %w", m, kb.ErrNotFound)
	}
	if err != nil {
		return kb.Given{}, doing("find the answer given", err)
	}
	return gather(rows)[0], nil
}

// MarkAnswer notes what became of an answer; it says whether this call did so,
// so that of two instances one edits the message.
func (s *Store) MarkAnswer(ctx context.Context, guild kb.GuildID, m kb.MessageID, state kb.GivenState) (bool, error) {
	n, err := s.reader().exec(ctx, "UPDATE answers SET state = ? WHERE guild = ? AND message = ? AND state <> ? AND state <> ?", state, guild, m, state, kb.GivenDeleted)
	return n > 0, doing("mark the answer", err)
}
