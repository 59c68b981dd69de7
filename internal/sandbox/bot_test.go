package sandbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"autofacts/internal/fakediscord"
)

type m = map[string]any
type l = []any

// bot is a little bot of a few scripted answers, written on Discord's bare protocol so that the page is tried with
// everything a bot may send, whatever a library knows of.
type bot struct {
	t    *testing.T
	info fakediscord.Info
	ws   *websocket.Conn
}

// event is what the bot reads of MESSAGE_CREATE and INTERACTION_CREATE.
type event struct {
	ID, Token, Content string
	ChannelID          string `json:"channel_id"`
	Type               int
	Author             struct {
		ID  string
		Bot bool
	}
	Mentions []struct{ ID string }
	Member   struct{ User struct{ ID string } }
	Data     struct {
		Name     string
		CustomID string `json:"custom_id"`
		Values   []string
		Options  []struct {
			Name    string
			Value   any
			Focused bool
		}
		Components []struct{ Component field }
	}
}

type field struct {
	CustomID string `json:"custom_id"`
	Value    any    // a text, or true or false
	Values   []string
}

func (f field) String() string {
	if f.Value == nil {
		return f.CustomID + "=" + strings.Join(f.Values, "+")
	}
	return fmt.Sprint(f.CustomID, "=", f.Value)
}

// startBot registers the commands, connects, and answers until the test ends.
func startBot(t *testing.T, info fakediscord.Info) {
	t.Helper()
	b := &bot{t: t, info: info}
	b.rest("PUT", "/applications/"+info.ApplicationID+"/guilds/"+info.GuildID+"/commands", l{
		m{"name": "ask", "description": "Ask about the industry", "options": l{
			m{"type": 3, "name": "question", "description": "What do you want to know?", "required": true, "autocomplete": true},
			m{"type": 3, "name": "seen-by", "description": "Who sees the answer", "choices": l{m{"name": "everybody", "value": "all"}, m{"name": "only me", "value": "me"}}},
		}},
		m{"name": "slow", "description": "Answers later"},
		m{"name": "never", "description": "Does not answer"},
		m{"name": "form", "description": "Everything a form can hold"},
		m{"name": "typed", "description": "Options of all types", "options": l{
			m{"type": 4, "name": "number", "description": "A whole number", "required": true, "min_value": 1, "max_value": 9},
			m{"type": 5, "name": "flag", "description": "Yes or no", "required": true},
			m{"type": 6, "name": "who", "description": "Somebody", "required": true},
			m{"type": 7, "name": "where", "description": "A channel", "required": true},
		}},
		m{"name": "group", "description": "A group", "options": l{m{"type": 2, "name": "sub", "description": "Within", "options": l{
			m{"type": 1, "name": "leaf", "description": "The leaf"}}}}},
		m{"name": "mod-note", "description": "Leave a note for the moderators", "default_member_permissions": "32"},
		m{"name": "Check this", "type": 3},
	})
	ctx, cancel := context.WithCancel(t.Context())
	ws, _, err := websocket.Dial(ctx, info.Gateway+"/?v=10&encoding=json", nil)
	if err != nil {
		t.Fatalf("dial the gateway: %v", err)
	}
	ws.SetReadLimit(1 << 20)
	b.ws = ws
	if err := wsjson.Write(ctx, ws, m{"op": 2, "d": m{"token": info.Token, "intents": 1 | 512 | 4096 | 32768, "properties": m{}}}); err != nil {
		t.Fatalf("identify: %v", err)
	}
	ready, done := make(chan struct{}), make(chan struct{})
	go b.listen(ctx, ready, done)
	t.Cleanup(func() { cancel(); <-done })
	<-ready
}

func (b *bot) listen(ctx context.Context, ready, done chan struct{}) {
	defer close(done)
	for {
		var p struct {
			T string
			D json.RawMessage
		}
		if err := wsjson.Read(ctx, b.ws, &p); err != nil {
			if ctx.Err() == nil {
				b.t.Errorf("read the gateway: %v", err)
			}
			return
		}
		var e event
		switch p.T {
		case "READY":
			close(ready)
		case "MESSAGE_CREATE":
			if b.read(p.D, &e) && !e.Author.Bot {
				b.heard(e)
			}
		case "INTERACTION_CREATE":
			if b.read(p.D, &e) {
				b.asked(e)
			}
		}
	}
}

func (b *bot) read(raw json.RawMessage, e *event) bool {
	if err := json.Unmarshal(raw, e); err != nil {
		b.t.Errorf("event %s: %v", raw, err)
		return false
	}
	return true
}

// rest sends one request and fails the test where Discord would refuse it.
func (b *bot) rest(method, path string, body any) {
	raw, err := json.Marshal(body)
	if err != nil {
		b.t.Error(err)
		return
	}
	b.send(method, path, "application/json", raw)
}

