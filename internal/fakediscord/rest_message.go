package fakediscord

import (
	"slices"
	"time"
)

// place finds the channel of a call and makes sure that the bot sees it.
func (s *Server) place(c *call) (*Channel, error) {
	ch := s.channels[c.vars["channel_id"]]
	if ch == nil {
		return nil, unknownChannel()
	}
	if !s.may(s.bot.ID, ch, permViewChannel) {
		return nil, missingAccess()
	}
	return ch, nil
}

// placeAndMessage finds the channel and the message of a call.
func (s *Server) placeAndMessage(c *call) (*Channel, *stored, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, nil, err
	}
	m := s.find(ch.ID, c.vars["message_id"])
	if m == nil || !s.may(s.bot.ID, ch, permReadHistory) {
		return nil, nil, unknownMessage()
	}
	return ch, m, nil
}

func (s *Server) getMessage(c *call) (any, error) {
	_, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, err
	}
	return s.restView(m), nil
}

// restView is a message as the bot reads it by REST, where the application's own intent decides about content.
func (s *Server) restView(m *stored) Message {
	v := s.view(m, s.bot.ID)
	if *s.options.Intents&IntentMessageContent == 0 && !s.readable(m) {
		strip(&v)
	}
	return v
}

func (s *Server) getMessages(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	limit, err := c.query("limit", 50, 1, 100)
	if err != nil {
		return nil, err
	}
	out := []Message{}
	if !s.may(s.bot.ID, ch, permReadHistory) {
		return out, nil
	}
	var all []*stored
	for _, m := range s.messages[ch.ID] {
		if m.onlyFor == "" {
			all = append(all, m)
		}
	}
	q := c.r.URL.Query()
	for _, m := range window(all, limit, q.Get("before"), q.Get("after"), q.Get("around")) {
		out = append(out, s.restView(m))
	}
	slices.Reverse(out)
	return out, nil
}

// window cuts up to limit messages out of a history, oldest first, at the places that Discord's query names.
func window(all []*stored, limit int, before, after, around string) []*stored {
	index := func(id string) int { // of the first message that is not older than id
		i := slices.IndexFunc(all, func(m *stored) bool { return !older(m.ID, id) })
		if i < 0 {
			return len(all)
		}
		return i
	}
	switch {
	case around != "":
		from := max(0, index(around)-limit/2)
		return all[from:min(len(all), from+limit)]
	case after != "":
		from := index(after)
		if from < len(all) && all[from].ID == after {
			from++
		}
		return all[from:min(len(all), from+limit)]
	case before != "":
		to := index(before)
		return all[max(0, to-limit):to]
	}
	return all[max(0, len(all)-limit):]
}

// nonceLife is how long Discord remembers an enforced nonce.
const nonceLife = 5 * time.Minute

func (s *Server) createMessage(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(s.bot.ID, ch); err != nil {
		return nil, err
	}
	d, err := s.draftOf(c, c.in, "", nil, nil)
	if err != nil {
		return nil, err
	}
	if old := s.sameNonce(ch, c.in); old != nil {
		return s.restView(old), nil
	}
	if len(c.uploads) > 0 && !s.may(s.bot.ID, ch, permAttachFiles) {
		return nil, missingRights()
	}
	m, err := s.compose(c, d, ch, author{userID: s.bot.ID})
	if err != nil {
		return nil, err
	}
	if err := s.refer(m, d, ch); err != nil {
		return nil, err
	}
	s.reopen(ch)
	s.post(m, ch)
	if truth(c.in, "enforce_nonce") {
		s.nonces[ch.ID+" "+nonce(c.in)] = m.ID
	}
	return s.restView(m), nil
}

// mayWrite tells whether a user can write in ch now.
func (s *Server) mayWrite(userID string, ch *Channel) error {
	if !s.may(userID, ch, permViewChannel) {
		return missingAccess()
	}
	if !s.may(userID, ch, sendRight(ch)) {
		return missingRights()
	}
	if userID == s.bot.ID && ch.Type == channelDM && s.strangerTo(ch.Recipients[0].ID) {
		return noMutualGuild()
	}
	if ch.Thread != nil && ch.Thread.Locked && !s.may(userID, ch, permManageThreads) {
		return archivedThread()
	}
	if ch.Thread != nil && ch.Thread.Archived && ch.Thread.Locked {
		return archivedThread()
	}
	return nil
}

