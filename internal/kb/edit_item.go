package kb

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// FormatItem writes an item as a list of one, the way the files of a base hold
// it: what is equal is written with the same bytes. A nil item gives "".
func FormatItem(i *Item) (string, error) {
	n, err := itemNode(i)
	if n == nil || err != nil {
		return "", err
	}
	return listOfOne(n)
}

// listOfOne writes a list with a single element.
func listOfOne(n *yaml.Node) (string, error) {
	data, err := marshal(&yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{n}})
	return string(data), err
}

func itemNode(i *Item) (*yaml.Node, error) {
	switch {
	case i == nil:
		return nil, nil
	case i.Fact != nil:
		return factNode(i.Fact), nil
	case i.Source != nil:
		return sourceNode(i.Source), nil
	case i.Synonym != nil:
		return synonymNode(i.Synonym), nil
	}
	return nil, fmt.Errorf("write an item that holds nothing: %w", ErrInvalid)
}

func sourceNode(s *Source) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	put(n, "id", string(s.ID))
	put(n, "title", s.Title)
	put(n, "author", s.Author)
	put(n, "date", s.Date)
	put(n, "url", s.URL)
	put(n, "note", s.Note)
	if s.SpeaksFrom != 0 {
		putNode(n, "speaks_from", &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.Itoa(s.SpeaksFrom)})
	}
	if len(s.Paragraphs) > 0 {
		list := &yaml.Node{Kind: yaml.MappingNode}
		for _, label := range slices.Sorted(maps.Keys(s.Paragraphs)) {
			put(list, label, s.Paragraphs[label])
		}
		putNode(n, "paragraphs", list)
	}
	return n
}

func synonymNode(s *Synonym) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	putList(n, "terms", s.Words)
	return n
}

// ParseItem reads what FormatItem wrote of a target; "" gives nil. The error
// joins findings.
func ParseItem(t Target, text string) (*Item, error) {
	if text == "" {
		return nil, nil
	}
	l := newLoader(t.String())
	var i Item
	switch t.Thing {
	case FactThing:
		if l.readFacts([]byte(text)); len(l.facts) == 1 {
			i.Fact = &l.facts[0]
			unplace(i.Fact)
		}
	case SourceThing:
		if l.readSources([]byte(text)); len(l.sources) == 1 {
			i.Source = &l.sources[0]
			i.Source.Pos = Pos{}
		}
	case SynonymThing:
		if l.readLexicon([]byte(text)); len(l.lexicon.Terms) == 1 {
			i.Synonym = &Synonym{ID: t.ID, Words: l.lexicon.Terms[0]}
		}
	}
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	if i.Target() != t {
		return nil, fmt.Errorf("read %s: the text holds another thing: %w", t, ErrInvalid)
	}
	return &i, nil
}

// unplace forgets where a fact stood: within a server's base it stands in no file.
func unplace(f *Fact) {
	f.Pos, f.AskAt = Pos{}, nil
	for i := range f.Evidence {
		f.Evidence[i].Pos = Pos{}
	}
}

// SameItem reports whether two items are written alike.
func SameItem(a, b *Item) (bool, error) {
	if a == b {
		return true, nil
	}
	x, err := FormatItem(a)
	if err != nil {
		return false, err
	}
	y, err := FormatItem(b)
	return x == y, err
}

// Tidy gives an item as it will be read back: blanks joined, empty parts left
// out. The error joins findings.
func Tidy(i *Item) (*Item, error) {
	text, err := FormatItem(i)
	if err != nil {
		return nil, err
	}
	return ParseItem(i.Target(), text)
}
