package discord_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/discord"
	"autofacts/internal/fakediscord"
	"autofacts/internal/kb"
)

const aQuestion = "Mia runs: ask question=Who founded the Ostra Tea House?"

func (tk *talk) wants(step string, parts ...string) {
	tk.t.Helper()
	got := tk.step(step)
	for _, want := range parts {
		if !strings.Contains(got, want) {
			tk.t.Errorf("%s\ngot:\n%swant: %s", step, got, want)
		}
	}
}

// restart ends the client as a signal does and connects another one.
func (tk *talk) restart() {
	tk.t.Helper()
	tk.stop()
	select {
	case err := <-tk.done:
		if err != nil {
			tk.t.Errorf("Run: %v", err)
		}
	case <-time.After(10 * time.Second):
		tk.t.Fatal("Run goes on after its context ended")
	}
	tk.start(tk.change...)
}

func TestAfterARestart(t *testing.T) {
	tk := newTalk(t, fakediscord.Options{})
	tk.wants(aQuestion, "**Ilse Brandt**")
	answered := tk.last
	tk.restart()
	if n := strings.Count(tk.log.String(), "command registered"); n != 14 {
		t.Errorf("%d commands were written in two starts, want 14: the second finds them there", n)
	}
	tk.wants("Mia clicks: Source", "A letter to the staff")
	tk.last = answered
	tk.wants("Mia clicks: Ask on", "(form) Ask on")
	tk.wants("Mia submits: How much tea did Ostra sell in 2023?", "900 tonnes")
}

// TestADraftSurvivesARestart holds that the buttons of a preview work after a
// restart, as do forms that were open meanwhile, and that what is gone in the end
// gives back what was typed.
func TestADraftSurvivesARestart(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.steps("Otto runs: mod fact edit fact=founder => (form)")
	tk.restart() // with the form open
	tk.steps("Otto submits: answer=Ilse Brandt, a sailor => **Preview.**")
	tk.restart()
	tk.steps(
		"Otto clicks: Subject, places => (form)",
		"Otto submits: topics=people, sailors => Topics: **people, sailors**",
		"Otto clicks: Change => (form)")
	tk.restart()
	tk.steps("Otto submits: answer=Ilse Brandt, who sailed => Ilse Brandt, who sailed")
	tk.restart()
	tk.steps("Otto clicks: Save => **Changed.**",
		"Mia runs: ask question=Who founded the Ostra Tea House? => **Ilse Brandt, who sailed**")

	tk.steps("Otto runs: mod fact edit fact=best-tea => (form)", "Otto submits: answer=smoked => **Preview.**", "Otto clicks: Change => (form)")
	tk.clock.Advance(16 * time.Minute)
	tk.restart()
	tk.steps("later: 31s") // after which nothing of it is kept
	tk.clock.BlockUntil(2)
	tk.wants("Otto submits: answer=smoked, of course", "This draft is gone", "**What you typed**", "answer: smoked, of course", "statement: The letter calls smoked tea")
}

// TestAnImportSurvivesARestart holds the same for files, and for a merge.
func TestAnImportSurvivesARestart(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.steps("Otto runs: mod import file=<facts.yaml => 1 added")
	tk.restart()
	tk.steps("Otto clicks: Import => **Imported.** 1 added")

	tk.steps("Otto runs: mod fact edit fact=founder => (form)", "Ada runs: mod fact edit fact=founder => (form)",
		"Ada submits: answer=Ilse B. => **Preview.**", "Ada clicks: Save => **Changed.**",
		"Otto submits: answer=Ilse Brandt | questions=Who founded the Ostra Tea House?\\nWho began it? => **Somebody else was first.**")
	tk.restart()
	tk.steps("Otto clicks: Merge => **Preview.**")
	tk.restart()
	tk.steps("Otto clicks: Save => **Changed.**", "Mia runs: fact fact=founder => **Ilse B.**")
}

