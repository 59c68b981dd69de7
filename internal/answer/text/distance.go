// Distance: how many typing errors lie between two words.

package text

// maxDistance is what Distance gives for words as long as that or longer, which
// nobody mistypes: they are addresses or heaps of letters.
const maxDistance = 31

// Distance counts the insertions, deletions, substitutions and swaps of
// neighbours between two words (optimal string alignment; Damerau 1964).
func Distance(a, b []rune) int {
	var buf [3][maxDistance + 1]int
	if len(b) >= maxDistance || len(a) >= maxDistance {
		return maxDistance
	}
	prev2, prev, cur := &buf[0], &buf[1], &buf[2]
	for j := 0; j <= len(b); j++ {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