func (b *bot) send(method, path, kind string, body []byte) {
	req, err := http.NewRequest(method, b.info.API+"/v10"+path, bytes.NewReader(body))
	if err != nil {
		b.t.Error(err)
		return
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bot "+b.info.Token)
	req.Header.Set("User-Agent", "DiscordBot (https://example.invalid, 1)")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.t.Errorf("%s %s: %v", method, path, err)
		return
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		var why bytes.Buffer
		if _, err := why.ReadFrom(res.Body); err != nil {
			b.t.Error(err)
		}
		b.t.Errorf("%s %s: %s %s", method, path, res.Status, why.String())
	}
}

func answer() m {
	return m{
		"embeds": l{m{
			"title": "Over 2.61 million NEVs", "color": 0x2e8b57, "description": "China exported over **2.61 million** new energy vehicles in 2025.",
			"fields": l{m{"name": "Source", "value": "The article, paragraph 9", "inline": true}, m{"name": "Period", "value": "2025", "inline": true},
				m{"name": "Evidence", "value": "> China exported over 2.61 million NEVs last year"}},
			"footer": m{"text": "From the fact base"},
		}},
		"components": l{
			m{"type": 1, "components": l{
				m{"type": 2, "style": 1, "label": "Ask on", "custom_id": "more"}, m{"type": 2, "style": 2, "label": "Sources", "custom_id": "sources"},
				m{"type": 2, "style": 3, "label": "Helpful", "custom_id": "good"}, m{"type": 2, "style": 4, "label": "Wrong", "custom_id": "bad"},
				m{"type": 2, "style": 5, "label": "Website", "url": "https://example.com/"},
			}},
			m{"type": 1, "components": l{m{"type": 3, "custom_id": "related", "placeholder": "Related facts", "options": l{
				m{"label": "Where NEVs are exported to", "value": "where"}, m{"label": "NEV production in 2025", "value": "made", "description": "a figure"}}}}},
		},
		"allowed_mentions": m{"parse": l{}},
	}
}

func (b *bot) heard(e event) {
	out := answer()
	switch {
	case strings.Contains(e.Content, "chart"):
		b.chart(e)
		return
	case e.Content == "menus":
		out = m{"content": "Choose.", "components": l{
			m{"type": 1, "components": l{m{"type": 5, "custom_id": "user"}}}, m{"type": 1, "components": l{m{"type": 6, "custom_id": "role"}}},
			m{"type": 1, "components": l{m{"type": 8, "custom_id": "channel", "channel_types": l{0}}}},
			m{"type": 1, "components": l{m{"type": 3, "custom_id": "several", "min_values": 2, "max_values": 3, "placeholder": "Two or three", "options": l{
				m{"label": "One", "value": "1"}, m{"label": "Two", "value": "2"}, m{"label": "Three", "value": "3"}}}}},
		}}
	case e.Content == "layout":
		out = m{"flags": 1 << 15, "components": l{m{"type": 17, "accent_color": 0x5865f2, "components": l{
			m{"type": 10, "content": "# Laid out"}, m{"type": 14},
			m{"type": 9, "components": l{m{"type": 10, "content": "Beside a **button**"}}, "accessory": m{"type": 2, "style": 2, "label": "Here", "custom_id": "user"}},
		}}}}
	case e.Content == "thread":
		b.rest("POST", "/channels/"+e.ChannelID+"/messages/"+e.ID+"/threads", m{"name": "A side track", "auto_archive_duration": 60})
		b.rest("POST", "/channels/"+e.ID+"/messages", m{"content": "Said in the thread."})
		return
	case strings.Contains(e.Content, "<@"+b.info.ApplicationID+">"):
		out["message_reference"] = m{"message_id": e.ID}
	case strings.HasPrefix(e.Content, "private"):
		out = m{"content": "Between us: yes."}
	default:
		return
	}
	b.rest("POST", "/channels/"+e.ChannelID+"/messages", out)
}

