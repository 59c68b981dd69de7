package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/coder/websocket"
)

// writeFor bounds one send; a socket that takes no bytes for so long is dead.
const writeFor = 10 * time.Second

// A link is one connection to the gateway. Everything but reading happens in
// the goroutine of listen, so nothing here needs a lock.
type link struct {
	g      *gateway
	conn   *websocket.Conn
	frames chan received
	done   chan struct{}

	interval    time.Duration // of the heartbeat, 0 before hello
	beat        <-chan time.Time
	stopBeat    func()
	stopLate    func() // of the wait for a session
	acked       bool   // the last timed beat was answered
	sent        time.Time
	established bool
	closed      bool
}

type received struct {
	frame frame
	err   error
}

func newLink(g *gateway, conn *websocket.Conn) *link {
	l := &link{g: g, conn: conn, frames: make(chan received), done: make(chan struct{}), stopBeat: func() {}}
	go l.read()
	return l
}

// stop ends what the link started. A connection that was not closed properly is
// closed with a code that keeps the session.
func (l *link) stop() {
	close(l.done)
	l.stopBeat()
	if !l.closed {
		l.close(closeReconnect, "")
	}
}

// close says goodbye without waiting for an answer: one whose peer is silent
// would hold up the next connection.
func (l *link) close(code int, reason string) {
	l.closed = true
	go l.conn.Close(websocket.StatusCode(code), reason)
}

func (l *link) read() {
	for {
		_, data, err := l.conn.Read(context.Background())
		r := received{err: err}
		if err == nil {
			if bad := json.Unmarshal(data, &r.frame); bad != nil {
				l.g.log.Warn("gateway sent what is not a frame", "err", bad)
				continue
			}
		}
		select {
		case l.frames <- r:
		case <-l.done:
			return
		}
		if err != nil {
			return
		}
	}
}

// listen runs the connection until it ends.
func (l *link) listen(ctx context.Context) ending {
	late, stopLate := l.g.clock.After(greetFor)
	l.stopLate = stopLate
	defer stopLate()
	for {
		select {
		case r := <-l.frames:
			if end, over := l.take(ctx, r); over {
				return end
			}
		case <-l.beat:
			if !l.acked {
				l.close(closeReconnect, "no heartbeat acknowledged")
				return l.end(errors.New("no heartbeat was acknowledged within an interval"), 0)
			}
			l.acked = false
			l.heartbeat(ctx)
			l.rearm(l.interval)
		case <-late:
			if !l.established {
				return l.end(errors.New("no session within "+greetFor.String()), -1)
			}
		case <-ctx.Done():
			l.closed = true
			l.conn.Close(closeGoodbye, "")
			return ending{}
		}
	}
}

func (l *link) end(err error, wait time.Duration) ending {
	return ending{err: err, wait: wait, established: l.established}
}

// take handles one frame; over reports that the connection has ended.
func (l *link) take(ctx context.Context, r received) (end ending, over bool) {
	if r.err != nil {
		return l.lost(r.err), true
	}
	f := r.frame
	if f.Seq != nil {
		l.g.session.seq = *f.Seq
	}
	switch f.Op {
	case opDispatch:
		l.dispatch(f)
	case opHeartbeat:
		l.heartbeat(ctx)
	case opHeartbeatAck:
		l.acked = true
		l.g.health.latency(l.g.shard[0], l.g.clock.Now().Sub(l.sent))
	case opHello:
		return l.hello(ctx, f)
	case opReconnect:
		l.close(closeReconnect, "asked to reconnect")
		return l.end(errors.New("discord asked to reconnect"), 0), true
	case opInvalidSession:
		return l.invalidSession(f), true
	}
	return ending{}, false
}

// lost reads what a broken connection means.
func (l *link) lost(err error) ending {
	code := int(websocket.CloseStatus(err))
	if f := fatal(code); f != nil {
		return ending{err: f, fatal: true}
	}
	if code < 0 {
		return l.end(fmt.Errorf("connection lost: %w", err), -1)
	}
	end := l.end(fmt.Errorf("discord closed the connection with %d", code), -1)
	end.drop = losesSession(code)
	return end
}

// invalidSession waits one to five seconds, as Discord asks for, so that many
// clients do not identify at once.
func (l *link) invalidSession(f frame) ending {
	resumable := false
	json.Unmarshal(f.Data, &resumable)
	l.close(closeReconnect, "invalid session")
	end := l.end(errors.New("discord called the session invalid"), time.Second+time.Duration(l.g.random()*float64(4*time.Second)))
	end.drop = !resumable
	return end
}

// hello starts the heartbeat at a random point of the interval, then resumes or
// identifies.
func (l *link) hello(ctx context.Context, f frame) (ending, bool) {
	var h hello
	if err := json.Unmarshal(f.Data, &h); err != nil || h.HeartbeatInterval <= 0 {
		return l.end(errors.New("the hello of Discord names no heartbeat interval"), -1), true
	}
	l.interval = time.Duration(h.HeartbeatInterval) * time.Millisecond
	l.acked = true
	l.rearm(time.Duration(l.g.random() * float64(l.interval)))
	s := l.g.session
	if s.id != "" {
		l.g.health.set(l.g.shard[0], stateResuming)
		return l.send(ctx, opResume, resume{Token: l.g.token, SessionID: s.id, Seq: s.seq})
	}
	return l.send(ctx, opIdentify, identify{
		Token: l.g.token, Intents: l.g.intents, Shard: l.g.shard,
		Properties: properties{OS: runtime.GOOS, Browser: "autofacts", Device: "autofacts"},
	})
}

func (l *link) rearm(d time.Duration) {
	l.stopBeat()
	l.beat, l.stopBeat = l.g.clock.After(d)
}

// dispatch notes what a session needs and passes the event on.
func (l *link) dispatch(f frame) {
	l.g.health.event(l.g.clock.Now())
	switch f.Type {
	case "READY":
		var r ready
		if err := json.Unmarshal(f.Data, &r); err != nil {
			l.g.log.Error("READY could not be read", "err", err)
		}
		l.g.session.id, l.g.session.resumeURL = r.SessionID, r.ResumeURL
		l.up()
	case "RESUMED":
		l.up()
	}
	l.g.handle(f)
}

func (l *link) up() {
	l.established = true
	l.stopLate()
	l.g.health.set(l.g.shard[0], stateReady)
}

// heartbeat sends the last sequence number. A send that fails shows in reading.
func (l *link) heartbeat(ctx context.Context) {
	l.sent = l.g.clock.Now()
	var seq any
	if l.g.session.seq > 0 {
		seq = l.g.session.seq
	}
	l.send(ctx, opHeartbeat, seq)
}

// send writes a frame. Its error holds nothing of the payload, which may be the
// token.
func (l *link) send(ctx context.Context, op int, data any) (ending, bool) {
	raw, err := json.Marshal(map[string]any{"op": op, "d": data})
	if err == nil {
		ctx, cancel := context.WithTimeout(ctx, writeFor)
		defer cancel()
		err = l.conn.Write(ctx, websocket.MessageText, raw)
	}
	if err != nil {
		return l.end(fmt.Errorf("send op %d: %w", op, err), -1), true
	}
	return ending{}, false
}
