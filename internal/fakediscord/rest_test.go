package fakediscord_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"autofacts/internal/fakediscord"
)

func TestRefusals(t *testing.T) {
	w := quiet(t)
	posted := w.post(object{"content": "mine"})
	theirs, err := w.Send("Mia", fakediscord.Send{Content: "hers"})
	if err != nil {
		t.Fatal(err)
	}
	const none = "111111111111111111"
	x := func(n int) string { return strings.Repeat("x", n) }
	button := object{"type": 2, "style": 1, "label": "x", "custom_id": "same"}
	for _, c := range []struct {
		name, line string
		body       any
		want       string
	}{
		{"no such route", "GET /no/such/route", nil, "404/0"},
		{"wrong method", "DELETE /gateway", nil, "405/0"},
		{"a route that Discord has and we lack", "GET /guilds/{guild}/audit-logs", nil, "501/0"},
		{"not JSON", "POST /channels/{ch}/messages", `{"content":`, "400/50109"},
		{"more than JSON", "POST /channels/{ch}/messages", `{"content":"x"} and so on`, "400/50109"},
		{"not an object", "POST /channels/{ch}/messages", `"hello"`, "400/50035 :DICT_TYPE_CONVERT"},
		{"not a snowflake", "GET /channels/abc", nil, "400/50035 channel_id:NUMBER_TYPE_COERCE"},
		{"empty message", "POST /channels/{ch}/messages", object{}, "400/50006"},
		{"blank message", "POST /channels/{ch}/messages", object{"content": " \n "}, "400/50006"},
		{"2001 characters", "POST /channels/{ch}/messages", object{"content": x(2001)}, "400/50035 content:BASE_TYPE_MAX_LENGTH"},
		{"2001 characters in an edit", "PATCH /channels/{ch}/messages/" + posted, object{"content": x(2001)}, "400/50035 content:BASE_TYPE_MAX_LENGTH"},
		{"6001 characters of embeds", "POST /channels/{ch}/messages", object{"embeds": []object{{"description": x(3001)}, {"description": x(3000)}}}, "400/50035 embeds:MAX_EMBED_SIZE_EXCEEDED"},
		{"a custom id twice", "POST /channels/{ch}/messages", object{"content": "x", "components": []object{{"type": 1, "components": []object{button, button}}}},
			"400/50035 components.0.components.1.custom_id:COMPONENT_CUSTOM_ID_DUPLICATED"},
		{"4001 characters of text", "POST /channels/{ch}/messages", object{"flags": 1 << 15, "components": []object{{"type": 10, "content": x(2001)}, {"type": 10, "content": x(2000)}}},
			"400/50035 components:COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"},
		{"two options chosen where one may be", "POST /channels/{ch}/messages", object{"content": "x", "components": []object{{"type": 1, "components": []object{{"type": 3, "custom_id": "a",
			"options": []object{{"label": "a", "value": "a", "default": true}, {"label": "b", "value": "b", "default": true}}}}}}}, "400/50035 components.0.components.0.options:SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS"},
		{"translated name in capitals", "POST /applications/{app}/commands", object{"name": "ask", "description": "x", "name_localizations": object{"de": "Frage"}},
			"400/50035 name_localizations.de:APPLICATION_COMMAND_INVALID_NAME"},
		{"no such language", "PUT /applications/{app}/commands", []object{{"name": "ask", "description": "x", "description_localizations": object{"xx": "y"}}},
			"400/50035 0.description_localizations.xx:BASE_TYPE_CHOICES"},
		{"value of a choice", "POST /applications/{app}/commands", object{"name": "ask", "description": "x", "options": []object{{"type": 3, "name": "a", "description": "b",
			"choices": []object{{"name": "c", "value": x(101)}}}}}, "400/50035 options.0.choices.0.value:BASE_TYPE_MAX_LENGTH"},
		{"autocomplete of yes and no", "POST /applications/{app}/commands", object{"name": "ask", "description": "x", "options": []object{{"type": 5, "name": "a", "description": "b", "autocomplete": true}}},
			"400/50035 options.0.autocomplete:APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID"},
		{"reply to nothing", "POST /channels/{ch}/messages", object{"content": "x", "message_reference": object{"message_id": none}}, "400/50035 message_reference:REPLIES_UNKNOWN_MESSAGE"},
		{"attachment that was not sent", "POST /channels/{ch}/messages", object{"content": "x", "attachments": []object{{"id": 0, "filename": "ghost.txt"}}}, "400/50035 attachments.0:ATTACHMENT_NOT_FOUND"},
		{"edit to nothing", "PATCH /channels/{ch}/messages/" + posted, object{"content": ""}, "400/50006"},
		{"edit of another's message", "PATCH /channels/{ch}/messages/" + theirs.ID, object{"content": "x"}, "403/50005"},
		{"unknown message", "GET /channels/{ch}/messages/" + none, nil, "404/10008"},
		{"unknown channel", "POST /channels/" + none + "/messages", object{"content": "x"}, "404/10003"},
		{"unknown guild", "GET /guilds/" + none, nil, "404/10004"},
		{"unknown member", "GET /guilds/{guild}/members/" + none, nil, "404/10007"},
		{"unknown user", "GET /users/" + none, nil, "404/10013"},
		{"no emoji", "PUT /channels/{ch}/messages/" + posted + "/reactions/notanemoji/@me", nil, "400/10014"},
		{"history of 101", "GET /channels/{ch}/messages?limit=101", nil, "400/50035 limit:NUMBER_TYPE_MAX"},
		{"bulk delete of one", "POST /channels/{ch}/messages/bulk-delete", object{"messages": []string{posted}}, "400/50016"},
		{"DM to a stranger", "POST /users/@me/channels", object{"recipient_id": none}, "400/50033"},
		{"another application", "PUT /applications/" + none + "/commands", []any{}, "403/20012"},
		{"unknown command", "GET /applications/{app}/commands/" + none, nil, "404/10063"},
		{"command in capitals", "POST /applications/{app}/commands", object{"name": "ASK", "description": "x"}, "400/50035 name:APPLICATION_COMMAND_INVALID_NAME"},
		{"command rights", "GET /applications/{app}/guilds/{guild}/commands/" + none + "/permissions", nil, "404/10063"},
		{"unknown interaction", "POST /interactions/" + none + "/nope/callback", object{"type": 4, "data": object{"content": "x"}}, "404/10062"},
		{"unknown webhook token", "POST /webhooks/{app}/nope", object{"content": "x"}, "401/50027"},
		{"thread without a name", "POST /channels/{ch}/messages/" + posted + "/threads", object{}, "400/50035 name:BASE_TYPE_REQUIRED"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := said(w.rest(c.line, c.body)); got != c.want {
				t.Errorf("%s: %s, want %s", c.line, got, c.want)
			}
		})
	}
	if n := w.Lacking()["GET /guilds/{guild_id}/audit-logs"]; n != 1 {
		t.Errorf("lacking: %v", w.Lacking())
	}
}

