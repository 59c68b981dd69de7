package fakediscord

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Command is a chat command that a person runs, or types for Autocomplete. Name is the whole path, "mod fact add";
// Options are values by the options' names. Focused names the option being typed. Locale is the language of the
// person's Discord for this one time.
type Command struct {
	ChannelID string         `json:"channel_id"`
	Name      string         `json:"name"`
	Options   map[string]any `json:"options"`
	Focused   string         `json:"focused"`
	Locale    string         `json:"locale"`
}

// Menu is a command of the context menu on a message or on a user.
type Menu struct {
	ChannelID string `json:"channel_id"`
	Name      string `json:"name"`
	MessageID string `json:"message_id"`
	UserID    string `json:"user_id"`
	Locale    string `json:"locale"`
}

// Outcome is how the bot first responded to an interaction.
type Outcome struct {
	InteractionID string    `json:"interaction_id"`
	Response      *Response `json:"response"`
}

// Response is the first response: Type as Discord numbers it, 4 message, 5 deferred, 6 deferred update, 7 update,
// 9 modal; Message as the person sees it now; Modal with custom_id, title and components.
type Response struct {
	Type    int      `json:"type"`
	Message *Message `json:"message,omitempty"`
	Modal   Object   `json:"modal,omitempty"`
}

// Command runs a chat command and waits for the bot's first response.
func (s *Server) Command(ctx context.Context, person string, in Command) (Outcome, error) {
	it, err := s.runCommand(person, in, false)
	if err != nil {
		return Outcome{}, err
	}
	return s.await(ctx, it)
}

// Autocomplete asks the bot for choices while a person types, and gives them.
func (s *Server) Autocomplete(ctx context.Context, person string, in Command) ([]Object, error) {
	it, err := s.runCommand(person, in, true)
	if err != nil {
		return nil, err
	}
	if _, err := s.await(ctx, it); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return it.choices, nil
}

func (s *Server) runCommand(person string, in Command, typing bool) (*interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, err := s.seated(person, in.ChannelID, in.Locale)
	if err != nil {
		return nil, err
	}
	path := strings.Fields(strings.TrimPrefix(in.Name, "/"))
	if len(path) == 0 {
		return nil, cannot(400, "name the command")
	}
	cmd, err := s.usable(p, ch, path[0], commandChat)
	if err != nil {
		return nil, err
	}
	f := &filler{s: s, person: p, channel: ch, typing: typing, focused: in.Focused, resolved: Object{}}
	options, err := f.descend(cmd, path, in.Options)
	if err != nil {
		return nil, err
	}
	data := Object{"id": cmd["id"], "name": cmd["name"], "type": commandChat}
	if len(options) > 0 {
		data["options"] = options
	}
	if len(f.resolved) > 0 {
		data["resolved"] = f.resolved
	}
	if given(cmd, "guild_id") {
		data["guild_id"] = cmd["guild_id"]
	}
	it := &interaction{kind: talkCommand, person: p, channel: ch, data: data, name: strings.Join(path, " ")}
	if typing {
		it.kind = talkAutocomplete
	}
	s.begin(it, nil)
	return it, nil
}

// seated finds the person and the channel of an interaction; locale, where given, is the person's language for it.
func (s *Server) seated(person, channelID, locale string) (Resident, *Channel, error) {
	p, ch, err := s.present(person, channelID)
	if locale != "" {
		p.locale = locale
	}
	return p, ch, err
}

// usable finds the command that a person means and may use in ch. The server's own commands come before global ones.
func (s *Server) usable(p Resident, ch *Channel, name string, kinds ...int) (Object, error) {
	var refused error
	for _, o := range s.offered(ch) {
		if !slices.Contains(kinds, commandType(o)) || o["name"] != name && text(child(o, "name_localizations"), p.locale) != name {
			continue
		}
		if s.permitted(p, ch, o) {
			return o, nil
		}
		refused = cannot(403, "%s may not use the command %q here", p.Name, name)
	}
	if refused != nil {
		return nil, refused
	}
	return nil, cannot(400, "there is no command %q here; GET /act/%s/state lists the commands", name, p.ID)
}

