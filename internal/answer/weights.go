// The weights of the score, as TestFit in fit_test.go fits them to the golden set
// and to five small bases, part of their example questions left out. They are
// numbers of language and of the matcher, never of a subject.

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
// the five small bases, in the order of vector.
func rankWeights() [featureCount]float64 {
	return [featureCount]float64{
		3.03,  // cover: share of the question covered
		1.29,  // similar: cosine to the nearest wording
		-1.41, // example: cosine to the nearest example question
		0.37,  // own: share covered in the fact's own words
		1.99,  // typed: has what the type of question asks for
		0.66,  // focus: the noun asked about is covered
		1.81,  // named: the names of the question stand in the fact
		1.46,  // listed: a list whose own questions are not alike
		1.80,  // rev: share of the nearest wording that the question has
		2.03,  // mName: weight of names not covered
		0.35,  // mNoun: of things that no fact has
		-0.98, // mVerb: of actions and the rest
		-0.96, // mBase: of words that other facts have
		-1.51, // learnt: the matcher's score
		3.52,  // margin: the matcher's margin
		2.57,  // cosine: the matcher's cosine
		0.77,  // asked: the noun asked about is what the fact is asked for
		2.35,  // hasName: a name is not covered
		0.07,  // hasNoun: a thing that no fact has is asked beside
		1.48,  // bare: no example questions
		-0.56, // lackFocus: the noun asked about is not covered
		-2.84, // lackName: names
		-0.41, // lackUnknown: words that nobody knows
		-1.65, // lackNoun: things that no fact has
		-0.13, // lackNounSoft: the same, used like a word of the fact
		-0.51, // lackNounBase: things that other facts have
		-2.08, // lackVerb: actions that no fact has
		-0.42, // lackVerbSoft: the same, used like a word of the fact
		-0.60, // lackVerbBase: actions that other facts have
		-1.37, // lackOther: other words that no fact has
		-0.29, // lackOtherSoft: the same, used like a word of the fact
		-0.07, // lackOtherBase: other words that other facts have
		-0.25, // lackAct: the action of a question for who, when, where or why
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
		-2.69, // constant
		0.11,  // cover: share of the question covered
		-0.20, // similar: cosine to the nearest wording
		-0.37, // example: cosine to the nearest example question
		-0.28, // own: share covered in the fact's own words
		-0.35, // typed: has what the type of question asks for
		-0.34, // focus: the noun asked about is covered
		0.01,  // named: the names of the question stand in the fact
		-0.26, // listed: a list whose own questions are not alike
		0.85,  // rev: share of the nearest wording that the question has
		0.26,  // mName: weight of names not covered
		0.29,  // mNoun: of things that no fact has
		0.60,  // mVerb: of actions and the rest
		0.59,  // mBase: of words that other facts have
		0.88,  // learnt: the matcher's score
		-0.97, // margin: the matcher's margin
		0.51,  // cosine: the matcher's cosine
		0.58,  // asked: the noun asked about is what the fact is asked for
		0.23,  // hasName: a name is not covered
		-0.01, // hasNoun: a thing that no fact has is asked beside
		1.03,  // bare: no example questions
		-0.50, // lackFocus: the noun asked about is not covered
		-0.19, // lackName: names
		-0.08, // lackUnknown: words that nobody knows
		0.21,  // lackNoun: things that no fact has
		-0.64, // lackNounSoft: the same, used like a word of the fact
		-0.55, // lackNounBase: things that other facts have
		0.30,  // lackVerb: actions that no fact has
		-0.50, // lackVerbSoft: the same, used like a word of the fact
		0.01,  // lackVerbBase: actions that other facts have
		-0.25, // lackOther: other words that no fact has
		-0.11, // lackOtherSoft: the same, used like a word of the fact
		-0.10, // lackOtherBase: other words that other facts have
		-1.32, // lackAct: the action of a question for who, when, where or why
		2.57,  // cover squared
		0.85,  // margin times cover
		-1.77, // bare times cover
		1.27,  // bare times cosine
		0.09,  // the score itself, in fives
		-1.00, // vetoed: forbidden facts before it
		-0.90, // second: how far behind the next one that nothing forbids is, in threes
		-0.22, // how far before it the first is
	}
}

// acceptVector gives what the confidence in candidate i of those ranked is made
// of, in the order of acceptWeights.
func acceptVector(cands []candidate, i int) [acceptCount]float64 {
	c := &cands[i]
	features := c.feat.vector()
	v := [acceptCount]float64{1}
	copy(v[1:], features[:])
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
	copy(v[featureCount+1:], []float64{f.cover * f.cover, f.margin * f.cover, f.bare * f.cover, f.bare * f.cosine, c.score / 5, vetoed, second / 3, cands[0].score - c.score})
	return v
}

// confidence is the probability that candidate i of those ranked answers.
func confidence(cands []candidate, i int) float64 {
	w, sum := acceptWeights(), 0.0
	for k, x := range acceptVector(cands, i) {
		sum += w[k] * x
	}
	return sigmoid(sum)
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
