package discord

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// hostile are texts that would do harm if Discord read them.
var hostile = []string{
	"", "plain words", "@everyone @here @\u200beveryone", "<@123456789012345678> <@!1> <@&2> <#3> </ask:123> <a:wave:1> <:x:2> <id:customize> <t:1700000000:R>",
	"[text](https://evil.example) [https://good.example](https://evil.example) a ](b) [", "```go\ncode``` `a` ||spoiler|| ~~gone~~ __under__ *it* _al_ **bold**",
	"# big", "-# small", "> quote", ">>> all", "1. one", "- item", "* item", "+ item",
	"http://evil.example HTTPS://EVIL.example/x?y=z discord.gg/abc DISCORD.GG/abc https://discord.com/invite/abc discordapp.com/invite/x steam://run/1",
	"<https://evil.example> <mailto:a@b.example>", "\u202Eesrever\u202C \u2066iso\u2069 zero\u200Bwidth\uFEFF e\u0301\u0301\u0301\u0301\u0301\u0301",
	"\u3164\u3164", "line\nbreak\r\n\u2028two\n# heading\n> quote", "\\", "ends with \\", "**", "*", "\xff\xfe broken \u0000\u0007",
	strings.Repeat("\\*", 1100), strings.Repeat("a", 2200), strings.Repeat("word ", 440), strings.Repeat("👩‍👩‍👧 😀", 220), strings.Repeat("e\u0301", 1100),
}

// danger matches what Discord would act on in a text whose escapes are blanked.
var danger = regexp.MustCompile("(?i)" + strings.Join([]string{
	`@everyone`, `@here`, `<[@#:/]`, `<a?:`, `<t:`, `<id:`, `<mailto:`, `\]\(`, "`", `\|\|`, `~~`, `__`,
	`(^|[^<])[a-z]+://`, `discord\.gg`, `discord(app)?\.com/invite`,
}, "|"))

// allowed are the places where this program itself writes such a thing.
var allowed = regexp.MustCompile(`<https?://[^<>\s]*>`)

// formatted matches the beginning of a line that Discord would set as a heading,
// quote or list; bullets of our own are "•".
var formatted = regexp.MustCompile(`^(#|>|\d+\.|[*+-] )`)

// escape matches a backslash with what it takes the meaning from.
var escape = regexp.MustCompile(`\\[[:punct:]]`)

