package fakediscord

import "slices"

// Expel removes the bot from the server, as whoever may kick members can.
func (s *Server) Expel(person string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.who(person)
	if err != nil {
		return err
	}
	if !s.may(p.ID, nil, permKick) {
		return cannot(403, "%s may not kick members", p.Name)
	}
	if s.away != nil {
		return cannot(400, "the bot is not in the server")
	}
	s.away = s.members[s.bot.ID]
	delete(s.members, s.bot.ID)
	s.dispatch("GUILD_DELETE", nil, intentGuilds, 0, Object{"id": s.guild.id}) // without "unavailable": it was removed
	s.stateChanged()
	return nil
}

// Invite brings the bot back, as whoever manages the server can.
func (s *Server) Invite(person string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.who(person)
	if err != nil {
		return err
	}
	if !s.may(p.ID, nil, permManageGuild) {
		return cannot(403, "%s may not add bots", p.Name)
	}
	if s.away == nil {
		return cannot(400, "the bot is in the server already")
	}
	s.members[s.bot.ID], s.away = s.away, nil
	s.dispatchEach("GUILD_CREATE", nil, intentGuilds, 0, func(ss *session) any { return s.guildCreate(ss.intents) })
	s.stateChanged()
	return nil
}

// strangerTo tells whether the bot has no server in common with a user who has
// not installed it either, so that Discord lets it write nothing to them.
func (s *Server) strangerTo(userID string) bool {
	if s.away == nil && s.members[userID] != nil {
		return false
	}
	return !slices.ContainsFunc(s.people, func(p Resident) bool { return p.ID == userID && p.installed })
}
