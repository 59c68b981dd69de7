package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"autofacts/internal/kb"
)

// Vote keeps votes of one server, all or none, and gives the scores of their facts
// after it. The last vote of a voter on a fact counts; the same vote again is not
// kept twice.
func (s *Store) Vote(ctx context.Context, votes ...kb.Vote) (map[kb.FactID]kb.Score, error) {
	out := map[kb.FactID]kb.Score{}
	if len(votes) == 0 {
		return out, nil
	}
	err := s.write(ctx, votes[0].Guild, func(t *tx) error {
		for _, v := range votes {
			if v.Guild != t.guild {
				return fmt.Errorf("votes of two servers, %s and %s, at once: %w", t.guild, v.Guild, kb.ErrInvalid)
			}
			if err := t.vote(ctx, v); err != nil {
				return err
			}
			scores, err := t.scores(ctx, v.Guild, v.Fact)
			if err != nil {
				return err
			}
			out[v.Fact] = scores[v.Fact]
		}
		return nil
	})
	return out, doing("keep the votes", err)
}

// vote keeps one vote, unless it is the voter's last one already.
func (t *tx) vote(ctx context.Context, v kb.Vote) error {
	last, _, err := one(ctx, t.reader, word, "SELECT thumb FROM votes WHERE guild = ? AND fact = ? AND voter = ? ORDER BY number DESC LIMIT 1", v.Guild, v.Fact, v.Voter)
	if err != nil || kb.Thumb(last) == v.Thumb {
		return err
	}
	v.At = t.now
	return t.insertVote(ctx, v)
}

func (t *tx) insertVote(ctx context.Context, v kb.Vote) error {
	n, err := t.next(ctx, "votes")
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO votes (guild, number, fact, voter, thumb, at) VALUES (?, ?, ?, ?, ?, ?)", t.guild, n, v.Fact, v.Voter, v.Thumb, v.At)
	return err
}

// Scores gives the votes on each fact of a server that has any.
func (s *Store) Scores(ctx context.Context, guild kb.GuildID) (map[kb.FactID]kb.Score, error) {
	out, err := s.reader().scores(ctx, guild, "")
	return out, doing("count the votes", err)
}

// scores counts the last vote of each voter, on one fact or, for "", on all.
func (r reader) scores(ctx context.Context, guild kb.GuildID, fact kb.FactID) (map[kb.FactID]kb.Score, error) {
	query, args := "SELECT fact, thumb, COUNT(*) FROM votes AS v WHERE guild = ?", []any{guild}
	if fact != "" {
		query, args = query+" AND fact = ?", append(args, fact)
	}
	query += " AND NOT EXISTS (SELECT 1 FROM votes AS n WHERE n.guild = v.guild AND n.fact = v.fact AND n.voter = v.voter AND n.number > v.number) GROUP BY fact, thumb"
	type count struct {
		fact  kb.FactID
		thumb kb.Thumb
		n     int
	}
	counts, err := collect(ctx, r, func(r row) (c count, err error) {
		err = r.Scan(&c.fact, &c.thumb, &c.n)
		return c, err
	}, query, args...)
	out := make(map[kb.FactID]kb.Score, len(counts))
	for _, c := range counts {
		score := out[c.fact]
		switch c.thumb {
		case kb.Up:
			score.Up = c.n
		case kb.Down:
			score.Down = c.n
		}
		out[c.fact] = score
	}
	return out, err
}

func scanVote(r row) (v kb.Vote, err error) {
	var at int64
	err = r.Scan(&v.Guild, &v.Fact, &v.Voter, &v.Thumb, &at)
	v.At = moment(at)
	return v, err
}

func scanReport(r row) (p kb.Report, err error) {
	var at int64
	var state string
	err = r.Scan(&p.Guild, &p.Number, &p.Fact, &p.Text, &at, &state)
	p.At, p.Done = moment(at), state == reportDone
	return p, err
}

const (
	reportColumns = "guild, number, fact, text, at, state"
	reportOpen    = "open"
	reportDone    = "done"
)

