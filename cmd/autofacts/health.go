package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// healthCmd asks a running bot whether it is connected; it is the container's
// health check.
type healthCmd struct{}

// healthTimeout is how long a healthy bot may take to say so; containers give a
// health check a few seconds.
const healthTimeout = 3 * time.Second

// longestHealth bounds what is read of an answer, in bytes.
const longestHealth = 4 << 10

// Run asks on HEALTH_ADDR.
func (*healthCmd) Run(a *app) error {
	addr := a.config.HealthAddr
	if addr == "off" {
		return errors.New("HEALTH_ADDR is off: a running bot cannot be asked")
	}
	ctx, cancel := context.WithTimeout(a.ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+healthPath, nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", addr, err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("no bot answers on %s: is \"autofacts serve\" running with this HEALTH_ADDR?", addr)
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(io.LimitReader(resp.Body, longestHealth))
	if err != nil {
		return fmt.Errorf("read the answer of %s: %w", addr, err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("not healthy: %s", strings.TrimSpace(string(said)))
	}
	_, err = a.stdout.Write(said)
	return err
}
