package kb_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"autofacts/internal/kb"
)

// base makes a folder of "name: text" parts; sources.yaml comes by itself.
func base(parts ...string) fstest.MapFS {
	fsys := fstest.MapFS{"sources.yaml": {Data: []byte("- id: src\n")}}
	for i := 0; i < len(parts); i += 2 {
		fsys[parts[i]] = &fstest.MapFile{Data: []byte(parts[i+1])}
	}
	return fsys
}

const good = "- id: a\n  statement: Bees dance.\n  evidence: {source: src}\n"

func TestLoadBareBase(t *testing.T) {
	b, err := kb.Load(base("bees.yaml", good, "README.md", "x", "schema/facts.yaml", "{{{", "notes.txt", "\xff"))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Facts) != 1 || b.Fact("a").Statement != "Bees dance." || b.Fact("a").Evidence[0].Source != "src" {
		t.Errorf("facts = %+v", b.Facts)
	}
	if got := b.Fact("a").Pos.String(); got != "bees.yaml:1:3" {
		t.Errorf("position = %s", got)
	}
}

// TestLoadQuestionMarks holds that questions may stand in brackets without quotes.
func TestLoadQuestionMarks(t *testing.T) {
	b, err := kb.Load(base("bees.yaml", good+"  ask: {en: [Do bees dance?, who dances], es: [¿Quién baila?], zh: [蜜蜂跳舞吗？]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := "map[en:[Do bees dance? who dances] es:[¿Quién baila?] zh:[蜜蜂跳舞吗？]]"
	if got := fmt.Sprint(b.Fact("a").Ask); got != want {
		t.Errorf("ask = %s, want %s", got, want)
	}
}

func TestLoadFullFact(t *testing.T) {
	const full = `
- id: hives-2025
  statement: Over 26 hives were kept in 2025.
  answer: over 26
  kind: figure
  subject: Town
  measure: hives
  period: 2025
  figure: {qualifier: over, value: "26", unit: hives, as: share, of: all hives, versus: 2021/2024}
  evidence: [{source: src, paragraph: 9, phrase: more than 26 hives last year}]
  reads: {2025: last year}
  ask: ["How many hives?", 2025 hives]
  text: {zh: {statement: 二十六, answer: 26}}
  topics: [bees]
  valid_until: 2026-12-31
- id: all
  list: [hives-2025]
  ask: {pt-BR: "Quantas?"}
`
	b, err := kb.Load(base("bees.yaml", full))
	if err != nil {
		t.Fatal(err)
	}
	f := b.Fact("hives-2025")
	got := fmt.Sprintln(f.Period, *f.Figure, f.Evidence[0].Paragraph, f.Reads, f.Ask, f.Text, f.Topics, f.ValidUntil, b.Fact("all").List, b.Fact("all").Ask)
	want := "2025 {over 26 0 hives share all hives 2021/2024} 9 map[2025:last year] map[en:[How many hives? 2025 hives]] " +
		"map[zh:{二十六 26}] [bees] 2026-12-31 [hives-2025] map[pt-BR:[Quantas?]]\n"
	if got != want {
		t.Errorf("fact =\n%s, want\n%s", got, want)
	}
}

func TestLoadLexicon(t *testing.T) {
	b, err := kb.Load(base("bees.yaml", good, "lexicon.yaml", `
- terms: [bee, honey fly]
- {id: wood, names: Wood, is: place}
- {id: hive, names: {en: [Hive], zh: 蜂箱}, is: [home], in: {place: wood, fact: a}, from: [{name: wood, fact: a}]}
- differ: [[bee, wasp], [honey, wax]]
- differ: [queen, drone]
`))
	if err != nil {
		t.Fatal(err)
	}
	want := "[[bee honey fly]] [{wood map[en:[Wood]] [place] [] lexicon.yaml:3:3} " +
		"{hive map[en:[Hive] zh:[蜂箱]] [home] [{in wood a} {from wood a}] lexicon.yaml:4:3}] [[bee wasp] [honey wax] [queen drone]]"
	if got := fmt.Sprint(b.Lexicon.Terms, b.Lexicon.Names, b.Lexicon.Differ); got != want {
		t.Errorf("lexicon =\n%s, want\n%s", got, want)
	}
}

func TestLoadAnchors(t *testing.T) {
	b, err := kb.Load(base("bees.yaml", `
- &one
  id: a
  statement: Bees dance.
  evidence: &where [{source: src}]
- {<<: *one, id: b}
- {id: c, statement: Bees sing., evidence: *where}
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(b.Facts) != 3 || b.Fact("b").Statement != "Bees dance." || b.Fact("c").Evidence[0].Source != "src" {
		t.Errorf("facts = %+v", b.Facts)
	}
}

// TestLoadRefuses holds what each fault is told as: place and words.
func TestLoadRefuses(t *testing.T) {
	bomb := "- &a0 [x, x]\n"
	for i := 1; i < 30; i++ {
		bomb += fmt.Sprintf("- &a%d [*a%d, *a%d]\n", i, i-1, i-1)
	}
	for _, c := range []struct{ name, file, text, want string }{
		{"unknown key", "a.yaml", "- id: a\n  statment: x\n  evidence: {source: src}\n",
			"a.yaml:2:3: a fact has no key \"statment\": did you mean \"statement\"?"},
		{"duplicate key", "a.yaml", good + "  id: b\n", "a.yaml:4:3: key \"id\" is given twice in a fact, first on line 1"},
		{"duplicate id", "a.yaml", good + good, "a.yaml:4:7: fact id \"a\" is used already at a.yaml:1:7"},
		{"duplicate id across files", "b.yaml", good, "b.yaml:1:7: fact id \"a\" is used already at a.yaml:1:7"},
		{"no id", "a.yaml", "- statement: x\n  evidence: {source: src}\n", "a.yaml:1:3: a fact has no id"},
		{"no statement", "a.yaml", "- id: a\n  evidence: {source: src}\n", "a.yaml:1:3: fact \"a\" has no statement"},
		{"empty statement", "a.yaml", "- id: a\n  statement: \"  \"\n  evidence: {source: src}\n", "a.yaml:2:14: statement is empty"},
		{"no evidence", "a.yaml", "- id: a\n  statement: x\n", "a.yaml:1:3: fact \"a\" has no evidence"},
		{"empty evidence", "a.yaml", "- id: a\n  statement: x\n  evidence: []\n", "a.yaml:3:13: evidence is empty"},
		{"evidence without source", "a.yaml", "- id: a\n  statement: x\n  evidence: {phrase: y}\n", "a.yaml:3:13: evidence has no source"},
		{"unknown source", "a.yaml", "- id: a\n  statement: x\n  evidence: {source: scr}\n",
			"a.yaml:3:22: source \"scr\" is not in sources.yaml: did you mean \"src\"?"},
		{"id with a space", "a.yaml", "- id: a b\n  statement: x\n  evidence: {source: src}\n", "a.yaml:1:7: id \"a b\" is not an id"},
		{"statement of the wrong type", "a.yaml", "- id: a\n  statement: [x]\n  evidence: {source: src}\n",
			"a.yaml:2:14: statement is a list where text is expected"},
		{"truth value", "a.yaml", "- id: a\n  statement: true\n  evidence: {source: src}\n", "a.yaml:2:14: statement is the truth value true"},
		{"value of the wrong type", "a.yaml", good + "  figure: {value: many}\n", "a.yaml:4:19: value is \"many\" where a number is expected"},
		{"value with commas", "a.yaml", good + "  figure: {value: \"2,610\"}\n", "a.yaml:4:19: value is \"2,610\" where a number is expected"},
		{"value not a number", "a.yaml", good + "  figure: {value: .nan}\n", "a.yaml:4:19: value is \".nan\" where a number is expected"},
		{"no value", "a.yaml", good + "  figure: {unit: km}\n", "a.yaml:4:11: figure has no value"},
		{"between without end", "a.yaml", good + "  figure: {value: 2, qualifier: between}\n", "a.yaml:4:11: figure is between and has no upper end"},
		{"between upside down", "a.yaml", good + "  figure: {value: 2, to: 1, qualifier: between}\n", "a.yaml:4:11: figure ends at or below where it begins"},
		{"end without between", "a.yaml", good + "  figure: {value: 2, to: 3}\n", "a.yaml:4:11: figure has an upper end without the qualifier between"},
		{"bad kind", "a.yaml", good + "  kind: figures\n", "a.yaml:4:9: kind \"figures\" is not known: did you mean \"figure\"?"},
		{"bad qualifier", "a.yaml", good + "  figure: {value: 2, qualifier: more}\n", "a.yaml:4:33: qualifier \"more\" is not known: use one of exactly, over, at-least"},
		{"bad period", "a.yaml", good + "  period: \"25\"\n", "a.yaml:4:11: period \"25\" is none of \"2025\", \"2021/2025\""},
		{"bad date", "a.yaml", good + "  valid_until: 2026-02-30\n", "a.yaml:4:16: date \"2026-02-30\" is not a day"},
		{"long phrase", "a.yaml", "- id: a\n  statement: x\n  evidence: {source: src, phrase: 1 2 3 4 5 6 7 8 9 10 11 12 13}\n",
			"a.yaml:3:35: the phrase has 13 words, at most 12"},
		{"opinion without by", "a.yaml", good + "  kind: opinion\n", "a.yaml:1:3: fact \"a\" is an opinion without a holder"},
		{"list of an unknown fact", "a.yaml", good + "- {id: l, list: [a, aa]}\n", "a.yaml:4:21: the list names the fact \"aa\", which does not exist: did you mean \"a\"?"},
		{"list that names twice", "a.yaml", good + "- {id: l, list: [a, a]}\n", "a.yaml:4:21: the list names \"a\" twice"},
		{"list of lists", "a.yaml", good + "- {id: l, list: [a]}\n- {id: m, list: [l]}\n", "a.yaml:5:18: the list names \"l\", which is a list itself"},
		{"list of itself", "a.yaml", good + "- {id: l, list: [l]}\n", "a.yaml:4:18: the list names \"l\", which is a list itself"},
		{"empty list", "a.yaml", good + "- {id: l, list: []}\n", "a.yaml:4:17: the list is empty"},
		{"list that claims", "a.yaml", good + "- {id: l, list: [a], statement: x}\n", "a.yaml:4:3: fact \"l\" is a list and states something without evidence"},
		{"bad language", "a.yaml", good + "  ask: {English: [x]}\n", "a.yaml:4:9: \"English\" in ask is not a language tag"},
		{"empty file", "b.yaml", "# nothing\n", "b.yaml:1:1: the file is empty"},
		{"file of one mapping", "b.yaml", "id: b\n", "b.yaml:1:1: a file of facts is a mapping where a list is expected"},
		{"element that is text", "b.yaml", "- hello\n", "b.yaml:1:3: a fact is \"hello\" where a mapping of keys is expected"},
		{"not YAML", "b.yaml", "- id: b\n  statement: \"x\n", "b.yaml:2:14: this is not YAML"},
		{"a bracket that is never closed", "b.yaml", "- id: b\n  topics: [x\n- id: c\n  topics: [y]\n", "b.yaml:3:5: this is not YAML"},
		{"a key at the wrong depth", "b.yaml", good + "zzz: 1\n", "b.yaml:4:1: this is not YAML"},
		{"not UTF-8", "b.yaml", "- id: b\n  statement: \xff\n", "b.yaml:2:14: the text is not UTF-8 here"},
		{"two documents", "b.yaml", "[]\n---\n[]\n", "b.yaml:2:1: a second document begins here"},
		{"bomb", "b.yaml", bomb, "b.yaml:1:1: the anchors of this file expand to more than"},
		{"anchor within itself", "b.yaml", "- &a [*a]\n", "b.yaml:1:1: the anchors of this file expand to more than"},
		{"huge file", "b.yaml", "- " + strings.Repeat("x", kb.MaxFileBytes), "b.yaml:1:1: the file has 1048577 bytes, more than"},
		{"wrong ending", "b.yml", good, "b.yml:1:1: the file ends in .yml and would not be read"},
		{"empty sources", "sources.yaml", "", "sources.yaml:1:1: the file is empty"},
		{"source twice", "sources.yaml", "- id: src\n- id: src\n", "sources.yaml:2:3: source id \"src\" is used already"},
		{"source without id", "sources.yaml", "- id: src\n- title: x\n", "sources.yaml:2:3: a source has no id"},
		{"year of a source", "sources.yaml", "- {id: src, speaks_from: today}\n", "sources.yaml:1:26: speaks_from is \"today\" where a year is expected"},
		{"lexicon key", "lexicon.yaml", "- {term: [a, b]}\n", "lexicon.yaml:1:4: a lexicon entry has no key \"term\": did you mean \"terms\"?"},
		{"single term", "lexicon.yaml", "- terms: [a]\n", "lexicon.yaml:1:10: terms needs at least two words"},
		{"mixed entry", "lexicon.yaml", "- {terms: [a, b], differ: [[a, b]]}\n", "lexicon.yaml:1:3: a lexicon entry is of one kind"},
		{"nameless name", "lexicon.yaml", "- {id: a}\n", "lexicon.yaml:1:3: a lexicon entry is none of the three kinds"},
		{"name twice", "lexicon.yaml", "- {id: n, names: N}\n- {id: n, names: M}\n", "lexicon.yaml:2:3: lexicon id \"n\" is used already"},
		{"relation without fact", "lexicon.yaml", "- {id: n, names: N, in: {place: n}}\n", "lexicon.yaml:1:25: the relation in names no fact that backs it"},
		{"relation of unknown fact", "lexicon.yaml", "- {id: m, names: M}\n- {id: n, names: N, in: {place: m, fact: z}}\n",
			"lexicon.yaml:2:42: the relation names the fact \"z\", which does not exist"},
		{"relation of unknown name", "lexicon.yaml", "- {id: n, names: N, in: {place: z, fact: a}}\n",
			"lexicon.yaml:1:33: the relation in names \"z\", which is not an id of lexicon.yaml"},
		{"relation of two names", "lexicon.yaml", "- {id: n, names: N, in: {place: n, of: n, fact: a}}\n", "lexicon.yaml:1:25: the relation in names 2 other names"},
		{"circle", "lexicon.yaml", "- {id: n, names: N, in: {of: m, fact: a}}\n- {id: m, names: M, part-of: {of: n, fact: a}}\n",
			"lexicon.yaml:1:3: the relations go round in a circle (n in m in n)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := kb.Load(base("a.yaml", good, c.file, c.text))
			if err == nil || b != nil {
				t.Fatalf("loaded %v, want an error and no base", b)
			}
			if !strings.HasPrefix(err.Error(), c.want) && !strings.Contains(err.Error(), "\n"+c.want) {
				t.Errorf("error:\n%v\nwant a line that begins with\n%s", err, c.want)
			}
			if !errors.Is(err, kb.ErrInvalid) {
				t.Error("the error is not kb.ErrInvalid")
			}
		})
	}
}

func TestLoadCollectsEverything(t *testing.T) {
	_, err := kb.Load(base("b.yaml", "- id: x\n  kind: nothing\n- statement: y\n", "a.yaml", "- 3\n"))
	var got []string
	for _, f := range kb.Findings(err) {
		got = append(got, f.Pos.String())
	}
	if want := "[a.yaml:1:3 b.yaml:1:3 b.yaml:1:3 b.yaml:2:9 b.yaml:3:3 b.yaml:3:3]"; fmt.Sprint(got) != want {
		t.Errorf("findings at %v, want %s\n%v", got, want, err)
	}
}

func TestLoadWithoutSources(t *testing.T) {
	_, err := kb.Load(fstest.MapFS{"a.yaml": {Data: []byte(good)}})
	if err == nil || !strings.HasPrefix(err.Error(), "sources.yaml:1:1: the file is missing") {
		t.Errorf("error = %v", err)
	}
	if _, err := kb.Load(fstest.MapFS{}); err == nil || !strings.HasPrefix(err.Error(), ".:1:1: the folder holds no facts") {
		t.Errorf("error = %v", err)
	}
}
