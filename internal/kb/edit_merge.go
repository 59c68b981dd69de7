package kb

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// An Overlap is a field that two editors changed in different ways.
type Overlap struct {
	Field  string
	Was    string
	Ours   string
	Theirs string
}

// Merge joins two edits of one content: ours is what this editor wants, theirs
// what was saved meanwhile. Fields that only one of them changed are taken from
// who did; example questions and topics that both added or removed are joined.
// Where both changed a field differently, theirs is taken and the field is
// reported, for the editor to decide. The error is ErrInvalid where the parts
// make no fact together.
func Merge(was, ours, theirs *Item) (*Item, []Overlap, error) {
	if ours == nil || theirs == nil || ours.Target() != theirs.Target() {
		return nil, nil, fmt.Errorf("merge two edits that are not of one thing: %w", ErrInvalid)
	}
	var sides [3]fieldValues
	for i, item := range []*Item{was, ours, theirs} {
		f, err := itemFields(item)
		if err != nil {
			return nil, nil, err
		}
		sides[i] = f
	}
	w, o, t := sides[0], sides[1], sides[2]
	var merged fieldValues
	var overlaps []Overlap
	for _, name := range names2(t, o) {
		n, clash := mergeField(name, w.get(name), o.get(name), t.get(name))
		if clash {
			overlaps = append(overlaps, Overlap{name, shown(w.get(name)), shown(o.get(name)), shown(t.get(name))})
		}
		if n != nil {
			merged = append(merged, fieldValue{name, n})
		}
	}
	item, err := merged.item(ours.Target())
	return item, overlaps, err
}

// mergeField chooses one field; clash where both sides changed it differently.
func mergeField(name string, was, ours, theirs *yaml.Node) (n *yaml.Node, clash bool) {
	w, o, t := written(was), written(ours), written(theirs)
	switch {
	case o == t || o == w:
		return theirs, false
	case t == w:
		return ours, false
	case name == "topics" || name == "terms" || strings.HasPrefix(name, "ask."):
		return mergeList(was, ours, theirs), false
	}
	return theirs, true
}

// written writes a value so that equal values, and only those, are written alike.
func written(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d %q(", n.Kind, n.Value)
	for _, c := range n.Content {
		b.WriteString(written(c))
	}
	b.WriteString(")")
	return b.String()
}

// mergeList takes what theirs has, without what ours removed, with what ours added.
func mergeList(was, ours, theirs *yaml.Node) *yaml.Node {
	w, o, t := values(was), values(ours), values(theirs)
	out := slices.DeleteFunc(slices.Clone(t), func(s string) bool { return slices.Contains(w, s) && !slices.Contains(o, s) })
	for _, s := range o {
		if !slices.Contains(w, s) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil
	}
	n := &yaml.Node{Kind: yaml.SequenceNode}
	for _, s := range out {
		n.Content = append(n.Content, textNode(s))
	}
	return n
}

func values(n *yaml.Node) []string {
	if n == nil {
		return nil
	}
	out := make([]string, len(n.Content))
	for i, c := range n.Content {
		out[i] = c.Value
	}
	return out
}

// item puts fields together again.
func (f fieldValues) item(t Target) (*Item, error) {
	n := &yaml.Node{Kind: yaml.MappingNode}
	nested := make(map[string]*yaml.Node)
	for _, v := range f {
		name, lang, ok := strings.Cut(v.name, ".")
		if !ok || !byLanguageField(name) {
			putNode(n, v.name, v.node)
			continue
		}
		if nested[name] == nil {
			nested[name] = &yaml.Node{Kind: yaml.MappingNode}
			putNode(n, name, nested[name])
		}
		putNode(nested[name], lang, v.node)
	}
	text, err := listOfOne(n)
	if err != nil {
		return nil, err
	}
	return ParseItem(t, text)
}
