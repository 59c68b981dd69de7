package bench

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"autofacts/internal/answer/search"
)

const (
	// Best is how many facts are asked for.
	Best = 10
	// passes is how often all questions are asked. The shortest time of each counts:
	// what else runs on the machine only makes times longer.
	passes = 3
	// least is how many questions are asked at least, so that there is one in a hundred.
	least = 100
)

// A Result is what one engine did on one base.
type Result struct {
	Base, Engine string
	Facts        int
	Build        time.Duration
	Heap         int64 // bytes that stay in Go's heap, beyond the texts
	Files        int64 // bytes on disk
	Asked        int
	P50, P99     time.Duration // of one question
	Right        float64       // share of the questions that find the fact they are made from among the best, or the right label
}

// Measure builds an engine over a base and asks it the questions one after another, three
// times over, or as many as fit into the time; a hundred at least.
func Measure(m Maker, b Base, atMost time.Duration) (Result, error) {
	r := Result{Base: b.Name, Engine: m.Name, Facts: len(b.Facts)}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	before := heap()
	start := time.Now()
	e, err := m.Make(b.Facts, dir)
	if err != nil {
		return r, fmt.Errorf("build %s: %w", m.Name, err)
	}
	defer e.Close()
	r.Build = time.Since(start)
	r.Heap = heap() - before
	if r.Files, err = e.Files(); err != nil {
		return r, err
	}
	return r, r.ask(e, b, atMost)
}

func (r *Result) ask(e Engine, b Base, atMost time.Duration) error {
	var took []time.Duration
	made, right := 0, 0
	began := time.Now()
	for pass := range passes {
		for i, q := range b.Questions {
			if time.Since(began) > atMost && (pass > 0 || i >= least) {
				break
			}
			start := time.Now()
			hits, err := e.Search(q.Text, Best)
			d := time.Since(start)
			if err != nil {
				return fmt.Errorf("ask %s %q: %w", r.Engine, q.Text, err)
			}
			if pass > 0 {
				took[i] = min(took[i], d)
				continue
			}
			took = append(took, d)
			if q.Fact >= 0 || b.Labels != nil {
				made++
				if b.right(q, hits) {
					right++
				}
			}
		}
	}
	slices.Sort(took)
	r.Asked, r.P50, r.P99 = len(took), took[len(took)/2], took[len(took)*99/100]
	r.Right = float64(right) / float64(max(made, 1))
	return nil
}

// right reports whether the hits hold what a question asks for.
func (b *Base) right(q Question, hits []Hit) bool {
	if b.Labels != nil {
		return b.labelOf(hits) == q.Label
	}
	return slices.ContainsFunc(hits, func(h Hit) bool { return h.Fact == q.Fact })
}

// An Edit is how long it takes until a changed fact is there, in our index.
type Edit struct {
	Facts         int
	P50, P99, Max time.Duration
}

// MeasureEdits changes facts of a base one after another.
func MeasureEdits(b Base, edits int) Edit {
	ix := search.New(Docs(b.Facts), search.Options{})
	var took []time.Duration
	for i := range edits {
		at := i * 7919 % len(b.Facts)
		doc := search.Doc{ID: search.ID(at), Text: b.Facts[(at+1)%len(b.Facts)] + " That was corrected."}
		start := time.Now()
		ix = ix.With([]search.Doc{doc}, nil)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	return Edit{len(b.Facts), took[len(took)/2], took[len(took)*99/100], took[len(took)-1]}
}

// heap gives the bytes that are in use after everything else was swept.
func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
