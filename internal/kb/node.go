package kb

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// MaxFileBytes is the size at which a file of a base is refused: far above what
// is written by hand, small enough to be read into memory without a thought.
const MaxFileBytes = 1 << 20

// Limits of what a file may expand to. Anchors are fine; a document that grows
// a hundredfold by them, or nests deeper than any base does, is refused.
const (
	maxNodes = 400_000
	maxDepth = 40
)

// A reader reads the YAML of one or more files and collects what is wrong.
type reader struct {
	file  string
	found []Finding
}

func (r *reader) at(n *yaml.Node) Pos { return Pos{File: r.file, Line: n.Line, Col: n.Column} }

func (r *reader) refuse(pos Pos, format string, args ...any) {
	r.found = append(r.found, Finding{Pos: pos, Severity: Error, Text: fmt.Sprintf(format, args...)})
}

func (r *reader) refuseAt(n *yaml.Node, format string, args ...any) {
	r.refuse(r.at(n), format, args...)
}

// document reads the single document of a file. An empty one gives nil.
func (r *reader) document(data []byte) *yaml.Node {
	if len(data) > MaxFileBytes {
		r.refuse(Pos{r.file, 1, 1}, "the file has %d bytes, more than %d: split it by subject", len(data), MaxFileBytes)
		return nil
	}
	if pos, ok := badRune(data); !ok {
		pos.File = r.file
		r.refuse(pos, "the text is not UTF-8 here: save the file as UTF-8")
		return nil
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	var doc, next yaml.Node
	if err := dec.Decode(&doc); err != nil {
		if !errors.Is(err, io.EOF) {
			r.syntax(err, data)
		}
		return nil
	}
	if err := dec.Decode(&next); err == nil {
		r.refuseAt(&next, "a second document begins here: keep one list in each file, without \"---\"")
	} else if !errors.Is(err, io.EOF) {
		r.syntax(err, data)
	}
	root := doc.Content[0]
	if budget := maxNodes; !affordable(root, &budget, maxDepth) {
		r.refuseAt(root, "the anchors of this file expand to more than %d values or nest deeper than %d: write it out", maxNodes, maxDepth)
		return nil
	}
	if root.Kind == yaml.ScalarNode && isNull(root) {
		return nil
	}
	return root
}

// syntax reports an error of the YAML library where it says it is. What is
// never closed is found out at the end of the file, and shown where it begins.
func (r *reader) syntax(err error, data []byte) {
	at, text := Pos{r.file, 1, 1}, err.Error()
	var fault *yaml.LoadError
	if errors.As(err, &fault) {
		mark, lines := fault.Mark, bytes.Count(data, []byte("\n"))
		if mark.Line > lines && fault.ContextMark.Line > 0 {
			mark = fault.ContextMark
		}
		if text = fault.Message; mark.Line > 0 {
			at.Line, at.Col = mark.Line, max(mark.Column, 1)
		}
	}
	r.refuse(at, "this is not YAML: %s; check indentation, quotes and colons near this line", text)
}

// badRune finds the first byte that is not UTF-8.
func badRune(data []byte) (Pos, bool) {
	if utf8.Valid(data) {
		return Pos{}, true
	}
	pos := Pos{Line: 1, Col: 1}
	for len(data) > 0 {
		c, size := utf8.DecodeRune(data)
		if c == utf8.RuneError && size == 1 {
			break
		}
		if pos.Col++; c == '\n' {
			pos.Line, pos.Col = pos.Line+1, 1
		}
		data = data[size:]
	}
	return pos, false
}

// affordable walks a node as its aliases expand it and stops when the budget is spent.
func affordable(n *yaml.Node, budget *int, depth int) bool {
	if *budget--; *budget < 0 || depth == 0 {
		return false
	}
	if n.Kind == yaml.AliasNode {
		return affordable(n.Alias, budget, depth-1)
	}
	for _, c := range n.Content {
		if !affordable(c, budget, depth-1) {
			return false
		}
	}
	return true
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}

// kindName says what a node is, in words for the person who wrote it.
func kindName(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case isNull(n):
		return "nothing"
	}
	return strconv.Quote(clip(n.Value))
}

// clip shortens what is quoted in a message.
func clip(s string) string {
	const most = 60
	if c := []rune(s); len(c) > most {
		return string(c[:most]) + "…"
	}
	return s
}

// A pair is a key of a mapping and its value.
type pair struct{ key, val *yaml.Node }

// pairs gives the entries of a mapping with merge keys resolved. A key that is
// there twice is refused.
func (r *reader) pairs(n *yaml.Node, what string) ([]pair, bool) {
	n = resolve(n)
	if n.Kind != yaml.MappingNode {
		r.refuseAt(n, "%s is %s where a mapping of keys is expected: write \"key: value\" lines", what, kindName(n))
		return nil, false
	}
	var out []pair
	var merged []*yaml.Node
	seen := make(map[string]*yaml.Node)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := resolve(n.Content[i]), resolve(n.Content[i+1])
		switch first := seen[k.Value]; {
		case k.Kind != yaml.ScalarNode:
			r.refuseAt(n.Content[i], "a key of %s is %s: a key is a single word", what, kindName(k))
		case k.ShortTag() == "!!merge":
			merged = append(merged, v)
		case first != nil:
			r.refuseAt(n.Content[i], "key %q is given twice in %s, first on line %d: remove one", k.Value, what, first.Line)
		default:
			seen[k.Value] = k
			out = append(out, pair{n.Content[i], v})
		}
	}
	for _, m := range merged {
		out = r.merge(out, seen, m, what)
	}
	return out, true
}

