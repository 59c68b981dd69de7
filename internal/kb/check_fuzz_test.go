package kb_test

import (
	"reflect"
	"strings"
	"testing"

	"autofacts/internal/kb"
)

// FuzzCheck holds that a fact whose statement is its phrase, word for word, has
// no figure that its evidence lacks: the check finds the same figures in both.
func FuzzCheck(f *testing.F) {
	for _, s := range []string{"over 2.61 million", "two hundred and five, 48.5%", "the 15th Five-Year Plan", "34m 5bn RMB500", "261万辆", "one hundred hundred million"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
		if s == "" {
			return
		}
		b := kb.NewBase([]kb.Fact{{ID: "a", Statement: s, Answer: s, Evidence: []kb.Evidence{{Source: "src", Phrase: s}}}}, []kb.Source{{ID: "src"}}, kb.Lexicon{})
		found := kb.Check(b, nil)
		for _, x := range found {
			t.Errorf("%q: %v", s, x)
		}
		if again := kb.Check(b, nil); !reflect.DeepEqual(found, again) {
			t.Errorf("%q: checked twice, %v and %v", s, found, again)
		}
	})
}
