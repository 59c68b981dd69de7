package kb_test

import (
	"strings"
	"testing"

	"autofacts/internal/kb"
)

const yearbook = `# A yearbook

[1] The town kept more than 26 hives last year. Honey reached 2.61 million jars, up 48.5 percent.

[2] Its beekeeper, Ada Wong, moved to Wood near Lake in two steps.
`

// The checksums of the two paragraphs, as sha256sum gives them.
const sources = `- id: src
  paragraphs:
    "1": 7c1b4ce7a52b7fef3afa3ea4cee838f8c24eae1446de5a150c78ea5258aa8305
    "2": becac9d02c23e771102081324b8ff8c2a4dbff729241a204267951c828afb144
`

const sound = `- id: hives
  statement: The town kept over 26 hives in 2025.
  answer: over 26
  kind: figure
  subject: town
  measure: hives
  period: 2025
  figure: {qualifier: over, value: 26, unit: hives}
  evidence: {source: src, paragraph: 1, phrase: more than 26 hives last year}
  reads: {2025: last year}
  ask: ["How many hives?"]
  text: {de: {statement: "Die Stadt hielt 2025 über 26 Bienenstöcke."}}
- id: honey
  statement: The town made 2.61 million jars, 48.5% more.
  figure: {value: 2610000, unit: jars}
  subject: town
  measure: honey
  evidence:
    - {source: src, paragraph: 1, phrase: "reached 2.61 million jars, up 48.5 percent"}
    - {source: src, paragraph: 1, phrase: "2.61 million jars"}
- id: move
  statement: Ada Wong went to Wood.
  evidence: {source: src, paragraph: 2, phrase: "Ada Wong, moved to Wood near Lake"}
`

func check(t *testing.T, facts, lexicon string) []string {
	t.Helper()
	parts := []string{"a.yaml", facts, "sources.yaml", sources}
	if lexicon != "" {
		parts = append(parts, "lexicon.yaml", lexicon)
	}
	b, err := kb.Load(base(parts...))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range kb.Check(b, map[kb.SourceID]string{"src": yearbook}) {
		out = append(out, f.String())
	}
	return out
}

