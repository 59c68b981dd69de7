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
		1.69, 1.26, -0.42, 1.00, 1.69, 0.75, 0.88, 2.07, 1.56, -0.05,
		-0.17, -1.02, -0.63, 1.33, 2.00, 1.52, 0.64, -0.17, 0.09, 1.54,
		-0.97, -0.38, -0.80, -0.86, 0.76, -0.82, -0.49, 0.71, -0.37, -1.90,
		-0.89, -0.45, 1.37,
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
		-2.39, 0.96, -0.88, 0.20, -0.37, -0.12, -0.41, 0.27, -0.09, 1.02,
		-0.11, 0.44, 0.86, 0.67, 0.51, -0.12, -0.03, 0.39, -0.23, 0.06,
		0.76, -0.46, 0.69, 0.24, 0.07, -0.52, -0.40, 0.45, 0.35, 0.26,
		-0.24, 0.65, -0.14, -1.10, 2.69, 0.51, -1.49, 1.42, -0.02, -0.98,
		-0.52, -0.23,
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
