package kb

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// FormatFacts writes facts as a file of a base. It is the inverse of ParseFacts,
// except for positions: what it writes reads as the same facts. Keys stand in
// the order in which the format documents them, languages in alphabetical order.
func FormatFacts(facts []Fact) ([]byte, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode}
	for i := range facts {
		list.Content = append(list.Content, factNode(&facts[i]))
	}
	return marshal(list)
}

// marshal writes a value or a node as YAML, the way the files of a base are written.
func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	if err := enc.Close(); err != nil {
		return nil, fmt.Errorf("write YAML: %w", err)
	}
	return out.Bytes(), nil
}

func factNode(f *Fact) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	put(n, "id", string(f.ID))
	put(n, "statement", f.Statement)
	put(n, "answer", f.Answer)
	put(n, "kind", string(f.Kind))
	put(n, "by", f.By)
	put(n, "subject", f.Subject)
	put(n, "measure", f.Measure)
	put(n, "period", f.Period.String())
	if f.Figure != nil {
		putNode(n, "figure", figureNode(f.Figure))
	}
	putList(n, "list", ids(f.List))
	if len(f.Evidence) > 0 {
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for _, e := range f.Evidence {
			list.Content = append(list.Content, evidenceNode(e))
		}
		putNode(n, "evidence", list)
	}
	reads := flow(yaml.MappingNode)
	for _, k := range slices.Sorted(maps.Keys(f.Reads)) {
		put(reads, k, f.Reads[k])
	}
	if len(reads.Content) > 0 {
		putNode(n, "reads", reads)
	}
	putAsk(n, f.Ask)
	putTranslations(n, f.Text)
	putList(n, "topics", f.Topics)
	put(n, "valid_until", string(f.ValidUntil))
	put(n, "review_by", string(f.ReviewBy))
	return n
}

func figureNode(g *Figure) *yaml.Node {
	n := flow(yaml.MappingNode)
	put(n, "qualifier", string(g.Qualifier))
	putNode(n, "value", numberNode(g.Value))
	if g.Qualifier == Between {
		putNode(n, "to", numberNode(g.To))
	}
	put(n, "unit", g.Unit)
	put(n, "as", string(g.As))
	put(n, "of", g.Of)
	put(n, "versus", g.Versus.String())
	return n
}

func evidenceNode(e Evidence) *yaml.Node {
	n := flow(yaml.MappingNode)
	put(n, "source", string(e.Source))
	put(n, "paragraph", e.Paragraph)
	put(n, "phrase", e.Phrase)
	return n
}

func putAsk(n *yaml.Node, ask map[string][]string) {
	if len(ask) == 0 {
		return
	}
	langs := &yaml.Node{Kind: yaml.MappingNode}
	for _, lang := range slices.Sorted(maps.Keys(ask)) {
		list := &yaml.Node{Kind: yaml.SequenceNode}
		for _, q := range ask[lang] {
			list.Content = append(list.Content, textNode(q))
		}
		putNode(langs, lang, list)
	}
	putNode(n, "ask", langs)
}

func putTranslations(n *yaml.Node, texts map[string]Text) {
	if len(texts) == 0 {
		return
	}
	langs := &yaml.Node{Kind: yaml.MappingNode}
	for _, lang := range slices.Sorted(maps.Keys(texts)) {
		t := &yaml.Node{Kind: yaml.MappingNode}
		put(t, "statement", texts[lang].Statement)
		put(t, "answer", texts[lang].Answer)
		putNode(langs, lang, t)
	}
	putNode(n, "text", langs)
}

func ids(list []FactID) []string {
	out := make([]string, len(list))
	for i, id := range list {
		out[i] = string(id)
	}
	return out
}

func flow(kind yaml.Kind) *yaml.Node { return &yaml.Node{Kind: kind, Style: yaml.FlowStyle} }

// textNode is text whatever it looks like: the encoder quotes it where it must.
func textNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}

func numberNode(v float64) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: strconv.FormatFloat(v, 'f', -1, 64)}
}

func putNode(n *yaml.Node, key string, val *yaml.Node) {
	n.Content = append(n.Content, textNode(key), val)
}

func put(n *yaml.Node, key, val string) {
	if val != "" {
		putNode(n, key, textNode(val))
	}
}

func putList(n *yaml.Node, key string, list []string) {
	if len(list) == 0 {
		return
	}
	val := flow(yaml.SequenceNode)
	for _, s := range list {
		val.Content = append(val.Content, textNode(s))
	}
	putNode(n, key, val)
}
