package bot

// Moderated reports whether servers can have anything of their own: whether
// there is a store. It asks nobody, so it can be asked for each answer.
func (b *Bot) Moderated() bool { return b.store != nil }
