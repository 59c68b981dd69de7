package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/eval"
	"autofacts/internal/kb"
)

// printJSON prints a value as one line of JSON.
func (a *app) printJSON(v any) error {
	line, err := eval.Line(v)
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(line)
	return err
}

// A question is one line of input of ask --jsonl. Other keys are left alone, so
// that a file of questions with gold answers can be piped in as it stands.
type question struct {
	ID     json.RawMessage `json:"id"`
	Text   *string         `json:"text"`
	Prev   string          `json:"prev"`
	Locale string          `json:"locale"`
	Mode   string          `json:"mode"`
	Today  string          `json:"today"`
}

func (q *question) asked() answer.Question {
	mode, _ := modeOf(q.Mode)
	return answer.Question{Text: *q.Text, Prev: q.Prev, Locale: q.Locale, Mode: mode, Today: kb.Date(q.Today)}
}

// lineError is what a line that cannot be read gives.
type lineError struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

// maxLine is the longest line that is read, in bytes, without its newline.
const maxLine = 1 << 20

// askLines answers line by line, in order, each written before the next is read.
// A line that cannot be read gives an error in its place.
func (a *app) askLines(ix *answer.Index, defaults question) error {
	in := bufio.NewReaderSize(a.stdin, 64<<10)
	bad := 0
	for n := 1; a.ctx.Err() == nil; n++ {
		text, err := readLine(in)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil && !errors.Is(err, errLong) {
			return fmt.Errorf("read line %d: %w", n, err)
		}
		if err == nil && len(bytes.TrimSpace(text)) == 0 {
			continue
		}
		out, ok := a.askLine(ix, defaults, n, text, err)
		if !ok {
			bad++
		}
		if _, err := a.stdout.Write(out); err != nil {
			return fmt.Errorf("write the answer to line %d: %w", n, err)
		}
	}
	if bad > 0 {
		return fmt.Errorf("%s could not be read; each has an error in its place", count(bad, "line"))
	}
	return a.ctx.Err()
}

// askLine gives the line of output for one of input.
func (a *app) askLine(ix *answer.Index, defaults question, n int, text []byte, err error) (out []byte, ok bool) {
	var q question
	if err == nil {
		q, err = readQuestion(text, defaults)
	}
	if err == nil {
		if out, err = eval.Line(record(ix, q)); err == nil {
			return out, true
		}
	}
	out, _ = eval.Line(lineError{ID: q.ID, Error: fmt.Sprintf("line %d: %v", n, err)})
	return out, false
}

// readQuestion reads one line. What it can read of a bad one is the id.
func readQuestion(text []byte, defaults question) (question, error) {
	var q question
	if err := json.Unmarshal(text, &q); err != nil {
		var onlyID struct {
			ID json.RawMessage `json:"id"`
		}
		_ = json.Unmarshal(text, &onlyID)
		return question{ID: scalar(onlyID.ID)}, jsonFault(err)
	}
	if given := q.ID; len(given) > 0 && scalar(given) == nil {
		return question{}, errors.New("id is neither text nor a number: give each question a short id")
	}
	q.ID = scalar(q.ID)
	if q.Text == nil {
		return q, errors.New("there is no text: add \"text\" with the question")
	}
	q.Prev, q.Locale = or(q.Prev, defaults.Prev), or(q.Locale, defaults.Locale)
	q.Mode, q.Today = or(q.Mode, defaults.Mode), or(q.Today, defaults.Today)
	if _, err := modeOf(q.Mode); err != nil {
		return q, err
	}
	if _, err := kb.ParseDate(q.Today); err != nil {
		return q, fmt.Errorf("today: %w", err)
	}
	return q, nil
}

// jsonFault says in words what is wrong with a line.
func jsonFault(err error) error {
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) {
		if kind.Field == "" {
			return fmt.Errorf("it is %s where a JSON object is expected: write {\"id\": ..., \"text\": ...}", kind.Value)
		}
		return fmt.Errorf("%s is %s where text is expected: put it in quotes", kind.Field, kind.Value)
	}
	return fmt.Errorf("it is not JSON (%v): write one object a line, {\"id\": ..., \"text\": ...}", err)
}

// scalar gives an id that is text or a number, nil for anything else.
func scalar(id json.RawMessage) json.RawMessage {
	if len(id) == 0 || id[0] == '{' || id[0] == '[' || id[0] == 't' || id[0] == 'f' {
		return nil
	}
	return id
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

// record asks and times the answer.
func record(ix *answer.Index, q question) eval.Record {
	began := time.Now()
	r := eval.NewRecord(ix.Ask(q.asked()))
	r.ID, r.Micros = q.ID, time.Since(began).Microseconds()
	return r
}

var errLong = fmt.Errorf("it is longer than %d bytes: shorten it", maxLine)

// readLine reads a line without its newline. Of one that is too long it skips
// the rest and gives errLong.
func readLine(in *bufio.Reader) ([]byte, error) {
	var out []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if !long {
			out = append(out, part...)
		}
		if len(bytes.TrimRight(out, "\r\n")) > maxLine {
			out, long = nil, true
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(out) == 0 && !long:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case long:
			return nil, errLong
		}
		return bytes.TrimPrefix(bytes.TrimRight(out, "\r\n"), []byte("\ufeff")), nil
	}
}
