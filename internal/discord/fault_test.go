package discord_test

import (
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// waits is how many timers a connection with a session holds: the heartbeat's.
const waits = 1

func TestReconnectResumesAtTheResumeAddress(t *testing.T) {
	s := play(t,
		func(p *peer) { p.session(); p.send(7, "null"); p.closed(4000) },
		func(p *peer) { p.resumes(1); p.wait() })
	for _, want := range []string{"/first", "/resume"} {
		if got := s.dialed(); got != want {
			t.Errorf("dialed %s, want %s", got, want)
		}
	}
	s.ready()
}

func TestReconnectBeforeReadyIdentifiesAnew(t *testing.T) {
	s := play(t,
		func(p *peer) { p.hello(); p.expect(2); p.send(7, "null"); p.closed(4000) },
		func(p *peer) { p.session(); p.wait() })
	s.dialed()
	s.clock.BlockUntil(1) // five seconds between two identifies
	s.clock.Advance(5 * time.Second)
	if got := s.dialed(); got != "/first" {
		t.Errorf("dialed %s, want /first", got)
	}
	s.ready()
}

func TestZombieIsFoundWithinOneInterval(t *testing.T) {
	beat := make(chan string, 1)
	s := play(t,
		func(p *peer) { p.session(); beat <- p.expect(1); p.closed(4000) }, // no acknowledgement
		func(p *peer) { p.resumes(1); p.wait() })
	s.dialed()
	s.ready()
	s.clock.BlockUntil(waits)
	s.clock.Advance(20 * time.Second) // half an interval: the jitter of these tests
	if got := <-beat; got != "1" {
		t.Errorf("the heartbeat carries %s, want the sequence number 1", got)
	}
	s.clock.BlockUntil(waits)
	s.clock.Advance(40 * time.Second)
	if got := s.dialed(); got != "/resume" {
		t.Errorf("dialed %s, want /resume", got)
	}
	s.ready()
}

func TestAcknowledgedHeartbeatsKeepTheConnection(t *testing.T) {
	beats := make(chan struct{})
	s := play(t, func(p *peer) {
		p.session()
		for range 3 {
			p.expect(1)
			p.send(11, "null")
			p.send(1, "null") // asked for one: answered at once
			p.expect(1)
			p.send(11, "null")
			beats <- struct{}{}
		}
		p.wait()
	})
	s.dialed()
	s.ready()
	for i := range 3 {
		s.clock.BlockUntil(waits)
		s.clock.Advance(40 * time.Second)
		<-beats
		if h, _ := s.client.Health(); !h.Ready {
			t.Errorf("beat %d: %+v", i, h)
		}
	}
	if len(s.dials) != 0 {
		t.Error("connected again")
	}
}

func TestInvalidSession(t *testing.T) {
	tests := map[string]struct {
		resumable string
		again     func(*peer)
		at        string
	}{
		"not resumable: a new session":   {"false", func(p *peer) { p.session(); p.wait() }, "/first"},
		"resumable: the same once again": {"true", func(p *peer) { p.resumes(1); p.wait() }, "/resume"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := play(t,
				func(p *peer) { p.session(); p.send(9, test.resumable); p.closed(4000) },
				test.again)
			s.dialed()
			s.lost()
			s.clock.Advance(time.Second - time.Millisecond)
			if len(s.dials) > 0 {
				t.Error("connected within a second")
			}
			s.clock.Advance(4 * time.Second)
			if test.at == "/first" { // five seconds between two identifies
				s.clock.BlockUntil(1)
				s.clock.Advance(time.Second)
			}
			if got := s.dialed(); got != test.at {
				t.Errorf("dialed %s, want %s", got, test.at)
			}
			s.ready()
		})
	}
}

func TestFatalClosesEndRunWithASentence(t *testing.T) {
	tests := map[websocket.StatusCode]string{
		4004: "check DISCORD_TOKEN", 4010: "shard", 4011: "more shards",
		4012: "version", 4013: "intents", 4014: "Message Content",
	}
	for code, want := range tests {
		s := play(t, func(p *peer) { p.hello(); p.expect(2); p.conn.Close(code, "no") })
		s.dialed()
		if err := s.ended(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("close %d: %v, want %q", code, err, want)
		}
		if len(s.dials) != 0 {
			t.Errorf("close %d: connected again", code)
		}
	}
}

func TestLostSessionsAreOpenedAnew(t *testing.T) {
	for _, code := range []websocket.StatusCode{4007, 4009} {
		s := play(t,
			func(p *peer) { p.session(); p.conn.Close(code, "") },
			func(p *peer) { p.session(); p.wait() })
		s.dialed()
		s.lost()
		s.clock.Advance(2 * time.Second)
		s.clock.BlockUntil(1) // five seconds between two identifies
		s.clock.Advance(3 * time.Second)
		if got := s.dialed(); got != "/first" {
			t.Errorf("close %d: dialed %s, want /first", code, got)
		}
		s.ready()
	}
}

func TestOtherClosesResumeAfterABackOff(t *testing.T) {
	s := play(t,
		func(p *peer) { p.session(); p.conn.Close(4000, "") },
		func(p *peer) { p.resumes(1); p.wait() })
	s.dialed()
	s.lost()
	s.clock.Advance(2 * time.Second)
	if got := s.dialed(); got != "/resume" {
		t.Errorf("dialed %s, want /resume", got)
	}
	s.ready()
}

func TestStopDuringBackOffStaysStopped(t *testing.T) {
	s := play(t, func(p *peer) { p.session(); p.conn.Close(4000, "") })
	s.dialed()
	s.lost()
	s.cancel()
	if err := s.ended(); err != nil {
		t.Errorf("Run: %v, want nil", err)
	}
	s.clock.Advance(time.Hour)
	if len(s.dials) != 0 {
		t.Error("connected after the end")
	}
}

func TestStopSaysGoodbye(t *testing.T) {
	closed := make(chan struct{})
	s := play(t, func(p *peer) { p.session(); p.closed(1000); close(closed) })
	s.dialed()
	s.ready()
	s.cancel()
	if err := s.ended(); err != nil {
		t.Errorf("Run: %v, want nil", err)
	}
	<-closed
}

func TestReconnectingAgainAndAgainSlowsDown(t *testing.T) {
	s := play(t,
		func(p *peer) { p.session(); p.send(7, "null"); p.closed(4000) },
		func(p *peer) { p.resumes(1); p.send(7, "null"); p.closed(4000) },
		func(p *peer) { p.resumes(2); p.wait() })
	s.dialed()
	s.dialed() // the first time at once
	s.log.saw(t, "gateway connection ended", 2)
	s.clock.BlockUntil(1)
	if len(s.dials) != 0 {
		t.Error("connected at once the second time")
	}
	s.clock.Advance(2 * time.Second)
	s.dialed()
	s.ready()
}
