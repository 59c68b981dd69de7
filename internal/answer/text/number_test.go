package text_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"autofacts/internal/answer/text"
)

// figures writes the figures of a text as "qualifier value[-to][sort]".
func figures(s, lang string) string {
	var out []string
	for _, n := range text.Numbers(text.Tokenize(text.Clean(s), lang)) {
		f := fmt.Sprint(math.Round(n.Value*1000) / 1000)
		if n.Value >= 1e6 {
			f = fmt.Sprintf("%.0f", n.Value)
		}
		if n.To != 0 {
			f += fmt.Sprintf("-%v", n.To)
		}
		for _, mark := range []struct {
			set  bool
			mark string
		}{{n.Percent, "%"}, {n.Ordinal, "."}, {n.Multiple, "x"}, {n.Year, "y"}, {n.Vague, "~"}} {
			if mark.set {
				f += mark.mark
			}
		}
		if n.Qualifier != "" {
			f = n.Qualifier + " " + f
		}
		out = append(out, f)
	}
	return strings.Join(out, ", ")
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ lang, said, figures string }{
		// digits and magnitudes
		{"en", "34,000,000 jars", "34000000"},
		{"en", "34 million jars", "34000000"},
		{"en", "34m jars", "34000000"},
		{"en", "34 mn jars", "34000000"},
		{"en", "2.61 million", "2610000"},
		{"en", "2 610 000 jars", "2610000"},
		{"en", "60k hives", "60000"},
		{"en", "1.5bn jars", "1500000000"},
		{"en", "1.200.000 jars", "1200000"},
		{"en", "3,5 jars", "3.5"},
		{"en", "1.234,5 jars", "1234.5"},
		{"en", "1,234.5 jars", "1234.5"},
		{"en", "a c3 hive", ""},
		// words
		{"en", "thirty-four million jars", "34000000"},
		{"en", "two hundred and six jars", "206"},
		{"en", "two point six one million", "2610000"},
		{"en", "half a million jars", "500000"},
		{"en", "a million jars", "1000000"},
		{"en", "two dozen jars", "2, 12~"},
		{"en", "one of them", ""}, // a pronoun
		// shares, multiples, ordinals
		{"en", "12% of it", "12%"},
		{"en", "12 percent of it", "12%"},
		{"en", "12 per cent of it", "12%"},
		{"en", "half of it", "50%~"},
		{"en", "a third of it", "33.333%~"},
		{"en", "one third of it", "33.333%~"},
		{"en", "a quarter of it", "25%~"},
		{"en", "a fifth of it", "20%~"},
		{"en", "nearly two thirds of it", "nearly 66.667%~"},
		{"en", "two-thirds of it", "66.667%~"},
		{"en", "three quarters of it", "75%~"},
		{"en", "four fifths", "80%~"},
		{"en", "a tenth of it", "10%~"},
		{"en", "for two quarters", "2"},
		{"en", "a fifth hive", "5."},
		{"en", "most of it", "over 50%~"},
		{"en", "a majority", "over 50%~"},
		{"en", "it doubled", "2x~"},
		{"en", "it tripled", "3x~"},
		{"en", "3x more", "3x"},
		{"en", "the 11th year", "11."},
		{"en", "the third plan", "3."},
		{"en", "the twenty first plan", "21."},
		// years and ranges
		{"en", "in 2024", "2024y"},
		{"en", "2021 to 2025", "2021-2025y"},
		{"en", "2021-25", "2021-2025y"},
		{"en", "2025-06", "2025y"},
		{"en", "10 to 20 jars", "10-20"},
		{"en", "between 10 and 20 jars", "10-20"},
		// qualifiers
		{"en", "over 34 million", "over 34000000"},
		{"en", "more than 34 million", "over 34000000"},
		{"en", "at least 5", "at-least 5"},
		{"en", "less than 5", "under 5"},
		{"en", "up to 5", "at-most 5"},
		{"en", "about 5", "about 5"},
		{"en", "nearly 5", "nearly 5"},
		{"en", "exactly 5", "exactly 5"},
		{"en", "5 or more", "at-least 5"},
		{"en", "5 or so", "about 5"},
		// the other languages
		{"zh", "3400万罐", "34000000"},
		{"zh", "三千四百万罐", "34000000"},
		{"zh", "十一个月", "11"},
		{"zh", "第三个计划", "3."},
		{"zh", "超过261万", "over 2610000"},
		{"zh", "2024年", "2024y"},
		{"fr", "plus de 34 millions de pots", "over 34000000"},
		{"fr", "environ 12 %", "about 12"},
		{"fr", "deux pots", "2"},
		{"de", "mehr als 34 Millionen Gläser", "over 34000000"},
		{"de", "3,4 Millionen", "3400000"},
		{"de", "die Hälfte davon", "50%~"},
		{"de", "zwölf Gläser", "12"},
		{"de", "mindestens 12 Prozent", "at-least 12%"},
		{"es", "más de 34 millones de tarros", "over 34000000"},
		{"es", "casi doce tarros", "nearly 12"},
		{"es", "la mitad", "50%~"},
		{"pt", "mais de 34 milhões de potes", "over 34000000"},
		{"pt", "cerca de 1.200.000 potes", "about 1200000"},
		{"pt", "metade do mel", "50%~"},
		{"pt", "a venda dos potes", ""}, // of the, not the Spanish two
		{"pt", "onze potes", "11"},
		{"es", "dos o seis tarros", "2, 6"},
		{"en", "it was once sold in Sept", ""}, // not the Spanish eleven and the French seven
	} {
		if got := figures(c.said, c.lang); got != c.figures {
			t.Errorf("%s %q has %q, want %q", c.lang, c.said, got, c.figures)
		}
	}
}
