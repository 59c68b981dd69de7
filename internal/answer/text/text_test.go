package text_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"autofacts/internal/answer/text"
)

func TestClean(t *testing.T) {
	for _, c := range []struct{ name, typed, read string }{
		{"plain words", "How many jars?", "How many jars?"},
		{"spaces", "  how \n many\tjars ", "how many jars"},
		{"pings", "@everyone @here how many jars", "how many jars"},
		{"a mention", "<@123456789012345678> how many jars", "how many jars"},
		{"a role, a channel, an emoji", "<@&1234> <#5678> <:bee:91011> how many", "how many"},
		{"an address", "https://example.org/x?y=1 how many", "how many"},
		{"a masked link", "[how many](https://example.org) jars", "how many jars"},
		{"bold, strike, spoiler, code", "**how** ~~many~~ ||jars|| `now`", "how many jars now"},
		{"zero width", "ho\u200bw ma\u200dny j\ufeffars", "how many jars"},
		{"turned direction", "\u202ehow many jars\u202c", "how many jars"},
		{"look-alikes", "Hоw mаny jаrs wеrе sоld", "How many jars were sold"},
		{"wide letters", "ｈｏｗ ｍａｎｙ", "how many"},
		{"mathematical letters", "𝗵𝗼𝘄 𝗺𝗮𝗻𝘆", "how many"},
		{"piled marks", "h\u0300\u0301\u0302ow", "h\u0300ow"},
		{"reversed", "raey tsal dlos erew sraj ynam woh", "how many jars were sold last year"},
		{"upside down", "ɹɐǝʎ ʇsɐl ǝɹǝʍ sɹɐɾ ǝɹǝɥʍ", "where jars were last year"},
		{"typographic quotes and dashes", "the “best” jar – ’tis", "the \"best\" jar - 'tis"},
		{"really Cyrillic", "сколько банок мёда продано", "сколько банок мёда продано"},
		{"nothing", "\u200b <@1> ", ""},
	} {
		if got := text.Clean(c.typed); got != c.read {
			t.Errorf("%s: Clean(%q) = %q, want %q", c.name, c.typed, got, c.read)
		}
	}
}

func TestTidyLeavesMarksOfMarkup(t *testing.T) {
	if got := text.Tidy("  “a_b”  @here — c "); got != `"a_b" @here - c` {
		t.Errorf("got %q", got)
	}
}

