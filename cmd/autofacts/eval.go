package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"autofacts/internal/answer"
	"autofacts/internal/eval"
	"autofacts/internal/kb"
)

// evalCmd measures answers against gold answers, or the matcher by itself
// against labelled utterances.
type evalCmd struct {
	Gold    string `arg:"" optional:"" help:"Questions with gold answers, one JSON object a line." placeholder:"GOLD.jsonl"`
	Base    string `help:"Folder of facts to ask; default: as --facts." placeholder:"DIR"`
	Answers string `help:"Judge these answers, as ask --jsonl prints them, instead of asking." placeholder:"FILE"`
	Compare string `help:"Answers of an earlier run: tell what got better and worse, exit 1 where more got worse." placeholder:"OLD"`
	Misses  string `help:"Show what went wrong, of a kind or of all." placeholder:"KIND"`
	JSON    bool   `name:"json" help:"Print the rates as JSON."`
	Write   string `help:"Keep the answers in a file, for --compare." placeholder:"FILE"`
	Match   string `help:"Measure the matcher on labelled utterances instead: {text, label, split} a line." placeholder:"FILE"`
	Chat    string `help:"With --match: lines of chat, none of which should be answered." placeholder:"FILE"`
	Today   string `help:"The day by which validity is judged; default: none, so that nothing has expired." placeholder:"YYYY-MM-DD"`
}

// Run asks or reads, judges, prints, and fails on a regression.
func (c *evalCmd) Run(a *app) error {
	switch {
	case c.Match != "" && c.Gold != "":
		return usage("eval measures questions or, with --match, labelled utterances: name one of the two files")
	case c.Match != "":
		return c.match(a)
	case c.Chat != "":
		return usage("--chat goes with --match FILE")
	case c.Gold == "":
		return usage("eval needs questions with gold answers: autofacts eval GOLD.jsonl, or --match FILE")
	}
	questions, err := read(c.Gold, eval.ReadQuestions)
	if err != nil {
		return err
	}
	if err := c.knows(questions); err != nil {
		return err
	}
	if c.Base != "" {
		a.facts = c.Base
	}
	ix, err := a.index()
	if err != nil {
		return err
	}
	records, err := c.records(a, ix, questions)
	if err != nil {
		return err
	}
	report := eval.Measure(questions, records, ix.Base())
	if err := c.print(a, &report); err != nil {
		return err
	}
	if c.Write != "" {
		if err := writeRecords(c.Write, questions, records); err != nil {
			return err
		}
	}
	return c.compare(a, questions, records)
}

// match measures the matcher by itself.
func (c *evalCmd) match(a *app) error {
	lines, err := read(c.Match, eval.ReadLabels)
	if err != nil {
		return err
	}
	var chat []eval.LabelLine
	if c.Chat != "" {
		if chat, err = read(c.Chat, eval.ReadLabels); err != nil {
			return err
		}
	}
	result, err := eval.RunLabels(lines, chat)
	if err != nil {
		return usage("%s: %w", c.Match, err)
	}
	return c.show(a, &result)
}

// knows refuses a kind to show that no question is of.
func (c *evalCmd) knows(questions []eval.Question) error {
	if c.Misses == "" || c.Misses == "all" {
		return nil
	}
	if slices.ContainsFunc(questions, func(q eval.Question) bool { return q.Group() == c.Misses }) {
		return nil
	}
	return usage("--misses %q: there is no question of that kind in %s; \"--misses all\" shows every miss", c.Misses, c.Gold)
}

// records asks the questions, or reads the answers that are given.
func (c *evalCmd) records(a *app, ix *answer.Index, questions []eval.Question) (map[string]eval.Record, error) {
	if c.Answers != "" {
		return read(c.Answers, eval.ReadRecords)
	}
	today, err := kb.ParseDate(c.Today)
	if err != nil {
		return nil, usage("--today: %w", err)
	}
	return eval.Run(ix, questions, today), nil
}

func (c *evalCmd) print(a *app, report *eval.Report) error {
	if c.Misses != "" {
		if err := report.WriteMisses(a.stdout, c.Misses); err != nil {
			return err
		}
	}
	return c.show(a, report)
}

// show prints rates as a table or as JSON.
func (c *evalCmd) show(a *app, rates interface{ Write(io.Writer) error }) error {
	if !c.JSON {
		return rates.Write(a.stdout)
	}
	return a.printJSON(rates)
}

// compare tells what changed since an earlier run.
func (c *evalCmd) compare(a *app, questions []eval.Question, records map[string]eval.Record) error {
	if c.Compare == "" {
		return nil
	}
	before, err := read(c.Compare, eval.ReadRecords)
	if err != nil {
		return err
	}
	diff := eval.CompareRuns(questions, before, records)
	out := a.stdout
	if c.JSON {
		out = a.stderr
	}
	if err := diff.Write(out); err != nil {
		return err
	}
	if diff.Regressed() {
		return errors.New("more questions got worse than better, over all or within a kind")
	}
	return nil
}

// read opens a file and reads it, naming it in the error.
func read[T any](name string, from func(io.Reader) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, usage("%w", err)
	}
	defer f.Close()
	v, err := from(f)
	if err != nil {
		return none, usage("%s: %w", name, err)
	}
	return v, nil
}

// writeRecords keeps the answers in the order of their questions.
func writeRecords(name string, questions []eval.Question, records map[string]eval.Record) error {
	var out strings.Builder
	for i := range questions {
		r, ok := records[questions[i].ID]
		if !ok {
			continue
		}
		line, err := eval.Line(r)
		if err != nil {
			return err
		}
		out.Write(line)
	}
	if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
		return fmt.Errorf("keep the answers: %w", err)
	}
	return nil
}
