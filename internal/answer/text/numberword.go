// Figures written in words.

package text

import "strings"

// cardinals are the number words below 100 that are not also ordinary words of
// their language (un, une, ein, uno are articles). An English one is read in any.
func cardinals(lang string) string {
	switch lang {
	case "fr":
		return "deux:2 trois:3 quatre:4 cinq:5 sept:7 huit:8 neuf:9 dix:10 onze:11 douze:12 quinze:15 trente:30 quarante:40"
	case "de":
		return "zwei:2 drei:3 vier:4 funf:5 sechs:6 sieben:7 acht:8 neun:9 zehn:10 elf:11 zwolf:12 dreissig:30 vierzig:40"
	case "es":
		return "dos:2 tres:3 cuatro:4 cinco:5 seis:6 siete:7 ocho:8 nueve:9 diez:10 once:11 doce:12 treinta:30 cuarenta:40"
	case "pt":
		return "dois:2 duas:2 tres:3 quatro:4 cinco:5 seis:6 sete:7 oito:8 nove:9 dez:10 onze:11 doze:12 trinta:30 quarenta:40"
	}
	return "zero:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 " +
		"twenty:20 thirty:30 forty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90"
}

// cardinal gives the value of a number word below 100, or -1.
func cardinal(t Token) float64 {
	for _, words := range [...]string{cardinals("en"), cardinals(t.lang)} {
		if !strings.Contains(words, t.Norm+":") {
			continue
		}
		for f := range strings.FieldsSeq(words) {
			if w, digits, _ := strings.Cut(f, ":"); w == t.Norm {
				v, _ := parseDigits(digits)
				return v
			}
		}
	}
	return -1
}

// ordinal gives the value of an ordinal word, or 0. "second" is left out where
// it may be the unit of time: only "the second" counts, which the caller sees.
func ordinal(w string) float64 {
	if !strings.HasSuffix(w, "th") && w != "first" && w != "second" && w != "third" {
		return 0
	}
	for i, s := range strings.Fields("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth") {
		if s == w {
			return float64(i + 1)
		}
	}
	return 0
}

// wordNumber reads number words: "thirty-four million", "half", "a third",
// "double", "eleventh", "two dozen".
func wordNumber(ts []Token, i int) (Number, int) {
	w := ts[i].Norm
	if share := fraction(ts, i); share > 0 {
		return Number{Value: 100 * share, Percent: true, Vague: true}, i + 2
	}
	if y, end := spokenYear(ts, i); y > 0 {
		return Number{Value: y, Year: true}, end
	}
	switch {
	case w == "half" && i+2 < len(ts) && ts[i+1].Norm == "a" && magnitude(ts[i+2].Norm) >= 1000:
		return Number{Value: magnitude(ts[i+2].Norm) / 2}, i + 3
	case in(w, "halved halves halving"):
		return Number{Value: 50, Percent: true, Vague: true, Qualifier: "exactly"}, i + 1
	case w == "most" && i+1 < len(ts) && ts[i+1].Norm == "of":
		return Number{Value: 50, Percent: true, Vague: true, Qualifier: "over"}, i + 1
	case in(w, "half halb halfte moitie mitad metade"):
		return Number{Value: 50, Percent: true, Vague: true}, i + 1
	case in(w, "double doubled doubling doubles twice twofold verdoppelt verdoppelte double doublee doubler duplico duplicado duplicar dobro dobrou duplicou doppelte"):
		return Number{Value: 2, Multiple: true, Vague: true}, i + 1
	case in(w, "triple tripled tripling threefold"):
		return Number{Value: 3, Multiple: true, Vague: true}, i + 1
	case in(w, "quadrupled quadruple fourfold"):
		return Number{Value: 4, Multiple: true, Vague: true}, i + 1
	case w == "majority" || w == "minority":
		q := "over"
		if w == "minority" {
			q = "under"
		}
		return Number{Value: 50, Percent: true, Vague: true, Qualifier: q}, i + 1
	case magnitude(w) >= 1000 && len(w) > 3 && i > 0 && ts[i-1].Norm == "a":
		return Number{Value: magnitude(w)}, i + 1
	case w == "dozen":
		return Number{Value: 12, Vague: true}, i + 1
	}
	if v := ordinal(w); v > 0 && !(w == "second" && (i == 0 || ts[i-1].Norm != "the")) && !(w == "first") {
		return Number{Value: v, Ordinal: true}, i + 1
	}
	return cardinalRun(ts, i)
}

