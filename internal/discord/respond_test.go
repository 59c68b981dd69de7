package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"autofacts/internal/answer"
	"autofacts/internal/bot"
	"autofacts/internal/fakediscord"
	"autofacts/internal/kb"
)

// A recorder stands for Discord's REST interface: it notes each request and
// answers as told.
type recorder struct {
	server *httptest.Server
	clock  *fakediscord.ManualClock
	got    chan string // "METHOD path body"
	mu     sync.Mutex
	say    []answerOf // for the next requests, in order; after that 200 with what was sent
	log    lockedBuffer
	global bool // limits are of the whole bot
}

type answerOf struct {
	status int
	body   string
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

const secretToken = "MTIz.the-secret.token"

func record(t *testing.T, say ...answerOf) (*recorder, *Client) {
	t.Helper()
	r := &recorder{clock: fakediscord.NewManualClock(time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)), got: make(chan string, 100), say: say}
	r.server = httptest.NewServer(r)
	t.Cleanup(r.server.Close)
	c, err := New(Options{
		Token: secretToken, Bot: bot.New(bot.Options{Now: r.clock.Now}), BaseURL: r.server.URL + "/api", Clock: r.clock,
		Logger: slog.New(slog.NewTextHandler(&r.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s := r.log.String(); strings.Contains(s, secretToken) || strings.Contains(s, "interaction-token") {
			t.Errorf("a token is in the log:\n%s", s)
		}
	})
	return r, c
}

func (r *recorder) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, _ := io.ReadAll(req.Body)
	r.mu.Lock()
	next := answerOf{http.StatusOK, string(body)} // a message comes back as it was sent
	if len(r.say) > 0 {
		next, r.say = r.say[0], r.say[1:]
	}
	r.mu.Unlock()
	r.got <- fmt.Sprintf("%s %s %s", req.Method, req.URL.Path, body)
	if r.global && next.status == http.StatusTooManyRequests {
		w.Header().Set("X-RateLimit-Global", "true")
	}
	w.WriteHeader(next.status)
	io.WriteString(w, next.body)
}

// next gives the next request.
func (r *recorder) next(t *testing.T) string {
	t.Helper()
	select {
	case s := <-r.got:
		return s
	case <-time.After(10 * time.Second):
		t.Fatalf("nothing was sent; log:\n%s", &r.log)
	}
	return ""
}

const anInteraction = `{"id":"7","application_id":"2","type":2,"token":"interaction-token","guild_id":"3","channel_id":"4","member":{"user":{"id":"5"}},"data":{"name":"slow","type":1}}`

func slowly(c *Client, how way) (release chan reply) {
	release = make(chan reply)
	c.routes.commands["slow"] = route{how: always(how), run: func(context.Context, *interaction) reply { return <-release }}
	return release
}

func TestALongAnswerIsPromisedInTime(t *testing.T) {
	tests := map[string]struct {
		how     way
		promise string
	}{
		"public":   {public, `{"type":5}`},
		"private":  {private, `{"type":5,"data":{"flags":64}}`},
		"in place": {update, `{"type":6}`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, c := record(t)
			release := slowly(c, test.how)
			go c.onInteraction(t.Context(), json.RawMessage(anInteraction), r.clock.Now())
			r.clock.BlockUntil(1)
			r.clock.Advance(deferAfter)
			if got := r.next(t); got != "POST /api/v10/interactions/7/interaction-token/callback "+test.promise {
				t.Errorf("promised with %s", got)
			}
			release <- reply{content: "There it is."}
			if got := r.next(t); !strings.HasPrefix(got, `PATCH /api/v10/webhooks/2/interaction-token/messages/@original {"content":"There it is."`) {
				t.Errorf("fulfilled with %s", got)
			}
		})
	}
}

