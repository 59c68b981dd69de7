package bot

import (
	"context"
	"fmt"
	"strings"

	"autofacts/internal/kb"
)

// Settings gives what holds in the caller's server: CmdSettings.
func (b *Bot) Settings(ctx context.Context, c Caller) (kb.Settings, error) {
	return b.allow(ctx, c, CmdSettings)
}

// Set keeps settings, all or none: CmdChannel for kb.ModeKey and kb.KeyModChannel,
// CmdConfigure for the rest. An empty value is the default again.
func (b *Bot) Set(ctx context.Context, c Caller, settings ...kb.Setting) (kb.Settings, error) {
	for _, m := range settings {
		cmd := CmdConfigure
		if m.Key == kb.KeyModChannel || strings.HasPrefix(m.Key, kb.ModeKey("")) {
			cmd = CmdChannel
		}
		if _, err := b.allow(ctx, c, cmd); err != nil {
			return kb.Settings{}, err
		}
	}
	if len(settings) == 0 {
		return b.Settings(ctx, c)
	}
	if err := b.store.Set(ctx, c.Guild, c.Person, settings...); err != nil {
		return kb.Settings{}, b.unreachable("save the settings", c.Guild, err)
	}
	s, err := b.store.Settings(ctx, c.Guild)
	if err != nil {
		return s, b.unreachable("read the settings", c.Guild, err)
	}
	return s, nil
}

// Inherits reports whether it matters for Mode which channel the caller's channel
// is a thread of: the server has set modes, and this channel has none of its own.
func (b *Bot) Inherits(ctx context.Context, c Caller) bool {
	if c.Guild == "" || b.store == nil {
		return false
	}
	h, _ := b.homes.serve(ctx, c.Guild) // what is known serves
	_, own := h.settings.Channels[c.Channel]
	return !own && len(h.settings.Channels) > 0
}

// Mode says when the bot speaks in the caller's channel. With the store out of
// reach it is the last one known, else kb.ModeMention.
func (b *Bot) Mode(ctx context.Context, c Caller) kb.Mode {
	if c.Guild == "" {
		return kb.ModeMention
	}
	h, _ := b.homes.serve(ctx, c.Guild) // what is known serves
	return h.settings.Mode(c.Channel, c.Parent)
}

// A Step is what a server's moderators have still to do, or could.
type Step struct {
	What    string // "role", "moderators' channel", "channel", "review", "due", "collision", "inbox", "votes", "reports"
	Text    string // a sentence: what is missing and what to do
	Command string // the command that does it, without the slash; may be empty
}

// Steps leads a first-time moderator: CmdSettings.
func (b *Bot) Steps(ctx context.Context, c Caller) ([]Step, error) {
	s, err := b.allow(ctx, c, CmdSettings)
	if err != nil {
		return nil, err
	}
	var out []Step
	add := func(when bool, what, command, text string, args ...any) {
		if when {
			out = append(out, Step{what, fmt.Sprintf(text, args...), command})
		}
	}
	add(s.ModRole == "", "role", "mod settings", "No moderator role is set: until then, whoever may manage the server keeps the facts.")
	add(s.ModChannel == "", "moderators' channel", "mod settings", "No moderators' channel is set: proposals and facts that are due are shown by /mod review only.")
	add(len(s.Channels) == 0, "channel", "mod channel", "No channel has a mode of its own: everywhere I answer when I am mentioned.")
	r, err := b.Review(ctx, c)
	if err != nil {
		return nil, err
	}
	add(len(r.Proposals) > 0, "review", "mod review", "Proposals wait to be decided: %d.", len(r.Proposals))
	add(len(r.Due) > 0, "due", "mod review", "Facts are past their day and should be looked at: %d.", len(r.Due))
	add(len(r.Collisions) > 0, "collision", "mod review", "The curated base was changed where this server has its own: %d.", len(r.Collisions))
	in, err := b.Inbox(ctx, c, 0)
	if err != nil {
		return nil, err
	}
	add(in.Total > 0, "inbox", "mod inbox", "Questions wait for an answer: %d.", in.Total)
	add(in.Total == 0, "inbox", "mod fact add", "No question waits for an answer. What members ask and the base does not hold comes here; a fact can be added at any time.")
	add(len(in.Disliked) > 0, "votes", "mod inbox", "Members voted against facts: %d.", len(in.Disliked))
	add(len(in.Reports) > 0, "reports", "mod inbox", "Errors were reported: %d.", len(in.Reports))
	return out, nil
}
