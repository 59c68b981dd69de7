package main

import (
	"fmt"
	"strings"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

// askCmd answers one question in words, or many as JSON lines (askline.go).
type askCmd struct {
	Question []string `arg:"" optional:"" help:"The question."`
	JSONL    bool     `name:"jsonl" help:"Read one JSON object a line from standard input, write one a line."`
	Explain  bool     `help:"Say why the answer came out as it did."`
	Mode     string   `help:"How the text reached the bot: ask, check (a claim) or listen (overheard)." default:"ask" placeholder:"MODE"`
	Prev     string   `help:"The question before it in the conversation."`
	Locale   string   `help:"Language of the person who asks, such as zh-CN." placeholder:"TAG"`
	Today    string   `help:"The day by which validity is judged; default: today." placeholder:"YYYY-MM-DD"`
}

// Run answers.
func (c *askCmd) Run(a *app) error {
	today, err := a.day(c.Today)
	if err != nil {
		return usage("--today: %w", err)
	}
	if _, err := modeOf(c.Mode); err != nil {
		return usage("--mode: %w", err)
	}
	text := strings.TrimSpace(strings.Join(c.Question, " "))
	switch {
	case c.JSONL && (text != "" || c.Explain):
		return usage("ask --jsonl reads its questions from standard input: leave out the question and --explain")
	case !c.JSONL && text == "":
		return usage("ask needs a question: autofacts ask \"your question\", or --jsonl to read many")
	}
	ix, err := a.index()
	if err != nil {
		return err
	}
	q := question{Text: &text, Prev: c.Prev, Locale: c.Locale, Mode: c.Mode, Today: string(today)}
	if c.JSONL {
		return a.askLines(ix, q)
	}
	return a.askOne(ix, q, c.Explain)
}

func (a *app) askOne(ix *answer.Index, q question, explain bool) error {
	ask := ix.Ask
	if explain {
		ask = ix.Explain
	}
	reply := ask(q.asked())
	if text := reply.Text(); text != "" {
		fmt.Fprintln(a.stdout, text)
	}
	a.why(reply)
	return nil
}

// why prints an explanation, where there is one.
func (a *app) why(r answer.Reply) {
	if r.Why == nil {
		return
	}
	fmt.Fprintf(a.stdout, "\noutcome %s, confidence %.2f\n", r.Outcome, r.Confidence)
	for _, line := range r.Why.Lines {
		fmt.Fprintln(a.stdout, "  "+line)
	}
}

// day reads a day, or gives today's.
func (a *app) day(s string) (kb.Date, error) {
	if s == "" {
		return kb.Date(a.now().UTC().Format(time.DateOnly)), nil
	}
	return kb.ParseDate(s)
}

// modeOf reads the name of a mode.
func modeOf(s string) (answer.Mode, error) {
	switch m := answer.Mode(s); m {
	case "":
		return answer.Ask, nil
	case answer.Ask, answer.Check, answer.Listen:
		return m, nil
	}
	return "", fmt.Errorf("mode %q is not known: use ask, check or listen", s)
}
