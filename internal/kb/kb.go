// Package kb says what a fact base is: facts, the sources they cite, the
// lexicon of a domain's words, and the edits and revisions that moderators make.
//
// A base is read from a folder of YAML files with [Load]. Reading is strict: an
// unknown key, an id used twice or a source that does not exist is an error with
// file, line and column, and a base either loads whole or not at all. [Check]
// goes further and looks for what a reader would object to: a figure that its
// evidence does not carry, a phrase that is not in its paragraph, two facts that
// contradict each other.
//
// Every rule that needs no database lives here or in package bot. What is not
// here: how a question finds its fact (package answer), how an edit is kept
// (package store), and anything about Discord.
package kb

import (
	"errors"
	"fmt"
)

// The four errors that callers tell apart with errors.Is. Everything else is a
// fault to be reported as it stands.
var (
	// ErrNotFound means that no such fact, source, revision or question exists.
	ErrNotFound = errors.New("not found")
	// ErrInvalid means that what was given breaks a rule of this package; the
	// message says which, in words for the person who wrote it.
	ErrInvalid = errors.New("invalid")
	// ErrConflict means that somebody else changed the same thing first.
	ErrConflict = errors.New("conflict")
	// ErrDenied means that the actor may not do this.
	ErrDenied = errors.New("not allowed")
)

// FactID names a fact within a base: lower-case words joined by hyphens.
type FactID string

// SourceID names a source within a base.
type SourceID string

// Kind says what sort of claim a fact makes.
type Kind string

// The kinds of fact. The zero Kind is a plain statement.
const (
	KindFigure     Kind = "figure"
	KindEvent      Kind = "event"
	KindPlace      Kind = "place"
	KindPerson     Kind = "person"
	KindDefinition Kind = "definition"
	KindOpinion    Kind = "opinion"
)

// Kinds lists the kinds that a fact file may name.
func Kinds() []Kind {
	return []Kind{KindFigure, KindEvent, KindPlace, KindPerson, KindDefinition, KindOpinion}
}

// A Fact is one atomic claim in our own words, with its evidence. ID, Statement
// and Evidence are always present, except that a list (List not empty) names
// other facts in order and claims nothing itself.
type Fact struct {
	ID        FactID
	Statement string
	Answer    string // short answer, shown first; may be empty
	Kind      Kind
	Subject   string // what the claim is about
	Measure   string // what is measured, for a figure
	Period    Period
	Figure    *Figure
	Evidence  []Evidence
	// Reads maps a figure, year or name of the statement to the words of the
	// phrase that say it ("2025": "last year").
	Reads      map[string]string
	Ask        map[string][]string // language tag to example questions
	Text       map[string]Text     // language tag to translation
	Topics     []string
	By         string // who holds an opinion
	List       []FactID
	ValidUntil Date
	ReviewBy   Date
	Pos        Pos // where the fact begins in its file; zero for one not read from a file
	// AskAt says where each example question stands; nil for a fact not read from a file.
	AskAt map[string][]Pos
}

// QuestionPos gives the place of an example question, or of the fact where that
// is not known.
func (f *Fact) QuestionPos(lang string, i int) Pos {
	if at := f.AskAt[lang]; i < len(at) {
		return at[i]
	}
	return f.Pos
}

// A Text is a translation of a fact.
type Text struct {
	Statement string
	Answer    string
}

// Evidence is where a source carries a claim: the paragraph's label and a
// phrase, verbatim, of at most MaxPhraseWords words.
type Evidence struct {
	Source    SourceID
	Paragraph string
	Phrase    string
	Pos       Pos
}

// A Citation is a piece of evidence together with the source it points into.
type Citation struct {
	Evidence
	Of Source
}

// MaxPhraseWords is the longest evidence phrase, in words: enough to find the
// place, too short to stand for the text.
const MaxPhraseWords = 12

// A Source is a text that facts cite. Fields that are not known hold "unknown"
// or are empty; nothing is ever guessed.
type Source struct {
	ID     SourceID
	Title  string
	Author string
	Date   string
	URL    string
	Note   string
	// SpeaksFrom is the year against which "last year" and "now" are read; 0 if unknown.
	SpeaksFrom int
	// Paragraphs maps a label to the lower-case hexadecimal SHA-256 of the paragraph.
	Paragraphs map[string]string
	Pos        Pos
}

// Known reports whether a source's field says something.
func Known(field string) bool { return field != "" && field != "unknown" }

// A Pos is a place in a file of the base.
type Pos struct {
	File string
	Line int // from 1
	Col  int // from 1, in characters
}

// String gives file:line:column.
func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

// A Base is a loaded fact base. It is immutable: whoever changes it makes a copy.
type Base struct {
	Facts   []Fact   // in file and line order
	Sources []Source // in file order
	Lexicon Lexicon
	byID    map[FactID]int
	sources map[SourceID]int
}

// NewBase puts facts, sources and a lexicon together without checking them; use
// Load for files and Validate for edits. The slices are owned by the base afterwards.
func NewBase(facts []Fact, sources []Source, lex Lexicon) *Base {
	b := &Base{Facts: facts, Sources: sources, Lexicon: lex,
		byID: make(map[FactID]int, len(facts)), sources: make(map[SourceID]int, len(sources))}
	for i := range facts {
		b.byID[facts[i].ID] = i
	}
	for i := range sources {
		b.sources[sources[i].ID] = i
	}
	return b
}

// Tally counts the facts of the base, and apart from them its lists: these name
// facts and claim nothing themselves.
func (b *Base) Tally() (facts, lists int) {
	for i := range b.Facts {
		if len(b.Facts[i].List) > 0 {
			lists++
		}
	}
	return len(b.Facts) - lists, lists
}

// Fact gives the fact of that id, or nil. The base owns it.
func (b *Base) Fact(id FactID) *Fact {
	if i, ok := b.byID[id]; ok {
		return &b.Facts[i]
	}
	return nil
}

// Source gives the source of that id, or nil. The base owns it.
func (b *Base) Source(id SourceID) *Source {
	if i, ok := b.sources[id]; ok {
		return &b.Sources[i]
	}
	return nil
}

// Citations gives the evidence of a fact with its sources, in order. A list has
// none of its own.
func (b *Base) Citations(f *Fact) []Citation {
	var out []Citation
	for _, e := range f.Evidence {
		c := Citation{Evidence: e}
		if s := b.Source(e.Source); s != nil {
			c.Of = *s
		}
		out = append(out, c)
	}
	return out
}
