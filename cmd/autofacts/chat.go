package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"autofacts/internal/answer"
)

// chatCmd is a conversation in the terminal. It remembers the question before,
// so that "and in 2024?" is understood.
type chatCmd struct {
	Locale string `help:"Language of the person who asks, such as zh-CN." placeholder:"TAG"`
	Today  string `help:"The day by which validity is judged; default: today." placeholder:"YYYY-MM-DD"`
}

const chatHelp = `Ask anything about the base. Besides:
  /check CLAIM   verify a claim
  /why           say why the last answer came out as it did
  /new           forget the question before
  /quit          leave (or Ctrl-D)`

// Run talks until the input ends.
func (c *chatCmd) Run(a *app) error {
	today, err := a.day(c.Today)
	if err != nil {
		return usage("--today: %w", err)
	}
	ix, err := a.index()
	if err != nil {
		return err
	}
	t := &talk{app: a, ix: ix, last: answer.Question{Locale: c.Locale, Today: today}}
	fmt.Fprintf(a.stdout, "%s. /help says what there is besides asking.\n", sized(ix.Base()))
	lines, errs := a.lines()
	for {
		t.prompt()
		select {
		case <-a.ctx.Done():
			return nil
		case text, ok := <-lines:
			if !ok {
				return <-errs
			}
			if t.hear(strings.TrimSpace(text)) {
				return nil
			}
		}
	}
}

// lines reads standard input beside the conversation, so that a signal is heard
// while it waits for a line. An error comes before the end of the lines.
func (a *app) lines() (<-chan string, <-chan error) {
	lines, errs := make(chan string), make(chan error, 1)
	go func() {
		defer close(lines)
		defer close(errs)
		in := bufio.NewReaderSize(a.stdin, 64<<10)
		for {
			text, err := readLine(in)
			switch {
			case errors.Is(err, errLong):
				fmt.Fprintln(a.stderr, "autofacts: that line is too long to be read: shorten it")
				continue
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				errs <- fmt.Errorf("read standard input: %w", err)
				return
			}
			select {
			case lines <- string(text):
			case <-a.ctx.Done():
				return
			}
		}
	}()
	return lines, errs
}

// A talk is a conversation under way.
type talk struct {
	*app
	ix    *answer.Index
	last  answer.Question // what /why explains
	asked bool
	prev  string
}

// prompt invites a line where a person sits at the terminal.
func (t *talk) prompt() {
	if f, ok := t.stdin.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			fmt.Fprint(t.stdout, "\n> ")
		}
	}
}

// hear takes a line and reports whether the conversation is over.
func (t *talk) hear(text string) (over bool) {
	command, rest, _ := strings.Cut(text, " ")
	switch command {
	case "":
	case "/quit", "/exit":
		return true
	case "/help":
		fmt.Fprintln(t.stdout, chatHelp)
	case "/new":
		t.prev = ""
		fmt.Fprintln(t.stdout, "The next question stands by itself.")
	case "/why":
		t.explain()
	case "/check":
		if rest = strings.TrimSpace(rest); rest == "" {
			fmt.Fprintln(t.stdout, "Write the claim after it: /check it was five million")
			break
		}
		t.say(rest, answer.Check)
	default:
		if strings.HasPrefix(text, "/") {
			fmt.Fprintf(t.stdout, "There is no %s. /help says what there is.\n", command)
			break
		}
		t.say(text, answer.Ask)
	}
	return false
}

func (t *talk) say(text string, mode answer.Mode) {
	t.last.Text, t.last.Mode, t.last.Prev, t.asked = text, mode, t.prev, true
	fmt.Fprintln(t.stdout, t.ix.Ask(t.last).Text())
	t.prev = text
}

func (t *talk) explain() {
	if !t.asked {
		fmt.Fprintln(t.stdout, "Nothing has been asked yet.")
		return
	}
	t.why(t.ix.Explain(t.last))
}
