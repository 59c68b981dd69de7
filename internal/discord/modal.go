package discord

import "github.com/bwmarrin/discordgo"

// The parts of a modal that discordgo v0.29.0 lacks or writes wrongly: a Label
// is unknown to it, its text input always sends an empty label of its own, and
// its menu does not say whether a choice is required.
const (
	typeMenu      = 3
	typeTextInput = 4
	typeLabel     = 18

	shortInput = 1
	longInput  = 2
	fieldID    = "text" // of the one field of the smallest form

	maxFormFields = 5
)

// A modal is a form of one to five fields.
type modal struct {
	id, title string
	fields    []entry
}

// An entry is one field of a form: a line, several lines, or a menu where there
// are options.
type entry struct {
	id, label string
	about     string // stands under the label; may be empty
	hint      string // stands in the empty field
	value     string // what the field holds at first
	limit     int    // of characters; all that Discord takes if 0
	long      bool
	optional  bool
	options   []discordgo.SelectMenuOption
}

type modalPayload struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []formLabel `json:"components"`
}

type formLabel struct {
	Type        int    `json:"type"`
	Label       string `json:"label"`
	Description string `json:"description,omitempty"`
	Component   any    `json:"component"`
}

type textInput struct {
	Type        int    `json:"type"`
	CustomID    string `json:"custom_id"`
	Style       int    `json:"style"`
	MinLength   int    `json:"min_length"`
	MaxLength   int    `json:"max_length"`
	Required    bool   `json:"required"`
	Value       string `json:"value,omitempty"`
	Placeholder string `json:"placeholder,omitempty"`
}

type menuInput struct {
	Type        int                          `json:"type"`
	CustomID    string                       `json:"custom_id"`
	Options     []discordgo.SelectMenuOption `json:"options"`
	Placeholder string                       `json:"placeholder,omitempty"`
	Required    bool                         `json:"required"`
}

// sealModal brings a form within Discord's limits.
func sealModal(m modal) modalPayload {
	out := modalPayload{CustomID: m.id, Title: label(m.title, maxModalTitle)}
	for _, e := range m.fields[:min(len(m.fields), maxFormFields)] {
		out.Components = append(out.Components, formLabel{
			Type: typeLabel, Label: label(e.label, maxModalLabel), Description: label(e.about, maxHint), Component: e.sealed(),
		})
	}
	return out
}

func (e entry) sealed() any {
	if len(e.options) > 0 {
		return menuInput{Type: typeMenu, CustomID: e.id, Options: sealOptions(e.options),
			Placeholder: label(e.hint, maxPlaceholder), Required: !e.optional}
	}
	limit := maxInput
	if e.limit > 0 {
		limit = min(e.limit, maxInput)
	}
	in := textInput{Type: typeTextInput, CustomID: e.id, Style: shortInput, MaxLength: limit, Required: !e.optional,
		Value: clip(e.value, limit), Placeholder: label(e.hint, maxHint)}
	if e.long {
		in.Style = longInput
	}
	if in.Required {
		in.MinLength = 1
	}
	return in
}
