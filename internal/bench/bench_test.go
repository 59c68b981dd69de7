package bench_test

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"autofacts/internal/bench"
)

// TestEnginesFind holds that every engine is asked in a way that it understands: nine
// in ten questions made from a fact find it.
func TestEnginesFind(t *testing.T) {
	b := bench.Synthetic(1000, 300, 1)
	var results []bench.Result
	for _, m := range bench.Makers() {
		r, err := bench.Measure(m, b, 5*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if r.Right < 0.9 || r.Asked < 100 || r.P50 <= 0 || r.P99 < r.P50 || r.Heap+r.Files <= 0 {
			t.Errorf("%+v", r)
		}
		results = append(results, r)
	}
	var table strings.Builder
	if err := bench.Table(&table, results); err != nil || strings.Count(table.String(), "\n") != 2+len(results) {
		t.Errorf("%v, and the table is:\n%s", err, table.String())
	}
	data, err := bench.Plot(results)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(data)); err != nil {
		t.Error(err)
	}
}

func TestTable(t *testing.T) {
	var out strings.Builder
	err := bench.Table(&out, []bench.Result{
		{Base: "synthetic", Engine: "one", Facts: 1234567, Build: 1500 * time.Millisecond, Heap: 61728350, P50: 42 * time.Microsecond, P99: 17 * time.Millisecond, Right: .715},
		{Base: "synthetic", Engine: "two", Facts: 1234567, Files: 12345670, P50: 1250 * time.Microsecond, P99: time.Second},
		{Base: "shop", Engine: "one", Facts: 12, P50: 999 * time.Nanosecond},
	})
	want := `| facts | engine | build | memory | on disk | p50 | p99 | right |
|---:|---|---:|---:|---:|---:|---:|---:|
| 1,234,567 | one | 1.50 s | 50 B | - | 0.042 ms | 17 ms | 71.5 % |
|  | two | 0.00 s | - | 10 B | 1.2 ms | 1000 ms | 0.0 % |
| shop, 12 | one | 0.00 s | - | - | 0.001 ms | 0.000 ms | 0.0 % |
`
	if err != nil || out.String() != want {
		t.Errorf("%v, got\n%s\nwant\n%s", err, out.String(), want)
	}
}

func TestTheSameBaseEachTime(t *testing.T) {
	a, b, c := bench.Synthetic(50, 20, 3), bench.Synthetic(50, 20, 3), bench.Synthetic(50, 20, 4)
	if !slices.Equal(a.Facts, b.Facts) || !slices.Equal(a.Questions, b.Questions) {
		t.Error("one seed gives two bases")
	}
	if slices.Equal(a.Facts, c.Facts) {
		t.Error("two seeds give one base")
	}
}

func TestSets(t *testing.T) {
	dir := t.TempDir()
	set := `{"text":"when do you open","label":"hours","split":"train"}
{"text":"opening hours on sundays","label":"hours","split":"train"}
{"text":"what does honey cost","label":"price","split":"train"}
{"text":"how is the weather","label":"__oos__","split":"test"}
{"text":"are you open on sundays","label":"hours","split":"test"}
`
	if err := os.WriteFile(filepath.Join(dir, "shop.jsonl"), []byte(set), 0o644); err != nil {
		t.Fatal(err)
	}
	bases, err := bench.Sets(dir)
	if err != nil || len(bases) != 1 || len(bases[0].Facts) != 3 || len(bases[0].Questions) != 1 {
		t.Fatalf("%v, %+v", err, bases)
	}
	for _, m := range bench.Makers() {
		if r, err := bench.Measure(m, bases[0], time.Second); err != nil || r.Right != 1 {
			t.Errorf("%v, %+v", err, r)
		}
	}
}

// BenchmarkSearch asks every engine about bases of growing size, and about the sets of
// the folder BENCH_DATA, if that is set. With -short the large ones are left out.
func BenchmarkSearch(b *testing.B) {
	sizes := []int{1000, 10_000, 100_000}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, m := range bench.Makers() {
		for _, n := range sizes {
			b.Run(fmt.Sprintf("%s/%d", m.Name, n), func(b *testing.B) { searching(b, m, bench.Synthetic(n, 500, 1)) })
		}
		if dir := os.Getenv("BENCH_DATA"); dir != "" {
			sets, err := bench.Sets(dir)
			if err != nil {
				b.Fatal(err)
			}
			for _, s := range sets {
				b.Run(m.Name+"/"+s.Name, func(b *testing.B) { searching(b, m, s) })
			}
		}
	}
}

func searching(b *testing.B, m bench.Maker, base bench.Base) {
	r, err := bench.Measure(m, base, time.Second)
	if err != nil {
		b.Fatal(err)
	}
	e, err := m.Make(base.Facts, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := e.Search(base.Questions[i%len(base.Questions)].Text, bench.Best); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(r.P50), "p50-ns")
	b.ReportMetric(float64(r.P99), "p99-ns")
	b.ReportMetric(float64(r.Heap+r.Files)/float64(r.Facts), "B/fact")
	b.ReportMetric(r.Build.Seconds()*1000, "build-ms")
	b.ReportMetric(100*r.Right, "%right")
}

// BenchmarkEdit changes one fact of many.
func BenchmarkEdit(b *testing.B) {
	base := bench.Synthetic(10_000, 0, 1)
	for b.Loop() {
		e := bench.MeasureEdits(base, 100)
		b.ReportMetric(float64(e.P50), "p50-ns")
		b.ReportMetric(float64(e.P99), "p99-ns")
	}
}