func TestRightsOfTheBot(t *testing.T) {
	w := begin(t, fakediscord.Options{Limits: fakediscord.LimitsOff,
		Denied: []string{"SEND_MESSAGES", "READ_MESSAGE_HISTORY", "ADD_REACTIONS", "MANAGE_MESSAGES"}})
	if got := said(w.rest("POST /channels/{ch}/messages", object{"content": "x"})); got != "403/50013" {
		t.Errorf("message: %s", got)
	}
	if _, err := w.Send("Mia", fakediscord.Send{Content: "hello"}); err != nil {
		t.Fatal(err)
	}
	if _, o := w.rest("GET /channels/{ch}/messages", nil); len(o["list"].([]any)) != 0 {
		t.Errorf("history without the permission: %v", o)
	}
	hidden := begin(t, fakediscord.Options{Limits: fakediscord.LimitsOff, Denied: []string{"VIEW_CHANNEL"}})
	if got := said(hidden.rest("GET /channels/{ch}", nil)); got != "403/50001" {
		t.Errorf("hidden channel: %s", got)
	}
}

func TestTokensAndVersions(t *testing.T) {
	w := quiet(t)
	for _, c := range []struct {
		path, auth string
		status     int
	}{
		{"/v10/users/@me", "Bot " + w.info.Token, 200}, {"/v9/users/@me", "Bot " + w.info.Token, 200},
		{"/users/@me", "Bot " + w.info.Token, 200}, {"/v5/users/@me", "Bot " + w.info.Token, 400},
		{"/v10/users/@me", w.info.Token, 401}, {"/v10/users/@me", "", 401}, {"/v10/gateway", "", 200},
	} {
		r, err := http.NewRequestWithContext(w.ctx, "GET", w.info.API+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if c.auth != "" {
			r.Header.Set("Authorization", c.auth)
		}
		if status, body, _ := send(t, r); status != c.status {
			t.Errorf("%s with %.8q: %d %s, want %d", c.path, c.auth, status, body, c.status)
		}
	}
}

func TestOnlyLoopbackAndItsOwnPages(t *testing.T) {
	w := quiet(t)
	for _, c := range []struct {
		host, origin string
		status       int
	}{
		{"", "", 200}, {"localhost:1", "", 200}, {"[::1]:1", "", 200}, {"discord.example", "", 403},
		{"", strings.TrimSuffix(w.info.API, "/api"), 200},
		{"", "http://127.0.0.1:9", 403}, {"", "https://evil.example", 403}, {"", "null", 403},
	} {
		r, err := http.NewRequestWithContext(w.ctx, "GET", w.info.Act+"/Mia/state", nil)
		if err != nil {
			t.Fatal(err)
		}
		if r.Host = c.host; c.host == "" {
			r.Host = r.URL.Host
		}
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
		}
		if status, _, _ := send(t, r); status != c.status {
			t.Errorf("host %q origin %q: %d, want %d", c.host, c.origin, status, c.status)
		}
	}
}

