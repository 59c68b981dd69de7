package kb

import (
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// A loader reads the files of one base. What can only be judged when all of
// them are read waits in later.
type loader struct {
	reader
	facts   []Fact
	sources []Source
	lexicon Lexicon
	factAt  map[FactID]Pos
	later   []func(*Base)
}

func newLoader(file string) *loader {
	return &loader{reader: reader{file: file}, factAt: map[FactID]Pos{}}
}

// ParseFacts reads a list of facts as it stands in a file of a base. It judges
// the facts by themselves: whether sources and listed facts exist is a matter of
// the base that they go into (see Load and Validate). The error joins every
// Finding, each with file, line and column.
func ParseFacts(file string, data []byte) ([]Fact, error) {
	l := newLoader(file)
	l.readFacts(data)
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	return l.facts, nil
}

func (l *loader) readFacts(data []byte) {
	before := len(l.found)
	root := l.document(data)
	if root == nil {
		if len(l.found) == before {
			l.refuse(Pos{l.file, 1, 1}, "the file is empty: write a list of facts, each beginning with \"- id:\", or delete it")
		}
		return
	}
	for _, n := range l.items(root, "a file of facts") {
		l.fact(n)
	}
}

// fact reads one fact and adds it, whole or not, so that what names it is not
// reported as well.
func (l *loader) fact(n *yaml.Node) {
	f := Fact{Pos: l.at(n)}
	idAt := f.Pos
	given, ok := l.fields(n, "a fact", []field{
		{"id", func(n *yaml.Node) { f.ID, idAt = FactID(l.id(n, "id")), l.at(n) }},
		{"statement", func(n *yaml.Node) { f.Statement = l.text(n, "statement") }},
		{"answer", func(n *yaml.Node) { f.Answer = l.text(n, "answer") }},
		{"kind", func(n *yaml.Node) { f.Kind = oneOf(&l.reader, n, "kind", Kinds()) }},
		{"subject", func(n *yaml.Node) { f.Subject = l.text(n, "subject") }},
		{"measure", func(n *yaml.Node) { f.Measure = l.text(n, "measure") }},
		{"period", func(n *yaml.Node) { f.Period = parsed(&l.reader, n, "period", ParsePeriod) }},
		{"figure", func(n *yaml.Node) { f.Figure = l.figure(n) }},
		{"evidence", func(n *yaml.Node) { f.Evidence = l.evidence(n) }},
		{"reads", func(n *yaml.Node) { f.Reads = l.reads(n) }},
		{"ask", func(n *yaml.Node) { f.Ask, f.AskAt = l.ask(n) }},
		{"text", func(n *yaml.Node) { f.Text = l.translations(n) }},
		{"topics", func(n *yaml.Node) { f.Topics = l.texts(n, "topics") }},
		{"by", func(n *yaml.Node) { f.By = l.text(n, "by") }},
		{"list", func(n *yaml.Node) { f.List = l.list(&f, n) }},
		{"valid_until", func(n *yaml.Node) { f.ValidUntil = parsed(&l.reader, n, "valid_until", ParseDate) }},
		{"review_by", func(n *yaml.Node) { f.ReviewBy = parsed(&l.reader, n, "review_by", ParseDate) }},
	})
	if !ok {
		return
	}
	l.complete(&f, given)
	if first, twice := l.factAt[f.ID]; twice {
		l.refuse(idAt, "fact id %q is used already at %s: give one of them another id", f.ID, first)
		return
	}
	if f.ID != "" {
		l.factAt[f.ID] = idAt
	}
	l.facts = append(l.facts, f)
}

// complete refuses a fact that lacks what every fact must have.
func (l *loader) complete(f *Fact, given map[string]bool) {
	name := "the fact"
	if f.ID != "" {
		name = "fact \"" + string(f.ID) + "\""
	}
	if !given["id"] {
		l.refuse(f.Pos, "a fact has no id: add one, such as \"id: nev-exports-2025\"")
	}
	if given["list"] {
		if given["statement"] && !given["evidence"] {
			l.refuse(f.Pos, "%s is a list and states something without evidence: a list claims nothing itself, so remove the statement or make it a fact of its own", name)
		}
		return
	}
	if !given["statement"] {
		l.refuse(f.Pos, "%s has no statement: add one sentence in your own words", name)
	}
	if !given["evidence"] {
		l.refuse(f.Pos, "%s has no evidence: add \"evidence: [{source: ..., paragraph: ..., phrase: ...}]\"", name)
	}
	if f.Kind == KindOpinion && !given["by"] {
		l.refuse(f.Pos, "%s is an opinion without a holder: add \"by:\" with who holds it", name)
	}
}

func (l *loader) figure(n *yaml.Node) *Figure {
	var g Figure
	given, ok := l.fields(n, "figure", []field{
		{"qualifier", func(n *yaml.Node) { g.Qualifier = oneOf(&l.reader, n, "qualifier", Qualifiers()) }},
		{"value", func(n *yaml.Node) { g.Value = l.number(n, "value") }},
		{"to", func(n *yaml.Node) { g.To = l.number(n, "to") }},
		{"unit", func(n *yaml.Node) { g.Unit = l.text(n, "unit") }},
		{"as", func(n *yaml.Node) { g.As = oneOf(&l.reader, n, "as", Ases()) }},
		{"of", func(n *yaml.Node) { g.Of = l.text(n, "of") }},
		{"versus", func(n *yaml.Node) { g.Versus = parsed(&l.reader, n, "versus", ParsePeriod) }},
	})
	switch {
	case !ok:
	case !given["value"]:
		l.refuseAt(n, "figure has no value: add the number, such as \"value: 2610000\"")
	case given["to"] && g.Qualifier != Between:
		l.refuseAt(n, "figure has an upper end without the qualifier between: write \"qualifier: between\" or remove \"to\"")
	case g.Qualifier == Between && !given["to"]:
		l.refuseAt(n, "figure is between and has no upper end: add \"to:\"")
	case g.Qualifier == Between && g.To <= g.Value:
		l.refuseAt(n, "figure ends at or below where it begins: give the lower number as value and the higher as to")
	}
	return &g
}

// evidence reads one piece of evidence or a list of them.
func (l *loader) evidence(n *yaml.Node) []Evidence {
	nodes := []*yaml.Node{n}
	if n.Kind != yaml.MappingNode {
		if nodes = l.items(n, "evidence"); n.Kind == yaml.SequenceNode && len(nodes) == 0 {
			l.refuseAt(n, "evidence is empty: name at least the source, as {source: ..., paragraph: ..., phrase: ...}")
		}
	}
	var out []Evidence
	for _, c := range nodes {
		if e, ok := l.piece(c); ok {
			out = append(out, e)
		}
	}
	return out
}

func (l *loader) piece(n *yaml.Node) (Evidence, bool) {
	e := Evidence{Pos: l.at(n)}
	given, ok := l.fields(n, "evidence", []field{
		{"source", func(n *yaml.Node) {
			e.Source = SourceID(l.id(n, "source"))
			l.sourceExists(e.Source, l.at(n))
		}},
		{"paragraph", func(n *yaml.Node) { e.Paragraph = l.text(n, "paragraph") }},
		{"phrase", func(n *yaml.Node) {
			e.Phrase = l.text(n, "phrase")
			if w := phraseWords(e.Phrase); w > MaxPhraseWords {
				l.refuseAt(n, "the phrase has %d words, at most %d are allowed: keep the words that carry the claim", w, MaxPhraseWords)
			}
		}},
	})
	if ok && !given["source"] {
		l.refuseAt(n, "evidence has no source: add \"source:\" with an id from %s", sourcesFile)
	}
	return e, ok
}

// phraseWords counts the words of a phrase; a dash by itself is none.
func phraseWords(s string) int {
	n := 0
	for _, w := range strings.Fields(s) {
		if strings.IndexFunc(w, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }) >= 0 {
			n++
		}
	}
	return n
}

