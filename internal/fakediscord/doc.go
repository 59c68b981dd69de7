// Package fakediscord is Discord on loopback: the REST interface, the gateway and the people of one small server, for
// conversation tests, for the sandbox, and for bots written with any other library. It refuses what Discord refuses,
// with Discord's status and error codes, so that a bot that works here has met the rules.
//
// # In a test
//
//	clock := fakediscord.NewManualClock(time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC))
//	fake, err := fakediscord.New(fakediscord.Options{Clock: clock, Limits: fakediscord.LimitsOff})
//	err = fake.Start("127.0.0.1:0")              // or serve fake.Handler(), with Options.BaseURL set
//	defer fake.Close()
//	info := fake.Info()                          // api, gateway, token, ids; connect the bot with these
//	ask, err := fake.Channel("ask")
//	out, err := fake.Command(ctx, "Mia", fakediscord.Command{ChannelID: ask, Name: "ask", Options: map[string]any{"question": "..."}})
//	out, err = fake.Click(ctx, "Mia", fakediscord.Press{ChannelID: ask, MessageID: out.Response.Message.ID, CustomID: "..."})
//
// Person methods take a person's id, name ("Mia") or role ("moderator"), and have an ActError for what Discord's client
// would not let that person do: Send, Edit, Delete, React, Command, Autocomplete, Menu, Click, Select, Submit (a modal),
// Messages, Message, Await, State, Watch, DM, Channel. Those that start an interaction return once the bot has
// responded, or after three seconds of Options.Clock. Fault makes the gateway or REST misbehave. Lacking counts requests
// for routes that Discord has and the emulator does not.
//
// Time is Options.Clock everywhere: a test with a ManualClock meets or misses the 3-second and the 15-minute rule
// without waiting. Rate limits count by it too; where it stands still, use LimitsOff.
//
// # Over HTTP
//
// The same, for scripts and pages. ACT is the address "act" of Info; a person is an id, a name or a role; the
// answer to what cannot be done is 4xx with {"error": "..."}, to a bot that stays silent 504 with the same.
//
//	curl $ACT/Mia/state                          # guild, me, people, channels, commands, bot
//	curl -N $ACT/Mia/events                      # server-sent events: data: {"type": "message_create", "data": {...}}
//	curl $ACT/Mia/send -d '{"channel_id": "1", "content": "hello", "reply_to": "2"}'
//	curl $ACT/Mia/edit -d '{"channel_id": "1", "message_id": "3", "content": "hello!"}'
//	curl $ACT/Mia/delete -d '{"channel_id": "1", "message_id": "3"}'
//	curl $ACT/Mia/react -d '{"channel_id": "1", "message_id": "3", "emoji": "👍"}'
//	curl $ACT/Otto/command -d '{"channel_id": "1", "name": "mod fact add", "options": {"statement": "..."}}'
//	curl $ACT/Mia/autocomplete -d '{"channel_id": "1", "name": "ask", "options": {"question": "ho"}, "focused": "question"}'
//	curl $ACT/Mia/menu -d '{"channel_id": "1", "name": "Answer this", "message_id": "3"}'
//	curl $ACT/Mia/click -d '{"channel_id": "1", "message_id": "4", "custom_id": "sources"}'
//	curl $ACT/Mia/select -d '{"channel_id": "1", "message_id": "4", "custom_id": "topic", "values": ["exports"]}'
//	curl $ACT/Mia/modal -d '{"interaction_id": "5", "values": {"question": "..."}}'
//	curl "$ACT/Mia/channels/1/messages?after=3&wait_ms=2000"
//	curl $ACT/fault -d '{"kind": "op9", "resumable": false}'
//
// send, edit, delete and react answer with Discord's message object. A second react with the same emoji takes it away.
// command, menu, click, select and modal answer {"interaction_id", "response": {"type", "message", "modal"}}: type is
// the bot's callback type (4 message, 5 deferred, 6 deferred update, 7 update, 9 modal), message is as the person sees
// it, ephemeral or not; autocomplete answers {"choices"}. All five take "locale", and send takes "ping": false for a
// reply that pings nobody, and "files": [{"name", "data" in base64}]. messages answers with a list, oldest first; with
// wait_ms it waits for the first message. Events are message_create, message_update, message_delete, reaction (the
// message anew), typing, interaction (the first response to one's own) and state; each person is told only what they
// see. Fault lists the faults.
//
// Only loopback is served: the Host header must name it, and a browser's page must have the emulator's own origin; Mount
// serves a page from there.
//
// # What is Discord's and what is not
//
// Bodies are judged by package spec, Discord's specification with an overlay of its documentation; what depends on the
// state of the server is judged here. A route that Discord has and the emulator lacks answers 501 with its name.
//
// discord.js passes all 193 checks of the outside exercise, so none needs an excuse; discordgo logs in and answers,
// disgo, discord.py and oceanic.js resume besides. Eris cannot be tried: it speaks TLS only. Known differences from
// Discord: identifying is not limited to once in five seconds; a bot that sends no heartbeats is not cut off; the
// gateway speaks JSON (plain, zlib-stream, zstd-stream), not ETF; links get no previews; there is one server, without
// voice, polls, stickers, emojis of its own, invites, auto moderation or channel webhooks; commands have no permission
// overrides; a person's own client features, such as drafts, do not exist.
package fakediscord
