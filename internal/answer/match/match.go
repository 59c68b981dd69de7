// Package match decides which entry of a base an utterance is about, and how
// sure that is, by learning from the base's own example questions.
//
// A reader meets, bottom up: words (token.go) become features (feature.go):
// stems, pairs of stems, character n-grams inside words, and the mean of the
// words' vectors (vector.go), weighed by how rare they are in the base and in
// ordinary English (background.go). For every entry a linear classifier learns
// to tell its examples from those of its neighbours and from background
// (svm.go, train.go). Ranking (rank.go) adds its margin, the cosine with the
// nearest example and that with the entry's centroid; in a large base it sifts
// the entries first (shortlist.go). A few entries may change without training
// the rest again (change.go).
//
// The package is pure and deterministic: the same entries give the same model,
// whatever the number of workers. It judges words only. What an utterance names
// and an entry lacks (a year, a place, a direction) is for the caller to see.
package match

import (
	"runtime"
	"sync"
)

// An Entry is what an utterance may be about.
type Entry struct {
	// Texts are example questions, in any language. An entry without any, and
	// without a statement, is never ranked.
	Texts []string
	// Statement is the plain statement of the entry, a weaker example; it may be empty.
	Statement string
}

// Even is the Sure at which the utterance is as likely about something else.
const Even = 0.5

// Options change how a model is trained. The zero value is right for a base.
type Options struct {
	// Outside are utterances that are about no entry. They are learnt from as
	// such, beside the background every model has.
	Outside []string
	// Workers is how many entries are trained at once; 0 means GOMAXPROCS. It
	// does not change the result.
	Workers int
}

// A Hit is an entry that an utterance may be about.
type Hit struct {
	Entry int // its place in what Train was given
	// Sure is how sure the match is, 0 to 1. At [Even] the utterance is as likely
	// about something else, whatever the size of the base and the number of its
	// examples: this is the figure to hold against a threshold.
	Sure float64
	// Score is Raw squeezed into 0 to 1, without regard to the base: a feature
	// to learn from, not one to compare between bases.
	Score  float64
	Raw    float64 // what both are made from and hits are in order of; see [Model.Rank]
	Margin float64 // of the classifier: above 0 the entry takes the utterance for its own
	Cosine float64 // with the entry's nearest example, 0 to 1
}

// A Model is a trained base. It is immutable and safe for any number of goroutines.
type Model struct {
	tune  tuning
	space *space
	base  *segment
	noise *examples // background, as negatives of what changes
	calib calibration

	size    int       // entries, removed ones included
	changes []*change // since Train, by number
	widest  int       // features of the base and of the change with the most

	rankings  *sync.Pool // of *ranking
	refitters *sync.Pool // of *refitter
}

// Train learns a base. Its cost grows with the number of examples: about a
// tenth of a millisecond each. In a base of some hundred entries and more, those
// with a single example are not trained but estimated, at a tenth of that; in
// one of more than ten thousand examples, training looks at fewer negatives.
func Train(entries []Entry, o Options) *Model { return train(entries, o, standard()) }

func train(entries []Entry, o Options, t tuning) *Model {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	m := &Model{tune: t, size: len(entries)}
	m.space = newSpace(entries, &m.tune)
	ex := m.space.examples(entries, new(scratch))
	m.noise = m.space.noise(o.Outside)
	m.base = newSegment(ex, m.space, fitAll(ex, m.noise, m.space, &m.tune, o.Workers))
	m.calib = calibrate(ex)
	m.widest = m.space.len()
	m.rankings = &sync.Pool{New: func() any { return new(ranking) }}
	m.refitters = &sync.Pool{New: func() any { return new(refitter) }}
	return m
}
