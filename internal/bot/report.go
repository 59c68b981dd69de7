package bot

import (
	"context"

	"autofacts/internal/kb"
)

// AuditPage is how many entries a page of Audit shows.
const AuditPage = 15

// Audit says who did what when, the newest first; at most AuditPage unless the
// filter says otherwise. The next page is before the last entry's number: CmdAudit.
func (b *Bot) Audit(ctx context.Context, c Caller, f kb.AuditFilter) ([]kb.Entry, error) {
	return nil, errNotYet
}

// AuditFile gives all that a filter chooses as a CSV file: CmdAudit.
func (b *Bot) AuditFile(ctx context.Context, c Caller, f kb.AuditFilter) (File, error) {
	return File{}, errNotYet
}

// Stats are the numbers of a server over some days.
type Stats struct {
	From, To  kb.Date // both included
	Questions int
	Answered  int // and Refused: of those questions
	Refused   int
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

// Stats counts the last days, today included; at most a year: CmdStats.
func (b *Bot) Stats(ctx context.Context, c Caller, days int) (Stats, error) {
	return Stats{}, errNotYet
}
