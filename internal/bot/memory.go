package bot

import (
	"container/list"
	"strings"
	"sync"
	"time"
)

const (
	// FollowUpFor is how long a question can be followed up without repeating
	// it: long enough to read an answer, short enough that a question of the
	// morning does not colour one of the afternoon.
	FollowUpFor = 10 * time.Minute
	// maxRemembered bounds the memory: with questions of 200 bytes about 4 MB.
	maxRemembered = 10_000
	// maxRememberedBytes is what is kept of one question; a follow-up needs the
	// subject of the question before, not a pasted page.
	maxRememberedBytes = 500
)

// A memory holds short texts for a while, the oldest giving way to the newest.
type memory struct {
	mu    sync.Mutex
	max   int
	keep  time.Duration
	order *list.List // of *remembered, newest in front
	byKey map[string]*list.Element
}

type remembered struct {
	key, text string
	at        time.Time
}

func newMemory(max int, keep time.Duration) *memory {
	return &memory{max: max, keep: keep, order: list.New(), byKey: map[string]*list.Element{}}
}

func (m *memory) put(key, text string, now time.Time) {
	if len(text) > maxRememberedBytes {
		text = strings.ToValidUTF8(text[:maxRememberedBytes], "")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.byKey[key]; ok {
		m.order.Remove(e)
	}
	m.byKey[key] = m.order.PushFront(&remembered{key, text, now})
	for m.order.Len() > m.max || m.stale(m.order.Back(), now) {
		m.drop(m.order.Back())
	}
}

func (m *memory) get(key string, now time.Time) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.byKey[key]
	if !ok {
		return "", false
	}
	if m.stale(e, now) {
		m.drop(e)
		return "", false
	}
	return e.Value.(*remembered).text, true
}

func (m *memory) stale(e *list.Element, now time.Time) bool {
	return e != nil && now.Sub(e.Value.(*remembered).at) > m.keep
}

func (m *memory) drop(e *list.Element) {
	m.order.Remove(e)
	delete(m.byKey, e.Value.(*remembered).key)
}
