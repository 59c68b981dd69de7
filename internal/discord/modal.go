package discord

// The parts of a modal that discordgo v0.29.0 lacks or writes wrongly: a Label
// is unknown to it, and its text input always sends an empty label of its own.
const (
	typeTextInput = 4
	typeLabel     = 18

	shortInput = 1
	fieldID    = "text" // of the one field of our modals
)

type modalPayload struct {
	CustomID   string       `json:"custom_id"`
	Title      string       `json:"title"`
	Components []labelInput `json:"components"`
}

type labelInput struct {
	Type      int       `json:"type"`
	Label     string    `json:"label"`
	Component textInput `json:"component"`
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

// sealModal brings a form within Discord's limits.
func sealModal(m modal) modalPayload {
	limit := min(max(m.limit, 1), maxInput)
	return modalPayload{
		CustomID: m.id,
		Title:    label(m.title, maxModalTitle),
		Components: []labelInput{{
			Type: typeLabel, Label: label(m.label, maxModalLabel),
			Component: textInput{
				Type: typeTextInput, CustomID: fieldID, Style: shortInput,
				MinLength: 1, MaxLength: limit, Required: true,
				Value: clip(m.value, limit), Placeholder: label(m.hint, maxHint),
			},
		}},
	}
}
