package match

import "math"

// tuning holds every weight of the package. All were chosen by cross-validation
// on training splits (Curekart and CLINC150 small: full, and cut to 1, 3 and 10
// examples an entry; a fifth to a half of the entries held out as out of scope).
// Accuracy and AUROC change by less than half a point when any one is halved or
// doubled, where nothing else is said.
type tuning struct {
	// Length of each block of features in an utterance's vector: what trades
	// exact words against typos and other scripts (char), and against words that
	// mean much the same (dense, for one example an entry; the less the more
	// examples there are: see denseLength). Without dense, bases with one example
	// an entry lose 2 to 8 points.
	word, char, dense, denseLess float32
	// Character n-grams inside words: shorter ones forgive more, and tell less.
	shortest, longest int
	// Share of the unknown words' weight in the length of a vector: at 1 an
	// utterance half of unknown words scores half. Trades out-of-scope AUROC
	// (.004 better at 1 than at 0) against terse, misspelt questions.
	unknown float32
	// Weight of background lines against the base's examples in the idf.
	background float64
	// SVM: cost of an example on the wrong side, times positive for an entry's
	// own and times statement for its statement.
	cost, positive, statement float32
	bias                      float32 // value of the constant feature
	epochs                    int
	near, random, noise       int // negatives of each kind
	// Negatives of each kind where a base has more than large examples: trades
	// a tenth of a point for a training time that stays linear.
	// After so many epochs, items without a say are left out.
	large, nearLarge, randomLarge, noiseLarge, settled int
	// From so many examples on, With trains as if the base were large: what is
	// trained for one change is waited for.
	haste int
	// From so many entries on, an entry with a single example has no classifier
	// of its own: its margin is read off its centroid's cosine. Trades nothing
	// that could be measured: on six bases cut from training splits to one example
	// an entry, with a quarter of the entries held out, the classifier's accuracy
	// was .477 and the estimate's .483, its AUROC .669 and .677. Training takes a
	// fiftieth of the time. Smaller bases are trained in under half a second anyway.
	estimate int
	// The estimated margin of an example question and of a statement; see estimate.
	question, plain line
	// A weight below this is dropped unless the entry's examples have the feature.
	prune float32
	// Raw score: margin, centroid's cosine, nearest example's cosine, log of known idf mass.
	margin, centroid, nearest, mass float32
	candidates                      int // entries whose nearest example is looked for
	// In a base of more than exact entries: so many posts of lists are walked, so
	// many entries sifted, and what was not walked looked up for so many of them. On 5,173 lines of
	// background as statements the first entry is the exact one for 99.6 % of
	// questions made of half their words, on CLINC150's 7,500 examples as entries
	// for 99.8 % of utterances. On the statements twice the posts add .2 points, twice
	// the entries sifted .4, twice those looked up none.
	exact, walked, sifted, looked int
}

// line is a linear function. Those of estimated margins were fitted by least
// squares to the margins of classifiers, over the four best entries of 500
// questions, on 400 and 1,000 single sentences of Wikipedia (questions: two
// thirds of their words) and single utterances of CLINC150's training split
// (questions: others of it): slopes .86 to .90 and .47 to .64 for an example
// question, a sixth less for a statement, which weighs half; constants -.96 to
// -1.13. R² is .84 to .91 on the sentences, which a base of plain statements is
// most like, and .37 to .65 where each entry had several with the same intent.
type line struct{ slope, constant float32 }

func standard() tuning {
	return tuning{
		word: 1, char: 1, dense: 1.1, denseLess: .1,
		shortest: 3, longest: 5,
		unknown: 1, background: 3,
		cost: .5, positive: 2, statement: .5, bias: .5, epochs: 10,
		near: 200, random: 100, noise: 200,
		large: 10000, nearLarge: 50, randomLarge: 30, noiseLarge: 80, settled: 3, haste: 2000,
		estimate: 500, question: line{.85, -1.1}, plain: line{.7, -1.06},
		prune:  .03,
		margin: 3, centroid: .5, nearest: 1, mass: .1,
		candidates: 16,
		exact:      1000, walked: 10000, sifted: 160, looked: 32,
	}
}

// denseLength is the length of the dense part in a base with so many examples an
// entry: 1.1 at one, .99 at three, .87 at ten, .71 at fifty.
func (t *tuning) denseLength(examples float64) float32 {
	return t.dense - t.denseLess*float32(math.Log(min(maxExamples, max(1, examples))))
}

// maxExamples an entry is where more no longer change the weights.
const maxExamples = 50
