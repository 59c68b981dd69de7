package kb

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what a server adds. They keep a reply within one message that can
// be read at a glance, and a base within what one process serves quickly.
const (
	MaxStatement  = 300 // characters; two lines of a reply
	MaxAnswer     = 120 // characters; the line in bold
	MaxAskLength  = 200 // characters of an example question
	MaxAsks       = 25  // example questions of a fact in a language
	MaxTopics     = 10
	MaxTopic      = 40   // characters; a line of a list, and a choice of Discord
	MaxSourceText = 300  // characters of a title, an author, a date
	MaxNote       = 1000 // characters
	MaxURL        = 500  // characters
	MaxWords      = 20   // words of a group of synonyms
	MaxWord       = 60   // characters of one of them
	MaxOwn        = 10_000
)

// Judge says whether drafts may take effect in a server: it gives the base as it
// would be, and the objections to what the drafts add or change, joined, in
// their order. Drafts are judged together, so that a fact may cite a source that
// comes with it. Today decides whether a date is past; empty for not at all.
func Judge(curated *Base, heads, drafts []Revision, today Date) (*Base, error) {
	j := &judge{today: today, heads: heads, was: Apply(curated, heads)}
	after := append(without(heads, drafts), drafts...)
	j.base = assemble(curated, after)
	if len(after) > MaxOwn {
		j.object(Target{}, "", Pos{}, "the server would have %d things of its own, at most %d are served: retire some", len(after), MaxOwn)
	}
	seen := make(map[Target]bool, len(drafts))
	for i := range drafts {
		d := &drafts[i]
		if seen[d.Target] {
			j.object(d.Target, "", d.After.Pos(), "%s is given twice: keep one of them", d.Target)
		}
		seen[d.Target] = true
		j.draft(d)
	}
	return mend(j.base, curated), errors.Join(j.found...)
}

// without gives the heads of the targets that no draft is about.
func without(heads, drafts []Revision) []Revision {
	drop := make(map[Target]bool, len(drafts))
	for i := range drafts {
		drop[drafts[i].Target] = true
	}
	return slices.DeleteFunc(slices.Clone(heads), func(h Revision) bool { return drop[h.Target] })
}

type judge struct {
	heads     []Revision
	was, base *Base
	today     Date
	found     []error
}

func (j *judge) object(t Target, field string, pos Pos, format string, args ...any) {
	j.found = append(j.found, Objection{Target: t, Field: field, Pos: pos, Text: fmt.Sprintf(format, args...)})
}

func (j *judge) draft(d *Revision) {
	if d.After == nil {
		j.retired(d.Target)
		return
	}
	if d.Action == Modify && j.idle(d) {
		j.object(d.Target, "", d.After.Pos(), "this changes nothing of %s", d.Target)
	}
	switch {
	case d.After.Fact != nil:
		j.fact(d.After.Fact)
	case d.After.Source != nil:
		j.source(d.After.Source)
	case d.After.Synonym != nil:
		j.synonym(d.After.Synonym)
	}
}

// idle reports whether a draft leaves everything as it is: the content, and the
// curated content that it stands against.
func (j *judge) idle(d *Revision) bool {
	same, err := SameItem(d.Before, d.After)
	if err != nil || !same {
		return false
	}
	i := slices.IndexFunc(j.heads, func(h Revision) bool { return h.Target == d.Target })
	if i < 0 {
		return true
	}
	settled, err := SameItem(j.heads[i].Curated, d.Curated)
	return err == nil && settled
}

// retired refuses to take away a source that facts still cite.
func (j *judge) retired(t Target) {
	if t.Thing != SourceThing {
		return
	}
	var citing []string
	for i := range j.base.Facts {
		f := &j.base.Facts[i]
		if slices.ContainsFunc(f.Evidence, func(e Evidence) bool { return string(e.Source) == t.ID }) {
			citing = append(citing, string(f.ID))
		}
	}
	if n := len(citing); n > 0 {
		j.object(t, "", Pos{}, "%d facts cite this source, such as %s: give them another source or retire them first", n, strings.Join(citing[:min(n, 3)], ", "))
	}
}