func TestHistory(t *testing.T) {
	w := quiet(t)
	id := map[string]string{}
	for _, n := range []string{"a", "b", "c", "d", "e"} {
		id[n] = w.post(object{"content": n})
	}
	for query, want := range map[string]string{
		"limit=2": "e d", "limit=2&before=" + id["d"]: "c b", "limit=2&after=" + id["b"]: "d c",
		"limit=3&around=" + id["c"]: "d c b", "after=" + id["e"]: "",
	} {
		_, o := w.rest("GET /channels/{ch}/messages?"+query, nil)
		var got []string
		for _, m := range o["list"].([]any) {
			got = append(got, m.(object)["content"].(string))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", query, got, want)
		}
	}
}

func TestNobodyIsPingedUnlessAllowed(t *testing.T) {
	w := quiet(t)
	mia := w.info.People[0].ID
	text := "<@" + mia + "> @everyone `<@" + w.info.ApplicationID + ">`"
	for _, c := range []struct {
		allowed  any
		users    int
		everyone bool
	}{
		{nil, 1, true}, {object{"parse": []string{}}, 0, false}, {object{"parse": []string{"users"}}, 1, false},
		{object{"users": []string{mia}}, 1, false}, {object{"parse": []string{"everyone"}}, 0, true},
	} {
		body := object{"content": text}
		if c.allowed != nil {
			body["allowed_mentions"] = c.allowed
		}
		_, m := w.rest("POST /channels/{ch}/messages", body)
		if len(m["mentions"].([]any)) != c.users || m["mention_everyone"] != c.everyone {
			t.Errorf("%v: mentions %v everyone %v", c.allowed, m["mentions"], m["mention_everyone"])
		}
	}
}

func TestSuppressedEmbedsAreNotShown(t *testing.T) {
	w := quiet(t)
	_, m := w.rest("POST /channels/{ch}/messages", object{"content": "x", "embeds": []object{{"title": "own"}}, "flags": 4})
	if len(m["embeds"].([]any)) != 0 {
		t.Errorf("embeds beside SUPPRESS_EMBEDS: %v", m["embeds"])
	}
	_, m = w.rest("PATCH /channels/{ch}/messages/"+m["id"].(string), object{"flags": 0})
	if len(m["embeds"].([]any)) != 1 {
		t.Errorf("embeds once the flag is gone: %v", m["embeds"])
	}
}

func TestEnforcedNonce(t *testing.T) {
	w := quiet(t)
	body := object{"content": "once", "nonce": "n1", "enforce_nonce": true}
	first := w.post(body)
	if again := w.post(body); again != first {
		t.Error("the same nonce made two messages")
	}
	w.clock.Advance(10 * 60 * 1e9)
	if later := w.post(body); later == first {
		t.Error("the nonce is remembered for ever")
	}
}

