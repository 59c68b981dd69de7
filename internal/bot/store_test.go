package bot_test

import (
	"autofacts/internal/bot"
	"autofacts/internal/store"
)

// The store of the program is one that the bot can use.
var _ bot.Store = (*store.Store)(nil)
