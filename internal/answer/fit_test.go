// How the weights of the score are fitted, as a test that prints them.

package answer

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// fitBest is how many of the best candidates of a question take part.
const fitBest = 8

// A lesson is a question of a golden set with its best candidates and which of
// them are right.
type lesson struct {
	answerable bool
	cands      []candidate
	right      []bool
	weight     float64 // how much it counts
}

// TestFit fits the weights of weights.go and prints them in their order:
//
//	FIT=1 go test -run 'TestFit$' -v ./internal/answer
//
// Each base is read whole and again with some of its example questions left out
// (see thin), so that the weights do not lean on a question being asked in the
// very words of an example. Follow-ups and what is said to the program itself
// take no part: other rules read them.
func TestFit(t *testing.T) {
	if os.Getenv("FIT") == "" {
		t.Skip("FIT is not set: nothing is fitted")
	}
	data := filepath.Join("..", "eval", "testdata")
	var lessons []lesson
	for drop := range 4 {
		for _, q := range []string{"golden.jsonl", "golden-voices.jsonl"} {
			lessons = append(lessons, lessonsOf(t, filepath.Join("..", "..", "facts"), filepath.Join(data, q), drop, .35)...)
		}
		for _, b := range []string{"coffee", "gym", "observatory", "wind", "archive"} {
			if dir := filepath.Join(data, "bases", b); drop < 2 {
				lessons = append(lessons, lessonsOf(t, dir, filepath.Join(dir, "questions.jsonl"), drop, 1)...)
			}
		}
	}
	rank := fitRank(lessons)
	t.Logf("rankWeights of %d questions:\n%s", len(lessons), column(rank))
	t.Logf("acceptWeights:\n%s", column(fitAccept(lessons, rank)))
}

func column(w []float64) string {
	var b strings.Builder
	for _, x := range w {
		fmt.Fprintf(&b, "%.2f,\n", x)
	}
	return b.String()
}

// fitRank fits a conditional logit (McFadden 1974), with a ridge penalty, over
// the candidates of each answerable question that has a right one.
func fitRank(lessons []lesson) []float64 {
	const ridge = .3
	return minimum(make([]float64, featureCount), func(w, grad []float64) float64 {
		loss := ridgeOf(w, grad, ridge, 0)
		for _, l := range lessons {
			if !l.answerable || !slices.Contains(l.right, true) {
				continue
			}
			var z, good []float64
			for i := range l.cands {
				z = append(z, dotOf(w, l.cands[i].feat.vector()))
				if l.right[i] {
					good = append(good, z[i])
				}
			}
			all, right := floats.LogSumExp(z), floats.LogSumExp(good)
			loss += l.weight * (all - right)
			for i := range l.cands {
				d := math.Exp(z[i] - all)
				if l.right[i] {
					d -= math.Exp(z[i] - right)
				}
				for k, x := range l.cands[i].feat.vector() {
					grad[k] += l.weight * d * x
				}
			}
		}
		return loss
	})
}

// fitAccept fits a logistic regression, with a ridge penalty on all but the
// constant, over the candidate of every question that would be the answer. An
// answer to a question that has none counts half as much again.
func fitAccept(lessons []lesson, rank []float64) []float64 {
	const ridge, unanswerable = 1, 1.5
	type trial struct {
		x         [acceptCount]float64
		y, weight float64
	}
	var trials []trial
	for _, l := range lessons {
		cands, right := ranked(l, rank)
		i := chosen(cands)
		if i < 0 {
			continue
		}
		t := trial{x: acceptVector(cands, i), weight: l.weight}
		if !l.answerable {
			t.weight *= unanswerable
		}
		if right[i] {
			t.y = 1
		}
		trials = append(trials, t)
	}
	return minimum(make([]float64, acceptCount), func(w, grad []float64) float64 {
		loss := ridgeOf(w, grad, ridge, 1)
		for _, t := range trials {
			z := dotOf(w, t.x)
			loss += t.weight * (floats.LogSumExp([]float64{0, z}) - t.y*z)
			d := t.weight * (sigmoid(z) - t.y)
			for k, x := range t.x {
				grad[k] += d * x
			}
		}
		return loss
	})
}

// ranked orders the candidates of a lesson by weights that are not yet those of
// the program.
func ranked(l lesson, rank []float64) ([]candidate, []bool) {
	order := make([]int, len(l.cands))
	cands, right := slices.Clone(l.cands), make([]bool, len(l.cands))
	for i := range l.cands {
		order[i] = i
		cands[i].score = dotOf(rank, cands[i].feat.vector())
	}
	scored := slices.Clone(cands)
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case scored[a].score > scored[b].score:
			return -1
		case scored[a].score < scored[b].score:
			return 1
		}
		return 0
	})
	for i, k := range order {
		cands[i], right[i] = scored[k], l.right[k]
	}
	return cands, right
}

// minimum finds where a convex function is least from its value and gradient.
func minimum(start []float64, f func(w, grad []float64) float64) []float64 {
	r, err := optimize.Minimize(optimize.Problem{
		Func: func(w []float64) float64 { return f(w, make([]float64, len(w))) },
		Grad: func(grad, w []float64) { clear(grad); f(w, grad) },
	}, start, nil, &optimize.LBFGS{})
	if r == nil {
		panic(err) // the problem itself is malformed
	}
	return r.X
}

