package discord

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// The events that this program listens to, as far as it reads them. They decode
// whatever Discord adds; discordgo's own types give up a whole message for one
// component that they do not know.

type user struct {
	ID  string `json:"id"`
	Bot bool   `json:"bot"`
}

// A message as MESSAGE_CREATE or an interaction carries it.
type message struct {
	ID            string   `json:"id"`
	ChannelID     string   `json:"channel_id"`
	GuildID       string   `json:"guild_id"`
	Author        *user    `json:"author"`
	Content       string   `json:"content"`
	Type          int      `json:"type"`
	Flags         int      `json:"flags"`
	WebhookID     string   `json:"webhook_id"`
	ApplicationID string   `json:"application_id"`
	Mentions      []user   `json:"mentions"`
	Referenced    *message `json:"referenced_message"`
	// Snapshots are forwarded messages, which nobody said to us.
	Snapshots   []json.RawMessage `json:"message_snapshots"`
	Attachments []json.RawMessage `json:"attachments"`
	Stickers    []json.RawMessage `json:"sticker_items"`
	Embeds      []json.RawMessage `json:"embeds"`
	Cause       *struct {
		ID string `json:"id"`
	} `json:"interaction_metadata"`
	CauseOld *struct {
		ID string `json:"id"`
	} `json:"interaction"`

	parent kb.ChannelID // that its channel is a thread of, once that was found out
}

// Types of messages that people write.
const (
	messageDefault = 0
	messageReply   = 19
)

const flagEphemeral = 1 << 6

// ephemeral tells whether one person alone sees a message.
func (m *message) ephemeral() bool { return m != nil && m.Flags&flagEphemeral != 0 }

// said names a message for the bot's memory: by the interaction that caused it,
// or by its own id.
func (m *message) said() bot.Conversation {
	switch {
	case m == nil:
		return ""
	case m.Cause != nil:
		return interactionSaid(m.Cause.ID)
	case m.CauseOld != nil:
		return interactionSaid(m.CauseOld.ID)
	}
	return messageSaid(m.ID)
}

func interactionSaid(id string) bot.Conversation { return bot.Conversation("interaction " + id) }
func messageSaid(id string) bot.Conversation     { return bot.Conversation("message " + id) }

// Types of interactions.
const (
	interactionCommand      = 2
	interactionComponent    = 3
	interactionAutocomplete = 4
	interactionModal        = 5
)

// An interaction is what somebody did with a command, button or form of ours.
type interaction struct {
	ID            string   `json:"id"`
	ApplicationID string   `json:"application_id"`
	Type          int      `json:"type"`
	Token         string   `json:"token"`
	GuildID       string   `json:"guild_id"`
	ChannelID     string   `json:"channel_id"`
	Locale        string   `json:"locale"`
	Member        *member  `json:"member"`
	User          *user    `json:"user"`
	Message       *message `json:"message"`
	Data          struct {
		Name     string   `json:"name"`
		Type     int      `json:"type"`
		Options  []option `json:"options"`
		TargetID string   `json:"target_id"`
		Resolved struct {
			Messages    map[string]*message    `json:"messages"`
			Attachments map[string]*attachment `json:"attachments"`
		} `json:"resolved"`
		CustomID   string   `json:"custom_id"`
		Values     []string `json:"values"`
		Components []input  `json:"components"`
	} `json:"data"`

	state []byte // of the button or form, once it was found genuine
}

// A member is a person with what a server grants them.
type member struct {
	User        user     `json:"user"`
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"` // a set of bits in decimal; in interactions only
}

// An attachment is a file that somebody sent along.
type attachment struct {
	Filename string `json:"filename"`
	Size     int64  `json:"size"`
	URL      string `json:"url"`
}

// An option is one argument of a command, or a subcommand with its own.
type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []option        `json:"options"`
}

// An input is a component of a submitted form: a label with one component, a
// row with several, or the field itself.
type input struct {
	CustomID   string     `json:"custom_id"`
	Value      inputValue `json:"value"`
	Values     []string   `json:"values"`
	Component  *input     `json:"component"`
	Components []input    `json:"components"`
}

