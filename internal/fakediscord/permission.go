package fakediscord

import (
	"slices"
	"strconv"
)

// Permission bits that the emulator gives a meaning to.
const (
	permKick                  = 1 << 1
	permAdministrator         = 1 << 3
	permManageChannels        = 1 << 4
	permManageGuild           = 1 << 5
	permAddReactions          = 1 << 6
	permViewChannel           = 1 << 10
	permSendMessages          = 1 << 11
	permManageMessages        = 1 << 13
	permEmbedLinks            = 1 << 14
	permAttachFiles           = 1 << 15
	permReadHistory           = 1 << 16
	permMentionEveryone       = 1 << 17
	permExternalEmojis        = 1 << 18
	permChangeNickname        = 1 << 26
	permManageNicknames       = 1 << 27
	permUseCommands           = 1 << 31
	permManageThreads         = 1 << 34
	permPublicThreads         = 1 << 35
	permPrivateThreads        = 1 << 36
	permSendInThreads         = 1 << 38
	permModerateMembers       = 1 << 40
	permUseExternalApps       = 1 << 50
	permPinMessages           = 1 << 51
	permEverything      int64 = 1<<52 - 1

	permsEveryone = permAddReactions | permViewChannel | permSendMessages | permEmbedLinks | permAttachFiles |
		permReadHistory | permMentionEveryone | permExternalEmojis | permChangeNickname | permUseCommands |
		permPublicThreads | permPrivateThreads | permSendInThreads | permUseExternalApps
	permsModerator = permManageGuild | permManageMessages | permManageThreads | permKick | permModerateMembers |
		permManageNicknames | permPinMessages
	permsBot = permViewChannel | permSendMessages | permEmbedLinks | permAttachFiles | permReadHistory |
		permAddReactions | permManageMessages | permManageThreads | permSendInThreads | permPublicThreads | permPinMessages
	// permsDM is what both sides of a direct message may do there.
	permsDM = permViewChannel | permSendMessages | permEmbedLinks | permAttachFiles | permReadHistory | permAddReactions
)

// permissionNames maps Discord's names to bits, for Options.Denied.
func permissionNames() map[string]int64 {
	return map[string]int64{
		"ADD_REACTIONS": permAddReactions, "VIEW_CHANNEL": permViewChannel, "SEND_MESSAGES": permSendMessages,
		"MANAGE_MESSAGES": permManageMessages, "EMBED_LINKS": permEmbedLinks, "ATTACH_FILES": permAttachFiles,
		"READ_MESSAGE_HISTORY": permReadHistory, "MENTION_EVERYONE": permMentionEveryone,
		"MANAGE_THREADS": permManageThreads, "CREATE_PUBLIC_THREADS": permPublicThreads,
		"CREATE_PRIVATE_THREADS": permPrivateThreads, "SEND_MESSAGES_IN_THREADS": permSendInThreads,
		"PIN_MESSAGES": permPinMessages,
	}
}

// permissions are what user may do in channel, after roles and overwrites; none where they are not members.
func (s *Server) permissions(userID string, ch *Channel) int64 {
	if ch != nil && ch.Type == channelDM {
		if slices.ContainsFunc(ch.Recipients, func(u User) bool { return u.ID == userID }) || userID == s.bot.ID {
			return permsDM
		}
		return 0
	}
	m := s.members[userID]
	if m == nil {
		return 0
	}
	if userID == s.guild.owner {
		return permEverything
	}
	var all int64
	for _, r := range s.guild.roles {
		if r.ID == s.guild.id || slices.Contains(m.Roles, r.ID) {
			all |= bits(r.Permissions)
		}
	}
	if all&permAdministrator != 0 {
		return permEverything
	}
	if userID == s.bot.ID {
		all &^= s.denied
	}
	if ch == nil {
		return all
	}
	all = s.overwritten(all, m, ch)
	if userID == s.bot.ID {
		all &^= s.denied
	}
	if all&permViewChannel == 0 {
		return 0
	}
	return all
}

// overwritten applies the channel's overwrites in Discord's order: everyone, roles, member.
func (s *Server) overwritten(all int64, m *Member, ch *Channel) int64 {
	if ch.ParentID != nil && ch.Thread != nil {
		if parent := s.channels[*ch.ParentID]; parent != nil {
			ch = parent
		}
	}
	var allow, deny int64
	for _, o := range ch.Overwrites {
		if o.ID == s.guild.id {
			all = all&^bits(o.Deny) | bits(o.Allow)
		} else if slices.Contains(m.Roles, o.ID) {
			allow, deny = allow|bits(o.Allow), deny|bits(o.Deny)
		}
	}
	all = all&^deny | allow
	for _, o := range ch.Overwrites {
		if o.Type == 1 && o.ID == m.User.ID {
			all = all&^bits(o.Deny) | bits(o.Allow)
		}
	}
	return all
}

// may tells whether user has every one of the wanted permissions in ch.
func (s *Server) may(userID string, ch *Channel, wanted int64) bool {
	return s.permissions(userID, ch)&wanted == wanted
}

// sendRight is the permission to write in ch, which in threads is one of its own.
func sendRight(ch *Channel) int64 {
	if ch.Thread != nil {
		return permSendInThreads
	}
	return permSendMessages
}

func bits(decimal string) int64 {
	n, _ := strconv.ParseInt(decimal, 10, 64)
	return n
}

func decimalBits(n int64) string { return strconv.FormatInt(n, 10) }
