// Layered maps: what a changed index has beside what it shares.

package answer

import (
	"cmp"
	"maps"
	"slices"
)

// A layered map is a large map that several indexes share and a small one of an
// index's own, which hides what it has another value for. Until it is forked
// there is only the large one, and writing goes there.
type layered[K comparable, V any] struct{ shared, own map[K]V }

func newLayered[K comparable, V any]() layered[K, V] { return layered[K, V]{shared: map[K]V{}} }

// at gives the value of a key, or the zero value.
func (l *layered[K, V]) at(k K) V {
	v, _ := l.get(k)
	return v
}

func (l *layered[K, V]) get(k K) (V, bool) {
	if len(l.own) > 0 {
		if v, ok := l.own[k]; ok {
			return v, true
		}
	}
	v, ok := l.shared[k]
	return v, ok
}

func (l *layered[K, V]) set(k K, v V) {
	if l.own != nil {
		l.own[k] = v
	} else {
		l.shared[k] = v
	}
}

// fork gives a map with the same content that may be written to without the
// first one seeing it.
func (l *layered[K, V]) fork() layered[K, V] {
	f := layered[K, V]{l.shared, maps.Clone(l.own)}
	if f.own == nil {
		f.own = map[K]V{}
	}
	return f
}

// insertTo adds a value to the ordered list of a key, as appendTo does.
func insertTo[K comparable, V cmp.Ordered](l *layered[K, []V], k K, v V) {
	have := l.at(k)
	if at, _ := slices.BinarySearch(have, v); at < len(have) {
		l.set(k, slices.Insert(slices.Clip(have), at, v))
		return
	}
	appendTo(l, k, v)
}

// appendTo adds a value to the list of a key, never in the room of a list that
// another index shares.
func appendTo[K comparable, V any](l *layered[K, []V], k K, v V) {
	have := l.at(k)
	if l.own != nil {
		have = slices.Clip(have)
	}
	l.set(k, append(have, v))
}