// reopen opens an archived thread, as a message in it does. What is refused opens
// nothing.
func (s *Server) reopen(ch *Channel) {
	if ch.Thread != nil && ch.Thread.Archived {
		ch.Thread.Archived = false
		s.channelEvent("THREAD_UPDATE", ch)
	}
}

func nonce(in Object) string { return idOf(in, "nonce") }

// sameNonce finds the message that an enforced nonce has already made.
func (s *Server) sameNonce(ch *Channel, in Object) *stored {
	if !truth(in, "enforce_nonce") || nonce(in) == "" {
		return nil
	}
	old := s.find(ch.ID, s.nonces[ch.ID+" "+nonce(in)])
	if old == nil || s.clock.Now().Sub(snowflakeTime(old.ID)) > nonceLife {
		return nil
	}
	return old
}

// refer makes m a reply, where the draft says so.
func (s *Server) refer(m *stored, d draft, ch *Channel) error {
	ref := child(d.in, "message_reference")
	if ref == nil || whole(ref, "type") != 0 {
		return nil
	}
	id := idOf(ref, "message_id")
	to := s.find(ch.ID, id)
	if c := idOf(ref, "channel_id"); c != "" && c != ch.ID {
		to = nil
	}
	if to == nil {
		if v, ok := ref["fail_if_not_exists"].(bool); ok && !v {
			return nil
		}
		return invalidField("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
	}
	if !s.may(m.Author.ID, ch, permReadHistory) {
		return refuse(403, 160002, "Cannot reply without permission to read message history")
	}
	s.replyTo(m, to, d.rule, ch)
	return nil
}

// replyTo makes m the answer to another message.
func (s *Server) replyTo(m, to *stored, rule mentionRule, ch *Channel) {
	m.Type = messageReply
	m.MessageReference = referenceTo(to, ch)
	p := s.mentioned(m.Content, rule, m.Author.ID, ch, to.Author.ID)
	m.Mentions = p.users
}

func (s *Server) editMessage(c *call) (any, error) {
	ch, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, err
	}
	if m.Author.ID != s.bot.ID {
		onlyFlags := len(c.in) == 1 && given(c.in, "flags") && s.may(s.bot.ID, ch, permManageMessages)
		if !onlyFlags {
			return nil, refuse(403, 50005, "Cannot edit a message authored by another user")
		}
	}
	d, err := s.draftOf(c, c.in, "", m, nil)
	if err != nil {
		return nil, err
	}
	if ch.Thread != nil && ch.Thread.Archived {
		return nil, archivedThread()
	}
	if err := s.edit(c, m, d); err != nil {
		return nil, err
	}
	return s.restView(m), nil
}

func (s *Server) deleteMessage(c *call) (any, error) {
	ch, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, err
	}
	if m.Author.ID != s.bot.ID {
		if ch.Type == channelDM {
			return nil, notInDM()
		}
		if !s.may(s.bot.ID, ch, permManageMessages) {
			return nil, missingRights()
		}
	}
	s.remove(m)
	return nil, nil
}

// bulkAge is the greatest age of messages that can be deleted in bulk.
const bulkAge = 14 * 24 * time.Hour

func (s *Server) bulkDelete(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	if ch.Type == channelDM {
		return nil, notInDM()
	}
	if !s.may(s.bot.ID, ch, permManageMessages) {
		return nil, missingRights()
	}
	ids := texts(c.in, "messages")
	if len(ids) < 2 || len(ids) > 100 {
		return nil, refuse(400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages to delete.")
	}
	gone := []string{}
	for _, id := range ids {
		if s.clock.Now().Sub(snowflakeTime(id)) > bulkAge {
			return nil, refuse(400, 50034, "You can only bulk delete messages that are under 14 days old.")
		}
		if m := s.find(ch.ID, id); m != nil {
			gone = append(gone, id)
		}
	}
	s.messages[ch.ID] = slices.DeleteFunc(s.messages[ch.ID], func(m *stored) bool { return slices.Contains(gone, m.ID) })
	s.messagesDeleted(ch, gone)
	return nil, nil
}

func (s *Server) typing(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	if err := s.mayWrite(s.bot.ID, ch); err != nil {
		return nil, err
	}
	s.typingStarted(ch, s.bot.ID)
	return nil, nil
}
