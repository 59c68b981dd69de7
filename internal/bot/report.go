package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// AuditPage is how many entries a page of Audit shows.
const AuditPage = 15

// Audit says who did what when, the newest first; at most AuditPage unless the
// filter says otherwise. The next page is before the last entry's number: CmdAudit.
func (b *Bot) Audit(ctx context.Context, c Caller, f kb.AuditFilter) ([]kb.Entry, error) {
	if _, err := b.allow(ctx, c, CmdAudit); err != nil {
		return nil, err
	}
	if f.Limit <= 0 {
		f.Limit = AuditPage
	}
	out, err := b.store.Audit(ctx, c.Guild, f)
	if err != nil {
		return nil, b.unreachable("read the audit", c.Guild, err)
	}
	return out, nil
}

// AuditFile gives all that a filter chooses as a CSV file: CmdAudit.
func (b *Bot) AuditFile(ctx context.Context, c Caller, f kb.AuditFilter) (File, error) {
	if _, err := b.allow(ctx, c, CmdAudit); err != nil {
		return File{}, err
	}
	f.Limit = 0
	all, err := b.store.Audit(ctx, c.Guild, f)
	if err != nil {
		return File{}, b.unreachable("read the audit", c.Guild, err)
	}
	rows := [][]string{{"number", "at", "person", "what", "target", "detail"}}
	for _, e := range all {
		rows = append(rows, []string{strconv.FormatInt(int64(e.Number), 10), e.At.UTC().Format(time.RFC3339), string(e.By), e.What, e.Target, e.Detail})
	}
	data, err := writeCSV(rows)
	if err == nil {
		err = b.store.Note(ctx, kb.Entry{Guild: c.Guild, By: c.Person, What: kb.AuditExport, Target: "audit"})
	}
	return File{Name: "audit.csv", Data: data}, err
}

// Stats are the numbers of a server over some days.
type Stats struct {
	From, To  kb.Date // both included
	Questions int
	Answered  int           // of those questions, as is Refused
	Refused   int           //
	Facts     []Count       // most answered
	Gaps      []kb.Question // open, most asked
	Up, Down  int           // votes that stand now
	Days      []Day         // each day from From to To
	Own       int           // facts of the server's own
}

// AnsweredShare gives which part of the questions was answered, 0 to 1.
func (s Stats) AnsweredShare() float64 { return share(s.Answered, s.Questions) }

// RefusedShare gives which part of the questions was refused, 0 to 1.
func (s Stats) RefusedShare() float64 { return share(s.Refused, s.Questions) }

func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// A Count is how often a fact answered.
type Count struct {
	Fact kb.FactID
	N    int
}

// A Day is one point of the series for a chart.
type Day struct {
	Day                          kb.Date
	Questions, Answered, Refused int
}

const (
	maxStatsDays = 366
	topStats     = 10 // of facts and of gaps: what is read at a glance
	factTally    = "fact:"
)

// Stats counts the last days, today included; at most a year: CmdStats.
func (b *Bot) Stats(ctx context.Context, c Caller, days int) (Stats, error) {
	if _, err := b.allow(ctx, c, CmdStats); err != nil {
		return Stats{}, err
	}
	if err := b.flush(ctx, c.Guild); err != nil {
		return Stats{}, b.unreachable("write what was counted", c.Guild, err)
	}
	days = min(max(days, 1), maxStatsDays)
	now := b.now().UTC()
	s := Stats{To: b.today(), From: kb.Date(now.AddDate(0, 0, 1-days).Format(time.DateOnly))}
	tallies, err := b.store.Tallies(ctx, c.Guild, s.From, s.To)
	if err != nil {
		return Stats{}, b.unreachable("read the counts", c.Guild, err)
	}
	s.count(tallies, now, days)
	if s.Gaps, err = b.store.Questions(ctx, c.Guild, kb.QuestionOpen, topStats); err != nil {
		return Stats{}, b.unreachable("read the inbox", c.Guild, err)
	}
	scores, err := b.store.Scores(ctx, c.Guild)
	if err != nil {
		return Stats{}, b.unreachable("count the votes", c.Guild, err)
	}
	for _, v := range scores {
		s.Up, s.Down = s.Up+v.Up, s.Down+v.Down
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Stats{}, err
	}
	for _, r := range h.heads {
		if r.State == kb.Own && r.Target.Thing == kb.FactThing {
			s.Own++
		}
	}
	return s, nil
}

// count adds tallies up.
func (s *Stats) count(tallies []kb.Tally, now time.Time, days int) {
	at := map[kb.Date]int{}
	for i := range days {
		day := kb.Date(now.AddDate(0, 0, i+1-days).Format(time.DateOnly))
		at[day] = i
		s.Days = append(s.Days, Day{Day: day})
	}
	facts := map[kb.FactID]int{}
	for _, t := range tallies {
		i, ok := at[t.Day]
		if !ok {
			continue
		}
		if id, isFact := strings.CutPrefix(t.What, factTally); isFact {
			facts[kb.FactID(id)] += t.N
			continue
		}
		d := &s.Days[i]
		d.Questions += t.N
		s.Questions += t.N
		switch answer.Outcome(t.What) {
		case answer.Answered:
			d.Answered, s.Answered = d.Answered+t.N, s.Answered+t.N
		case answer.Refused:
			d.Refused, s.Refused = d.Refused+t.N, s.Refused+t.N
		}
	}
	for id, n := range facts {
		s.Facts = append(s.Facts, Count{id, n})
	}
	slices.SortFunc(s.Facts, func(x, y Count) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Fact, y.Fact)) })
	s.Facts = s.Facts[:min(len(s.Facts), topStats)]
}
