package fakediscord_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"autofacts/internal/fakediscord"
)

// commands are what the bot of these tests has registered.
func commands() []object {
	return []object{
		{"name": "ask", "description": "Ask", "options": []object{
			{"type": 3, "name": "question", "description": "q", "required": true, "autocomplete": true, "max_length": 20},
			{"type": 4, "name": "year", "description": "y", "min_value": 2000},
			{"type": 3, "name": "topic", "description": "t", "choices": []object{{"name": "Sales", "value": "s"}}},
		}},
		{"name": "mod", "description": "Moderate", "default_member_permissions": "32", "contexts": []int{0}, "options": []object{
			{"type": 2, "name": "fact", "description": "f", "options": []object{
				{"type": 1, "name": "add", "description": "a", "options": []object{{"type": 3, "name": "statement", "description": "s"}}},
			}},
		}},
		{"name": "Check this", "type": 3},
		{"name": "Who", "type": 2},
	}
}

// answering is a world whose bot is online with its commands.
func answering(t *testing.T) (*world, *link) {
	w := quiet(t)
	if status, o := w.rest("PUT /applications/{app}/commands", commands()); status != 200 {
		t.Fatalf("commands: %d %v", status, o)
	}
	l, _ := w.online(allIntents)
	return w, l
}

// do starts something a person does and hands the interaction that the bot gets to answer.
func (l *link) do(act func() (fakediscord.Outcome, error), answer func(it object)) (fakediscord.Outcome, error) {
	l.w.t.Helper()
	type result struct {
		out fakediscord.Outcome
		err error
	}
	done := make(chan result, 1)
	go func() {
		out, err := act()
		done <- result{out, err}
	}()
	it := l.event("INTERACTION_CREATE")
	answer(it)
	r := <-done
	return r.out, r.err
}

// callback answers an interaction and gives what Discord says.
func (w *world) callback(it object, body object) string {
	w.t.Helper()
	return said(w.rest(fmt.Sprintf("POST /interactions/%s/%s/callback", it["id"], it["token"]), body))
}

func (w *world) ask() (fakediscord.Outcome, error) {
	return w.Command(w.ctx, "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": "how many?", "year": 2025, "topic": "Sales"}, Locale: "de"})
}

func TestCommandReachesTheBotAndItsAnswerThePerson(t *testing.T) {
	w, l := answering(t)
	out, err := l.do(w.ask, func(it object) {
		var got []string
		for _, o := range it["data"].(object)["options"].([]any) {
			got = append(got, fmt.Sprint(o.(object)["name"], "=", o.(object)["value"]))
		}
		if fmt.Sprint(got) != "[question=how many? year=2025 topic=s]" || it["locale"] != "de" || it["context"] != 0.0 {
			t.Errorf("interaction: %v", it)
		}
		if got := w.callback(it, object{"type": 4, "data": object{"content": "many", "flags": 64}}); got != "204" {
			t.Errorf("callback: %s", got)
		}
		if got := w.callback(it, object{"type": 4, "data": object{"content": "again"}}); got != "400/40060" {
			t.Errorf("second callback: %s", got)
		}
	})
	if err != nil || out.Response.Type != 4 || out.Response.Message.Content != "many" {
		t.Fatalf("outcome: %+v %v", out, err)
	}
	id := out.Response.Message.ID
	if _, err := w.Message("Mia", "", id); err != nil {
		t.Errorf("Mia does not see her ephemeral message: %v", err)
	}
	if _, err := w.Message("Otto", "", id); refusal(err) != 404 {
		t.Error("Otto sees what only Mia should see")
	}
	if got := said(w.rest("GET /channels/{ch}/messages/"+id, nil)); got != "404/10008" {
		t.Errorf("ephemeral message by REST: %s", got)
	}
}

// refusal is the status with which an act was refused, 0 where it was not.
func refusal(err error) int {
	var refused *fakediscord.ActError
	if !errors.As(err, &refused) {
		return 0
	}
	return refused.Status
}

func TestThreeSecondsAndFifteenMinutes(t *testing.T) {
	w, l := answering(t)
	_, err := l.do(w.ask, func(it object) {
		w.clock.BlockUntil(1)
		w.clock.Advance(3 * time.Second)
		if got := w.callback(it, object{"type": 4, "data": object{"content": "late"}}); got != "404/10062" {
			t.Errorf("late callback: %s", got)
		}
	})
	if refusal(err) != 504 {
		t.Errorf("a bot that is late: %v", err)
	}
	var hook string
	l.do(w.ask, func(it object) {
		hook = fmt.Sprintf("/webhooks/{app}/%s", it["token"])
		if got := said(w.rest("POST "+hook, object{"content": "early"})); got != "404/10015" {
			t.Errorf("follow-up before the response: %s", got)
		}
		w.callback(it, object{"type": 5})
	})
	w.clock.Advance(14 * time.Minute)
	if status, m := w.rest("PATCH "+hook+"/messages/@original", object{"content": "at last"}); status != 200 || m["flags"] != 0.0 {
		t.Errorf("edit after 14 minutes: %d %v", status, m)
	}
	w.clock.Advance(time.Minute)
	if got := said(w.rest("POST "+hook, object{"content": "too late"})); got != "401/50027" {
		t.Errorf("follow-up after 15 minutes: %s", got)
	}
}

