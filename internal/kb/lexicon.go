package kb

// A Lexicon holds what the engine may know of a domain's words. It brings in no
// knowledge of its own: each relation names the fact that backs it.
type Lexicon struct {
	Terms  [][]string // each a set of words for the same thing, the first being the usual one
	Names  []Name
	Differ [][]string // groups of words that must not be taken for one another

	termsAt, differAt []Pos // where each of them stands; empty for what was not read from a file
}

// pos gives one of the places, or the file where none is known.
func pos(at []Pos, i int) Pos {
	if i < len(at) {
		return at[i]
	}
	return Pos{lexiconFile, 1, 1}
}

// A Name is something that has a name: a place, a company, a person.
type Name struct {
	ID    string
	Names map[string][]string // language tag to spellings, the first being the usual one
	Is    []string            // what it is: "city", "carmaker"
	Rel   []Relation
	Pos   Pos
}

// RelationKind is one of the relations that a lexicon may state.
type RelationKind string

// The relations between names.
const (
	In     RelationKind = "in"
	From   RelationKind = "from"
	PartOf RelationKind = "part-of"
)

// A Relation ties a name to another one, backed by a fact.
type Relation struct {
	Kind RelationKind
	To   string // id of the other name
	Fact FactID
}

// Name gives the entry of that id, or nil.
func (l *Lexicon) Name(id string) *Name {
	for i := range l.Names {
		if l.Names[i].ID == id {
			return &l.Names[i]
		}
	}
	return nil
}