// fact applies the rules of Load, and those that keep a reply short and harmless.
func (j *judge) fact(f *Fact) {
	t := FactTarget(f.ID)
	if j.complete(t, f) {
		j.rules(t, f.Pos, &Item{Fact: f}, func(l *loader, data []byte) { l.readFacts(data) })
	}
	j.text(t, f.Pos, "statement", f.Statement, MaxStatement)
	if n := sentences(f.Statement); n > 1 {
		j.object(t, "statement", f.Pos, "the statement has %d sentences: a fact is one claim in one sentence, so make a fact of each", n)
	}
	j.text(t, f.Pos, "answer", f.Answer, MaxAnswer)
	for _, e := range f.Evidence {
		j.text(t, f.Pos, "phrase", e.Phrase, MaxStatement)
	}
	for _, lang := range slices.Sorted(maps.Keys(f.Ask)) {
		asks := f.Ask[lang]
		if len(asks) > MaxAsks {
			j.object(t, "ask", f.Pos, "there are %d example questions in %s, at most %d are kept: leave out those that say the same", len(asks), lang, MaxAsks)
		}
		for _, q := range asks {
			j.text(t, f.Pos, "ask", q, MaxAskLength)
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(f.Text)) {
		tr := f.Text[lang]
		j.text(t, f.Pos, "text", tr.Statement, MaxStatement)
		j.text(t, f.Pos, "text", tr.Answer, MaxAnswer)
	}
	if len(f.Topics) > MaxTopics {
		j.object(t, "topics", f.Pos, "there are %d topics, at most %d are kept", len(f.Topics), MaxTopics)
	}
	for _, s := range f.Topics {
		j.text(t, f.Pos, "topics", s, MaxTopic)
	}
	for _, s := range []string{f.Subject, f.Measure, f.By} {
		j.text(t, f.Pos, "topics", s, MaxStatement)
	}
	if was := j.was.Fact(f.ID); f.ValidUntil.Past(j.today) && (was == nil || was.ValidUntil != f.ValidUntil) {
		j.object(t, "valid_until", f.Pos, "valid_until %s is past already: give a day to come, or none", f.ValidUntil)
	}
}

// complete asks for what every fact must have, in the words of a form.
func (j *judge) complete(t Target, f *Fact) bool {
	before := len(j.found)
	if len(f.List) > 0 {
		return true
	}
	if strings.TrimSpace(f.Statement) == "" {
		j.object(t, "statement", f.Pos, "the statement is missing: write one sentence in your own words")
	}
	if len(f.Evidence) == 0 {
		j.object(t, "evidence", f.Pos, "the source is missing: choose where this is said, and add the source first if it is new")
	}
	if f.Kind == KindOpinion && f.By == "" {
		j.object(t, "by", f.Pos, "an opinion needs its holder: say whose it is")
	}
	for _, e := range f.Evidence {
		if n := phraseWords(e.Phrase); n > MaxPhraseWords {
			j.object(t, "phrase", f.Pos, "the evidence phrase has %d words, at most %d are allowed: keep the words that carry the claim", n, MaxPhraseWords)
		}
		if j.base.Source(e.Source) == nil {
			j.object(t, "evidence", f.Pos, "there is no source %q: %s", clip(string(e.Source)), hint(string(e.Source), sourceIDs(j.base)))
		}
	}
	return len(j.found) == before
}

// rules applies the rules that the files of a base are read by.
func (j *judge) rules(t Target, pos Pos, i *Item, read func(*loader, []byte)) {
	text, err := FormatItem(i)
	if err != nil {
		j.found = append(j.found, err)
		return
	}
	l := newLoader(t.String())
	read(l, []byte(text))
	for _, later := range l.later {
		later(j.base)
	}
	for _, f := range SortFindings(l.found) {
		j.object(t, "", pos, "%s", f.Text)
	}
}

func (j *judge) source(s *Source) {
	t := SourceTarget(s.ID)
	j.rules(t, s.Pos, &Item{Source: s}, func(l *loader, data []byte) { l.readSources(data) })
	j.text(t, s.Pos, "title", s.Title, MaxSourceText)
	j.text(t, s.Pos, "author", s.Author, MaxSourceText)
	j.text(t, s.Pos, "date", s.Date, MaxSourceText)
	j.text(t, s.Pos, "note", s.Note, MaxNote)
	j.text(t, s.Pos, "url", s.URL, MaxURL)
	if Known(s.URL) && !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://") {
		j.object(t, "url", s.Pos, "the link %q does not begin with https://: copy it from the browser, or write unknown", clip(s.URL))
	}
	if strings.ContainsAny(s.URL, " <>\"") {
		j.object(t, "url", s.Pos, "the link has blanks, quotes or angle brackets: copy it from the browser, or write unknown")
	}
}

