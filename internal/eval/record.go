package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// A Record is an answer as a line of JSON. The names and their order are the
// protocol of "autofacts ask --jsonl".
type Record struct {
	ID         json.RawMessage `json:"id"` // text, number or null, as it came
	Outcome    answer.Outcome  `json:"outcome"`
	Verdict    *answer.Verdict `json:"verdict"` // null where nothing was claimed
	Reply      string          `json:"reply"`
	Answers    []Cited         `json:"answers"`
	Closest    []kb.FactID     `json:"closest"`
	Missing    []string        `json:"missing"`
	Derived    *Arithmetic     `json:"derived"`
	Confidence float64         `json:"confidence"` // 0 to 1
	Micros     int64           `json:"micros"`     // what answering took, in microseconds
}

// Cited is a fact that answers, with its citations.
type Cited struct {
	Fact      kb.FactID  `json:"fact"`
	Statement string     `json:"statement"`
	Citations []Citation `json:"citations"`
}

// A Citation is where a source carries a fact.
type Citation struct {
	Source    kb.SourceID `json:"source"`
	Paragraph string      `json:"paragraph"`
	Phrase    string      `json:"phrase"`
}

// Arithmetic is a derived answer.
type Arithmetic struct {
	Expression  string  `json:"expression"`
	Value       float64 `json:"value"`
	Approximate bool    `json:"approximate"`
}

// NewRecord puts a reply into the form of the protocol: lists are never null,
// and confidence is rounded to four digits.
func NewRecord(r answer.Reply) Record {
	out := Record{
		Outcome: r.Outcome, Reply: r.Text(), Answers: []Cited{},
		Closest: append([]kb.FactID{}, r.Closest...), Missing: append([]string{}, r.Missing...),
		Confidence: math.Round(r.Confidence*1e4) / 1e4,
	}
	if r.Verdict != "" {
		out.Verdict = &r.Verdict
	}
	if d := r.Derived; d != nil {
		out.Derived = &Arithmetic{d.Expression, d.Value, d.Approximate}
	}
	for _, a := range r.Answers {
		c := Cited{Fact: a.Fact, Statement: a.Statement, Citations: []Citation{}}
		for _, e := range a.Citations {
			c.Citations = append(c.Citations, Citation{e.Source, e.Paragraph, e.Phrase})
		}
		out.Answers = append(out.Answers, c)
	}
	return out
}

// verdict gives the verdict as text, empty for none.
func (r *Record) verdict() answer.Verdict {
	if r.Verdict == nil {
		return ""
	}
	return *r.Verdict
}

// Line gives a value as one line of JSON with its newline, readable as it stands.
func Line(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write as JSON: %w", err)
	}
	return buf.Bytes(), nil
}

// ReadRecords reads the output of "autofacts ask --jsonl", by id.
func ReadRecords(r io.Reader) (map[string]Record, error) {
	out := make(map[string]Record)
	err := eachLine(r, func(n int, line []byte) error {
		var rec Record
		if err := json.Unmarshal(line, &rec); err != nil {
			return err
		}
		var id string
		if json.Unmarshal(rec.ID, &id) != nil || id == "" {
			return errors.New("the answer has no id")
		}
		out[id] = rec
		return nil
	})
	return out, err
}