// An inputValue is a text; what else a form of a later day may bring counts as
// empty and spoils nothing.
type inputValue string

// UnmarshalJSON reads a text.
func (v *inputValue) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*v = inputValue(s)
	}
	return nil
}

// settle makes the path of a command with subcommands its name ("mod fact add")
// and the options of the last one its options.
func (in *interaction) settle() {
	for len(in.Data.Options) == 1 && in.Data.Options[0].Type <= optionGroup && in.Data.Options[0].Type > 0 {
		o := in.Data.Options[0]
		in.Data.Name, in.Data.Options = in.Data.Name+" "+o.Name, o.Options
	}
}

// optionGroup is the last of the types of options that are part of a command's path.
const optionGroup = 2

// person is who acted; empty if Discord did not say.
func (in *interaction) person() string {
	switch {
	case in.Member != nil && in.Member.User.ID != "":
		return in.Member.User.ID
	case in.User != nil:
		return in.User.ID
	}
	return ""
}

func (in *interaction) caller() bot.Caller {
	c := bot.Caller{Guild: bot.GuildID(in.GuildID), Channel: bot.ChannelID(in.ChannelID),
		Person: bot.PersonID(in.person()), Locale: in.Locale}
	if in.Member == nil || in.GuildID == "" {
		return c
	}
	for _, r := range in.Member.Roles {
		c.Roles = append(c.Roles, kb.RoleID(r))
	}
	granted, err := strconv.ParseInt(in.Member.Permissions, 10, 64)
	if err != nil {
		return c // what cannot be read grants nothing
	}
	c.ManagesGuild = granted&discordgo.PermissionManageGuild != 0
	c.Administrator = granted&discordgo.PermissionAdministrator != 0
	return c
}

// place is what a button is bound to: the server, or the conversation outside one.
func (in *interaction) place() string { return place(in.GuildID, in.ChannelID) }

func place(guild, channel string) string {
	if guild != "" {
		return "guild " + guild
	}
	return "channel " + channel
}

// text gives a string option, empty if it was not given.
func (in *interaction) text(name string) string {
	for _, o := range in.Data.Options {
		if o.Name == name {
			var s string
			if json.Unmarshal(o.Value, &s) == nil {
				return s
			}
			return strings.Trim(string(o.Value), `"`)
		}
	}
	return ""
}

// count gives a whole number, 0 if it was not given.
func (in *interaction) count(name string) int {
	n, err := strconv.Atoi(in.text(name))
	if err != nil {
		return 0
	}
	return n
}

// snowflake reads an id as the number that it is.
func snowflake(id string) (uint64, error) { return strconv.ParseUint(id, 10, 63) }

// decimal writes a number, none of which needs more than 63 bits.
func decimal[N ~int | ~int64 | ~uint64](n N) string { return strconv.FormatInt(int64(n), 10) }

// flag gives a boolean option, false if it was not given.
func (in *interaction) flag(name string) bool {
	for _, o := range in.Data.Options {
		if o.Name == name {
			var b bool
			return json.Unmarshal(o.Value, &b) == nil && b
		}
	}
	return false
}

// focused gives the option that is being typed.
func (in *interaction) focused() (name, text string) {
	for _, o := range in.Data.Options {
		if o.Focused {
			return o.Name, in.text(o.Name)
		}
	}
	return "", ""
}

// attached gives the file of an option, or nil.
func (in *interaction) attached(name string) *attachment {
	return in.Data.Resolved.Attachments[in.text(name)]
}

// field gives what was typed into a field of a form, or chosen there.
func (in *interaction) field(id string) string { return fieldIn(in.Data.Components, id) }

// trimmed is field without the blanks around it.
func (in *interaction) trimmed(id string) string { return strings.TrimSpace(in.field(id)) }

func fieldIn(inputs []input, id string) string {
	for _, c := range inputs {
		if c.CustomID == id {
			if len(c.Values) > 0 {
				return c.Values[0]
			}
			return string(c.Value)
		}
		if c.Component != nil {
			c.Components = append(c.Components, *c.Component)
		}
		if v := fieldIn(c.Components, id); v != "" {
			return v
		}
	}
	return ""
}
