package discord

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// maxCandidates is how many facts the engine's search gives to be ranked by
// what is typed: more than are shown, few enough to be ranked at each key.
const maxCandidates = 60

// A near is a fact that what is typed may be after.
type near struct {
	fact kb.FactID
	text string
	hits []int // bytes of text that the typed letters match, ascending
}

// near finds facts by what is typed: the engine's search, which forgives typing
// errors, gives the candidates; fuzzy ranks those that hold the typed letters
// in order and marks them. The others follow as the engine ranked them.
func (c *Client) near(who bot.Caller, typed string, n int) []near {
	candidates := c.bot.Suggest(who, typed, maxCandidates)
	all := make([]near, len(candidates))
	for i, k := range candidates {
		all[i] = near{fact: k.Fact, text: clean(k.Question)}
	}
	all = ranked(clean(typed), all)
	return all[:min(len(all), n)]
}

// ranked sorts by how well the typed letters match and marks them.
func ranked(typed string, all []near) []near {
	if typed == "" {
		return all
	}
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = n.text
	}
	var out []near
	seen := make([]bool, len(all))
	for _, m := range fuzzy.Find(typed, texts) {
		n := all[m.Index]
		n.hits = m.MatchedIndexes
		slices.Sort(n.hits)
		out = append(out, n)
		seen[m.Index] = true
	}
	for i, n := range all {
		if !seen[i] {
			out = append(out, n)
		}
	}
	return out
}

// marked shows the text with the matched letters in bold.
func (n near) marked() markdown {
	var out markdown
	from := 0
	for i := 0; i < len(n.hits); {
		start, end := n.hits[i], n.hits[i]
		for ; i < len(n.hits) && n.hits[i] <= end; i++ {
			_, size := utf8.DecodeRuneInString(n.text[n.hits[i]:])
			end = n.hits[i] + size
		}
		start += len(n.text[start:end]) - len(strings.TrimLeft(n.text[start:end], " "))
		end -= len(n.text[start:end]) - len(strings.TrimRight(n.text[start:end], " "))
		if end-start < minMarked {
			continue // a single letter in bold tells nothing
		}
		out += plainPart(n.text[from:start]) + bold(plainPart(n.text[start:end]))
		from = end
	}
	return out + plainPart(n.text[from:])
}

// minMarked is the shortest run of letters worth marking.
const minMarked = 3

// plainPart escapes a part of a text and keeps the spaces at its ends.
func plainPart(s string) markdown {
	trimmed := strings.TrimSpace(s)
	if trimmed == "" {
		return markdown(strings.Repeat(" ", min(len(s), 1)))
	}
	out := plain(trimmed)
	if strings.HasPrefix(s, " ") {
		out = " " + out
	}
	if strings.HasSuffix(s, " ") {
		out += " "
	}
	return out
}

// window shortens a text so that the first matched letter stays in view.
func (n near) window(limit int) string {
	if width(n.text) <= limit || len(n.hits) == 0 || width(n.text[:n.hits[0]]) < limit*2/3 {
		return clip(n.text, limit)
	}
	from := strings.LastIndexByte(n.text[:n.hits[0]], ' ') + 1
	return clip(ellipsis+n.text[from:], limit)
}

// completeQuestion offers questions that the base answers.
func (c *Client) completeQuestion(_ context.Context, in *interaction) reply {
	_, typed := in.focused()
	var out reply
	for _, n := range c.near(in.caller(), typed, maxChoices) {
		if width(n.text) <= maxChoice {
			out.choices = append(out.choices, choice{Name: n.text, Value: n.text})
		}
	}
	return out
}

// completeFact offers facts; the value is the fact's id.
func (c *Client) completeFact(_ context.Context, in *interaction) reply {
	_, typed := in.focused()
	return byID(c.near(in.caller(), typed, maxChoices))
}

// byID offers what was found; the value of each choice is its id.
func byID(found []near) reply {
	var out reply
	for _, n := range found {
		out.choices = append(out.choices, choice{Name: n.window(maxChoice), Value: string(n.fact)})
	}
	return out
}

// completeTopic offers topics, the best filled first while nothing is typed.
func (c *Client) completeTopic(_ context.Context, in *interaction) reply {
	_, typed := in.focused()
	var all []near
	for _, t := range c.bot.Topics(in.caller()) {
		all = append(all, near{text: t.Name})
	}
	var out reply
	for _, n := range ranked(typed, all) {
		if typed == "" || len(n.hits) > 0 {
			out.choices = append(out.choices, choice{Name: n.text, Value: n.text})
		}
	}
	return out
}
