// The weights of the score, and how they came to be: TestFeatures in fit_test.go
// writes the features of the best candidates of the golden set and of three small
// bases, part of their example questions left out; the weights are fitted to them
// outside. They are numbers of language and of the matcher, never of a subject.

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
		1.72,  // cover: share of the question covered
		1.28,  // similar: cosine to the nearest wording
		-0.38, // example: cosine to the nearest example question
		0.99,  // own: share covered in the fact's own words
		1.70,  // typed: has what the type of question asks for
		0.76,  // focus: the noun asked about is covered
		0.87,  // named: the names of the question stand in the fact
		2.08,  // listed: a list whose own questions are not alike
		1.55,  // rev: share of the nearest wording that the question has
		-0.06, // mName: weight of names not covered
		-0.16, // mNoun: of things that no fact has
		-1.04, // mVerb: of actions and the rest
		-0.63, // mBase: of words that other facts have
		1.33,  // learnt: the matcher's score
		2.01,  // margin: the matcher's margin
		1.52,  // cosine: the matcher's cosine
		0.64,  // asked: the noun asked about is what the fact is asked for
		-0.16, // hasName: a name is not covered
		0.09,  // hasNoun: a thing that no fact has is asked beside
		1.55,  // bare: no example questions
		-0.96, // lackFocus: the noun asked about is not covered
		-0.38, // lackName: names
		-0.79, // lackUnknown: words that nobody knows
		-0.86, // lackNoun: things that no fact has
		0.77,  // lackNounSoft: the same, used like a word of the fact
		-0.82, // lackNounBase: things that other facts have
		-0.53, // lackVerb: actions that no fact has
		0.69,  // lackVerbSoft: the same, used like a word of the fact
		-0.36, // lackVerbBase: actions that other facts have
		-1.91, // lackOther: other words that no fact has
		-0.88, // lackOtherSoft: the same, used like a word of the fact
		-0.48, // lackOtherBase: other words that other facts have
		1.38,  // lackAct: the action of a question for who, when, where or why
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
		-2.50, // constant
		0.83,  // cover: share of the question covered
		-0.76, // similar: cosine to the nearest wording
		0.31,  // example: cosine to the nearest example question
		-0.38, // own: share covered in the fact's own words
		-0.12, // typed: has what the type of question asks for
		-0.41, // focus: the noun asked about is covered
		0.26,  // named: the names of the question stand in the fact
		-0.02, // listed: a list whose own questions are not alike
		1.02,  // rev: share of the nearest wording that the question has
		-0.02, // mName: weight of names not covered
		0.41,  // mNoun: of things that no fact has
		0.93,  // mVerb: of actions and the rest
		0.70,  // mBase: of words that other facts have
		0.59,  // learnt: the matcher's score
		-0.15, // margin: the matcher's margin
		-0.05, // cosine: the matcher's cosine
		0.41,  // asked: the noun asked about is what the fact is asked for
		-0.13, // hasName: a name is not covered
		0.08,  // hasNoun: a thing that no fact has is asked beside
		0.79,  // bare: no example questions
		-0.50, // lackFocus: the noun asked about is not covered
		0.61,  // lackName: names
		0.29,  // lackUnknown: words that nobody knows
		0.09,  // lackNoun: things that no fact has
		-0.49, // lackNounSoft: the same, used like a word of the fact
		-0.37, // lackNounBase: things that other facts have
		0.47,  // lackVerb: actions that no fact has
		0.34,  // lackVerbSoft: the same, used like a word of the fact
		0.44,  // lackVerbBase: actions that other facts have
		-0.13, // lackOther: other words that no fact has
		0.65,  // lackOtherSoft: the same, used like a word of the fact
		-0.16, // lackOtherBase: other words that other facts have
		-1.15, // lackAct: the action of a question for who, when, where or why
		2.80,  // cover squared
		0.56,  // margin times cover
		-1.44, // bare times cover
		1.43,  // bare times cosine
		-0.09, // the score itself, in fives
		-1.13, // vetoed: forbidden facts before it
		-0.55, // second: how far behind the next one that nothing forbids is, in threes
		0.11,  // how far before it the first is
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
