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
		0.89,  // similar: cosine to the nearest wording
		-1.28, // example: cosine to the nearest example question
		0.45,  // own: share covered in the fact's own words
		2.06,  // typed: has what the type of question asks for
		0.71,  // focus: the noun asked about is covered
		1.79,  // named: the names of the question stand in the fact
		1.74,  // listed: a list whose own questions are not alike
		2.00,  // rev: share of the nearest wording that the question has
		2.39,  // mName: weight of names not covered
		0.21,  // mNoun: of things that no fact has
		-0.58, // mVerb: of actions and the rest
		-0.35, // mBase: of words that other facts have
		-1.61, // learnt: the matcher's score
		4.11,  // margin: the matcher's margin
		2.06,  // cosine: the matcher's cosine
		0.76,  // asked: the noun asked about is what the fact is asked for
		2.05,  // hasName: a name is not covered
		0.33,  // hasNoun: a thing that no fact has is asked beside
		1.38,  // bare: no example questions
		-0.72, // lackFocus: the noun asked about is not covered
		-2.74, // lackName: names
		-0.57, // lackUnknown: words that nobody knows
		-1.32, // lackNoun: things that no fact has
		0.41,  // lackNounSoft: the same, used like a word of the fact
		-0.86, // lackNounBase: things that other facts have
		-2.03, // lackVerb: actions that no fact has
		-0.36, // lackVerbSoft: the same, used like a word of the fact
		-0.76, // lackVerbBase: actions that other facts have
		-0.87, // lackOther: other words that no fact has
		-0.37, // lackOtherSoft: the same, used like a word of the fact
		-0.53, // lackOtherBase: other words that other facts have
		-0.51, // lackAct: the action of a question for who, when, where or why
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
		-3.01, // constant
		0.44,  // cover: share of the question covered
		-0.03, // similar: cosine to the nearest wording
		-0.14, // example: cosine to the nearest example question
		-0.37, // own: share covered in the fact's own words
		-0.20, // typed: has what the type of question asks for
		-0.40, // focus: the noun asked about is covered
		-0.11, // named: the names of the question stand in the fact
		-0.14, // listed: a list whose own questions are not alike
		0.81,  // rev: share of the nearest wording that the question has
		0.26,  // mName: weight of names not covered
		0.33,  // mNoun: of things that no fact has
		0.76,  // mVerb: of actions and the rest
		0.50,  // mBase: of words that other facts have
		0.75,  // learnt: the matcher's score
		-0.97, // margin: the matcher's margin
		0.37,  // cosine: the matcher's cosine
		0.51,  // asked: the noun asked about is what the fact is asked for
		0.26,  // hasName: a name is not covered
		0.01,  // hasNoun: a thing that no fact has is asked beside
		1.02,  // bare: no example questions
		-0.40, // lackFocus: the noun asked about is not covered
		-0.13, // lackName: names
		0.18,  // lackUnknown: words that nobody knows
		0.35,  // lackNoun: things that no fact has
		-0.40, // lackNounSoft: the same, used like a word of the fact
		-0.35, // lackNounBase: things that other facts have
		0.27,  // lackVerb: actions that no fact has
		-0.65, // lackVerbSoft: the same, used like a word of the fact
		0.08,  // lackVerbBase: actions that other facts have
		-0.27, // lackOther: other words that no fact has
		0.19,  // lackOtherSoft: the same, used like a word of the fact
		-0.22, // lackOtherBase: other words that other facts have
		-1.12, // lackAct: the action of a question for who, when, where or why
		2.69,  // cover squared
		0.74,  // margin times cover
		-2.03, // bare times cover
		1.50,  // bare times cosine
		0.15,  // the score itself, in fives
		-0.73, // vetoed: forbidden facts before it
		-0.81, // second: how far behind the next one that nothing forbids is, in threes
		-0.15, // how far before it the first is
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
