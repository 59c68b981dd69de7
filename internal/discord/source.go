package discord

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// showSource tells all that is known of where an answer stands.
func (c *Client) showSource(_ context.Context, in *interaction) reply {
	facts := c.marked(in, in.state)
	if len(facts) == 0 {
		return said(gone)
	}
	var cites []kb.Citation
	for _, f := range facts {
		if k, err := c.bot.Fact(in.caller(), f.ID); err == nil {
			cites = append(cites, k.Citations...)
		}
	}
	out := reply{}
	for _, group := range bySource(cites) {
		out.cards = append(out.cards, sourceCard(group[0].Of, group))
	}
	return out
}

// bySource groups citations by source, in the order of the first of each.
func bySource(cites []kb.Citation) [][]kb.Citation {
	at := map[kb.SourceID]int{}
	var out [][]kb.Citation
	for _, e := range cites {
		i, ok := at[e.Source]
		if !ok {
			i = len(out)
			at[e.Source] = i
			out = append(out, nil)
		}
		if !slices.ContainsFunc(out[i], func(o kb.Citation) bool { return o.Paragraph == e.Paragraph && o.Phrase == e.Phrase }) {
			out[i] = append(out[i], e)
		}
	}
	return out
}

// sourceCard shows a source with what is known of it, what is not, and the
// phrases cited from it, if any.
func sourceCard(s kb.Source, cites []kb.Citation) card {
	name := bot.SourceName(s)
	text := []markdown{bold(plain(name)), plain(strings.TrimPrefix(s.Note, name+"."))}
	if kb.Known(s.URL) {
		text = append(text, address(s.URL))
	}
	for _, e := range cites {
		text = append(text, "• Paragraph "+plain(e.Paragraph)+": “"+plain(e.Phrase)+"”")
	}
	text = append(text, "-# Title: "+known(s.Title)+" · Author: "+known(s.Author)+" · Date: "+known(s.Date)+" · Address: "+knownAddress(s.URL))
	return card{text: lines(text...), color: colorPlain}
}

func known(field string) markdown {
	if !kb.Known(field) {
		return "not known"
	}
	return plain(field)
}

func knownAddress(url string) markdown {
	if !kb.Known(url) {
		return "not known"
	}
	return "above"
}

// sources shows what the base rests on.
func (c *Client) sources(_ context.Context, in *interaction) reply {
	all := c.bot.Sources(in.caller())
	if len(all) == 0 {
		return said("The base names no source.")
	}
	out := reply{content: plain(counted(len(all), "source", "sources"))}
	for _, s := range all[:min(len(all), maxCards)] {
		out.cards = append(out.cards, sourceCard(shortNote(s), nil))
	}
	if left := len(all) - maxCards; left > 0 {
		out.content += " · " + plain(strconv.Itoa(left)+" more are named under the answers that rest on them")
	}
	return out
}

// maxNote keeps the notes of ten sources within one message.
const maxNote = 350

func shortNote(s kb.Source) kb.Source {
	s.Note = clip(s.Note, maxNote)
	return s
}

// address shows where a source can be read. Only a plain web address is one;
// in angle brackets it brings no preview.
func address(url string) markdown {
	scheme := strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
	if !scheme || width(url) > maxURL || strings.ContainsFunc(url, func(r rune) bool { return !addressRune(r) }) {
		return plain(url)
	}
	return markdown("<" + url + ">")
}

func addressRune(r rune) bool {
	return r > ' ' && r < 0x7F && !strings.ContainsRune("<>\"\\^`{|}*[]()", r)
}
