package bot

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// formOf fills a form with a fact. Of the example questions it shows those of
// one language, so that an edit leaves the others alone.
func formOf(f *kb.Fact, locale string) *FactForm {
	r := readingOf(f)
	form := &FactForm{Statement: f.Statement, Answer: f.Answer, Reading: &r, AskLang: "en"}
	if l := text.Language(locale); l != "" && len(f.Ask[l]) > 0 {
		form.AskLang = l
	} else if len(f.Ask["en"]) == 0 && len(f.Ask) > 0 {
		form.AskLang = slices.Min(slices.Collect(maps.Keys(f.Ask)))
	}
	form.Ask = strings.Join(f.Ask[form.AskLang], "\n")
	if len(f.Evidence) > 0 {
		e := f.Evidence[0]
		form.Source, form.Paragraph, form.Phrase = string(e.Source), e.Paragraph, e.Phrase
	}
	return form
}

// A written is what a form makes: the fact, and the source that comes with it.
type written struct {
	fact    *kb.Fact
	source  *kb.Source // nil where the base has it
	reading Reading
	wrong   []kb.Objection
	remarks []string
}

// write makes a fact of a form. Of a fact that was there it keeps what the form
// does not show.
func (form *FactForm) write(base *kb.Base, was *kb.Fact) written {
	var w written
	f := kb.Fact{}
	if was != nil {
		f = *was
	}
	f.Pos, f.AskAt = kb.Pos{}, nil
	f.Statement, f.Answer = word(form.Statement), word(form.Answer)
	if f.Statement == "" {
		w.wrong = append(w.wrong, kb.Objection{Field: "statement", Text: "the statement is empty: say in one sentence what is so"})
	}
	w.reading = form.readingFor(base, was, f.Statement)
	w.wrong = append(w.wrong, w.reading.apply(&f)...)
	form.cite(base, &f, &w)
	form.questions(&f)
	if was != nil && was.Statement != f.Statement && len(f.Text) > 0 {
		f.Text = nil
		w.remarks = append(w.remarks, "The translations go, since they translate the old statement.")
	}
	if was == nil {
		f.ID = kb.NewFactID(base, f.Statement)
	}
	w.fact = &f
	return w
}

// readingFor is what the editor corrected, else what the statement says; where a
// statement stays as it was, so does what it was read as.
func (form *FactForm) readingFor(base *kb.Base, was *kb.Fact, statement string) Reading {
	switch {
	case form.Reading != nil && (was == nil || was.Statement == statement || *form.Reading != readingOf(was)):
		return *form.Reading
	case was != nil && was.Statement == statement:
		return readingOf(was)
	}
	r := read(statement, &base.Lexicon)
	if was != nil { // what no statement says
		r.Topics, r.ReviewBy, r.ValidUntil = strings.Join(was.Topics, ", "), string(was.ReviewBy), string(was.ValidUntil)
	}
	return r
}

// cite puts the form's evidence in the place of the first piece.
func (form *FactForm) cite(base *kb.Base, f *kb.Fact, w *written) {
	name := word(form.Source)
	if name == "" {
		w.wrong = append(w.wrong, kb.Objection{Field: "source", Text: "a source is required: name one of the base, or give the title or link of a new one"})
		return
	}
	e := kb.Evidence{Source: findSource(base, name), Paragraph: word(form.Paragraph), Phrase: word(form.Phrase)}
	if e.Source == "" {
		s := newSource(base, name)
		w.source, e.Source = &s, s.ID
	}
	rest := f.Evidence
	if len(rest) > 0 {
		rest = rest[1:]
	}
	f.Evidence = append([]kb.Evidence{e}, rest...)
}

// findSource gives the source that a text names, or "".
func findSource(base *kb.Base, name string) kb.SourceID {
	want := folded(name)
	for i := range base.Sources {
		s := &base.Sources[i]
		if folded(string(s.ID)) == want || folded(SourceName(*s)) == want || kb.Known(s.Title) && folded(s.Title) == want || kb.Known(s.URL) && strings.TrimRight(s.URL, "/") == strings.TrimRight(name, "/") {
			return s.ID
		}
	}
	return ""
}

// newSource is a source of which only a title or a link is known.
func newSource(base *kb.Base, name string) kb.Source {
	s := kb.Source{Title: name, Author: unknown, Date: unknown, URL: unknown}
	if u, err := url.Parse(name); err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
		s.Title, s.URL = unknown, name
		s.ID = kb.NewSourceID(base, u.Host)
		return s
	}
	s.ID = kb.NewSourceID(base, name)
	return s
}

const unknown = "unknown"

// questions puts the form's example questions in the place of those it showed.
func (form *FactForm) questions(f *kb.Fact) {
	ask := maps.Clone(f.Ask)
	if ask == nil {
		ask = map[string][]string{}
	}
	if form.AskLang != "" {
		delete(ask, form.AskLang)
	}
	for line := range strings.Lines(form.Ask) {
		q := word(line)
		if q == "" {
			continue
		}
		lang := form.AskLang
		if lang == "" {
			lang = text.Detect(text.Clean(q), "")
		}
		if !slices.Contains(ask[lang], q) {
			ask[lang] = append(slices.Clip(ask[lang]), q)
		}
	}
	if f.Ask = ask; len(ask) == 0 {
		f.Ask = nil
	}
}

// write makes a source of a form.
func (form *SourceForm) write(base *kb.Base, was *kb.Source) *kb.Source {
	s := kb.Source{}
	if was != nil {
		s = *was
	}
	s.Pos = kb.Pos{}
	field := func(v string) string {
		if v = word(v); v == "" {
			return unknown
		}
		return v
	}
	s.Title, s.Author, s.Date, s.URL, s.Note = field(form.Title), field(form.Author), field(form.Date), field(form.URL), word(form.Note)
	if was == nil {
		s.ID = kb.NewSourceID(base, s.Title)
	}
	return &s
}

// write makes a group of synonyms of a form.
func (form *SynonymForm) write(was *kb.Synonym) *kb.Synonym {
	s := &kb.Synonym{}
	for _, w := range listed(form.Words) {
		if !slices.ContainsFunc(s.Words, func(o string) bool { return folded(o) == folded(w) }) {
			s.Words = append(s.Words, w)
		}
	}
	if was != nil {
		s.ID = was.ID
	} else if len(s.Words) > 0 {
		s.ID = kb.SynonymID(s.Words[0])
	}
	return s
}
