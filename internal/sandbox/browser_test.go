package sandbox_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"autofacts/internal/fakediscord"
	"autofacts/internal/sandbox"
)

// patience is how long a condition of the page may take to come true, on a busy machine under the race detector.
const patience = 20 * time.Second

// chromium finds the browser. A missing one skips on a laptop and fails in CI.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no Chromium found, and CI must drive the page")
	}
	t.Skip("no Chromium found")
	return ""
}

// screen is one tab of a headless browser, with the page of a fresh sandbox in it.
type screen struct {
	t   *testing.T
	ctx context.Context
	world
}

// world is an emulator with the page on it, served under an address of its own.
type world struct {
	addr     string
	emulator *fakediscord.Server
}

// start listens on addr, "127.0.0.1:0" for any free port.
func start(t *testing.T, addr string) world {
	t.Helper()
	emulator, err := fakediscord.New(fakediscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = sandbox.New(sandbox.Options{Emulator: emulator, Examples: []string{
		"How many new energy vehicles did China export in 2025?", "Is it true that exports fell?", "/ask how many NEVs",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := emulator.Start(addr); err != nil {
		t.Fatal(err)
	}
	w := world{emulator: emulator, addr: strings.TrimSuffix(strings.TrimPrefix(emulator.Info().API, "http://"), "/api")}
	t.Cleanup(func() { w.stop(t) })
	return w
}

func (w world) stop(t *testing.T) {
	t.Helper()
	if err := w.emulator.Close(); err != nil {
		t.Errorf("close the emulator: %v", err)
	}
}

// open shows a sandbox in a browser window of that size.
func open(t *testing.T, width, height int64, withBot bool) *screen {
	t.Helper()
	path := chromium(t)
	w := start(t, "127.0.0.1:0")
	if withBot {
		startBot(t, w.emulator.Info())
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.UserDataDir(profile(t)))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, quit := chromedp.NewContext(ctx)
	t.Cleanup(quit)
	s := &screen{t: t, ctx: ctx, world: w}
	// The first call starts the browser, which then lives as long as the context of that call.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	s.watchConsole()
	s.colours("dark")
	s.do("open the page", chromedp.Navigate("http://"+w.addr))
	s.see("#app[aria-busy=false]", "")
	return s
}

// profile is a directory of the browser's own; the browser may still write into it while it is being removed.
func profile(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sandbox-browser")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// watchConsole fails the test on any error of a script and on anything that the content policy stopped.
func (s *screen) watchConsole() {
	messages := chromedp.Console(s.ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for line, err := range messages {
			if err != nil {
				return
			}
			// Chromium notes a refused call of the person API as an error of the network; refusals are shown on the page.
			if line.IsException() || line.Type == "error" && line.Source != "network" {
				s.t.Errorf("console: %s", line)
			}
		}
	}()
	s.t.Cleanup(func() { _ = chromedp.Cancel(s.ctx); <-done })
}

func (s *screen) colours(scheme string) {
	s.t.Helper()
	_, err := chromedp.Call(s.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "hover", Value: "hover"}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	if err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		s.shot("failed")
		s.t.Fatalf("%s: %v", what, err)
	}
}

// until waits for a JavaScript expression to become true.
func (s *screen) until(what, expression string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	poll := chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience))
	_, err := chromedp.Run(ctx, poll)
	for ctx.Err() == nil && loadedAnew(err) {
		_, err = chromedp.Run(ctx, poll)
	}
	if err != nil {
		s.shot("failed")
		text, _ := chromedp.Run(s.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		s.t.Fatalf("waited for %s: %v\nthe page says:\n%s", what, err, text)
	}
}

// loadedAnew tells whether a poll ended because its page went away under it.
func loadedAnew(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "navigated") || strings.Contains(err.Error(), "Cannot find context"))
}

const visible = `[...document.querySelectorAll(%s)].some((e) => e.checkVisibility() && (e.innerText ?? '').replace(/\s+/g, ' ').includes(%s))`

// see waits until an element of the selector shows the text.
func (s *screen) see(selector, text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("%q in %s", text, selector), fmt.Sprintf(visible, strconv.Quote(selector), strconv.Quote(text)))
}

