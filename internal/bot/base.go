package bot

import (
	"container/list"
	"context"
	"runtime"
	"sync"
	"time"

	"autofacts/internal/answer"
	"autofacts/internal/kb"
)

const (
	// storeWait is how long a question waits for the store before it is answered
	// from memory: long enough for a busy database, short enough that the answer
	// still comes within Discord's 3 seconds.
	storeWait = 700 * time.Millisecond
	// storeRest is how long the store is not asked again after it failed, so that
	// questions do not queue up behind it.
	storeRest = time.Second
	// defaultBaseBytes is what the bases of servers may take together.
	defaultBaseBytes = 512 << 20
	// bytesPerFact estimates what an index takes for each fact: 39 KiB with three
	// short questions (BenchmarkIndexBytes), 129 KiB in the first base, whose facts
	// have some thirty in six languages. Too low overruns the memory, too high
	// builds too often.
	bytesPerFact = 128 << 10
	// bytesPerShared is what a server with facts of its own takes for each fact
	// that it shares with the curated base: its place in the lists of facts.
	bytesPerShared = 1 << 10
	// bytesPerServer is what a server without facts of its own takes.
	bytesPerServer = 1 << 10
)

// A home is what serves a server: its base as of a version.
type home struct {
	version  kb.Version
	settings kb.Settings
	heads    []kb.Revision
	curated  *answer.Index // over which the heads were put
	index    *answer.Index // the curated one itself where the server has nothing of its own
}

func (h *home) base() *kb.Base { return h.index.Base() }

// bytes estimates what the home takes in memory.
func (h *home) bytes() int64 {
	if h.index == h.curated {
		return bytesPerServer
	}
	return bytesPerServer + bytesPerFact*int64(h.index.Own()) + bytesPerShared*int64(len(h.base().Facts))
}

// homes keeps the bases of servers that were asked lately, within a bound of
// memory, and makes those that are not there.
type homes struct {
	store   Store
	curated func() *answer.Index
	now     func() time.Time
	most    int64
	wait    time.Duration // for the store
	making  chan struct{} // held by who makes an index

	mu    sync.Mutex
	by    map[kb.GuildID]*list.Element // of *room
	order *list.List                   // the latest used in front
	bytes int64
	down  time.Time // when the store failed last; zero while it does not
}

// A room is the place of one server's home. Who makes the home holds making.
type room struct {
	guild  kb.GuildID
	making sync.Mutex
	home   *home // nil before the first
	bytes  int64
}

func newHomes(s Store, curated func() *answer.Index, now func() time.Time, most int64, wait time.Duration) *homes {
	if wait <= 0 {
		wait = storeWait
	}
	if most <= 0 {
		most = defaultBaseBytes
	}
	return &homes{store: s, curated: curated, now: now, most: most, wait: wait, making: make(chan struct{}, max(maxBuilds, runtime.GOMAXPROCS(0))), by: map[kb.GuildID]*list.Element{}, order: list.New()}
}

// serve gives the home of a server for a question: as of its present version, or
// the last known one, or the curated base, where the store is out of reach.
func (s *homes) serve(ctx context.Context, guild kb.GuildID) (h *home, err error) {
	if guild == "" || s.store == nil {
		return s.plain(guild), nil
	}
	if s.resting() {
		return s.known(guild), ErrUnavailable
	}
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	h, err = s.fresh(ctx, guild)
	if err != nil {
		s.mu.Lock()
		s.down = s.now()
		s.mu.Unlock()
		return s.known(guild), err
	}
	return h, nil
}

func (s *homes) resting() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.down.IsZero() && s.now().Sub(s.down) < storeRest
}

// plain is the home of a server of which nothing is known.
func (s *homes) plain(guild kb.GuildID) *home {
	ix := s.curated()
	return &home{curated: ix, index: ix, settings: kb.NewSettings(guild, nil)}
}

// known gives the home that was made last, or the plain one.
func (s *homes) known(guild kb.GuildID) *home {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.by[guild]; ok {
		if h := e.Value.(*room).home; h != nil {
			return h
		}
	}
	return s.plain(guild)
}

