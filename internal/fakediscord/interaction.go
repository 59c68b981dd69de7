package fakediscord

import (
	"strconv"
	"strings"
	"time"
)

// Interaction types, as Discord numbers them.
const (
	talkCommand      = 2
	talkComponent    = 3
	talkAutocomplete = 4
	talkModal        = 5
)

// Callback types: what a bot answers an interaction with.
const (
	answerMessage      = 4
	answerDefer        = 5
	answerDeferUpdate  = 6
	answerUpdate       = 7
	answerAutocomplete = 8
	answerModal        = 9
)

// The deadlines of interactions.
const (
	// FirstResponse is how long a bot has for its first response to an interaction.
	FirstResponse = 3 * time.Second
	// TokenLife is how long the token of an interaction is good for follow-ups and edits.
	TokenLife = 15 * time.Minute
)

// interaction is something a person did that the bot answers: a command, a press, a modal, a request for choices.
type interaction struct {
	id, token string
	kind      int
	person    Resident
	channel   *Channel
	made      time.Time
	data      Object
	name      string       // of the command
	menu      bool         // a command of a context menu
	target    *stored      // the message whose component was used
	source    *interaction // the one that opened the modal

	answered int // the type of the first response, 0 before it
	original *stored
	modal    Object
	used     bool // the modal has been submitted
	choices  []Object
	done     chan struct{} // closed by the first response
}

// begin makes an interaction known and sends it to the bot.
func (s *Server) begin(it *interaction, more Object) {
	it.id, it.token, it.made, it.done = s.nextID(), secret(60), s.clock.Now(), make(chan struct{})
	s.talks[it.id], s.byToken[it.token] = it, it
	s.forget()
	d := with(s.interactionJSON(it), more)
	s.dispatch("INTERACTION_CREATE", it.channel, 0, 0, d)
}

// forget drops interactions whose tokens are long dead.
func (s *Server) forget() {
	for id, it := range s.talks {
		if s.clock.Now().Sub(it.made) > 4*TokenLife {
			delete(s.talks, id)
			delete(s.byToken, it.token)
		}
	}
}

// interactionJSON is the payload of INTERACTION_CREATE.
func (s *Server) interactionJSON(it *interaction) Object {
	ch := *it.channel
	ch.Permissions = decimalBits(s.permissions(it.person.ID, it.channel))
	d := Object{
		"id": it.id, "application_id": s.bot.ID, "type": it.kind, "token": it.token, "version": 1, "data": it.data,
		"channel_id": it.channel.ID, "channel": ch, "locale": it.person.locale, "entitlements": []any{},
		"entitlement_sku_ids": []any{}, "app_permissions": decimalBits(s.permissions(s.bot.ID, it.channel)),
		"authorizing_integration_owners": s.owners(it.channel), "attachment_size_limit": maxFile,
	}
	if it.channel.GuildID == "" {
		d["user"], d["context"] = s.users[it.person.ID], 1
		return d
	}
	m := s.memberView(it.person.ID, it.channel)
	d["member"], d["context"] = m, 0
	d["guild_id"], d["guild_locale"] = s.guild.id, "en-US"
	d["guild"] = Object{"id": s.guild.id, "locale": "en-US", "features": []any{}}
	return d
}

func (s *Server) owners(ch *Channel) Object {
	if ch.GuildID == "" {
		return Object{"0": "0"}
	}
	return Object{"0": s.guild.id}
}

// memberView is a member with what they may do in a channel.
func (s *Server) memberView(userID string, ch *Channel) *Member {
	m := s.members[userID]
	if m == nil {
		return nil
	}
	out := *m
	out.Permissions = decimalBits(s.permissions(userID, ch))
	return &out
}

// talk finds the interaction of a callback that may still be answered.
func (s *Server) talk(c *call) (*interaction, error) {
	it := s.talks[c.vars["interaction_id"]]
	if it == nil || it.token != c.vars["interaction_token"] {
		return nil, unknownSession()
	}
	if it.answered != 0 {
		return nil, alreadyReplied()
	}
	if s.clock.Now().Sub(it.made) >= FirstResponse {
		return nil, unknownSession()
	}
	return it, nil
}

// callback takes the bot's first response.
func (s *Server) callback(c *call) (any, error) {
	it, err := s.talk(c)
	if err != nil {
		return nil, err
	}
	kind := whole(c.in, "type")
	if !given(c.in, "type") {
		return nil, invalidForm([]Problem{required("type")})
	}
	if !it.takes(kind) {
		return nil, invalidForm([]Problem{notAmong("type", it.answers())})
	}
	if err := s.respond(c, it, kind); err != nil {
		return nil, err
	}
	it.answered = kind
	close(it.done)
	s.tell("interaction", func(person string) any {
		if person != it.person.ID {
			return nil
		}
		return Object{"interaction_id": it.id, "response": s.responseOf(it)}
	})
	if c.r.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	return s.callbackJSON(it), nil
}