func TestFold(t *testing.T) {
	for word, want := range map[string]string{"Jerônimo": "jeronimo", "Straße": "strasse", "Łódź": "lodz", "Œuvre": "oeuvre", "HIVE": "hive", "蜂": "蜂"} {
		if got := text.Fold(word); got != want {
			t.Errorf("Fold(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct{ said, locale, want string }{
		{"how many jars of honey were sold", "", "en"},
		{"what's Brenna's apiary", "", "en"},
		{"卖了多少罐蜂蜜", "", "zh"},
		{"BYD 2024 产量", "", "zh"},
		{"combien de pots ont été vendus", "", "fr"},
		{"wie viele Gläser wurden verkauft", "", "de"},
		{"¿cuántos tarros se vendieron?", "", "es"},
		{"quantos potes foram vendidos", "", "pt"},
		{"Brenna", "", "en"},
		{"Brenna", "de", "de"},                     // the words say nothing, the locale does
		{"how many jars were sold", "zh-CN", "en"}, // the words outweigh the locale
		{"", "", "en"},
	} {
		if got := text.Detect(c.said, c.locale); got != c.want {
			t.Errorf("Detect(%q, %q) = %s, want %s", c.said, c.locale, got, c.want)
		}
	}
	for locale, want := range map[string]string{"zh-CN": "zh", "en-GB": "en", "PT": "pt", "ja": "", "": ""} {
		if got := text.Language(locale); got != want {
			t.Errorf("Language(%q) = %q, want %q", locale, got, want)
		}
	}
}

func TestTokenize(t *testing.T) {
	for _, c := range []struct{ said, lang, tokens string }{
		{"How many jars were sold?", "en", "how mani jar were sell"},
		{"it doubled; they grew. Then?", "en", "it doubl | they grow | then"},
		{"1,200 jars, 12% more", "en", "1,200 jar 12% more"},
		{"1,200.5 kg, 3.4 m", "en", "1,200.5 kg 3.4 m"},
		{"the U.S.A. and Mr. B. Kell", "en", "the usa and mr | b kell"},
		{"honey-made", "en", "honey make"},
		{"蜂蜜2024年", "zh", "蜂 蜜 2024 年"},
		{"verkauften Gläser", "de", "verkauft glas"},
	} {
		var out []string
		last := 0
		for _, k := range text.Tokenize(c.said, c.lang) {
			if k.Sentence != last {
				out, last = append(out, "|"), k.Sentence
			}
			out = append(out, k.Stem)
		}
		if got := strings.Join(out, " "); got != c.tokens {
			t.Errorf("%q reads %q, want %q", c.said, got, c.tokens)
		}
	}
}

func TestLight(t *testing.T) {
	for _, c := range []struct {
		word, lang string
		want       bool
	}{{"the", "en", true}, {"don't", "en", true}, {"honey", "en", false}, {"der", "de", true}, {"honig", "de", false}, {"的", "zh", true}, {"蜂", "zh", false}, {"quels", "fr", true}} {
		tok := text.Token{Surface: c.word, Norm: c.word, Han: c.lang == "zh"}
		if got := text.Light(tok, c.lang); got != c.want {
			t.Errorf("Light(%q, %s) = %v", c.word, c.lang, got)
		}
	}
	if text.Light(text.Token{Surface: "US", Norm: "us"}, "en") {
		t.Error("US is taken for the pronoun")
	}
}

func TestDictionary(t *testing.T) {
	d := text.English()
	if !d.Common("house") || d.Common("zzzyx") {
		t.Error("common words are not told from letters")
	}
	senses := strings.Fields(d.Senses("car"))
	exchanged := func(w string) bool {
		return slices.ContainsFunc(strings.Fields(d.Senses(w)), func(id string) bool { return slices.Contains(senses, id) })
	}
	if !exchanged("automobile") || exchanged("honey") {
		t.Error("synonyms are not told")
	}
	if !d.Verb("built") || !d.Person("workers") || d.Person("honey") {
		t.Error("parts of speech are not told")
	}
	if strict, loose := d.Past("grew"); !strict || !loose {
		t.Error("grew is no past form")
	}
	if got := d.Near("huose"); got != "house" {
		t.Errorf("Near(huose) = %q", got)
	}
	if got := d.POS("quickly"); got != "a" && got != "r" {
		t.Errorf("quickly is %q", got)
	}
}

func TestIn(t *testing.T) {
	const list = "over under at-least"
	for w, want := range map[string]bool{"over": true, "at-least": true, "ove": false, "least": false, "": false, "over under": false} {
		if got := text.In(w, list); got != want {
			t.Errorf("In(%q) = %v", w, got)
		}
	}
}

// FuzzClean holds Clean to its law: cleaning twice is cleaning once, and no ping
// or invisible character is left.
func FuzzClean(f *testing.F) {
	left := regexp.MustCompile(`(?i)[\x{200b}\x{202e}]|@(?:everyone|here)\b`)
	for _, s := range []string{"how many", "@@everyoneeveryone", "<@<@1>>", "[a](b)[c](d)", "****a****", "\u202eraey tsal dlos sraj ynam woh", "ɹɐǝʎ ʇsɐl plos", "Hоw", "h\u0300\u0301", "www.www.x", "`a``b`", "<:a:1>@here", "ﬁﬃ", "٣٤", "&lt;@1&gt;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := text.Clean(s)
		if twice := text.Clean(once); twice != once {
			t.Errorf("Clean(%q) = %q, and cleaned again %q", s, once, twice)
		}
		if left.MatchString(once) {
			t.Errorf("Clean(%q) leaves %q", s, once)
		}
	})
}

// FuzzNumbers holds Numbers to its laws: figures lie within the text, in order,
// without overlap, and are no less than nothing.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"over 34 million", "2021-25", "two hundred and six", "3400万", "1.2.3.4,5", "half a million or so", "the third of a third", "1e400", "99999999999999999999 billion trillion"} {
		f.Add(s, "en")
		f.Add(s, "zh")
	}
	f.Fuzz(func(t *testing.T, s, lang string) {
		ts := text.Tokenize(text.Clean(s), lang)
		at := 0
		for _, n := range text.Numbers(ts) {
			if n.Start < at || n.End <= n.Start || n.End > len(ts) {
				t.Fatalf("%q: figure at [%d, %d) of %d tokens after %d", s, n.Start, n.End, len(ts), at)
			}
			at = n.End
			if !(n.Value >= 0) || n.To != 0 && n.To < n.Value {
				t.Errorf("%q: figure %+v", s, n)
			}
		}
	})
}
