// Figures written in Han characters.

package text

import "strings"

// hanNumber reads a figure written in Han characters.
func hanNumber(ts []Token, i int) (Number, int) {
	const digits = "零一二三四五六七八九"
	total, section, current := 0.0, 0.0, 0.0
	j, seen := i, false
	for ; j < len(ts) && ts[j].Han; j++ {
		c := ts[j].Norm
		if k := strings.Index(digits, c); k >= 0 {
			current, seen = float64(k/3), true
			continue
		}
		if c == "两" {
			current, seen = 2, true
			continue
		}
		m := magnitude(c)
		if c == "十" {
			m = 10
		}
		if m == 0 {
			break
		}
		if m >= 1e4 {
			total += (section + current) * m
			section = 0
		} else {
			if current == 0 {
				current = 1
			}
			section += current * m
		}
		current, seen = 0, true
	}
	if !seen || j == i+1 && !strings.Contains("十百千万亿", ts[i].Norm) && !ordinalHan(ts, i) {
		return Number{}, i // a lone 一 or 三 is seldom a figure
	}
	return Number{Value: total + section + current, Ordinal: ordinalHan(ts, i)}, j
}

func ordinalHan(ts []Token, i int) bool { return i > 0 && ts[i-1].Norm == "第" }
