package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A program is run under test, in a goroutine, with its output read line by line.
type program struct {
	t    *testing.T
	out  <-chan string // lines of standard output
	log  <-chan string // lines of standard error
	stop context.CancelFunc
	done chan error
}

func start(t *testing.T, getenv func(string) string, args ...string) *program {
	t.Helper()
	// A program that hangs fails the test instead of stopping it.
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	getenv, ended := inFolder(t, getenv), make(chan struct{})
	t.Cleanup(func() { stop(); <-ended })
	out, outW := io.Pipe()
	log, logW := io.Pipe()
	p := &program{t: t, out: linesOf(out), log: linesOf(log), stop: stop, done: make(chan error, 1)}
	go func() {
		err := run(ctx, args, getenv, strings.NewReader(""), outW, logW)
		_, _ = outW.Close(), logW.Close()
		p.done <- err
		close(ended)
	}()
	return p
}

// inFolder gives a program a folder of data of its own, unless it has one.
func inFolder(t *testing.T, getenv func(string) string) func(string) string {
	dir := t.TempDir()
	return func(name string) string {
		if v := getenv(name); v != "" || name != "DATA_DIR" {
			return v
		}
		return dir
	}
}

// linesOf reads lines as they come, so that who writes them never waits.
func linesOf(r io.Reader) <-chan string {
	const most = 10000 // more than a test reads; what is beyond is lost
	lines := make(chan string, most)
	go func() {
		defer close(lines)
		for in := bufio.NewReader(r); ; {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			select {
			case lines <- line:
			default:
			}
		}
	}()
	return lines
}

// until reads lines up to one that contains all of the words, and gives that.
func (p *program) until(lines <-chan string, words string) string {
	p.t.Helper()
	var seen strings.Builder
	for line := range lines {
		seen.WriteString(line)
		if strings.Contains(line, words) {
			return line
		}
	}
	p.t.Fatalf("no line with %q, only:\n%s", words, seen.String())
	return ""
}

// end cancels the program and gives its error.
func (p *program) end() error {
	p.stop()
	return <-p.done
}

// where is the line that the sandbox prints.
type where struct {
	API, Act, Token, Page string
	ChannelID             string `json:"channel_id"`
	People                []struct{ ID, Role string }
}

func (p *program) where() where {
	p.t.Helper()
	var w where
	if err := json.Unmarshal([]byte(p.until(p.out, "gateway")), &w); err != nil {
		p.t.Fatal(err)
	}
	return w
}

// act has the first person do something and gives the answer's body.
func (w where) act(t *testing.T, what string, body any) string {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(w.Act+"/"+w.People[0].ID+"/"+what, "application/json", bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}

// ask runs the command /ask and waits for an answer with the words. On a slow
// machine the answer comes in after the first response.
func (w where) ask(t *testing.T, question, words string) {
	t.Helper()
	said := w.act(t, "command", map[string]any{"channel_id": w.ChannelID, "name": "ask", "options": map[string]any{"question": question}})
	const none, tries = "9223372036854775807", 60 // an id that comes after every message; half a minute
	for range tries {
		if strings.Contains(said, words) {
			return
		}
		w.messages(t, "after="+none+"&wait_ms=500")
		said = w.messages(t, "")
	}
	t.Errorf("%q is not answered with %q but:\n%s", question, words, said)
}

// messages gives what the first person sees.
func (w where) messages(t *testing.T, query string) string {
	t.Helper()
	resp, err := http.Get(w.Act + "/" + w.People[0].ID + "/channels/" + w.ChannelID + "/messages?" + query)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	all, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(all)
}

func hives(n int) string {
	return fmt.Sprintf("- id: hives\n  statement: The town kept over %d hives.\n  answer: over %d hives\n"+
		"  evidence: {source: yearbook, phrase: more than %d hives}\n  ask: [How many hives did the town keep]\n", n, n, n)
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestServe takes the bot through its life: it connects, answers, says that it
// is well, reads its facts again, refuses a broken base, and stops.
func TestServe(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "sources.yaml"), "- id: yearbook\n")
	writeFile(t, filepath.Join(dir, "hives.yaml"), hives(26))
	there := start(t, env(), "sandbox", "--no-bot", "--facts", dir)
	w := there.where()

	conf := env("DISCORD_TOKEN", w.Token, "DISCORD_API_URL", w.API, "FACTS_DIR", dir, "HEALTH_ADDR", freeAddr(t), "LOG_LEVEL", "info")
	bot := start(t, conf) // without a subcommand
	if line := bot.until(bot.log, "msg=starting"); strings.Contains(line, w.Token) {
		t.Errorf("the token is in the log: %s", line)
	}
	bot.until(bot.log, "Check this claim")

	const question = "how many hives did the town keep"
	w.ask(t, question, "over 26 hives")
	var well bytes.Buffer
	if err := run(t.Context(), []string{"health"}, conf, strings.NewReader(""), &well, io.Discard); err != nil || !strings.HasPrefix(well.String(), "ready, 1 shard") {
		t.Errorf("health: %v, %q", err, well.String())
	}

	writeFile(t, filepath.Join(dir, "hives.yaml"), hives(41))
	hangUp(t)
	bot.until(bot.log, "the facts were read again\" facts=1")
	w.ask(t, question, "over 41 hives")
	writeFile(t, filepath.Join(dir, "hives.yaml"), "- nothing\n")
	hangUp(t)
	bot.until(bot.log, "cannot be used; the old ones stay")
	w.ask(t, "what was the number of hives the town kept", "over 41 hives")
	if err := bot.end(); err != nil {
		t.Errorf("serve ended with %v", err)
	}
	if err := there.end(); err != nil {
		t.Errorf("the sandbox ended with %v", err)
	}
}

