package kb

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The two files of a base that do not hold facts.
const (
	sourcesFile = "sources.yaml"
	lexiconFile = "lexicon.yaml"
)

// Load reads a base: every *.yaml file of the folder's root is a list of facts,
// except sources.yaml and lexicon.yaml. Other files and nested folders are left
// alone. A base loads whole or not at all; the error joins every Finding there
// is, in order of file and line, each with file, line and column.
func Load(fsys fs.FS) (*Base, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("read the fact base: %w", err)
	}
	l := newLoader("")
	files, sources := 0, false
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || strings.HasPrefix(name, ".") {
			continue
		}
		l.file = name
		if path.Ext(name) == ".yml" {
			l.refuse(Pos{name, 1, 1}, "the file ends in .yml and would not be read: rename it to .yaml")
		}
		if path.Ext(name) != ".yaml" {
			continue
		}
		data, err := readFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read the fact base: %w", err)
		}
		switch name {
		case sourcesFile:
			sources = true
			l.readSources(data)
		case lexiconFile:
			l.readLexicon(data)
		default:
			files++
			l.readFacts(data)
		}
	}
	return l.finish(files, sources)
}

// finish judges what needs the whole base.
func (l *loader) finish(files int, sources bool) (*Base, error) {
	if files == 0 {
		l.refuse(Pos{".", 1, 1}, "the folder holds no facts: it needs %s and at least one other *.yaml file with a list of facts", sourcesFile)
	} else if !sources {
		l.refuse(Pos{sourcesFile, 1, 1}, "the file is missing: write the list of sources that the facts cite, at least \"- id: NAME\" for each")
	}
	b := NewBase(l.facts, l.sources, l.lexicon)
	for _, judge := range l.later {
		judge(b)
	}
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	return b, nil
}

// readFile reads no more than is needed to see that a file is too long.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
}

func (l *loader) readSources(data []byte) {
	before := len(l.found)
	root := l.document(data)
	if root == nil {
		if len(l.found) == before {
			l.refuse(Pos{l.file, 1, 1}, "the file is empty: write the list of sources, at least \"- id: NAME\" for each")
		}
		return
	}
	at := make(map[SourceID]Pos)
	for _, n := range l.items(root, sourcesFile) {
		s, ok := l.source(n)
		if !ok {
			continue
		}
		if first, twice := at[s.ID]; twice {
			l.refuse(s.Pos, "source id %q is used already at %s: give one of them another id", s.ID, first)
			continue
		}
		if s.ID != "" {
			at[s.ID] = s.Pos
		}
		l.sources = append(l.sources, s)
	}
}

func (l *loader) source(n *yaml.Node) (Source, bool) {
	s := Source{Pos: l.at(n)}
	given, ok := l.fields(n, "a source", []field{
		{"id", func(n *yaml.Node) { s.ID = SourceID(l.id(n, "id")) }},
		{"title", func(n *yaml.Node) { s.Title = l.text(n, "title") }},
		{"author", func(n *yaml.Node) { s.Author = l.text(n, "author") }},
		{"date", func(n *yaml.Node) { s.Date = l.text(n, "date") }},
		{"url", func(n *yaml.Node) { s.URL = l.text(n, "url") }},
		{"note", func(n *yaml.Node) { s.Note = l.text(n, "note") }},
		{"speaks_from", func(n *yaml.Node) { s.SpeaksFrom = l.speaksFrom(n) }},
		{"paragraphs", func(n *yaml.Node) { s.Paragraphs = l.paragraphs(n) }},
	})
	if ok && !given["id"] {
		l.refuse(s.Pos, "a source has no id: add one, such as \"id: cn-auto\"")
	}
	return s, ok
}

func (l *loader) speaksFrom(n *yaml.Node) int {
	s := l.text(n, "speaks_from")
	if !Known(s) {
		return 0
	}
	y, err := year(s)
	if err != nil {
		l.refuseAt(n, "speaks_from is %q where a year is expected: write four digits, such as 2026, or unknown", clip(s))
	}
	return y
}

func (l *loader) paragraphs(n *yaml.Node) map[string]string {
	out := make(map[string]string)
	entries, _ := l.pairs(n, "paragraphs")
	for _, p := range entries {
		if label := l.text(p.key, "a label of paragraphs"); label != "" {
			out[label] = strings.ToLower(l.text(p.val, "the checksum of paragraph \""+clip(label)+"\""))
		}
	}
	return out
}