func TestDeferFollowUpsAndTheOriginal(t *testing.T) {
	w, l := answering(t)
	var hook string
	out, err := l.do(w.ask, func(it object) {
		hook = fmt.Sprintf("/webhooks/{app}/%s", it["token"])
		w.callback(it, object{"type": 5, "data": object{"flags": 64}})
	})
	if err != nil || out.Response.Message.Flags != 64|128 {
		t.Fatalf("deferred: %+v %v", out.Response, err)
	}
	_, first := w.rest("POST "+hook, object{"content": "filled in"})
	if first["id"] != out.Response.Message.ID || first["flags"] != 64.0 {
		t.Errorf("the first follow-up is another message, or not ephemeral: %v", first)
	}
	_, second := w.rest("POST "+hook, object{"content": "more"})
	if second["id"] == first["id"] || second["flags"] != 0.0 {
		t.Errorf("second follow-up: %v", second)
	}
	if got := said(w.rest("DELETE "+hook+"/messages/@original", nil)); got != "204" {
		t.Errorf("delete: %s", got)
	}
	if got := said(w.rest("GET "+hook+"/messages/@original", nil)); got != "404/10008" {
		t.Errorf("the original after its deletion: %s", got)
	}
}

func TestWhatCannotAnswerWhat(t *testing.T) {
	w, l := answering(t)
	message, modal := object{"content": "x"}, object{"custom_id": "m", "title": "t", "components": []object{
		{"type": 18, "label": "Text", "component": object{"type": 4, "custom_id": "text", "style": 1}}}}
	out, err := l.do(w.ask, func(it object) {
		for kind, want := range map[int]string{6: "400/50035 type:BASE_TYPE_CHOICES", 7: "400/50035 type:BASE_TYPE_CHOICES", 8: "400/50035 type:BASE_TYPE_CHOICES", 1: "400/50035 type:BASE_TYPE_CHOICES"} {
			if got := w.callback(it, object{"type": kind, "data": message}); got != want {
				t.Errorf("type %d to a command: %s", kind, got)
			}
		}
		tight := object{"custom_id": "m", "title": "t", "components": []object{{"type": 18, "label": "Text",
			"component": object{"type": 4, "custom_id": "text", "style": 1, "max_length": 3, "value": "long"}}}}
		if got := w.callback(it, object{"type": 9, "data": tight}); got != "400/50035 data.components.0.component.value:BASE_TYPE_MAX_LENGTH" {
			t.Errorf("modal with a value too long for it: %s", got)
		}
		if got := w.callback(it, object{"type": 4, "data": object{}}); got != "400/50006" {
			t.Errorf("empty message: %s", got)
		}
		if got := w.callback(it, object{"type": 9, "data": modal}); got != "204" {
			t.Errorf("modal: %s", got)
		}
	})
	if err != nil || out.Response.Modal["title"] != "t" {
		t.Fatalf("modal: %+v %v", out.Response, err)
	}
	submit := func(values map[string]any) func() (fakediscord.Outcome, error) {
		return func() (fakediscord.Outcome, error) {
			return w.Submit(w.ctx, "Mia", fakediscord.Submit{InteractionID: out.InteractionID, Values: values})
		}
	}
	if _, err := submit(nil)(); refusal(err) != 400 {
		t.Error("a required field was left out")
	}
	if _, err := submit(map[string]any{"text": "x", "more": "y"})(); refusal(err) != 400 {
		t.Error("a field that is not there was filled in")
	}
	_, err = l.do(submit(map[string]any{"text": "words"}), func(it object) {
		label := it["data"].(object)["components"].([]any)[0].(object)
		if got := label["component"].(object); label["type"] != 18.0 || got["value"] != "words" {
			t.Errorf("submitted: %v", it["data"])
		}
		if got := w.callback(it, object{"type": 9, "data": modal}); got != "400/50035 type:BASE_TYPE_CHOICES" {
			t.Errorf("modal to a modal: %s", got)
		}
		w.callback(it, object{"type": 4, "data": message})
	})
	if err != nil {
		t.Error(err)
	}
	if _, err := submit(map[string]any{"text": "again"})(); refusal(err) != 400 {
		t.Error("the modal was submitted twice")
	}
}

