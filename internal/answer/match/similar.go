package match

// A Word is a word that the package has a vector for.
type Word uint32

// Word finds an English word in lower case; ok is false for one without a vector.
func (m *Model) Word(s string) (w Word, ok bool) {
	row, ok := m.space.vectors.words.get(hashString(s))
	return Word(row), ok
}

// Similar gives how alike two English words are used, from -1 to 1. Words of
// opposite meaning are used alike, too ("import", "export"), so it never proves
// that two words mean the same.
func (m *Model) Similar(a, b Word) float64 {
	return float64(m.space.vectors.cosine(uint32(a), uint32(b)))
}
