package bot

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"autofacts/internal/kb"
)

// A File is an attachment, or a file of an operator's.
type File struct {
	Name string
	Data []byte
}

// Format is a form of export.
type Format string

// The formats of export.
const (
	YAML Format = "yaml" // facts.yaml, sources.yaml, synonyms.yaml, as a base has them, and retired.yaml
	CSV  Format = "csv"  // facts.csv, sources.csv, synonyms.csv, retired.csv
)

// Export gives the whole base of the caller's server as files that Import reads,
// curated facts included, and what the server retired of the curated base, so
// that an import into an empty server gives the same base: CmdExport.
func (b *Bot) Export(ctx context.Context, c Caller, f Format) ([]File, error) {
	if _, err := b.allow(ctx, c, CmdExport); err != nil {
		return nil, err
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return nil, err
	}
	files, err := exportFiles(h, f)
	if err != nil {
		return nil, err
	}
	facts, lists := h.base().Tally()
	if err := b.store.Note(ctx, kb.Entry{Guild: c.Guild, By: c.Person, What: kb.AuditExport, Target: string(f), Detail: fmt.Sprintf("%d facts and %d lists", facts, lists)}); err != nil {
		return nil, b.unreachable("write the audit", c.Guild, err)
	}
	return files, nil
}

// exportFiles writes what a server has.
func exportFiles(h *home, f Format) ([]File, error) {
	switch f {
	case YAML:
		return exportYAML(h.base(), h.retired())
	case CSV:
		return exportCSV(h.base(), h.retired())
	}
	return nil, sayInvalid(quoted(string(f)) + " is not a format: yaml or csv")
}

// retired lists what the server took out of the curated base, in the order of the
// revisions. What was its own and is retired is no part of any base.
func (h *home) retired() []kb.Target {
	var out []kb.Target
	for i := range h.heads {
		if t := h.heads[i].Target; h.heads[i].State == kb.Retired && h.curated.Base().Item(t) != nil {
			out = append(out, t)
		}
	}
	return out
}

func exportYAML(base *kb.Base, gone []kb.Target) ([]File, error) {
	facts, err := kb.FormatFacts(base.Facts)
	if err != nil {
		return nil, err
	}
	var retired []byte
	if len(gone) > 0 {
		if retired, err = kb.FormatRetired(gone); err != nil {
			return nil, err
		}
	}
	var sources, synonyms strings.Builder
	for i := range base.Sources {
		text, err := kb.FormatItem(&kb.Item{Source: &base.Sources[i]})
		if err != nil {
			return nil, err
		}
		sources.WriteString(text)
	}
	for _, words := range base.Lexicon.Terms {
		text, err := kb.FormatItem(&kb.Item{Synonym: &kb.Synonym{Words: words}})
		if err != nil {
			return nil, err
		}
		synonyms.WriteString(text)
	}
	return filled(File{"facts.yaml", facts}, File{"sources.yaml", []byte(sources.String())}, File{"synonyms.yaml", []byte(synonyms.String())},
		File{"retired.yaml", retired}), nil
}

