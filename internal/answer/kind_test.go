package answer

import (
	"testing"

	"autofacts/internal/answer/text"
)

// reads gives a text as the questions of an empty base are read.
func reads(s, lang string) utterance {
	x := &lexicon{}
	return x.read(text.Clean(s), lang)
}

func TestWants(t *testing.T) {
	for _, c := range []struct {
		asked string
		want  asked
	}{
		{"how many jars were sold?", askCount},
		{"how much does a jar cost?", askCount | askMoney},
		{"how much of the honey is eaten at home?", askShare | askCount},
		{"how long did it take?", askDuration},
		{"how many months did it take?", askDuration},
		{"how many years in a row?", askDuration},
		{"by how much did it grow?", askChange | askShare},
		{"when did it open?", askWhen},
		{"in which year did it open?", askWhich | askWhen},
		{"who opened it?", askWho},
		{"where is it?", askWhere},
		{"why is it so good?", askWhy},
		{"how come it is so good?", askWhy},
		{"what made it so good?", askWhy},
		{"which town is it in?", askWhich},
		{"what is a hive?", askWhat},
		{"what is the bee yard called?", askWhat | askName},
		{"what percentage of it is wax?", askWhich | askWhat | askShare},
		{"is it open?", askYesNo},
		{"list the towns", askList},
		{"number of hives", askCount},
		{"honey exports 2024", 0},
		{"the keeper who built it", 0}, // a relative clause asks nothing
	} {
		u := reads(c.asked, "en")
		if got := wants(&u).kind; got != c.want {
			t.Errorf("%q wants %b, want %b", c.asked, got, c.want)
		}
	}
}

func TestWantsInOtherLanguages(t *testing.T) {
	for _, c := range []struct {
		lang, asked string
		want        asked // one of what it may want
	}{
		{"zh", "出口了多少罐蜂蜜?", askCount},
		{"zh", "谁建的?", askWho},
		{"zh", "建了多久?", askDuration},
		{"zh", "是这样吗?", askYesNo},
		{"fr", "combien de pots?", askCount},
		{"fr", "qui l'a ouvert?", askWho},
		{"fr", "combien de temps?", askDuration},
		{"de", "wie viele Gläser?", askCount},
		{"de", "wann beginnt er?", askWhen},
		{"de", "wo liegt es?", askWhere},
		{"es", "¿cuántos tarros?", askCount},
		{"es", "¿quién lo abrió?", askWho},
		{"es", "¿qué porcentaje?", askShare},
		{"pt", "quantos potes?", askCount},
		{"pt", "onde fica?", askWhere},
		{"pt", "quando começa?", askWhen},
	} {
		u := reads(c.asked, c.lang)
		if got := wants(&u).kind; got&c.want == 0 {
			t.Errorf("%s %q wants %b, want %b in it", c.lang, c.asked, got, c.want)
		}
	}
}

func TestFocus(t *testing.T) {
	for _, c := range []struct{ asked, focus string }{
		{"how many glass jars were sold?", "glass jars"},
		{"which northern province is it in?", "northern province"},
		{"who opened it?", ""},
	} {
		u := reads(c.asked, "en")
		got := ""
		for _, k := range wants(&u).focus {
			if got != "" {
				got += " "
			}
			got += u.terms[k].surface
		}
		if got != c.focus {
			t.Errorf("%q asks about %q, want %q", c.asked, got, c.focus)
		}
	}
}

func TestNegated(t *testing.T) {
	for said, want := range map[string]bool{
		"it did not grow":                true,
		"it didn't grow":                 true,
		"it grew":                        false,
		"not only honey grew":            false,
		"all exports grew, didn't they?": false, // a tag
		"it is not true it never did":    false, // twice is not at all
		"no fewer than six jars":         false,
	} {
		u := reads(said, "en")
		if got := negated(&u); got != want {
			t.Errorf("negated(%q) = %v", said, got)
		}
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		word string
		want int
	}{{"grew", 1}, {"doubled", 1}, {"rises", 1}, {"halved", -1}, {"fell", -1}, {"drops", -1}, {"honey", 0}} {
		if got := directionOf(c.word); got != c.want {
			t.Errorf("directionOf(%q) = %d, want %d", c.word, got, c.want)
		}
	}
}
