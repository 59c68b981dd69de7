package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/joho/godotenv"
)

// A config is what the environment says. It is read once, at start.
type config struct {
	Token          string // DISCORD_TOKEN
	APIURL         string // DISCORD_API_URL; empty for Discord itself
	MessageContent bool   // DISCORD_MESSAGE_CONTENT
	StateKey       string // STATE_KEY
	FactsDir       string // FACTS_DIR
	DataDir        string // DATA_DIR
	DatabaseURL    string // DATABASE_URL; empty for a file in DataDir
	HealthAddr     string // HEALTH_ADDR
	LogLevel       slog.Level
	logLevelGiven  bool
	LogJSON        bool // LOG_FORMAT
}

// A variable is one entry of the configuration. set stores a value that is not
// empty, or says what is wrong with it; example is what a right one looks like.
type variable struct {
	name    string
	example string
	secret  bool // never printed
	set     func(*config, string) error
}

// defaultHealthAddr answers the container's health check and nobody outside it.
const defaultHealthAddr = "127.0.0.1:8086"

// leastToken is a length that every bot token has; a shorter one is a slip.
const leastToken = 20

// leastKey is the shortest STATE_KEY: 16 characters are beyond guessing.
const leastKey = 16

// variables lists all that the program reads from the environment. .env.example
// documents each, and a test compares the two.
func variables() []variable {
	return []variable{
		{"DISCORD_TOKEN", "the token of the page Bot in Discord's developer portal", true, func(c *config, s string) error {
			c.Token = strings.TrimPrefix(s, "Bot ")
			if strings.ContainsAny(c.Token, " \t\r\n\"'") || len(c.Token) < leastToken {
				return errors.New("is not a bot token: it has blanks or quotes, or is too short")
			}
			return nil
		}},
		{"DISCORD_API_URL", "http://127.0.0.1:8085/api", false, func(c *config, s string) error {
			if !isAddress(s, "http", "https") {
				return errors.New("is not an address")
			}
			c.APIURL = s
			return nil
		}},
		{"DISCORD_MESSAGE_CONTENT", "true", false, func(c *config, s string) (err error) {
			if c.MessageContent, err = strconv.ParseBool(s); err != nil {
				return errors.New("is neither true nor false")
			}
			return nil
		}},
		{"STATE_KEY", "32 random letters and digits", true, func(c *config, s string) error {
			if len(s) < leastKey {
				return fmt.Errorf("is shorter than %d characters", leastKey)
			}
			c.StateKey = s
			return nil
		}},
		{"FACTS_DIR", "./facts", false, func(c *config, s string) error {
			c.FactsDir = s
			return isDir(s)
		}},
		{"DATA_DIR", "./data", false, func(c *config, s string) error {
			c.DataDir = s
			if err := isDir(s); !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return nil
		}},
		{"DATABASE_URL", "postgres://USER:PASSWORD@HOST:5432/NAME", true, func(c *config, s string) error {
			if !isAddress(s, "postgres", "postgresql") {
				return errors.New("is not the address of a PostgreSQL database")
			}
			c.DatabaseURL = s
			return nil
		}},
		{"HEALTH_ADDR", defaultHealthAddr + ", or off", false, func(c *config, s string) error {
			_, port, err := net.SplitHostPort(s)
			if n, errPort := strconv.Atoi(port); s != "off" && (err != nil || errPort != nil || n < 0 || n > 65535) {
				return errors.New("is not an address with a port")
			}
			c.HealthAddr = s
			return nil
		}},
		{"LOG_LEVEL", "debug, info, warn or error", false, func(c *config, s string) error {
			if c.LogLevel.UnmarshalText([]byte(s)) != nil {
				return errors.New("is not a level")
			}
			c.logLevelGiven = true
			return nil
		}},
		{"LOG_FORMAT", "text or json", false, func(c *config, s string) error {
			if s != "text" && s != "json" {
				return errors.New("is not a format")
			}
			c.LogJSON = s == "json"
			return nil
		}},
	}
}

// isAddress tells whether a text is a URL with a host and one of the schemes.
func isAddress(s string, schemes ...string) bool {
	u, err := url.Parse(s)
	return err == nil && slices.Contains(schemes, u.Scheme) && u.Host != ""
}

// notDir says that a folder cannot be used, without the system's own words.
type notDir struct{ cause error }

func (e notDir) Error() string {
	switch {
	case errors.Is(e.cause, fs.ErrNotExist):
		return "is a folder that does not exist"
	case errors.Is(e.cause, fs.ErrPermission):
		return "is a folder that may not be read"
	}
	return "is not a folder"
}

func (e notDir) Unwrap() error { return e.cause }

func isDir(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return notDir{err}
	}
	if !info.IsDir() {
		return notDir{errors.New("a file")}
	}
	return nil
}

// readConfig reads and judges every variable. The error joins all that is wrong,
// each naming the variable, what is wrong with it and an example. Secrets are
// not repeated.
func readConfig(getenv func(string) string) (config, error) {
	c := config{DataDir: "data", HealthAddr: defaultHealthAddr}
	var wrong []error
	for _, v := range variables() {
		s := strings.TrimSpace(getenv(v.name))
		if s == "" {
			continue
		}
		if err := v.set(&c, s); err != nil {
			shown := " " + strconv.Quote(s)
			if v.secret {
				shown = ""
			}
			wrong = append(wrong, fmt.Errorf("%s%s %w; for example: %s", v.name, shown, err, v.example))
		}
	}
	return c, errors.Join(wrong...)
}

// withDotEnv looks a variable up in the environment and then in a file of
// KEY=value lines, where there is one. The error does not repeat the file's
// text, which holds secrets.
func withDotEnv(getenv func(string) string, file string) (func(string) string, error) {
	read, err := godotenv.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return getenv, nil
	}
	if err != nil {
		return getenv, fmt.Errorf("%s cannot be read: write one KEY=value on each line, as in .env.example", file)
	}
	return func(name string) string {
		if v := getenv(name); v != "" {
			return v
		}
		return read[name]
	}, nil
}

// LogValue shows the configuration without its secrets.
func (c config) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Bool("token", c.Token != ""), slog.String("api", c.APIURL), slog.Bool("message_content", c.MessageContent),
		slog.Bool("state_key", c.StateKey != ""), slog.String("facts", c.FactsDir), slog.String("data", c.DataDir),
		slog.Bool("database", c.DatabaseURL != ""),
		slog.String("health", c.HealthAddr), slog.String("log", c.LogLevel.String()))
}
