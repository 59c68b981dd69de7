package bot

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"autofacts/internal/kb"
)

// The columns of the tables. Those of facts are followed by "ask.LANG",
// "text.LANG" and "answer.LANG" for each language. Several pieces of evidence
// stand in lines of their own within source, paragraph and phrase; so do example
// questions; a line of reads is "key=words".
const (
	factColumns    = "id statement answer kind by subject measure period qualifier value to unit as of versus list source paragraph phrase reads topics valid_until review_by"
	sourceColumns  = "id title author date url note"
	synonymColumns = "words"
	retiredColumns = "thing id"
)

func exportCSV(base *kb.Base, gone []kb.Target) ([]File, error) {
	langs := map[string]bool{}
	for i := range base.Facts {
		for l := range base.Facts[i].Ask {
			langs[l] = true
		}
		for l := range base.Facts[i].Text {
			langs[l] = true
		}
	}
	columns := strings.Fields(factColumns)
	for _, l := range slices.Sorted(maps.Keys(langs)) {
		columns = append(columns, "ask."+l, "text."+l, "answer."+l)
	}
	rows := [][]string{columns}
	for i := range base.Facts {
		rows = append(rows, factRow(&base.Facts[i], columns))
	}
	sources := [][]string{strings.Fields(sourceColumns)}
	for _, s := range base.Sources {
		sources = append(sources, []string{string(s.ID), s.Title, s.Author, s.Date, s.URL, s.Note})
	}
	words := [][]string{strings.Fields(synonymColumns)}
	for _, group := range base.Lexicon.Terms {
		words = append(words, []string{strings.Join(group, "\n")})
	}
	retired := [][]string{strings.Fields(retiredColumns)}
	for _, t := range gone {
		retired = append(retired, []string{string(t.Thing), t.ID})
	}
	var out []File
	for _, t := range []struct {
		name string
		rows [][]string
	}{{"facts.csv", rows}, {"sources.csv", sources}, {"synonyms.csv", words}, {"retired.csv", retired}} {
		if len(t.rows) == 1 {
			continue
		}
		data, err := writeCSV(t.rows)
		if err != nil {
			return nil, err
		}
		out = append(out, File{t.name, data})
	}
	return out, nil
}

// factRow writes a fact into the columns.
func factRow(f *kb.Fact, columns []string) []string {
	r := readingOf(f)
	var source, paragraph, phrase, reads, list []string
	for _, e := range f.Evidence {
		source, paragraph, phrase = append(source, string(e.Source)), append(paragraph, e.Paragraph), append(phrase, e.Phrase)
	}
	for _, k := range slices.Sorted(maps.Keys(f.Reads)) {
		reads = append(reads, k+"="+f.Reads[k])
	}
	for _, id := range f.List {
		list = append(list, string(id))
	}
	cells := map[string]string{
		"id": string(f.ID), "statement": f.Statement, "answer": f.Answer, "kind": r.Kind, "by": r.By, "subject": r.Subject, "measure": r.Measure,
		"period": r.Period, "qualifier": r.Qualifier, "value": r.Value, "to": r.To, "unit": r.Unit, "as": r.As, "of": r.Of, "versus": r.Versus,
		"list": strings.Join(list, "\n"), "source": strings.Join(source, "\n"), "paragraph": strings.Join(paragraph, "\n"), "phrase": strings.Join(phrase, "\n"),
		"reads": strings.Join(reads, "\n"), "topics": strings.Join(f.Topics, "\n"), "valid_until": r.ValidUntil, "review_by": r.ReviewBy,
	}
	for l, asks := range f.Ask {
		cells["ask."+l] = strings.Join(asks, "\n")
	}
	for l, t := range f.Text {
		cells["text."+l], cells["answer."+l] = t.Statement, t.Answer
	}
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = cells[c]
	}
	return row
}

// formula has the characters with which a spreadsheet takes a cell for a formula,
// and the apostrophe that keeps it from that.
const formula = "=+-@'\t\r"

// writeCSV writes rows so that a spreadsheet takes no cell for a formula: one
// that would begin one gets an apostrophe, which rowAt takes away.
func writeCSV(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = cell
			if cell != "" && strings.ContainsRune(formula, rune(cell[0])) {
				safe[i] = "'" + cell
			}
		}
		if err := w.Write(safe); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// A tableRow is a row of a table, with where each cell stands.
