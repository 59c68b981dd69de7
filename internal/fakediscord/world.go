package fakediscord

import (
	"cmp"
	"strconv"
	"time"
)

// seed fills the world: the application and its bot, the server with its roles and channels, the people.
func (s *Server) seed() {
	s.bot = s.addUser(s.options.Bot, true)
	s.token = botToken(s.bot.ID)
	for _, name := range s.options.Denied {
		s.denied |= permissionNames()[name]
	}
	s.guild = guild{id: s.nextID(), name: s.options.Guild, owner: s.addUser("Server owner", false).ID}
	s.addRole(s.guild.id, "@everyone", permsEveryone, nil)
	moderator := s.addRole(s.nextID(), "Moderator", permsModerator, nil)
	member := s.addRole(s.nextID(), "Member", 0, nil)
	own := s.addRole(s.nextID(), s.options.Bot, permsBot, Object{"bot_id": s.bot.ID})
	s.join(s.users[s.guild.owner])
	s.join(s.bot, own.ID)
	for _, p := range s.options.People {
		u := s.addUser(p.Name, false)
		role := member.ID
		if p.Role == RoleModerator {
			role = moderator.ID
		}
		s.join(u, role)
		s.people = append(s.people, Resident{ID: u.ID, Name: p.Name, Role: p.Role, locale: cmp.Or(p.Locale, "en-US"), installed: p.Installed})
	}
	for i, place := range s.options.Channels {
		s.addPlace(i, place, moderator.ID, own.ID)
	}
	for _, p := range s.people {
		s.dmWith(p.ID)
	}
}

func (s *Server) addUser(name string, bot bool) *User {
	u := &User{ID: s.nextID(), Username: name, Discriminator: "0", Bot: bot}
	if bot {
		u.Discriminator, u.PublicFlags, u.Flags = "0001", 1<<16, 1<<16
	} else {
		shown := name
		u.GlobalName = &shown
		u.Username = handle(name)
	}
	s.users[u.ID] = u
	return u
}

// handle is the lower-case user name that goes with a display name.
func handle(name string) string {
	out := []rune{}
	for _, r := range name {
		switch {
		case r >= 'A' && r <= 'Z':
			out = append(out, r+'a'-'A')
		case r == ' ':
			out = append(out, '.')
		default:
			out = append(out, r)
		}
	}
	return string(out)
}

func (s *Server) addRole(id, name string, perms int64, tags Object) *Role {
	r := &Role{ID: id, Name: name, Permissions: decimalBits(perms), Position: len(s.guild.roles), Tags: tags, Managed: tags != nil,
		Colors: Object{"primary_color": 0, "secondary_color": nil, "tertiary_color": nil}}
	s.guild.roles = append(s.guild.roles, r)
	return r
}

func (s *Server) join(u *User, roles ...string) {
	// They joined a day before the world began, so that nobody counts as new.
	joined := stamp(s.clock.Now().Add(-24 * time.Hour))
	s.members[u.ID] = &Member{User: u, Roles: append([]string{}, roles...), JoinedAt: joined}
}

func (s *Server) addPlace(position int, p Place, moderator, own string) {
	name, ch := p.Name, &Channel{ID: s.nextID(), Type: channelText, GuildID: s.guild.id, Position: position}
	ch.Name = &name
	if p.Topic != "" {
		topic := p.Topic
		ch.Topic = &topic
	}
	if p.Moderators {
		view := decimalBits(permViewChannel)
		ch.Overwrites = []Overwrite{
			{ID: s.guild.id, Deny: view, Allow: "0"},
			{ID: moderator, Allow: view, Deny: "0"}, {ID: own, Allow: view, Deny: "0"},
		}
	}
	s.channels[ch.ID] = ch
	s.order = append(s.order, ch.ID)
}

// dmWith gives the direct messages between the bot and a user, opening them if need be.
func (s *Server) dmWith(userID string) *Channel {
	for _, ch := range s.channels {
		if ch.Type == channelDM && ch.Recipients[0].ID == userID {
			return ch
		}
	}
	ch := &Channel{ID: s.nextID(), Type: channelDM, Recipients: []User{*s.users[userID]}}
	s.channels[ch.ID] = ch
	return ch
}