// takes tells whether an interaction may be answered with a type of callback.
func (it *interaction) takes(kind int) bool {
	switch kind {
	case answerMessage, answerDefer:
		return it.kind != talkAutocomplete
	case answerDeferUpdate, answerUpdate:
		return it.target != nil
	case answerAutocomplete:
		return it.kind == talkAutocomplete
	case answerModal:
		return it.kind == talkCommand || it.kind == talkComponent
	}
	return false
}

// answers lists the types of callback that an interaction takes.
func (it *interaction) answers() string {
	var out []string
	for kind := answerMessage; kind <= answerModal; kind++ {
		if it.takes(kind) {
			out = append(out, strconv.Itoa(kind))
		}
	}
	return strings.Join(out, ", ")
}

// respond does what the callback says; where it refuses, the interaction stays unanswered.
func (s *Server) respond(c *call, it *interaction, kind int) error {
	data := child(c.in, "data")
	if data == nil {
		data = Object{}
	}
	switch kind {
	case answerMessage:
		return s.respondMessage(c, it, data)
	case answerDefer:
		return s.respondDefer(c, it, data)
	case answerDeferUpdate:
		it.original = it.target
	case answerUpdate:
		d, err := s.draftOf(c, data, "data", it.target, it)
		if err != nil {
			return err
		}
		if err := s.edit(c, it.target, d); err != nil {
			return err
		}
		it.original = it.target
	case answerAutocomplete:
		return s.respondChoices(c, it, data)
	case answerModal:
		if err := s.valid(c); err != nil {
			return err
		}
		it.modal = with(data, Object{"components": anyList(finishComponents(objects(data, "components"), nil))})
	}
	return nil
}

func (s *Server) respondMessage(c *call, it *interaction, data Object) error {
	d, err := s.draftOf(c, data, "data", nil, it)
	if err != nil {
		return err
	}
	m, err := s.compose(c, d, it.channel, author{s.bot.ID, it})
	if err != nil {
		return err
	}
	s.sendOriginal(it, m)
	return nil
}

func (s *Server) respondDefer(c *call, it *interaction, data Object) error {
	if err := s.valid(c); err != nil {
		return err
	}
	m := s.blank(it.channel.ID, s.bot)
	m.talk = it
	m.Flags = flagLoading | whole(data, "flags")&flagEphemeral
	s.sendOriginal(it, m)
	return nil
}

// sendOriginal posts the first response.
func (s *Server) sendOriginal(it *interaction, m *stored) {
	switch {
	case it.target != nil && it.target.onlyFor == "":
		m.Type = messageReply
		m.MessageReference = referenceTo(it.target, it.channel)
	case it.menu:
		m.Type = messageContextMenu
	case it.kind == talkCommand || it.source != nil:
		m.Type = messageChatInput
	}
	it.original = m
	s.postFor(it, m)
}

// postFor posts a message that answers an interaction.
func (s *Server) postFor(it *interaction, m *stored) {
	m.WebhookID, m.ApplicationID = s.bot.ID, s.bot.ID
	m.InteractionMetadata = s.metadata(it)
	if it.kind == talkCommand {
		m.Interaction = Object{"id": it.id, "type": it.kind, "name": it.name, "user": s.users[it.person.ID]}
	}
	if m.Flags&flagEphemeral != 0 {
		m.onlyFor = it.person.ID
		for i := range m.Attachments {
			m.Attachments[i].Ephemeral = true
		}
	}
	s.post(m, it.channel)
}

// metadata says in a message which interaction brought it about.
func (s *Server) metadata(it *interaction) Object {
	o := Object{"id": it.id, "type": it.kind, "user": s.users[it.person.ID], "authorizing_integration_owners": s.owners(it.channel)}
	if it.kind == talkCommand {
		o["name"], o["command_type"] = it.name, it.data["type"]
		if id := text(it.data, "target_id"); id != "" && whole(it.data, "type") == commandMessage {
			o["target_message_id"] = id
		} else if id != "" {
			o["target_user"] = s.users[id]
		}
	}
	if it.kind == talkComponent && it.target != nil {
		o["interacted_message_id"] = it.target.ID
	}
	if it.source != nil {
		o["triggering_interaction_metadata"] = s.metadata(it.source)
	}
	return o
}

func (s *Server) respondChoices(c *call, it *interaction, data Object) error {
	if err := s.valid(c); err != nil {
		return err
	}
	it.choices = cloneAll(objects(data, "choices"))
	return nil
}

// callbackJSON is the answer to a callback that asks for one.
func (s *Server) callbackJSON(it *interaction) Object {
	about := Object{"id": it.id, "type": it.kind, "channel_id": it.channel.ID}
	if it.channel.GuildID != "" {
		about["guild_id"] = it.channel.GuildID
	}
	resource := Object{"type": it.answered}
	if it.original != nil && it.answered != answerDeferUpdate {
		about["response_message_id"] = it.original.ID
		about["response_message_loading"] = it.original.Flags&flagLoading != 0
		about["response_message_ephemeral"] = it.original.onlyFor != ""
		resource["message"] = s.view(it.original, s.bot.ID)
	}
	return Object{"interaction": about, "resource": resource}
}
