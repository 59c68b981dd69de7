package fakediscord

import (
	"slices"
	"strings"
)

// maxReactions is how many different emojis a message takes.
const maxReactions = 20

// emojiName reads the emoji of a path. The server has no emojis of its own, so only those of Unicode are known.
func emojiName(raw string) (string, error) {
	name := strings.TrimSpace(raw)
	if name == "" || length(name) > 16 || strings.ContainsFunc(name, plainRune) && !keycap(name) {
		return "", unknownEmoji()
	}
	return name, nil
}

func plainRune(r rune) bool { return r < 0xA9 }

// keycap tells whether name is a digit, # or * inside a key, the one emoji that begins with a plain character.
func keycap(name string) bool {
	return strings.HasSuffix(name, "\u20E3") && strings.ContainsAny(name[:1], "0123456789#*") &&
		!strings.ContainsFunc(name[1:], plainRune)
}

func (s *Server) react(m *stored, userID, emoji string) error {
	i := slices.IndexFunc(m.reacts, func(r reacted) bool { return r.emoji == emoji })
	if i < 0 {
		if len(m.reacts) >= maxReactions {
			return refuse(403, 30010, "Maximum number of reactions reached (20)")
		}
		m.reacts = append(m.reacts, reacted{emoji: emoji})
		i = len(m.reacts) - 1
	}
	if !slices.Contains(m.reacts[i].users, userID) {
		m.reacts[i].users = append(m.reacts[i].users, userID)
		s.reactionChanged("MESSAGE_REACTION_ADD", m, userID, emoji)
	}
	return nil
}

func (s *Server) unreact(m *stored, userID, emoji string) {
	i := slices.IndexFunc(m.reacts, func(r reacted) bool { return r.emoji == emoji })
	if i < 0 || !slices.Contains(m.reacts[i].users, userID) {
		return
	}
	m.reacts[i].users = slices.DeleteFunc(m.reacts[i].users, func(u string) bool { return u == userID })
	if len(m.reacts[i].users) == 0 {
		m.reacts = slices.Delete(m.reacts, i, i+1)
	}
	s.reactionChanged("MESSAGE_REACTION_REMOVE", m, userID, emoji)
}

// reacting finds the channel, the message and the emoji of a call.
func (s *Server) reacting(c *call) (*Channel, *stored, string, error) {
	ch, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, nil, "", err
	}
	emoji, err := emojiName(c.vars["emoji_name"])
	return ch, m, emoji, err
}

func (s *Server) putReaction(c *call) (any, error) {
	ch, m, emoji, err := s.reacting(c)
	if err != nil {
		return nil, err
	}
	if !s.may(s.bot.ID, ch, permAddReactions) {
		return nil, missingRights()
	}
	return nil, s.react(m, s.bot.ID, emoji)
}

func (s *Server) deleteReaction(c *call) (any, error) {
	ch, m, emoji, err := s.reacting(c)
	if err != nil {
		return nil, err
	}
	who := s.bot.ID
	if id := c.vars["user_id"]; id != "" {
		if who = id; id != s.bot.ID && !s.may(s.bot.ID, ch, permManageMessages) {
			return nil, missingRights()
		}
	}
	s.unreact(m, who, emoji)
	return nil, nil
}

func (s *Server) clearReactions(c *call) (any, error) {
	ch, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, err
	}
	if !s.may(s.bot.ID, ch, permManageMessages) {
		return nil, missingRights()
	}
	d := s.located(ch, Object{"message_id": m.ID})
	event := "MESSAGE_REACTION_REMOVE_ALL"
	if raw, ok := c.vars["emoji_name"]; ok {
		emoji, err := emojiName(raw)
		if err != nil {
			return nil, err
		}
		event, d["emoji"] = "MESSAGE_REACTION_REMOVE_EMOJI", Emoji{Name: emoji}
		m.reacts = slices.DeleteFunc(m.reacts, func(r reacted) bool { return r.emoji == emoji })
	} else {
		m.reacts = nil
	}
	s.dispatch(event, ch, intentGuildReactions, intentDMReactions, d)
	s.show("reaction", m)
	return nil, nil
}

func (s *Server) getReactions(c *call) (any, error) {
	_, m, emoji, err := s.reacting(c)
	if err != nil {
		return nil, err
	}
	out := []User{}
	for _, r := range m.reacts {
		if r.emoji == emoji {
			for _, id := range r.users {
				out = append(out, *s.users[id])
			}
		}
	}
	return out, nil
}
