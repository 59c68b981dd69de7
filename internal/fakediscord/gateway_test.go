package fakediscord_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"autofacts/internal/fakediscord"

	"github.com/coder/websocket"
)

func TestHelloReadyAndHeartbeat(t *testing.T) {
	w := quiet(t)
	l, ready := w.online(allIntents)
	if ready["v"] != 10.0 || !strings.HasSuffix(ready["resume_gateway_url"].(string), "/gateway/resume") {
		t.Errorf("READY: %v", ready)
	}
	l.send(1, nil)
	l.op(11)
	w.post(object{"content": "hello"})
	m := l.event("MESSAGE_CREATE")
	if m["content"] != "hello" || m["guild_id"] != w.info.GuildID || m["member"] == nil {
		t.Errorf("MESSAGE_CREATE: %v", m)
	}
}

func TestCloseCodes(t *testing.T) {
	w := begin(t, fakediscord.Options{Intents: new(int)})
	identity := func(more object) object {
		d := object{"token": w.info.Token, "intents": 1, "properties": object{}}
		for k, v := range more {
			d[k] = v
		}
		return d
	}
	for _, c := range []struct {
		name string
		do   func(*link)
		code int
	}{
		{"wrong token", func(l *link) { l.send(2, identity(object{"token": "x"})) }, 4004},
		{"unknown opcode", func(l *link) { l.send(99, nil) }, 4001},
		{"not JSON", func(l *link) { l.ws.Write(w.ctx, websocket.MessageText, []byte("{")) }, 4002},
		{"more than JSON", func(l *link) { l.ws.Write(w.ctx, websocket.MessageText, []byte(`{"op":1} {}`)) }, 4002},
		{"too large", func(l *link) { l.send(3, strings.Repeat("x", 5000)) }, 4002},
		{"before identify", func(l *link) { l.send(3, object{}) }, 4003},
		{"identify twice", func(l *link) { l.send(2, identity(nil)); l.send(2, identity(nil)) }, 4005},
		{"invalid shard", func(l *link) { l.send(2, identity(object{"shard": []int{3, 1}})) }, 4010},
		{"invalid intents", func(l *link) { l.send(2, identity(object{"intents": 1 << 30})) }, 4013},
		{"intents not granted", func(l *link) { l.send(2, identity(object{"intents": 1 << 15})) }, 4014},
		{"resume with a wrong token", func(l *link) { l.send(6, object{"token": "x"}) }, 4004},
		{"too many sends", func(l *link) {
			for range 121 {
				l.send(1, nil)
			}
		}, 4008},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := w.dial(w.info.Gateway)
			l.op(10)
			c.do(l)
			if code := l.closed(); code != c.code {
				t.Errorf("closed with %d, want %d", code, c.code)
			}
		})
	}
}

func TestResumeReplaysWhatWasMissed(t *testing.T) {
	w := quiet(t)
	l, ready := w.online(allIntents)
	l.ws.CloseNow()
	first, second := w.post(object{"content": "one"}), w.post(object{"content": "two"})
	r := w.dial(ready["resume_gateway_url"].(string))
	r.op(10)
	r.seq = l.seq
	r.send(6, object{"token": w.info.Token, "session_id": ready["session_id"], "seq": l.seq})
	if a, b := r.event("MESSAGE_CREATE"), r.event("MESSAGE_CREATE"); a["id"] != first || b["id"] != second {
		t.Errorf("replayed %v and %v", a["content"], b["content"])
	}
	r.event("RESUMED")
	w.post(object{"content": "three"})
	r.event("MESSAGE_CREATE")
}