// filled leaves out files without anything in them.
func filled(files ...File) []File {
	var out []File
	for _, f := range files {
		if len(f.Data) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// MaxImport is how much is read of all files of an import together, in bytes.
const MaxImport = 1 << 20

// Import reads files as Export writes them and shows what they would do, all or
// nothing: each objection names file, line and column. What the files do not name
// stays as it is. It gives a draft for Save whose Differences are empty and whose
// Import has the counts: CmdImport.
func (b *Bot) Import(ctx context.Context, c Caller, files []File, why string) (Preview, error) {
	s, err := b.allow(ctx, c, CmdImport)
	if err != nil {
		return Preview{}, err
	}
	size := 0
	for _, f := range files {
		size += len(f.Data)
	}
	if size > MaxImport {
		return Preview{}, sayInvalid(fmt.Sprintf("the files have %d bytes, at most %d are read: import them in parts", size, MaxImport))
	}
	h, err := b.fresh(ctx, c.Guild)
	if err != nil {
		return Preview{}, err
	}
	in := importer{h: h, count: &ImportCount{}, named: map[kb.Target]kb.Pos{}, retired: map[kb.Target]bool{}}
	for _, first := range []bool{true, false} { // what goes is known before lists are read that named it
		for _, f := range files {
			if isRetired(f) == first {
				in.read(f)
			}
		}
	}
	if len(in.wrong) == 0 && len(in.edits) == 0 {
		in.wrong = append(in.wrong, kb.Objection{Text: fmt.Sprintf("there is nothing to import: the %d things of the files are in the base as they are", in.count.Same)})
	}
	if len(in.wrong) > 0 {
		return Preview{Objections: in.wrong, Import: in.count}, nil
	}
	d := &draft{guild: c.Guild, person: c.Person, moderator: true, imported: in.edits, count: in.count, wish: Wish{Why: why, Origin: kb.FromImport}}
	b.drafts.put(d, b.now())
	return b.show(ctx, c, d, s)
}

// An importer makes edits of files.
type importer struct {
	h     *home
	edits []kb.Edit
	count *ImportCount
	named map[kb.Target]kb.Pos // what the files speak of, and where first
	wrong []kb.Objection

	retired map[kb.Target]bool // by the files
}

// nameOf takes the name of a file apart: without its folder, that in lower case
// without its ending, and the ending.
func nameOf(f File) (name, kind, ext string) {
	name = path.Base(strings.ReplaceAll(f.Name, "\\", "/"))
	return name, strings.ToLower(strings.TrimSuffix(name, path.Ext(name))), strings.ToLower(path.Ext(name))
}

func isRetired(f File) bool {
	_, kind, _ := nameOf(f)
	return strings.HasPrefix(kind, "retired")
}

// read takes one file, by its name.
func (in *importer) read(f File) {
	name, kind, ext := nameOf(f)
	switch {
	case ext != ".yaml" && ext != ".yml" && ext != ".csv":
		in.object(kb.Pos{File: name, Line: 1, Col: 1}, "only .yaml and .csv files are read: rename it, or export first to see the form")
	case strings.HasPrefix(kind, "source"):
		in.sources(name, ext, f.Data)
	case strings.HasPrefix(kind, "synonym") || strings.HasPrefix(kind, "lexicon"):
		in.synonyms(name, ext, f.Data)
	case isRetired(f):
		in.retirements(name, ext, f.Data)
	default:
		in.facts(name, ext, f.Data)
	}
}

func (in *importer) object(pos kb.Pos, format string, args ...any) {
	in.wrong = append(in.wrong, kb.Objection{Pos: pos, Text: fmt.Sprintf(format, args...)})
}

// failed takes over what is wrong with a file.
func (in *importer) failed(name string, err error) {
	for _, f := range kb.Findings(err) {
		in.wrong = append(in.wrong, kb.Objection{Pos: f.Pos, Text: f.Text})
	}
	if len(kb.Findings(err)) == 0 {
		in.object(kb.Pos{File: name, Line: 1, Col: 1}, "%v", err)
	}
}

func (in *importer) facts(name, ext string, data []byte) {
	if ext == ".csv" {
		for _, f := range in.factRows(name, data) {
			in.add(&kb.Item{Fact: f})
		}
		return
	}
	facts, err := kb.ParseFacts(name, data)
	if err != nil {
		in.failed(name, err)
		return
	}
	for i := range facts {
		in.add(&kb.Item{Fact: &facts[i]})
	}
}

func (in *importer) sources(name, ext string, data []byte) {
	if ext == ".csv" {
		for _, s := range in.sourceRows(name, data) {
			in.add(&kb.Item{Source: s})
		}
		return
	}
	sources, err := kb.ParseSources(name, data)
	if err != nil {
		in.failed(name, err)
		return
	}
	for i := range sources {
		in.add(&kb.Item{Source: &sources[i]})
	}
}

func (in *importer) synonyms(name, ext string, data []byte) {
	if ext == ".csv" {
		in.synonymRows(name, data)
		return
	}
	groups, err := kb.ParseSynonyms(name, data)
	if err != nil {
		in.failed(name, err)
		return
	}
	for i := range groups {
		in.add(&kb.Item{Synonym: &groups[i]})
	}
}

func (in *importer) retirements(name, ext string, data []byte) {
	if ext == ".csv" {
		for _, row := range in.table(name, data, among(retiredColumns), retiredColumns) {
			in.retire(kb.Target{Thing: kb.Thing(word(row.cells["thing"])), ID: word(row.cells["id"])}, row.pos)
		}
		return
	}
	all, err := kb.ParseRetired(name, data)
	if err != nil {
		in.failed(name, err)
		return
	}
	for _, n := range all {
		in.retire(n.Target, n.Pos)
	}
}

// retire makes an edit that takes one thing away, unless that is so already.
func (in *importer) retire(t kb.Target, pos kb.Pos) {
	if !in.first(t, pos) {
		return
	}
	curated := in.h.curated.Base().Item(t)
	switch now := in.h.item(t); {
	case now != nil:
		in.count.Retired++
		in.retired[t] = true
		in.edits = append(in.edits, kb.Edit{Action: kb.Retire, Target: t, BasedOn: in.h.newest(t), Curated: curated})
	case curated != nil || in.h.head(t) != nil:
		in.count.Same++
	default:
		in.object(pos, "there is no %s that could be retired: look at the spelling, or take the line out", t)
	}
}

// left is a thing as it is once what is retired is gone: a list without those.
func (in *importer) left(now *kb.Item) *kb.Item {
	if now == nil || now.Fact == nil || len(now.Fact.List) == 0 {
		return now
	}
	f := *now.Fact
	f.List = slices.DeleteFunc(slices.Clone(f.List), func(id kb.FactID) bool {
		return in.h.base().Fact(id) == nil || in.retired[kb.FactTarget(id)]
	})
	return &kb.Item{Fact: &f}
}

// first refuses a thing of which the files speak twice.
func (in *importer) first(t kb.Target, pos kb.Pos) bool {
	at, twice := in.named[t]
	if twice {
		in.object(pos, "%s stands at %s already: leave one of them", t, at)
		return false
	}
	in.named[t] = pos
	return true
}

// add makes an edit of one thing, unless the base has it as it is.
func (in *importer) add(item *kb.Item) {
	t := item.Target()
	if !in.first(t, item.Pos()) {
		return
	}
	now := in.h.item(t)
	e := kb.Edit{Action: kb.Modify, Target: t, BasedOn: in.h.newest(t), After: item, Curated: in.h.curated.Base().Item(t)}
	same, err := kb.SameItem(in.left(now), item)
	switch head := in.h.head(t); {
	case err != nil:
		in.object(item.Pos(), "%v", err)
		return
	case same:
		in.count.Same++
		return
	case head != nil && head.State == kb.Retired:
		if same, err := kb.SameItem(head.Before, item); err != nil || !same {
			in.object(item.Pos(), "%s was retired in this server: restore it first, then import the change", t)
			return
		}
		e.Action, e.After = kb.Restore, nil
		in.count.Added++
	case now == nil:
		e.Action = kb.Add
		in.count.Added++
	default:
		in.count.Changed++
	}
	in.edits = append(in.edits, e)
}
