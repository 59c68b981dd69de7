package bench

import (
	"database/sql"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"autofacts/internal/answer/search"
)

// An Engine finds facts.
type Engine interface {
	// Search gives the k facts that fit a question best, best first. The slice is
	// valid until the next search.
	Search(question string, k int) ([]Hit, error)
	// Files gives how many bytes the engine keeps on disk.
	Files() (int64, error)
	Close() error
}

// A Hit is a fact that was found.
type Hit struct {
	Fact  int
	Score float64 // higher is better
}

// A Maker builds an engine over facts; what it needs on disk goes into an empty folder.
type Maker struct {
	Name string
	Make func(facts []string, dir string) (Engine, error)
}

// Makers lists the engines, ours first.
func Makers() []Maker {
	return []Maker{{"autofacts", newOurs}, {"bleve", newBleve}, {"FTS5", newFTS5}}
}

// ours is internal/answer/search.
type ours struct {
	ix   *search.Index
	hits []search.Hit
	out  []Hit
}

// Docs numbers facts from 0.
func Docs(facts []string) []search.Doc {
	docs := make([]search.Doc, len(facts))
	for i, f := range facts {
		docs[i] = search.Doc{ID: search.ID(i), Text: f}
	}
	return docs
}

func newOurs(facts []string, _ string) (Engine, error) {
	return &ours{ix: search.New(Docs(facts), search.Options{})}, nil
}

func (o *ours) Search(question string, k int) ([]Hit, error) {
	o.hits = o.ix.Search(o.hits[:0], question, k)
	o.out = o.out[:0]
	for _, h := range o.hits {
		o.out = append(o.out, Hit{int(h.ID), float64(h.Score)})
	}
	return o.out, nil
}

func (o *ours) Files() (int64, error) { return 0, nil }
func (o *ours) Close() error          { return nil }

// peerBleve is bleve with its default index, scorch, one segment in a folder, made by its
// builder for indexes that are written once: its quickest way to build and to search.
type peerBleve struct {
	ix  bleve.Index
	dir string
}

func newBleve(facts []string, dir string) (Engine, error) {
	field := bleve.NewTextFieldMapping()
	field.Analyzer, field.Store, field.IncludeTermVectors, field.DocValues, field.IncludeInAll = en.AnalyzerName, false, false, false, false
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = en.AnalyzerName
	mapping.DefaultMapping.Dynamic = false
	mapping.DefaultMapping.AddFieldMappingsAt("text", field)
	path := filepath.Join(dir, "index")
	b, err := bleve.NewBuilder(path, mapping, map[string]any{"buildPathPrefix": dir})
	if err != nil {
		return nil, err
	}
	for i, f := range facts {
		if err := b.Index(strconv.Itoa(i), map[string]any{"text": f}); err != nil {
			return nil, err
		}
	}
	if err := b.Close(); err != nil {
		return nil, err
	}
	ix, err := bleve.Open(path)
	return &peerBleve{ix, path}, err
}

func (p *peerBleve) Search(question string, k int) ([]Hit, error) {
	q := bleve.NewMatchQuery(question)
	q.SetField("text")
	res, err := p.ix.Search(bleve.NewSearchRequestOptions(q, k, 0, false))
	if err != nil {
		return nil, err
	}
	var out []Hit
	for _, h := range res.Hits {
		n, err := strconv.Atoi(h.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, Hit{n, h.Score})
	}
	return out, nil
}

func (p *peerBleve) Files() (int64, error) { return size(p.dir) }
func (p *peerBleve) Close() error          { return p.ix.Close() }

// peerFTS5 is SQLite's full-text search, without a copy of the texts.
type peerFTS5 struct {
	db    *sql.DB
	query *sql.Stmt
	stop  analysis.TokenMap
	path  string
}

func newFTS5(facts []string, dir string) (Engine, error) {
	p := &peerFTS5{path: filepath.Join(dir, "facts.db"), stop: analysis.NewTokenMap()}
	if err := p.stop.LoadBytes(en.EnglishStopWords); err != nil {
		return nil, err
	}
	var err error
	if p.db, err = sql.Open("sqlite", p.path); err != nil {
		return nil, err
	}
	p.db.SetMaxOpenConns(1)
	for _, s := range []string{"PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-1000000",
		"CREATE VIRTUAL TABLE f USING fts5(text, content='', tokenize='porter unicode61')"} {
		if _, err := p.db.Exec(s); err != nil {
			return nil, err
		}
	}
	if err := p.fill(facts); err != nil {
		return nil, err
	}
	p.query, err = p.db.Prepare("SELECT rowid, rank FROM f WHERE f MATCH ? ORDER BY rank LIMIT ?")
	return p, err
}

func (p *peerFTS5) fill(facts []string) error {
	tx, err := p.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing
	insert, err := tx.Prepare("INSERT INTO f(rowid, text) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, f := range facts {
		if _, err := insert.Exec(i, f); err != nil {
			return err
		}
	}
	if _, err := tx.Exec("INSERT INTO f(f) VALUES ('optimize')"); err != nil {
		return err
	}
	return tx.Commit()
}

func (p *peerFTS5) Search(question string, k int) ([]Hit, error) {
	words := strings.FieldsFunc(strings.ToLower(question), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return p.stop[w] })
	if len(words) == 0 {
		return nil, nil
	}
	rows, err := p.query.Query(`"`+strings.Join(words, `" OR "`)+`"`, k)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Hit
	for rows.Next() {
		var h Hit
		if err := rows.Scan(&h.Fact, &h.Score); err != nil {
			return nil, err
		}
		h.Score = -h.Score // the lower its rank, the better
		out = append(out, h)
	}
	return out, rows.Err()
}

func (p *peerFTS5) Files() (int64, error) { return size(p.path) }
func (p *peerFTS5) Close() error          { return p.db.Close() }

// size gives the bytes of a file, or of all files of a folder.
func size(path string) (int64, error) {
	var total int64
	err := filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		total += info.Size()
		return nil
	})
	return total, err
}
