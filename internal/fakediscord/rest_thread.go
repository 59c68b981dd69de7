package fakediscord

import "slices"

// threadFromMessage starts a thread on a message; the thread has the message's id.
func (s *Server) threadFromMessage(c *call) (any, error) {
	ch, m, err := s.placeAndMessage(c)
	if err != nil {
		return nil, err
	}
	if ch.Type != channelText {
		return nil, notOnThisChannel()
	}
	if !s.may(s.bot.ID, ch, permPublicThreads) {
		return nil, missingRights()
	}
	if err := s.valid(c); err != nil {
		return nil, err
	}
	if s.channels[m.ID] != nil {
		return nil, refuse(400, 160004, "A thread has already been created for this message")
	}
	t := s.newThread(ch, m.ID, channelPublicThread, c.in)
	m.Flags |= flagHasThread
	starter := s.blank(t.ID, &m.Author)
	starter.Type, starter.MessageReference = messageThreadStarter, referenceTo(m, ch)
	s.openThread(t)
	s.messageUpdated(m)
	s.post(starter, t)
	return reply{201, t}, nil
}

// threadAlone starts a thread without a message, private unless the type says otherwise.
func (s *Server) threadAlone(c *call) (any, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	if ch.Type != channelText {
		return nil, notOnThisChannel()
	}
	kind := wholeOr(c.in, "type", channelPrivateThread)
	need := int64(permPrivateThreads)
	switch kind {
	case channelPublicThread:
		need = permPublicThreads
	case channelPrivateThread:
	default:
		return nil, invalidForm([]Problem{notAmong("type", "11, 12")})
	}
	if !s.may(s.bot.ID, ch, need) {
		return nil, missingRights()
	}
	if err := s.valid(c); err != nil {
		return nil, err
	}
	t := s.newThread(ch, s.nextID(), kind, c.in)
	s.openThread(t)
	if kind == channelPublicThread {
		notice := s.blank(ch.ID, s.bot)
		notice.Type, notice.Content = messageThreadCreated, *t.Name
		notice.MessageReference = &Reference{ChannelID: t.ID, GuildID: ch.GuildID}
		s.post(notice, ch)
	}
	return reply{201, t}, nil
}

func (s *Server) newThread(parent *Channel, id string, kind int, in Object) *Channel {
	const day = 24 * 60 // minutes
	name, zero, sent, members := text(in, "name"), 0, 0, 1
	now := s.timestamp()
	t := &Channel{ID: id, Type: kind, GuildID: parent.GuildID, Name: &name, ParentID: &parent.ID, OwnerID: s.bot.ID,
		MessageCount: &zero, TotalSent: &sent, MemberCount: &members, RateLimitPerUser: whole(in, "rate_limit_per_user"),
		Thread: &ThreadMetadata{AutoArchiveDuration: wholeOr(in, "auto_archive_duration", day), ArchiveTimestamp: now, CreateTimestamp: now}}
	if kind == channelPrivateThread {
		yes := true
		t.Thread.Invitable = &yes
	}
	s.channels[id] = t
	s.threads[id] = map[string]ThreadMember{}
	return t
}

// openThread tells of a new thread and makes the bot its first member.
func (s *Server) openThread(t *Channel) {
	m := ThreadMember{ID: t.ID, UserID: s.bot.ID, JoinTimestamp: s.timestamp()}
	s.threads[t.ID][s.bot.ID] = m
	t.ThreadMember = &m
	shown := with(plain(*t), Object{"newly_created": true})
	s.dispatch("THREAD_CREATE", t, intentGuilds, 0, shown)
	s.stateChanged()
}

// activeThreads are those that are not archived and that the bot sees, oldest first.
func (s *Server) activeThreads() []Channel {
	out := []Channel{}
	for _, ch := range s.channels {
		if ch.Thread != nil && !ch.Thread.Archived && s.may(s.bot.ID, ch, permViewChannel) {
			out = append(out, *ch)
		}
	}
	slices.SortFunc(out, func(a, b Channel) int { return compareIDs(a.ID, b.ID) })
	return out
}

func (s *Server) getActiveThreads(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	threads, members := s.activeThreads(), []ThreadMember{}
	for _, t := range threads {
		if m, ok := s.threads[t.ID][s.bot.ID]; ok {
			members = append(members, m)
		}
	}
	return Object{"threads": threads, "members": members, "has_more": false}, nil
}

// archivedThreads lists the archived threads of a channel, latest first.
func archivedThreads(kind int) func(*Server, *call) (any, error) {
	return func(s *Server, c *call) (any, error) {
		ch, err := s.place(c)
		if err != nil {
			return nil, err
		}
		out := []Channel{}
		for _, t := range s.channels {
			if t.Thread != nil && t.Thread.Archived && t.Type == kind && *t.ParentID == ch.ID {
				out = append(out, *t)
			}
		}
		slices.SortFunc(out, func(a, b Channel) int { return compareIDs(b.ID, a.ID) })
		return Object{"threads": out, "members": []any{}, "has_more": false}, nil
	}
}

// thread finds the thread of a call.
func (s *Server) thread(c *call) (*Channel, error) {
	ch, err := s.place(c)
	if err != nil {
		return nil, err
	}
	if ch.Thread == nil {
		return nil, notOnThisChannel()
	}
	return ch, nil
}

// memberID is whom a route about thread members names; "@me" has no variable.
func (s *Server) memberID(c *call) string {
	if id := c.vars["user_id"]; id != "" {
		return id
	}
	return s.bot.ID
}

func (s *Server) joinThread(c *call) (any, error) {
	t, err := s.thread(c)
	if err != nil {
		return nil, err
	}
	if t.Thread.Archived {
		return nil, archivedThread()
	}
	id := s.memberID(c)
	if s.members[id] == nil {
		return nil, unknownUser()
	}
	s.threads[t.ID][id] = ThreadMember{ID: t.ID, UserID: id, JoinTimestamp: s.timestamp()}
	s.threadMembers(t)
	return nil, nil
}

func (s *Server) leaveThread(c *call) (any, error) {
	t, err := s.thread(c)
	if err != nil {
		return nil, err
	}
	delete(s.threads[t.ID], s.memberID(c))
	s.threadMembers(t)
	return nil, nil
}

func (s *Server) threadMembers(t *Channel) {
	n := len(s.threads[t.ID])
	t.MemberCount = &n
	d := Object{"id": t.ID, "guild_id": t.GuildID, "member_count": n}
	s.dispatch("THREAD_MEMBERS_UPDATE", t, intentGuilds, 0, d)
}

func (s *Server) getThreadMembers(c *call) (any, error) {
	t, err := s.thread(c)
	if err != nil {
		return nil, err
	}
	out := []ThreadMember{}
	for _, m := range s.threads[t.ID] {
		out = append(out, m)
	}
	return out, nil
}

func (s *Server) getThreadMember(c *call) (any, error) {
	t, err := s.thread(c)
	if err != nil {
		return nil, err
	}
	m, ok := s.threads[t.ID][s.memberID(c)]
	if !ok {
		return nil, unknownMember()
	}
	return m, nil
}
