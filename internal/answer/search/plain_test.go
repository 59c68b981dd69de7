package search

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"autofacts/internal/answer/text"
)

// A plainIndex searches as the package says it does, without an index: every text
// is read for every question. It shares the reading of texts and the arithmetic of
// one word with the package, nothing of how texts are found.
type plainIndex map[ID]plainText

// A plainText is how often a text has each form that may be mended, and each stem.
type plainText struct {
	forms, stems map[string]int
	length       int
}

func readPlainly(s string) plainText {
	var r reading
	r.read(s)
	out := plainText{map[string]int{}, map[string]int{}, r.length()}
	for _, w := range r.words {
		form := string(r.of(w))
		out.stems[stemOf(form, w.kind, "en")]++
		if w.kind == plain {
			out.forms[form]++
		}
	}
	return out
}

// holding counts the texts that have a stem.
func (p plainIndex) holding(stem string) int {
	n := 0
	for _, t := range p {
		if t.stems[stem] > 0 {
			n++
		}
	}
	return n
}

// meant gives the forms that a word may be meant for, best first.
func (p plainIndex) meant(w string) []guess {
	letters := utf8.RuneCountInString(w)
	if letters < fewestMended || letters > mostMended {
		return nil
	}
	uses := map[string]uint32{}
	for _, t := range p {
		for form, n := range t.forms {
			uses[form] += uint32(n)
		}
	}
	var one, two []guess
	for _, form := range slices.Sorted(maps.Keys(uses)) {
		n := utf8.RuneCountInString(form)
		g := guess{form: form, stem: stemOf(form, plain, "en"), uses: uses[form], errors: text.Distance([]rune(w), []rune(form)),
			first: []rune(form)[0] == []rune(w)[0]}
		switch {
		case n < fewestMended || n > mostMended+mostErrors:
		case g.errors == 1:
			one = append(one, g)
		case g.errors == 2 && g.first && n >= twoErrorsFrom && letters >= twoErrorsFrom:
			two = append(two, g)
		}
	}
	if len(one) == 0 {
		one = two
	}
	slices.SortFunc(one, likelier)
	return one[:min(len(one), mostMeant)]
}

// search gives what [Index.Search] must give.
func (p plainIndex) search(question string, k int) []Hit {
	total := int64(0)
	for _, t := range p {
		total += int64(t.length)
	}
	worth := p.weights(question)
	impact := newImpacts(len(p), total)
	tables := map[string]*table{}
	for stem, w := range worth {
		tables[stem] = new(table)
		tables[stem].fill(w, impact)
	}
	var all []scored
	for id, t := range p {
		score := uint32(0)
		for stem, table := range tables {
			if times := min(t.stems[stem], mostTimes); times > 0 {
				score += table[(times-1)*classes+int(lengthClass(t.length))]
			}
		}
		if score > 0 {
			all = append(all, scored{score, id})
		}
	}
	slices.SortFunc(all, order)
	var out []Hit
	for _, s := range all[:min(k, len(all))] {
		out = append(out, Hit{s.id, float32(s.score) / grain})
	}
	return out
}

// weights gives what the stems of a question weigh.
func (p plainIndex) weights(question string) map[string]float64 {
	var r reading
	r.read(question)
	out := map[string]float64{}
	note := func(stem string, share float64) bool {
		n := p.holding(stem)
		if n > 0 {
			out[stem] = max(out[stem], weight(n, len(p))*share)
		}
		return n > 0
	}
	unknown := 0
	for _, w := range r.words {
		form := string(r.of(w))
		if note(stemOf(form, w.kind, "en"), 1) || w.kind != plain || unknown == mostUnknown {
			continue
		}
		unknown++
		for _, g := range p.meant(form) {
			note(g.stem, g.worth())
		}
	}
	return out
}

// same holds an index to the plain one on a question.
func same(t *testing.T, ix *Index, p plainIndex, question string, k int) {
	t.Helper()
	got, want := ix.Search(nil, question, k), p.search(question, k)
	if !slices.Equal(got, want) {
		t.Fatalf("%d texts in %d parts, the %d best for %q:\ngot  %v\nwant %v", ix.Len(), ix.Parts(), k, question, got, want)
	}
}

// A scribe writes texts from few words, so that many share some, and questions
// about them, some with typing errors.
type scribe struct{ *rand.Rand }

func (s scribe) words() []string {
	return strings.Fields("the a of in factory factories exported exports export vehicle vehicles 2025 2024 2.61 million over Škoda produced production " +
		"producing province hefei Anhui joint venture ventures Volkswagen volkswagens partner city charging points 合肥 中国出口 新能源 U.S. China's rose by 15th battery batteries")
}

func (s scribe) text() string {
	n := 1 + s.IntN(12)
	if s.IntN(20) == 0 {
		n *= 12
	}
	var out []string
	for range n {
		w := s.words()
		// The square makes the first words common and the last ones rare.
		out = append(out, w[s.IntN(len(w))*s.IntN(len(w))/len(w)])
	}
	return strings.Join(out, " ")
}

