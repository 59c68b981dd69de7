package eval

import "testing"

func TestContains(t *testing.T) {
	for _, c := range []struct {
		reply, needle string
		want          bool
	}{
		{"about 2.61 million", "2.61 Million", true},
		{"about 12.61 million", "2.61 million", false},
		{"about 12.61 million", "61 million", false},
		{"34,000,000 in all", "34000000", true},
		{"the year\u2013long wait", "year-long", true},
		{"über", "uber", true},
		{"12 and 2", "2", true},
		{"1.2 and 12", "2", false},
		{"a\u0301", "\u0301", true}, // it folds to nothing: sought as it is
		{"a", "\u0301", false},
	} {
		if got := contains(fold(c.reply), c.needle, c.reply); got != c.want {
			t.Errorf("%q contains %q: %v, want %v", c.reply, c.needle, got, c.want)
		}
	}
}
