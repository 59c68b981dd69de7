package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"autofacts/internal/fakediscord"
	"autofacts/internal/sandbox"
)

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string is always JSON
	}
	return string(b)
}

func handler(t *testing.T) (http.Handler, *fakediscord.Server) {
	t.Helper()
	emulator, err := fakediscord.New(fakediscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sandbox.Mount(sandbox.Options{Emulator: emulator, Examples: []string{"How many?"}}); err != nil {
		t.Fatal(err)
	}
	return emulator.Handler(), emulator
}

func get(h http.Handler, path, host, origin string) *http.Response {
	r := httptest.NewRequest("GET", path, nil)
	r.Host = host
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func TestOnlyThisComputer(t *testing.T) {
	h, emulator := handler(t)
	person := emulator.Info().People[0].ID
	for name, tc := range map[string]struct {
		path, host, origin string
		want               int
	}{
		"the page":                        {"/", "127.0.0.1:4000", "", 200},
		"by name":                         {"/", "localhost:4000", "", 200},
		"by IPv6":                         {"/", "[::1]:4000", "", 200},
		"its own script":                  {"/page/app.js", "127.0.0.1:4000", "http://127.0.0.1:4000", 200},
		"a name pointed at us":            {"/", "evil.example:4000", "", 403},
		"an address that is not ours":     {"/", "192.168.0.7:4000", "", 403},
		"another page":                    {"/page/config.json", "127.0.0.1:4000", "https://evil.example", 403},
		"another port":                    {"/page/config.json", "127.0.0.1:4000", "http://127.0.0.1:5000", 403},
		"a sandboxed frame":               {"/page/config.json", "127.0.0.1:4000", "null", 403},
		"people, from another page":       {"/act/" + person + "/state", "127.0.0.1:4000", "https://evil.example", 403},
		"people, from the page":           {"/act/" + person + "/state", "127.0.0.1:4000", "http://127.0.0.1:4000", 200},
		"a file that is not there":        {"/page/nothing.js", "127.0.0.1:4000", "", 404},
		"a path that is not there":        {"/nothing", "127.0.0.1:4000", "", 404},
		"a file beside the page's folder": {"/page/..%2fsandbox.go", "127.0.0.1:4000", "", 404},
	} {
		t.Run(name, func(t *testing.T) {
			if got := get(h, tc.path, tc.host, tc.origin); got.StatusCode != tc.want {
				t.Errorf("status %d, want %d", got.StatusCode, tc.want)
			}
		})
	}
}

func TestPolicy(t *testing.T) {
	h, _ := handler(t)
	for _, path := range []string{"/", "/page/app.js", "/nothing"} {
		head := get(h, path, "127.0.0.1:1", "").Header
		policy := head.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
			t.Errorf("%s: policy %q", path, policy)
		}
		if head.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: sniffing is allowed", path)
		}
	}
}

func TestConfig(t *testing.T) {
	h, emulator := handler(t)
	var got struct {
		People    []struct{ ID, Name, Role string }
		Examples  []string
		ChannelID string `json:"channel_id"`
	}
	if err := json.NewDecoder(get(h, "/page/config.json", "127.0.0.1:1", "").Body).Decode(&got); err != nil {
		t.Fatal(err)
	}
	if len(got.People) != 2 || got.People[1].Role != "moderator" || got.ChannelID != emulator.Info().ChannelID || len(got.Examples) != 1 {
		t.Errorf("configuration %+v", got)
	}
}

func TestEmulatorNeeded(t *testing.T) {
	if err := sandbox.Mount(sandbox.Options{}); err == nil {
		t.Error("a sandbox over nothing")
	}
}

// The scripts never parse HTML, run text as code, or point anywhere but at the page itself.
func TestScriptsAreHarmless(t *testing.T) {
	files, err := filepath.Glob("page/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	forbidden := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|setAttribute\('on|javascript:|src="http|href="http|url\(http|@import`)
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.FindString(string(b)); found != "" {
			t.Errorf("%s contains %q", name, found)
		}
	}
}

// Every file that the page names is there, with the type that browsers insist on.
func TestFilesNamedAreThere(t *testing.T) {
	h, _ := handler(t)
	types := map[string]string{".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
	named := regexp.MustCompile(`(?:/page/|from '\./)([\w.-]+)`)
	files, err := filepath.Glob("page/*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range named.FindAllStringSubmatch(string(b), -1) {
			seen++
			res := get(h, "/page/"+match[1], "127.0.0.1:1", "")
			if want := types[filepath.Ext(match[1])]; res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), want) {
				body, _ := io.ReadAll(res.Body)
				t.Errorf("%s names %s: %d %s %s", file, match[1], res.StatusCode, res.Header.Get("Content-Type"), body)
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d names found", seen)
	}
}
