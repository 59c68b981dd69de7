package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAFileThatIsTooLongIsRefused: cut short, it might still parse, and what
// was cut would be lost without a word.
func TestAFileThatIsTooLongIsRefused(t *testing.T) {
	name := filepath.Join(t.TempDir(), "facts.yaml")
	if err := os.WriteFile(name, []byte("- id: a\n- id: b\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if files, err := readFiles([]string{name}, 16); err != nil || len(files) != 1 || len(files[0].Data) != 16 {
		t.Errorf("a file of as much as is read: %d files, %v", len(files), err)
	}
	if _, err := readFiles([]string{name}, 15); err == nil || !strings.Contains(err.Error(), "more than 15 bytes") {
		t.Errorf("a file of more than is read: %v", err)
	}
}
