package kb_test

import (
	"reflect"
	"testing"

	"autofacts/internal/kb"
)

const written = `- id: hives-2025
  statement: The town kept over 26 hives in 2025.
  answer: over 26
  kind: figure
  subject: town
  measure: hives
  period: "2025"
  figure: {qualifier: over, value: 26, unit: hives}
  evidence:
    - {source: src, paragraph: "9", phrase: more than 26 hives last year}
  reads: {"2025": last year}
  ask:
    en:
      - How many hives?
      - 'hives: how many?'
    zh:
      - 多少蜂箱？
  text:
    zh:
      statement: 二十六个蜂箱。
      answer: 二十六
  topics: [bees, "null"]
  valid_until: "2026-12-31"
- id: all
  list: [hives-2025]
`

func TestFormatFacts(t *testing.T) {
	facts, err := kb.ParseFacts("bees.yaml", []byte(written))
	if err != nil {
		t.Fatal(err)
	}
	got, err := kb.FormatFacts(facts)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != written {
		t.Errorf("written:\n%s\nwant:\n%s", got, written)
	}
}

// FuzzParseFormat holds that whatever ParseFacts accepts, FormatFacts writes so
// that it reads as the same facts.
func FuzzParseFormat(f *testing.F) {
	f.Add([]byte(written))
	f.Add([]byte(good))
	f.Add([]byte("- {id: a, statement: \"x: # y\", evidence: {source: s, phrase: '- z'}, ask: {en: \"?\"}, reads: {\"!\": \"&a\"}}"))
	f.Add([]byte("- &a {id: a, statement: ~, evidence: [*a], figure: {value: 1e300, qualifier: between, to: .inf}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := kb.ParseFacts("f.yaml", data)
		if err != nil || len(facts) == 0 {
			return
		}
		out, err := kb.FormatFacts(facts)
		if err != nil {
			t.Fatal(err)
		}
		again, err := kb.ParseFacts("f.yaml", out)
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if forget(facts); !reflect.DeepEqual(facts, forget(again)) {
			t.Fatalf("read %+v\nwrote %s\nread again %+v", facts, out, again)
		}
	})
}

// forget removes positions, and the difference between nothing and an empty map.
func forget(facts []kb.Fact) []kb.Fact {
	for i := range facts {
		f := &facts[i]
		f.Pos, f.AskAt = kb.Pos{}, nil
		for j := range f.Evidence {
			f.Evidence[j].Pos = kb.Pos{}
		}
		if len(f.Ask) == 0 {
			f.Ask = nil
		}
		if len(f.Text) == 0 {
			f.Text = nil
		}
		if len(f.Reads) == 0 {
			f.Reads = nil
		}
	}
	return facts
}