func (l *loader) sourceExists(id SourceID, pos Pos) {
	if id == "" {
		return
	}
	l.later = append(l.later, func(b *Base) {
		if len(b.Sources) > 0 && b.Source(id) == nil {
			l.refuse(pos, "source %q is not in %s: %s", id, sourcesFile, hint(string(id), sourceIDs(b)))
		}
	})
}

func sourceIDs(b *Base) []string {
	ids := make([]string, len(b.Sources))
	for i, s := range b.Sources {
		ids[i] = string(s.ID)
	}
	return ids
}

func (l *loader) factExists(id FactID, pos Pos, what string) {
	l.later = append(l.later, func(b *Base) {
		if b.Fact(id) == nil {
			l.refuse(pos, "%s names the fact %q, which does not exist: %s", what, id, hint(string(id), factIDs(b)))
		}
	})
}

func factIDs(b *Base) []string {
	ids := make([]string, len(b.Facts))
	for i, f := range b.Facts {
		ids[i] = string(f.ID)
	}
	return ids
}

func (l *loader) reads(n *yaml.Node) map[string]string {
	out := make(map[string]string)
	entries, _ := l.pairs(n, "reads")
	for _, p := range entries {
		if key := l.text(p.key, "a key of reads"); key != "" {
			out[key] = l.text(p.val, "reads of \""+clip(key)+"\"")
		}
	}
	return out
}

