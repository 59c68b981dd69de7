package answer

import "strings"

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
			b.WriteString("[" + string(c.Source) + ", paragraph " + c.Paragraph + ": \"" + c.Phrase + "\"]\n")
		}
	}
	for _, n := range r.Notes {
		b.WriteString(n + "\n")
	}
	return strings.TrimSpace(b.String())
}
