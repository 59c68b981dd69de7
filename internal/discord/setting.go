package discord

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"autofacts/internal/bot"
	"autofacts/internal/kb"
)

// channelMode sets when the bot speaks in a channel.
func (c *Client) channelMode(ctx context.Context, in *interaction) reply {
	mode, channel := kb.Mode(in.text("mode")), kb.ChannelID(cmp.Or(in.text("channel"), in.ChannelID))
	if no, ok := c.may(ctx, in, bot.CmdChannel); !ok {
		return no
	}
	if (mode == kb.ModeAsk || mode == kb.ModeAmbient) && !c.o.MessageContent {
		return said("I do not see what is written here unless it is addressed to me. For this mode the operator has to switch on **Message Content Intent** under Bot in Discord's developer portal, set DISCORD_MESSAGE_CONTENT=true and start me again. Nothing was changed.")
	}
	value := string(mode)
	if mode == modeInherit {
		value = ""
	}
	if _, err := c.bot.Set(ctx, in.caller(), kb.Setting{Key: kb.ModeKey(channel), Value: value}); err != nil {
		return c.failed(in, err)
	}
	if mode == modeInherit {
		at := in.caller()
		at.Channel = channel
		at.Parent = c.parentOf(ctx, at)
		return said(channelName(channel) + " has no mode of its own. " + modeSays(c.bot.Mode(ctx, at)))
	}
	return said(channelName(channel) + ": " + modeSays(mode))
}

// modeInherit is what takes a channel's own mode away.
const modeInherit kb.Mode = "inherit"

// modeSays says what a mode means.
func modeSays(m kb.Mode) markdown {
	switch m {
	case kb.ModeOff:
		return bold("off") + ". I answer commands only."
	case kb.ModeAsk:
		return bold("ask") + ". Each question gets an answer or one short refusal."
	case kb.ModeAmbient:
		return bold("ambient") + ". I answer only when I am sure, and one fact at most once an hour. A button under it quietens me."
	}
	return bold("mention") + ". I answer when I am addressed."
}

// channelName shows as the channel's name; it calls nobody.
func channelName(c kb.ChannelID) markdown { return "<#" + digits(string(c)) + ">" }

// settings shows what is set, or sets what was given.
func (c *Client) settings(ctx context.Context, in *interaction) reply {
	if set := in.newSettings(); len(set) > 0 {
		s, err := c.bot.Set(ctx, in.caller(), set...)
		if err != nil {
			return c.failed(in, err)
		}
		return c.settingsOf(ctx, in, s, "Set.")
	}
	s, err := c.bot.Settings(ctx, in.caller())
	if err != nil {
		return c.failed(in, err)
	}
	return c.settingsOf(ctx, in, s, "")
}

// newSettings are those that options were given for.
func (in *interaction) newSettings() []kb.Setting {
	var out []kb.Setting
	put := func(key, value string) {
		if value != "" {
			out = append(out, kb.Setting{Key: key, Value: value})
		}
	}
	put(kb.KeyModRole, in.text("role"))
	put(kb.KeyModChannel, in.text("moderators"))
	put(kb.KeyApprovals, in.text("approvals"))
	put(kb.KeyRetention, in.text("retention"))
	if v := in.text("suggestions"); v != "" {
		put(kb.KeySuggestions, map[bool]string{true: "on", false: "off"}[in.flag("suggestions")])
	}
	if key := in.text("reset"); key != "" {
		out = append(out, kb.Setting{Key: key})
	}
	return out
}

func (c *Client) settingsOf(ctx context.Context, in *interaction, s kb.Settings, done string) reply {
	role := markdown("not set: whoever may manage the server moderates")
	if s.ModRole != "" {
		role = "<@&" + digits(string(s.ModRole)) + ">"
	}
	channel := markdown("not set")
	if s.ModChannel != "" {
		channel = channelName(s.ModChannel)
	}
	suggestions := markdown("on")
	if !s.Suggestions {
		suggestions = "off"
	}
	parts := []markdown{bold(plain(done)), "Moderator role: " + role, "Moderators' channel: " + channel,
		"Approvals by others: " + plain(strconv.Itoa(s.Approvals)), "Suggestions by members: " + suggestions,
		"Unanswered questions are kept for " + plain(counted(int(s.Retention/(24*time.Hour)), "day", "days")) + "."}
	for _, ch := range slices.Sorted(maps.Keys(s.Channels)) {
		parts = append(parts, channelName(ch)+": "+modeSays(s.Channels[ch]))
	}
	return said(lines(append(parts, c.stepLines(ctx, in))...))
}

// stepLines lead who moderates for the first time: what to do next.
func (c *Client) stepLines(ctx context.Context, in *interaction) markdown {
	steps, err := c.bot.Steps(ctx, in.caller())
	if err != nil || len(steps) == 0 {
		return ""
	}
	parts := []markdown{bold("Next")}
	for _, s := range steps {
		line := "• " + plain(fullSentence(s.Text))
		if s.Command != "" {
			line += " " + bold("/"+plain(s.Command))
		}
		parts = append(parts, line)
	}
	return lines(parts...)
}
