package match

import "slices"

// With returns a model in which some entries, by their numbers, are others: new
// ones where the numbers go on, none where an entry has neither texts nor a
// statement. m stays as it is.
func (m *Model) With(changed map[int]Entry) *Model {
	entries := slices.Clone(m.entries)
	for i, e := range changed {
		for len(entries) <= i {
			entries = append(entries, Entry{})
		}
		entries[i] = e
	}
	return train(entries, m.options, m.tune)
}
