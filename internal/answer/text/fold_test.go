package text_test

import (
	"testing"
	"unicode"

	"autofacts/internal/answer/text"
)

// TestAppendFoldIsFold holds the quick folding to the plain one, letter by letter.
func TestAppendFoldIsFold(t *testing.T) {
	var b []byte
	compared := 0
	for r := rune(1); r <= unicode.MaxRune; r++ {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.Is(unicode.Hangul, r) {
			continue
		}
		plain := text.Fold(text.Fold(string(r))) // twice: signs of compatibility may unfold to capitals
		b = text.AppendFold(b[:0], r)
		if string(b) != plain {
			t.Errorf("AppendFold(%q) = %q, Fold gives %q", r, b, plain)
		}
		compared++
	}
	if compared < 100_000 {
		t.Errorf("only %d letters were compared", compared)
	}
	if got := text.AppendFold(nil, '한'); string(got) != "한" {
		t.Errorf("a syllable of Hangul became %q", got)
	}
	if n := testing.AllocsPerRun(10, func() { b = text.AppendFold(b[:0], 'É') }); n != 0 {
		t.Errorf("folding a letter allocates %v times", n)
	}
}
