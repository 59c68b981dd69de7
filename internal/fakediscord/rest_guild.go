package fakediscord

import (
	"slices"
	"strings"
)

// home makes sure that a route is about the one server.
func (s *Server) home(c *call) error {
	if c.vars["guild_id"] != s.guild.id || s.away != nil {
		return unknownGuild()
	}
	return nil
}

func (s *Server) getGuild(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	g := s.guildJSON()
	if c.r.URL.Query().Get("with_counts") == "true" {
		g["approximate_member_count"], g["approximate_presence_count"] = len(s.members), len(s.members)
	}
	return g, nil
}

func (s *Server) getGuildPreview(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	return Object{"id": s.guild.id, "name": s.guild.name, "icon": nil, "splash": nil, "discovery_splash": nil, "emojis": []any{},
		"features": []any{}, "approximate_member_count": len(s.members), "approximate_presence_count": len(s.members),
		"description": nil, "home_header": nil, "stickers": []any{}}, nil
}

func (s *Server) getChannels(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	out := []Channel{}
	for _, id := range s.order {
		out = append(out, *s.channels[id])
	}
	return out, nil
}

func (s *Server) getRoles(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	return s.guild.roles, nil
}

func (s *Server) getRole(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	if r := s.role(c.vars["role_id"]); r != nil {
		return r, nil
	}
	return nil, unknownRole()
}

// none answers for the things that the server has none of: emojis, stickers, webhooks, invites.
func (s *Server) none(c *call) (any, error) { return []any{}, s.home(c) }

// memberList gives all members, in the order of their ids.
func (s *Server) memberList() []Member {
	var out []Member
	for _, m := range s.members {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b Member) int { return compareIDs(a.User.ID, b.User.ID) })
	return out
}

func (s *Server) getMember(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	m := s.members[c.vars["user_id"]]
	if m == nil {
		return nil, unknownMember()
	}
	return m, nil
}

func (s *Server) getMembers(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	if *s.options.Intents&IntentGuildMembers == 0 {
		return nil, missingAccess()
	}
	limit, err := c.query("limit", 1, 1, 1000)
	if err != nil {
		return nil, err
	}
	after, out := c.r.URL.Query().Get("after"), []Member{}
	for _, m := range s.memberList() {
		if len(out) < limit && (after == "" || older(after, m.User.ID)) {
			out = append(out, m)
		}
	}
	return out, nil
}

func (s *Server) searchMembers(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	limit, err := c.query("limit", 1, 1, 1000)
	if err != nil {
		return nil, err
	}
	query, out := strings.ToLower(c.r.URL.Query().Get("query")), []Member{}
	if query == "" {
		return nil, invalidForm([]Problem{required("query")})
	}
	for _, m := range s.memberList() {
		if len(out) < limit && strings.HasPrefix(strings.ToLower(m.User.Username), query) {
			out = append(out, m)
		}
	}
	return out, nil
}

// editOwnMember lets the bot change its nickname.
func (s *Server) editOwnMember(c *call) (any, error) {
	if err := s.home(c); err != nil {
		return nil, err
	}
	if err := s.valid(c); err != nil {
		return nil, err
	}
	m := s.members[s.bot.ID]
	if _, ok := c.in["nick"]; ok {
		m.Nick = nil
		if nick := text(c.in, "nick"); nick != "" {
			m.Nick = &nick
		}
	}
	d := with(plain(*m), Object{"guild_id": s.guild.id})
	s.dispatch("GUILD_MEMBER_UPDATE", nil, IntentGuildMembers, 0, d)
	s.stateChanged()
	return m, nil
}