func TestSessionsThatCannotBeResumed(t *testing.T) {
	w := quiet(t)
	resume := func(session any, seq int64) string {
		r := w.dial(w.info.Gateway)
		r.op(10)
		r.seq = seq
		r.send(6, object{"token": w.info.Token, "session_id": session, "seq": seq})
		p := r.next()
		return fmt.Sprint(p["op"], p["d"])
	}
	if got := resume("nosuch", 1); got != "9 false" {
		t.Errorf("unknown session: op %s", got)
	}
	l, ready := w.online(1)
	l.ws.Close(websocket.StatusNormalClosure, "")
	w.untilOffline()
	if got := resume(ready["session_id"], l.seq); got != "9 false" {
		t.Errorf("after close 1000: op %s", got)
	}
	l, ready = w.online(1)
	l.ws.CloseNow()
	w.untilOffline()
	w.clock.Advance(time.Hour)
	if got := resume(ready["session_id"], l.seq); got != "9 false" {
		t.Errorf("an hour later: op %s", got)
	}
}

// untilOffline waits until the emulator has noticed that the bot's connection is gone.
func (w *world) untilOffline() {
	w.t.Helper()
	events, stop, err := w.Watch("Mia")
	if err != nil {
		w.t.Fatal(err)
	}
	defer stop()
	for {
		st, err := w.State("Mia")
		if err != nil {
			w.t.Fatal(err)
		}
		if st.Bot["online"] == false {
			return
		}
		select {
		case <-events:
		case <-w.ctx.Done():
			w.t.Fatal("the bot stays online")
		}
	}
}

func TestFaultsOfTheGateway(t *testing.T) {
	w := quiet(t)
	do := func(f fakediscord.Fault) {
		t.Helper()
		if err := w.Fault(f); err != nil {
			t.Fatal(err)
		}
	}
	l, _ := w.online(allIntents)
	do(fakediscord.Fault{Kind: "op1"})
	l.op(1)
	do(fakediscord.Fault{Kind: "op7"})
	l.op(7)
	do(fakediscord.Fault{Kind: "op9", Resumable: true})
	if l.op(9) != true {
		t.Error("op 9 is not resumable")
	}
	do(fakediscord.Fault{Kind: "close", Code: 4000})
	if code := l.closed(); code != 4000 {
		t.Errorf("closed with %d", code)
	}
	l, _ = w.online(allIntents)
	do(fakediscord.Fault{Kind: "cut"})
	if code := l.closed(); code != -1 {
		t.Errorf("cut with a close frame %d", code)
	}
	l, ready := w.online(allIntents)
	do(fakediscord.Fault{Kind: "zombie"})
	l.send(1, nil)
	missed := w.post(object{"content": "into the void"})
	r := w.dial(w.info.Gateway)
	r.op(10)
	r.seq = l.seq
	r.send(6, object{"token": w.info.Token, "session_id": ready["session_id"], "seq": l.seq})
	if m := r.event("MESSAGE_CREATE"); m["id"] != missed {
		t.Errorf("after a zombie: %v", m)
	}
	if err := w.Fault(fakediscord.Fault{Kind: "flood"}); refusal(err) != 400 {
		t.Error("an unknown fault was taken")
	}
}