func (s scribe) question() string {
	q := []rune(s.text())
	if s.IntN(3) == 0 {
		q = append(q, []rune(" unheardof")...)
	}
	for range s.IntN(3) { // a letter typed for another, two swapped, one left out
		switch i := s.IntN(len(q)); s.IntN(3) {
		case 0:
			q[i] = rune('a' + s.IntN(26))
		case 1:
			if i > 0 {
				q[i], q[i-1] = q[i-1], q[i]
			}
		default:
			q = append(q[:i], q[i+1:]...)
		}
		if len(q) == 0 {
			return "factory"
		}
	}
	return string(q)
}

// TestFindsWhatThePlainSearchFinds holds the index, through edits, to reading
// everything: same texts, scores and order.
func TestFindsWhatThePlainSearchFinds(t *testing.T) {
	for seed := range uint64(40) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := scribe{rand.New(rand.NewPCG(seed, 1))}
			p := plainIndex{}
			var docs []Doc
			spread := 1 + s.IntN(3) // ids follow one another, or leave gaps
			for range s.IntN(150) {
				d := Doc{ID(s.IntN(150 * spread)), s.text()}
				docs = append(docs, d)
				p[d.ID] = readPlainly(d.Text)
			}
			ix := New(docs, Options{})
			for range 12 {
				for range 3 {
					same(t, ix, p, s.question(), 1+s.IntN(20))
				}
				ix = edit(s, ix, p)
				if s.IntN(10) == 0 {
					ix = ix.Compact()
				}
			}
			same(t, ix, p, "the factory in Hefei", 1000)
		})
	}
}

// edit changes a few texts in both.
func edit(s scribe, ix *Index, p plainIndex) *Index {
	var put []Doc
	var remove []ID
	for range s.IntN(4) {
		remove = append(remove, ID(s.IntN(200)))
	}
	for range s.IntN(6) {
		put = append(put, Doc{ID(s.IntN(200)), s.text()})
	}
	for _, id := range remove {
		delete(p, id)
	}
	for _, d := range put {
		p[d.ID] = readPlainly(d.Text)
	}
	return ix.With(put, remove)
}

// TestFindsTheSameInLongLists holds the search over many blocks and windows to the
// plain one.
func TestFindsTheSameInLongLists(t *testing.T) {
	s := scribe{rand.New(rand.NewPCG(7, 7))}
	p := plainIndex{}
	var docs []Doc
	for i := range 3 * wide {
		d := Doc{ID(i), s.text()}
		docs = append(docs, d)
		p[d.ID] = readPlainly(d.Text)
	}
	ix := New(docs, Options{})
	for i := range 12 {
		same(t, ix, p, s.question(), 1+i*5)
	}
	var remove []ID
	for range wide {
		remove = append(remove, ID(s.IntN(3*wide)))
		delete(p, remove[len(remove)-1])
	}
	ix = ix.With(nil, remove)
	for i := range 6 {
		same(t, ix, p, s.question(), 1+i*5)
	}
}

// TestSearchDoesNotAllocate works in one scratch, since the pool may lose it to a collection.
func TestSearchDoesNotAllocate(t *testing.T) {
	var docs []Doc
	for i, s := range slices.Repeat(strings.Split("bees make honey.bees make wax in hives.the hives stand in Brenna", "."), 500) {
		docs = append(docs, Doc{ID(i), s})
	}
	ix := New(docs, Options{}).With([]Doc{{3, "one that was edited"}}, nil)
	s, dst := newScratch(), make([]Hit, 0, 20)
	for _, q := range []string{"what do bees make in Brenna", "where do teh hivs stnad", "蜂 bees unheardof 12", ""} {
		search := func() { dst = s.search(ix, dst[:0], q, 20) }
		search()
		if n := testing.AllocsPerRun(50, search); n > 0 {
			t.Errorf("%q allocates %v times", q, n)
		}
	}
}

// FuzzSearch holds the index to the plain one on texts that nobody would think of.
func FuzzSearch(f *testing.F) {
	f.Add("China exported over 2.61 million NEVs in 2025.\nThe U.S. bought none.\n中国出口新能源汽车", "how many did chna export", 1)
	f.Add("a\n\xff\xfe\nŠkoda’s plant\u200d ﬁne", "ŠKODA 's", 0)
	f.Add("ab.c.d 1,000.5 '' x'y\nกรุงเทพ 서울", "서 1000.5 abcd", 2)
	f.Fuzz(func(t *testing.T, base, question string, gone int) {
		if len(base) > 2000 || len(question) > 200 {
			return
		}
		p := plainIndex{}
		var docs []Doc
		for i, s := range strings.Split(base, "\n") {
			docs = append(docs, Doc{ID(i), s})
			p[ID(i)] = readPlainly(s)
		}
		ix := New(docs, Options{})
		same(t, ix, p, question, 5)
		delete(p, ID(gone))
		p[0] = readPlainly(question)
		ix = ix.With([]Doc{{0, question}}, []ID{ID(gone)})
		same(t, ix, p, question, 5)
		same(t, ix.Compact(), p, question, 5)
	})
}