// TestCheckFinds changes one thing of a sound base at a time.
func TestCheckFinds(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"another figure", "kept over 26 hives", "kept over 27 hives", "a.yaml:1:3: the statement of \"hives\" says \"27\", its evidence does not"},
		{"another year", "hives in 2025", "hives in 2024", "a.yaml:1:3: the period of \"hives\" is 2025, its statement speaks of another year"},
		{"another year, unproved", "hives in 2025", "hives in 2024", "a.yaml:1:3: the statement of \"hives\" says \"2024\""},
		{"another scale", "2.61 million jars, 48", "2.61 billion jars, 48", "a.yaml:13:3: the statement of \"honey\" says \"2.61 billion\""},
		{"another percentage", "48.5% more", "58.5% more", "a.yaml:13:3: the statement of \"honey\" says \"58.5%\""},
		{"a percentage that is none", "48.5% more", "48.5 more", "a.yaml:13:3: the statement of \"honey\" says \"48.5\""},
		{"a percentage of a bare number", "phrase: \"reached 2.61 million jars, up 48.5 percent\"", "phrase: \"reached 2.61 million jars, up 48.5\"", "a.yaml:13:3: warning: the statement of \"honey\" says \"48.5%\""},
		{"an ordinal", "Ada Wong went to", "Ada Wong was the third to go to", "a.yaml:21:3: warning: the statement of \"move\" says \"third\""},
		{"a number word", "Ada Wong went to", "Ada Wong went in three steps to", "a.yaml:21:3: the statement of \"move\" says \"three\""},
		{"another answer", "answer: over 26", "answer: over 36", "a.yaml:1:3: the answer of \"hives\" says \"36\""},
		{"another value", "value: 26,", "value: 62,", "a.yaml:1:3: the figure of \"hives\" is 62 hives, which neither"},
		{"reads of words that are not there", "2025: last year", "2025: this year", "a.yaml:1:3: reads of \"hives\" says that \"this year\" stands for \"2025\", which is in no phrase"},
		{"reads for nothing", "{2025: last year}", "{2025: last year, 77: hives}", "a.yaml:1:3: warning: reads of \"hives\" explains \"77\""},
		{"without reads", "reads: {2025: last year}", "topics: [x]", "a.yaml:1:3: the statement of \"hives\" says \"2025\""},
		{"another translation", "2025 über 26", "2025 über 28", "a.yaml:1:3: warning: the de text of \"hives\" says \"28\""},
		{"another paragraph", "paragraph: 2", "paragraph: 1", "a.yaml:23:13: the phrase \"Ada Wong, moved to Wood near Lake\" is not in paragraph \"1\" but in 2"},
		{"unknown paragraph", "paragraph: 2", "paragraph: 3", "a.yaml:23:13: source \"src\" has no paragraph \"3\""},
		{"changed phrase", "moved to Wood near", "moved to wood near", "a.yaml:23:13: the phrase \"Ada Wong, moved to wood near Lake\" is not in the source's paragraph"},
		{"whole sentence", "phrase: more than 26 hives last year", "phrase: The town kept more than 26 hives last year", "a.yaml:9:13: the phrase \"The town kept more than 26 hives last year\" is a whole sentence"},
		{"no phrase, the paragraph instead", ", phrase: more than 26 hives last year", "", ""},
		{"no paragraph", "paragraph: 2, ", "", "a.yaml:23:13: warning: the evidence names no paragraph"},
		{"same question", "- id: move", "- id: move\n  ask: [how many HIVES]", "a.yaml:22:9: facts \"move\" and \"hives\" (a.yaml:1:3) share the example question \"how many HIVES\""},
		{"same statement", "Ada Wong went to Wood", "The town kept over 26 hives in 2025", "a.yaml:21:3: fact \"move\" says the same as \"hives\""},
		{"contradiction", "- id: move", "- id: old\n  statement: There were 31 hives.\n  subject: Town\n  measure: hives\n  period: 2025\n  figure: {value: 31, unit: hives}\n" +
			"  evidence: {source: src}\n- id: move", "a.yaml:21:3: fact \"old\" contradicts \"hives\" (a.yaml:1:3)"},
		{"two ways of saying it", "- id: move", "- id: old\n  statement: There were 27 hives.\n  subject: Town\n  measure: hives\n  period: 2025\n  figure: {value: 27, unit: hives}\n" +
			"  evidence: {source: src}\n- id: move", "a.yaml:21:3: warning: facts \"old\" and \"hives\" (a.yaml:1:3) give one figure in two ways"},
		{"contradiction without slots", "- id: move", "- id: old\n  statement: The town made 3.61 million jars, 48.5% more.\n  evidence: {source: src}\n- id: move",
			"a.yaml:21:3: fact \"old\" contradicts \"honey\" (a.yaml:13:3): the same statement with \"3.61 million\" for \"2.61 million\""},
		{"another year is another fact", "- id: move", "- id: old\n  statement: The town kept over 26 hives in 2019.\n  evidence: {source: src, phrase: 26 hives in 2019}\n- id: move",
			"a.yaml:23:13: the phrase \"26 hives in 2019\" is not in"},
		{"opinion of nobody", "- id: move", "- id: move\n  kind: opinion\n  by: the mayor", "a.yaml:21:3: warning: the statement of the opinion \"move\" does not say that it is held by \"the mayor\""},
		{"figure without one", "- id: move", "- id: move\n  kind: figure", "a.yaml:21:3: warning: fact \"move\" is of the kind figure and has none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.old != "" && !strings.Contains(sound, c.old) {
				t.Fatalf("%q is not in the sound base", c.old)
			}
			got := check(t, strings.Replace(sound, c.old, c.new, 1), "")
			if c.want == "" && len(got) != 0 || c.want != "" && !strings.Contains("\n"+strings.Join(got, "\n"), "\n"+c.want) {
				t.Errorf("findings:\n%s\nwant %q", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

func TestCheckLexicon(t *testing.T) {
	const names = "- {id: ada, names: Ada Wong}\n- {id: wood, names: {en: Wood, zh: 木}}\n- {id: lake, names: Lake}\n"
	for _, c := range []struct{ name, lexicon, want string }{
		{"sound", names + "- terms: [hive, bee house]\n- differ: [hive, jar]\n- {id: den, names: town, in: {place: ada, fact: hives}}\n", "lexicon.yaml:6:3: \"den\" in \"ada\" is backed by fact \"hives\", which does not mention \"ada\""},
		{"backed", names + "- {id: x, names: [Nobody, Ada], in: {place: wood, fact: move}}\n", ""},
		{"one spelling for two", names + "- {id: forest, names: wood}\n", "lexicon.yaml:4:3: warning: \"wood\" is a spelling of \"wood\" and of \"forest\""},
		{"term in two sets", "- terms: [hive, bee house]\n- terms: [Hive, box]\n", "lexicon.yaml:2:3: the term \"Hive\" is in two sets"},
		{"same and different", "- terms: [hive, bee house]\n- differ: [hive, Bee House]\n", "lexicon.yaml:2:3: \"hive\" and \"Bee House\" must not be taken for one another"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := check(t, sound, c.lexicon)
			if c.want == "" && len(got) != 0 || c.want != "" && !strings.HasPrefix(strings.Join(got, "\n"), c.want) {
				t.Errorf("findings:\n%s\nwant %q", strings.Join(got, "\n"), c.want)
			}
		})
	}
}

func TestCheckSource(t *testing.T) {
	load := func(sources string) *kb.Base {
		b, err := kb.Load(base("a.yaml", good, "sources.yaml", sources))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, c := range []struct{ name, sources, text, want string }{
		{"changed", sources, strings.Replace(yearbook, "Honey", "honey", 1), "paragraph \"1\" of \"src\" has changed"},
		{"gone", sources, "[1] x\n", "paragraph \"2\" of \"src\" is not in the text"},
		{"new", sources, yearbook + "\n[3] x\n", "warning: paragraph \"3\" of \"src\" has no checksum"},
		{"twice", sources, yearbook + "\n[2] x\n", "the text of \"src\" has two paragraphs \"2\""},
		{"no labels", sources, "Just text.\n", "the text given for source \"src\" has no paragraphs"},
		{"no checksum", "- {id: src, paragraphs: {1: abc}}\n", yearbook, "the checksum of paragraph \"1\" of \"src\" is no SHA-256"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range kb.Check(load(c.sources), map[kb.SourceID]string{"src": c.text}) {
				got = append(got, f.String())
			}
			if !strings.Contains(strings.Join(got, "\n"), "sources.yaml:1:3: "+c.want) {
				t.Errorf("findings:\n%s\nwant %q", strings.Join(got, "\n"), c.want)
			}
		})
	}
}