// chart sends a picture along with a table.
func (b *bot) chart(e event) {
	img := image.NewRGBA(image.Rect(0, 0, 360, 160))
	for x := range 360 {
		for y := range 160 {
			c := color.RGBA{0xff, 0xff, 0xff, 0xff}
			if bar := x / 60; x%60 > 12 && x%60 < 52 && y > 150-bar*24-16 && y < 150 {
				c = color.RGBA{0x58, 0x65, 0xf2, 0xff}
			}
			img.Set(x, y, c)
		}
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part := func(name, file, kind string, write func(w io.Writer) error) {
		h := textproto.MIMEHeader{"Content-Type": {kind}, "Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, name, file)}}
		w, err := form.CreatePart(h)
		if err == nil {
			err = write(w)
		}
		if err != nil {
			b.t.Error(err)
		}
	}
	part("files[0]", "chart.png", "image/png", func(w io.Writer) error { return png.Encode(w, img) })
	part("files[1]", "table.csv", "text/csv", func(w io.Writer) error {
		_, err := w.Write([]byte("year,exports\n2025,2.61\n"))
		return err
	})
	payload := `{"content":"Here it is.","attachments":[{"id":0,"filename":"chart.png","description":"Six growing bars"},{"id":1,"filename":"table.csv"}]}`
	if err := form.WriteField("payload_json", payload); err != nil {
		b.t.Error(err)
	}
	if err := form.Close(); err != nil {
		b.t.Error(err)
	}
	b.send("POST", "/channels/"+e.ChannelID+"/messages", form.FormDataContentType(), body.Bytes())
}

// The kinds of interactions and of answers to them, as Discord numbers them.
const (
	isCommand, isComponent, isTyping, isModal = 2, 3, 4, 5
	say, wait, update, offer, form            = 4, 5, 7, 8, 9
	ephemeral                                 = 64
)

func (b *bot) asked(e event) {
	respond := func(kind int, data m) {
		b.rest("POST", "/interactions/"+e.ID+"/"+e.Token+"/callback", m{"type": kind, "data": data})
	}
	switch e.Type {
	case isTyping:
		respond(offer, m{"choices": l{m{"name": "How many NEVs did China export in 2025?", "value": "nev-exports"}, m{"name": "How many cars did China make?", "value": "made"}}})
	case isCommand:
		b.command(e, respond)
	case isComponent:
		b.pressed(e, respond)
	case isModal:
		text := ""
		for _, c := range e.Data.Components {
			text += " " + c.Component.String()
		}
		respond(say, m{"content": "You asked:" + text})
	}
}

func (b *bot) command(e event, respond func(int, m)) {
	switch e.Data.Name {
	case "ask":
		out := answer()
		for _, o := range e.Data.Options {
			out["content"] = fmt.Sprint(out["content"], " ", o.Name, "=", o.Value)
		}
		out["content"] = strings.TrimPrefix(fmt.Sprint(out["content"]), "<nil> ")
		respond(say, out)
	case "slow":
		respond(wait, m{})
	case "typed", "group":
		raw, err := json.Marshal(e.Data.Options)
		if err != nil {
			b.t.Error(err)
		}
		respond(say, m{"content": "`" + string(raw) + "`"})
	case "form":
		choice := func(s string) m { return m{"label": s, "value": s} }
		respond(form, m{"custom_id": "all", "title": "Everything", "components": l{
			m{"type": 10, "content": "Some **words** first."},
			m{"type": 18, "label": "Several", "component": m{"type": 22, "custom_id": "several", "max_values": 2, "options": l{choice("red"), choice("green"), choice("blue")}}},
			m{"type": 18, "label": "Agreed", "component": m{"type": 23, "custom_id": "agreed"}},
			m{"type": 18, "label": "Somebody", "component": m{"type": 5, "custom_id": "somebody", "required": false}},
			m{"type": 18, "label": "A file", "component": m{"type": 19, "custom_id": "file"}},
		}})
	case "Check this":
		respond(say, m{"content": "Contradicted by the base.", "flags": ephemeral})
	case "mod-note":
		respond(form, m{"custom_id": "note", "title": "A note", "components": l{m{"type": 18, "label": "Note", "component": m{"type": 4, "custom_id": "note", "style": 1}}}})
	}
}

func (b *bot) pressed(e event, respond func(int, m)) {
	switch e.Data.CustomID {
	case "sources":
		respond(say, m{"content": "The article, paragraphs 1 to 31.", "flags": ephemeral})
	case "related", "several":
		respond(say, m{"content": "Related: " + strings.Join(e.Data.Values, ", ")})
	case "user", "role", "channel":
		respond(say, m{"content": fmt.Sprintf("%s: %d chosen", e.Data.CustomID, len(e.Data.Values))})
	case "good":
		respond(update, m{"content": "Thank you.", "components": l{}})
	case "more":
		respond(form, m{"custom_id": "ask-on", "title": "Ask on", "components": l{
			m{"type": 18, "label": "Your question", "description": "In plain words", "component": m{"type": 4, "custom_id": "question", "style": 2, "placeholder": "How many …", "min_length": 5}},
			m{"type": 18, "label": "About", "component": m{"type": 3, "custom_id": "topic", "options": l{m{"label": "Exports", "value": "exports"}, m{"label": "Production", "value": "production"}}}},
			m{"type": 18, "label": "Who sees it", "component": m{"type": 21, "custom_id": "seen", "options": l{m{"label": "Everybody", "value": "all"}, m{"label": "Only me", "value": "me"}}}},
		}})
	}
}
