package fakediscord

// hook finds the interaction that a webhook token belongs to, while the token lives and after the first response.
func (s *Server) hook(c *call) (*interaction, error) {
	it := s.byToken[c.vars["webhook_token"]]
	if it == nil || s.clock.Now().Sub(it.made) >= TokenLife {
		return nil, expiredToken()
	}
	if c.vars["webhook_id"] != s.bot.ID || it.answered == 0 || it.kind == talkAutocomplete {
		return nil, unknownWebhook()
	}
	return it, nil
}

// hookMessage finds the message of a webhook route: the original, or one that the interaction brought about.
func (s *Server) hookMessage(c *call) (*interaction, *stored, error) {
	it, err := s.hook(c)
	if err != nil {
		return nil, nil, err
	}
	id := c.vars["message_id"]
	if id == "" {
		if it.original == nil {
			return nil, nil, unknownMessage()
		}
		id = it.original.ID
	}
	m := s.findAny(it.channel.ID, id)
	if m == nil || m.talk != it && m != it.original {
		return nil, nil, unknownMessage()
	}
	return it, m, nil
}

// followUp posts a further message; the first one after a deferral fills in the message that was deferred.
func (s *Server) followUp(c *call) (any, error) {
	it, err := s.hook(c)
	if err != nil {
		return nil, err
	}
	if o := it.original; o != nil && o.talk == it && o.Flags&flagLoading != 0 && s.findAny(o.ChannelID, o.ID) != nil {
		d, err := s.draftOf(c, c.in, "", o, it)
		if err != nil {
			return nil, err
		}
		return s.edited(c, o, d)
	}
	d, err := s.draftOf(c, c.in, "", nil, it)
	if err != nil {
		return nil, err
	}
	m, err := s.compose(c, d, it.channel, author{s.bot.ID, it})
	if err != nil {
		return nil, err
	}
	if it.original != nil && it.original.onlyFor == "" && s.find(it.channel.ID, it.original.ID) != nil {
		m.Type = messageReply
		m.MessageReference = referenceTo(it.original, it.channel)
	}
	s.postFor(it, m)
	return s.view(m, s.bot.ID), nil
}

func (s *Server) edited(c *call, m *stored, d draft) (any, error) {
	if err := s.edit(c, m, d); err != nil {
		return nil, err
	}
	return s.view(m, s.bot.ID), nil
}

func (s *Server) getHookMessage(c *call) (any, error) {
	_, m, err := s.hookMessage(c)
	if err != nil {
		return nil, err
	}
	return s.view(m, s.bot.ID), nil
}

func (s *Server) editHookMessage(c *call) (any, error) {
	it, m, err := s.hookMessage(c)
	if err != nil {
		return nil, err
	}
	d, err := s.draftOf(c, c.in, "", m, it)
	if err != nil {
		return nil, err
	}
	return s.edited(c, m, d)
}

func (s *Server) deleteHookMessage(c *call) (any, error) {
	_, m, err := s.hookMessage(c)
	if err != nil {
		return nil, err
	}
	s.remove(m)
	return nil, nil
}
