// Direction: more or less, up or down, in a claim and in a fact.

package answer

import (
	"strings"

	"autofacts/internal/answer/text"
	"autofacts/internal/kb"
)

// directions are words for more and for less: + and - of the same scale.
const (
	wordsUp   = "grow grew grown growing grows growth rise rises rose risen rising increase increased increases increasing up climb climbed gain gained doubled double doubling tripled triple higher expand expanded jump jumped surge surged soar soared longer lengthen lengthened extend extended faster largest biggest majority lead leads led leading top more improved grew augmente augmentation hausse gestiegen wuchs crecieron crecio aumento aumentaram cresceu 增长 增加"
	wordsDown = "fall fell fallen falling falls drop dropped drops decline declined decrease decreased decreases shrink shrank shrunk down lower reduce reduced reduces shorten shortened shorter shortening cut cuts halve halved slump slumped plunge plunged slower smallest minority lag lags lagged lagging worse less fewer baisse diminue gesunken fiel cayeron cayo caiu cairam 下降 减少"
)

func directionOf(w string) int {
	if s := strings.TrimSuffix(w, "s"); s != w && len(s) > 3 && !text.In(w, wordsUp+" "+wordsDown) {
		w = s
	}
	switch {
	case text.In(w, wordsUp):
		return 1
	case text.In(w, wordsDown):
		return -1
	}
	return 0
}

// direction says whether a claim speaks of the same direction as the fact: 1
// the same, -1 the opposite, 0 where one of them has none.
func direction(u *utterance, d *doc) int {
	claim, fact := 0, 0
	for i, t := range u.tokens {
		if x := directionOf(t.Norm); x != 0 {
			if i+1 < len(u.tokens) && u.tokens[i+1].Norm == "than" && i+2 < len(u.tokens) && (u.tokens[i+2].Digit || text.In(u.tokens[i+2].Norm, "two three four five six ten half a")) {
				continue // "more than 2 million" is a qualifier
			}
			if claim == 0 || text.In(t.Norm, wordsDown) {
				claim = x
			}
		}
	}
	if claim == 0 {
		return 0
	}
	for _, t := range text.Tokenize(text.Tidy(d.fact.Statement), "en") {
		if x := directionOf(t.Norm); x != 0 && fact == 0 {
			fact = x
		}
	}
	if f := d.fact.Figure; f != nil && f.As == kb.Multiple && f.Value > 1 && fact == 0 {
		fact = 1
	}
	return claim * fact
}
