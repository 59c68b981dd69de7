package kb

// ParseSources reads a list of sources as sources.yaml has it. The error joins
// findings.
func ParseSources(file string, data []byte) ([]Source, error) {
	l := newLoader(file)
	l.readSources(data)
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	return l.sources, nil
}

// ParseSynonyms reads the groups of words of a list as lexicon.yaml has it; names
// and pairs that differ are left out. The error joins findings.
func ParseSynonyms(file string, data []byte) ([]Synonym, error) {
	l := newLoader(file)
	l.readLexicon(data)
	if err := joinFindings(l.found); err != nil {
		return nil, err
	}
	out := make([]Synonym, len(l.lexicon.Terms))
	for i, words := range l.lexicon.Terms {
		out[i] = Synonym{ID: SynonymID(words[0]), Words: words, Pos: l.lexicon.termsAt[i]}
	}
	return out, nil
}
