package fakediscord_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"testing"

	"autofacts/internal/fakediscord"
)

// TestServe serves the seed world until interrupted, when FAKEDISCORD_SERVE=1 is set, so that a bot written with any
// library can be pointed at it. It prints the line of Info:
//
//	FAKEDISCORD_SERVE=1 go test -run TestServe -timeout 0 -v ./internal/fakediscord
func TestServe(t *testing.T) {
	if os.Getenv("FAKEDISCORD_SERVE") != "1" {
		t.Skip("set FAKEDISCORD_SERVE=1 to serve until interrupted")
	}
	s, err := fakediscord.New(fakediscord.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	line, err := json.Marshal(s.Info())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(string(line))
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt)
	<-stop
	t.Log(s.Lacking())
}
