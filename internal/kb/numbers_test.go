package kb

import (
	"fmt"
	"testing"
)

func TestNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"over 2.61 million NEVs in 2025", "2.61 million=[2.61e+06] 2025=[2025]"},
		{"34,778,000 vehicles", "34,778,000=[3.4778e+07]"},
		{"34m cars, 5bn yuan, 3k", "34m=[3.4e+07] 5bn=[5e+09] 3k=[3000]"},
		{"48.5 percent or 48.5% or 48.5 per cent", "48.5 percent=[0.485] 48.5%=[0.485] 48.5 per cent=[0.485]"},
		{"the 15th Five-Year Plan", "15th=[15] Five=[5]"},
		{"twenty-one ships and two hundred and five men", "twenty-one=[21] two hundred and five=[205]"},
		{"five million, seventeen", "five million=[5e+06] seventeen=[17]"},
		{"one of the plants", ""},
		{"doubled to half, a third", "doubled=[2] half=[0.5] third=[3 0.3333333333333333]"},
		{"the A380 cost RMB500", "500=[500]"},
		{"销量达到261万辆", "261万=[2.61e+06]"},
		{"2021-2025", "2021=[2021] 2025=[2025]"},
		{"17 years in a row", "17=[17]"},
		{"20 two", "20=[20] two=[2]"},
	} {
		got := ""
		for i, n := range numbers(c.text) {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprintf("%s=%v", n.text, n.values)
		}
		if got != c.want {
			t.Errorf("numbers(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"abc", "abc", 0}, {"statment", "statement", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"", "xy", 2}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestForeignNumbers(t *testing.T) {
	f := &Fact{Statement: "Exports reached 2.61 million vehicles, up 48.5 percent."}
	for _, c := range []struct {
		digits, scale string
		want          bool
	}{
		{"2,61", "millionen", true}, {"2 610 000", "", true}, {"2.610.000", "", true}, {"261", "万", true},
		{"2610", "mille", true}, {"2,61", "mio", true}, {"0,00261", "milliarden", true}, {"2610", "tausend", true}, {"2610", "mil", true},
		{"48,5", "%", true}, {"2,61", "mille", false}, {"2,61", "milliarden", false}, {"2,71", "millionen", false}, {"262", "万", false}, {"261", "亿", false},
	} {
		if got := f.saysForeign(c.digits, c.scale); got != c.want {
			t.Errorf("%s %s is said: %v, want %v", c.digits, c.scale, got, c.want)
		}
	}
}
