package store_test

import (
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// A relay stands between the store and PostgreSQL and can be cut.
type relay struct {
	t      *testing.T
	to     string
	listen net.Listener
	mu     sync.Mutex
	open   map[net.Conn]bool
	down   bool
}

// newRelay gives a relay to the database of a URL, and the URL that goes through it.
func newRelay(t *testing.T, databaseURL string) (*relay, string) {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	to := u.Host
	if u.Port() == "" {
		to = net.JoinHostPort(u.Hostname(), "5432")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{t: t, to: to, listen: l, open: map[net.Conn]bool{}}
	go r.serve()
	t.Cleanup(func() {
		r.cut()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	u.Host = l.Addr().String()
	return r, u.String()
}

func (r *relay) serve() {
	for {
		c, err := r.listen.Accept()
		if err != nil {
			return
		}
		go r.join(c)
	}
}

func (r *relay) join(c net.Conn) {
	defer c.Close()
	if !r.keep(c) {
		return
	}
	d, err := net.Dial("tcp", r.to)
	if err != nil {
		return
	}
	defer d.Close()
	if !r.keep(d) {
		return
	}
	go func() {
		_, _ = io.Copy(d, c) // ends when either side does
		d.Close()
	}()
	_, _ = io.Copy(c, d)
}

func (r *relay) keep(c net.Conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open[c] = true
	return !r.down
}

// cut ends all connections and lets none in.
func (r *relay) cut() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = true
	for c := range r.open {
		c.Close()
	}
	clear(r.open)
}

func (r *relay) mend() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.down = false
}

// TestConnectionLost cuts the way to PostgreSQL and mends it: meanwhile every call
// fails by itself and with none of the sentinels, afterwards everything goes on
// without a restart, and nothing acknowledged is gone.
func TestConnectionLost(t *testing.T) {
	through, u := newRelay(t, schema(t, databaseURL(t)))
	s, err := store.OpenPostgres(t.Context(), u, store.Options{})
	closing(t, s, err)
	heard := make(chan kb.GuildID, 100)
	go func() { _ = s.Watch(t.Context(), func(g kb.GuildID) { heard <- g }) }()
	if g := <-heard; g != "" {
		t.Fatalf("at first: %q", g)
	}
	commit(t, s, batch(adding("bees", "Bees dance.")))

	through.cut()
	_, errEdit := s.Commit(t.Context(), batch(changing("bees", 1, "Bees fly.")))
	_, _, errRead := s.Heads(t.Context(), guild)
	_, errGuild := s.Guild(t.Context(), guild)
	for what, err := range map[string]error{"edit": errEdit, "read": errRead, "version": errGuild, "ping": s.Ping(t.Context())} {
		if err == nil || errors.Is(err, kb.ErrConflict) || errors.Is(err, kb.ErrNotFound) || errors.Is(err, kb.ErrInvalid) || errors.Is(err, kb.ErrDenied) {
			t.Errorf("%s while it is cut: %v", what, err)
		}
	}

	through.mend()
	// A connection that was cut while idle may be noticed by the next call only.
	for range 20 {
		if err = s.Ping(t.Context()); err == nil {
			break
		}
	}
	if err != nil {
		t.Fatalf("after it is mended: %v", err)
	}
	commit(t, s, batch(changing("bees", 1, "Bees fly.")))
	for g := range heard { // it listens again, and says that it may have missed something
		if g == "" {
			break
		}
	}
	if h, err := s.Head(t.Context(), guild, kb.FactTarget("bees")); err != nil || h.Number != 2 {
		t.Errorf("%+v, %v", h, err)
	}
}

// TestCutWhileCommitting cuts the way again and again under an editor who gives
// each edit a key and tries until it is acknowledged: each is there exactly once.
func TestCutWhileCommitting(t *testing.T) { cutWhileCommitting(t, 40, 4) }

func cutWhileCommitting(t *testing.T, edits, each int) {
	through, u := newRelay(t, schema(t, databaseURL(t)))
	s, err := store.OpenPostgres(t.Context(), u, store.Options{})
	closing(t, s, err)
	commit(t, s, batch(adding("bees", "Words:")))
	on, said, failures := kb.RevisionID(1), "Words:", 0
	for n := range edits {
		said += " w" + string(rune('a'+n%26))
		b := batch(changing("bees", on, said))
		b.Key = "edit " + string(rune('0'+n))
		if n%each == 0 {
			go func() { // somewhere within the next calls
				through.cut()
				through.mend()
			}()
		}
		for {
			revs, err := s.Commit(t.Context(), b)
			if err == nil {
				on = revs[0].Number
				break
			}
			if failures++; errors.Is(err, kb.ErrConflict) || failures > 100*edits {
				t.Fatalf("edit %d: %v", n, err)
			}
		}
	}
	row, err := s.History(t.Context(), guild, kb.FactTarget("bees"), 0, 0)
	if err != nil || len(row) != edits+1 || row[0].After.Fact.Statement != said {
		t.Errorf("%d revisions, want %d, %v", len(row), edits+1, err)
	}
	t.Logf("%d calls failed", failures)
}
