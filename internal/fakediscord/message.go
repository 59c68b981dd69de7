package fakediscord

import (
	"slices"
	"strings"
)

// stored is a message as the emulator keeps it.
type stored struct {
	Message
	files    []Attachment // all of them; those shown inside an embed do not count as attachments
	onlyFor  string       // the one person who sees an ephemeral message
	reacts   []reacted
	talk     *interaction // the interaction it answers, if any
	pinnedAt string
}

// reacted is an emoji and who put it there.
type reacted struct {
	emoji string
	users []string
}

// author is who writes: the bot or a person, and by which way.
type author struct {
	userID string
	talk   *interaction // set where the bot answers an interaction
}

// draft is a message body that has passed the checks; absent fields are nil.
type draft struct {
	content    *string
	embeds     []Object
	components []Object
	listed     []Object // the list "attachments"
	flags      int
	rule       mentionRule
	has        map[string]bool
	in         Object
}

// contentLimit is Discord's for everybody without a subscription.
const contentLimit = 2000

// draftOf judges a message body that lies at path at ("" or "data") and takes it apart. old is the message being edited.
func (s *Server) draftOf(c *call, in Object, at string, old *stored, talk *interaction) (draft, error) {
	d := draft{in: in, has: map[string]bool{}}
	for k := range in {
		d.has[k] = true
	}
	if given(in, "poll") || len(items(in, "sticker_ids")) > 0 {
		return d, refuse(501, 0, "501: the emulator has neither polls nor stickers")
	}
	if old != nil && old.Flags&flagComponentsV2 != 0 {
		// The flag stays when a message is edited, whether or not the edit repeats it; the rules go by it.
		in["flags"] = whole(in, "flags") | flagComponentsV2
		c.body = encoded(c.in)
	}
	if err := s.valid(c); err != nil {
		return d, err
	}
	if d.has["content"] {
		content := strings.TrimSpace(text(in, "content"))
		d.content = &content
	}
	d.flags = whole(in, "flags")
	d.embeds, d.components, d.listed = objects(in, "embeds"), objects(in, "components"), objects(in, "attachments")
	d.rule = mentionsAllowed(child(in, "allowed_mentions"), given(in, "allowed_mentions"), talk != nil)
	return d, d.checkFiles(at, c, old)
}

