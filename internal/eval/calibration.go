package eval

import (
	"math"
	"slices"

	"autofacts/internal/kb"
)

// bins is how finely confidence is cut: ten leave enough questions in each for a
// few hundred questions.
const bins = 10

// A calibration compares confidence with what it promises: that the best
// candidate answers the question, whatever the outcome.
type calibration struct {
	n, hits [bins]int
	sum     [bins]float64
}

// add counts a question of a kind for which there is one best candidate or none.
func (c *calibration) add(q *Question, r *Record, b *kb.Base) {
	if !slices.Contains([]Kind{Answerable, FollowUp, List, Unanswerable}, q.Kind) || r.Outcome == notAsked {
		return
	}
	bin := min(bins-1, max(0, int(r.Confidence*bins)))
	c.n[bin]++
	c.sum[bin] += r.Confidence
	if candidateHits(q, r, b) {
		c.hits[bin]++
	}
}

// candidateHits reports whether the best candidate is cited where the answer is.
func candidateHits(q *Question, r *Record, b *kb.Base) bool {
	var labels []string
	switch {
	case !q.held():
		return false
	case len(r.Answers) > 0:
		for _, c := range r.Answers[0].Citations {
			labels = append(labels, c.Paragraph)
		}
	case len(r.Closest) > 0 && b != nil:
		if f := b.Fact(r.Closest[0]); f != nil {
			for _, e := range b.Citations(f) {
				labels = append(labels, e.Paragraph)
			}
		}
	}
	return slices.ContainsFunc(q.Gold.Paras, func(group []string) bool {
		return slices.ContainsFunc(group, func(p string) bool { return slices.Contains(labels, p) })
	})
}

// error is the mean distance between confidence and hits, weighed by bin.
func (c *calibration) error() float64 {
	total, sum := 0, 0.0
	for i := range c.n {
		total += c.n[i]
		sum += math.Abs(c.sum[i] - float64(c.hits[i]))
	}
	if total == 0 {
		return 0
	}
	return sum / float64(total)
}
