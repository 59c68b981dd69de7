package kb_test

import (
	"strings"
	"testing"

	"autofacts/internal/kb"
)

func TestValidate(t *testing.T) {
	b, err := kb.Load(base("a.yaml", good))
	if err != nil {
		t.Fatal(err)
	}
	proof := []kb.Evidence{{Source: "src"}}
	for _, c := range []struct {
		name string
		fact kb.Fact
		want string // part of the error; empty for none
	}{
		{"good", kb.Fact{ID: "b", Statement: "Bees sing.", Evidence: proof}, ""},
		{"replaces", kb.Fact{ID: "a", Statement: "Bees sing.", Evidence: proof}, ""},
		{"no evidence", kb.Fact{ID: "b", Statement: "Bees sing."}, "has no evidence"},
		{"unknown source", kb.Fact{ID: "b", Statement: "x", Evidence: []kb.Evidence{{Source: "scr"}}}, "did you mean \"src\"?"},
		{"opinion of nobody", kb.Fact{ID: "b", Statement: "x", Kind: kb.KindOpinion, Evidence: proof}, "without a holder"},
		{"list of what is not there", kb.Fact{ID: "b", List: []kb.FactID{"zzz"}}, "does not exist"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := kb.Validate(b, c.fact)
			if got := err != nil; got != (c.want != "") || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v, want %q", err, c.want)
			}
		})
	}
	if len(b.Facts) != 1 || b.Fact("a").Statement != "Bees dance." {
		t.Error("Validate changed the base")
	}
}
