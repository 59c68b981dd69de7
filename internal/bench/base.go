package bench

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A Base is plain statements and questions about them.
type Base struct {
	Name      string
	Facts     []string
	Labels    []string // of the facts, which then are examples of them; nil for made-up bases
	Questions []Question
}

// A Question is asked of every engine.
type Question struct {
	Text  string
	Fact  int    // which fact it was made from, or -1
	Label string // in a base with labels: which one is right
}

// synthetic is the name of made-up bases.
const synthetic = "synthetic"

// Synthetic makes a base of so many facts, the same for the same seed. Its words are made
// up and distributed as Zipf's law says: a few in every other fact, most in one or two.
// Statements have some twelve words, among them names, years and figures. Most
// questions take words of one fact and ask for them as people do; some have a word
// that is mistyped, some words that no fact has, some none but common ones.
func Synthetic(facts, questions int, seed uint64) Base {
	w := newWriter(seed)
	b := Base{Name: synthetic}
	for range facts {
		b.Facts = append(b.Facts, w.fact())
	}
	for range questions {
		b.Questions = append(b.Questions, w.question(b.Facts))
	}
	return b
}

// The sizes of the vocabulary, and how steeply words become rare: about as in
// English, where the exponent is a little above 1.
const (
	contentWords = 60_000
	names        = 150_000
	steepness    = 1.07
)

type writer struct {
	*rand.Rand
	words, names []string
	word, name   *rand.Zipf
}

func newWriter(seed uint64) *writer {
	w := &writer{Rand: rand.New(rand.NewPCG(seed, 0x5eed))}
	w.word = rand.NewZipf(w.Rand, steepness, 8, contentWords-1)
	w.name = rand.NewZipf(w.Rand, steepness, 20, names-1)
	taken := map[string]bool{}
	w.words = w.vocabulary(contentWords, taken)
	w.names = w.vocabulary(names, taken)
	for i, n := range w.names {
		w.names[i] = strings.ToUpper(n[:1]) + n[1:]
	}
	return w
}

// vocabulary makes up words of two to four syllables that are not taken.
func (w *writer) vocabulary(n int, taken map[string]bool) []string {
	starts := strings.Fields("b br c ch d dr f g gr h j k l m n p pr qu r s st t tr v w z sh th")
	middles := strings.Fields("a e i o u ai ea io ou")
	ends := strings.Fields("l n r s t m nd rt st ck x ng -")
	var out []string
	for len(out) < n {
		var b strings.Builder
		for range 1 + w.IntN(3) {
			b.WriteString(w.pick(starts) + w.pick(middles))
			if w.IntN(2) == 0 {
				b.WriteString(strings.Trim(w.pick(ends), "-"))
			}
		}
		if s := b.String(); !taken[s] {
			taken[s] = true
			out = append(out, s)
		}
	}
	return out
}

func (w *writer) pick(list []string) string { return list[w.IntN(len(list))] }

// fact fills one of a few patterns.
func (w *writer) fact() string {
	patterns := []string{
		"N w over F w in Y.",
		"In Y the w of N w F w of w and w.",
		"N and N w a joint w in N to w w for the w w.",
		"The w w of w in N w by F per cent in Y, the w w since Y.",
		"N w its first w w to N in Y.",
		"According to N, w w w more than F w from the w of N at the w of Y.",
		"The w of the w w is w by N.",
		"N has a w of F w, which w the w w w on w with N and the w of w.",
	}
	var b strings.Builder
	for i, p := range strings.Fields(w.pick(patterns)) {
		if i > 0 {
			b.WriteByte(' ')
		}
		mark := strings.TrimLeft(p, "NwFY")
		switch {
		case p[0] == 'N' && len(p)-len(mark) == 1:
			b.WriteString(w.names[w.name.Uint64()] + mark)
		case p[0] == 'w' && len(p)-len(mark) == 1 && (mark == "" || mark[0] < 'a'):
			b.WriteString(w.words[w.word.Uint64()] + mark)
		case p[0] == 'F':
			b.WriteString(w.figure() + mark)
		case p[0] == 'Y':
			fmt.Fprintf(&b, "%d%s", 1990+w.IntN(37), mark)
		default:
			b.WriteString(p)
		}
	}
	return b.String()
}

func (w *writer) figure() string {
	switch w.IntN(3) {
	case 0:
		return fmt.Sprintf("%d.%d million", 1+w.IntN(40), w.IntN(100))
	case 1:
		return fmt.Sprintf("%d,%03d", 1+w.IntN(400), w.IntN(1000))
	}
	return fmt.Sprint(2 + w.IntN(98))
}

// question asks about one of the facts.
func (w *writer) question(facts []string) Question {
	q := Question{Fact: w.IntN(len(facts))}
	words := strings.Fields(strings.NewReplacer(",", "", ".", "").Replace(facts[q.Fact]))
	keep := 2 + w.IntN(7)
	for len(words) > keep {
		i := w.IntN(len(words))
		words = append(words[:i], words[i+1:]...)
	}
	openings := []string{"how many", "when did", "what is the", "who", "where was the", "which", "is it true that", "tell me about the", ""}
	switch w.IntN(10) {
	case 0: // a letter too few
		i := w.IntN(len(words))
		if s := words[i]; len(s) > 4 {
			words[i] = s[:2] + s[3:]
		}
	case 1, 2: // words that no fact has
		words = append(words, w.pick(strings.Fields("unheard-of xylograph zzyzx overmorrow")), w.words[w.word.Uint64()])
	case 3: // common words alone
		words = []string{"the", w.words[w.IntN(10)], "of", w.words[w.IntN(30)], "in", fmt.Sprint(1990 + w.IntN(37))}
		q.Fact = -1
	}
	q.Text = strings.TrimSpace(w.pick(openings)+" "+strings.Join(words, " ")) + "?"
	return q
}