// gone waits until no element of the selector shows the text.
func (s *screen) gone(selector, text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("no %q in %s", text, selector), "!"+fmt.Sprintf(visible, strconv.Quote(selector), strconv.Quote(text)))
}

// click presses the last element of the selector that shows the text, with the mouse.
func (s *screen) click(selector, text string) {
	s.t.Helper()
	s.see(selector, text)
	const mark = `[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility() && (e.innerText ?? '').replace(/\s+/g, ' ').includes(%s)).at(-1)`
	find := fmt.Sprintf(mark, strconv.Quote(selector), strconv.Quote(text))
	s.eval(find+".scrollIntoView({block: 'nearest'})", nil)
	var at []float64
	s.eval(fmt.Sprintf("(({left, top, width, height}) => [left + width / 2, top + height / 2])(%s.getBoundingClientRect())", find), &at)
	s.do("click "+selector, chromedp.MouseClickXY(at[0], at[1]))
}

// eval runs an expression; into may be nil.
func (s *screen) eval(expression string, into *[]float64) {
	s.t.Helper()
	if into == nil {
		s.do(expression, chromedp.Steps(chromedp.Evaluate[chromedp.Void](expression)))
		return
	}
	got, err := chromedp.Run(s.ctx, chromedp.Evaluate[[]float64](expression))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	*into = got
}

// text evaluates an expression, a promise too, that gives a string.
func (s *screen) text(expression string) string {
	s.t.Helper()
	got, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// types writes into whatever has the focus.
func (s *screen) types(text string) { s.t.Helper(); s.do("type "+text, chromedp.KeyEvent(text)) }

// press hits one key as a keyboard does: what a handler of keydown prevents does not happen. (chromedp.KeyEvent sends
// the character by itself, wherever the focus is by then.)
func (s *screen) press(key string) {
	s.t.Helper()
	code := map[string]int64{"Enter": 13, "Tab": 9, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "Backspace": 8}[key]
	down := input.DispatchKeyEventParams{Type: "keyDown", Key: key, Code: key, WindowsVirtualKeyCode: code}
	if key == "Enter" {
		down.Text = "\r"
	}
	up := input.DispatchKeyEventParams{Type: "keyUp", Key: key, Code: key, WindowsVirtualKeyCode: code}
	for _, event := range []input.DispatchKeyEventParams{down, up} {
		if _, err := chromedp.Call(s.ctx, input.DispatchKeyEvent, event); err != nil {
			s.t.Fatalf("press %s: %v", key, err)
		}
	}
}

// focused waits until the element with the focus matches the selector.
func (s *screen) focused(selector string) {
	s.t.Helper()
	s.until("the focus on "+selector, fmt.Sprintf("document.activeElement?.matches(%s)", strconv.Quote(selector)))
}

// write types into the message box.
func (s *screen) write(text string) {
	s.t.Helper()
	s.click("#input", "")
	s.types(text)
}

// say types a message and sends it.
func (s *screen) say(text string) {
	s.t.Helper()
	s.write(text)
	s.press("Enter")
}

// upload puts a small file of that name into a file field.
func (s *screen) upload(selector, name string) {
	s.t.Helper()
	file := filepath.Join(s.t.TempDir(), name)
	if err := os.WriteFile(file, []byte("a,b\n"), 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.do("upload "+name, chromedp.SetUploadFiles(chromedp.CSS(selector), []string{file}))
}

// shot keeps a picture of the window as an artefact of the test.
func (s *screen) shot(name string) {
	s.t.Helper()
	picture, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Logf("no screenshot: %v", err)
		return
	}
	dir := cmp.Or(os.Getenv("AUTOFACTS_ARTIFACTS"), s.t.ArtifactDir())
	if err := os.MkdirAll(dir, 0o755); err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join(dir, strings.ReplaceAll(s.t.Name(), "/", "-")+"-"+name+".png")
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		s.t.Fatal(err)
	}
	s.t.Logf("screenshot %s", file)
}
