package bot

import (
	"sync"
	"time"
)

// Limits say how much one person, and one channel, may ask. A burst is allowed
// at once and grows back by one every Every. The defaults trade patience
// against floods: nobody who types by hand meets them.
type Limits struct {
	PersonBurst  int           // default 60
	PersonEvery  time.Duration // default 2 s
	ChannelBurst int           // default 120
	ChannelEvery time.Duration // default 1 s
}

func (l Limits) withDefaults() Limits {
	set := func(n *int, d int) {
		if *n <= 0 {
			*n = d
		}
	}
	every := func(t *time.Duration, d time.Duration) {
		if *t <= 0 {
			*t = d
		}
	}
	set(&l.PersonBurst, 60)
	set(&l.ChannelBurst, 120)
	every(&l.PersonEvery, 2*time.Second)
	every(&l.ChannelEvery, time.Second)
	return l
}

// Admission says whether a caller is heard now.
type Admission int

// What Admit decides.
const (
	Admitted Admission = iota
	// Slow means: not now, and the caller has not been told yet.
	Slow
	// Told means: not now, and the caller was told before.
	Told
)

// Admit counts one question of a caller against the limits.
func (b *Bot) Admit(c Caller) Admission {
	now := b.now()
	if a := b.people.take(string(c.Person), now); a != Admitted {
		return a
	}
	return b.places.take(string(c.Channel), now)
}

// maxMeters bounds how many callers a meter follows; beyond it, those who have
// long been quiet are forgotten, which costs nothing.
const maxMeters = 20_000

// A meter is a token bucket for each key.
type meter struct {
	mu    sync.Mutex
	burst float64
	every time.Duration
	by    map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
	told bool
}

func newMeter(burst int, every time.Duration) *meter {
	return &meter{burst: float64(burst), every: every, by: map[string]*bucket{}}
}

func (m *meter) take(key string, now time.Time) Admission {
	m.mu.Lock()
	defer m.mu.Unlock()
	k := m.by[key]
	if k == nil {
		m.forget(now)
		k = &bucket{left: m.burst, at: now}
		m.by[key] = k
	}
	k.left = min(m.burst, k.left+float64(now.Sub(k.at))/float64(m.every))
	k.at = now
	if k.left >= 1 {
		k.left--
		k.told = false
		return Admitted
	}
	if k.told {
		return Told
	}
	k.told = true
	return Slow
}

// forget drops the buckets that are full again, once there are too many.
func (m *meter) forget(now time.Time) {
	if len(m.by) < maxMeters {
		return
	}
	full := time.Duration(m.burst) * m.every
	for key, k := range m.by {
		if now.Sub(k.at) >= full {
			delete(m.by, key)
		}
	}
	for key := range m.by { // all of them busy: any may go
		if len(m.by) < maxMeters {
			return
		}
		delete(m.by, key)
	}
}
