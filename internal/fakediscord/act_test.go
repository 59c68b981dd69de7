package fakediscord_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"autofacts/internal/fakediscord"
)

// act calls the person API.
func (w *world) act(line, body string) (int, string) {
	w.t.Helper()
	method, path, _ := strings.Cut(line, " ")
	r, err := http.NewRequestWithContext(w.ctx, method, w.info.Act+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	status, text, _ := send(w.t, r)
	return status, text
}

func TestPersonAPI(t *testing.T) {
	w := quiet(t)
	ch := w.info.ChannelID
	bot := w.post(object{"content": "I am here"})
	status, text := w.act("POST /Mia/send", fmt.Sprintf(`{"channel_id":%q,"content":"hello","reply_to":%q}`, ch, bot))
	var m fakediscord.Message
	if err := json.Unmarshal([]byte(text), &m); err != nil || status != 200 || m.Type != 19 || m.ReferencedMessage.Content != "I am here" {
		t.Fatalf("send: %d %s %v", status, text, err)
	}
	touch := func(more string) string { return fmt.Sprintf(`{"channel_id":%q,"message_id":%q%s}`, ch, m.ID, more) }
	for _, c := range []struct {
		line, body string
		status     int
		want       string
	}{
		{"POST /" + m.Author.ID + "/edit", touch(`,"content":"hello!"`), 200, `"content":"hello!"`},
		{"POST /mia/react", touch(`,"emoji":"👍"`), 200, `"count":1`},
		{"POST /moderator/react", touch(`,"emoji":"👍"`), 200, `"count":2`},
		{"POST /Mia/react", touch(`,"emoji":"👍"`), 200, `"count":1`},
		{"POST /Mia/react", touch(`,"emoji":"no"`), 400, `is not an emoji`},
		{"POST /Otto/edit", touch(`,"content":"mine"`), 403, `messages of their own`},
		{"POST /Otto/delete", touch(``), 200, `"content":"hello!"`},
		{"POST /Mia/delete", touch(``), 404, `sees no message`},
		{"POST /Mia/send", `{"content":"  "}`, 400, `the message is empty`},
		{"POST /Mia/send", `{"content":`, 400, `is not the JSON`},
		{"POST /Mia/send", `{"content":"x"} {}`, 400, `is not the JSON`},
		{"POST /Mia/send", `{"channel_id":"1","content":"x"}`, 404, `sees no channel`},
		{"POST /Zoe/send", `{"content":"x"}`, 404, `there is no person`},
		{"POST /Mia/dance", `{}`, 404, `the calls are`},
		{"POST /fault", `{"kind":"flood"}`, 400, `there is no fault`},
		{"POST /fault", `{"kind":"slow","ms":1}`, 200, `ok`},
		{"POST /Mia/command", `{"name":"nosuch"}`, 400, `there is no command`},
		{"GET /Mia/channels/" + ch + "/messages?after=x", ``, 400, `after is the id`},
	} {
		status, text := w.act(c.line, c.body)
		if status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("%s %s: %d %s, want %d %s", c.line, c.body, status, text, c.status, c.want)
		}
		if status >= 400 && !strings.HasPrefix(text, `{"error":`) {
			t.Errorf("%s: %s is no {error}", c.line, text)
		}
	}
}

func TestStateShowsWhatThatPersonMayUse(t *testing.T) {
	w, _ := answering(t)
	show := func(person string) string {
		st, err := w.State(person)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, c := range st.Channels {
			b, _ := json.Marshal(c["name"])
			out = append(out, "#"+strings.Trim(string(b), `"`))
		}
		for _, c := range st.Commands {
			out = append(out, fmt.Sprint("/", c["name"]))
		}
		return strings.Join(out, " ")
	}
	if got := show("Mia"); got != "#general #ask #market-talk #Autofacts /ask /Check this /Who" {
		t.Errorf("Mia: %s", got)
	}
	if got := show("Otto"); got != "#general #ask #market-talk #moderators #Autofacts /ask /mod /Check this /Who" {
		t.Errorf("Otto: %s", got)
	}
}

func TestEventsArePrivate(t *testing.T) {
	w, l := answering(t)
	follow := func(person string) *bufio.Scanner {
		r, err := http.NewRequestWithContext(w.ctx, "GET", w.info.Act+"/"+person+"/events", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { resp.Body.Close() })
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<20)
		lines.Scan() // ": connected"
		return lines
	}
	until := func(lines *bufio.Scanner, content string) (kinds []string) {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e struct {
					Type string
					Data object
				}
				if err := json.Unmarshal([]byte(data), &e); err != nil {
					t.Fatal(err)
				}
				kinds = append(kinds, e.Type)
				if e.Data["content"] == content {
					return kinds
				}
			}
		}
		t.Fatalf("the events ended: %v", lines.Err())
		return nil
	}
	mia, otto := follow("Mia"), follow("Otto")
	l.do(w.ask, func(it object) {
		w.callback(it, object{"type": 4, "data": object{"content": "for Mia", "flags": 64}})
	})
	w.post(object{"content": "for all"})
	if got := fmt.Sprint(until(mia, "for all")); got != "[message_create interaction message_create]" {
		t.Errorf("Mia: %s", got)
	}
	if got := fmt.Sprint(until(otto, "for all")); got != "[message_create]" {
		t.Errorf("Otto: %s", got)
	}
}

func TestWaitingForAMessage(t *testing.T) {
	w := quiet(t)
	first := w.post(object{"content": "first"})
	after := func(id string) string { return "GET /Mia/channels/" + w.info.ChannelID + "/messages?after=" + id }
	if _, text := w.act(after(first), ""); text != "[]" {
		t.Errorf("without waiting: %s", text)
	}
	got := make(chan string)
	wait := func(id string) {
		_, text := w.act(after(id)+"&wait_ms=5000", "")
		got <- text
	}
	go wait(first)
	w.clock.BlockUntil(1)
	w.post(object{"content": "second"})
	if text := <-got; !strings.Contains(text, "second") {
		t.Errorf("message that arrives: %s", text)
	}
	go wait(w.post(object{"content": "last"}))
	w.clock.BlockUntil(1)
	w.clock.Advance(5 * 1e9)
	if text := <-got; text != "[]" {
		t.Errorf("nothing arrives: %s", text)
	}
}
