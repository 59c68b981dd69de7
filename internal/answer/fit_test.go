// The tool that the weights of the score are fitted with.

package answer

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// TestFeatures is the tool that the weights of weights.go are fitted with. It
// writes the features of the eight best candidates of every golden question, and
// of those of three small bases, to the file named by FIT_OUT, a line of JSON
// each, with whether the candidate is right:
//
//	FIT_OUT=/tmp/features.jsonl go test -run TestFeatures ./internal/answer
//
// Two fits are made of them outside. The rank weights are a conditional logit
// over the candidates of each answerable question that has a right one. The
// accept weights are a logistic regression with a ridge penalty over the best
// candidate of every question, the unanswerable ones among them. Each base is
// written whole and again with some of its example questions left out (see
// thin), so that the weights do not lean on a question being asked in the very
// words of an example. Follow-ups and what is said to the program itself take no
// part: other rules read them.
func TestFeatures(t *testing.T) {
	out := os.Getenv("FIT_OUT")
	if out == "" {
		t.Skip("FIT_OUT names no file to write the features to")
	}
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	defer w.Flush()
	data := filepath.Join("..", "eval", "testdata")
	for drop := range 4 { // whole, and with some of the example questions left out
		writeFeatures(t, w, filepath.Join("..", "..", "facts"), filepath.Join(data, "golden.jsonl"), "main", drop)
		for _, b := range []string{"coffee", "gym", "observatory"} {
			if drop < 2 {
				writeFeatures(t, w, filepath.Join(data, "bases", b), filepath.Join(data, "bases", b, "questions.jsonl"), b, drop)
			}
		}
	}
}

// thin leaves out some of the example questions: none for 0, half (one half or
// the other) for 1 and 2, three quarters for 3. What is fitted to a base that
// lacks the very words of its golden questions leans less on them.
func thin(base *kb.Base, drop int) *kb.Base {
	facts := make([]kb.Fact, len(base.Facts))
	copy(facts, base.Facts)
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

func writeFeatures(t *testing.T, w *bufio.Writer, dir, questions, name string, drop int) {
	t.Helper()
	base, err := kb.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	ix := New(thin(base, drop))
	data, err := os.ReadFile(questions)
	if err != nil {
		t.Fatal(err)
	}
	enc := json.NewEncoder(w)
	for line := range strings.Lines(string(data)) {
		var q struct {
			ID, Kind, Text, Prev, Lang string
			Gold                       struct {
				Paras   []any
				Must    []string
				MustAny [][]string `json:"must_any"`
			}
		}
		if json.Unmarshal([]byte(line), &q) != nil || q.Prev != "" || q.Kind != "answerable" && q.Kind != "unanswerable" {
			continue
		}
		clean := honest(text.Clean(blank.ReplaceAllString(q.Text, " what ")))
		tn := turn{ix: ix, q: Question{Text: q.Text}, clean: clean, lang: text.Detect(clean, "")}
		if _, ok := tn.about(); ok {
			continue
		}
		qy := tn.query()
		_, cands := ix.best(qy, nil)
		for i, c := range cands {
			if i == 8 {
				break
			}
			d := ix.docs[c.doc]
			said, cited := "", map[string]bool{}
			for _, a := range ix.answers(c.doc, "en") {
				said += a.Short + " " + a.Statement + " "
				for _, e := range a.Citations {
					cited[e.Paragraph] = true
					said += e.Phrase + " "
				}
			}
			ok := q.Kind == "answerable" && rightFact(text.Fold(said), cited, q.Gold.Paras, q.Gold.Must, q.Gold.MustAny)
			var miss []string
			for _, k := range c.miss {
				tm := &qy.terms[k]
				miss = append(miss, tm.surface+"/"+string("LNnVOU#"[tm.class])+map[bool]string{true: "+", false: "-"}[tm.inBase])
			}
			enc.Encode(map[string]any{"base": name, "q": q.ID + "/" + itoa(drop), "kind": q.Kind, "lang": qy.lang, "text": q.Text, "fact": d.fact.ID, "ok": ok, "veto": c.vetoBy, "vetoes": c.veto, "miss": strings.Join(miss, " "), "want": qy.want.kind, "hints": d.hints,
				"f": c.feat.vector()})
		}
	}
}

func rightFact(said string, cited map[string]bool, paras []any, must []string, either [][]string) bool {
	hit := len(paras) == 0
	for _, p := range paras {
		if s, ok := p.(string); ok && cited[s] {
			hit = true
		}
		if l, ok := p.([]any); ok {
			for _, x := range l {
				if s, ok := x.(string); ok && cited[s] {
					hit = true
				}
			}
		}
	}
	for _, m := range must {
		hit = hit && strings.Contains(said, text.Fold(m))
	}
	for _, alt := range either {
		one := false
		for _, m := range alt {
			one = one || strings.Contains(said, text.Fold(m))
		}
		hit = hit && one
	}
	return hit
}