func TestFaultsOfREST(t *testing.T) {
	w := quiet(t)
	for _, f := range []fakediscord.Fault{
		{Kind: "rate-limit", RetryAfter: 2.5, Scope: "shared"},
		{Kind: "error", Status: 503, Route: "/messages"},
		{Kind: "error", Status: 403, Code: 50007, Message: "Cannot send messages to this user"},
	} {
		if err := w.Fault(f); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for range 4 {
		got = append(got, said(w.rest("POST /channels/{ch}/messages", object{"content": "x"})))
	}
	if fmt.Sprint(got) != "[429 503/0 403/50007 200]" {
		t.Errorf("answers: %v", got)
	}
}

func TestContentNeedsTheIntent(t *testing.T) {
	w := quiet(t)
	l, _ := w.online(1 | 1<<9 | 1<<12)
	regular := w.post(object{"content": "I am the bot"})
	l.event("MESSAGE_CREATE")
	dm, err := w.DM("Mia")
	if err != nil {
		t.Fatal(err)
	}
	silent := false
	for _, c := range []struct {
		name string
		send fakediscord.Send
		want string
	}{
		{"plain", fakediscord.Send{Content: "private"}, ""},
		{"mention", fakediscord.Send{Content: "<@" + w.info.ApplicationID + "> hi"}, "<@" + w.info.ApplicationID + "> hi"},
		{"mention in code", fakediscord.Send{Content: "`<@" + w.info.ApplicationID + ">`"}, ""},
		{"reply with a ping", fakediscord.Send{Content: "and?", ReplyTo: regular}, "and?"},
		{"reply without a ping", fakediscord.Send{Content: "and?", ReplyTo: regular, Ping: &silent}, ""},
		{"direct message", fakediscord.Send{ChannelID: dm, Content: "psst"}, "psst"},
	} {
		if _, err := w.Send("Mia", c.send); err != nil {
			t.Fatal(err)
		}
		if m := l.event("MESSAGE_CREATE"); m["content"] != c.want {
			t.Errorf("%s: content %q, want %q", c.name, m["content"], c.want)
		}
	}
}

func TestMembersByOp8(t *testing.T) {
	w := quiet(t)
	l, _ := w.online(allIntents)
	l.send(8, object{"guild_id": w.info.GuildID, "query": "", "limit": 0, "nonce": "n"})
	chunk := l.event("GUILD_MEMBERS_CHUNK")
	if n := len(chunk["members"].([]any)); n != 4 || chunk["nonce"] != "n" {
		t.Errorf("%d members: %v", n, chunk)
	}
	l.send(8, object{"guild_id": w.info.GuildID, "user_ids": []string{w.info.People[0].ID, "1"}})
	chunk = l.event("GUILD_MEMBERS_CHUNK")
	if len(chunk["members"].([]any)) != 1 || fmt.Sprint(chunk["not_found"]) != "[1]" {
		t.Errorf("by id: %v", chunk)
	}
}

// TestCompressedTransport reads a whole connection as one zlib stream. The stored zstd stream is only looked at:
// the standard library has no decoder.
func TestCompressedTransport(t *testing.T) {
	w := quiet(t)
	ws, _, err := websocket.Dial(w.ctx, w.info.Gateway+"?v=10&encoding=json&compress=zlib-stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer ws.CloseNow()
	ws.SetReadLimit(1 << 22)
	from, to := io.Pipe()
	go func() {
		for {
			_, b, err := ws.Read(w.ctx)
			if err != nil {
				to.CloseWithError(err)
				return
			}
			if !bytes.HasSuffix(b, []byte{0, 0, 0xff, 0xff}) {
				to.CloseWithError(fmt.Errorf("a message does not end with a flush"))
				return
			}
			to.Write(b)
		}
	}()
	z, err := zlib.NewReader(from)
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(z)
	var hello, ready object
	if err := d.Decode(&hello); err != nil || hello["op"] != 10.0 {
		t.Fatalf("hello: %v %v", hello, err)
	}
	b, _ := json.Marshal(object{"op": 2, "d": object{"token": w.info.Token, "intents": 1, "properties": object{}}})
	if err := ws.Write(w.ctx, websocket.MessageText, b); err != nil {
		t.Fatal(err)
	}
	if err := d.Decode(&ready); err != nil || ready["t"] != "READY" {
		t.Errorf("ready: %v %v", ready, err)
	}

	zs, _, err := websocket.Dial(w.ctx, w.info.Gateway+"?compress=zstd-stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer zs.CloseNow()
	_, frame, err := zs.Read(w.ctx)
	if err != nil || !bytes.HasPrefix(frame, []byte{0x28, 0xb5, 0x2f, 0xfd, 0, 0x38}) || !bytes.Contains(frame, []byte(`"op":10`)) {
		t.Errorf("zstd frame: %x %v", frame, err)
	}
}