// offered are the commands that exist in a channel, before anybody's permissions.
func (s *Server) offered(ch *Channel) []Object {
	if s.away != nil && ch.GuildID != "" {
		return nil
	}
	var out []Object
	if ch.GuildID != "" {
		out = append(out, s.local...)
	}
	context := "0"
	if ch.Type == channelDM {
		context = "1"
	}
	for _, o := range s.global {
		contexts := texts(o, "contexts")
		old, isBool := o["dm_permission"].(bool)
		switch {
		case o["contexts"] != nil && !slices.Contains(contexts, context):
		case o["contexts"] == nil && context == "1" && isBool && !old:
		default:
			out = append(out, o)
		}
	}
	return out
}

// permitted tells whether a person's permissions let them use a command.
func (s *Server) permitted(p Resident, ch *Channel, o Object) bool {
	if ch.Type == channelDM {
		return true
	}
	has := s.permissions(p.ID, ch)
	if has&permAdministrator != 0 {
		return true
	}
	if has&permUseCommands == 0 {
		return false
	}
	need, limited := number(o, "default_member_permissions")
	if !limited {
		return true
	}
	return need != 0 && has&need == need
}

// Menu runs a command of the context menu and waits for the bot's first response.
func (s *Server) Menu(ctx context.Context, person string, in Menu) (Outcome, error) {
	it, err := s.runMenu(person, in)
	if err != nil {
		return Outcome{}, err
	}
	return s.await(ctx, it)
}

func (s *Server) runMenu(person string, in Menu) (*interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, err := s.seated(person, in.ChannelID, in.Locale)
	if err != nil {
		return nil, err
	}
	kind, target, resolved := commandMessage, in.MessageID, Object{}
	if in.UserID != "" {
		kind, target = commandUser, in.UserID
	}
	cmd, err := s.usable(p, ch, in.Name, kind)
	if err != nil {
		return nil, err
	}
	if kind == commandMessage {
		m, err := s.which(p, ch, target)
		if err != nil {
			return nil, err
		}
		if m.onlyFor != "" {
			return nil, cannot(400, "an ephemeral message has no such menu")
		}
		resolved["messages"] = Object{m.ID: s.view(m, s.bot.ID)}
	} else if !s.resolveUser(resolved, target, ch) {
		return nil, cannot(404, "there is no user %q", target)
	}
	data := Object{"id": cmd["id"], "name": cmd["name"], "type": kind, "target_id": target, "resolved": resolved}
	if given(cmd, "guild_id") {
		data["guild_id"] = cmd["guild_id"]
	}
	it := &interaction{kind: talkCommand, person: p, channel: ch, data: data, name: in.Name, menu: true}
	s.begin(it, nil)
	return it, nil
}

// resolveUser adds a user, and their membership, to the resolved data of an interaction.
func (s *Server) resolveUser(resolved Object, id string, ch *Channel) bool {
	u := s.users[id]
	if u == nil {
		return false
	}
	put(resolved, "users", id, *u)
	if m := s.members[id]; m != nil && ch.GuildID != "" {
		shown := *s.memberView(id, ch)
		shown.User = nil
		put(resolved, "members", id, shown)
	}
	return true
}

func put(resolved Object, kind, id string, v any) {
	if child(resolved, kind) == nil {
		resolved[kind] = Object{}
	}
	child(resolved, kind)[id] = v
}

// await waits for the first response of the bot, three seconds at most.
func (s *Server) await(ctx context.Context, it *interaction) (Outcome, error) {
	late, stop := s.clock.After(FirstResponse)
	defer stop()
	select {
	case <-it.done:
	case <-late:
		select {
		case <-it.done:
		default:
			return Outcome{InteractionID: it.id}, cannot(504, "the bot did not respond within 3 seconds")
		}
	case <-s.done:
		return Outcome{InteractionID: it.id}, cannot(504, "the emulator is closing")
	case <-ctx.Done():
		return Outcome{InteractionID: it.id}, fmt.Errorf("wait for the bot's response: %w", ctx.Err())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return Outcome{it.id, s.responseOf(it)}, nil
}

// responseOf is the first response as the person sees it now.
func (s *Server) responseOf(it *interaction) *Response {
	r := &Response{Type: it.answered, Modal: it.modal}
	if it.original != nil {
		v := s.view(it.original, it.person.ID)
		r.Message = &v
	}
	return r
}
