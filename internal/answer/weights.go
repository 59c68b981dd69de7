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
		3.67,  // cover: share of the question covered
		0.86,  // similar: cosine to the nearest wording
		-1.34, // example: cosine to the nearest example question
		0.44,  // own: share covered in the fact's own words
		2.02,  // typed: has what the type of question asks for
		0.69,  // focus: the noun asked about is covered
		1.80,  // named: the names of the question stand in the fact
		1.77,  // listed: a list whose own questions are not alike
		2.05,  // rev: share of the nearest wording that the question has
		2.35,  // mName: weight of names not covered
		0.21,  // mNoun: of things that no fact has
		-0.42, // mVerb: of actions and the rest
		-0.28, // mBase: of words that other facts have
		-1.66, // learnt: the matcher's score
		4.18,  // margin: the matcher's margin
		2.02,  // cosine: the matcher's cosine
		0.81,  // asked: the noun asked about is what the fact is asked for
		2.08,  // hasName: a name is not covered
		0.33,  // hasNoun: a thing that no fact has is asked beside
		1.33,  // bare: no example questions
		-0.83, // lackFocus: the noun asked about is not covered
		-2.69, // lackName: names
		-0.61, // lackUnknown: words that nobody knows
		-1.33, // lackNoun: things that no fact has
		0.39,  // lackNounSoft: the same, used like a word of the fact
		-0.94, // lackNounBase: things that other facts have
		-2.08, // lackVerb: actions that no fact has
		-0.12, // lackVerbSoft: the same, used like a word of the fact
		-0.80, // lackVerbBase: actions that other facts have
		-0.64, // lackOther: other words that no fact has
		-0.28, // lackOtherSoft: the same, used like a word of the fact
		-0.58, // lackOtherBase: other words that other facts have
		-0.58, // lackAct: the action of a question for who, when, where or why
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
		-2.79, // constant
		0.41,  // cover: share of the question covered
		-0.07, // similar: cosine to the nearest wording
		-0.17, // example: cosine to the nearest example question
		-0.45, // own: share covered in the fact's own words
		-0.26, // typed: has what the type of question asks for
		-0.35, // focus: the noun asked about is covered
		-0.07, // named: the names of the question stand in the fact
		-0.19, // listed: a list whose own questions are not alike
		0.93,  // rev: share of the nearest wording that the question has
		0.25,  // mName: weight of names not covered
		0.32,  // mNoun: of things that no fact has
		0.70,  // mVerb: of actions and the rest
		0.46,  // mBase: of words that other facts have
		0.76,  // learnt: the matcher's score
		-0.86, // margin: the matcher's margin
		0.17,  // cosine: the matcher's cosine
		0.50,  // asked: the noun asked about is what the fact is asked for
		0.26,  // hasName: a name is not covered
		-0.09, // hasNoun: a thing that no fact has is asked beside
		1.00,  // bare: no example questions
		-0.30, // lackFocus: the noun asked about is not covered
		-0.13, // lackName: names
		0.05,  // lackUnknown: words that nobody knows
		0.41,  // lackNoun: things that no fact has
		-0.28, // lackNounSoft: the same, used like a word of the fact
		-0.32, // lackNounBase: things that other facts have
		0.28,  // lackVerb: actions that no fact has
		-0.72, // lackVerbSoft: the same, used like a word of the fact
		0.09,  // lackVerbBase: actions that other facts have
		-0.23, // lackOther: other words that no fact has
		0.20,  // lackOtherSoft: the same, used like a word of the fact
		-0.33, // lackOtherBase: other words that other facts have
		-1.08, // lackAct: the action of a question for who, when, where or why
		2.64,  // cover squared
		0.55,  // margin times cover
		-2.14, // bare times cover
		1.58,  // bare times cosine
		0.14,  // the score itself, in fives
		-0.80, // vetoed: forbidden facts before it
		-0.81, // second: how far behind the next one that nothing forbids is, in threes
		-0.17, // how far before it the first is
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