// merge adds the entries of a merged mapping, or of several, that are not given already.
func (r *reader) merge(out []pair, seen map[string]*yaml.Node, m *yaml.Node, what string) []pair {
	from := []*yaml.Node{m}
	if m.Kind == yaml.SequenceNode {
		from = m.Content
	}
	for _, one := range from {
		more, _ := r.pairs(one, what)
		for _, p := range more {
			if key := resolve(p.key); seen[key.Value] == nil {
				seen[key.Value] = key
				out = append(out, p)
			}
		}
	}
	return out
}

// A field is a key that a mapping may have and what is done with its value.
type field struct {
	key  string
	read func(*yaml.Node)
}

// fields reads a mapping by a table of its keys, refuses any other key, and
// gives the keys that have a value.
func (r *reader) fields(n *yaml.Node, what string, table []field) (given map[string]bool, ok bool) {
	entries, ok := r.pairs(n, what)
	given = make(map[string]bool)
	for _, p := range entries {
		key := resolve(p.key).Value
		i := 0
		for i < len(table) && table[i].key != key {
			i++
		}
		switch {
		case i == len(table):
			r.refuseAt(p.key, "%s has no key %q: %s", what, clip(key), hint(key, keysOf(table)))
		case !isNull(p.val):
			given[key] = true
			table[i].read(p.val)
		}
	}
	return given, ok
}

func keysOf(table []field) []string {
	keys := make([]string, len(table))
	for i, f := range table {
		keys[i] = f.key
	}
	return keys
}

// items gives the elements of a list.
func (r *reader) items(n *yaml.Node, what string) []*yaml.Node {
	n = resolve(n)
	if n.Kind != yaml.SequenceNode {
		r.refuseAt(n, "%s is %s where a list is expected: begin each element with \"- \"", what, kindName(n))
		return nil
	}
	out := make([]*yaml.Node, len(n.Content))
	for i, c := range n.Content {
		out[i] = resolve(c)
	}
	return out
}

// text reads words or a number as text, without spaces around it.
func (r *reader) text(n *yaml.Node, what string) string {
	n = resolve(n)
	switch {
	case n.Kind != yaml.ScalarNode:
		r.refuseAt(n, "%s is %s where text is expected: write it on one line, in quotes if it has a colon", what, kindName(n))
	case n.ShortTag() == "!!bool":
		r.refuseAt(n, "%s is the truth value %s where text is expected: put it in quotes if the word is meant", what, n.Value)
	case n.ShortTag() == "!!binary":
		r.refuseAt(n, "%s is binary where text is expected: write it as it reads", what)
	case strings.TrimSpace(n.Value) == "":
		r.refuseAt(n, "%s is empty: write it or leave the key out", what)
	default:
		return strings.Join(strings.Fields(n.Value), " ")
	}
	return ""
}

// texts reads a list of texts, or a single one.
func (r *reader) texts(n *yaml.Node, what string) []string {
	n = resolve(n)
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = r.items(n, what)
	}
	var out []string
	for _, c := range nodes {
		if s := r.text(c, "an element of "+what); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// number reads a number, quoted or not.
func (r *reader) number(n *yaml.Node, what string) float64 {
	s := r.text(n, what)
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, "_", ""), 64)
	if err != nil || v-v != 0 {
		r.refuseAt(n, "%s is %q where a number is expected: write it in digits, such as 2610000 or 48.5, and put the unit into unit", what, clip(s))
		return 0
	}
	return v
}

// oneOf reads one of a few words.
func oneOf[T ~string](r *reader, n *yaml.Node, what string, known []T) T {
	s := r.text(n, what)
	words := make([]string, len(known))
	for i, k := range known {
		if words[i] = string(k); s == words[i] {
			return k
		}
	}
	if s != "" {
		r.refuseAt(n, "%s %q is not known: %s", what, clip(s), hint(s, words))
	}
	return ""
}

// parsed reads text by a function that can refuse it.
func parsed[T any](r *reader, n *yaml.Node, what string, parse func(string) (T, error)) T {
	s := r.text(n, what)
	v, err := parse(s)
	if err != nil {
		r.refuseAt(n, "%s: write it as one of the forms that are known", err)
	}
	return v
}

var (
	idForm   = regexp.MustCompile(`^[\pL\pN][\pL\pN._-]{0,79}$`)
	langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// id reads the name of a fact, source or lexicon entry.
func (r *reader) id(n *yaml.Node, what string) string {
	s := r.text(n, what)
	if s != "" && !idForm.MatchString(s) {
		r.refuseAt(n, "%s %q is not an id: use up to 80 letters, digits and hyphens, such as nev-exports-2025", what, clip(s))
		return ""
	}
	return s
}

// byLanguage reads a mapping of language tags. What is no mapping is taken for English.
func (r *reader) byLanguage(n *yaml.Node, what string, read func(lang string, n *yaml.Node)) {
	n = resolve(n)
	if n.Kind != yaml.MappingNode {
		read("en", n)
		return
	}
	entries, _ := r.pairs(n, what)
	for _, p := range entries {
		lang := resolve(p.key).Value
		if !langForm.MatchString(lang) {
			r.refuseAt(p.key, "%q in %s is not a language tag: write en, zh or pt-BR", clip(lang), what)
			continue
		}
		if !isNull(p.val) {
			read(lang, p.val)
		}
	}
}
