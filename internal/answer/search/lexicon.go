package search

// A lexicon numbers strings from 0 and takes little more memory than they do: 11
// bytes each beside their own. It is immutable.
type lexicon struct {
	names string
	ends  []uint32 // of each in names
	slots []uint32 // by hash, with open addressing: number + 1, or 0
	shift uint8    // how far a hash is shifted to fall among the slots
}

// newLexicon numbers strings in the order given. No two may be equal.
func newLexicon(names []string) lexicon {
	total := 0
	for _, n := range names {
		total += len(n)
	}
	l := lexicon{ends: make([]uint32, len(names)), shift: 64 - 3}
	size := 8
	for 2*size < 3*len(names) {
		size *= 2
		l.shift--
	}
	l.slots = make([]uint32, size)
	all := make([]byte, 0, total)
	for i, n := range names {
		all = append(all, n...)
		l.ends[i] = uint32(len(all))
	}
	l.names = string(all)
	for i, n := range names {
		at := hash(n) >> l.shift
		for l.slots[at] != 0 {
			at = (at + 1) & uint64(size-1)
		}
		l.slots[at] = uint32(i + 1)
	}
	return l
}

// name gives a string by its number.
func (l *lexicon) name(i uint32) string {
	from := uint32(0)
	if i > 0 {
		from = l.ends[i-1]
	}
	return l.names[from:l.ends[i]]
}

// number gives the number of a string.
func number[T string | []byte](l *lexicon, s T) (uint32, bool) {
	if len(l.ends) == 0 {
		return 0, false
	}
	for at := hash(s) >> l.shift; ; at = (at + 1) & uint64(len(l.slots)-1) {
		n := l.slots[at]
		if n == 0 {
			return 0, false
		}
		if l.name(n-1) == string(s) {
			return n - 1, true
		}
	}
}

// hash is FNV-1a, its bits spread once more to the top by Fibonacci hashing (Knuth,
// The Art of Computer Programming 3, 6.4).
func hash[T string | []byte](s T) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h * 0x9e3779b97f4a7c15
}