// fresh gives the home of the version that the store has now.
func (s *homes) fresh(ctx context.Context, guild kb.GuildID) (*home, error) {
	g, err := s.store.Guild(ctx, guild)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.down = time.Time{}
	s.mu.Unlock()
	r := s.room(guild)
	if h := s.of(r); h != nil && h.version == g.Version && h.curated == s.curated() {
		return h, nil
	}
	r.making.Lock()
	defer r.making.Unlock()
	had := s.of(r)
	if had != nil && had.version == g.Version && had.curated == s.curated() {
		return had, nil
	}
	h, err := s.make(ctx, guild, g.Version, had)
	if err != nil {
		return nil, err
	}
	s.keep(r, h)
	return h, nil
}

// make reads a server's own things and prepares its base, or takes the index of
// a home that differs in the settings only.
func (s *homes) make(ctx context.Context, guild kb.GuildID, v kb.Version, had *home) (*home, error) {
	h := s.plain(guild)
	h.version = v
	if v == (kb.Version{}) { // nothing was ever written
		return h, nil
	}
	settings, err := s.store.Settings(ctx, guild)
	if err != nil {
		return nil, err
	}
	h.settings = settings
	if h.heads, h.version, err = s.store.Heads(ctx, guild); err != nil {
		return nil, err
	}
	// Settings were read before the version that the heads came with: should they
	// have moved between, the next question sees it.
	h.version.Settings = v.Settings
	if had != nil && had.curated == h.curated && had.version.Epoch == h.version.Epoch && had.version.Base == h.version.Base {
		h.index = had.index
		return h, nil
	}
	// Who waits here waits for as long as it takes: an answer from the curated base
	// could state what the server retired. More at once would take longer each, and
	// memory that no bound knows of.
	s.making <- struct{}{}
	defer func() { <-s.making }()
	h.index = prepare(h.curated, h.heads, nil)
	return h, nil
}

// prepare gives the index of a server's base over the curated one; judged is the
// base where it has been put together already, or nil.
func prepare(curated *answer.Index, heads []kb.Revision, judged *kb.Base) *answer.Index {
	if !owns(heads) {
		return curated
	}
	if judged == nil {
		judged = kb.Apply(curated.Base(), heads)
	}
	return curated.With(judged, factsOf(heads))
}

// factsOf gives the facts that revisions are of.
func factsOf(revs []kb.Revision) []kb.FactID {
	var out []kb.FactID
	for i := range revs {
		if t := revs[i].Target; t.Thing == kb.FactThing {
			out = append(out, kb.FactID(t.ID))
		}
	}
	return out
}

// owns reports whether the heads make a base that differs from the curated one.
func owns(heads []kb.Revision) bool {
	for i := range heads {
		if heads[i].State != kb.Curated {
			return true
		}
	}
	return false
}

// room gives the place of a server, as the latest used.
func (s *homes) room(guild kb.GuildID) *room {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e, ok := s.by[guild]; ok {
		s.order.MoveToFront(e)
		return e.Value.(*room)
	}
	r := &room{guild: guild}
	s.by[guild] = s.order.PushFront(r)
	return r
}

func (s *homes) of(r *room) *home {
	s.mu.Lock()
	defer s.mu.Unlock()
	return r.home
}

// keep puts a home into its place and lets go of those not used for longest
// while there are too many.
func (s *homes) keep(r *room, h *home) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.by[r.guild]; !ok { // let go meanwhile
		s.by[r.guild] = s.order.PushFront(r)
	}
	s.bytes += h.bytes() - r.bytes
	r.home, r.bytes = h, h.bytes()
	for s.bytes > s.most && s.order.Len() > 1 {
		old := s.order.Back()
		gone := old.Value.(*room)
		if gone == r {
			s.order.MoveToFront(old)
			continue
		}
		s.order.Remove(old)
		delete(s.by, gone.guild)
		s.bytes -= gone.bytes
	}
}

// install keeps an index that was prepared for a preview, once what it shows has
// been saved, so that the next question need not wait for it. It is only kept if
// nothing else was saved between.
func (s *homes) install(ctx context.Context, guild kb.GuildID, was *home, index *answer.Index) {
	heads, v, err := s.store.Heads(ctx, guild)
	if err != nil || v.Base != was.version.Base+1 || index == nil || was.curated != s.curated() {
		return
	}
	h := *was
	h.version, h.heads, h.index = v, heads, index
	if v.Settings == was.version.Settings {
		s.keep(s.room(guild), &h)
	}
}
