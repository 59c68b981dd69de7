package eval

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// A Rate is how many of how many were right.
type Rate struct {
	Group string `json:"group"`
	Right int    `json:"right"`
	N     int    `json:"n"`
}

// Share is the rate as a number from 0 to 1; 0 where nothing was asked.
func (r Rate) Share() float64 {
	if r.N == 0 {
		return 0
	}
	return float64(r.Right) / float64(r.N)
}

// z is the width of a Wilson interval in standard deviations: 95 per cent.
const z = 1.959963984540054

// Wilson gives the interval in which the true rate lies with 95 per cent confidence.
func (r Rate) Wilson() (low, high float64) {
	if r.N == 0 {
		return 0, 1
	}
	n, p := float64(r.N), r.Share()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}

// A Miss is a question that was not answered rightly.
type Miss struct {
	Question *Question
	Record   Record
	Why      string
}

// A Report is what a run is worth.
type Report struct {
	Groups []Rate `json:"groups"` // by name
	All    Rate   `json:"all"`
	// Coverage is how many of the questions that the base can answer got an
	// answer, right or wrong.
	Coverage Rate `json:"coverage"`
	// Precision is how many of the answers given were right.
	Precision Rate `json:"precision"`
	// Wrong is the number of answers given that were not right.
	Wrong int `json:"wrong_answers"`
	// ECE is the expected calibration error: how far confidence lies from what it
	// promises, on average, 0 to 1.
	ECE    float64 `json:"ece"`
	Misses []Miss  `json:"-"`
}

// notAsked is the outcome of a question that a run has no answer to.
const notAsked answer.Outcome = "missing"

// Measure judges a run. The base, which may be nil, tells what a refusal's
// nearest fact would have cited.
func Measure(questions []Question, records map[string]Record, b *kb.Base) Report {
	rep := Report{All: Rate{Group: "ALL"}, Coverage: Rate{Group: "coverage"}, Precision: Rate{Group: "precision"}}
	groups := make(map[string]*Rate)
	var cal calibration
	for i := range questions {
		q := &questions[i]
		r, ok := records[q.ID]
		if !ok {
			r = Record{Outcome: notAsked}
		}
		right, why := Judge(q, &r)
		g := groups[q.Group()]
		if g == nil {
			g = &Rate{Group: q.Group()}
			groups[q.Group()] = g
		}
		for _, rate := range []*Rate{g, &rep.All} {
			rate.add(right)
		}
		if q.held() {
			rep.Coverage.add(r.Outcome == answer.Answered)
		}
		if r.Outcome == answer.Answered {
			rep.Precision.add(right)
		}
		if !right {
			rep.Misses = append(rep.Misses, Miss{q, r, why})
		}
		cal.add(q, &r, b)
	}
	for _, g := range groups {
		rep.Groups = append(rep.Groups, *g)
	}
	slices.SortFunc(rep.Groups, func(a, b Rate) int { return cmp.Compare(a.Group, b.Group) })
	rep.Wrong = rep.Precision.N - rep.Precision.Right
	rep.ECE = cal.error()
	return rep
}

func (r *Rate) add(right bool) {
	if r.N++; right {
		r.Right++
	}
}

// held reports whether the base can answer the question.
func (q *Question) held() bool {
	switch q.Kind {
	case Unanswerable, ClaimUnsupported, Chatter, Hostile, Ambiguous:
		return false
	case FollowUp:
		return !slices.Equal(q.expects(), []string{"refuse"})
	}
	return true
}

// Write prints the report as a table.
func (r *Report) Write(w io.Writer) error {
	var out strings.Builder
	for _, g := range append(slices.Clone(r.Groups), r.All, r.Coverage, r.Precision) {
		low, high := g.Wilson()
		fmt.Fprintf(&out, "%-28s %4d / %4d  %5.1f%%  (%5.1f to %5.1f)\n", g.Group, g.Right, g.N, 100*g.Share(), 100*low, 100*high)
	}
	fmt.Fprintf(&out, "%-28s %4d\n%-28s %.3f\n", "wrong answers", r.Wrong, "calibration error", r.ECE)
	_, err := io.WriteString(w, out.String())
	return err
}

// WriteMisses prints the questions of a group, or of all, that went wrong.
func (r *Report) WriteMisses(w io.Writer, group string) error {
	var out strings.Builder
	for _, m := range r.Misses {
		if group != "all" && group != m.Question.Group() {
			continue
		}
		fmt.Fprintf(&out, "  %-7s %-18s %s\n          -> %s | %s\n", m.Question.ID, m.Question.Group(), short(m.Question.Text, 150),
			m.Why, short(m.Record.Reply, 160))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// short gives the beginning of a text on one line.
func short(s string, most int) string {
	c := []rune(strings.ReplaceAll(s, "\n", " / "))
	return string(c[:min(most, len(c))])
}
