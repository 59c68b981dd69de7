package fakediscord_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"autofacts/internal/fakediscord"

	"github.com/coder/websocket"
)

type object = map[string]any

// noon is when every test begins.
func noon() time.Time { return time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC) }

// world is an emulator under test, with a bot that speaks plain HTTP and websocket.
type world struct {
	*fakediscord.Server
	t     *testing.T
	clock *fakediscord.ManualClock
	info  fakediscord.Info
	ctx   context.Context
}

func begin(t *testing.T, o fakediscord.Options) *world {
	t.Helper()
	clock := fakediscord.NewManualClock(noon())
	o.Clock = clock
	s, err := fakediscord.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	t.Cleanup(cancel)
	return &world{Server: s, t: t, clock: clock, info: s.Info(), ctx: ctx}
}

func quiet(t *testing.T) *world { return begin(t, fakediscord.Options{Limits: fakediscord.LimitsOff}) }

// rest sends a request as the bot; "METHOD /path" with {ch}, {app} and {guild} filled in.
func (w *world) rest(line string, body any) (int, object) {
	w.t.Helper()
	status, raw, _ := w.raw(line, body)
	out := object{}
	if strings.HasPrefix(raw, "[") {
		raw = `{"list":` + raw + `}`
	}
	if raw != "" {
		if err := json.Unmarshal([]byte(raw), &out); err != nil {
			w.t.Fatalf("%s: %v in %s", line, err, raw)
		}
	}
	return status, out
}

func (w *world) raw(line string, body any) (int, string, http.Header) {
	w.t.Helper()
	method, path, _ := strings.Cut(line, " ")
	path = strings.NewReplacer("{ch}", w.info.ChannelID, "{app}", w.info.ApplicationID, "{guild}", w.info.GuildID).Replace(path)
	var in io.Reader
	if text, ok := body.(string); ok {
		in = strings.NewReader(text)
	} else if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			w.t.Fatal(err)
		}
		in = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(w.ctx, method, w.info.API+"/v10"+path, in)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+w.info.Token)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return send(w.t, r)
}

func send(t *testing.T, r *http.Request) (int, string, http.Header) {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b), resp.Header
}

// post writes a message as the bot and gives its id.
func (w *world) post(body object) string {
	w.t.Helper()
	status, m := w.rest("POST /channels/{ch}/messages", body)
	if status != 200 {
		w.t.Fatalf("message refused: %d %v", status, m)
	}
	return m["id"].(string)
}

// said gives the status and code of a refusal as "400/50035", with the fields at fault.
func said(status int, o object) string {
	out := fmt.Sprint(status)
	if code, ok := o["code"]; ok {
		out += fmt.Sprintf("/%v", code)
	}
	var walk func(path string, o object)
	walk = func(path string, o object) {
		if list, ok := o["_errors"].([]any); ok {
			for _, e := range list {
				out += " " + strings.TrimPrefix(path, ".") + ":" + e.(object)["code"].(string)
			}
		}
		for k, v := range o {
			if inner, ok := v.(object); ok {
				walk(path+"."+k, inner)
			}
		}
	}
	if errs, ok := o["errors"].(object); ok {
		walk("", errs)
	}
	return out
}

// link is a gateway connection by hand.
type link struct {
	w    *world
	ws   *websocket.Conn
	seq  int64
	seen []string // events in order
}

func (w *world) dial(url string) *link {
	w.t.Helper()
	ws, _, err := websocket.Dial(w.ctx, url+"?v=10&encoding=json", nil)
	if err != nil {
		w.t.Fatal(err)
	}
	ws.SetReadLimit(1 << 22)
	w.t.Cleanup(func() { ws.CloseNow() })
	return &link{w: w, ws: ws}
}

// online identifies and waits until the server has arrived.
func (w *world) online(intents int) (*link, object) {
	w.t.Helper()
	l := w.dial(w.info.Gateway)
	l.op(10)
	l.send(2, object{"token": w.info.Token, "intents": intents, "properties": object{"os": "test"}})
	ready := l.event("READY")
	if intents&1 != 0 {
		l.event("GUILD_CREATE")
	}
	return l, ready
}

func (l *link) send(op int, d any) {
	l.w.t.Helper()
	b, err := json.Marshal(object{"op": op, "d": d})
	if err != nil {
		l.w.t.Fatal(err)
	}
	if err := l.ws.Write(l.w.ctx, websocket.MessageText, b); err != nil {
		l.w.t.Fatal(err)
	}
}

// next reads one payload.
func (l *link) next() object {
	l.w.t.Helper()
	_, b, err := l.ws.Read(l.w.ctx)
	if err != nil {
		l.w.t.Fatalf("read from the gateway: %v (seen: %v)", err, l.seen)
	}
	var p object
	if err := json.Unmarshal(b, &p); err != nil {
		l.w.t.Fatal(err)
	}
	if n, ok := p["s"].(float64); ok {
		if int64(n) != l.seq+1 {
			l.w.t.Fatalf("sequence %v after %d", n, l.seq)
		}
		l.seq = int64(n)
		l.seen = append(l.seen, p["t"].(string))
	}
	return p
}

func (l *link) op(op int) any {
	l.w.t.Helper()
	for {
		if p := l.next(); p["op"] == float64(op) {
			return p["d"]
		}
	}
}

func (l *link) event(name string) object {
	l.w.t.Helper()
	for {
		if p := l.next(); p["t"] == name {
			return p["d"].(object)
		}
	}
}

// closed reads until the connection ends and gives the code.
func (l *link) closed() int {
	for {
		if _, _, err := l.ws.Read(l.w.ctx); err != nil {
			return int(websocket.CloseStatus(err))
		}
	}
}

// intents that tests identify with: the server, members, messages and reactions of server and direct messages, content.
const allIntents = 1 | 1<<1 | 1<<9 | 1<<10 | 1<<11 | 1<<12 | 1<<13 | 1<<15
