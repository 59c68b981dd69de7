package fakediscord

import (
	"context"
	"slices"
)

// Press is a button that a person clicks, or a select menu in which they choose Values.
type Press struct {
	ChannelID string   `json:"channel_id"`
	MessageID string   `json:"message_id"`
	CustomID  string   `json:"custom_id"`
	Values    []string `json:"values"`
	Locale    string   `json:"locale"`
}

// Click presses a button and waits for the bot's first response.
func (s *Server) Click(ctx context.Context, person string, in Press) (Outcome, error) {
	it, err := s.press(person, in, func(p Resident, ch *Channel, o Object) (Object, error) {
		if whole(o, "type") != compButton {
			return nil, cannot(400, "%q is not a button", in.CustomID)
		}
		return Object{}, nil
	})
	if err != nil {
		return Outcome{}, err
	}
	return s.await(ctx, it)
}

// Select chooses values in a select menu and waits for the bot's first response.
func (s *Server) Select(ctx context.Context, person string, in Press) (Outcome, error) {
	it, err := s.press(person, in, func(p Resident, ch *Channel, o Object) (Object, error) {
		if !isSelect(whole(o, "type")) {
			return nil, cannot(400, "%q is not a select menu", in.CustomID)
		}
		return s.chosen(p, ch, o, in.Values)
	})
	if err != nil {
		return Outcome{}, err
	}
	return s.await(ctx, it)
}

func isSelect(kind int) bool {
	return slices.Contains([]int{compStringSelect, compUserSelect, compRoleSelect, compMentionSelect, compChannelSelect}, kind)
}

// press begins the interaction of a component; more judges the use and gives the data that its type adds.
func (s *Server) press(person string, in Press, more func(Resident, *Channel, Object) (Object, error)) (*interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ch, err := s.seated(person, in.ChannelID, in.Locale)
	if err != nil {
		return nil, err
	}
	m, err := s.which(p, ch, in.MessageID)
	if err != nil {
		return nil, err
	}
	o := findComponent(m.Components, in.CustomID)
	if o == nil {
		return nil, cannot(400, "the message has no component %q; it has %s", in.CustomID, listing(customIDs(m.Components)))
	}
	if truth(o, "disabled") {
		return nil, cannot(400, "%q is disabled", in.CustomID)
	}
	extra, err := more(p, ch, o)
	if err != nil {
		return nil, err
	}
	data := with(Object{"custom_id": in.CustomID, "component_type": whole(o, "type"), "id": o["id"]}, extra)
	it := &interaction{kind: talkComponent, person: p, channel: ch, data: data, target: m}
	s.begin(it, Object{"message": s.pressed(m, ch)})
	return it, nil
}

// pressed is the message of a component's interaction, as the bot is shown it.
func (s *Server) pressed(m *stored, ch *Channel) Message {
	v := s.view(m, s.bot.ID)
	v.GuildID = ch.GuildID
	return v
}

func customIDs(list []Object) []string {
	out := []string{}
	walk(list, func(o Object) {
		if id := text(o, "custom_id"); id != "" {
			out = append(out, id)
		}
	})
	return out
}

// chosen checks the values of a select menu and resolves those that are ids.
func (s *Server) chosen(p Resident, ch *Channel, o Object, values []string) (Object, error) {
	least, most := between(o)
	if len(values) < least || len(values) > most {
		return nil, cannot(400, "%q takes %d to %d values, not %d", text(o, "custom_id"), least, most, len(values))
	}
	resolved := Object{}
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			return nil, cannot(400, "%q is chosen twice", v)
		}
		if !s.selectable(p, ch, o, v, resolved) {
			return nil, cannot(400, "%q cannot be chosen in %q", v, text(o, "custom_id"))
		}
	}
	out := Object{"values": append([]string{}, values...)}
	if whole(o, "type") != compStringSelect {
		out["resolved"] = resolved
	}
	return out, nil
}

func (s *Server) selectable(p Resident, ch *Channel, o Object, v string, resolved Object) bool {
	kind := whole(o, "type")
	switch kind {
	case compStringSelect, compRadio, compCheckGroup:
		return slices.ContainsFunc(objects(o, "options"), func(x Object) bool { return x["value"] == v })
	case compChannelSelect:
		c := s.channels[v]
		if c == nil || c.GuildID == "" || !s.may(p.ID, c, permViewChannel) {
			return false
		}
		put(resolved, "channels", v, s.partialChannel(c, p.ID))
		return true
	}
	if (kind == compUserSelect || kind == compMentionSelect) && s.resolveUser(resolved, v, ch) {
		return true
	}
	if r := s.role(v); r != nil && (kind == compRoleSelect || kind == compMentionSelect) {
		put(resolved, "roles", v, *r)
		return true
	}
	return false
}
