package fakediscord_test

import (
	"testing"

	"autofacts/internal/fakediscord"
)

// BenchmarkNew is what an emulator costs a program at start, or a test.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := fakediscord.New(fakediscord.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
