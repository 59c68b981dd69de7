package eval_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/eval"
	"autofacts/internal/kb"
)

// TestWilson compares with values worked by hand from the formula.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		right, n  int
		low, high float64
	}{
		{0, 0, 0, 1},
		{0, 10, 0, 0.2775},
		{10, 10, 0.7225, 1},
		{5, 10, 0.2366, 0.7634},
		{90, 100, 0.8256, 0.9448},
	} {
		low, high := eval.Rate{Right: c.right, N: c.n}.Wilson()
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("Wilson of %d in %d = %.4f to %.4f, want %.4f to %.4f", c.right, c.n, low, high, c.low, c.high)
		}
	}
}

const gold = `{"id":"a","kind":"answerable","text":"how many?","gold":{"paras":["1"],"must":["26"]}}
{"id":"b","kind":"answerable","text":"how many bees?","gold":{"paras":["2"]}}

{"id":"c","kind":"unanswerable","text":"and wasps?","gold":{}}
{"id":"d","kind":"chatter","text":"lol","gold":{}}
`

// cited is an answer that cites a paragraph.
func cited(reply, paragraph string, confidence float64) eval.Record {
	return eval.Record{Outcome: answer.Answered, Reply: reply, Confidence: confidence,
		Answers: []eval.Cited{{Fact: "f", Citations: []eval.Citation{{Source: "s", Paragraph: paragraph}}}}}
}

func TestMeasure(t *testing.T) {
	questions, err := eval.ReadQuestions(strings.NewReader(gold))
	if err != nil {
		t.Fatal(err)
	}
	b := kb.NewBase([]kb.Fact{{ID: "two", Evidence: []kb.Evidence{{Source: "s", Paragraph: "2"}}}}, nil, kb.Lexicon{})
	r := eval.Measure(questions, map[string]eval.Record{
		"a": cited("26 hives", "1", 0.9),
		"b": {Outcome: answer.Refused, Closest: []kb.FactID{"two"}, Confidence: 0.4},
		"c": cited("26 hives", "1", 0.7),
		"d": {Outcome: answer.Silent},
	}, b)
	// Confidence: .9 hit, .4 hit, .7 miss: (.1 + .6 + .7) / 3.
	got := fmt.Sprintf("%v %v coverage %v precision %v wrong %d ece %.4f", r.Groups, r.All, r.Coverage, r.Precision, r.Wrong, r.ECE)
	want := "[{answerable 1 2} {chatter 1 1} {unanswerable 0 1}] {ALL 2 4} coverage {coverage 1 2} precision {precision 1 2} wrong 1 ece 0.4667"
	if got != want {
		t.Errorf("report = %s\nwant     %s", got, want)
	}
	var misses strings.Builder
	if err := r.WriteMisses(&misses, "unanswerable"); err != nil {
		t.Fatal(err)
	}
	if want := "  c       unanswerable       and wasps?\n          -> answered what the base does not hold | 26 hives\n"; misses.String() != want {
		t.Errorf("misses = %q, want %q", misses.String(), want)
	}
}

func TestCompareRuns(t *testing.T) {
	questions, err := eval.ReadQuestions(strings.NewReader(gold))
	if err != nil {
		t.Fatal(err)
	}
	refused, silent := eval.Record{Outcome: answer.Refused}, eval.Record{Outcome: answer.Silent}
	good, bad := cited("26", "1", 1), cited("27", "1", 1)
	for _, c := range []struct {
		name          string
		before, now   map[string]eval.Record
		better, worse int
		regressed     bool
	}{
		{"the same", map[string]eval.Record{"a": good, "c": refused, "d": silent}, map[string]eval.Record{"a": good, "c": refused, "d": silent}, 0, 0, false},
		{"better", map[string]eval.Record{"a": bad}, map[string]eval.Record{"a": good}, 1, 0, false},
		{"worse", map[string]eval.Record{"a": good}, map[string]eval.Record{"a": bad}, 0, 1, true},
		{"gone", map[string]eval.Record{"c": refused}, nil, 0, 1, true},
		{"one kind paid for another", map[string]eval.Record{"a": bad, "c": refused}, map[string]eval.Record{"a": good, "c": good}, 1, 1, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := eval.CompareRuns(questions, c.before, c.now)
			if len(d.Better) != c.better || len(d.Worse) != c.worse || d.Regressed() != c.regressed {
				t.Errorf("better %d, worse %d, regressed %v; want %d, %d, %v", len(d.Better), len(d.Worse), d.Regressed(), c.better, c.worse, c.regressed)
			}
		})
	}
}

func TestReadQuestionsRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "there are no questions"},
		{"{\"id\":\"a\",\"kind\":\"list\"}\n{\"id\":\"a\",\"kind\":\"list\"}", "line 2: id \"a\" is used already on line 1"},
		{"{\"kind\":\"list\"}", "line 1: the question has no id"},
		{"{\"id\":\"a\",\"kind\":\"riddle\"}", "line 1: kind \"riddle\" is not known"},
		{"{\"id\":1}", "line 1: json: cannot unmarshal number"},
	} {
		if _, err := eval.ReadQuestions(strings.NewReader(c.text)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("ReadQuestions(%q): %v, want %s", c.text, err, c.want)
		}
	}
}

// TestCheckExamples asks a base whose second fact takes the question of the first.
func TestCheckExamples(t *testing.T) {
	proof := []kb.Evidence{{Source: "s"}}
	ix := answer.New(kb.NewBase([]kb.Fact{
		{ID: "a", Statement: "Zebras graze on the northern meadow.", Evidence: proof, Pos: kb.Pos{File: "z.yaml", Line: 1, Col: 3},
			Ask: map[string][]string{"en": {"What is the airspeed of a swallow?"}}},
		{ID: "b", Statement: "A swallow has an airspeed of 11 metres a second.", Evidence: proof, Pos: kb.Pos{File: "z.yaml", Line: 5, Col: 3},
			Ask: map[string][]string{"en": {"How fast does a swallow fly?", "What is the airspeed of a swallow?"}}},
	}, []kb.Source{{ID: "s"}}, kb.Lexicon{}))
	found := eval.CheckExamples(ix)
	if len(found) == 0 || found[0].Pos.String() != "z.yaml:1:3" || !strings.Contains(found[0].Text, "the example question \"What is the airspeed of a swallow?\" of \"a\"") {
		t.Errorf("findings = %v, want the question of a", found)
	}
	for _, f := range found {
		if f.Pos.Line == 5 && strings.Contains(f.Text, "How fast") {
			t.Errorf("finding %v on a question that is b's own", f)
		}
	}
}
