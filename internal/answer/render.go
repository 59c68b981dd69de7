// A reply as plain text.

package answer

import (
	"fmt"
	"strings"

	"autofacts/internal/kb"
)

// Lengths of a reply in plain text, in characters: what a member reads at a
// glance. A list gives up its phrases, then its statements, to keep them.
const (
	shortReply = 950
	longReply  = 1900
)

// Text is the reply as a member reads it in plain text: the lead, each answer's
// short answer and statement, the sources with paragraph and phrase, the notes.
func (r Reply) Text() string {
	if r.Outcome == Silent {
		return ""
	}
	limit := shortReply
	if len(r.Answers) > 2 {
		limit = longReply
	}
	s := r.text(true, true)
	if len(s) > shortReply && len(r.Answers) > 2 {
		s = r.text(true, false)
	}
	if len(s) > shortReply && len(r.Answers) > 2 {
		s = r.text(false, false)
	}
	if rs := []rune(s); len(rs) > limit {
		s = string(rs[:limit-1]) + "…"
	}
	return s
}

func (r Reply) text(statements, phrases bool) string {
	var lines []string
	if r.Lead != "" {
		lines = append(lines, r.Lead)
	}
	many := len(r.Answers) > 1
	for _, a := range r.Answers {
		switch {
		case many && !statements && a.Short != "":
			lines = append(lines, "- "+a.Short)
		case many:
			lines = append(lines, "- "+a.Statement)
		default:
			if short := upper(a.Short); short != "" && !strings.EqualFold(strings.TrimRight(short, "."), strings.TrimRight(a.Statement, ".")) {
				lines = append(lines, short)
			}
			lines = append(lines, a.Statement)
		}
	}
	lines = append(lines, sources(r.Answers, phrases)...)
	lines = append(lines, r.Notes...)
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// upper gives a text with a capital letter at its beginning.
func upper(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	if i := strings.IndexAny(s, " -"); i > 0 && strings.ToUpper(s[:i]) != s[:i] && strings.ToLower(s[1:i]) != s[1:i] {
		return s // "eBay"
	}
	return string(s[0]-'a'+'A') + s[1:]
}

// sources names each source once, with the paragraphs and phrases that carry
// the answers.
func sources(answers []Answer, phrases bool) []string {
	var order []kb.SourceID
	said := map[kb.SourceID]string{}
	seen := map[string]bool{}
	for _, a := range answers {
		for _, c := range a.Citations {
			key := string(c.Source) + "\x00" + c.Paragraph
			if phrases {
				key += "\x00" + c.Phrase
			}
			if seen[key] {
				continue
			}
			seen[key] = true
			if _, ok := said[c.Source]; !ok {
				order = append(order, c.Source)
				said[c.Source] = "Source: " + describeShort(&c.Of, c.Source)
			}
			if c.Paragraph != "" {
				said[c.Source] += fmt.Sprintf("; paragraph %s", c.Paragraph)
			}
			if phrases && c.Phrase != "" {
				said[c.Source] += fmt.Sprintf(": \"%s\"", c.Phrase)
			}
		}
	}
	var out []string
	for _, id := range order {
		out = append(out, said[id])
	}
	return out
}

// describeShort names a source by what is known of it, and says so where its
// title is not.
func describeShort(s *kb.Source, id kb.SourceID) string {
	out := string(id)
	if kb.Known(s.Title) {
		out = s.Title
	} else {
		out += " (untitled text)"
	}
	for _, f := range []string{s.Author, s.Date} {
		if kb.Known(f) {
			out += ", " + f
		}
	}
	return out
}
