package kb

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// A Difference is one field in which two contents of a target differ, as a
// moderator reads it. An empty side means that the field is not there.
type Difference struct {
	Field  string // "statement", "figure", "ask.en"
	Before string
	After  string
}

// String gives "statement: before → after".
func (d Difference) String() string {
	side := func(s string) string {
		if s == "" {
			return "nothing"
		}
		return s
	}
	return d.Field + ": " + side(d.Before) + " → " + side(d.After)
}

// Diff lists the fields in which two contents of a target differ, in the order
// of the format; nil stands for nothing. Example questions and translations are
// told apart by language.
func Diff(before, after *Item) ([]Difference, error) {
	x, err := itemFields(before)
	if err != nil {
		return nil, err
	}
	y, err := itemFields(after)
	if err != nil {
		return nil, err
	}
	var out []Difference
	for _, name := range names2(x, y) {
		b, a := shown(x.get(name)), shown(y.get(name))
		if b != a {
			out = append(out, Difference{name, b, a})
		}
	}
	return out, nil
}

// A fieldValue is one field of an item as it is written.
type fieldValue struct {
	name string
	node *yaml.Node
}

type fieldValues []fieldValue

func (f fieldValues) get(name string) *yaml.Node {
	for _, v := range f {
		if v.name == name {
			return v.node
		}
	}
	return nil
}

// byLanguageField reports whether a field is split by language, so that an edit of one leaves the other alone.
func byLanguageField(name string) bool { return name == "ask" || name == "text" }

// itemFields splits an item into its fields.
func itemFields(i *Item) (fieldValues, error) {
	n, err := itemNode(i)
	if n == nil || err != nil {
		return nil, err
	}
	var out fieldValues
	for k := 0; k+1 < len(n.Content); k += 2 {
		name, val := n.Content[k].Value, n.Content[k+1]
		if !byLanguageField(name) {
			out = append(out, fieldValue{name, val})
			continue
		}
		for j := 0; j+1 < len(val.Content); j += 2 {
			out = append(out, fieldValue{name + "." + val.Content[j].Value, val.Content[j+1]})
		}
	}
	return out, nil
}

// names2 gives the names of both, the second's own after the field that they
// follow there, so that the order of the format is kept.
func names2(x, y fieldValues) []string {
	var out []string
	seen := make(map[string]bool)
	i := 0
	for _, v := range y {
		if x.get(v.name) != nil {
			for ; i < len(x) && !seen[v.name]; i++ {
				if !seen[x[i].name] {
					out, seen[x[i].name] = append(out, x[i].name), true
				}
			}
		}
		if !seen[v.name] {
			out, seen[v.name] = append(out, v.name), true
		}
	}
	for _, v := range x {
		if !seen[v.name] {
			out, seen[v.name] = append(out, v.name), true
		}
	}
	return out
}

// shown writes a value on one line for people.
func shown(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	var parts []string
	switch n.Kind {
	case yaml.SequenceNode:
		for _, c := range n.Content {
			parts = append(parts, shown(c))
		}
		return strings.Join(parts, "; ")
	case yaml.MappingNode:
		for k := 0; k+1 < len(n.Content); k += 2 {
			parts = append(parts, n.Content[k].Value+" "+shown(n.Content[k+1]))
		}
		return strings.Join(parts, ", ")
	}
	return n.Value
}
