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
	err = sandbox.Mount(sandbox.Options{Emulator: emulator, Examples: []string{
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

// shown is a script for the elements of a selector that can be seen and hold the text.
func shown(selector, text string) string {
	const script = `[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility() && (e.innerText ?? '').replace(/\s+/g, ' ').includes(%s))`
	return fmt.Sprintf(script, strconv.Quote(selector), strconv.Quote(text))
}

// see waits until an element of the selector shows the text.
func (s *screen) see(selector, text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("%q in %s", text, selector), shown(selector, text)+".length > 0")
}

// gone waits until no element of the selector shows the text.
func (s *screen) gone(selector, text string) {
	s.t.Helper()
	s.until(fmt.Sprintf("no %q in %s", text, selector), shown(selector, text)+".length === 0")
}

// click presses the last element of the selector that shows the text, with the mouse.
func (s *screen) click(selector, text string) {
	s.t.Helper()
	s.see(selector, text)
	last := shown(selector, text) + ".at(-1)"
	s.run(last + ".scrollIntoView({block: 'nearest'})")
	at := evaluate[[]float64](s, fmt.Sprintf("(({left, top, width, height}) => [left + width / 2, top + height / 2])(%s.getBoundingClientRect())", last))
	s.do("click "+selector, chromedp.MouseClickXY(at[0], at[1]))
}

// run runs a script for what it does.
func (s *screen) run(script string) {
	s.t.Helper()
	s.do(script, chromedp.Steps(chromedp.Evaluate[chromedp.Void](script)))
}

// text evaluates an expression, a promise too, that gives a string.
func (s *screen) text(expression string) string { s.t.Helper(); return evaluate[string](s, expression) }

func evaluate[T any](s *screen, expression string) T {
	s.t.Helper()
	got, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		s.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// types writes into whatever has the focus.
func (s *screen) types(text string) { s.t.Helper(); s.do("type "+text, chromedp.KeyEvent(text)) }

// press hits keys, one after the other, as a keyboard does: what a handler of keydown prevents does not happen.
// (chromedp.KeyEvent sends the character by itself, wherever the focus is by then.)
func (s *screen) press(keys ...string) {
	s.t.Helper()
	codes := map[string]int64{"Enter": 13, "Tab": 9, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "Backspace": 8}
	for _, key := range keys {
		down := input.DispatchKeyEventParams{Type: "keyDown", Key: key, Code: key, WindowsVirtualKeyCode: codes[key]}
		if key == "Enter" {
			down.Text = "\r"
		}
		up := input.DispatchKeyEventParams{Type: "keyUp", Key: key, Code: key, WindowsVirtualKeyCode: codes[key]}
		for _, event := range []input.DispatchKeyEventParams{down, up} {
			if _, err := chromedp.Call(s.ctx, input.DispatchKeyEvent, event); err != nil {
				s.t.Fatalf("press %s: %v", key, err)
			}
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

// command runs a command without options.
func (s *screen) command(path string) {
	s.t.Helper()
	s.write("/" + path)
	s.see(".suggestion", "/"+path)
	s.press("Tab", "Enter")
}

// sit takes a person's seat, by name or role.
func (s *screen) sit(who string) {
	s.t.Helper()
	s.click(".seat", who)
	s.see(".seat[aria-checked=true]", who)
}

// reads waits until a message with the text is there.
func (s *screen) reads(text string) { s.t.Helper(); s.see(".message .text", text) }

// readsAlone waits for a message that only the person in this seat sees.
func (s *screen) readsAlone(text string) { s.t.Helper(); s.see(".message.ephemeral .text", text) }

// dismiss takes the one message away that only the person in this seat sees.
func (s *screen) dismiss() {
	s.t.Helper()
	s.click(".only-you button", "Dismiss message")
	s.gone(".message.ephemeral", "")
}

// choose opens the menu that shows the text and presses one of its options.
func (s *screen) choose(menu, option string) {
	s.t.Helper()
	s.click(".menu-button", menu)
	s.click(".menu-list .option", option)
}

// openMenu asks for the context menu of the last message, menu also presses one of its entries.
func (s *screen) openMenu() {
	s.t.Helper()
	s.run(`document.querySelector('.row:last-child .text').dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, clientX: 400, clientY: 300}))`)
}

func (s *screen) menu(entry string) {
	s.t.Helper()
	s.openMenu()
	s.click("#menu .menu-entry", entry)
}

// submit sends off the form that is open.
func (s *screen) submit() { s.t.Helper(); s.click("#modal .button", "Submit") }

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
