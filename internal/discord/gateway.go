package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/coder/websocket"
)

const (
	// dialFor is how long a connection may take to stand.
	dialFor = 15 * time.Second
	// greetFor is how long Discord may take from there to READY or RESUMED, a
	// replay of missed events included.
	greetFor = 30 * time.Second
	// The wait before the next attempt doubles from backoffFirst to backoffMax:
	// short enough that a hiccup is not noticed, long enough not to spend the
	// day's 1,000 identifies.
	backoffFirst = time.Second
	backoffMax   = 2 * time.Minute
	// maxResumes is how many attempts to resume may fail in a row before the
	// session is given up for a new one.
	maxResumes = 5
	// steady is how long a connection must have lived for its end not to count
	// as a failure: Discord asking to reconnect again and again is one.
	steady = time.Minute
	// maxFrame bounds one message of the gateway; the largest, a big server's
	// GUILD_CREATE, has some megabytes.
	maxFrame = 32 << 20
)

// A gateway keeps one shard connected until its context ends or Discord says
// that it is pointless.
type gateway struct {
	token   string
	intents int
	shard   [2]int
	url     string // where new sessions are opened
	client  *http.Client
	clock   Clock
	log     *slog.Logger
	random  func() float64 // in [0,1)
	limiter *identifyLimiter
	health  *health
	handle  func(frame) // called in order; must not block

	session session
}

// A session is what resuming needs. The zero session is none.
type session struct {
	id        string
	resumeURL string
	seq       int64
	failed    int // attempts to resume since it last worked
}

// An ending says how a connection came to its end.
type ending struct {
	err   error
	fatal bool
	// established: READY or RESUMED had come.
	established bool
	// drop: the session cannot be resumed.
	drop bool
	// wait before the next attempt; negative where the back-off decides.
	wait time.Duration
}

// run connects, and connects again, until the context ends (nil) or an error
// that reconnecting cannot cure.
func (g *gateway) run(ctx context.Context) error {
	failures := 0
	for {
		began := g.clock.Now()
		end := g.connect(ctx)
		if ctx.Err() != nil {
			g.health.set(g.shard[0], stateStopped)
			return nil
		}
		if end.fatal {
			g.health.set(g.shard[0], stateStopped)
			return end.err
		}
		g.health.set(g.shard[0], stateConnecting)
		if end.established && g.clock.Now().Sub(began) >= steady {
			failures = 0
		}
		failures++
		g.settle(end)
		wait := end.wait
		if wait < 0 || wait == 0 && failures > 1 {
			wait = g.backoff(failures - 1)
		}
		g.log.Warn("gateway connection ended", "shard", g.shard[0], "err", end.err, "wait", wait, "resume", g.session.id != "")
		if !sleep(ctx, g.clock, wait) {
			g.health.set(g.shard[0], stateStopped)
			return nil
		}
	}
}

// settle decides whether the session is kept for the next attempt.
func (g *gateway) settle(end ending) {
	if end.established {
		g.session.failed = 0
	} else if g.session.id != "" {
		g.session.failed++
	}
	if end.drop || g.session.failed >= maxResumes {
		g.session = session{}
	}
}

// backoff doubles with each failure and varies by half, so that many instances
// do not come back at once.
func (g *gateway) backoff(failures int) time.Duration {
	d := backoffFirst << min(failures, 10)
	d = min(d, backoffMax)
	return d/2 + time.Duration(g.random()*float64(d/2))
}

// connect dials, greets and listens until the connection ends.
func (g *gateway) connect(ctx context.Context) ending {
	if g.session.id == "" && !g.limiter.wait(ctx, g.shard[0]) {
		return ending{}
	}
	conn, err := g.dial(ctx)
	if err != nil {
		return ending{err: fmt.Errorf("connect to the gateway: %w", err), wait: -1}
	}
	l := newLink(g, conn)
	defer l.stop()
	return l.listen(ctx)
}

func (g *gateway) dial(ctx context.Context) (*websocket.Conn, error) {
	at := g.url
	if g.session.id != "" && g.session.resumeURL != "" {
		at = g.session.resumeURL
	}
	u, err := url.Parse(at)
	if err != nil || u.Scheme != "ws" && u.Scheme != "wss" {
		return nil, errors.New("the gateway's address is not a ws or wss URL")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	q := u.Query()
	q.Set("v", "10")
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()

	ctx, cancel := context.WithTimeout(ctx, dialFor)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, u.String(), &websocket.DialOptions{HTTPClient: g.client})
	if err != nil {
		return nil, bare(err)
	}
	conn.SetReadLimit(maxFrame)
	return conn, nil
}
