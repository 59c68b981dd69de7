package discord_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"autofacts/internal/bot"
	"autofacts/internal/discord"
	"autofacts/internal/fakediscord"
)

const testToken = "MTIz.secret-token.abc"

// A script plays Discord's gateway: each connection goes to the next scene, and
// what the client does there is checked frame by frame.
type script struct {
	t       *testing.T
	server  *httptest.Server
	clock   *fakediscord.ManualClock
	log     *syncBuffer
	scenes  chan func(*peer)
	dials   chan string // path of each connection
	done    chan error  // what Run returned
	cancel  context.CancelFunc
	client  *discord.Client
	playing sync.WaitGroup
}

type peer struct {
	t    *testing.T
	ctx  context.Context // outlives the test's own, which ends before its scenes
	conn *websocket.Conn
	back string // address to resume at
}

// syncBuffer is a log that several goroutines write.
type syncBuffer struct {
	mu   sync.Mutex
	b    bytes.Buffer
	more chan struct{} // closed and replaced at each write
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(s.more)
	s.more = make(chan struct{})
	return s.b.Write(p)
}

// saw waits until a text stands in the log n times.
func (s *syncBuffer) saw(t *testing.T, text string, n int) {
	t.Helper()
	for {
		s.mu.Lock()
		found, more := strings.Count(s.b.String(), text), s.more
		s.mu.Unlock()
		if found >= n {
			return
		}
		select {
		case <-more:
		case <-time.After(10 * time.Second):
			t.Fatalf("the log never says %q:\n%s", text, s)
		}
	}
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// play starts a client against the scenes, in order. A connection beyond the
// last scene is refused, and shows in dials all the same.
func play(t *testing.T, scenes ...func(*peer)) *script {
	t.Helper()
	s := &script{t: t, clock: fakediscord.NewManualClock(time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)),
		log: &syncBuffer{more: make(chan struct{})}, scenes: make(chan func(*peer), len(scenes)), dials: make(chan string, 100), done: make(chan error, 1)}
	for _, f := range scenes {
		s.scenes <- f
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v10/gateway/bot", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bot "+testToken {
			http.Error(w, `{"message":"401: Unauthorized","code":0}`, http.StatusUnauthorized)
			return
		}
		fmt.Fprintf(w, `{"url":"ws%s/first","shards":1,"session_start_limit":{"total":1000,"remaining":1000,"reset_after":0,"max_concurrency":1}}`,
			strings.TrimPrefix(s.server.URL, "http"))
	})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, `[]`) })
	mux.HandleFunc("/first", s.serve)
	mux.HandleFunc("/resume", s.serve)
	s.server = httptest.NewServer(mux)
	t.Cleanup(s.server.Close)
	client, err := discord.New(discord.Options{
		Token: testToken, Bot: bot.New(bot.Options{}), BaseURL: s.server.URL + "/api", Clock: s.clock,
		Logger: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Random: func() float64 { return 0.5 },
	})
	if err != nil {
		t.Fatal(err)
	}
	s.client = client
	ctx, cancel := context.WithCancel(t.Context())
	s.cancel = cancel
	go func() { s.done <- client.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		s.ended()
		s.playing.Wait()
		if strings.Contains(s.log.String(), testToken) {
			t.Errorf("the token is in the log:\n%s", s.log)
		}
	})
	return s
}

func (s *script) serve(w http.ResponseWriter, r *http.Request) {
	s.dials <- r.URL.Path
	if r.URL.Query().Get("v") != "10" {
		s.t.Errorf("gateway asked for version %q", r.URL.Query().Get("v"))
	}
	var scene func(*peer)
	select {
	case scene = <-s.scenes:
	default:
		http.Error(w, "the play is over", http.StatusServiceUnavailable)
		return
	}
	s.playing.Add(1)
	defer s.playing.Done()
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		s.t.Error(err)
		return
	}
	defer conn.CloseNow()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	scene(&peer{s.t, ctx, conn, "ws" + strings.TrimPrefix(s.server.URL, "http") + "/resume"})
}

