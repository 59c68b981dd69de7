package match

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
)

// backgroundFile counts in how many of 6,000 lines of ordinary English each
// word occurs. It holds counts only, no line.
//
// NOTICE: counted by gen in 4,000 chat lines of the #ubuntu channel
// (Kummerfeld et al. 2019, "A Large-Scale Corpus for Conversation
// Disentanglement", CC BY 4.0) and 2,000 sentences of Wikipedia as published
// with CLINC150 (Larson et al. 2019, CC BY 3.0).
//
//go:embed background.txt
var backgroundFile string

// background says how common words are in English that has nothing to do with a base.
type background struct {
	lines float64
	words []string
	count []float64
	stems index // hash of a stem: place in df
	df    []float64
}

// readBackground reads what gen wrote.
func readBackground(file string) *background {
	head, rest, _ := strings.Cut(file, "\n")
	lines, _ := strconv.Atoi(head)
	n := strings.Count(rest, "\n")
	b := &background{
		lines: float64(lines), stems: newIndex(n),
		words: make([]string, 0, n), count: make([]float64, 0, n), df: make([]float64, 0, n),
	}
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		word, digits, _ := strings.Cut(line, " ")
		count, _ := strconv.Atoi(digits)
		b.words = append(b.words, word)
		b.count = append(b.count, float64(count))
		at, fresh := b.stems.put(mix(hashBytes(hashStart, stem([]byte(word)))), uint32(len(b.df)))
		if fresh {
			b.df = append(b.df, 0)
		}
		b.df[at] = math.Min(b.df[at]+float64(count), b.lines)
	}
	return b
}

// Zipf's law for words the background lines lack: a word of rank r is in about
// zipf/r of the lines, and never in more than rareLines.
const (
	zipf      = 8000
	rareLines = 1.5
	noLines   = 0.1 // a word that English lacks altogether
)

// wordLines estimates in how many lines a word occurs.
func (b *background) wordLines(stemHash uint64, v *vectors, wordHash uint64) float64 {
	if i, ok := b.stems.get(stemHash); ok {
		return b.df[i]
	}
	if row, ok := v.words.get(wordHash); ok {
		return math.Min(rareLines, zipf/float64(row+1))
	}
	return noLines
}
