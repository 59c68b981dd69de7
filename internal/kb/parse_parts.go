package kb

import "go.yaml.in/yaml/v4"

// ParseSources reads a list of sources as sources.yaml has it. The error joins
// findings.
func ParseSources(file string, data []byte) ([]Source, error) {
	l := newLoader(file)
	l.readSources(data)
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	return l.sources, nil
}

// ParseSynonyms reads the groups of words of a list as lexicon.yaml has it; names
// and pairs that differ are left out. The error joins findings.
func ParseSynonyms(file string, data []byte) ([]Synonym, error) {
	l := newLoader(file)
	l.readLexicon(data)
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	out := make([]Synonym, len(l.lexicon.Terms))
	for i, words := range l.lexicon.Terms {
		out[i] = Synonym{ID: SynonymID(words[0]), Words: words, Pos: l.lexicon.termsAt[i]}
	}
	return out, nil
}

// A Named is a target that a file names, with where.
type Named struct {
	Target Target
	Pos    Pos
}

// writtenTarget is a target as a list of retired things has it.
type writtenTarget struct {
	Thing Thing  `yaml:"thing"`
	ID    string `yaml:"id"`
}

// FormatRetired writes a list of things that a server retired, as ParseRetired
// reads it.
func FormatRetired(targets []Target) ([]byte, error) {
	list := make([]writtenTarget, len(targets))
	for i, t := range targets {
		list[i] = writtenTarget(t)
	}
	return marshal(list)
}

// ParseRetired reads a list of things that are to be retired: "- {thing: fact,
// id: NAME}" for each. The error joins findings.
func ParseRetired(file string, data []byte) ([]Named, error) {
	l := newLoader(file)
	root := l.document(data)
	if root == nil {
		return nil, joinFindings(l.found)
	}
	var out []Named
	for _, n := range l.items(root, "the list of retired things") {
		m := Named{Pos: l.at(n)}
		given, ok := l.fields(n, "a retired thing", []field{
			{"thing", func(n *yaml.Node) {
				m.Target.Thing = oneOf(&l.reader, n, "thing", []Thing{FactThing, SourceThing, SynonymThing})
			}},
			{"id", func(n *yaml.Node) { m.Target.ID = l.text(n, "id") }},
		})
		if ok && !(given["thing"] && given["id"]) {
			l.refuse(m.Pos, "a retired thing needs both: {thing: fact, id: NAME}")
		}
		out = append(out, m)
	}
	return out, joinFindings(l.found)
}
