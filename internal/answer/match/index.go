package match

// index maps 64-bit hashes to numbers by open addressing. Two different words
// or n-grams with one hash would be taken for one another; with a million
// features the chance that any two are is below one in ten million.
type index struct {
	slots []slot
	mask  uint64
	n     int
}

type slot struct {
	key   uint64 // 0: free
	value uint32
}

func newIndex(capacity int) index {
	size := 16
	for size < 2*capacity {
		size *= 2
	}
	return index{slots: make([]slot, size), mask: uint64(size - 1)}
}

func (x *index) get(key uint64) (uint32, bool) {
	for i := key & x.mask; ; i = (i + 1) & x.mask {
		s := &x.slots[i]
		if s.key == key {
			return s.value, true
		}
		if s.key == 0 {
			return 0, false
		}
	}
}

// put adds a key unless it is there, and returns its value and whether it is new.
func (x *index) put(key uint64, value uint32) (uint32, bool) {
	if 2*(x.n+1) > len(x.slots) {
		x.grow()
	}
	for i := key & x.mask; ; i = (i + 1) & x.mask {
		s := &x.slots[i]
		if s.key == key {
			return s.value, false
		}
		if s.key == 0 {
			*s = slot{key, value}
			x.n++
			return value, true
		}
	}
}

func (x *index) grow() {
	bigger := newIndex(len(x.slots))
	for _, s := range x.slots {
		if s.key != 0 {
			bigger.put(s.key, s.value)
		}
	}
	*x = bigger
}

// FNV-1a's start and prime; mix spreads the result over all bits.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

func hashBytes(h uint64, b []byte) uint64 {
	for _, c := range b {
		h = (h ^ uint64(c)) * hashPrime
	}
	return h
}

func hashString(s string) uint64 {
	h := uint64(hashStart)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return mix(h)
}

// mix is the finaliser of SplitMix64; it never returns 0, which marks a free slot.
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return max(h^h>>31, 1)
}
