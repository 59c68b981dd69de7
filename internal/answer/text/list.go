// Word lists held in one string.

package text

import "strings"

func in(w, list string) bool {
	if w == "" || strings.Contains(w, " ") {
		return false
	}
	for i := 0; ; {
		k := strings.Index(list[i:], w)
		if k < 0 {
			return false
		}
		k += i
		if (k == 0 || list[k-1] == ' ') && (k+len(w) == len(list) || list[k+len(w)] == ' ') {
			return true
		}
		i = k + 1
	}
}

// In reports whether w is one of the words of a list separated by spaces.
func In(w, list string) bool { return in(w, list) }