// harmless checks text as Discord would read it.
func harmless(t *testing.T, where, text string) {
	t.Helper()
	read := allowed.ReplaceAllString(escape.ReplaceAllString(text, "\x01"), "")
	if hit := danger.FindString(read); hit != "" {
		t.Errorf("%s: %q would be acted on, in %.200q", where, hit, text)
	}
	for line := range strings.Lines(read) {
		if formatted.MatchString(line) {
			t.Errorf("%s: a line is formatted by outside text: %.80q", where, line)
		}
	}
	for _, r := range text {
		if r != '\n' && invisible(r) {
			t.Errorf("%s: holds the invisible character %U", where, r)
		}
	}
	if !utf8.ValidString(text) {
		t.Errorf("%s: not valid UTF-8", where)
	}
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// lawful checks a payload against Discord's limits, read from its JSON.
func lawful(t *testing.T, p any) {
	t.Helper()
	raw, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Content         string                     `json:"content"`
		AllowedMentions map[string]json.RawMessage `json:"allowed_mentions"`
		Flags           int                        `json:"flags"`
		Embeds          []struct {
			Description string `json:"description"`
		} `json:"embeds"`
		Components []struct {
			Components []struct {
				Type        int    `json:"type"`
				Label       string `json:"label"`
				CustomID    string `json:"custom_id"`
				Placeholder string `json:"placeholder"`
				Options     []struct{ Label, Value, Description string }
			} `json:"components"`
		} `json:"components"`
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	limit := func(what string, n, least, most int) {
		t.Helper()
		if n < least || n > most {
			t.Errorf("%s is %d, not %d to %d", what, n, least, most)
		}
	}
	if string(m.AllowedMentions["parse"]) != "[]" || string(m.AllowedMentions["replied_user"]) != "false" || len(m.AllowedMentions) != 2 {
		t.Errorf("allowed_mentions is %s", m.AllowedMentions)
	}
	if (m.Flags&4 != 0) == (len(m.Embeds) > 0) {
		t.Errorf("%d embeds with flags %d: previews are off exactly where there is no embed", len(m.Embeds), m.Flags)
	}
	if m.Content == "" && len(m.Embeds) == 0 {
		t.Error("nothing is said")
	}
	limit("content", units(m.Content), 0, 2000)
	harmless(t, "content", m.Content)
	limit("embeds", len(m.Embeds), 0, 10)
	total := 0
	for _, e := range m.Embeds {
		limit("description", units(e.Description), 0, 4096)
		harmless(t, "description", e.Description)
		total += units(e.Description)
	}
	limit("embeds together", total, 0, 6000)
	limit("rows", len(m.Components), 0, 5)
	for _, row := range m.Components {
		limit("row", len(row.Components), 1, 5)
		for _, c := range row.Components {
			limit("custom_id", units(c.CustomID), 1, 100)
			if c.Type == 2 {
				limit("label", units(c.Label), 1, 80)
				continue
			}
			limit("placeholder", units(c.Placeholder), 1, 150)
			limit("options", len(c.Options), 1, 25)
			for _, o := range c.Options {
				limit("option", units(o.Label), 1, 100)
				limit("value", units(o.Value), 1, 100)
			}
		}
	}
}

// everywhere gives the replies to be made of a base and an engine that say s
// wherever they say anything.
func everywhere(t testing.TB, s string) []reply {
	source := kb.Source{ID: kb.SourceID(s), Title: s, Author: s, Date: s, URL: s, Note: s}
	list := kb.Fact{ID: kb.FactID(s + "/list"), List: []kb.FactID{kb.FactID(s), "b"}, Topics: []string{s}}
	facts := []kb.Fact{
		{ID: kb.FactID(s), Statement: s, Answer: s, By: s, Topics: []string{s}, Ask: map[string][]string{"en": {s}},
			Evidence: []kb.Evidence{{Source: source.ID, Paragraph: s, Phrase: s}, {Source: source.ID, Paragraph: "2", Phrase: s}}},
		{ID: "b", Statement: "b " + s, Topics: []string{s}}, list,
	}
	base := kb.NewBase(facts, []kb.Source{source, source}, kb.Lexicon{})
	c, err := New(Options{Token: "t", Bot: bot.New(bot.Options{Index: answer.New(base)})})
	if err != nil {
		t.Fatal(err)
	}
	in := &interaction{GuildID: "1", ChannelID: "2"}
	in.User = &user{ID: "3"}
	in.state = factMarks(kb.FactID(s), "b")
	said := answer.Answer{Fact: kb.FactID(s), Short: s, Statement: s, By: s, Citations: base.Citations(&facts[0])}
	var out []reply
	for _, o := range []answer.Outcome{answer.Answered, answer.Refused, answer.Clarify, answer.Help} {
		for _, v := range []answer.Verdict{"", answer.Contradicted, answer.Unknown} {
			r := answer.Reply{Outcome: o, Verdict: v, Lead: s, Notes: []string{s, s}, Closest: []kb.FactID{kb.FactID(s), "b", "gone"}}
			if o == answer.Answered {
				r.Answers = []answer.Answer{said}
				out = append(out, c.answered(in.scene(), bot.Utterance{Text: s}, r))
				r.Lead = ""
				r.Answers = slices.Repeat(r.Answers, maxShown+1)
			}
			out = append(out, c.answered(in.scene(), bot.Utterance{Text: s}, r))
		}
	}
	page, err := c.bot.Facts(in.caller(), "", 0)
	if err != nil {
		t.Fatal(err)
	}
	page.Topic = s
	near := near{text: clean(s), hits: []int{0, 1, 2, 3}}
	whole, _ := c.bot.Fact(in.caller(), list.ID)
	out = append(out, c.sources(context.TODO(), in), c.showSource(context.TODO(), in), c.help(in.caller()), c.topics(in), c.pageOf(in.scene(), page),
		c.cardOf(in.scene(), whole), c.showFact(context.TODO(), in), c.showRelated(context.TODO(), in), c.choose(context.TODO(), in))
	full := slices.Repeat([]card{{text: plain(s)}}, 3) // more than fits into one message, where s is long
	out = append(out, reply{cards: append(full, slices.Repeat([]card{{text: "•"}}, maxCards)...)})
	if len(near.text) > 4 && utf8.ValidString(near.text[:4]) {
		out = append(out, reply{content: "• " + near.marked()})
	}
	return out
}

// checkText is the law of the gate: whatever a base, an engine or a person says,
// what goes out pings nobody, masks nothing and keeps every limit.
func checkText(t *testing.T, s string) {
	for _, r := range everywhere(t, s) {
		lawful(t, seal(r))
		lawful(t, seal(r.withoutCards()))
	}
	for _, c := range sealChoices([]choice{{s, s}, {s, "v"}}) {
		if units(c.Name) < 1 || units(c.Name) > 100 || units(c.Value) > 100 {
			t.Errorf("choice %q = %q", c.Name, c.Value)
		}
	}
	m := sealModal(modal{id: "x", title: s, fields: []entry{{id: "y", label: s, about: s, hint: s, value: s, limit: 50}}})
	in, ok := m.Components[0].Component.(textInput)
	if !ok || units(m.Title) > 45 || units(m.Components[0].Label) > 45 || units(m.Components[0].Description) > 100 ||
		units(in.Placeholder) > 100 || units(in.Value) > 50 {
		t.Errorf("form %+v", m)
	}
}

func FuzzWhateverIsSaidIsHarmless(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(checkText)
}

// The law of plain: taking the escapes away gives the text back.
func FuzzPlainShowsWhatItWasGiven(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	back := regexp.MustCompile(`\\([[:punct:]])`)
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := back.ReplaceAllString(string(plain(s)), "$1"), clip(clean(s), maxCardText); got != want {
			t.Errorf("plain(%q) shows %q, want %q", s, got, want)
		}
		if clean(clean(s)) != clean(s) {
			t.Errorf("clean(%q) is not settled", s)
		}
	})
}

