package fakediscord

import (
	"slices"
	"strconv"
)

// Gateway intents that the emulator sends events for.
const (
	intentGuilds         = 1 << 0
	intentGuildMessages  = 1 << 9
	intentGuildReactions = 1 << 10
	intentGuildTyping    = 1 << 11
	intentDMs            = 1 << 12
	intentDMReactions    = 1 << 13
	intentDMTyping       = 1 << 14

	// knownIntents are all that Discord has, whether or not the emulator ever sends their events.
	knownIntents = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
)

// dispatch sends one event about a channel (nil: about the server) to every session that asked for it by intent.
// Zero intents are for everybody.
func (s *Server) dispatch(event string, ch *Channel, guildIntent, dmIntent int, payload any) {
	s.dispatchEach(event, ch, guildIntent, dmIntent, func(*session) any { return payload })
}

// dispatchEach is dispatch for an event that not every session is shown alike.
func (s *Server) dispatchEach(event string, ch *Channel, guildIntent, dmIntent int, payload func(*session) any) {
	intent := guildIntent
	if ch != nil && ch.Type == channelDM {
		intent = dmIntent
	} else if ch != nil && !s.may(s.bot.ID, ch, permViewChannel) {
		return
	}
	for _, ss := range s.sessions {
		if (intent == 0 || ss.intents&intent != 0) && ss.serves(s.guild.id, ch) {
			ss.send(event, payload(ss))
		}
	}
}

// serves tells whether a shard is the one for the server, or for direct messages.
func (ss *session) serves(guildID string, ch *Channel) bool {
	if ch != nil && ch.Type == channelDM {
		return ss.shard[0] == 0
	}
	n, err := strconv.ParseInt(guildID, 10, 64)
	return err == nil && int(n>>22)%ss.shard[1] == ss.shard[0]
}

// readable tells whether the bot may read m's content without the Message Content intent: its own messages, direct
// messages, messages that mention it in their text, and replies with a ping to its regular messages. Replies to its
// answers to interactions are not among them.
func (s *Server) readable(m *stored) bool {
	if m.Author.ID == s.bot.ID || s.channels[m.ChannelID].Type == channelDM {
		return true
	}
	pinged := slices.ContainsFunc(m.Mentions, func(u User) bool { return u.ID == s.bot.ID })
	if !pinged {
		return false
	}
	for _, hit := range userMention.FindAllStringSubmatch(codeSpan.ReplaceAllString(m.Content, " "), -1) {
		if hit[1] == s.bot.ID {
			return true
		}
	}
	if m.MessageReference == nil {
		return false
	}
	to := s.find(m.ChannelID, m.MessageReference.MessageID)
	return to != nil && to.talk == nil && to.Author.ID == s.bot.ID
}

// strip takes away what the Message Content intent guards.
func strip(m *Message) {
	m.Content = ""
	m.Embeds, m.Attachments, m.Components = []Object{}, []Attachment{}, []Object{}
}

// eventMessage is a message as an event brings it to a session.
func (s *Server) eventMessage(m *stored, ss *session) Message {
	v := s.view(m, s.bot.ID)
	v.GuildID = s.channels[m.ChannelID].GuildID
	if v.GuildID != "" {
		v.Member = s.partialMember(m.Author.ID)
	}
	if ss.intents&IntentMessageContent == 0 {
		if !s.readable(m) {
			strip(&v)
		}
		if v.ReferencedMessage != nil {
			if to := s.findAny(m.ChannelID, v.ReferencedMessage.ID); to != nil && !s.readable(to) {
				strip(v.ReferencedMessage)
			}
		}
	}
	return v
}

// partialMember is a member without the user, as it stands beside an author.
func (s *Server) partialMember(userID string) *Member {
	m := s.members[userID]
	if m == nil {
		return nil
	}
	out := *m
	out.User = nil
	return &out
}

func (s *Server) messageCreated(m *stored) { s.messageEvent("MESSAGE_CREATE", "message_create", m) }
func (s *Server) messageUpdated(m *stored) { s.messageEvent("MESSAGE_UPDATE", "message_update", m) }

func (s *Server) messageEvent(event, shown string, m *stored) {
	ch := s.channels[m.ChannelID]
	if m.onlyFor == "" {
		s.dispatchEach(event, ch, intentGuildMessages, intentDMs, func(ss *session) any { return s.eventMessage(m, ss) })
	}
	s.show(shown, m)
}

// show tells everybody who sees m what it looks like now.
func (s *Server) show(kind string, m *stored) {
	s.tell(kind, func(person string) any {
		if !s.sees(person, m) {
			return nil
		}
		return s.view(m, person)
	})
}

func (s *Server) messageDeleted(m *stored) {
	ch := s.channels[m.ChannelID]
	gone := s.located(ch, Object{"id": m.ID})
	if m.onlyFor == "" {
		s.dispatch("MESSAGE_DELETE", ch, intentGuildMessages, intentDMs, gone)
	}
	s.tell("message_delete", func(person string) any {
		if !s.sees(person, m) {
			return nil
		}
		return gone
	})
}

func (s *Server) messagesDeleted(ch *Channel, ids []string) {
	gone := s.located(ch, Object{"ids": ids})
	s.dispatch("MESSAGE_DELETE_BULK", ch, intentGuildMessages, intentDMs, gone)
	for _, id := range ids {
		one := s.located(ch, Object{"id": id})
		s.tell("message_delete", func(person string) any { return s.ifSeen(person, ch, one) })
	}
}

// located adds the channel and the server to an event's payload.
func (s *Server) located(ch *Channel, o Object) Object {
	o["channel_id"] = ch.ID
	if ch.GuildID != "" {
		o["guild_id"] = ch.GuildID
	}
	return o
}

func (s *Server) ifSeen(person string, ch *Channel, v any) any {
	if !s.may(person, ch, permViewChannel) {
		return nil
	}
	return v
}

// sees tells whether a person is shown m.
func (s *Server) sees(person string, m *stored) bool {
	return s.may(person, s.channels[m.ChannelID], permViewChannel) && (m.onlyFor == "" || m.onlyFor == person)
}

func (s *Server) reactionChanged(event string, m *stored, userID, emoji string) {
	ch := s.channels[m.ChannelID]
	d := s.located(ch, Object{"message_id": m.ID, "user_id": userID, "emoji": Emoji{Name: emoji}, "burst": false, "type": 0})
	if event == "MESSAGE_REACTION_ADD" {
		d["message_author_id"] = m.Author.ID
		if mem := s.members[userID]; mem != nil && ch.GuildID != "" {
			d["member"] = *mem
		}
	}
	s.dispatch(event, ch, intentGuildReactions, intentDMReactions, d)
	s.show("reaction", m)
}

func (s *Server) typingStarted(ch *Channel, userID string) {
	d := s.located(ch, Object{"user_id": userID, "timestamp": s.clock.Now().Unix()})
	if mem := s.members[userID]; mem != nil && ch.GuildID != "" {
		d["member"] = *mem
	}
	s.dispatch("TYPING_START", ch, intentGuildTyping, intentDMTyping, d)
	s.tell("typing", func(person string) any { return s.ifSeen(person, ch, d) })
}

// channelEvent tells of a channel or thread that was made, changed or deleted.
func (s *Server) channelEvent(event string, ch *Channel) {
	s.dispatch(event, ch, intentGuilds, intentDMs, *ch)
	s.stateChanged()
}