func TestAPromiseThatCannotBeKeptIsTakenBack(t *testing.T) {
	r, c := record(t)
	slowly(c, public)
	go c.onInteraction(t.Context(), json.RawMessage(anInteraction), r.clock.Now())
	r.clock.BlockUntil(1)
	r.clock.Advance(deferAfter)
	r.next(t)
	r.clock.BlockUntil(1)
	r.clock.Advance(answerWithin)
	if got := r.next(t); !strings.Contains(got, "This took too long") {
		t.Errorf("sent %s", got)
	}
}

func TestAnInteractionThatIsOverIsNobodysFault(t *testing.T) {
	for name, say := range map[string]answerOf{
		"unknown":  {404, `{"code":10062,"message":"Unknown interaction"}`},
		"answered": {400, `{"code":40060,"message":"Interaction has already been acknowledged."}`},
	} {
		r, c := record(t, say)
		c.routes.commands["slow"] = route{how: always(public), run: func(context.Context, *interaction) reply { return reply{content: "x"} }}
		c.onInteraction(t.Context(), json.RawMessage(anInteraction), r.clock.Now())
		r.next(t) // it was tried
		if s := r.log.String(); strings.Contains(s, "level=ERROR") || strings.Contains(s, "level=WARN") {
			t.Errorf("%s: logged %s", name, s)
		}
	}
}

func TestAPanicInAHandlerBecomesASentence(t *testing.T) {
	r, c := record(t)
	c.routes.commands["slow"] = route{how: always(public), run: func(context.Context, *interaction) reply { panic("boom") }}
	c.onInteraction(t.Context(), json.RawMessage(anInteraction), r.clock.Now())
	if got := r.next(t); !strings.Contains(got, "Something went wrong") || !strings.Contains(got, `"flags":68`) {
		t.Errorf("sent %s", got)
	}
	if !strings.Contains(r.log.String(), "boom") {
		t.Error("the panic is not in the log")
	}
	c.begin(func() { panic("bang") })
	c.wait.Wait()
	if !strings.Contains(r.log.String(), "bang") {
		t.Error("the panic of an event is not in the log")
	}
}

func TestAFloodIsSlowedAndToldOnce(t *testing.T) {
	r, c := record(t)
	c.bot = bot.New(bot.Options{Now: r.clock.Now, Limits: bot.Limits{PersonBurst: 1, PersonEvery: time.Minute}})
	c.self = "9"
	message := json.RawMessage(`{"id":"10","channel_id":"4","guild_id":"3","type":0,"content":"<@9> hello","author":{"id":"5"},"mentions":[{"id":"9"}]}`)
	for range 4 {
		c.onMessage(t.Context(), message)
	}
	if len(r.got) != 2 {
		t.Errorf("%d messages were sent to somebody who asked four times, want an answer and one sentence", len(r.got))
	}
	r.next(t)
	if got := r.next(t); !strings.Contains(got, string(tooFast)) {
		t.Errorf("sent %s", got)
	}
	r.clock.Advance(time.Minute)
	c.onMessage(t.Context(), message)
	if got := r.next(t); strings.Contains(got, string(tooFast)) {
		t.Errorf("a minute later: %s", got)
	}
}