func (l *loader) ask(n *yaml.Node) (map[string][]string, map[string][]Pos) {
	out, at := make(map[string][]string), make(map[string][]Pos)
	l.byLanguage(n, "ask", func(lang string, n *yaml.Node) {
		nodes := []*yaml.Node{resolve(n)}
		if nodes[0].Kind == yaml.SequenceNode {
			nodes = l.items(n, "ask")
		}
		for _, q := range nodes {
			if s := l.text(q, "an element of ask"); s != "" {
				out[lang] = append(out[lang], s)
				at[lang] = append(at[lang], l.at(q))
			}
		}
	})
	return out, at
}

func (l *loader) translations(n *yaml.Node) map[string]Text {
	out := make(map[string]Text)
	if n.Kind != yaml.MappingNode {
		l.refuseAt(n, "text is %s where languages are expected: write \"text: {zh: {statement: ..., answer: ...}}\"", kindName(n))
		return nil
	}
	l.byLanguage(n, "text", func(lang string, n *yaml.Node) {
		var t Text
		given, ok := l.fields(n, "a translation", []field{
			{"statement", func(n *yaml.Node) { t.Statement = l.text(n, "statement") }},
			{"answer", func(n *yaml.Node) { t.Answer = l.text(n, "answer") }},
		})
		if ok && !given["statement"] && !given["answer"] {
			l.refuseAt(n, "the translation says nothing: give it a statement or an answer, or remove it")
			return
		}
		out[lang] = t
	})
	return out
}

// list reads the facts that a list names. A list of lists would have no order
// of its own and could go round in circles.
func (l *loader) list(f *Fact, n *yaml.Node) []FactID {
	var out []FactID
	nodes := l.items(n, "list")
	if len(nodes) == 0 && n.Kind == yaml.SequenceNode {
		l.refuseAt(n, "the list is empty: name the facts it holds, in order")
	}
	seen := make(map[FactID]bool)
	for _, c := range nodes {
		id, pos := FactID(l.id(c, "an element of list")), l.at(c)
		switch {
		case id == "":
			continue
		case seen[id]:
			l.refuse(pos, "the list names %q twice: remove one", id)
			continue
		}
		seen[id] = true
		out = append(out, id)
		l.factExists(id, pos, "the list")
		l.later = append(l.later, func(b *Base) {
			if m := b.Fact(id); m != nil && len(m.List) > 0 {
				l.refuse(pos, "the list names %q, which is a list itself: name its facts instead", id)
			}
		})
	}
	return out
}
