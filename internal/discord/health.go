package discord

import (
	"sync"
	"time"
)

// A State is what a connection to Discord is doing.
type State string

// The states of a connection.
const (
	stateConnecting State = "connecting"
	stateResuming   State = "resuming"
	stateReady      State = "ready"
	stateStopped    State = "stopped"
)

// Health says how the connection to Discord stands.
type Health struct {
	Ready     bool          // every shard has a session
	State     State         // of the shard that is worst off
	Shards    int           // 0 before the first connection
	Latency   time.Duration // of the last heartbeat, the slowest shard's
	LastEvent time.Time     // when anything last came in; zero if nothing has
}

type health struct {
	mu      sync.Mutex
	states  map[int]State
	delays  map[int]time.Duration
	last    time.Time
	changed chan struct{} // closed and replaced at each change
}

func newHealth() *health {
	return &health{states: map[int]State{}, delays: map[int]time.Duration{}, changed: make(chan struct{})}
}

func (h *health) set(shard int, s State) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.states[shard] = s
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *health) latency(shard int, d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.delays[shard] = d
}

func (h *health) event(at time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.last = at
}

func (h *health) now() (Health, <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := Health{State: stateConnecting, Shards: len(h.states), LastEvent: h.last}
	ready := 0
	for shard, s := range h.states {
		if s == stateReady {
			ready++
		} else {
			out.State = s
		}
		out.Latency = max(out.Latency, h.delays[shard])
	}
	if out.Ready = ready > 0 && ready == len(h.states); out.Ready {
		out.State = stateReady
	}
	return out, h.changed
}
