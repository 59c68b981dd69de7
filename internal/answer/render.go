package answer

import (
	"strings"

	"autofacts/internal/kb"
)

// Text is the reply as a member reads it in plain text: the lead, each answer's
// statement with the source, paragraph and phrase, and the notes.
func (r Reply) Text() string {
	var b strings.Builder
	if r.Lead != "" {
		b.WriteString(r.Lead + "\n")
	}
	for _, a := range r.Answers {
		if a.Short != "" && len(r.Answers) == 1 {
			b.WriteString(a.Short + "\n")
		}
		b.WriteString(a.Statement + "\n")
		for _, c := range a.Citations {
			b.WriteString("[" + cite(c) + "]\n")
		}
	}
	for _, n := range r.Notes {
		b.WriteString(n + "\n")
	}
	return strings.TrimSpace(b.String())
}

// cite names the source of a citation by its title where that is known, then
// the paragraph and the phrase where the evidence has them.
func cite(c kb.Citation) string {
	out := string(c.Source)
	if kb.Known(c.Of.Title) {
		out = c.Of.Title
	}
	for _, known := range []string{c.Of.Author, c.Of.Date} {
		if kb.Known(known) {
			out += ", " + known
		}
	}
	if c.Paragraph != "" {
		out += ", paragraph " + c.Paragraph
	}
	if c.Phrase != "" {
		out += ": \"" + c.Phrase + "\""
	}
	return out
}