type tableRow struct {
	cells map[string]string
	at    map[string]kb.Pos
	pos   kb.Pos
}

// has reports whether the table has a column, and lines gives its cell's lines.
func (r tableRow) has(column string) bool { _, ok := r.cells[column]; return ok }

func (r tableRow) lines(column string) []string {
	if r.cells[column] == "" {
		return nil
	}
	return strings.Split(strings.ReplaceAll(r.cells[column], "\r\n", "\n"), "\n")
}

// table reads a file whose first row names the columns. What is wrong is told
// with its place.
func (in *importer) table(name string, data []byte, known func(string) bool, columns string) []tableRow {
	if !utf8.Valid(data) {
		in.object(kb.Pos{File: name, Line: 1, Col: 1}, "the text is not UTF-8: save the table as CSV in UTF-8")
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	r := csv.NewReader(bytes.NewReader(data))
	if bytes.Contains(first, []byte(";")) && !bytes.Contains(first, []byte(",")) {
		r.Comma = ';'
	}
	var header []string
	var out []tableRow
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			in.object(kb.Pos{File: name, Line: bad.Line, Col: max(1, bad.Column)}, "this is not CSV: %v; put cells with commas, quotes or lines into double quotes", bad.Err)
			return nil
		}
		if err != nil {
			in.object(kb.Pos{File: name, Line: 1, Col: 1}, "%v", err)
			return nil
		}
		if header != nil {
			out = append(out, rowAt(r, name, header, row))
			continue
		}
		header = row
		for i, c := range header {
			header[i] = strings.ToLower(word(c))
			if line, col := r.FieldPos(i); !known(header[i]) || slices.Contains(header[:i], header[i]) {
				in.object(kb.Pos{File: name, Line: line, Col: col}, "there is no column %s here, or it stands twice: the columns are %s", quoted(c), columns)
			}
		}
	}
	if header == nil {
		in.object(kb.Pos{File: name, Line: 1, Col: 1}, "the file is empty: the first row names the columns, %s", columns)
	}
	return out
}

func rowAt(r *csv.Reader, name string, header, row []string) tableRow {
	out := tableRow{cells: map[string]string{}, at: map[string]kb.Pos{}}
	for i, c := range header {
		line, col := r.FieldPos(i)
		out.cells[c], out.at[c] = row[i], kb.Pos{File: name, Line: line, Col: col}
		if i == 0 {
			out.pos = out.at[c]
		}
		if len(row[i]) > 1 && row[i][0] == '\'' && strings.ContainsRune(formula, rune(row[i][1])) {
			out.cells[c] = row[i][1:]
		}
	}
	return out
}

// among makes a test for one of some columns.
func among(columns string) func(string) bool {
	list := strings.Fields(columns)
	return func(c string) bool { return slices.Contains(list, c) }
}

