package text

import "testing"

func TestOneStemForBothSpellings(t *testing.T) {
	for british, usual := range map[string]string{
		"centre": "center", "centres": "centers", "colours": "colors", "localisation": "localization", "organised": "organized",
		"favourite": "favorite", "metres": "meters", "travelling": "traveling", "realise": "realize",
	} {
		if a, b := StemWord(british, "en"), StemWord(usual, "en"); a != b {
			t.Errorf("%s has the stem %q, %s %q", british, a, usual, b)
		}
	}
	for _, w := range []string{"rise", "wise", "four", "hour", "advertise", "promise", "exercise", "tire", "sour"} {
		if american(w) != w {
			t.Errorf("%s is read as %s", w, american(w))
		}
	}
}