// spokenYear reads a year that is said in two parts: "twenty twenty-five",
// "nineteen ninety-nine"; 0 for anything else.
func spokenYear(ts []Token, i int) (year float64, end int) {
	if !in(ts[i].Norm, "eighteen nineteen twenty") || i+1 >= len(ts) || ts[i+1].Before == ',' {
		return 0, i
	}
	tens := cardinal(ts[i+1])
	if tens < 10 || ts[i+1].Digit {
		return 0, i
	}
	end = i + 2
	if end < len(ts) && tens >= 20 && !ts[end].Digit {
		if one := cardinal(ts[end]); one > 0 && one < 10 {
			tens, end = tens+one, end+1
		}
	}
	if end < len(ts) && magnitude(ts[end].Norm) > 0 {
		return 0, i // "twenty twenty thousand" is no year
	}
	return 100*cardinal(ts[i]) + tens, end
}

// fraction reads the share that two words make: "a third", "three quarters",
// "two fifths of"; 0 where they make none. The singular of an ordinal wants "of"
// after it or "by" before it ("one fifth of", "by a tenth", not "one fifth place"), but for "third", which is
// seldom anything else, and quarters are counted in ones and threes only: two of
// them are a span of time.
func fraction(ts []Token, i int) float64 {
	if i+1 >= len(ts) {
		return 0
	}
	part, plural := strings.CutSuffix(ts[i+1].Norm, "s")
	count, parts := cardinal(ts[i]), ordinal(part)
	if ts[i].Norm == "a" {
		count = 1
	}
	switch {
	case part == "quarter" && count != 2:
		parts = 4
	case parts > 3 && !plural && !(i+2 < len(ts) && ts[i+2].Norm == "of") && !(i > 0 && ts[i-1].Norm == "by"):
		return 0
	}
	if parts < 3 || count < 1 || count >= parts {
		return 0
	}
	return count / parts
}

// cardinalRun reads cardinals that follow each other: "thirty four", "two
// hundred and six", "two point six one million".
func cardinalRun(ts []Token, i int) (Number, int) {
	total, current, j, seen := 0.0, 0.0, i, false
	for j < len(ts) {
		w := ts[j].Norm
		if v := cardinal(ts[j]); v >= 0 {
			current, seen, j = current+v, true, j+1
			continue
		}
		if seen && w == "hundred" {
			current, j = current*100, j+1
			continue
		}
		if seen && w == "and" && j+1 < len(ts) && cardinal(ts[j+1]) >= 0 && current >= 100 {
			j++
			continue
		}
		if seen && w == "point" && j+1 < len(ts) && cardinal(ts[j+1]) >= 0 {
			factor := 0.1
			for j++; j < len(ts) && cardinal(ts[j]) >= 0 && cardinal(ts[j]) < 10; j++ {
				current += cardinal(ts[j]) * factor
				factor /= 10
			}
			continue
		}
		if v := ordinal(w); seen && v > 0 && v < 10 && current >= 20 {
			return Number{Value: total + current + v, Ordinal: true}, j + 1
		}
		break
	}
	if !seen {
		return Number{}, i
	}
	n := Number{Value: total + current}
	n, next := scaled(ts, n, j)
	if next == i+1 && n.Value < 2 && !n.Percent {
		return Number{}, i // "one" is more often a pronoun
	}
	return n, next
}