// TestWhereTheBotMayNotSpeak: what is refused is left out, then the bot is
// quiet, and the log says so once.
func TestWhereTheBotMayNotSpeak(t *testing.T) {
	card := reply{content: "Yes.", cards: []card{{text: "the statement"}}}
	to := &message{ID: "10", ChannelID: "4", GuildID: "3"}
	noPermission := answerOf{403, `{"code":50013,"message":"Missing Permissions"}`}
	tests := map[string]struct {
		say  []answerOf
		want []string // what each request holds
	}{
		"no history: without the reference": {
			[]answerOf{{400, `{"code":160002,"message":"Cannot reply without permission to read message history"}`}},
			[]string{`"message_reference":{"message_id":"10","fail_if_not_exists":false}`, `"content":"Yes."`}},
		"no embeds: as text": {
			[]answerOf{noPermission},
			[]string{`"description":"the statement"`, `"content":"Yes.\nthe statement","embeds":[]`}},
		"no messages: quiet":     {[]answerOf{noPermission, noPermission}, []string{`"embeds":[{`, `"embeds":[]`}},
		"archived thread: quiet": {[]answerOf{{400, `{"code":50083,"message":"Thread is archived"}`}}, []string{`"embeds":[{`}},
		"no access: quiet":       {[]answerOf{{403, `{"code":50001,"message":"Missing Access"}`}}, []string{`"embeds":[{`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, c := record(t, test.say...)
			c.post(t.Context(), to, card)
			for _, want := range test.want {
				if got := r.next(t); !strings.Contains(got, want) {
					t.Errorf("sent %s, want %s", got, want)
				}
			}
			if len(r.got) > 0 {
				t.Errorf("also sent %s", r.next(t))
			}
			once := strings.Count(r.log.String(), "level=WARN")
			r.mu.Lock()
			if !c.plainOnly(to.ChannelID) {
				r.say = test.say
			}
			r.mu.Unlock()
			c.post(t.Context(), to, card)
			if again := strings.Count(r.log.String(), "level=WARN"); once == 0 || again != once {
				t.Errorf("logged %d times, then %d in all", once, again)
			}
		})
	}
}

func TestEmbedsTakenAwayComeBackAsText(t *testing.T) {
	r, c := record(t, answerOf{200, `{"id":"11","embeds":[]}`})
	c.post(t.Context(), &message{ID: "10", ChannelID: "4"}, reply{content: "Yes.", cards: []card{{text: "the statement"}}})
	r.next(t)
	if got := r.next(t); !strings.HasPrefix(got, `PATCH /api/v10/channels/4/messages/11 {"content":"Yes.\nthe statement","embeds":[]`) {
		t.Errorf("sent %s", got)
	}
}

func TestAChannelWithoutEmbedsIsNotAskedEachTime(t *testing.T) {
	r, c := record(t, answerOf{403, `{"code":50013,"message":"Missing Permissions"}`})
	to, card := &message{ID: "10", ChannelID: "4"}, reply{content: "Yes.", cards: []card{{text: "the statement"}}}
	c.post(t.Context(), to, card)
	c.post(t.Context(), to, card)
	for i, want := range []string{`"embeds":[{`, `"embeds":[]`, `"embeds":[]`} {
		if got := r.next(t); !strings.Contains(got, want) {
			t.Errorf("request %d: %s, want %s", i, got, want)
		}
	}
	r.clock.Advance(withoutCardsFor + time.Second)
	c.post(t.Context(), to, card)
	if got := r.next(t); !strings.Contains(got, `"embeds":[{`) {
		t.Errorf("ten minutes later: %s", got)
	}
}

func TestAForgedButtonOpensNothing(t *testing.T) {
	r, c := record(t)
	genuine := c.keeper.seal(verbSource, factMarks("x"), "guild 3")
	tests := map[string]string{
		"made up":                  "source.AAAA",
		"no state":                 "source",
		"of another server":        c.keeper.seal(verbSource, factMarks("x"), "guild 4"),
		"with another key":         newKeeper([]byte("guess")).seal(verbSource, factMarks("x"), "guild 3"),
		"of another verb":          strings.Replace(genuine, verbSource, verbRelated, 1),
		"cut short":                genuine[:len(genuine)-1],
		"of a verb there is not":   c.keeper.seal("nothing", nil, "guild 3"),
		"empty":                    "",
		"older than the base":      genuine,
		"with a state of nonsense": c.keeper.seal(verbPage, []byte("nonsense"), "guild 3"),
	}
	for name, id := range tests {
		raw, err := json.Marshal(map[string]any{
			"id": "7", "application_id": "2", "type": interactionComponent, "token": "interaction-token", "guild_id": "3", "channel_id": "4",
			"user": map[string]string{"id": "5"}, "message": map[string]string{"id": "6"}, "data": map[string]string{"custom_id": id},
		})
		if err != nil {
			t.Fatal(err)
		}
		c.onInteraction(t.Context(), raw, r.clock.Now())
		got := r.next(t)
		if !strings.Contains(got, "out of date") && !strings.Contains(got, "no longer in the base") {
			t.Errorf("%s: %s", name, got)
		}
		if !strings.Contains(got, `"flags":68`) {
			t.Errorf("%s: not for that person alone: %s", name, got)
		}
	}
}

