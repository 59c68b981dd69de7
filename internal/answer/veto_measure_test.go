package answer

import (
	"testing"

	"autofacts/internal/kb"
)

func TestDimensionsAreWholeWords(t *testing.T) {
	for unit, want := range map[string]bool{"tons": true, "metric tons": true, "cartons": false, "cotton bales": false} {
		d := &doc{fact: &kb.Fact{Figure: &kb.Figure{Value: 3, Unit: unit}}}
		if got := dimensionsOf(d)&(1<<dimensionOf("heavy")) != 0; got != want {
			t.Errorf("%s tell a weight: %v", unit, got)
		}
	}
}

func TestMoneyIsSaidInWholeWords(t *testing.T) {
	for statement, want := range map[string]bool{
		"The mill was sold for 300 euros.": true, "The mill was sold for €300.": true, "It costs 3 US$ a jar.": true, "Entry is free.": true,
		"Brenna sells its honey all over Europe.": false, "The compound of 1907 has 14 hives.": false, "Freedom is the name of the ferry.": false,
	} {
		if got := money(&doc{fact: &kb.Fact{Statement: statement}}); got != want {
			t.Errorf("%q tells an amount of money: %v", statement, got)
		}
	}
}