func FuzzClip(f *testing.F) {
	for i, s := range hostile {
		f.Add(s, 5+i)
	}
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = 5 + abs(limit)%3000
		m := plain(s)
		for _, in := range []markdown{m, bold(m), m + "\n" + m} {
			out := string(clipMarkdown(in, limit))
			if units(out) > limit {
				t.Errorf("clipMarkdown(%.50q, %d) has %d", in, limit, units(out))
			}
			if tail := len(out) - len(strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(out, "**"), ellipsis), `\`)); !utf8.ValidString(out) || strings.HasSuffix(out, `\`) && tail%2 == 1 {
				t.Errorf("clipMarkdown(%.50q, %d) ends in half an escape: %.50q", in, limit, out)
			}
			if strings.Count(escape.ReplaceAllString(out, ""), "**")%2 != 0 {
				t.Errorf("clipMarkdown(%.50q, %d) leaves bold open: %.80q", in, limit, out)
			}
		}
		if out := label(s, limit); units(out) > limit || !utf8.ValidString(out) {
			t.Errorf("label(%.50q, %d) = %.50q", s, limit, out)
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }

func FuzzButtonState(f *testing.F) {
	k := newKeeper([]byte("key"))
	f.Add("show", []byte("state"), "guild 1", 3)
	f.Fuzz(func(t *testing.T, verb string, state []byte, place string, at int) {
		if strings.Contains(verb, ".") {
			return
		}
		id := k.seal(verb, state, place)
		v, s, ok := k.open(id, place)
		if !ok || v != verb || string(s) != string(state) {
			t.Errorf("open(seal(%q, %q)) = %q, %q, %v", verb, state, v, s, ok)
		}
		for what, open := range map[string]func() bool{
			"another place": func() bool { _, _, ok := k.open(id, place+"0"); return ok },
			"another verb":  func() bool { _, _, ok := k.open("x"+id, place); return ok },
			"another key":   func() bool { _, _, ok := newKeeper([]byte("no")).open(id, place); return ok },
			"one changed letter": func() bool {
				i := abs(at) % len(id)
				b := []byte(id)
				b[i] ^= 1
				_, _, ok := k.open(string(b), place)
				return ok
			},
		} {
			if open() {
				t.Errorf("%q opens with %s", id, what)
			}
		}
	})
}