func (j *judge) synonym(s *Synonym) {
	t := SynonymTarget(s.ID)
	if s.ID == "" {
		j.object(t, "id", s.Pos, "the first word has no letter or digit: begin with a word")
	}
	if n := len(s.Words); n < 2 || n > MaxWords {
		j.object(t, "terms", s.Pos, "there are %d words: give 2 to %d that mean the same", n, MaxWords)
	}
	for _, w := range s.Words {
		j.text(t, s.Pos, "terms", w, MaxWord)
	}
}

// text refuses what is too long to show, cannot be seen, or would call somebody.
func (j *judge) text(t Target, pos Pos, field, s string, most int) {
	if n := utf8.RuneCountInString(s); n > most {
		j.object(t, field, pos, "the %s has %d characters, at most %d are shown: shorten it", fieldName(field), n, most)
	}
	if what := pings(s); what != "" {
		j.object(t, field, pos, "the %s has %q, which calls or links somebody on Discord: write the name in words", fieldName(field), what)
	}
	if c, ok := unseen(s); ok {
		j.object(t, field, pos, "the %s has an invisible character (U+%04X): type it again instead of pasting", fieldName(field), c)
	}
}

func fieldName(field string) string {
	switch field {
	case "ask":
		return "example question"
	case "phrase":
		return "evidence phrase"
	case "answer":
		return "short answer"
	case "text":
		return "translation"
	case "topics":
		return "subject, measure or topic"
	case "terms":
		return "word"
	}
	return field
}

// pings gives the part of a text that Discord would turn into a mention, or "".
func pings(s string) string {
	lower := strings.ToLower(s)
	for _, p := range []string{"@everyone", "@here", "<@", "<#", "</"} {
		if strings.Contains(lower, p) {
			return p
		}
	}
	return ""
}

// unseen finds a control, a bidirectional mark or another character without a
// form, except the joiners that scripts and emoji need.
func unseen(s string) (rune, bool) {
	for _, c := range s {
		if c != '\u200c' && c != '\u200d' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == utf8.RuneError) {
			return c, true
		}
	}
	return 0, false
}

// longAbbreviation is how many letters a word before a full stop has at most to
// be taken for an abbreviation ("Co.", "Inc.").
const longAbbreviation = 3

// sentences counts the sentences of a text, taking a full stop after a short
// word or before a small letter for none.
func sentences(s string) int {
	n := 0
	rest := strings.TrimSpace(strings.NewReplacer("。", "。 ", "！", "！ ", "？", "？ ").Replace(s))
	for rest != "" {
		n++
		end := sentenceBreak(rest)
		rest = strings.TrimSpace(rest[end:])
	}
	return n
}

// sentenceBreak gives where the first sentence of a text ends.
func sentenceBreak(s string) int {
	for _, m := range sentenceEnd.FindAllStringIndex(s, -1) {
		next, _ := utf8.DecodeRuneInString(s[m[1]:])
		before := strings.TrimRight(s[:m[0]], "\"'”’)")
		last := before[strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) && c != '.' })+1:]
		short := s[m[0]] == '.' && (len([]rune(last)) <= longAbbreviation && last != "" || strings.Contains(last, "."))
		if m[1] == len(s) || !short && !unicode.IsLower(next) {
			return m[1]
		}
	}
	return len(s)
}

// Concerns says what a reader could object to in one fact of a base, as Check
// does: figures that the evidence does not carry, another fact that contradicts.
// They do not stop an edit; who makes it should have seen them.
func Concerns(b *Base, id FactID) []Finding {
	f := b.Fact(id)
	if f == nil {
		return nil
	}
	c := &checker{base: b, texts: map[SourceID][]Paragraph{}}
	c.fact(f)
	if f.Figure != nil && (f.Subject != "" || f.Measure != "") {
		slot := f.slot()
		for i := range b.Facts {
			o := &b.Facts[i]
			if o.ID != id && o.Figure != nil && o.Period == f.Period && o.slot() == slot {
				c.clash(f, o)
			}
		}
	}
	nowhere := " (" + Pos{}.String() + ")" // the place of a fact that stands in no file
	for i := range c.found {
		c.found[i].Text = strings.Replace(c.found[i].Text, nowhere, "", 1)
	}
	return SortFindings(c.found)
}
