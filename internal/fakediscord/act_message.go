package fakediscord

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Send is a message that a person writes. ReplyTo names the message that it answers; the author of that one is pinged
// unless Ping is false.
type Send struct {
	ChannelID string `json:"channel_id"`
	Content   string `json:"content"`
	ReplyTo   string `json:"reply_to"`
	Ping      *bool  `json:"ping"`
	Files     []File `json:"files"`
}

// File is something that a person uploads; in JSON the data is base64.
type File struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// keep stores a person's file and gives its attachment.
func (s *Server) keep(f File, channelID string) Attachment {
	return s.store(upload{name: f.Name, kind: kindOf("", f.Name, f.Data), data: f.Data}, "", channelID)
}

// Touch names a message that a person edits, deletes or reacts to. Emoji on a message that already has it from
// this person takes it away again, as a second press does.
type Touch struct {
	ChannelID string `json:"channel_id"`
	MessageID string `json:"message_id"`
	Content   string `json:"content"`
	Emoji     string `json:"emoji"`
}

// Send writes a message and gives it back.
func (s *Server) Send(person string, in Send) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, err := s.present(person, in.ChannelID)
	if err != nil {
		return Message{}, err
	}
	if s.mayWrite(p.ID, ch) != nil {
		return Message{}, cannot(403, "%s may not write in this channel", p.Name)
	}
	content := strings.TrimSpace(in.Content)
	if err := writable(content, len(in.Files)); err != nil {
		return Message{}, err
	}
	m := s.blank(ch.ID, s.users[p.ID])
	m.Content = content
	for _, f := range in.Files {
		m.files = append(m.files, s.keep(f, ch.ID))
	}
	m.Attachments = append(m.Attachments, m.files...)
	rule := mentionsAllowed(nil, false, false)
	rule.replied = in.Ping == nil || *in.Ping
	found := s.mentioned(content, rule, p.ID, ch, "")
	m.Mentions, m.MentionRoles, m.MentionEveryone = found.users, found.roles, found.everyone
	if in.ReplyTo != "" {
		to, err := s.which(p, ch, in.ReplyTo)
		if err != nil {
			return Message{}, err
		}
		if to.onlyFor != "" {
			return Message{}, cannot(400, "nobody can reply to an ephemeral message")
		}
		s.replyTo(m, to, rule, ch)
	}
	s.reopen(ch)
	s.post(m, ch)
	return s.view(m, p.ID), nil
}

func writable(content string, files int) error {
	if content == "" && files == 0 {
		return cannot(400, "the message is empty; give it content")
	}
	if n := length(content); n > contentLimit {
		return cannot(400, "the message has %d characters, Discord takes %d", n, contentLimit)
	}
	return nil
}

// touched finds the person, the channel and the message of an act.
func (s *Server) touched(person string, in Touch) (Resident, *Channel, *stored, error) {
	p, ch, err := s.present(person, in.ChannelID)
	if err != nil {
		return p, nil, nil, err
	}
	m, err := s.which(p, ch, in.MessageID)
	return p, ch, m, err
}

// Edit changes the text of a person's own message.
func (s *Server) Edit(person string, in Touch) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, m, err := s.touched(person, in)
	if err != nil {
		return Message{}, err
	}
	if m.Author.ID != p.ID {
		return Message{}, cannot(403, "%s can only edit messages of their own", p.Name)
	}
	content := strings.TrimSpace(in.Content)
	if err := writable(content, len(m.files)); err != nil {
		return Message{}, err
	}
	replied := ""
	if ref := m.MessageReference; ref != nil {
		if to := s.find(ch.ID, ref.MessageID); to != nil && slices.ContainsFunc(m.Mentions, func(u User) bool { return u.ID == to.Author.ID }) {
			replied = to.Author.ID
		}
	}
	now := s.timestamp()
	found := s.mentioned(content, mentionsAllowed(nil, false, false), p.ID, ch, replied)
	m.Content, m.EditedTimestamp = content, &now
	m.Mentions, m.MentionRoles, m.MentionEveryone = found.users, found.roles, found.everyone
	s.messageUpdated(m)
	return s.view(m, p.ID), nil
}

// Delete removes a message: one's own, any as a moderator. An ephemeral one is only dismissed.
func (s *Server) Delete(person string, in Touch) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, m, err := s.touched(person, in)
	if err != nil {
		return Message{}, err
	}
	if m.Author.ID != p.ID && m.onlyFor != p.ID && !(s.may(p.ID, ch, permManageMessages) && ch.Type != channelDM) {
		return Message{}, cannot(403, "%s may not delete this message", p.Name)
	}
	v := s.view(m, p.ID)
	s.remove(m)
	return v, nil
}

// React puts an emoji on a message, or takes it away if it is there.
func (s *Server) React(person string, in Touch) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, m, err := s.touched(person, in)
	if err != nil {
		return Message{}, err
	}
	emoji, err := emojiName(in.Emoji)
	if err != nil {
		return Message{}, cannot(400, "%q is not an emoji", in.Emoji)
	}
	if m.onlyFor != "" {
		return Message{}, cannot(400, "nobody can react to an ephemeral message")
	}
	if !s.may(p.ID, ch, permAddReactions) {
		return Message{}, cannot(403, "%s may not react in this channel", p.Name)
	}
	if slices.ContainsFunc(m.reacts, func(r reacted) bool { return r.emoji == emoji && slices.Contains(r.users, p.ID) }) {
		s.unreact(m, p.ID, emoji)
	} else if err := s.react(m, p.ID, emoji); err != nil {
		return Message{}, cannot(400, "this message has no room for another emoji")
	}
	return s.view(m, p.ID), nil
}

// maxShown is how many messages of a channel a person is given at once.
const maxShown = 200

// Messages gives what a person sees of a channel, oldest first, ephemeral messages included: the latest ones, or
// those that came after the message with the given id.
func (s *Server) Messages(person, channelID, after string) ([]Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, err := s.present(person, channelID)
	if err != nil {
		return nil, err
	}
	out := []Message{}
	for _, m := range s.messages[ch.ID] {
		if s.sees(p.ID, m) && (after == "" || older(after, m.ID)) {
			out = append(out, s.view(m, p.ID))
		}
	}
	if after != "" {
		return out[:min(len(out), maxShown)], nil
	}
	return out[max(0, len(out)-maxShown):], nil
}

// Message gives one message as a person sees it now.
func (s *Server) Message(person, channelID, messageID string) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, _, m, err := s.touched(person, Touch{ChannelID: channelID, MessageID: messageID})
	if err != nil {
		return Message{}, err
	}
	return s.view(m, p.ID), nil
}

// DM gives the id of a person's direct messages with the bot.
func (s *Server) DM(person string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.who(person)
	if err != nil {
		return "", err
	}
	return s.dmWith(p.ID).ID, nil
}

// Channel gives the id of the channel with a name.
func (s *Server) Channel(name string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range s.order {
		if *s.channels[id].Name == strings.TrimPrefix(name, "#") {
			return id, nil
		}
	}
	return "", cannot(404, "there is no channel called %q", name)
}

// Await gives the first message of a channel that a person sees and that fits, waiting until there is one or ctx ends.
func (s *Server) Await(ctx context.Context, person, channelID string, fits func(Message) bool) (Message, error) {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		list, err := s.Messages(person, channelID, "")
		if err != nil {
			return Message{}, err
		}
		if i := slices.IndexFunc(list, fits); i >= 0 {
			return list[i], nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Message{}, fmt.Errorf("await a message: %w", ctx.Err())
		}
	}
}
