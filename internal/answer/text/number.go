// Figures written in digits.

package text

import (
	"math"
	"strconv"
	"strings"
)

// A Number is a figure read from an utterance.
type Number struct {
	Value      float64
	To         float64 // upper end of a range, or 0
	Percent    bool
	Ordinal    bool // "11th", "third"
	Year       bool // a calendar year, or a range of them
	Multiple   bool // "double", "twice", "threefold"
	Vague      bool // "half", "a third", "dozens": a word rather than a figure
	Qualifier  string
	Start, End int // tokens [Start, End)
}

// Numbers finds the figures of an utterance: digits with separators, magnitudes
// ("34m", "34 million", "3400万"), number words, fractions, per cent, ordinals,
// multiples, years and ranges; each with the qualifier before it ("over").
func Numbers(ts []Token) []Number {
	var out []Number
	for i := 0; i < len(ts); {
		n, next := numberAt(ts, i)
		if next == i {
			i++
			continue
		}
		n.Start, n.End = i, next
		if n.Qualifier == "" {
			n.Qualifier = qualifierBefore(ts, i)
		}
		if n.Qualifier == "" {
			n.Qualifier = qualifierAfter(ts, next)
		}
		if len(out) > 0 && joinRange(&out[len(out)-1], n, ts) {
			i = next
			continue
		}
		out = append(out, n)
		i = next
	}
	return out
}

// joinRange makes one range of two figures with a dash or "to" between them.
func joinRange(a *Number, b Number, ts []Token) bool {
	if a.To != 0 || a.Ordinal || b.Ordinal || a.Percent && !b.Percent {
		return false
	}
	between := b.Start - a.End
	glued := between == 0 && b.Start < len(ts) && (ts[b.Start].Glued || ts[b.Start].Before == '-')
	word := between == 1 && in(ts[a.End].Norm, "to bis a à au hasta ate 到 至 and") && (ts[a.End].Norm != "and" || a.Start > 0 && in(ts[a.Start-1].Norm, "between"))
	if !glued && !word || b.Value <= a.Value && !(a.Year && b.Value < 100) {
		return false
	}
	if a.Year && !b.Year {
		if b.Value >= 100 || b.Percent {
			return false
		}
		b.Value += math.Floor(a.Value/100) * 100 // "2021-25"
	}
	if !a.Year && b.Year {
		return false
	}
	a.End, a.Percent = b.End, a.Percent || b.Percent
	if b.Value > a.Value { // "2025-06" is a month of the year, not a range
		a.To = b.Value
	}
	return true
}

func numberAt(ts []Token, i int) (Number, int) {
	t := ts[i]
	switch {
	case t.Digit:
		return digitNumber(ts, i)
	case t.Han:
		return hanNumber(ts, i)
	}
	if n, next := wordNumber(ts, i); next > i {
		return n, next
	}
	return Number{}, i
}

// digitNumber reads a token that begins with a digit, with the magnitude and
// the per cent after it.
func digitNumber(ts []Token, i int) (Number, int) {
	s := ts[i].Norm
	end := strings.LastIndexAny(s, "0123456789") + 1
	digits, suffix := s[:end], s[end:]
	if strings.ContainsFunc(digits, func(r rune) bool { return r >= 'a' }) {
		return Number{}, i // c1, 5g4
	}
	v, ok := parseDigits(digits)
	if !ok {
		return Number{}, i
	}
	n := Number{Value: v}
	switch {
	case suffix == "":
	case in(suffix, "st nd rd th er e eme ste te"):
		n.Ordinal = true
		return n, i + 1
	case suffix == "%":
		n.Percent = true
		return n, i + 1
	case suffix == "x":
		n.Multiple = true
		return n, i + 1
	case suffix == "s" && v >= 1900:
		n.Year = true
		return n, i + 1
	default:
		m := magnitude(suffix)
		if m == 0 {
			return Number{}, i
		}
		n.Value *= m
	}
	next := i + 1
	if suffix == "" && next < len(ts) && len(digits) <= 3 && ts[next].Digit && len(ts[next].Norm) == 3 && ts[next].Before == 0 && !ts[next].Glued {
		for next < len(ts) && ts[next].Digit && len(ts[next].Norm) == 3 && ts[next].Before == 0 { // 2 610 000
			more, ok := parseDigits(ts[next].Norm)
			if !ok {
				break
			}
			n.Value = n.Value*1000 + more
			next++
		}
	}
	n, next = scaled(ts, n, next)
	if looksYear(digits, suffix) && next == i+1 && !n.Percent {
		n.Year = true
	}
	return n, next
}

func looksYear(digits, suffix string) bool {
	return suffix == "" && len(digits) == 4 && digits >= "1800" && digits <= "2199"
}

// scaled applies the magnitude words and per cent that follow a figure.
func scaled(ts []Token, n Number, next int) (Number, int) {
	for next < len(ts) {
		m := magnitude(ts[next].Norm)
		if m < 1000 && !in(ts[next].Norm, "hundred") && !ts[next].Han {
			m = 0
		}
		if in(ts[next].Norm, "k m b") && !ts[next].Glued && ts[next].Before != 0 {
			m = 0
		}
		if m == 0 {
			break
		}
		n.Value *= m
		next++
	}
	if next < len(ts) && in(ts[next].Norm, "percent percentage pct prozent pourcent porcento") {
		n.Percent, next = true, next+1
	} else if next+1 < len(ts) && in(ts[next].Norm, "per pour por") && in(ts[next+1].Norm, "cent ciento cento") {
		n.Percent, next = true, next+2
	}
	return n, next
}

// parseDigits reads digits with separators. A comma or point before exactly
// three digits groups thousands; otherwise it begins the decimals.
func parseDigits(s string) (float64, bool) {
	commas, points := strings.Count(s, ","), strings.Count(s, ".")
	plain := s
	switch {
	case commas > 0 && points > 0:
		if strings.LastIndexByte(s, ',') > strings.LastIndexByte(s, '.') {
			plain = strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1)
		} else {
			plain = strings.ReplaceAll(s, ",", "")
		}
	case commas > 1 || commas == 1 && len(s)-strings.IndexByte(s, ',') == 4:
		plain = strings.ReplaceAll(s, ",", "")
	case commas == 1:
		plain = strings.Replace(s, ",", ".", 1)
	case points > 1:
		plain = strings.ReplaceAll(s, ".", "")
	}
	v, err := strconv.ParseFloat(plain, 64)
	return v, err == nil
}

// magnitude gives the factor that a word or suffix stands for, or 0.
func magnitude(w string) float64 {
	switch w {
	case "hundred", "百":
		return 100
	case "k", "thousand", "tausend", "mille", "mil", "千":
		return 1e3
	case "万":
		return 1e4
	case "m", "mn", "mln", "mio", "mil.", "million", "millions", "millionen", "millones", "millon", "milhoes", "milhao":
		return 1e6
	case "亿":
		return 1e8
	case "b", "bn", "bln", "billion", "billions", "milliarden", "milliards":
		return 1e9
	case "tn", "trillion", "trillions":
		return 1e12
	}
	return 0
}
