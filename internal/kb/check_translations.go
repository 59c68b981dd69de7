package kb

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// foreign finds a number in digits as other languages write it, with the word
// that scales it.
var foreign = regexp.MustCompile(`(?i)(\d+(?:[.,\x{a0}\x{202f} ]\d+)*)\s*(万亿|[万亿千百]|mil mill\p{L}+|mil\b|mill?i[oõ]\p{L}*|millones|milh\p{L}+|mio\b|mrd\b|mi?lli?ard\p{L}*|bilh\p{L}+|tausend|mille\b|%)?`)

// translations warns of digits in a translation that the fact does not state.
func (c *checker) translations(f *Fact) {
	for _, lang := range slices.Sorted(maps.Keys(f.Text)) {
		t := f.Text[lang]
		for _, m := range foreign.FindAllStringSubmatch(t.Statement+" | "+t.Answer, -1) {
			if !f.saysForeign(m[1], strings.ToLower(m[2])) {
				c.warnf(f.Pos, "the %s text of %q says %q, its statement does not: correct the translation", lang, f.ID, strings.TrimSpace(m[0]))
			}
		}
	}
}

// saysForeign reports whether one way of reading a foreign number gives a figure of the fact.
func (f *Fact) saysForeign(written, scale string) bool {
	own := numbers(f.Statement + " | " + f.Answer)
	for key := range f.Reads {
		own = append(own, numbers(key)...)
	}
	for _, v := range readings(written) {
		for _, n := range own {
			if near(n.bare, v, exact) && foreignScale(scale) == 1 || slices.ContainsFunc(n.values, func(w float64) bool {
				return near(w, v*foreignScale(scale), exact) || near(w, v, exact)
			}) {
				return true
			}
		}
		if g := f.Figure; g != nil && (near(g.Value, v*foreignScale(scale), exact) || near(g.Value, v, exact) || near(g.To, v, exact)) {
			return true
		}
		if f.Period.From == int(v) || f.Period.To == int(v) || f.Period.Month == int(v) && v > 0 {
			return true
		}
	}
	return false
}

// readings gives what digits may mean where point, comma and space each may
// separate thousands or decimals.
func readings(s string) []float64 {
	var out []float64
	s = strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "").Replace(s)
	for _, form := range []string{
		strings.NewReplacer(",", "", ".", "").Replace(s),
		strings.NewReplacer(",", ".", ".", "").Replace(s),
		strings.ReplaceAll(s, ",", ""),
	} {
		if v, err := strconv.ParseFloat(form, 64); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// foreignScale gives what the word after a foreign number multiplies by. The first
// prefix that fits counts.
func foreignScale(w string) float64 {
	for _, s := range []struct {
		prefix string
		scale  float64
	}{{"万亿", 1e12}, {"万", 1e4}, {"亿", 1e8}, {"千", 1e3}, {"百", 100}, {"mil mill", 1e9}, {"millia", 1e9}, {"mrd", 1e9},
		{"bilh", 1e9}, {"mille", 1e3}, {"mill", 1e6}, {"milh", 1e6}, {"mili", 1e6}, {"mio", 1e6}, {"mil", 1e3}, {"tausend", 1e3}, {"%", 0.01}} {
		if strings.HasPrefix(w, s.prefix) {
			return s.scale
		}
	}
	return 1
}