func TestComponentsV2(t *testing.T) {
	w := quiet(t)
	text := func(s string) object { return object{"type": 10, "content": s} }
	id := w.post(object{"flags": 1 << 15, "components": []object{{"type": 17, "components": []object{text("a"), text("b")}}}})
	_, m := w.rest("PATCH /channels/{ch}/messages/"+id, object{"components": []object{text("c")}})
	if got := m["components"].([]any)[0].(object); got["content"] != "c" || got["id"] == nil {
		t.Errorf("edited without repeating the flag: %v", m)
	}
	if got := said(w.rest("PATCH /channels/{ch}/messages/"+id, object{"content": "x"})); !strings.HasPrefix(got, "400/50035 content:") {
		t.Errorf("content on a message of version 2: %s", got)
	}
	if got := said(w.rest("POST /channels/{ch}/messages", object{"flags": 1 << 15})); got != "400/50006" {
		t.Errorf("nothing at all: %s", got)
	}
}

// onePixel is a picture of one pixel by one.
const onePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func TestAttachments(t *testing.T) {
	w := quiet(t)
	pixel, err := base64.StdEncoding.DecodeString(onePixel)
	if err != nil {
		t.Fatal(err)
	}
	m := w.upload("POST", "/channels/"+w.info.ChannelID+"/messages",
		`{"embeds":[{"title":"chart","image":{"url":"attachment://chart.png"}}],"attachments":[{"id":0,"filename":"chart.png","description":"alt"}]}`,
		map[string][]byte{"chart.png": pixel, "notes.txt": []byte("héllo")})
	list := m["attachments"].([]any)
	if len(list) != 1 || list[0].(object)["filename"] != "notes.txt" {
		t.Fatalf("a file that an embed shows is no attachment: %v", list)
	}
	image := m["embeds"].([]any)[0].(object)["image"].(object)
	if image["width"] != 1.0 || strings.HasPrefix(image["url"].(string), "attachment:") {
		t.Errorf("image of the embed: %v", image)
	}
	r, err := http.NewRequestWithContext(w.ctx, "GET", list[0].(object)["url"].(string), nil)
	if err != nil {
		t.Fatal(err)
	}
	if status, body, _ := send(t, r); status != 200 || body != "héllo" {
		t.Errorf("download: %d %q", status, body)
	}
	_, m = w.rest("PATCH /channels/{ch}/messages/"+m["id"].(string), object{"content": "bare", "attachments": []any{}, "embeds": []any{}})
	if len(m["attachments"].([]any)) != 0 {
		t.Errorf("attachments after an edit that lists none: %v", m["attachments"])
	}
}

// upload sends files beside a JSON body and gives the message.
func (w *world) upload(method, path, body string, files map[string][]byte) object {
	w.t.Helper()
	var buf bytes.Buffer
	form := multipart.NewWriter(&buf)
	form.WriteField("payload_json", body)
	n := 0
	for _, name := range []string{"chart.png", "notes.txt"} {
		if data, ok := files[name]; ok {
			part, err := form.CreateFormFile(fmt.Sprintf("files[%d]", n), name)
			if err != nil {
				w.t.Fatal(err)
			}
			part.Write(data)
			n++
		}
	}
	form.Close()
	r, err := http.NewRequestWithContext(w.ctx, method, w.info.API+"/v10"+path, &buf)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+w.info.Token)
	r.Header.Set("Content-Type", form.FormDataContentType())
	status, text, _ := send(w.t, r)
	if status != 200 {
		w.t.Fatalf("upload: %d %s", status, text)
	}
	_, m := w.rest("GET /channels/{ch}/messages?limit=1", nil)
	return m["list"].([]any)[0].(object)
}

