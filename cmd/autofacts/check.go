package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"autofacts/internal/answer"
	"autofacts/internal/eval"
	"autofacts/internal/kb"
)

// checkCmd verifies a base; what it finds goes to standard output.
type checkCmd struct {
	SourceText []string `help:"Text of a source, to look for the evidence phrases; ID=FILE where there are several sources." placeholder:"FILE|ID=FILE" sep:"none"`
}

// Run loads the base, checks it, and asks it its own example questions.
func (c *checkCmd) Run(a *app) error {
	fsys, dir, err := a.folder()
	if err != nil {
		return err
	}
	b, err := kb.Load(fsys)
	found := kb.Findings(err)
	if err != nil && len(found) == 0 {
		return err
	}
	if b != nil {
		texts, err := c.texts(b)
		if err != nil {
			return err
		}
		found = verify(b, texts)
	}
	return a.report(b, dir, found)
}

// verify finds what is wrong with a base that loads, in the order of its files.
func verify(b *kb.Base, texts map[kb.SourceID]string) []kb.Finding {
	return kb.SortFindings(append(kb.Check(b, texts), eval.CheckExamples(answer.New(b))...))
}

// errorsAmong counts the findings that are not mere warnings.
func errorsAmong(found []kb.Finding) int {
	n := 0
	for _, f := range found {
		if f.Severity == kb.Error {
			n++
		}
	}
	return n
}

// report prints findings and fails where one of them is an error.
func (a *app) report(b *kb.Base, dir string, found []kb.Finding) error {
	for _, f := range found {
		fmt.Fprintln(a.stdout, under(dir, f))
	}
	if wrong := errorsAmong(found); wrong > 0 {
		fmt.Fprintf(a.stderr, "%s to mend, %s\n", count(wrong, "error"), count(len(found)-wrong, "warning"))
		return failed()
	}
	fmt.Fprintf(a.stdout, "%s from %s: nothing wrong, %s\n", sized(b), count(len(b.Sources), "source"), count(len(found), "warning"))
	return nil
}

// count says how many there are of something.
func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// texts reads the source texts that the command line names.
func (c *checkCmd) texts(b *kb.Base) (map[kb.SourceID]string, error) {
	texts := make(map[kb.SourceID]string)
	for _, arg := range c.SourceText {
		id, file, named := strings.Cut(arg, "=")
		switch {
		case named && b.Source(kb.SourceID(id)) != nil:
		case len(b.Sources) == 1:
			id, file = string(b.Sources[0].ID), arg
		default:
			return nil, usage("--source-text %q: name the source as well, as ID=FILE, with one of %s", arg, strings.Join(sourceIDs(b), ", "))
		}
		if _, twice := texts[kb.SourceID(id)]; twice {
			return nil, usage("--source-text is given twice for source %q: keep one", id)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, usage("--source-text: %w", err)
		}
		texts[kb.SourceID(id)] = string(data)
	}
	return texts, nil
}

func sourceIDs(b *kb.Base) []string {
	ids := make(map[string]bool)
	for _, s := range b.Sources {
		ids[string(s.ID)] = true
	}
	return slices.Sorted(maps.Keys(ids))
}
