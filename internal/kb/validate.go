package kb

// Validate judges a fact that is to be added to a base, or to replace the fact
// of the same id there, by the rules of Load. The error joins the findings; their
// positions are those of the fact as FormatFacts writes it.
func Validate(b *Base, f Fact) error {
	data, err := FormatFacts([]Fact{f})
	if err != nil {
		return err
	}
	l := newLoader(string(f.ID))
	l.readFacts(data)
	with := With(b, f)
	for _, judge := range l.later {
		judge(with)
	}
	return joinFindings(l.found)
}

// With gives a copy of the base with a fact added, or replaced where the base
// has one of that id. The base itself stays as it is.
func With(b *Base, f Fact) *Base {
	facts := append(make([]Fact, 0, len(b.Facts)+1), b.Facts...)
	if i, ok := b.byID[f.ID]; ok {
		facts[i] = f
	} else {
		facts = append(facts, f)
	}
	return NewBase(facts, b.Sources, b.Lexicon)
}
