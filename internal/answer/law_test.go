package answer_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"autofacts/internal/answer"
)

// maxReply is what one message of the program may hold, in characters.
const maxReply = 2000

// FuzzAsk holds Ask to its laws whatever is said: it does not panic, it answers
// the same twice, its confidence is a probability, and its reply is short, pings
// nobody and cites every answer.
func FuzzAsk(f *testing.F) {
	for _, s := range []string{
		"How many jars of honey did Marevia produce in 2024?", "and exported?", "bee plan", "Dunholm is in Wexmoor.", "@everyone @here <@1>",
		"what share of honey was exported", "马雷维亚2024年生产了多少罐蜂蜜", "who opened it and when, and where, and why?", "\u202e?yenoh", "1,2.3-4 % of 5th",
		"h o n e y", "vees or bees", "compare honey with wax", "___ jars in [blank] …", "not not never n't",
	} {
		f.Add(s, "Where is Brenna's apiary?", "ask", "en")
		f.Add(s, "", "listen", "zh-CN")
	}
	ix := index(f)
	f.Fuzz(func(t *testing.T, said, prev, mode, locale string) {
		q := answer.Question{Text: said, Prev: prev, Mode: answer.Mode(mode), Locale: locale}
		r := ix.Ask(q)
		if again := ix.Ask(q); !reflect.DeepEqual(r, again) {
			t.Errorf("%q: %+v, then %+v", said, r, again)
		}
		if !(r.Confidence >= 0 && r.Confidence <= 1) {
			t.Errorf("%q: confidence %v", said, r.Confidence)
		}
		s := r.Text()
		if n := utf8.RuneCountInString(s); n > maxReply {
			t.Errorf("%q: a reply of %d characters", said, n)
		}
		for _, ping := range []string{"@everyone", "@here", "<@"} {
			if strings.Contains(s, ping) {
				t.Errorf("%q: the reply pings: %q", said, s)
			}
		}
		if (len(r.Answers) > 0) != (r.Outcome == answer.Answered) || (s == "") != (r.Outcome == answer.Silent) {
			t.Errorf("%q: %s with %d answers and reply %q", said, r.Outcome, len(r.Answers), s)
		}
		for _, a := range r.Answers {
			if len(a.Citations) == 0 {
				t.Errorf("%q: %s is not cited", said, a.Fact)
			}
		}
	})
}

// FuzzSuggest holds Suggest to its laws: no panic, no more than asked for, best
// first, and nothing that is not a question or statement of the base.
func FuzzSuggest(f *testing.F) {
	for _, s := range []string{"", "ho", "how man", "Brenna", "马", "zzz", "the of", "\x00\xff"} {
		f.Add(s, 5)
	}
	ix := index(f)
	f.Fuzz(func(t *testing.T, typed string, n int) {
		n &= 0x1f
		got := ix.Suggest(typed, n)
		if len(got) > n {
			t.Fatalf("%d candidates for %q, want at most %d", len(got), typed, n)
		}
		for i, c := range got {
			if ix.Base().Fact(c.Fact) == nil || c.Question == "" && len(ix.Base().Fact(c.Fact).List) == 0 {
				t.Errorf("%q: candidate %+v", typed, c)
			}
			if i > 0 && c.Score > got[i-1].Score {
				t.Errorf("%q: candidate %d is better than the one before", typed, i)
			}
		}
	})
}

func TestSuggest(t *testing.T) {
	for typed, want := range map[string]string{"where is bren": "brenna-place", "how many jars of honey did Marevia exp": "exports-2024", "third bee pl": "plan-3", "apairy built": "brenna-building"} {
		got := index(t).Suggest(typed, 3)
		if len(got) == 0 || string(got[0].Fact) != want {
			t.Errorf("%q: %+v, want %s first", typed, got, want)
		}
	}
}

func TestRelated(t *testing.T) {
	got := index(t).Related("exports-2024", 2)
	if len(got) != 2 || got[0] != "exports-doubled" {
		t.Errorf("related to exports-2024: %v", got)
	}
	if got := index(t).Related("no-such-fact", 3); got != nil {
		t.Errorf("related to nothing: %v", got)
	}
}
