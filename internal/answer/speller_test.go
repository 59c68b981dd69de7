package answer

import (
	"slices"
	"strings"
	"testing"

	"autofacts/internal/kb"
)

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "hive", 4},
		{"hive", "hive", 0},
		{"hive", "hives", 1},  // a letter more
		{"honey", "hony", 1},  // a letter less
		{"honey", "honay", 1}, // another letter
		{"honey", "hnoey", 1}, // neighbours swapped
		{"honey", "yenoh", 4}, // h-y, y-h and the o-e in the middle, n stays: by hand 4
		{"kitten", "sitting", 3},
		{"apiário", "apiario", 1},
	} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if back := editDistance(c.b, c.a); back != c.want {
			t.Errorf("editDistance(%q, %q) = %d, and %d the other way", c.a, c.b, c.want, back)
		}
	}
}

func TestSoundAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"volkswagen", "folkswagon", true},
		{"philip", "filip", true},
		{"catherine", "katerina", true},
		{"sails", "sales", true},
		{"honey", "hockey", false},
		{"apiary", "piary", false}, // a vowel at the beginning is heard
	} {
		if got := sound(c.a) == sound(c.b); got != c.same {
			t.Errorf("%q sounds %q, %q sounds %q", c.a, sound(c.a), c.b, sound(c.b))
		}
	}
}

func TestNearest(t *testing.T) {
	s := newSpeller(slices.Values([]string{"honey", "apiary", "province", "bee", "jar"}))
	for typed, want := range map[string]string{
		"hony":     "honey",
		"hnoey":    "honey",
		"apairy":   "apiary",
		"provnice": "province",
		"provncee": "province", // two errors in a long word
		"hnxey":    "",         // two in a short one
		"jra":      "",         // too short to mend
		"money":    "",         // the first letter is seldom wrong
		"tractor":  "",
	} {
		if got, _ := s.nearest(typed); got != want {
			t.Errorf("nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestLettersReadAsWords(t *testing.T) {
	for typed, want := range map[string]string{"h0ney": "honey", "b33s": "bees", "pr1ce": "price", "2024": "2024"} {
		if got := unLeet(typed); got != want {
			t.Errorf("unLeet(%q) = %q, want %q", typed, got, want)
		}
	}
	for typed, want := range map[string]string{"honeyyyy": "honey", "sooooo": "so", "honey": "honey", "bees": "bees"} {
		if got := squeeze(typed); got != want {
			t.Errorf("squeeze(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestEnglishIsNotMendedToForeignWords(t *testing.T) {
	ix := &Index{spell: newSpeller(slices.Values([]string{"honey"})), spellElse: newSpeller(slices.Values([]string{"glaser"}))}
	for _, c := range []struct{ typed, lang, want string }{
		{"glasser", "en", ""},
		{"glasser", "de", "glaser"},
		{"hony", "en", "honey"},
		{"hony", "de", "honey"}, // names and borrowed words
	} {
		if got := ix.nearest(c.typed, c.lang); got != c.want {
			t.Errorf("nearest(%q, %q) = %q, want %q", c.typed, c.lang, got, c.want)
		}
	}
}

// A word that stood in texts of other languages alone becomes an English one when
// an English text is added that has it: it is mended to and stands for its kin.
func TestAForeignWordBecomesEnglish(t *testing.T) {
	mill := kb.Fact{ID: "mill", Statement: "The mill was sold in 1907.", Ask: map[string][]string{"fr": {"Quand le moulin avec sa gendarmerie et son hospital?"}}}
	added := kb.Fact{ID: "added", Statement: "The gendarmerie has a hospital."}
	made := New(kb.NewBase([]kb.Fact{mill, added}, nil, kb.Lexicon{}))
	changed := New(kb.NewBase([]kb.Fact{mill}, nil, kb.Lexicon{})).With(kb.NewBase([]kb.Fact{mill, added}, nil, kb.Lexicon{}), []kb.FactID{"added"})
	for name, ix := range map[string]*Index{"made as a whole": made, "changed": changed} {
		if got := ix.nearest("gendramerie", "en"); got != "gendarmerie" {
			t.Errorf("%s: mended to %q", name, got)
		}
		u := ix.lex.read("clinic infirmary", "en")
		if !slices.ContainsFunc(u.terms, func(t term) bool {
			return slices.ContainsFunc(ix.alternatives(&t), func(a alternative) bool { return a.key == "hospit" })
		}) {
			t.Errorf("%s: an infirmary is no hospital", name)
		}
		if got := len(slices.Compact(slices.Clone(ix.sorted))); got != len(ix.sorted) {
			t.Errorf("%s: of %d words only %d differ", name, len(ix.sorted), got)
		}
	}
}

// A speller that has learnt words later mends as one that knew them all at once.
func TestASpellerWithMoreWords(t *testing.T) {
	words := strings.Fields("barely barley parley barter banter carter garter market racket rocket pocket packet")
	whole := newSpeller(slices.Values(words))
	for i := range words {
		rest := slices.Delete(slices.Clone(words), i, i+1)
		later := newSpeller(slices.Values(rest)).with(words[i : i+1])
		for _, typed := range strings.Fields("barly barrely barrter gartar rackets poket backet sarter karter marrket bocket") {
			a, d := whole.nearest(typed)
			b, e := later.nearest(typed)
			if a != b || d != e || whole.heard(typed) != later.heard(typed) || whole.same(typed) != later.same(typed) {
				t.Errorf("%s learnt later, %s: mended to %q %d, heard as %q, same %q; at once %q %d, %q, %q", words[i], typed, b, e, later.heard(typed), later.same(typed), a, d, whole.heard(typed), whole.same(typed))
			}
		}
	}
}
