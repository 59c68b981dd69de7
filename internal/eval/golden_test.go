package eval_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/eval"
	"autofacts/internal/kb"
)

// updating is whether the golden file is to be written anew.
func updating() bool {
	f := flag.Lookup("update")
	return f != nil && f.Value.String() == "true"
}

func TestMain(m *testing.M) {
	flag.Bool("update", false, "write testdata/eval.golden anew")
	os.Exit(m.Run())
}

// golden is where the quality of the engine is kept.
const golden = "testdata/eval.golden"

// A set is questions and the base that they are asked of.
type set struct{ name, base, questions string }

// sets gives the curated base with its own golden questions, those in other
// people's voices and those held back, and the bases of the tests.
func sets(t *testing.T) []set {
	t.Helper()
	curated := filepath.Join("..", "..", "facts")
	out := []set{{"golden", curated, "testdata/golden.jsonl"}, {"golden, other voices", curated, "testdata/golden-voices.jsonl"}, {"golden, held back", curated, "testdata/golden-held.jsonl"}}
	dirs, err := filepath.Glob("testdata/bases/*/questions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(dirs)
	for _, q := range dirs {
		out = append(out, set{"base " + filepath.Base(filepath.Dir(q)), filepath.Dir(q), q})
	}
	return out
}

// TestGolden measures the engine and compares with the golden file. Whoever
// changes answers runs "go test ./internal/eval -run Golden -update" and shows
// the difference.
func TestGolden(t *testing.T) {
	if underRace {
		t.Skip("measured in the plain run; the race detector has nothing to find here")
	}
	var out strings.Builder
	for _, s := range sets(t) {
		report := measure(t, s)
		fmt.Fprintf(&out, "# %s\n", s.name)
		if err := report.Write(&out); err != nil {
			t.Fatal(err)
		}
		out.WriteByte('\n')
	}
	if updating() {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != string(want) {
		t.Errorf("the quality of the answers is not what %s says (-update writes it anew):\n%s", golden, changed(string(want), got))
	}
}

func measure(t *testing.T, s set) eval.Report {
	t.Helper()
	b, err := kb.Load(os.DirFS(s.base))
	if err != nil {
		t.Fatalf("%s: %v", s.base, err)
	}
	f, err := os.Open(s.questions)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	questions, err := eval.ReadQuestions(f)
	if err != nil {
		t.Fatalf("%s: %v", s.questions, err)
	}
	ix := answer.New(b)
	return eval.Measure(questions, eval.Run(ix, questions, ""), b)
}

// changed gives the lines that differ, each under the heading of its set.
func changed(want, got string) string {
	var out strings.Builder
	heading := ""
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if strings.HasPrefix(b, "# ") {
			heading = b
		}
		if a != b {
			fmt.Fprintf(&out, "%s\n  was %s\n  is  %s\n", heading, a, b)
		}
	}
	return out.String()
}

// TestBasesAreSound holds that the bases of the tests pass the check that a base
// must pass, with their texts at hand; example questions are the engine's matter.
func TestBasesAreSound(t *testing.T) {
	dirs, err := fs.Glob(os.DirFS("testdata/bases"), "*/sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) == 0 {
		t.Fatal("there is no base to look at")
	}
	for _, d := range dirs {
		dir := filepath.Join("testdata/bases", filepath.Dir(d))
		b, err := kb.Load(os.DirFS(dir))
		if err != nil {
			t.Errorf("%s: %v", dir, err)
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, "source.md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range kb.Check(b, map[kb.SourceID]string{b.Sources[0].ID: string(text)}) {
			if f.Severity == kb.Error {
				t.Errorf("%s: %v", dir, f)
			}
		}
	}
}