func TestThroughFaultsOfTheGateway(t *testing.T) {
	faults := map[string]struct {
		fault fakediscord.Fault
		wait  []time.Duration // for the clock, once the connection has ended
		calm  bool            // the connection goes on
	}{
		"cut":              {fakediscord.Fault{Kind: "cut"}, []time.Duration{2 * time.Second}, false},
		"op 1":             {fakediscord.Fault{Kind: "op1"}, nil, true},
		"op 7":             {fakediscord.Fault{Kind: "op7"}, nil, false},
		"op 9, resumable":  {fakediscord.Fault{Kind: "op9", Resumable: true}, []time.Duration{5 * time.Second}, false},
		"op 9, not":        {fakediscord.Fault{Kind: "op9"}, []time.Duration{3 * time.Second, 3 * time.Second}, false},
		"closed with 4009": {fakediscord.Fault{Kind: "close", Code: 4009}, []time.Duration{3 * time.Second, 3 * time.Second}, false},
		"closed with 4000": {fakediscord.Fault{Kind: "close"}, []time.Duration{2 * time.Second}, false},
	}
	for name, test := range faults {
		t.Run(name, func(t *testing.T) {
			tk := newTalk(t, fakediscord.Options{})
			tk.wants(aQuestion, "**Ilse Brandt**")
			if err := tk.fake.Fault(test.fault); err != nil {
				t.Fatal(err)
			}
			if !test.calm {
				tk.log.saw(t, "gateway connection ended", 1)
			}
			for _, d := range test.wait {
				tk.clock.BlockUntil(1)
				tk.clock.Advance(d)
			}
			becomesReady(t, tk.client, tk.log)
			tk.wants(aQuestion, "**Ilse Brandt**")
			tk.wants("Mia: @bot Who founded the Ostra Tea House?", "**Ilse Brandt**")
		})
	}
}

func TestAZombieIsReplacedWithoutLosingAMessage(t *testing.T) {
	tk := newTalk(t, fakediscord.Options{})
	if err := tk.fake.Fault(fakediscord.Fault{Kind: "zombie"}); err != nil {
		t.Fatal(err)
	}
	done := make(chan string, 1)
	go func() { done <- tk.step("Mia: @bot Who founded the Ostra Tea House?") }()
	for range 2 { // the first beat, then the one that finds no acknowledgement
		tk.clock.BlockUntil(1)
		tk.clock.Advance(41250 * time.Millisecond)
	}
	if got := <-done; !strings.Contains(got, "**Ilse Brandt**") {
		t.Errorf("got %s", got)
	}
}