// Report keeps what somebody finds wrong with a fact, and gives it with its number.
func (s *Store) Report(ctx context.Context, p kb.Report) (kb.Report, error) {
	err := s.write(ctx, p.Guild, func(t *tx) error {
		n, err := t.next(ctx, "reports")
		if err != nil {
			return err
		}
		p.Number, p.At, p.Done = kb.ReportID(n), t.now, false
		return t.insertReport(ctx, p)
	})
	return p, doing("keep the report", err)
}

func (t *tx) insertReport(ctx context.Context, p kb.Report) error {
	state := reportOpen
	if p.Done {
		state = reportDone
	}
	_, err := t.exec(ctx, "INSERT INTO reports ("+reportColumns+") VALUES (?, ?, ?, ?, ?, ?)", t.guild, p.Number, p.Fact, p.Text, p.At, state)
	return err
}

// Reports gives the reports of a server that nobody has seen to, the oldest first.
func (s *Store) Reports(ctx context.Context, guild kb.GuildID) ([]kb.Report, error) {
	out, err := collect(ctx, s.reader(), scanReport, "SELECT "+reportColumns+" FROM reports WHERE guild = ? AND state = ? ORDER BY number", guild, reportOpen)
	return out, doing("read the reports", err)
}

// CloseReport notes that a moderator has seen to a report. One that is not open
// is kb.ErrNotFound.
func (s *Store) CloseReport(ctx context.Context, guild kb.GuildID, n kb.ReportID, by kb.PersonID) error {
	return doing("close the report", s.write(ctx, guild, func(t *tx) error {
		changed, err := t.exec(ctx, "UPDATE reports SET state = ? WHERE guild = ? AND number = ? AND state = ?", reportDone, guild, n, reportOpen)
		if err == nil && changed == 0 {
			err = fmt.Errorf("an open report %d: %w", n, kb.ErrNotFound)
		}
		if err != nil {
			return err
		}
		return t.note(ctx, kb.Entry{By: by, What: kb.AuditReport, Target: fmt.Sprintf("report %d", n), Detail: "done"})
	}))
}

func scanExample(r row) (e kb.Example, err error) {
	var at int64
	err = r.Scan(&e.Guild, &e.Text, &e.Fact, &e.By, &at)
	e.At = moment(at)
	return e, err
}

const exampleColumns = "guild, text, fact, person, at"

// MarkExample keeps a question that a fact has to answer; an empty fact takes the
// mark away, if there is one. One mark is kept for each normal form; the last holds.
func (s *Store) MarkExample(ctx context.Context, e kb.Example) error {
	return doing("mark the example", s.write(ctx, e.Guild, func(t *tx) error {
		e.At = t.now
		was, marked, err := one(ctx, t.reader, word, "SELECT fact FROM examples WHERE guild = ? AND normal = ?", e.Guild, kb.NormalForm(e.Text))
		if err != nil || e.Fact == "" && !marked {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM examples WHERE guild = ? AND normal = ?", e.Guild, kb.NormalForm(e.Text)); err != nil {
			return err
		}
		if e.Fact == "" {
			return t.note(ctx, kb.Entry{By: e.By, What: kb.AuditExample, Target: "fact " + was, Detail: "no longer: " + e.Text})
		}
		if err := t.insertExample(ctx, e); err != nil {
			return err
		}
		return t.note(ctx, kb.Entry{By: e.By, What: kb.AuditExample, Target: "fact " + string(e.Fact), Detail: e.Text})
	}))
}

func (t *tx) insertExample(ctx context.Context, e kb.Example) error {
	_, err := t.exec(ctx, "INSERT INTO examples (guild, normal, text, fact, person, at) VALUES (?, ?, ?, ?, ?, ?)", t.guild, kb.NormalForm(e.Text), e.Text, e.Fact, e.By, e.At)
	return err
}

// Examples gives the questions that were marked in a server, in the order in
// which they were.
func (s *Store) Examples(ctx context.Context, guild kb.GuildID) ([]kb.Example, error) {
	out, err := s.reader().examples(ctx, guild)
	return out, doing("read the examples", err)
}

func (r reader) examples(ctx context.Context, guild kb.GuildID) ([]kb.Example, error) {
	out, err := collect(ctx, r, scanExample, "SELECT "+exampleColumns+" FROM examples WHERE guild = ?", guild)
	slices.SortFunc(out, func(a, b kb.Example) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Text, b.Text)) // databases sort words differently
	})
	return out, err
}
