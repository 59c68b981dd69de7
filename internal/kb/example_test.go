package kb_test

import (
	"fmt"

	"autofacts/internal/kb"
)

func ExampleParseFacts() {
	facts, err := kb.ParseFacts("bees.yaml", []byte(`
- id: hives-2025
  statement: The town kept over 26 hives in 2025.
  answer: over 26 hives
  figure: {qualifier: over, value: 26, unit: hives}
  evidence: {source: yearbook, paragraph: 3, phrase: more than 26 hives last year}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	f := facts[0]
	fmt.Println(f.Pos, f.ID, f.Figure.Qualifier, f.Figure.Value)

	_, err = kb.ParseFacts("bees.yaml", []byte("- {id: hives, statment: There are hives.}"))
	fmt.Println(err)
	// Output:
	// bees.yaml:2:3 hives-2025 over 26
	// bees.yaml:1:3: fact "hives" has no evidence: add "evidence: [{source: ..., paragraph: ..., phrase: ...}]"
	// bees.yaml:1:3: fact "hives" has no statement: add one sentence in your own words
	// bees.yaml:1:15: a fact has no key "statment": did you mean "statement"?
}