func TestThreads(t *testing.T) {
	w := quiet(t)
	l, _ := w.online(allIntents)
	id := w.post(object{"content": "start here"})
	status, th := w.rest("POST /channels/{ch}/messages/"+id+"/threads", object{"name": "aside"})
	if status != 201 || th["id"] != id || th["type"] != 11.0 {
		t.Fatalf("thread: %d %v", status, th)
	}
	if ev := l.event("THREAD_CREATE"); ev["parent_id"] != w.info.ChannelID || ev["newly_created"] != true {
		t.Errorf("THREAD_CREATE: %v", ev)
	}
	if got := said(w.rest("POST /channels/{ch}/messages/"+id+"/threads", object{"name": "again"})); got != "400/160004" {
		t.Errorf("second thread on a message: %s", got)
	}
	if status, _ := w.rest("POST /channels/"+id+"/messages", object{"content": "in it"}); status != 200 {
		t.Errorf("message in the thread: %d", status)
	}
	w.rest("PATCH /channels/"+id, object{"archived": true, "locked": true})
	if _, err := w.Send("Mia", fakediscord.Send{ChannelID: id, Content: "late"}); refusal(err) != 403 {
		t.Error("a member wrote in a locked thread")
	}
}

// TestWhatIsRefusedOpensNoThread holds that an archived thread is opened by a
// message in it, and by nothing that is no message in the end.
func TestWhatIsRefusedOpensNoThread(t *testing.T) {
	w := quiet(t)
	_, th := w.rest("POST /channels/{ch}/threads", object{"name": "aside", "type": 11})
	at := "/channels/" + th["id"].(string)
	archived := func() bool {
		_, got := w.rest("GET "+at, nil)
		return got["thread_metadata"].(object)["archived"].(bool)
	}
	w.rest("PATCH "+at, object{"archived": true})
	if got := said(w.rest("POST "+at+"/messages", object{"content": ""})); got != "400/50006" {
		t.Errorf("an empty message: %s", got)
	}
	if got := said(w.rest("POST "+at+"/messages", object{"content": "x", "message_reference": object{"message_id": "1"}})); got[:3] != "400" {
		t.Errorf("a reply to nothing: %s", got)
	}
	if _, err := w.Send("Mia", fakediscord.Send{ChannelID: th["id"].(string), Content: " "}); refusal(err) != 400 {
		t.Errorf("a member's empty message: %v", err)
	}
	if _, err := w.Send("Mia", fakediscord.Send{ChannelID: th["id"].(string), Content: "x", ReplyTo: "1"}); refusal(err) != 404 {
		t.Errorf("a member's reply to nothing: %v", err)
	}
	w.rest("POST "+at+"/typing", nil)
	if !archived() {
		t.Fatal("it was opened by what is no message")
	}
	if status, _ := w.rest("POST "+at+"/messages", object{"content": "x"}); status != 200 || archived() {
		t.Errorf("a message: %d, archived %v", status, archived())
	}
	w.rest("PATCH "+at, object{"archived": true})
	if _, err := w.Send("Mia", fakediscord.Send{ChannelID: th["id"].(string), Content: "x"}); err != nil || archived() {
		t.Errorf("a member's message: %v, archived %v", err, archived())
	}
}

func TestRateLimits(t *testing.T) {
	w := begin(t, fakediscord.Options{})
	var statuses []int
	var h http.Header
	for range 6 {
		var status int
		status, _, h = w.raw("POST /channels/{ch}/messages", object{"content": "x"})
		statuses = append(statuses, status)
	}
	if fmt.Sprint(statuses) != "[200 200 200 200 200 429]" {
		t.Errorf("statuses: %v", statuses)
	}
	if h.Get("Retry-After") != "5" || h.Get("X-RateLimit-Remaining") != "0" || h.Get("X-RateLimit-Scope") != "user" {
		t.Errorf("headers of the 429: %v", h)
	}
	w.clock.Advance(5 * 1e9)
	if status, _, _ := w.raw("POST /channels/{ch}/messages", object{"content": "x"}); status != 200 {
		t.Errorf("after the wait: %d", status)
	}
}

func TestCommandsCreatedInADay(t *testing.T) {
	w := quiet(t)
	create := func(n int) string {
		var list []object
		for i := range 50 {
			list = append(list, object{"name": fmt.Sprintf("c%d-%d", n, i), "description": "x"})
		}
		return said(w.rest("PUT /applications/{app}/commands", list))
	}
	got := ""
	for n := range 5 {
		got += create(n) + " "
	}
	if got += create(3); got != "200 200 200 200 400/30034 200" {
		t.Errorf("50 new commands at a time: %s", got)
	}
	w.clock.Advance(24 * time.Hour)
	if got := create(5); got != "200" {
		t.Errorf("the next day: %s", got)
	}
}
