package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/joho/godotenv"
)

// TestEnvExample holds that .env.example documents each variable, each with a
// comment above it, and no other.
func TestEnvExample(t *testing.T) {
	file := filepath.Join("..", "..", ".env.example")
	documented, err := godotenv.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, v := range variables() {
		read = append(read, v.name)
	}
	slices.Sort(read)
	if got := slices.Sorted(maps.Keys(documented)); !slices.Equal(got, read) {
		t.Errorf("documented: %v\nread:       %v", got, read)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range read {
		before, _, _ := strings.Cut(string(text), "\n"+name+"=")
		if lines := strings.Split(before, "\n"); !strings.HasPrefix(lines[len(lines)-1], "# ") {
			t.Errorf("%s has no comment above it", name)
		}
	}
}

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

const someToken = "abcdefghijklmnopqrstuvwxyz.secret"

func TestReadConfig(t *testing.T) {
	dir := t.TempDir()
	c, err := readConfig(env("DISCORD_TOKEN", "Bot "+someToken, "DISCORD_API_URL", "http://127.0.0.1:1/api", "DISCORD_MESSAGE_CONTENT", "true",
		"STATE_KEY", "0123456789abcdef", "FACTS_DIR", dir, "DATA_DIR", dir, "DATABASE_URL", "postgres://u:p@h/n", "HEALTH_ADDR", ":1", "LOG_LEVEL", "debug", "LOG_FORMAT", "json"))
	if err != nil {
		t.Fatal(err)
	}
	want := config{Token: someToken, APIURL: "http://127.0.0.1:1/api", MessageContent: true, StateKey: "0123456789abcdef", FactsDir: dir,
		DataDir: dir, DatabaseURL: "postgres://u:p@h/n", HealthAddr: ":1", LogLevel: slog.LevelDebug, logLevelGiven: true, LogJSON: true}
	if c != want {
		t.Errorf("config = %+v, want %+v", c, want)
	}
	if c, err = readConfig(env()); err != nil || c.HealthAddr != defaultHealthAddr || c.DataDir != "data" {
		t.Errorf("empty environment: %+v, %v", c, err)
	}
}

// TestReadConfigRefuses holds that each variable refuses a wrong value by name,
// with an example and without repeating a secret.
func TestReadConfigRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wrong := map[string][]string{
		"DISCORD_TOKEN": {"hunter2", "a token with blanks in it"}, "DISCORD_API_URL": {"discord.com", "ftp://x"}, "DISCORD_MESSAGE_CONTENT": {"yes!"},
		"STATE_KEY": {"tooshort"}, "FACTS_DIR": {"/nowhere/at/all", file}, "DATA_DIR": {file}, "DATABASE_URL": {"mysql://u:hunter2@h/n", "hunter2"}, "HEALTH_ADDR": {"8086", ":x", ":99999"},
		"LOG_LEVEL": {"loud"}, "LOG_FORMAT": {"xml"},
	}
	for _, v := range variables() {
		if len(wrong[v.name]) == 0 {
			t.Errorf("%s has no wrong value in this test", v.name)
		}
		for _, s := range wrong[v.name] {
			_, err := readConfig(env(v.name, s))
			if err == nil || !strings.HasPrefix(err.Error(), v.name+" ") || !strings.HasSuffix(err.Error(), "for example: "+v.example) {
				t.Errorf("%s=%q: %v", v.name, s, err)
			} else if v.secret == strings.Contains(err.Error(), s) {
				t.Errorf("%s=%q: secret %v, and the error is %v", v.name, s, v.secret, err)
			}
		}
	}
	_, err := readConfig(env("LOG_LEVEL", "loud", "LOG_FORMAT", "xml"))
	if err == nil || strings.Count(err.Error(), "\n") != 1 {
		t.Errorf("two wrong values give %v", err)
	}
}

func TestConfigIsLoggedWithoutSecrets(t *testing.T) {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("starting", "config", config{Token: someToken, StateKey: "0123456789abcdef", DatabaseURL: "postgres://u:hunter2@h/n", HealthAddr: ":1"})
	if s := out.String(); strings.Contains(s, someToken) || strings.Contains(s, "0123456789abcdef") || strings.Contains(s, "hunter2") || !strings.Contains(s, "config.token=true") {
		t.Errorf("logged: %s", s)
	}
}

func TestDotEnv(t *testing.T) {
	file := filepath.Join(t.TempDir(), ".env")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	get, err := withDotEnv(env("A", "outside"), file)
	if err != nil || get("A") != "outside" || get("B") != "" {
		t.Errorf("without a file: %v, %q, %q", err, get("A"), get("B"))
	}
	write("A=inside\nB=\"in quotes\"\n")
	get, err = withDotEnv(env("A", "outside"), file)
	if err != nil || get("A") != "outside" || get("B") != "in quotes" {
		t.Errorf("with a file: %v, %q, %q", err, get("A"), get("B"))
	}
	write("DISCORD_TOKEN hunter2-hunter2\n")
	if _, err = withDotEnv(env(), file); err == nil || strings.Contains(fmt.Sprint(err), "hunter2") {
		t.Errorf("a broken file: %v", err)
	}
}
