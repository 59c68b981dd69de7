package kb

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A number is a figure as a text states it, in digits or in words.
type number struct {
	text   string    // as written
	values []float64 // what it may mean, per cent as a fraction; "third" is 3 or 1/3
	bare   float64   // without multiplier and per cent sign
	vague  bool      // a word that is often no figure: first, quarter, decade
	order  bool      // an ordinal word, which is a figure where the fact is one
}

// digits finds a number in digits with what stands before it (letters make it
// part of a name, unless they are a currency) and the word that scales it.
var digits = regexp.MustCompile(`(?i)(\p{L}*)(\d+(?:,\d{3})*(?:\.\d+)?)(?:(st|nd|rd|th)\b|[\s-]?(hundred|thousand|million|billion|trillion)\b|(bn|mn|tn|[kmb])\b|\s?(%|per ?cent|percentage points?)|([万亿]))?`)

// word finds a word that may be a number.
var word = regexp.MustCompile(`[A-Za-z]+`)

// multiplier gives what a scaling word multiplies by; 1 for any other.
func multiplier(w string) float64 {
	switch strings.ToLower(w) {
	case "hundred", "hundreds":
		return 100
	case "thousand", "thousands", "k":
		return 1e3
	case "万":
		return 1e4
	case "million", "millions", "m", "mn":
		return 1e6
	case "亿":
		return 1e8
	case "billion", "billions", "bn", "b":
		return 1e9
	case "trillion", "trillions", "tn":
		return 1e12
	}
	return 1
}

// numbers finds the figures of a text: digits with their multiplier, and the
// number words of English. "One" is left out: it is a pronoun more often than a figure.
func numbers(s string) []number {
	var out []number
	spans := digits.FindAllStringSubmatchIndex(s, -1)
	rest := []byte(s)
	for _, m := range spans {
		for i := m[0]; i < m[1]; i++ {
			rest[i] = '.'
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return s[m[2*i]:m[2*i+1]]
		}
		if before := group(1); before != "" && !currency(before) {
			continue
		}
		v, err := strconv.ParseFloat(strings.ReplaceAll(group(2), ",", ""), 64)
		if err != nil {
			continue
		}
		n := number{text: strings.TrimSpace(s[m[4]:m[1]]), bare: v, values: []float64{v * multiplier(group(4)+group(5)+group(7))}}
		if group(6) != "" {
			n.values = []float64{v / 100}
		}
		out = append(out, n)
	}
	return append(out, wordNumbers(string(rest))...)
}

func currency(letters string) bool {
	return len(letters) == 3 && letters == strings.ToUpper(letters) || strings.IndexFunc(letters, func(c rune) bool { return c > 0x2000 }) >= 0
}

// wordNumbers finds "twenty-one", "two hundred", "five million", "doubled", "half".
func wordNumbers(s string) []number {
	var out []number
	at := word.FindAllStringIndex(s, -1)
	for i := 0; i < len(at); i++ {
		w := strings.ToLower(s[at[i][0]:at[i][1]])
		if n, ok := single(w); ok {
			n.text = s[at[i][0]:at[i][1]]
			out = append(out, n)
			continue
		}
		value, used := cardinal(s, at[i:])
		if used == 0 || value == 1 {
			continue
		}
		out = append(out, number{text: s[at[i][0]:at[i+used-1][1]], values: []float64{value}, bare: value})
		i += used - 1
	}
	return out
}

// cardinal reads a run of words as one cardinal number and says how many words it took.
func cardinal(s string, at [][]int) (value float64, used int) {
	var total, part float64
	for i, a := range at {
		w := strings.ToLower(s[a[0]:a[1]])
		if i > 0 && strings.Trim(s[at[i-1][1]:a[0]], " -") != "" {
			break
		}
		unit, m := unitWord(w), multiplier(w)
		switch {
		case w == "and" && part >= 100 && i+1 < len(at) && unitWord(strings.ToLower(s[at[i+1][0]:at[i+1][1]])) > 0:
			continue
		case unit > 0 && (part == 0 || part >= 20 && int(part)%10 == 0 && unit < 10 || part >= 100):
			part += unit
		case m == 100 && len(w) > 2:
			part = max(part, 1) * 100
		case m >= 1e3 && len(w) > 2:
			total, part = total+max(part, 1)*m, 0
		default:
			return total + part, used
		}
		used = i + 1
	}
	return total + part, used
}

// unitWord gives the value of a cardinal below a hundred, or 0.
func unitWord(w string) float64 {
	small := []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	if i := slices.Index(small, w); i >= 0 {
		return float64(i + 1)
	}
	tens := []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	if i := slices.Index(tens, w); i >= 0 {
		return float64(10*i + 20)
	}
	return 0
}

// single gives the figure that one word states without being a cardinal.
func single(w string) (number, bool) {
	ordinals := []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	if i := slices.Index(ordinals, strings.TrimSuffix(w, "s")); i >= 0 && w != "firsts" && w != "seconds" {
		n := float64(i + 1)
		return number{values: []float64{n, 1 / n}, bare: n, vague: i == 0, order: true}, true
	}
	switch w {
	case "half", "halves", "halved":
		return number{values: []float64{0.5}, bare: 50}, true
	case "quarter", "quarters":
		return number{values: []float64{0.25}, bare: 25, vague: true}, true
	case "double", "doubled", "doubling", "doubles", "twice", "twofold":
		return number{values: []float64{2}, bare: 2}, true
	case "triple", "tripled", "tripling", "triples", "thrice", "threefold":
		return number{values: []float64{3}, bare: 3}, true
	case "quadruple", "quadrupled", "quadrupling", "fourfold":
		return number{values: []float64{4}, bare: 4}, true
	case "tenfold":
		return number{values: []float64{10}, bare: 10}, true
	case "dozen":
		return number{values: []float64{12}, bare: 12}, true
	case "decade":
		return number{values: []float64{10}, bare: 10, vague: true}, true
	}
	return number{}, false
}

// near compares two figures, allowing for what a decimal fraction cannot hold.
func near(a, b, tolerance float64) bool {
	return a == b || math.Abs(a-b) <= tolerance*max(math.Abs(a), math.Abs(b))
}

// exact is the tolerance within which two figures are the same one.
const exact = 1e-9

// same reports whether two figures can mean the same.
func (n number) same(m number) bool {
	return slices.ContainsFunc(n.values, func(v float64) bool {
		return slices.ContainsFunc(m.values, func(w float64) bool { return near(v, w, exact) })
	})
}
