package discord

import (
	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// A reply is what a handler wants said. It is not fit to be sent: the gate
// makes a payload of it.
type reply struct {
	content markdown
	cards   []card
	rows    [][]discordgo.MessageComponent // buttons or one select menu each

	files []file

	private bool // seen by the person alone; only where an interaction allows it
	update  bool // in the place of the message that carried the button
	none    bool // nothing is said at all
	failed  bool // it says why something was not done

	modal   *modal
	choices []choice

	// facts are what is stated, so that the message can be marked when one of
	// them is corrected.
	facts []kb.FactID
	// effects are what is to be done for others once the reply is out.
	effects bot.Effects

	// question is what was asked, to be remembered with the message for those
	// who reply to it or press "Ask on"; empty if nothing can be followed up.
	question string
}

// A card is an embed: the one part of a message with a colour of its own.
type card struct {
	text  markdown
	color int
	image string // the name of a file of the same reply; may be empty
}

// A choice is one line of autocomplete.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A file goes out as an attachment.
type file struct {
	name string
	data []byte
}

// said is a reply of one sentence for the person alone.
func said(m markdown) reply { return reply{content: m, private: true} }

// Colours of cards, by what they carry. They repeat what the words say.
const (
	colorAnswer  = 0x2E7D5B // green
	colorAgainst = 0xC0392B // red
	colorPlain   = 0x5B6B7B // grey
)