func (in *importer) factRows(name string, data []byte) []*kb.Fact {
	plain := among(factColumns)
	known := func(c string) bool {
		group, lang, ok := strings.Cut(c, ".")
		return plain(c) || ok && lang != "" && (group == "ask" || group == "text" || group == "answer")
	}
	var out []*kb.Fact
	for _, row := range in.table(name, data, known, factColumns+" ask.LANG text.LANG answer.LANG") {
		if f := in.fact(row); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// fact makes a fact of a row. Columns that the table lacks leave a fact that is
// there already as it is.
func (in *importer) fact(row tableRow) *kb.Fact {
	id := kb.FactID(word(row.cells["id"]))
	if id == "" {
		in.object(row.pos, "the row has no id: give each fact one, of lower-case words joined by hyphens")
		return nil
	}
	f := kb.Fact{}
	if had := in.h.item(kb.FactTarget(id)); had != nil {
		f = *had.Fact
	}
	f.ID, f.Pos, f.AskAt = id, row.pos, nil
	r := readingOf(&f)
	for column, into := range map[string]*string{"statement": &f.Statement, "answer": &f.Answer, "kind": &r.Kind, "by": &r.By, "subject": &r.Subject,
		"measure": &r.Measure, "period": &r.Period, "qualifier": &r.Qualifier, "value": &r.Value, "to": &r.To, "unit": &r.Unit, "as": &r.As, "of": &r.Of,
		"versus": &r.Versus, "valid_until": &r.ValidUntil, "review_by": &r.ReviewBy} {
		if row.has(column) {
			*into = word(row.cells[column])
		}
	}
	if row.has("topics") {
		r.Topics = strings.Join(row.lines("topics"), "\n")
	}
	for _, o := range r.apply(&f) {
		in.object(row.at[o.Field], "%s", o.Text)
	}
	in.evidence(row, &f)
	inLanguages(row, &f)
	return &f
}

// evidence takes the pieces of evidence, what the phrases read as, and a list.
func (in *importer) evidence(row tableRow, f *kb.Fact) {
	if row.has("source") {
		f.Evidence = nil
		paragraphs, phrases := row.lines("paragraph"), row.lines("phrase")
		for i, s := range row.lines("source") {
			e := kb.Evidence{Source: kb.SourceID(word(s))}
			if i < len(paragraphs) {
				e.Paragraph = word(paragraphs[i])
			}
			if i < len(phrases) {
				e.Phrase = word(phrases[i])
			}
			f.Evidence = append(f.Evidence, e)
		}
	}
	if row.has("reads") {
		f.Reads = nil
		for _, line := range row.lines("reads") {
			k, v, ok := strings.Cut(line, "=")
			if !ok {
				in.object(row.at["reads"], "the line %s of reads is not of the form key=words of the phrase", quoted(line))
				continue
			}
			if f.Reads == nil {
				f.Reads = map[string]string{}
			}
			f.Reads[word(k)] = word(v)
		}
	}
	if row.has("list") {
		f.List = nil
		for _, id := range row.lines("list") {
			f.List = append(f.List, kb.FactID(word(id)))
		}
	}
}

// inLanguages takes example questions and translations.
func inLanguages(row tableRow, f *kb.Fact) {
	ask, texts := maps.Clone(f.Ask), maps.Clone(f.Text)
	if ask == nil {
		ask = map[string][]string{}
	}
	if texts == nil {
		texts = map[string]kb.Text{}
	}
	for column := range row.cells {
		group, lang, ok := strings.Cut(column, ".")
		if !ok {
			continue
		}
		t := texts[lang]
		switch group {
		case "ask":
			delete(ask, lang)
			for _, q := range row.lines(column) {
				if q = word(q); q != "" {
					ask[lang] = append(ask[lang], q)
				}
			}
		case "text":
			t.Statement = word(row.cells[column])
			texts[lang] = t
		case "answer":
			t.Answer = word(row.cells[column])
			texts[lang] = t
		}
	}
	maps.DeleteFunc(texts, func(_ string, t kb.Text) bool { return t == kb.Text{} })
	f.Ask, f.Text = nil, nil
	if len(ask) > 0 {
		f.Ask = ask
	}
	if len(texts) > 0 {
		f.Text = texts
	}
}

func (in *importer) sourceRows(name string, data []byte) []*kb.Source {
	var out []*kb.Source
	for _, row := range in.table(name, data, among(sourceColumns), sourceColumns) {
		s := kb.Source{ID: kb.SourceID(word(row.cells["id"]))}
		if s.ID == "" {
			in.object(row.pos, "the row has no id: give each source one, of lower-case words joined by hyphens")
			continue
		}
		if had := in.h.item(kb.SourceTarget(s.ID)); had != nil {
			s = *had.Source
		}
		s.Pos = row.pos
		for column, into := range map[string]*string{"title": &s.Title, "author": &s.Author, "date": &s.Date, "url": &s.URL, "note": &s.Note} {
			if row.has(column) {
				*into = word(row.cells[column])
			}
		}
		out = append(out, &s)
	}
	return out
}

func (in *importer) synonymRows(name string, data []byte) {
	for _, row := range in.table(name, data, among(synonymColumns), synonymColumns) {
		form := SynonymForm{Words: row.cells["words"]}
		s := form.write(nil)
		if s.ID == "" {
			in.object(row.pos, "the row has no words")
			continue
		}
		s.Pos = row.pos
		in.add(&kb.Item{Synonym: s})
	}
}
