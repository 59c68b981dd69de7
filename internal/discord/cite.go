package discord

import (
	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// maxCited is how many places in sources stand under one statement.
const maxCited = 3

// oneSource gives the source of an answer of several facts that all rest on one;
// it is then named once.
func oneSource(answers []answer.Answer) *kb.Source {
	var one *kb.Source
	for _, a := range answers {
		for i := range a.Citations {
			if one != nil && one.ID != a.Citations[i].Of.ID {
				return nil
			}
			one = &a.Citations[i].Of
		}
	}
	if len(answers) < 2 {
		return nil
	}
	return one
}

// cited names, in small type, where a claim stands; phrases of one paragraph
// share a line.
func cited(citations []kb.Citation, named bool) markdown {
	var parts []markdown
	var last kb.Citation
	for _, e := range citations {
		if n := len(parts); n > 0 && e.Source == last.Source && e.Paragraph == last.Paragraph {
			parts[n-1] += " … “" + plain(e.Phrase) + "”"
			continue
		}
		if len(parts) == maxCited {
			break
		}
		parts, last = append(parts, "-# "+citation(e, named)), e
	}
	return lines(parts...)
}

// citation is one place in a source, with the phrase that carries the claim.
func citation(e kb.Citation, named bool) markdown {
	var at markdown
	if named {
		at = plain(bot.SourceName(e.Of))
	}
	if e.Paragraph != "" {
		at = joined(", ", at, "paragraph "+plain(e.Paragraph))
	}
	if e.Phrase != "" {
		at = joined(": ", at, "“"+plain(e.Phrase)+"”")
	}
	return at
}