// dialed waits for the next connection and gives its path.
func (s *script) dialed() string {
	s.t.Helper()
	select {
	case p := <-s.dials:
		return p
	case err := <-s.done:
		s.done <- err
		select {
		case p := <-s.dials: // both had happened
			return p
		default:
		}
		s.t.Fatalf("Run ended: %v", err)
	case <-time.After(10 * time.Second):
		s.t.Fatal("no connection")
	}
	return ""
}

// ended waits for Run to return.
func (s *script) ended() error {
	s.t.Helper()
	select {
	case err := <-s.done:
		s.done <- err // for whoever asks again
		return err
	case <-time.After(10 * time.Second):
		s.t.Fatalf("Run goes on; log:\n%s", s.log)
	}
	return nil
}

// lost waits until the first connection has ended and the client waits for the
// next attempt.
func (s *script) lost() {
	s.t.Helper()
	s.log.saw(s.t, "gateway connection ended", 1)
	s.clock.BlockUntil(1)
}

// ready waits until the client has a session.
func (s *script) ready() { s.t.Helper(); becomesReady(s.t, s.client, s.log) }

func becomesReady(t *testing.T, c *discord.Client, log *syncBuffer) {
	t.Helper()
	for {
		h, changed := c.Health()
		if h.Ready {
			return
		}
		select {
		case <-changed:
		case <-time.After(10 * time.Second):
			t.Fatalf("the connection stays %+v; log:\n%s", h, log)
		}
	}
}

func (p *peer) send(op int, data string, more ...string) {
	text := fmt.Sprintf(`{"op":%d,"d":%s%s}`, op, data, strings.Join(more, ""))
	if err := p.conn.Write(p.ctx, websocket.MessageText, []byte(text)); err != nil {
		p.t.Logf("send: %v", err)
	}
}

func (p *peer) hello() { p.send(10, `{"heartbeat_interval":40000}`) }

func (p *peer) ready(seq int) {
	p.send(0, fmt.Sprintf(`{"session_id":"s1","resume_gateway_url":%q,"user":{"id":"1"},"application":{"id":"2"}}`, p.back), fmt.Sprintf(`,"t":"READY","s":%d`, seq))
}

func (p *peer) resumed(seq int) { p.send(0, `{}`, fmt.Sprintf(`,"t":"RESUMED","s":%d`, seq)) }

// expect reads the next frame and checks its op.
func (p *peer) expect(op int) string {
	p.t.Helper()
	_, data, err := p.conn.Read(p.ctx)
	var f struct {
		Op   int             `json:"op"`
		Data json.RawMessage `json:"d"`
	}
	if err != nil || json.Unmarshal(data, &f) != nil || f.Op != op {
		p.t.Errorf("got %s (%v), want op %d", data, err, op)
	}
	return string(f.Data)
}

// closed reads until the client closes and checks the code.
func (p *peer) closed(want websocket.StatusCode) {
	p.t.Helper()
	for {
		if _, _, err := p.conn.Read(p.ctx); err != nil {
			if got := websocket.CloseStatus(err); got != want {
				p.t.Errorf("closed with %d (%v), want %d", got, err, want)
			}
			return
		}
	}
}

// session is the beginning of most scenes: a new session at sequence 1.
func (p *peer) session() {
	p.hello()
	p.expect(2)
	p.ready(1)
}

// resumes is the beginning of a second scene.
func (p *peer) resumes(seq int) {
	p.t.Helper()
	p.hello()
	if got, want := p.expect(6), fmt.Sprintf(`"session_id":"s1","seq":%d`, seq); !strings.Contains(got, want) {
		p.t.Errorf("resumed with %s, want %s", got, want)
	}
	p.resumed(seq + 1)
}

// wait keeps a scene open until the client leaves.
func (p *peer) wait() { p.conn.Read(p.ctx) }