// checkFiles refuses components that show an attachment which is not there.
func (d draft) checkFiles(at string, c *call, old *stored) error {
	have := map[string]bool{}
	for _, u := range c.uploads {
		have[safeName(u.name)] = true
	}
	for _, o := range d.listed {
		have[safeName(text(o, "filename"))] = true
	}
	if old != nil {
		for _, a := range old.files {
			have[a.Filename] = true
		}
	}
	for name := range fileNames(d.components) {
		if !have[safeName(name)] {
			return invalidField(join(at, "components"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment was not found: "+name)
		}
	}
	return nil
}

// blank is a message that is not posted yet and holds nothing; what it lacks are empty lists, as Discord writes them.
func (s *Server) blank(channelID string, by *User) *stored {
	return &stored{Message: Message{ChannelID: channelID, Author: *by, Timestamp: s.timestamp(), Mentions: []User{},
		MentionRoles: []string{}, Attachments: []Attachment{}, Embeds: []Object{}, Components: []Object{}}}
}

// referenceTo points to a message of ch.
func referenceTo(m *stored, ch *Channel) *Reference {
	return &Reference{MessageID: m.ID, ChannelID: ch.ID, GuildID: ch.GuildID}
}

// compose makes a new message of a draft.
func (s *Server) compose(c *call, d draft, ch *Channel, by author) (*stored, error) {
	files, err := s.attach(c, d.listed, d.has["attachments"], ch.ID, nil)
	if err != nil {
		return nil, err
	}
	m := s.blank(ch.ID, s.users[by.userID])
	m.talk = by.talk
	m.TTS = truth(d.in, "tts")
	m.Nonce = d.in["nonce"]
	m.Flags = d.flags & (flagSuppressEmbeds | flagSuppressNotifications | flagVoice | flagComponentsV2)
	if by.talk != nil {
		m.Flags |= d.flags & flagEphemeral
	}
	m.files = files
	return m, s.fill(m, d, ch, "")
}

// fill puts the given fields of a draft into m. replied is the author of the message m answers.
func (s *Server) fill(m *stored, d draft, ch *Channel, replied string) error {
	at := func(name string) (Attachment, bool) {
		i := slices.IndexFunc(m.files, func(a Attachment) bool { return a.Filename == safeName(name) })
		if i < 0 {
			return Attachment{}, false
		}
		return m.files[i], true
	}
	if d.content != nil {
		m.Content = *d.content
	}
	if d.has["embeds"] {
		m.Embeds = []Object{}
		for _, e := range d.embeds {
			if !blankEmbed(e) && (m.talk != nil || s.may(m.Author.ID, ch, permEmbedLinks)) {
				m.Embeds = append(m.Embeds, finishEmbed(e, at))
			}
		}
	}
	if d.has["components"] {
		m.Components = finishComponents(d.components, at)
	}
	m.Attachments = shown(m.files, m.Embeds)
	if m.Flags&flagComponentsV2 != 0 {
		if len(m.Components) == 0 {
			return emptyMessage()
		}
	} else if m.Content == "" && len(m.Embeds) == 0 && len(m.files) == 0 && m.Flags&flagLoading == 0 {
		return emptyMessage()
	}
	p := s.mentioned(m.Content, d.rule, m.Author.ID, ch, replied)
	m.Mentions, m.MentionRoles, m.MentionEveryone = p.users, p.roles, p.everyone
	return nil
}

// shown leaves out the files that an embed shows.
func shown(files []Attachment, embeds []Object) []Attachment {
	used := map[string]bool{}
	for _, e := range embeds {
		for _, key := range []string{"image", "thumbnail"} {
			used[text(child(e, key), "url")] = true
		}
		for _, key := range []string{"footer", "author"} {
			used[text(child(e, key), "icon_url")] = true
		}
	}
	out := []Attachment{}
	for _, a := range files {
		if !used[a.URL] {
			out = append(out, a)
		}
	}
	return out
}

// post gives m its id and puts it into its channel.
func (s *Server) post(m *stored, ch *Channel) {
	m.ID = s.nextID()
	s.messages[ch.ID] = append(s.messages[ch.ID], m)
	if m.onlyFor == "" {
		ch.LastMessageID = &m.ID
		if ch.MessageCount != nil {
			count, total := *ch.MessageCount+1, *ch.TotalSent+1 // new ones: views share the old
			ch.MessageCount, ch.TotalSent = &count, &total
		}
	}
	s.messageCreated(m)
}

// edit applies a draft to an existing message and tells everybody.
func (s *Server) edit(c *call, m *stored, d draft) error {
	ch := s.channels[m.ChannelID]
	next := *m
	files, err := s.attach(c, d.listed, d.has["attachments"], ch.ID, m.files)
	if err != nil {
		return err
	}
	next.files = files
	if d.has["flags"] {
		next.Flags = next.Flags&^flagSuppressEmbeds | d.flags&(flagSuppressEmbeds|flagComponentsV2)
	}
	loading := m.Flags&flagLoading != 0
	next.Flags &^= flagLoading
	if err := s.fill(&next, d, ch, ""); err != nil {
		return err
	}
	if !loading {
		now := s.timestamp()
		next.EditedTimestamp = &now
	}
	*m = next
	s.messageUpdated(m)
	return nil
}

// find gives a message of a channel that is not ephemeral, or nil.
func (s *Server) find(channelID, id string) *stored {
	if m := s.findAny(channelID, id); m != nil && m.onlyFor == "" {
		return m
	}
	return nil
}

func (s *Server) findAny(channelID, id string) *stored {
	for _, m := range s.messages[channelID] {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// remove takes a message out of its channel.
func (s *Server) remove(m *stored) {
	s.messages[m.ChannelID] = slices.DeleteFunc(s.messages[m.ChannelID], func(x *stored) bool { return x == m })
	s.messageDeleted(m)
}

// view is the message as viewer, a user's id, is shown it.
func (s *Server) view(m *stored, viewer string) Message {
	out := s.bare(m, viewer)
	if ref := out.MessageReference; ref != nil && m.Type == messageReply {
		if to := s.findAny(ref.ChannelID, ref.MessageID); to != nil && (to.onlyFor == "" || to.onlyFor == viewer) {
			answered := s.bare(to, viewer)
			out.ReferencedMessage = &answered
		}
	}
	if th := s.channels[m.ID]; th != nil && th.Thread != nil {
		c, meta := *th, *th.Thread
		c.Thread = &meta
		out.Thread = &c
	}
	return out
}

// bare is view without the message that m answers.
func (s *Server) bare(m *stored, viewer string) Message {
	out := m.Message
	if out.Flags&flagSuppressEmbeds != 0 {
		out.Embeds = []Object{}
	}
	out.Reactions = nil
	for _, r := range m.reacts {
		out.Reactions = append(out.Reactions, Reaction{Emoji: Emoji{Name: r.emoji}, Count: len(r.users), Me: slices.Contains(r.users, viewer),
			CountDetails: Object{"burst": 0, "normal": len(r.users)}, BurstColors: []string{}})
	}
	return out
}
