package answer

import "math"

// featureCount is how many numbers a candidate is ranked by.
const featureCount = 20 + int(lackKinds)

// vector gives the features in the order of the weights.
func (f *features) vector() [featureCount]float64 {
	v := [featureCount]float64{f.cover, f.similar, f.example, f.own, f.typed, f.focus, f.named, f.listed, f.rev,
		f.mName, f.mNoun, f.mVerb, f.mBase, f.learnt, f.margin, f.cosine, f.asked, f.hasName, f.hasNoun, f.bare}
	copy(v[20:], f.counts[:])
	return v
}

// rankWeights order the candidates of a question: a conditional logit (McFadden
// 1974) over the candidates of the answerable questions of the golden set and of
// the three small bases, in the order of vector. fit_test.go writes what it is
// fitted to.
func rankWeights() [featureCount]float64 {
	return [featureCount]float64{
		1.67, 1.30, -0.39, 0.98, 1.67, 0.76, 0.90, 1.98, 1.51, -0.05,
		-0.19, -1.05, -0.63, 1.35, 2.01, 1.48, 0.63, -0.16, 0.10, 1.53,
		-0.94, -0.36, -0.79, -0.83, 0.73, -0.82, -0.55, 0.70, -0.36, -1.89,
		-0.90, -0.41, 1.35,
	}
}

// rank is the value that candidates are ordered by.
func (f *features) rank() float64 {
	w, sum := rankWeights(), 0.0
	for i, x := range f.vector() {
		sum += w[i] * x
	}
	return sum
}

// acceptCount is how many numbers the confidence in a candidate is made of.
const acceptCount = featureCount + 9

// acceptWeights say whether the best candidate answers at all: a logistic
// regression over the best candidates of the same questions and of the
// unanswerable ones; a constant, the features, products of them, and how the
// candidate stands among the others.
func acceptWeights() [acceptCount]float64 {
	return [acceptCount]float64{
		-2.50, 0.93, -0.76, 0.20, -0.54, -0.08, -0.38, 0.21, -0.06, 0.94,
		0.03, 0.54, 1.03, 0.53, 0.58, -0.39, -0.05, 0.39, -0.06, 0.07,
		0.79, -0.63, 0.47, -0.28, 0.00, -0.53, -0.30, 0.38, 0.35, 0.19,
		-0.32, 0.65, -0.09, -1.13, 2.83, 0.69, -1.53, 1.39, -0.01, -1.01,
		-0.54, -0.16,
	}
}

// confidence is the probability that candidate i of those ranked answers.
func confidence(cands []candidate, i int) float64 {
	c := &cands[i]
	v := c.feat.vector()
	w := acceptWeights()
	sum := w[0]
	for k, x := range v {
		sum += w[k+1] * x
	}
	vetoed, second := 0.0, -5.0
	for k := range cands {
		switch {
		case cands[k].vetoBy != "" && k < min(i, 3):
			vetoed++
		case cands[k].vetoBy == "" && k > i && second == -5:
			second = math.Max(-5, cands[k].score-c.score)
		}
	}
	f := &c.feat
	more := [...]float64{f.cover * f.cover, f.margin * f.cover, f.bare * f.cover, f.bare * f.cosine, c.score / 5, vetoed, second / 3, cands[0].score - c.score}
	for k, x := range more {
		sum += w[featureCount+1+k] * x
	}
	return sigmoid(sum)
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