// TestWhoeverAskedChooses: only the person who was asked what they meant changes
// the message; others are answered on the side.
func TestWhoeverAskedChooses(t *testing.T) {
	base := kb.NewBase([]kb.Fact{{ID: "a", Statement: "A."}, {ID: "b", Statement: "B."}}, nil, kb.Lexicon{})
	r, c := record(t)
	c.bot.SetBase(answer.New(base))
	mia := scene{caller: bot.Caller{Guild: "3", Channel: "4", Person: "5"}, place: "guild 3"}
	asked := c.answered(mia, bot.Utterance{Text: "a or b?"}, answer.Reply{Outcome: answer.Clarify, Lead: "Which?", Closest: []kb.FactID{"a", "b"}})
	second := asked.rows[1][0].(discordgo.Button)
	for person, want := range map[string]string{"5": `"type":7`, "6": `"flags":64`} {
		raw, err := json.Marshal(map[string]any{
			"id": "7", "application_id": "2", "type": interactionComponent, "token": "interaction-token", "guild_id": "3", "channel_id": "4",
			"member": map[string]any{"user": map[string]string{"id": person}}, "message": map[string]string{"id": "6"}, "data": map[string]string{"custom_id": second.CustomID},
		})
		if err != nil {
			t.Fatal(err)
		}
		c.onInteraction(t.Context(), raw, r.clock.Now())
		if got := r.next(t); !strings.Contains(got, want) || !strings.Contains(got, "B.") {
			t.Errorf("person %s: %s, want %s", person, got, want)
		}
	}
}

func TestToWhomTheBotListens(t *testing.T) {
	const me = `"mentions":[{"id":"9"}]`
	tests := map[string]struct {
		message string
		want    bool
	}{
		"a mention":                   {`"type":0,"content":"<@9> hello",` + me, true},
		"a mention of a nickname":     {`"type":0,"content":"<@!9> hello",` + me, true},
		"no mention":                  {`"type":0,"content":"hello"`, false},
		"a mention within code":       {`"type":0,"content":"~<@9>~","mentions":[]`, false},
		"a reply to the bot":          {`"type":19,"content":"and then?","referenced_message":{"author":{"id":"9"}}`, true},
		"a reply to somebody else":    {`"type":19,"content":"and then?","referenced_message":{"author":{"id":"8"}}`, false},
		"a reply to what was deleted": {`"type":19,"content":"and then?","referenced_message":null`, false},
		"everyone":                    {`"type":0,"content":"@everyone hello","mention_everyone":true,"mentions":[]`, false},
		"a role":                      {`"type":0,"content":"<@&9> hello","mention_roles":["9"],"mentions":[]`, false},
		"a bot":                       {`"type":0,"content":"<@9> hello","author":{"id":"5","bot":true},` + me, false},
		"a webhook":                   {`"type":0,"content":"<@9> hello","webhook_id":"5",` + me, false},
		"a pin":                       {`"type":6,"content":"<@9>",` + me, false},
		"a forwarded message":         {`"type":0,"content":"","message_snapshots":[{}],` + me, false},
		"itself":                      {`"type":0,"content":"<@9> hello","author":{"id":"9","bot":true},` + me, false},
		"a direct message":            {`"type":0,"content":"hello","guild_id":""`, true},
		"a component of the future":   {`"type":0,"content":"<@9> hello","components":[{"type":20,"x":[{"y":1}]}],` + me, true},
	}
	for name, test := range tests {
		var m message
		if err := json.Unmarshal([]byte(`{"id":"1","guild_id":"3","channel_id":"4","author":{"id":"5"},`+test.message+`}`), &m); err != nil {
			t.Fatal(name, err)
		}
		if got := m.addressedTo("9"); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
