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
		3.52,  // cover: share of the question covered
		0.76,  // similar: cosine to the nearest wording
		-1.21, // example: cosine to the nearest example question
		0.65,  // own: share covered in the fact's own words
		2.07,  // typed: has what the type of question asks for
		0.65,  // focus: the noun asked about is covered
		1.75,  // named: the names of the question stand in the fact
		1.82,  // listed: a list whose own questions are not alike
		2.08,  // rev: share of the nearest wording that the question has
		2.36,  // mName: weight of names not covered
		0.14,  // mNoun: of things that no fact has
		-0.90, // mVerb: of actions and the rest
		-0.59, // mBase: of words that other facts have
		-1.46, // learnt: the matcher's score
		4.03,  // margin: the matcher's margin
		1.97,  // cosine: the matcher's cosine
		0.78,  // asked: the noun asked about is what the fact is asked for
		2.09,  // hasName: a name is not covered
		0.02,  // hasNoun: a thing that no fact has is asked beside
		1.35,  // bare: no example questions
		-0.51, // lackFocus: the noun asked about is not covered
		-2.76, // lackName: names
		-0.43, // lackUnknown: words that nobody knows
		-1.36, // lackNoun: things that no fact has
		0.27,  // lackNounSoft: the same, used like a word of the fact
		-0.69, // lackNounBase: things that other facts have
		-2.09, // lackVerb: actions that no fact has
		-0.51, // lackVerbSoft: the same, used like a word of the fact
		-0.79, // lackVerbBase: actions that other facts have
		-1.40, // lackOther: other words that no fact has
		-0.26, // lackOtherSoft: the same, used like a word of the fact
		-0.30, // lackOtherBase: other words that other facts have
		-0.20, // lackAct: the action of a question for who, when, where or why
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
		0.45,  // cover: share of the question covered
		-0.10, // similar: cosine to the nearest wording
		-0.18, // example: cosine to the nearest example question
		-0.33, // own: share covered in the fact's own words
		-0.25, // typed: has what the type of question asks for
		-0.32, // focus: the noun asked about is covered
		-0.04, // named: the names of the question stand in the fact
		-0.09, // listed: a list whose own questions are not alike
		0.76,  // rev: share of the nearest wording that the question has
		0.28,  // mName: weight of names not covered
		0.48,  // mNoun: of things that no fact has
		0.68,  // mVerb: of actions and the rest
		0.42,  // mBase: of words that other facts have
		0.71,  // learnt: the matcher's score
		-1.00, // margin: the matcher's margin
		0.37,  // cosine: the matcher's cosine
		0.43,  // asked: the noun asked about is what the fact is asked for
		0.29,  // hasName: a name is not covered
		-0.13, // hasNoun: a thing that no fact has is asked beside
		0.97,  // bare: no example questions
		-0.55, // lackFocus: the noun asked about is not covered
		-0.17, // lackName: names
		0.00,  // lackUnknown: words that nobody knows
		0.24,  // lackNoun: things that no fact has
		-0.53, // lackNounSoft: the same, used like a word of the fact
		-0.33, // lackNounBase: things that other facts have
		0.25,  // lackVerb: actions that no fact has
		-0.58, // lackVerbSoft: the same, used like a word of the fact
		0.09,  // lackVerbBase: actions that other facts have
		-0.22, // lackOther: other words that no fact has
		0.25,  // lackOtherSoft: the same, used like a word of the fact
		-0.16, // lackOtherBase: other words that other facts have
		-1.20, // lackAct: the action of a question for who, when, where or why
		2.60,  // cover squared
		0.85,  // margin times cover
		-2.05, // bare times cover
		1.56,  // bare times cosine
		0.14,  // the score itself, in fives
		-1.06, // vetoed: forbidden facts before it
		-0.84, // second: how far behind the next one that nothing forbids is, in threes
		-0.05, // how far before it the first is
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
