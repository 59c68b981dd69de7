package kb

import (
	"fmt"
	"strings"
	"unicode"
)

// A Thing is what an edit can be about.
type Thing string

// The things that a server may have of its own.
const (
	FactThing    Thing = "fact"
	SourceThing  Thing = "source"
	SynonymThing Thing = "synonym"
)

// A Target is one fact, source or group of synonyms of a base.
type Target struct {
	Thing Thing
	ID    string
}

// String gives "fact nev-exports-2025".
func (t Target) String() string { return string(t.Thing) + " " + t.ID }

// FactTarget is the target that a fact is.
func FactTarget(id FactID) Target { return Target{FactThing, string(id)} }

// SourceTarget is the target that a source is.
func SourceTarget(id SourceID) Target { return Target{SourceThing, string(id)} }

// SynonymTarget is the target that a group of synonyms is, by its id.
func SynonymTarget(id string) Target { return Target{SynonymThing, id} }

// A Synonym is a group of words for the same thing. Groups of the curated
// lexicon have no id of their own; theirs is drawn from the first word.
type Synonym struct {
	ID    string
	Words []string
	Pos   Pos // where it was read from a file; else zero
}

// SynonymID gives the id of a group that begins with a word.
func SynonymID(first string) string { return slug(first, maxSlug) }

// An Item is the content of a target: exactly one of the three is set.
type Item struct {
	Fact    *Fact
	Source  *Source
	Synonym *Synonym
}

// Target says which thing the item is.
func (i *Item) Target() Target {
	switch {
	case i.Fact != nil:
		return FactTarget(i.Fact.ID)
	case i.Source != nil:
		return SourceTarget(i.Source.ID)
	case i.Synonym != nil:
		return SynonymTarget(i.Synonym.ID)
	}
	return Target{}
}

// Pos says where the item was read from a file; it is zero for any other.
func (i *Item) Pos() Pos {
	switch {
	case i == nil:
	case i.Fact != nil:
		return i.Fact.Pos
	case i.Source != nil:
		return i.Source.Pos
	case i.Synonym != nil:
		return i.Synonym.Pos
	}
	return Pos{}
}

// Item gives what a base holds of a target, or nil. The base owns what it points to.
func (b *Base) Item(t Target) *Item {
	switch t.Thing {
	case FactThing:
		if f := b.Fact(FactID(t.ID)); f != nil {
			return &Item{Fact: f}
		}
	case SourceThing:
		if s := b.Source(SourceID(t.ID)); s != nil {
			return &Item{Source: s}
		}
	case SynonymThing:
		for _, words := range b.Lexicon.Terms {
			if SynonymID(words[0]) == t.ID {
				return &Item{Synonym: &Synonym{ID: t.ID, Words: words}}
			}
		}
	}
	return nil
}

// An Action is what an edit does.
type Action string

// The actions.
const (
	Add     Action = "add"
	Modify  Action = "change"
	Retire  Action = "retire"
	Restore Action = "restore" // takes a retirement back
	Revert  Action = "revert"  // goes back to an earlier revision, or to the curated base
)

// An Edit is what somebody wants done to one target. It says which revision it
// was made on, so that what happened since is not written over.
type Edit struct {
	Action Action
	Target Target
	// BasedOn is the newest revision of the target that the editor saw; 0 where
	// the server had none.
	BasedOn RevisionID
	// After is the content wanted, for Add and Modify.
	After *Item
	// To is the revision whose content is wanted, for Revert; 0 goes back to the
	// curated base.
	To RevisionID
	// Curated is what the curated base held of the target when the edit was
	// made, or nil. It is kept with the revision: a later update of the curated
	// base is found by it.
	Curated *Item
}

// A Batch is a number of edits that take effect together or not at all.
type Batch struct {
	Guild GuildID
	By    PersonID
	Why   string // in the editor's words; may be empty
	Edits []Edit
	// Key names the outside action that asked for the batch, such as a Discord
	// interaction. The same key changes nothing the second time. Empty for none.
	Key string
}

// maxSlug is how long an id drawn from words gets: enough to be told apart by a
// reader, short enough for a line of a list.
const maxSlug = 60

// NewFactID draws an id from a statement that the base does not have yet.
func NewFactID(b *Base, statement string) FactID {
	stem := slug(statement, maxSlug)
	if stem == "" {
		stem = "fact"
	}
	return FactID(free(stem, func(id string) bool { return b.Fact(FactID(id)) != nil }))
}

// NewSourceID draws an id from a title that the base does not have yet.
func NewSourceID(b *Base, title string) SourceID {
	stem := slug(title, maxSlug)
	if stem == "" || !Known(stem) {
		stem = "source"
	}
	return SourceID(free(stem, func(id string) bool { return b.Source(SourceID(id)) != nil }))
}

// free gives an id that is not taken: the stem, else the stem with the first
// number that makes it one.
func free(stem string, taken func(string) bool) string {
	id := stem
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", stem, n)
	}
	return id
}

// slug gives the letters and digits of a text as lower-case words joined by
// hyphens, cut between words where that is possible.
func slug(s string, most int) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	out, size := []string{}, 0
	for _, w := range words {
		c := []rune(w)
		if size += len(c) + 1; size > most+1 {
			if len(out) == 0 {
				out = append(out, string(c[:most]))
			}
			break
		}
		out = append(out, w)
	}
	return strings.Join(out, "-")
}
