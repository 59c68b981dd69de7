// Figures as people read them.

package answer

import (
	"math"
	"strconv"

	"autofacts/internal/kb"
)

// figureText writes a figure as people read it, without its qualifier.
func figureText(f *kb.Figure) string { return magnitudeText(f.Value) }

// magnitudeText writes a number with "million" or "billion" where it is large.
func magnitudeText(x float64) string {
	switch {
	case x >= 1e9:
		return trim(round(x/1e9, 3)) + " billion"
	case x >= 1e6:
		return trim(round(x/1e6, 3)) + " million"
	case x >= 1e4:
		return group(math.Round(x))
	case x >= 100:
		return trim(math.Round(x))
	}
	return trim(round(x, 2))
}

// group writes a whole number with commas.
func group(x float64) string {
	s := strconv.FormatFloat(x, 'f', 0, 64)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func round(x float64, digits int) float64 {
	p := math.Pow(10, float64(digits))
	return math.Round(x*p) / p
}

func trim(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