// ridgeOf gives the penalty of the weights from the given one on, and adds its gradient.
func ridgeOf(w, grad []float64, ridge float64, from int) float64 {
	loss := 0.0
	for k := from; k < len(w); k++ {
		loss += ridge / 2 * w[k] * w[k]
		grad[k] += ridge * w[k]
	}
	return loss
}

func dotOf[V [featureCount]float64 | [acceptCount]float64](w []float64, v V) float64 {
	sum := 0.0
	for k := range w {
		sum += w[k] * v[k]
	}
	return sum
}

// thin leaves out some of the example questions: none for 0, half (one half or
// the other) for 1 and 2, three quarters for 3. What is fitted to a base that
// lacks the very words of its golden questions leans less on them.
func thin(base *kb.Base, drop int) *kb.Base {
	facts := slices.Clone(base.Facts)
	for i := range facts {
		ask := map[string][]string{}
		for lang, qs := range facts[i].Ask {
			for _, q := range qs {
				h := 0
				for _, r := range q {
					h = (h*31 + int(r)) & 0xffff
				}
				if drop == 0 || drop == 1 && h%2 == 0 || drop == 2 && h%2 == 1 || drop == 3 && h%4 == 0 {
					ask[lang] = append(ask[lang], q)
				}
			}
		}
		facts[i].Ask = ask
	}
	return kb.NewBase(facts, base.Sources, base.Lexicon)
}

// gold is what a golden question wants of an answer.
type gold struct {
	Paras   []any
	Must    []string
	MustAny [][]string `json:"must_any"`
}

// lessonsOf asks a base its golden questions.
func lessonsOf(t *testing.T, dir, questions string, drop int, weight float64) []lesson {
	t.Helper()
	base, err := kb.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(questions)
	if err != nil {
		t.Fatal(err)
	}
	ix := New(thin(base, drop))
	var out []lesson
	for line := range strings.Lines(string(data)) {
		var q struct {
			Kind, Text, Prev string
			Gold             gold
		}
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatalf("%s: %v in %s", questions, err, line)
		}
		if q.Prev != "" || q.Kind != "answerable" && q.Kind != "unanswerable" {
			continue
		}
		clean := honest(text.Clean(blank.ReplaceAllString(q.Text, " what ")))
		tn := turn{ix: ix, q: Question{Text: q.Text}, clean: clean, lang: text.Detect(clean, "")}
		if _, ok := tn.about(); ok {
			continue
		}
		_, cands := ix.best(tn.query(), nil)
		l := lesson{answerable: q.Kind == "answerable", cands: cands[:min(fitBest, len(cands))], weight: weight}
		for _, c := range l.cands {
			l.right = append(l.right, l.answerable && ix.fulfils(c.doc, q.Gold))
		}
		out = append(out, l)
	}
	return out
}

// fulfils reports whether the answer of a fact is what is wanted.
func (ix *Index) fulfils(di int, g gold) bool {
	said, cited := "", map[string]bool{}
	for _, a := range ix.answers(di, "en") {
		said += a.Short + " " + a.Statement + " "
		for _, e := range a.Citations {
			cited[e.Paragraph] = true
			said += e.Phrase + " "
		}
	}
	said = text.Fold(said)
	says := func(s string) bool { return strings.Contains(said, text.Fold(s)) }
	hit := len(g.Paras) == 0
	for _, p := range g.Paras { // a paragraph, or several of which one is enough
		either, ok := p.([]any)
		if !ok {
			either = []any{p}
		}
		for _, x := range either {
			s, _ := x.(string)
			hit = hit || cited[s]
		}
	}
	for _, m := range g.Must {
		hit = hit && says(m)
	}
	for _, m := range g.MustAny {
		hit = hit && slices.ContainsFunc(m, says)
	}
	return hit
}

// TestFitLearnsWhatTells fits questions in which one feature tells the right
// candidate and another says nothing.
func TestFitLearnsWhatTells(t *testing.T) {
	var lessons []lesson
	for i := range 40 {
		noise := float64(i % 2)
		lessons = append(lessons,
			lesson{answerable: true, weight: 1, right: []bool{false, true}, cands: []candidate{{feat: features{cover: .2, own: noise}}, {feat: features{cover: .9, own: noise}}}},
			lesson{weight: 1, right: []bool{false}, cands: []candidate{{feat: features{cover: .1, own: noise}}}})
	}
	rank := fitRank(lessons)
	if rank[0] < 1 || math.Abs(rank[3]) > .01 {
		t.Errorf("rank weights: cover %.2f, want above 1; own %.2f, want 0", rank[0], rank[3])
	}
	accept := fitAccept(lessons, rank)
	if accept[1] < .5 || math.Abs(accept[4]) > .1 {
		t.Errorf("accept weights: cover %.2f, want above 0.5; own %.2f, want about 0", accept[1], accept[4])
	}
}