func TestButtonsAndMenus(t *testing.T) {
	w, l := answering(t)
	id := w.post(object{"content": "choose", "components": []object{
		{"type": 1, "components": []object{{"type": 2, "style": 1, "label": "Go", "custom_id": "go"}, {"type": 2, "style": 1, "label": "Off", "custom_id": "off", "disabled": true}}},
		{"type": 1, "components": []object{{"type": 3, "custom_id": "pick", "max_values": 2, "options": []object{{"label": "A", "value": "a"}, {"label": "B", "value": "b"}}}}},
	}})
	press := func(custom string, values ...string) fakediscord.Press {
		return fakediscord.Press{MessageID: id, CustomID: custom, Values: values}
	}
	for name, act := range map[string]func() (fakediscord.Outcome, error){
		"disabled button": func() (fakediscord.Outcome, error) { return w.Click(w.ctx, "Mia", press("off")) },
		"no such button":  func() (fakediscord.Outcome, error) { return w.Click(w.ctx, "Mia", press("gone")) },
		"menu clicked":    func() (fakediscord.Outcome, error) { return w.Click(w.ctx, "Mia", press("pick")) },
		"no such value":   func() (fakediscord.Outcome, error) { return w.Select(w.ctx, "Mia", press("pick", "z")) },
		"nothing chosen":  func() (fakediscord.Outcome, error) { return w.Select(w.ctx, "Mia", press("pick")) },
		"value twice":     func() (fakediscord.Outcome, error) { return w.Select(w.ctx, "Mia", press("pick", "a", "a")) },
	} {
		if _, err := act(); refusal(err) != 400 {
			t.Errorf("%s: %v, want 400", name, err)
		}
	}
	out, err := l.do(func() (fakediscord.Outcome, error) { return w.Select(w.ctx, "Mia", press("pick", "b", "a")) }, func(it object) {
		if got := fmt.Sprint(it["data"].(object)["values"]); got != "[b a]" {
			t.Errorf("values: %s", got)
		}
		w.callback(it, object{"type": 7, "data": object{"content": "chosen", "components": []any{}}})
	})
	if err != nil || out.Response.Type != 7 || out.Response.Message.ID != id || out.Response.Message.Content != "chosen" {
		t.Errorf("update: %+v %v", out.Response, err)
	}
}

func TestContextMenusAndAutocomplete(t *testing.T) {
	w, l := answering(t)
	m, err := w.Send("Otto", fakediscord.Send{Content: "The sky is green"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = l.do(func() (fakediscord.Outcome, error) {
		return w.Menu(w.ctx, "Mia", fakediscord.Menu{Name: "Check this", MessageID: m.ID})
	}, func(it object) {
		target := it["data"].(object)["resolved"].(object)["messages"].(object)[m.ID].(object)
		if target["content"] != "The sky is green" {
			t.Errorf("target: %v", target)
		}
		w.callback(it, object{"type": 4, "data": object{"content": "so it is"}})
	})
	if err != nil {
		t.Error(err)
	}
	_, err = l.do(func() (fakediscord.Outcome, error) {
		choices, err := w.Autocomplete(w.ctx, "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": "ho"}, Focused: "question"})
		if len(choices) != 1 || choices[0]["name"] != "how many" {
			t.Errorf("choices: %v", choices)
		}
		return fakediscord.Outcome{}, err
	}, func(it object) {
		if got := w.callback(it, object{"type": 4, "data": object{"content": "no"}}); !strings.HasPrefix(got, "400/50035 type:") {
			t.Errorf("message to autocomplete: %s", got)
		}
		w.callback(it, object{"type": 8, "data": object{"choices": []object{{"name": "how many", "value": "1"}}}})
	})
	if err != nil {
		t.Error(err)
	}
}

func TestWhatAPersonCannotRun(t *testing.T) {
	w, _ := answering(t)
	dm, err := w.DM("Otto")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, person string
		in           fakediscord.Command
		status       int
	}{
		{"no such command", "Mia", fakediscord.Command{Name: "nosuch"}, 400},
		{"missing option", "Mia", fakediscord.Command{Name: "ask"}, 400},
		{"unknown option", "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": "x", "colour": "red"}}, 400},
		{"too long", "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": strings.Repeat("x", 21)}}, 400},
		{"not a number", "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": "x", "year": "last"}}, 400},
		{"too small", "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": "x", "year": 1999}}, 400},
		{"no such choice", "Mia", fakediscord.Command{Name: "ask", Options: map[string]any{"question": "x", "topic": "Weather"}}, 400},
		{"no subcommand", "Otto", fakediscord.Command{Name: "mod fact"}, 400},
		{"not a moderator", "Mia", fakediscord.Command{Name: "mod fact add"}, 403},
		{"not in direct messages", "Otto", fakediscord.Command{ChannelID: dm, Name: "mod fact add"}, 400},
		{"somebody else's messages", "Mia", fakediscord.Command{ChannelID: dm, Name: "ask"}, 404},
		{"nobody", "Zoe", fakediscord.Command{Name: "ask"}, 404},
	} {
		_, err := w.Command(w.ctx, c.person, c.in)
		if refusal(err) != c.status {
			t.Errorf("%s: %v, want %d", c.name, err, c.status)
		}
	}
}
