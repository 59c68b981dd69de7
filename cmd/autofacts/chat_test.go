package main

import (
	"context"
	"io"
	"testing"
	"time"
)

// endless is a terminal at which somebody never stops typing.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '\n'
	}
	return len(p), nil
}

// TestLinesEnd holds that whoever sees the last line of a conversation that was
// interrupted does not wait for a word on how the input ended.
func TestLinesEnd(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	lines, errs := (&app{ctx: ctx, stdin: endless{}, stderr: io.Discard}).lines()
	for range lines {
	}
	select {
	case err := <-errs:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("waits for an input that is no longer read")
	}
}
