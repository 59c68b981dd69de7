package kb

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

func (l *loader) readLexicon(data []byte) {
	root := l.document(data)
	if root == nil {
		return
	}
	at := make(map[string]Pos)
	for _, n := range l.items(root, lexiconFile) {
		l.entry(n, at)
	}
	l.later = append(l.later, l.noCircles)
}

// entry reads one entry, which is of one of three kinds by the keys it has.
func (l *loader) entry(n *yaml.Node, at map[string]Pos) {
	name := Name{Pos: l.at(n)}
	var terms []string
	var differ [][]string
	given, ok := l.fields(n, "a lexicon entry", []field{
		{"terms", func(n *yaml.Node) { terms = l.group(n, "terms") }},
		{"differ", func(n *yaml.Node) { differ = l.groups(n) }},
		{"id", func(n *yaml.Node) { name.ID = l.id(n, "id") }},
		{"names", func(n *yaml.Node) { name.Names = l.names(n) }},
		{"is", func(n *yaml.Node) { name.Is = l.texts(n, "is") }},
		{string(In), func(n *yaml.Node) { name.Rel = append(name.Rel, l.relations(In, n)...) }},
		{string(From), func(n *yaml.Node) { name.Rel = append(name.Rel, l.relations(From, n)...) }},
		{string(PartOf), func(n *yaml.Node) { name.Rel = append(name.Rel, l.relations(PartOf, n)...) }},
	})
	if !ok {
		return
	}
	switch {
	case given["terms"] && len(given) == 1:
		l.lexicon.Terms = append(l.lexicon.Terms, terms)
		l.lexicon.termsAt = append(l.lexicon.termsAt, name.Pos)
	case given["differ"] && len(given) == 1:
		for range differ {
			l.lexicon.differAt = append(l.lexicon.differAt, name.Pos)
		}
		l.lexicon.Differ = append(l.lexicon.Differ, differ...)
	case given["terms"] || given["differ"]:
		l.refuse(name.Pos, "a lexicon entry is of one kind: keep terms, differ and names in entries of their own")
	case !given["id"] || !given["names"]:
		l.refuse(name.Pos, "a lexicon entry is none of the three kinds: write \"terms: [...]\", \"differ: [[...]]\", or \"id:\" with \"names:\"")
	default:
		l.name(name, at)
	}
}

func (l *loader) name(n Name, at map[string]Pos) {
	if n.ID == "" {
		return
	}
	if first, twice := at[n.ID]; twice {
		l.refuse(n.Pos, "lexicon id %q is used already at %s: give one of them another id or join them", n.ID, first)
		return
	}
	at[n.ID] = n.Pos
	l.lexicon.Names = append(l.lexicon.Names, n)
}

// group reads at least two words.
func (l *loader) group(n *yaml.Node, what string) []string {
	words := l.texts(n, what)
	if len(words) < 2 && resolve(n).Kind == yaml.SequenceNode || resolve(n).Kind == yaml.ScalarNode {
		l.refuseAt(n, "%s needs at least two words: add the other one or remove the entry", what)
	}
	return words
}

// groups reads a list of groups, or a single group.
func (l *loader) groups(n *yaml.Node) [][]string {
	nodes := l.items(n, "differ")
	if len(nodes) > 0 && !slices.ContainsFunc(nodes, func(n *yaml.Node) bool { return n.Kind != yaml.ScalarNode }) {
		nodes = []*yaml.Node{n}
	}
	var out [][]string
	for _, g := range nodes {
		if words := l.group(g, "a group of differ"); len(words) > 1 {
			out = append(out, words)
		}
	}
	return out
}

func (l *loader) names(n *yaml.Node) map[string][]string {
	out := make(map[string][]string)
	l.byLanguage(n, "names", func(lang string, n *yaml.Node) {
		if spellings := l.texts(n, "names"); len(spellings) > 0 {
			out[lang] = spellings
		}
	})
	return out
}

// relations reads one relation or a list of them.
func (l *loader) relations(kind RelationKind, n *yaml.Node) []Relation {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = l.items(n, string(kind))
	}
	var out []Relation
	for _, c := range nodes {
		if rel, ok := l.relation(kind, c); ok {
			out = append(out, rel)
		}
	}
	return out
}

// relation reads {fact: ..., place: ...}; the key of the other name may be any
// of a few words, whichever reads well.
func (l *loader) relation(kind RelationKind, n *yaml.Node) (Relation, bool) {
	rel, targets := Relation{Kind: kind}, 0
	target := func(n *yaml.Node) {
		targets++
		rel.To = l.id(n, "the other name")
		l.nameExists(rel.To, l.at(n), kind)
	}
	given, ok := l.fields(n, string(kind), []field{
		{"fact", func(n *yaml.Node) {
			if rel.Fact = FactID(l.id(n, "fact")); rel.Fact != "" {
				l.factExists(rel.Fact, l.at(n), "the relation")
			}
		}},
		{"place", target}, {"of", target}, {"name", target}, {"in", target}, {"from", target},
	})
	switch {
	case !ok:
	case !given["fact"]:
		l.refuseAt(n, "the relation %s names no fact that backs it: add \"fact:\" with the id of one", kind)
	case targets != 1:
		l.refuseAt(n, "the relation %s names %d other names, it needs one: write \"{place: ID, fact: ID}\"", kind, targets)
	default:
		return rel, rel.To != ""
	}
	return rel, false
}

func (l *loader) nameExists(id string, pos Pos, kind RelationKind) {
	if id == "" {
		return
	}
	l.later = append(l.later, func(b *Base) {
		if b.Lexicon.Name(id) == nil {
			known := make([]string, len(b.Lexicon.Names))
			for i, n := range b.Lexicon.Names {
				known[i] = n.ID
			}
			l.refuse(pos, "the relation %s names %q, which is not an id of %s: %s", kind, id, lexiconFile, hint(id, known))
		}
	})
}

// noCircles refuses names that are in, or part of, themselves.
func (l *loader) noCircles(b *Base) {
	for _, n := range b.Lexicon.Names {
		if way := circle(&b.Lexicon, n.ID, n.ID, nil); way != nil {
			l.refuse(n.Pos, "the relations go round in a circle (%s): remove one of them", strings.Join(append(way, n.ID), " in "))
		}
	}
}

// circle gives a way from a name to the goal along in and part-of, or nil.
func circle(lex *Lexicon, from, goal string, way []string) []string {
	n := lex.Name(from)
	if n == nil || slices.Contains(way, from) {
		return nil
	}
	way = append(slices.Clone(way), from)
	for _, r := range n.Rel {
		if r.Kind == From {
			continue
		}
		if r.To == goal {
			return way
		}
		if found := circle(lex, r.To, goal, way); found != nil {
			return found
		}
	}
	return nil
}