func TestThroughFaultsOfREST(t *testing.T) {
	tests := map[string]struct {
		fault fakediscord.Fault
		wait  time.Duration
	}{
		"a rate limit":    {fakediscord.Fault{Kind: "rate-limit", Route: "/messages", RetryAfter: 2}, 2 * time.Second},
		"service is down": {fakediscord.Fault{Kind: "error", Route: "/messages", Status: 503}, time.Second},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tk := newTalk(t, fakediscord.Options{})
			if err := tk.fake.Fault(test.fault); err != nil {
				t.Fatal(err)
			}
			done := make(chan string, 1)
			go func() { done <- tk.step("Mia: @bot Who founded the Ostra Tea House?") }()
			tk.clock.BlockUntil(2) // the heartbeat, and the wait
			tk.clock.Advance(test.wait)
			if got := <-done; !strings.Contains(got, "**Ilse Brandt**") {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestWithoutTheMessageContentIntent(t *testing.T) {
	none := 0
	tk := newTalk(t, fakediscord.Options{Intents: &none})
	tk.wants("Mia: Who founded the Ostra Tea House?", "(silence)")
	tk.wants("Mia: @bot Who founded the Ostra Tea House?", "**Ilse Brandt**")
	tk.wants("Mia replies: How much tea did Ostra sell in 2023?", "900 tonnes")
	tk.wants("Mia privately: Who founded the Ostra Tea House?", "**Ilse Brandt**")
	tk.wants(aQuestion, "**Ilse Brandt**")
	tk.wants("Mia replies: How much tea did Ostra sell in 2023?", "Press **Ask on** under the answer")
	tk.wants("Mia: Ostra has a shop in Lund", "(silence)")
	tk.wants("Mia opens: Answer this", "**Supported.**")
}

func TestWithTheMessageContentIntent(t *testing.T) {
	tk := newTalk(t, fakediscord.Options{}, func(o *discord.Options) { o.MessageContent = true })
	tk.wants("Mia: Who founded the Ostra Tea House?", "(silence)")
	tk.wants(aQuestion, "**Ilse Brandt**")
	tk.wants("Mia replies: How much tea did Ostra sell in 2023?", "900 tonnes")
}

// TestAChannelThatTheBotDoesNotHear: a mode that needs the intent is refused with
// the name of the variable that asks for it.
func TestAChannelThatTheBotDoesNotHear(t *testing.T) {
	tk := newServer(t, fakediscord.Options{}, func(o *discord.Options) { o.MessageContent = false })
	for _, mode := range []string{"ask", "ambient"} {
		tk.wants("Otto runs: mod channel mode="+mode, "set DISCORD_MESSAGE_CONTENT=true and start me again. Nothing was changed.")
	}
	tk.wants("Otto runs: mod channel mode=off", "**off**")
}

func TestTheIntentThatTheBotMayNotHave(t *testing.T) {
	none := 0
	fake, err := fakediscord.New(fakediscord.Options{Intents: &none})
	if err != nil {
		t.Fatal(err)
	}
	if err := fake.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer fake.Close()
	tk := &talk{t: t, ctx: t.Context(), fake: fake, log: &syncBuffer{more: make(chan struct{})}}
	err = tk.connect(func(o *discord.Options) { o.MessageContent, o.Clock = true, nil }).Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "switch Message Content on") {
		t.Errorf("Run: %v", err)
	}
}

func TestWhatTheServerDoesNotAllow(t *testing.T) {
	tests := map[string]struct{ denied, want, log string }{
		"no embeds":   {"EMBED_LINKS", "**Ilse Brandt**\nIlse Brandt founded", "answering with text"},
		"no history":  {"READ_MESSAGE_HISTORY", "**Ilse Brandt**\n|", "answering without them"},
		"no messages": {"SEND_MESSAGES", "", "cannot answer here"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tk := newTalk(t, fakediscord.Options{Denied: []string{test.denied}})
			tk.wants(aQuestion, "**Ilse Brandt**") // a command is answered in any case
			if test.denied == "EMBED_LINKS" {      // found out by the first answer
				tk.step("Mia: @bot Who founded the Ostra Tea House?")
				tk.log.saw(t, test.log, 1)
				if m, err := tk.fake.Message("Mia", tk.channel, tk.last.ID); err != nil || !strings.Contains(m.Content, "Ilse Brandt founded") {
					t.Errorf("the answer is %q (%v)", m.Content, err)
				}
			}
			if test.want != "" {
				tk.wants("Mia: @bot Who founded the Ostra Tea House?", test.want)
			} else if _, err := tk.fake.Send("Mia", fakediscord.Send{ChannelID: tk.channel, Content: "<@" + tk.self + "> hello"}); err != nil {
				t.Fatal(err)
			}
			tk.log.saw(t, test.log, 1)
		})
	}
}

func TestAnEditIsNotAQuestion(t *testing.T) {
	tk := newTalk(t, fakediscord.Options{})
	tk.wants("Mia: Who founded it?", "(silence)")
	first := tk.human
	if _, err := tk.fake.Edit("Mia", fakediscord.Touch{ChannelID: tk.channel, MessageID: first.ID, Content: "<@" + tk.self + "> Who founded the Ostra Tea House?"}); err != nil {
		t.Fatal(err)
	}
	tk.wants("Mia: @bot How much tea did Ostra sell in 2023?", "900 tonnes")
	all, err := tk.fake.Messages("Mia", tk.channel, first.ID)
	if err != nil || len(all) != 2 {
		t.Errorf("%d messages after the first (%v), want the question and its answer", len(all), err)
	}
}

// thread opens a thread as the bot's application, since people cannot here.
func (tk *talk) thread(name string) string {
	tk.t.Helper()
	var c struct{ ID string }
	tk.asBot(http.MethodPost, "/channels/"+tk.channel+"/threads", fmt.Sprintf(`{"name":%q,"type":11}`, name), &c)
	if c.ID == "" {
		tk.t.Fatal("a thread without an id")
	}
	return c.ID
}

// asBot makes a request with the bot's token and reads the answer.
func (tk *talk) asBot(method, path, body string, into any) {
	tk.t.Helper()
	req, err := http.NewRequestWithContext(tk.ctx, method, tk.fake.Info().API+"/v10"+path, strings.NewReader(body))
	if err != nil {
		tk.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+tk.fake.Info().Token)
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		tk.t.Fatal(err)
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(resp.Body).Decode(into); err != nil || resp.StatusCode >= 300 {
		tk.t.Fatalf("%s %s: %s %v", method, path, resp.Status, err)
	}
}

func TestInAThread(t *testing.T) {
	tk := newTalk(t, fakediscord.Options{})
	tk.channel = tk.thread("tea")
	tk.wants("Mia: @bot Who founded the Ostra Tea House?", "**Ilse Brandt**")
	tk.wants(aQuestion, "**Ilse Brandt**")
	tk.wants("Mia clicks: Source", "A letter to the staff")
}

// TestAThreadDoesAsItsChannel holds that a thread has the mode of the channel that
// it belongs to, unless it was given one of its own.
func TestAThreadDoesAsItsChannel(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	general := tk.channel
	const question, answer = "Mia: Who founded the Ostra Tea House?", "**Ilse Brandt**"
	tk.wants("Otto runs: mod channel mode=ask", "**ask**")
	tk.channel = tk.thread("tea")
	tk.wants(question, answer)
	tk.wants("Otto runs: mod channel mode=mention", "**mention**")
	tk.wants(question, "(silence)")
	tk.wants("Mia: @bot Who founded the Ostra Tea House?", answer)
	tk.wants("Otto runs: mod channel mode=inherit", "has no mode of its own. **ask**")
	tk.wants(question, answer)
	tk.wants("Otto runs: mod channel mode=off", "**off**")
	tk.wants("Mia: @bot Who founded the Ostra Tea House?", "(silence)")

	tk.channel = general
	tk.wants(question, answer)
	tk.wants("Otto runs: mod channel mode=off", "**off**")
	tk.channel = tk.thread("cups")
	tk.wants("Mia: @bot Who founded the Ostra Tea House?", "(silence)")
}

// TestAThreadThatTheBotWasNotToldOf holds that the channel of a thread is found
// out for one that was there before the bot was, and for one that was archived.
func TestAThreadThatTheBotWasNotToldOf(t *testing.T) {
	tk := newServer(t, fakediscord.Options{})
	tk.wants("Otto runs: mod channel mode=ask", "**ask**")
	tk.channel = tk.thread("tea")
	tk.restart()
	tk.wants("Mia: Who founded the Ostra Tea House?", "**Ilse Brandt**")
	var archived struct{ ID string }
	tk.asBot(http.MethodPatch, "/channels/"+tk.channel, `{"archived":true}`, &archived)
	tk.restart()
	tk.wants("Mia: Who founded the Ostra Tea House?", "**Ilse Brandt**") // writing opens it again
}

func TestTurningPages(t *testing.T) {
	var facts []kb.Fact
	for i := range 20 {
		facts = append(facts, kb.Fact{ID: kb.FactID(fmt.Sprint("tea-", i)), Statement: fmt.Sprintf("Tea number %d is green.", i), Topics: []string{"Teas"}})
	}
	base := answer.New(kb.NewBase(facts, nil, kb.Lexicon{}))
	tk := newTalk(t, fakediscord.Options{}, func(o *discord.Options) { o.Bot.SetBase(base) })
	tk.wants("Mia runs: facts topic=teas", "**Teas** · 20 facts · page 1 of 3", "number 7", "[Back](off) [On]")
	tk.wants("Mia clicks: On", "(in its place)", "page 2 of 3", "number 15", "[Back] [On]")
	tk.wants("Mia clicks: On", "page 3 of 3", "number 19", "[Back] [On](off)")
	tk.wants("Mia clicks: Back", "page 2 of 3")
}
