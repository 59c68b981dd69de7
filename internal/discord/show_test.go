package discord_test

import (
	"context"
	"fmt"
	"strings"

	"autofacts/internal/fakediscord"
)

// show writes a message as a transcript does: its text, its cards with a bar
// before each line, its buttons and menus.
func show(m fakediscord.Message) string {
	var b strings.Builder
	if m.Flags&64 != 0 {
		b.WriteString("(only you see this)\n")
	}
	if m.ReferencedMessage != nil {
		fmt.Fprintf(&b, "(in reply to %s)\n", m.ReferencedMessage.Author.Username)
	}
	if m.Content != "" {
		b.WriteString(m.Content + "\n")
	}
	for _, e := range m.Embeds {
		if e["image"] != nil {
			b.WriteString("| (picture)\n")
		}
		if e["description"] == nil {
			continue
		}
		for line := range strings.Lines(fmt.Sprint(e["description"]) + "\n") {
			b.WriteString(strings.TrimRight("| "+line, " \n") + "\n")
		}
	}
	for _, f := range m.Attachments {
		b.WriteString("(file " + f.Filename + ")\n")
	}
	for _, row := range m.Components {
		var parts []string
		for _, c := range list(row["components"]) {
			parts = append(parts, showComponent(c))
		}
		b.WriteString(strings.Join(parts, " ") + "\n")
	}
	return b.String()
}

func showComponent(c fakediscord.Object) string {
	if options := list(c["options"]); len(options) > 0 {
		text := "{" + fmt.Sprint(c["placeholder"])
		for _, o := range options {
			text += "\n  - " + fmt.Sprint(o["label"])
		}
		return text + "}"
	}
	text := "[" + fmt.Sprint(c["label"]) + "]"
	if c["disabled"] == true {
		text += "(off)"
	}
	return text
}

func showForm(m fakediscord.Object) string {
	text := "(form) " + fmt.Sprint(m["title"]) + "\n"
	for _, l := range list(m["components"]) {
		in, _ := l["component"].(fakediscord.Object)
		switch options := list(in["options"]); {
		case len(options) > 0:
			text += fmt.Sprintf("%v: %v\n", l["label"], chosen(options))
		case in["placeholder"] != nil && in["value"] == nil:
			text += fmt.Sprintf("%v: ____ (%v)\n", l["label"], in["placeholder"])
		default:
			value, _ := in["value"].(string)
			text += fmt.Sprintf("%v: %v\n", l["label"], strings.ReplaceAll(strings.TrimRight(value+" ____", " "), "\n", "\\n"))
		}
	}
	return text
}

// chosen writes the options of a menu in a form, the one that is set in brackets.
func chosen(options []fakediscord.Object) string {
	var parts []string
	for _, o := range options {
		name := fmt.Sprint(o["label"])
		if o["default"] == true {
			name = "[" + name + "]"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, " / ")
}

func list(v any) []fakediscord.Object {
	var out []fakediscord.Object
	items, _ := v.([]any)
	for _, i := range items {
		if o, ok := i.(fakediscord.Object); ok {
			out = append(out, o)
		}
	}
	return out
}

// find gives the custom_id of the button with a label on the last message.
func (tk *talk) find(label string) string {
	tk.t.Helper()
	for _, row := range tk.last.Components {
		for _, c := range list(row["components"]) {
			if c["label"] == label {
				return fmt.Sprint(c["custom_id"])
			}
		}
	}
	tk.t.Fatalf("no button %q on:\n%s", label, show(tk.last))
	return ""
}

// findOption gives the menu and the value of the option with a label.
func (tk *talk) findOption(label string) (menu, value string) {
	tk.t.Helper()
	for _, row := range tk.last.Components {
		for _, c := range list(row["components"]) {
			for _, o := range list(c["options"]) {
				if o["label"] == label {
					return fmt.Sprint(c["custom_id"]), fmt.Sprint(o["value"])
				}
			}
		}
	}
	tk.t.Fatalf("no option %q on:\n%s", label, show(tk.last))
	return "", ""
}

// await waits until a text stands in the log, or the context ends.
func (s *syncBuffer) await(ctx context.Context, text string) {
	for {
		s.mu.Lock()
		found, more := strings.Contains(s.b.String(), text), s.more
		s.mu.Unlock()
		if found {
			return
		}
		select {
		case <-more:
		case <-ctx.Done():
			return
		}
	}
}
