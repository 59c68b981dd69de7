package fakediscord

// table lists every route that the emulator has.
func table() []route {
	const (
		app      = "/applications/{application_id}"
		commands = app + "/commands"
		local    = app + "/guilds/{guild_id}/commands"
		ch       = "/channels/{channel_id}"
		msg      = ch + "/messages/{message_id}"
		emoji    = msg + "/reactions/{emoji_name}"
		guild    = "/guilds/{guild_id}"
		hook     = "/webhooks/{webhook_id}/{webhook_token}"
	)
	return []route{
		{"GET", "/gateway", authNone, (*Server).getGateway},
		{"GET", "/gateway/bot", authBot, (*Server).getGatewayBot},
		{"GET", "/applications/@me", authBot, (*Server).getApplication},
		{"GET", app, authBot, (*Server).getApplication},
		{"GET", "/oauth2/applications/@me", authBot, (*Server).getApplication}, // the address before /applications/@me
		{"GET", "/users/@me", authBot, (*Server).getSelf},
		{"PATCH", "/users/@me", authBot, (*Server).editSelf},
		{"GET", "/users/@me/guilds", authBot, (*Server).getOwnGuilds},
		{"POST", "/users/@me/channels", authBot, (*Server).openDM},
		{"GET", "/users/{user_id}", authBot, (*Server).getUser},

		{"GET", commands, authBot, (*Server).getCommands},
		{"POST", commands, authBot, (*Server).createCommand},
		{"PUT", commands, authBot, (*Server).setCommands},
		{"GET", commands + "/{command_id}", authBot, (*Server).getCommand},
		{"PATCH", commands + "/{command_id}", authBot, (*Server).editCommand},
		{"DELETE", commands + "/{command_id}", authBot, (*Server).deleteCommand},
		{"GET", local, authBot, (*Server).getCommands},
		{"POST", local, authBot, (*Server).createCommand},
		{"PUT", local, authBot, (*Server).setCommands},
		{"GET", local + "/permissions", authBot, (*Server).getAllRights},
		{"GET", local + "/{command_id}", authBot, (*Server).getCommand},
		{"PATCH", local + "/{command_id}", authBot, (*Server).editCommand},
		{"DELETE", local + "/{command_id}", authBot, (*Server).deleteCommand},
		{"GET", local + "/{command_id}/permissions", authBot, (*Server).getRights},
		{"PUT", local + "/{command_id}/permissions", authBot, (*Server).putRights},

		{"GET", guild, authBot, (*Server).getGuild},
		{"GET", guild + "/preview", authBot, (*Server).getGuildPreview},
		{"GET", guild + "/channels", authBot, (*Server).getChannels},
		{"GET", guild + "/roles", authBot, (*Server).getRoles},
		{"GET", guild + "/roles/{role_id}", authBot, (*Server).getRole},
		{"GET", guild + "/members", authBot, (*Server).getMembers},
		{"GET", guild + "/members/search", authBot, (*Server).searchMembers},
		{"GET", guild + "/members/{user_id}", authBot, (*Server).getMember},
		{"PATCH", guild + "/members/@me", authBot, (*Server).editOwnMember},
		{"GET", guild + "/threads/active", authBot, (*Server).getActiveThreads},
		{"GET", guild + "/emojis", authBot, (*Server).none},
		{"GET", guild + "/stickers", authBot, (*Server).none},

		{"GET", ch, authBot, (*Server).getChannel},
		{"PATCH", ch, authBot, (*Server).editChannel},
		{"DELETE", ch, authBot, (*Server).deleteChannel},
		{"POST", ch + "/typing", authBot, (*Server).typing},
		{"GET", ch + "/messages", authBot, (*Server).getMessages},
		{"POST", ch + "/messages", authBot, (*Server).createMessage},
		{"POST", ch + "/messages/bulk-delete", authBot, (*Server).bulkDelete},
		{"GET", msg, authBot, (*Server).getMessage},
		{"PATCH", msg, authBot, (*Server).editMessage},
		{"DELETE", msg, authBot, (*Server).deleteMessage},
		{"GET", ch + "/messages/pins", authBot, (*Server).getPins},
		{"PUT", ch + "/messages/pins/{message_id}", authBot, (*Server).pin},
		{"DELETE", ch + "/messages/pins/{message_id}", authBot, (*Server).unpin},
		{"GET", ch + "/pins", authBot, (*Server).getOldPins},
		{"PUT", ch + "/pins/{message_id}", authBot, (*Server).pin},
		{"DELETE", ch + "/pins/{message_id}", authBot, (*Server).unpin},

		{"DELETE", msg + "/reactions", authBot, (*Server).clearReactions},
		{"GET", emoji, authBot, (*Server).getReactions},
		{"DELETE", emoji, authBot, (*Server).clearReactions},
		{"PUT", emoji + "/@me", authBot, (*Server).putReaction},
		{"DELETE", emoji + "/@me", authBot, (*Server).deleteReaction},
		{"DELETE", emoji + "/{user_id}", authBot, (*Server).deleteReaction},

		{"POST", msg + "/threads", authBot, (*Server).threadFromMessage},
		{"POST", ch + "/threads", authBot, (*Server).threadAlone},
		{"GET", ch + "/threads/archived/public", authBot, archivedThreads(channelPublicThread)},
		{"GET", ch + "/threads/archived/private", authBot, archivedThreads(channelPrivateThread)},
		{"GET", ch + "/thread-members", authBot, (*Server).getThreadMembers},
		{"PUT", ch + "/thread-members/@me", authBot, (*Server).joinThread},
		{"DELETE", ch + "/thread-members/@me", authBot, (*Server).leaveThread},
		{"GET", ch + "/thread-members/{user_id}", authBot, (*Server).getThreadMember},
		{"PUT", ch + "/thread-members/{user_id}", authBot, (*Server).joinThread},
		{"DELETE", ch + "/thread-members/{user_id}", authBot, (*Server).leaveThread},

		{"POST", "/interactions/{interaction_id}/{interaction_token}/callback", authNone, (*Server).callback},
		{"POST", hook, authNone, (*Server).followUp},
		{"GET", hook + "/messages/@original", authNone, (*Server).getHookMessage},
		{"PATCH", hook + "/messages/@original", authNone, (*Server).editHookMessage},
		{"DELETE", hook + "/messages/@original", authNone, (*Server).deleteHookMessage},
		{"GET", hook + "/messages/{message_id}", authNone, (*Server).getHookMessage},
		{"PATCH", hook + "/messages/{message_id}", authNone, (*Server).editHookMessage},
		{"DELETE", hook + "/messages/{message_id}", authNone, (*Server).deleteHookMessage},
	}
}
