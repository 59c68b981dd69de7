// Package eval measures answers.
//
// A gold file (see [ReadQuestions]) holds questions and what a right answer to
// each must have: outcome, words, cited paragraphs. [Run] asks them; [Judge]
// says of each answer whether it is right, and it is strict: outcome, wording
// and citation must all be right, and a reply that dumps what it has is wrong.
// [Measure] counts per kind, with Wilson intervals, together with coverage,
// precision, the number of wrong answers and calibration. [CompareRuns] tells
// what got better and what got worse between two runs.
//
// A [Record] is an answer as "autofacts ask --jsonl" prints it, so that runs can
// be kept as files, judged by other programs, and compared later.
//
// [CheckExamples] asks a base its own example questions. The quality of the
// engine is kept in testdata/eval.golden: whoever changes ranking shows the
// difference there.
//
// What is not here: no answer is changed, weighed or thresholded by what is
// measured, and the engine knows nothing of gold answers.
package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// A Kind says what sort of question it is, and with it what a right answer is.
type Kind string

// The kinds of question.
const (
	Answerable       Kind = "answerable"
	Multi            Kind = "multi"   // two questions in one
	Compare          Kind = "compare" // two facts side by side
	Derived          Kind = "derived" // simple arithmetic on the base's figures
	List             Kind = "list"
	FollowUp         Kind = "followup" // needs the question before
	Ambiguous        Kind = "ambiguous"
	Unanswerable     Kind = "unanswerable"
	ClaimTrue        Kind = "claim_true"
	ClaimFalse       Kind = "claim_false"
	ClaimUnsupported Kind = "claim_unsupported"
	Chatter          Kind = "chatter" // overheard, nobody asked
	Hostile          Kind = "hostile"
)

// Kinds lists the kinds that a gold file may name.
func Kinds() []Kind {
	return []Kind{Answerable, Multi, Compare, Derived, List, FollowUp, Ambiguous, Unanswerable,
		ClaimTrue, ClaimFalse, ClaimUnsupported, Chatter, Hostile}
}

// A Question is an utterance with what a right answer to it must have.
type Question struct {
	ID   string `json:"id"`
	Kind Kind   `json:"kind"`
	Text string `json:"text"`
	Lang string `json:"lang"` // English if empty
	Prev string `json:"prev"` // the question before it, for a follow-up
	Gold Gold   `json:"gold"`
	// Note is for the reader, except that hostile questions and follow-ups
	// begin it with the outcomes expected, as "[refuse or correct]".
	Note string `json:"note"`
}

// Gold is what a right answer must have.
type Gold struct {
	Paras         Paras      `json:"paras"`           // paragraphs to be cited
	Must          []string   `json:"must"`            // words of a right reply
	MustAny       [][]string `json:"must_any"`        // one of each
	MustNot       []string   `json:"must_not"`        // words of no reply
	MustNotAnswer []string   `json:"must_not_answer"` // words that only a refusal may have
	// Open accepts the verdict unknown, where the right value is named.
	Open bool `json:"open"`
}

// Paras are groups of paragraph labels, of each of which one is wanted. In JSON
// a group of one may stand without brackets, and a label may be a number.
type Paras [][]string

// UnmarshalJSON reads labels and groups of labels.
func (p *Paras) UnmarshalJSON(data []byte) error {
	var groups []json.RawMessage
	if err := json.Unmarshal(data, &groups); err != nil {
		return err
	}
	for _, g := range groups {
		labels := []json.RawMessage{g}
		if len(g) > 0 && g[0] == '[' {
			if err := json.Unmarshal(g, &labels); err != nil {
				return err
			}
		}
		var group []string
		for _, l := range labels {
			group = append(group, strings.Trim(string(l), "\""))
		}
		*p = append(*p, group)
	}
	return nil
}

var expected = regexp.MustCompile(`^\[([a-z ]+)\]`)

// expects gives the outcomes that the note names.
func (q *Question) expects() []string {
	if m := expected.FindStringSubmatch(q.Note); m != nil {
		return strings.Split(m[1], " or ")
	}
	return nil
}

// Group is the name under which a question is counted: its kind, and its
// language where that is not English.
func (q *Question) Group() string {
	switch {
	case q.Lang == "" || q.Lang == "en":
		return string(q.Kind)
	case q.Kind == Answerable:
		return "lang_" + q.Lang
	}
	return "lang_" + q.Lang + "_" + string(q.Kind)
}

// Asked is the question as the engine gets it: chatter is overheard, everything
// else is addressed to the program.
func (q *Question) Asked(today kb.Date) answer.Question {
	out := answer.Question{Text: q.Text, Prev: q.Prev, Mode: answer.Ask, Today: today}
	if q.Kind == Chatter {
		out.Mode = answer.Listen
	}
	return out
}

// maxLine is the longest line of a file of questions or answers, in bytes.
const maxLine = 4 << 20

// ReadQuestions reads a gold file: one JSON object a line, with id, kind, text
// and gold, and lang, prev and note where there is something to say.
func ReadQuestions(r io.Reader) ([]Question, error) {
	var out []Question
	seen := make(map[string]int)
	err := eachLine(r, func(n int, line []byte) error {
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		switch first, twice := seen[q.ID]; {
		case q.ID == "":
			return errors.New("the question has no id")
		case twice:
			return fmt.Errorf("id %q is used already on line %d", q.ID, first)
		case !slices.Contains(Kinds(), q.Kind):
			return fmt.Errorf("kind %q is not known: use one of %v", q.Kind, Kinds())
		}
		seen[q.ID] = n
		out = append(out, q)
		return nil
	})
	if err == nil && len(out) == 0 {
		err = errors.New("there are no questions: write one JSON object a line")
	}
	return out, err
}

// eachLine calls f with every line that is not blank, and names the line in its error.
func eachLine(r io.Reader, f func(n int, line []byte) error) error {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 0, 64<<10), maxLine)
	n := 0
	for in.Scan() {
		n++
		if len(strings.TrimSpace(in.Text())) == 0 {
			continue
		}
		if err := f(n, in.Bytes()); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("line %d: %w", n+1, err)
	}
	return nil
}

// Run asks every question, each by itself, and gives the answers by id. An
// index is safe for any number of goroutines, so all processors work on it.
func Run(ix *answer.Index, questions []Question, today kb.Date) map[string]Record {
	records := make([]Record, len(questions))
	each(len(questions), func(i int) {
		records[i] = NewRecord(ix.Ask(questions[i].Asked(today)))
	})
	out := make(map[string]Record, len(questions))
	for i, q := range questions {
		if id, err := json.Marshal(q.ID); err == nil {
			records[i].ID = id
		}
		out[q.ID] = records[i]
	}
	return out
}

// each calls f with every number below n, on all processors.
func each(n int, f func(i int)) {
	var work sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	work.Wait()
}
