// The invented base that the tests of this package talk to, and what they share.

package answer_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// honey is the base of testdata/honey, the beekeeping of a country that does not
// exist, prepared once: an index is immutable, and every test may share it.
var honey = sync.OnceValues(func() (*answer.Index, error) {
	base, err := kb.Load(os.DirFS("testdata/honey"))
	if err != nil {
		return nil, err
	}
	return answer.New(base), nil
})

func index(t testing.TB) *answer.Index {
	t.Helper()
	ix, err := honey()
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// ask asks the invented base; a text before " // " is the question before.
func ask(t testing.TB, line string) answer.Reply {
	t.Helper()
	prev, now, ok := strings.Cut(line, " // ")
	if !ok {
		prev, now = "", line
	}
	r := index(t).Ask(answer.Question{Text: now, Prev: prev})
	if r.Confidence < 0 || r.Confidence > 1 {
		t.Errorf("%q: confidence %v is not within 0 and 1", line, r.Confidence)
	}
	return r
}

// factsOf gives the facts that a reply answers with, in order.
func factsOf(r answer.Reply) string {
	var out []string
	for _, a := range r.Answers {
		out = append(out, string(a.Fact))
	}
	return strings.Join(out, " ")
}

func closest(r answer.Reply) string {
	var out []string
	for _, id := range r.Closest {
		out = append(out, string(id))
	}
	return strings.Join(out, " ")
}

// An exchange is an utterance and the facts that answer it.
type exchange struct{ asked, answered string }

func converse(t *testing.T, table []exchange) {
	t.Helper()
	for _, c := range table {
		r := ask(t, c.asked)
		if r.Outcome != answer.Answered || factsOf(r) != c.answered {
			t.Errorf("%q\n got %s %s, missing %q\nwant answer %s", c.asked, r.Outcome, factsOf(r), r.Missing, c.answered)
		}
	}
}

// A refusal is a question that the base does not answer, with what the reply
// says is missing and a fact that it offers instead.
type refusal struct{ asked, missing, offered string }

func refused(t *testing.T, table []refusal) {
	t.Helper()
	for _, c := range table {
		r := ask(t, c.asked)
		if r.Outcome != answer.Refused || len(r.Answers) > 0 {
			t.Errorf("%q: %s %s, want a refusal", c.asked, r.Outcome, factsOf(r))
			continue
		}
		if !slices.Contains(r.Missing, c.missing) {
			t.Errorf("%q: missing %q, want %q named", c.asked, r.Missing, c.missing)
		}
		if !slices.Contains(r.Closest, kb.FactID(c.offered)) {
			t.Errorf("%q: offered %v, want %s among them", c.asked, r.Closest, c.offered)
		}
		if !strings.Contains(r.Text(), c.missing) || !strings.Contains(r.Text(), "Nearest, not the answer") {
			t.Errorf("%q: the reply neither names what is missing nor offers the nearest: %q", c.asked, r.Text())
		}
	}
}
