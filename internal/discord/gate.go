package discord

import (
	"encoding/json"
	"strconv"

	"github.com/bwmarrin/discordgo"
)

// Discord's limits, from resources/message and components/reference of its
// documentation. Text is measured in UTF-16 units, see width.
const (
	maxContent     = 2000
	maxCards       = 10
	maxCardText    = 4096
	maxCardsTotal  = 6000
	maxRows        = 5
	maxButtons     = 5
	maxButtonLabel = 80
	maxOptions     = 25
	maxOptionText  = 100
	maxPlaceholder = 150
	maxCustomID    = 100
	maxURL         = 512
	maxChoices     = 25
	maxChoice      = 100
	maxModalTitle  = 45
	maxModalLabel  = 45
	maxHint        = 100
	maxInput       = 4000
	maxFiles       = 10
)

// A payload is a message as it goes out.
type payload struct {
	Content         string                       `json:"content"`
	Embeds          []*discordgo.MessageEmbed    `json:"embeds"`
	Components      []discordgo.MessageComponent `json:"components"`
	AllowedMentions mentions                     `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags       `json:"flags"`
	Nonce           string                       `json:"nonce,omitempty"`
	EnforceNonce    bool                         `json:"enforce_nonce,omitempty"`
	Reference       *reference                   `json:"message_reference,omitempty"`
	Attachments     []attached                   `json:"attachments,omitempty"`

	files []file
}

func (p payload) outgoing() []file { return p.files }

// attached says which of the files sent along is which.
type attached struct {
	ID       string `json:"id"` // the number of its part
	Filename string `json:"filename"`
}

type reference struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists bool   `json:"fail_if_not_exists"`
}

// mentions is what a message may ping: nobody. It has no fields, so that no
// code can widen it.
type mentions struct{}

// MarshalJSON writes the one permission that this program ever gives.
func (mentions) MarshalJSON() ([]byte, error) {
	return []byte(`{"parse":[],"replied_user":false}`), nil
}

var _ json.Marshaler = mentions{}

// seal is the gate: every message passes it, and what has passed keeps every
// limit, pings nobody and shows no previews.
func seal(r reply) payload {
	p := payload{
		Content:    string(clipMarkdown(r.content, maxContent)),
		Embeds:     sealCards(r.cards),
		Components: sealRows(r.rows),
	}
	if p.Content == "" && len(p.Embeds) == 0 {
		p.Content = "There is nothing to show."
	}
	for _, f := range r.files[:min(len(r.files), maxFiles)] {
		p.Attachments = append(p.Attachments, attached{strconv.Itoa(len(p.files)), f.name})
		p.files = append(p.files, f)
	}
	if len(p.Embeds) == 0 {
		p.Flags |= discordgo.MessageFlagsSuppressEmbeds
	}
	if r.private {
		p.Flags |= discordgo.MessageFlagsEphemeral
	}
	return p
}

// withoutCards is the same reply for a place where embeds may not be sent: all
// that the cards say goes into the text.
func (r reply) withoutCards() reply {
	for _, c := range r.cards {
		r.content = lines(r.content, c.text)
	}
	r.cards = nil
	return r
}

func sealCards(cards []card) []*discordgo.MessageEmbed {
	out := []*discordgo.MessageEmbed{}
	left := maxCardsTotal
	for _, c := range cards[:min(len(cards), maxCards)] {
		e := &discordgo.MessageEmbed{Color: c.color}
		if left < minClip {
			break
		}
		e.Description = string(clipMarkdown(c.text, min(maxCardText, left)))
		left -= width(e.Description)
		if c.image != "" {
			e.Image = &discordgo.MessageEmbedImage{URL: "attachment://" + c.image}
		}
		if e.Description != "" || e.Image != nil {
			out = append(out, e)
		}
	}
	return out
}

// minClip is the least room worth filling; below it a text is left out.
const minClip = 20

func sealRows(rows [][]discordgo.MessageComponent) []discordgo.MessageComponent {
	out := []discordgo.MessageComponent{}
	seen := map[string]bool{}
	for _, row := range rows {
		var kept []discordgo.MessageComponent
		for _, c := range row[:min(len(row), maxButtons)] {
			if c = sealComponent(c, seen); c != nil {
				kept = append(kept, c)
			}
		}
		if len(kept) > 0 && len(out) < maxRows {
			out = append(out, discordgo.ActionsRow{Components: kept})
		}
	}
	return out
}

// sealComponent brings a component within its limits, or leaves it out where it
// cannot work: without an id, or with the id of another one.
func sealComponent(c discordgo.MessageComponent, seen map[string]bool) discordgo.MessageComponent {
	switch c := c.(type) {
	case discordgo.Button:
		c.Label = label(c.Label, maxButtonLabel)
		if c.Style == discordgo.LinkButton {
			if width(c.URL) > maxURL || c.URL == "" || c.Label == "" {
				return nil
			}
			return c
		}
		if !fresh(c.CustomID, seen) || c.Label == "" {
			return nil
		}
		return c
	case discordgo.SelectMenu:
		c.Placeholder = label(c.Placeholder, maxPlaceholder)
		c.Options = sealOptions(c.Options)
		if !fresh(c.CustomID, seen) || len(c.Options) == 0 {
			return nil
		}
		return c
	}
	return nil
}

func fresh(id string, seen map[string]bool) bool {
	if id == "" || width(id) > maxCustomID || seen[id] {
		return false
	}
	seen[id] = true
	return true
}

func sealOptions(options []discordgo.SelectMenuOption) []discordgo.SelectMenuOption {
	var out []discordgo.SelectMenuOption
	seen := map[string]bool{}
	for _, o := range options {
		o.Label, o.Description = label(o.Label, maxOptionText), label(o.Description, maxOptionText)
		if o.Label == "" || !fresh(o.Value, seen) || len(out) == maxOptions {
			continue
		}
		out = append(out, o)
	}
	return out
}

// sealChoices brings the lines of autocomplete within their limits.
func sealChoices(choices []choice) []choice {
	out := []choice{}
	seen := map[string]bool{}
	for _, c := range choices {
		c.Name = label(c.Name, maxChoice)
		if c.Name == "" || len(out) == maxChoices || !fresh(c.Value, seen) {
			continue
		}
		out = append(out, c)
	}
	return out
}
