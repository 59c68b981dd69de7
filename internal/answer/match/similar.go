package match

// Similar gives how alike two English words are used, from -1 to 1; 0 where one
// of them is not among the words that the package knows. Words of opposite
// meaning are used alike, too ("import", "export"), so it never proves that two
// words mean the same.
func (m *Model) Similar(a, b string) float64 {
	v := m.space.vectors
	x, ok := v.words.get(hashString(a))
	if !ok {
		return 0
	}
	y, ok := v.words.get(hashString(b))
	if !ok {
		return 0
	}
	return float64(v.cosine(x, y))
}
