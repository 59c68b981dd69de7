package eval_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"autofacts/internal/eval"
)

// scorer is the script whose judgement Judge repeats.
var scorer = filepath.Join("..", "..", "..", "shared", "eval", "score.py")

// TestJudgeAgreesWithScorer draws questions and answers at random, from few
// enough words that every rule is met, and compares verdict by verdict.
func TestJudgeAgreesWithScorer(t *testing.T) {
	if _, err := os.Stat(scorer); err != nil {
		t.Skip("the scoring script is not at hand")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	const n = 6000
	rnd := rand.New(rand.NewPCG(7, 11))
	var gold, answers strings.Builder
	for i := range n {
		write(t, &gold, drawQuestion(rnd, i))
		write(t, &answers, drawAnswer(rnd, i))
	}
	dir := t.TempDir()
	files := []string{filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "answers.jsonl")}
	for i, text := range []string{gold.String(), answers.String()} {
		if err := os.WriteFile(files[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command(python, scorer, files[0], files[1], "--json").Output()
	if err != nil {
		t.Fatal(err)
	}
	var theirs map[string][3]float64
	if err := json.Unmarshal(out, &theirs); err != nil {
		t.Fatal(err)
	}
	questions, err := eval.ReadQuestions(strings.NewReader(gold.String()))
	if err != nil {
		t.Fatal(err)
	}
	records, err := eval.ReadRecords(strings.NewReader(answers.String()))
	if err != nil {
		t.Fatal(err)
	}
	right := 0
	for i := range questions {
		q := &questions[i]
		r := records[q.ID]
		ok, why := eval.Judge(q, &r)
		if want := theirs[q.Group()][0] == 1; ok != want {
			t.Errorf("right = %v (%s), the script says %v\n%+v\n%+v", ok, why, want, *q, r)
		}
		if ok {
			right++
		}
	}
	if right < n/20 || right > n*19/20 {
		t.Errorf("%d of %d drawn answers are right: the draw tells nothing", right, n)
	}
}

func write(t *testing.T, out *strings.Builder, v any) {
	t.Helper()
	line, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(append(line, '\n'))
}

type object = map[string]any

func pick[T any](rnd *rand.Rand, from ...T) T { return from[rnd.IntN(len(from))] }

// some draws up to most elements.
func some(rnd *rand.Rand, most int, from ...string) []string {
	out := []string{}
	for range rnd.IntN(most + 1) {
		out = append(out, pick(rnd, from...))
	}
	return out
}

func needles() []string {
	return []string{"2.61 million", "61", "34,000", "34000", "Café", "year-long", "it's", "九", "", "\u0301", "-5", "x y", "ＡＢ", "5", "\u202e", "½"}
}

// drawQuestion gives each question a language of its own, so that the script
// counts it by itself.
func drawQuestion(rnd *rand.Rand, i int) object {
	kinds := eval.Kinds()
	gold := object{}
	if rnd.IntN(3) > 0 {
		gold["paras"] = pick[any](rnd, []any{}, []any{"1"}, []any{"1", "2"}, []any{[]any{"1", "3"}}, []any{"1", []any{"2", 3}}, []any{4})
	}
	for _, key := range []string{"must", "must_not", "must_not_answer"} {
		if rnd.IntN(4) == 0 {
			gold[key] = some(rnd, 1, needles()...)
		}
	}
	if rnd.IntN(4) == 0 {
		gold["must_any"] = [][]string{some(rnd, 3, needles()...)}
	}
	if rnd.IntN(4) == 0 {
		gold["open"] = rnd.IntN(2) == 0
	}
	return object{"id": fmt.Sprintf("q%d", i), "kind": pick(rnd, kinds...), "text": "?", "lang": fmt.Sprintf("l%d", i), "gold": gold,
		"note": pick(rnd, "", "[refuse]", "[refuse] really", "[refuse or correct]", "[answer]", "[silent]", "[correct]", "[answer or refuse]",
			"one half is not in the article: 2024", "see [refuse]")}
}

func drawAnswer(rnd *rand.Rand, i int) object {
	reply := strings.Join(some(rnd, 8, append(needles(), " ", "1", ".", "34,000", "Cafe\u0301", "it\u2019s", "year\u2013long", "\u00a0", "\u2028", "12.61 million", "ab")...), pick(rnd, " ", "", "  "))
	if rnd.IntN(12) == 0 {
		reply += strings.Repeat("九 ", pick(rnd, 490, 510, 990, 1010))
	}
	answers := []any{}
	for range pick(rnd, 0, 0, 1, 1, 1, 2, 3, 5, 7) {
		citations := []any{}
		for range rnd.IntN(3) {
			citations = append(citations, object{"source": "s", "paragraph": pick(rnd, "1", "2", "3", "4", "5", "c1"), "phrase": "p"})
		}
		answers = append(answers, object{"fact": "f", "statement": "s", "citations": citations})
	}
	return object{"id": fmt.Sprintf("q%d", i), "outcome": pick(rnd, "answer", "answer", "answer", "refuse", "refuse", "clarify", "help", "silent"),
		"verdict": pick[any](rnd, nil, nil, "supported", "contradicted", "unknown"), "reply": reply, "answers": answers,
		"closest": some(rnd, 6, "a", "b"), "missing": some(rnd, 1, "2024"), "derived": nil, "confidence": 0.5, "micros": 1}
}