// role finds a role by id.
func (s *Server) role(id string) *Role {
	for _, r := range s.guild.roles {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// resident finds a person by id, name or role.
func (s *Server) resident(who string) (Resident, bool) {
	for _, same := range []func(Resident) bool{
		func(p Resident) bool { return p.ID == who },
		func(p Resident) bool { return handle(p.Name) == handle(who) },
		func(p Resident) bool { return p.Role == who },
	} {
		for _, p := range s.people {
			if same(p) {
				return p, true
			}
		}
	}
	return Resident{}, false
}

// guildJSON is Discord's guild object.
func (s *Server) guildJSON() Object {
	return Object{
		"id": s.guild.id, "name": s.guild.name, "icon": nil, "splash": nil, "discovery_splash": nil, "description": nil,
		"owner_id": s.guild.owner, "region": "us-west", "afk_channel_id": nil, "afk_timeout": 300,
		"verification_level": 1, "default_message_notifications": 1, "explicit_content_filter": 0,
		"roles": s.guild.roles, "emojis": []any{}, "stickers": []any{}, "features": []any{}, "mfa_level": 0,
		"application_id": nil, "system_channel_id": nil, "system_channel_flags": 0, "rules_channel_id": nil,
		"public_updates_channel_id": nil, "safety_alerts_channel_id": nil, "max_members": 500000, "max_presences": nil,
		"max_video_channel_users": 25, "max_stage_video_channel_users": 50, "vanity_url_code": nil, "banner": nil,
		"premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": "en-US", "nsfw": false, "nsfw_level": 0,
		"premium_progress_bar_enabled": false, "hub_type": nil, "widget_enabled": false, "widget_channel_id": nil,
		"home_header": nil, "incidents_data": nil, "latest_onboarding_question_id": nil, "inventory_settings": nil,
	}
}

// guildCreate is the guild as GUILD_CREATE brings it after READY, with its channels, members and threads.
func (s *Server) guildCreate(intents int) Object {
	g := s.guildJSON()
	channels := []any{}
	for _, id := range s.order {
		if ch := s.channels[id]; s.may(s.bot.ID, ch, permViewChannel) {
			channels = append(channels, *ch)
		}
	}
	members := []any{}
	for _, m := range s.memberList() {
		if m.User.ID == s.bot.ID || intents&IntentGuildMembers != 0 {
			members = append(members, m)
		}
	}
	return with(g, Object{
		"joined_at": s.members[s.bot.ID].JoinedAt, "large": false, "unavailable": false, "member_count": len(s.members),
		"voice_states": []any{}, "members": members, "channels": channels, "threads": s.activeThreads(), "presences": []any{},
		"stage_instances": []any{}, "guild_scheduled_events": []any{}, "soundboard_sounds": []any{},
	})
}

// application is Discord's application object, which is also the bot's.
func (s *Server) application() Object {
	flags := 1 << 23 // the badge of an application with commands
	for intent, flag := range map[int]int{IntentGuildPresences: 1 << 13, IntentGuildMembers: 1 << 15, IntentMessageContent: 1 << 19} {
		if *s.options.Intents&intent != 0 {
			flags |= flag
		}
	}
	owner := s.users[s.guild.owner]
	return Object{
		"id": s.bot.ID, "name": s.bot.Username, "icon": nil, "description": "", "type": nil, "bot": s.bot, "summary": "",
		"bot_public": true, "bot_require_code_grant": false, "is_monetized": false, "is_verified": false, "hook": true,
		"flags": flags, "owner": owner, "team": nil, "verify_key": s.publicKey, "approximate_guild_count": 1,
		"approximate_user_install_count": 0, "redirect_uris": []any{}, "interactions_endpoint_url": nil,
		"role_connections_verification_url": nil, "event_webhooks_url": nil, "event_webhooks_status": 1,
		"integration_types_config": Object{"0": Object{}, "1": Object{}}, "storefront_available": false,
		"integration_public": true, "integration_require_code_grant": false, "tags": []any{}, "guild_id": s.guild.id, "flags_new": strconv.Itoa(flags), "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "eligible_oauth2_scopes": []any{},
	}
}
