package fakediscord

// getGateway says where the gateway is, to everybody.
func (s *Server) getGateway(*call) (any, error) { return Object{"url": s.gatewayURL()}, nil }

func (s *Server) getGatewayBot(*call) (any, error) {
	return Object{"url": s.gatewayURL(), "shards": 1, "session_start_limit": Object{
		"total": 1000, "remaining": 1000, "reset_after": 86400000, "max_concurrency": 1}}, nil
}

func (s *Server) getApplication(c *call) (any, error) {
	if id, ok := c.vars["application_id"]; ok && id != s.bot.ID {
		return nil, refuse(404, 10002, "Unknown Application")
	}
	return s.application(), nil
}

func (s *Server) getSelf(*call) (any, error) {
	return with(plain(s.bot), Object{"mfa_enabled": true, "locale": "en-US", "premium_type": 0, "verified": true, "email": nil,
		"bio": ""}), nil
}

// editSelf lets the bot change its name.
func (s *Server) editSelf(c *call) (any, error) {
	if err := s.valid(c); err != nil {
		return nil, err
	}
	if name := text(c.in, "username"); name != "" {
		s.bot.Username = name
		s.dispatch("USER_UPDATE", nil, 0, 0, *s.bot)
		s.stateChanged()
	}
	return s.getSelf(c)
}

func (s *Server) getUser(c *call) (any, error) {
	if u := s.users[c.vars["user_id"]]; u != nil {
		return u, nil
	}
	return nil, unknownUser()
}

func (s *Server) getOwnGuilds(*call) (any, error) {
	if s.away != nil {
		return []any{}, nil
	}
	return []any{Object{"id": s.guild.id, "name": s.guild.name, "icon": nil, "banner": nil, "owner": false, "features": []any{},
		"permissions": decimalBits(s.permissions(s.bot.ID, nil))}}, nil
}

// openDM gives the direct messages with a user.
func (s *Server) openDM(c *call) (any, error) {
	if err := s.valid(c); err != nil {
		return nil, err
	}
	id := idOf(c.in, "recipient_id")
	if id == "" {
		return nil, invalidForm([]Problem{required("recipient_id")})
	}
	u := s.users[id]
	if u == nil || u.Bot {
		return nil, refuse(400, 50033, "Invalid Recipient(s)")
	}
	return s.dmWith(id), nil
}
