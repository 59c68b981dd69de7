//go:build soak

package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"autofacts/internal/kb"
	"autofacts/internal/store"
)

// The full measures. They take minutes: go test -race -tags soak -run Soak -timeout 30m

func TestSoakEditors(t *testing.T) {
	for name, open := range map[string]opener{"file": openFile, "postgres": openPostgres} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			s := open(t, newClock())
			raceEditors(t, s, 200, 50, 1)
			took := time.Since(began)
			t.Logf("200 editors, 50 facts, 10,000 edits: %s, %.0f edits/s", took.Round(time.Millisecond), 10_000/took.Seconds())
		})
	}
}

func TestSoakKilled(t *testing.T) { killInTheMidst(t, 5, 1000) }

func TestSoakCut(t *testing.T) { cutWhileCommitting(t, 1000, 7) }

// A server is a PostgreSQL of the test's own, which can be stopped and started.
type server struct {
	t    *testing.T
	bin  string
	dir  string
	port int
	who  *syscall.SysProcAttr
}

// newServer makes a database in a folder of the test's own.
func newServer(t *testing.T) *server {
	t.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		t.Skip("PostgreSQL's server programs are not installed")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "store-soak-")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, bin: filepath.Dir(found[len(found)-1]), dir: dir, port: port}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if os.Getuid() == 0 { // it refuses to run as root
		s.who = &syscall.SysProcAttr{Credential: nobody(t, dir)}
	}
	s.run("initdb", "-D", dir+"/data", "-A", "trust", "-U", "tester", "--no-sync")
	s.start()
	t.Cleanup(func() { s.stop("immediate") })
	return s
}

func nobody(t *testing.T, dir string) *syscall.Credential {
	t.Helper()
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, errUID := strconv.Atoi(u.Uid)
	gid, errGID := strconv.Atoi(u.Gid)
	if err := errors.Join(errUID, errGID, os.Chown(dir, uid, gid)); err != nil {
		t.Fatal(err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
}

func (s *server) run(name string, args ...string) {
	s.t.Helper()
	cmd := exec.Command(filepath.Join(s.bin, name), args...)
	cmd.SysProcAttr, cmd.Dir = s.who, s.dir
	log, err := os.CreateTemp("", "store-soak-log-")
	if err != nil {
		s.t.Fatal(err)
	}
	defer os.Remove(log.Name())
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log // a file: a server left running would hold a pipe open
	if err := cmd.Run(); err != nil {
		said, _ := os.ReadFile(log.Name())
		s.t.Fatalf("%s: %v\n%s", name, err, said)
	}
}

func (s *server) start() {
	s.run("pg_ctl", "-D", s.dir+"/data", "-w", "-l", s.dir+"/log", "-o", fmt.Sprintf("-p %d -c listen_addresses=127.0.0.1 -k %s", s.port, s.dir), "start")
}

func (s *server) stop(mode string) { s.run("pg_ctl", "-D", s.dir+"/data", "-w", "-m", mode, "stop") }

func (s *server) url() string {
	return fmt.Sprintf("postgres://tester@127.0.0.1:%d/postgres?sslmode=disable", s.port)
}

// TestSoakRestart stops and starts PostgreSQL, politely and not, under editors
// who try each edit until it is acknowledged. Every one is there once, and the
// store recovers by itself.
func TestSoakRestart(t *testing.T) {
	const editors, edits, restarts = 20, 60, 4
	pg := newServer(t)
	s, err := store.OpenPostgres(t.Context(), pg.url(), store.Options{})
	closing(t, s, err)
	var failed, done atomic.Int64
	var wg sync.WaitGroup
	for e := range editors {
		wg.Go(func() { persist(t, s, e, edits, &failed, &done) })
	}
	for i := range restarts {
		for done.Load() < int64((i+1)*editors*edits/(restarts+2)) { // under load
			if err := s.Ping(t.Context()); err != nil {
				t.Error(err)
				break
			}
		}
		pg.stop([]string{"fast", "immediate"}[i%2])
		pg.start()
	}
	wg.Wait()
	_, v, err := s.Heads(t.Context(), guild)
	if err != nil || v.Base != editors*edits {
		t.Errorf("version %+v, want %d, %v", v, editors*edits, err)
	}
	for e := range editors {
		h, err := s.Head(t.Context(), guild, kb.FactTarget(kb.FactID(fmt.Sprintf("fact-%d", e))))
		if err != nil {
			t.Fatal(err)
		}
		unbroken(t, s, h, edits)
	}
	t.Logf("%d edits acknowledged over %d restarts, %d calls failed meanwhile", editors*edits, restarts, failed.Load())
}

// persist makes edits of one fact, each with a key, until each is acknowledged.
func persist(t *testing.T, s *store.Store, editor, edits int, failed, done *atomic.Int64) {
	id := kb.FactID(fmt.Sprintf("fact-%d", editor))
	said, on := "Words:", kb.RevisionID(0)
	for n := range edits {
		said += fmt.Sprintf(" %d", n)
		e := changing(id, on, said)
		if on == 0 {
			e = adding(id, said)
		}
		b := kb.Batch{Guild: guild, By: mia, Edits: []kb.Edit{e}, Key: fmt.Sprintf("%d-%d-%d", editor, n, rand.Uint64())}
		for {
			revs, err := s.Commit(t.Context(), b)
			if err == nil {
				on = revs[0].Number
				done.Add(1)
				break
			}
			if failed.Add(1); errors.Is(err, kb.ErrConflict) || errors.Is(err, kb.ErrInvalid) || t.Context().Err() != nil {
				t.Errorf("editor %d, edit %d: %v", editor, n, err)
				return
			}
		}
	}
}
