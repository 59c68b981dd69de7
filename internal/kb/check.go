package kb

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Check verifies a base further than Load does, and the evidence against the
// texts of the sources that are at hand (see ParseSourceText for their form). It
// looks for what a reader would object to: phrases that are not in their
// paragraph, paragraphs that have changed, figures that the evidence does not
// carry, facts that contradict each other, words the lexicon confuses. The
// findings are sorted by file and line. Whether example questions find their
// fact needs the engine, and is checked in package eval.
func Check(b *Base, texts map[SourceID]string) []Finding {
	c := &checker{base: b, texts: make(map[SourceID][]Paragraph)}
	for id, text := range texts {
		c.texts[id] = ParseSourceText(text)
	}
	for i := range b.Sources {
		c.source(&b.Sources[i])
	}
	for i := range b.Facts {
		f := &b.Facts[i]
		for _, e := range f.Evidence {
			c.evidence(e)
		}
		c.fact(f)
	}
	c.contradictions()
	c.statements()
	c.twins()
	c.questions()
	c.terms()
	c.names()
	c.relations()
	return SortFindings(c.found)
}

type checker struct {
	base  *Base
	texts map[SourceID][]Paragraph
	found []Finding
}

func (c *checker) errorf(pos Pos, format string, args ...any) {
	c.found = append(c.found, Finding{pos, Error, fmt.Sprintf(format, args...)})
}

func (c *checker) warnf(pos Pos, format string, args ...any) {
	c.found = append(c.found, Finding{pos, Warning, fmt.Sprintf(format, args...)})
}

// fact looks at what one fact says, by itself and against its evidence.
func (c *checker) fact(f *Fact) {
	c.form(f)
	c.figures(f)
	c.period(f)
	c.value(f)
	c.translations(f)
	c.attribution(f)
}

// source compares the paragraphs of a source with its text.
func (c *checker) source(s *Source) {
	for _, label := range slices.Sorted(maps.Keys(s.Paragraphs)) {
		if sum := s.Paragraphs[label]; len(sum) != 64 || strings.Trim(sum, "0123456789abcdef") != "" {
			c.errorf(s.Pos, "the checksum of paragraph %q of %q is no SHA-256: write 64 hexadecimal digits", label, s.ID)
		}
	}
	text, ok := c.texts[s.ID]
	if !ok {
		return
	}
	if len(text) == 0 {
		c.errorf(s.Pos, "the text given for source %q has no paragraphs: each begins with \"[label] \", with a blank line between", s.ID)
		return
	}
	seen := make(map[string]bool)
	for _, p := range text {
		sum, listed := s.Paragraphs[p.Label]
		switch {
		case seen[p.Label]:
			c.errorf(s.Pos, "the text of %q has two paragraphs %q: give each a label of its own", s.ID, p.Label)
		case !listed && len(s.Paragraphs) > 0:
			c.warnf(s.Pos, "paragraph %q of %q has no checksum: add %s", p.Label, s.ID, p.Checksum())
		case listed && sum != p.Checksum():
			c.errorf(s.Pos, "paragraph %q of %q has changed: read its facts again, then write the checksum %s", p.Label, s.ID, p.Checksum())
		}
		seen[p.Label] = true
	}
	for _, label := range slices.Sorted(maps.Keys(s.Paragraphs)) {
		if !seen[label] {
			c.errorf(s.Pos, "paragraph %q of %q is not in the text: remove it or give the whole text", label, s.ID)
		}
	}
}

// evidence looks for the paragraph and the phrase.
func (c *checker) evidence(e Evidence) {
	s := c.base.Source(e.Source)
	if s == nil {
		c.errorf(e.Pos, "source %q does not exist: add it to %s", e.Source, sourcesFile)
		return
	}
	if e.Paragraph != "" && len(s.Paragraphs) > 0 && s.Paragraphs[e.Paragraph] == "" {
		c.errorf(e.Pos, "source %q has no paragraph %q: %s", e.Source, e.Paragraph, hint(e.Paragraph, slices.Sorted(maps.Keys(s.Paragraphs))))
		return
	}
	text, ok := c.texts[e.Source]
	if !ok || len(text) == 0 {
		return
	}
	var within, elsewhere []string
	found := e.Paragraph == ""
	for _, p := range text {
		own := e.Paragraph == "" || p.Label == e.Paragraph
		found = found || own
		if e.Phrase != "" && strings.Contains(oneLine(p.Text), e.Phrase) {
			if own {
				within = append(within, p.Text)
			} else {
				elsewhere = append(elsewhere, p.Label)
			}
		}
	}
	switch {
	case !found:
		c.errorf(e.Pos, "the text of %q has no paragraph %q: name the paragraph that holds the claim", e.Source, e.Paragraph)
	case e.Phrase == "":
	case len(within) == 0 && len(elsewhere) > 0:
		c.errorf(e.Pos, "the phrase %q is not in paragraph %q but in %s: correct the paragraph", clip(e.Phrase), e.Paragraph, strings.Join(elsewhere, ", "))
	case len(within) == 0:
		c.errorf(e.Pos, "the phrase %q is not in the source's paragraph word for word: copy it as it stands, capitals and punctuation included", clip(e.Phrase))
	case slices.ContainsFunc(within, func(text string) bool { return isSentence(e.Phrase, text) }):
		c.errorf(e.Pos, "the phrase %q is a whole sentence: keep the words that carry the claim", clip(e.Phrase))
	}
}

// form warns of what a fact should have beyond what it must.
func (c *checker) form(f *Fact) {
	if len(f.List) > 0 {
		if f.Figure != nil || f.Statement != "" {
			c.warnf(f.Pos, "the list %q claims something itself: make it a fact of its own", f.ID)
		}
		return
	}
	if f.Kind == KindFigure && f.Figure == nil {
		c.warnf(f.Pos, "fact %q is of the kind figure and has none: add \"figure: {value: ..., unit: ...}\"", f.ID)
	}
	for _, e := range f.Evidence {
		if s := c.base.Source(e.Source); s != nil && e.Paragraph == "" && len(s.Paragraphs) > 0 {
			c.warnf(e.Pos, "the evidence names no paragraph: add the label of the one that holds the claim")
		}
	}
}

// attribution warns of an opinion that does not say whose it is.
func (c *checker) attribution(f *Fact) {
	if f.Kind != KindOpinion {
		return
	}
	for name, text := range map[string]string{"statement": f.Statement, "answer": f.Answer} {
		if text != "" && !names(text, f.By) {
			c.warnf(f.Pos, "the %s of the opinion %q does not say that it is held by %q: attribute it", name, f.ID, f.By)
		}
	}
}

// names reports whether a text has one of the longer words of a name, or all of it.
func names(text, name string) bool {
	text, name = fold(text), fold(name)
	return strings.Contains(text, name) || slices.ContainsFunc(strings.Fields(name), func(w string) bool {
		return len(w) > 3 && strings.Contains(text, w)
	})
}
