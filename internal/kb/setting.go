package kb

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Setting is one thing that a server has set. Settings are only ever added;
// the last of a key holds, and an empty value is the default again.
type Setting struct {
	Guild GuildID
	Key   string
	Value string
	By    PersonID
	At    time.Time
}

// The keys of settings. A channel's mode has the key of ModeKey.
const (
	KeyModRole     = "mod_role"       // id of the role that moderates
	KeyModChannel  = "mod_channel"    // id of the channel where moderators are told
	KeyApprovals   = "approvals"      // how many others must approve: 0, 1 or 2
	KeySuggestions = "suggestions"    // whether members may suggest facts: on or off
	KeyRetention   = "retention_days" // how long unanswered questions are kept
	modePrefix     = "channel:"
)

// ModeKey is the key of a channel's mode.
func ModeKey(c ChannelID) string { return modePrefix + string(c) }

// A Mode says, as a word, when the bot speaks in a channel.
type Mode string

// The modes of a channel.
const (
	ModeOff     Mode = "off"     // only what slash commands answer
	ModeMention Mode = "mention" // when it is addressed; the default
	ModeAsk     Mode = "ask"     // to each question
	ModeAmbient Mode = "ambient" // when it is sure
)

// Modes lists the modes in the order of how much the bot says.
func Modes() []Mode { return []Mode{ModeOff, ModeMention, ModeAsk, ModeAmbient} }

// Limits of settings.
const (
	MaxApprovals = 2 // more would leave proposals lying about
	// DefaultRetention is how many days a question that nobody asks again is
	// kept: half a year, so that what comes up once a season is still counted.
	DefaultRetention = 180
	minRetention     = 1
	maxRetention     = 3650
)

// Settings are what holds in a server. NewSettings makes them: the zero Settings
// are not the defaults, and let nobody in.
type Settings struct {
	Guild       GuildID
	ModRole     RoleID
	ModChannel  ChannelID
	Approvals   int
	Suggestions bool
	Retention   time.Duration
	Channels    map[ChannelID]Mode
}

// NewSettings gives what holds after settings made one after the other. What
// cannot be read is left at its default: a door that cannot be read stays shut.
func NewSettings(guild GuildID, made []Setting) Settings {
	s := Settings{Guild: guild, Suggestions: true, Retention: DefaultRetention * 24 * time.Hour, Channels: map[ChannelID]Mode{}}
	last := make(map[string]string, len(made))
	for _, m := range made {
		last[m.Key] = m.Value
	}
	for key, value := range last {
		if value == "" || CheckSetting(key, value) != nil {
			continue
		}
		switch key {
		case KeyModRole:
			s.ModRole = RoleID(value)
		case KeyModChannel:
			s.ModChannel = ChannelID(value)
		case KeyApprovals:
			s.Approvals, _ = strconv.Atoi(value)
		case KeySuggestions:
			s.Suggestions = value == "on"
		case KeyRetention:
			days, _ := strconv.Atoi(value)
			s.Retention = time.Duration(days) * 24 * time.Hour
		default:
			s.Channels[ChannelID(strings.TrimPrefix(key, modePrefix))] = Mode(value)
		}
	}
	return s
}

// Mode gives when the bot speaks in a channel. A thread does as the channel that
// it belongs to, unless it has a mode of its own; parent is empty for a channel
// that is no thread.
func (s Settings) Mode(c, parent ChannelID) Mode {
	if m, ok := s.Channels[c]; ok {
		return m
	}
	if m, ok := s.Channels[parent]; ok {
		return m
	}
	return ModeMention
}

// CheckSetting says what is wrong with a value, in words for who sets it. Empty
// is right for every key.
func CheckSetting(key, value string) error {
	if strings.HasPrefix(key, modePrefix) && isSnowflake(strings.TrimPrefix(key, modePrefix)) {
		if value != "" && !slices.Contains(Modes(), Mode(value)) {
			return objectf(key, "%q is not a mode: off, mention, ask or ambient", clip(value))
		}
		return nil
	}
	switch key {
	case KeyModRole, KeyModChannel:
		if value != "" && !isSnowflake(value) {
			return objectf(key, "%q is not the id of a %s", clip(value), strings.TrimPrefix(key, "mod_"))
		}
	case KeyApprovals:
		return wholeNumber(key, value, 0, MaxApprovals)
	case KeyRetention:
		return wholeNumber(key, value, minRetention, maxRetention)
	case KeySuggestions:
		if value != "" && value != "on" && value != "off" {
			return objectf(key, "%q is neither on nor off", clip(value))
		}
	default:
		return objectf(key, "there is no setting %q", clip(key))
	}
	return nil
}

func wholeNumber(key, value string, from, to int) error {
	if n, err := strconv.Atoi(value); value != "" && (err != nil || n < from || n > to || strconv.Itoa(n) != value) {
		return objectf(key, "%s is %q: give a whole number from %d to %d", key, clip(value), from, to)
	}
	return nil
}

// isSnowflake reports whether a text has the form of an id of Discord.
func isSnowflake(s string) bool {
	return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}

// String gives "approvals = 1".
func (s Setting) String() string {
	if s.Value == "" {
		return s.Key + " = default"
	}
	return fmt.Sprintf("%s = %s", s.Key, s.Value)
}