func hangUp(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
}

// freeAddr gives a loopback address that nobody listens on.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// TestSandbox asks the bot in the sandbox, and looks at its page.
func TestSandbox(t *testing.T) {
	p := start(t, env("LOG_LEVEL", "info"), "sandbox", "--json", "--no-browser")
	w := p.where()
	p.until(p.log, "Check this claim")
	resp, err := http.Get(w.Page)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if kind := resp.Header.Get("Content-Type"); resp.StatusCode != http.StatusOK || !strings.HasPrefix(kind, "text/html") {
		t.Errorf("page: %s, %s", resp.Status, kind)
	}
	if said := w.act(t, "command", map[string]any{"channel_id": w.ChannelID, "name": "sources"}); !strings.Contains(said, "\"response\"") {
		t.Errorf("/sources: %s", said)
	}
	if err := p.end(); err != nil {
		t.Errorf("the sandbox ended with %v", err)
	}
}

// TestServeRefused holds that a token which Discord refuses ends the program.
func TestServeRefused(t *testing.T) {
	there := start(t, env(), "sandbox", "--no-bot")
	w := there.where()
	bot := start(t, env("DISCORD_TOKEN", "x"+w.Token, "DISCORD_API_URL", w.API, "HEALTH_ADDR", "off"), "serve")
	var stderr bytes.Buffer
	if code := exitCode(<-bot.done, &stderr); code != 1 || !strings.HasPrefix(stderr.String(), "autofacts: serve Discord: ") {
		t.Errorf("exit %d, %s", code, stderr.String())
	}
}

// TestEmbeddedBase is "autofacts check" on the base that is built in.
func TestEmbeddedBase(t *testing.T) {
	var out, errs bytes.Buffer
	args := []string{"check"}
	if text := filepath.Join("..", "..", "..", "shared", "article", "article.md"); exists(text) {
		args = append(args, "--source-text", text)
	}
	if err := run(t.Context(), args, env(), strings.NewReader(""), &out, &errs); err != nil {
		t.Errorf("%v\n%s%s", err, out.String(), errs.String())
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// TestAskIsFlushed holds that an answer is written before the next question is read.
func TestAskIsFlushed(t *testing.T) {
	in, inW := io.Pipe()
	out, outW := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(t.Context(), []string{"ask", "--jsonl"}, env(), in, outW, io.Discard)
	}()
	answers := bufio.NewReader(out)
	for i := range 3 {
		if _, err := fmt.Fprintf(inW, "{\"id\":%d,\"text\":\"hello\"}\n", i); err != nil {
			t.Fatal(err)
		}
		line, err := answers.ReadString('\n')
		if err != nil || !strings.HasPrefix(line, fmt.Sprintf("{\"id\":%d,", i)) {
			t.Fatalf("answer %d: %q, %v", i, line, err)
		}
	}
	if err := inW.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestLongLines holds that a line of 1 MiB is read and a longer one refused, both in their places.
func TestLongLines(t *testing.T) {
	line := func(id string, size int) string {
		head := "{\"id\":\"" + id + "\",\"mode\":\"listen\",\"text\":\""
		return head + strings.Repeat("x", size-len(head)-2) + "\"}\n"
	}
	input := line("a", maxLine) + line("b", maxLine+1) + line("c", 100)
	var out bytes.Buffer
	err := run(t.Context(), []string{"ask", "--jsonl"}, env(), strings.NewReader(input), &out, io.Discard)
	var got []string
	for l := range strings.Lines(out.String()) {
		got = append(got, l[:min(len(l), 19)])
	}
	want := `["{\"id\":\"a\",\"outcome\"" "{\"id\":null,\"error\":" "{\"id\":\"c\",\"outcome\""]`
	if fmt.Sprintf("%q", got) != want || err == nil || !strings.HasPrefix(err.Error(), "1 line") {
		t.Errorf("got %q, want %s; error %v", got, want, err)
	}
}
