package fakediscord

import (
	"regexp"
	"slices"
)

var (
	userMention = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention = regexp.MustCompile(`<@&(\d+)>`)
	allMention  = regexp.MustCompile(`@(everyone|here)\b`)
	codeSpan    = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

// pings is who a message reaches.
type pings struct {
	users    []User
	roles    []string
	everyone bool
}

// allowance of mentions: what a message may ping. Left out, a message pings all that its text names, and an
// interaction's answer only users.
type mentionRule struct {
	parse        []string
	users, roles []string
	replied      bool
}

func mentionsAllowed(in Object, hasRule, fromInteraction bool) mentionRule {
	if !hasRule {
		if fromInteraction {
			return mentionRule{parse: []string{"users"}, replied: true}
		}
		return mentionRule{parse: []string{"users", "roles", "everyone"}, replied: true}
	}
	return mentionRule{parse: texts(in, "parse"), users: texts(in, "users"), roles: texts(in, "roles"), replied: truth(in, "replied_user")}
}

// mentioned finds whom a text pings, once rule and the author's rights are applied. replied is the author of the
// message that is answered, or empty.
func (s *Server) mentioned(content string, rule mentionRule, author string, ch *Channel, replied string) pings {
	content = codeSpan.ReplaceAllString(content, " ")
	p := pings{users: []User{}, roles: []string{}}
	add := func(id string) {
		u := s.users[id]
		if u != nil && !slices.ContainsFunc(p.users, func(x User) bool { return x.ID == id }) {
			p.users = append(p.users, *u)
		}
	}
	if replied != "" && rule.replied {
		add(replied)
	}
	for _, m := range userMention.FindAllStringSubmatch(content, -1) {
		if slices.Contains(rule.parse, "users") || slices.Contains(rule.users, m[1]) {
			add(m[1])
		}
	}
	everyone := ch.Type != channelDM && s.may(author, ch, permMentionEveryone)
	for _, m := range roleMention.FindAllStringSubmatch(content, -1) {
		r := s.role(m[1])
		allowed := slices.Contains(rule.parse, "roles") || slices.Contains(rule.roles, m[1])
		if r != nil && r.ID != s.guild.id && allowed && (r.Mentionable || everyone) && !slices.Contains(p.roles, r.ID) {
			p.roles = append(p.roles, r.ID)
		}
	}
	p.everyone = everyone && allMention.MatchString(content) && slices.Contains(rule.parse, "everyone")
	return p
}
