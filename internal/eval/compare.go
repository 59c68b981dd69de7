package eval

import (
	"fmt"
	"io"
	"strings"
)

// A Change is a question on which two runs differ.
type Change struct {
	Question *Question
	Why      string // what is wrong with the one that is not right
}

// A Difference is what changed between two runs on the same questions.
type Difference struct {
	Better []Change // wrong before, right now
	Worse  []Change // right before, wrong now
}

// CompareRuns judges two runs and tells what changed.
func CompareRuns(questions []Question, before, now map[string]Record) Difference {
	var d Difference
	for i := range questions {
		q := &questions[i]
		old, cur := before[q.ID], now[q.ID]
		was, whyWas := Judge(q, &old)
		is, whyIs := Judge(q, &cur)
		switch {
		case is && !was:
			d.Better = append(d.Better, Change{q, whyWas})
		case was && !is:
			d.Worse = append(d.Worse, Change{q, whyIs})
		}
	}
	return d
}

// Regressed reports whether more got worse than better, over all questions or
// over those of one group.
func (d Difference) Regressed() bool {
	balance := map[string]int{"": 0}
	for _, c := range d.Better {
		balance[""]++
		balance[c.Question.Group()]++
	}
	for _, c := range d.Worse {
		balance[""]--
		balance[c.Question.Group()]--
	}
	for _, b := range balance {
		if b < 0 {
			return true
		}
	}
	return false
}

// Write prints what got better and what got worse.
func (d Difference) Write(w io.Writer) error {
	var out strings.Builder
	for _, part := range []struct {
		name string
		list []Change
	}{{"better", d.Better}, {"worse", d.Worse}} {
		fmt.Fprintf(&out, "%s: %d\n", part.name, len(part.list))
		for _, c := range part.list {
			fmt.Fprintf(&out, "  %-7s %-18s %s\n          -> %s\n", c.Question.ID, c.Question.Group(), short(c.Question.Text, 150), c.Why)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}
