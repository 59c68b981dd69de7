package fakediscord

import "slices"

func (s *Server) getChannel(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	return ch, nil
}

// editChannel changes a thread (archive, lock, name) or, with Manage Channels, a text channel.
func (s *Server) editChannel(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	need := int64(permManageChannels)
	if ch.Thread != nil {
		need = permManageThreads
	}
	if ch.OwnerID != s.bot.ID && !s.may(s.bot.ID, ch, need) {
		return nil, missingRights()
	}
	if err := s.valid(c); err != nil {
		return nil, err
	}
	if t := ch.Thread; t != nil && t.Archived && !(given(c.in, "archived") && !truth(c.in, "archived")) {
		return nil, archivedThread()
	}
	if name := text(c.in, "name"); name != "" {
		ch.Name = &name
	}
	if given(c.in, "rate_limit_per_user") {
		ch.RateLimitPerUser = whole(c.in, "rate_limit_per_user")
	}
	event := "CHANNEL_UPDATE"
	if ch.Thread != nil {
		event = "THREAD_UPDATE"
		s.editThread(ch.Thread, c.in)
	} else if topic, ok := c.in["topic"].(string); ok {
		ch.Topic = &topic
	}
	s.channelEvent(event, ch)
	return ch, nil
}

func (s *Server) editThread(t *ThreadMetadata, in Object) {
	if given(in, "locked") {
		t.Locked = truth(in, "locked")
	}
	if given(in, "auto_archive_duration") {
		t.AutoArchiveDuration = whole(in, "auto_archive_duration")
	}
	if given(in, "archived") && t.Archived != truth(in, "archived") {
		t.Archived, t.ArchiveTimestamp = truth(in, "archived"), s.timestamp()
	}
}

// deleteChannel deletes a thread, or, with Manage Channels, a text channel; of a direct message it only says that
// the bot has closed it.
func (s *Server) deleteChannel(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	if ch.Type == channelDM {
		return ch, nil
	}
	need, event := int64(permManageChannels), "CHANNEL_DELETE"
	if ch.Thread != nil {
		need, event = permManageThreads, "THREAD_DELETE"
	}
	if !s.may(s.bot.ID, ch, need) {
		return nil, missingRights()
	}
	if len(s.order) == 1 && ch.Thread == nil {
		return nil, missingRights() // the last channel stays, people need one
	}
	s.channelEvent(event, ch)
	delete(s.channels, ch.ID)
	delete(s.messages, ch.ID)
	s.order = slices.DeleteFunc(s.order, func(id string) bool { return id == ch.ID })
	s.stateChanged()
	return ch, nil
}

// maxPins is how many messages a channel can have pinned.
const maxPins = 250

func (s *Server) pin(c *call) (any, error) {
	ch, m, err := s.pinnable(c)
	if err != nil || m.Pinned {
		return nil, err
	}
	if len(s.pinned(ch)) >= maxPins {
		return nil, refuse(400, 30003, "Maximum number of pins reached (250)")
	}
	m.Pinned, m.pinnedAt = true, s.timestamp()
	ch.LastPin = &m.pinnedAt
	s.pinsChanged(ch, m)
	notice := s.blank(ch.ID, s.bot)
	notice.Type, notice.MessageReference = messagePinned, referenceTo(m, ch)
	s.post(notice, ch)
	return nil, nil
}

func (s *Server) unpin(c *call) (any, error) {
	ch, m, err := s.pinnable(c)
	if err != nil || !m.Pinned {
		return nil, err
	}
	m.Pinned, m.pinnedAt = false, ""
	s.pinsChanged(ch, m)
	return nil, nil
}

func (s *Server) pinnable(c *call) (*Channel, *stored, error) {
	ch, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, nil, err
	}
	if ch.Type != channelDM && s.permissions(s.bot.ID, ch)&(permPinMessages|permManageMessages) == 0 {
		return nil, nil, missingRights()
	}
	return ch, m, nil
}

func (s *Server) pinsChanged(ch *Channel, m *stored) {
	d := s.located(ch, Object{"last_pin_timestamp": ch.LastPin})
	s.dispatch("CHANNEL_PINS_UPDATE", ch, intentGuilds, intentDMs, d)
	s.messageUpdated(m)
}

func (s *Server) pinned(ch *Channel) []*stored {
	var out []*stored
	for _, m := range s.messages[ch.ID] {
		if m.Pinned {
			out = append([]*stored{m}, out...)
		}
	}
	return out
}

func (s *Server) getOldPins(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	out := []Message{}
	for _, m := range s.pinned(ch) {
		out = append(out, s.restView(m))
	}
	return out, nil
}

func (s *Server) getPins(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	out := []Object{}
	for _, m := range s.pinned(ch) {
		out = append(out, Object{"pinned_at": m.pinnedAt, "message": s.restView(m)})
	}
	return Object{"items": out, "has_more": false}, nil
}
