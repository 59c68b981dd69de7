package kb

import "slices"

// GuildID names a server. The empty one stands for direct messages, which have
// the curated base and no moderators.
type GuildID string

// ChannelID names a channel, a thread or a direct conversation.
type ChannelID string

// MessageID names a message within a channel.
type MessageID string

// PersonID names a person.
type PersonID string

// RoleID names a role of a server.
type RoleID string

// Operator is who acts from the command line. No person has this id.
const Operator PersonID = "operator"

// An Actor is who does something, where, with what that server grants them. It
// is made anew for each action: what was granted a minute ago may be gone.
type Actor struct {
	Guild         GuildID
	Person        PersonID
	Roles         []RoleID
	ManagesGuild  bool // may change the server's own settings
	Administrator bool
}

// Moderates reports whether an actor may keep the facts of the server whose
// settings these are: whoever has its moderator role, and administrators; until
// a role is set, whoever manages the server. It is false for the actor of
// another server, and in direct messages.
func (s Settings) Moderates(a Actor) bool {
	switch {
	case a.Person == Operator:
		return true
	case a.Guild == "" || a.Guild != s.Guild || a.Person == "":
		return false
	case a.Administrator:
		return true
	case s.ModRole == "":
		return a.ManagesGuild
	}
	return slices.Contains(a.Roles, s.ModRole)
}

// Governs reports whether an actor may change the settings: whoever manages the
// server. A moderator's role alone gives no power over who has it.
func (s Settings) Governs(a Actor) bool {
	return a.Person == Operator ||
		a.Guild != "" && a.Guild == s.Guild && a.Person != "" && (a.Administrator || a.ManagesGuild)
}
