package spec_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"autofacts/internal/fakediscord/spec"
)

const (
	postMessage = "POST /channels/{channel_id}/messages"
	callback    = "POST /interactions/{id}/{token}/callback"
	postCommand = "POST /applications/{application_id}/guilds/{guild_id}/commands"
	putCommands = "PUT /applications/{application_id}/commands"
)

type m = map[string]any
type l = []any

func x(n int) string { return strings.Repeat("x", n) }

func repeat(n int, make func(i int) any) l {
	var out l
	for i := range n {
		out = append(out, make(i))
	}
	return out
}

func row(cs ...any) m       { return m{"type": 1, "components": cs} }
func rows(cs ...any) m      { return m{"content": "x", "components": cs} }
func button(id string) m    { return m{"type": 2, "style": 1, "label": "x", "custom_id": id} }
func menu(id string, o l) m { return m{"type": 3, "custom_id": id, "options": o} }
func choice(s string) m     { return m{"label": s, "value": s} }
func embed(e m) m           { return m{"embeds": l{e}} }
func reply(data any) m      { return m{"type": 4, "data": data} }
func modal(title string, c l) m {
	return m{"type": 9, "data": m{"custom_id": "m", "title": title, "components": c}}
}
func label(c any) m         { return m{"type": 18, "label": "l", "component": c} }
func text(id string) m      { return m{"type": 4, "custom_id": id, "style": 1} }
func chat(options ...any) m { return m{"name": "x", "description": "x", "options": options} }
func option(name string) m  { return m{"type": 3, "name": name, "description": "o"} }

func with(base m, key string, v any) m {
	out := m{}
	for k, old := range base {
		out[k] = old
	}
	out[key] = v
	return out
}

func check(t *testing.T, c *spec.Checker, route string, body any) string {
	t.Helper()
	raw, ok := body.(string)
	if !ok {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		raw = string(b)
	}
	method, path, _ := strings.Cut(route, " ")
	var said []string
	for _, p := range c.Check(method, path, []byte(raw)) {
		if p.Message == "" {
			t.Errorf("%s %s has no message", p.Path, p.Code)
		}
		said = append(said, p.Path+" "+p.Code)
	}
	return strings.Join(said, ", ")
}

func newChecker(t *testing.T) *spec.Checker {
	t.Helper()
	c, err := spec.New()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAccepted(t *testing.T) {
	c := newChecker(t)
	for name, tc := range map[string]struct {
		route string
		body  any
	}{
		"2000 characters":              {postMessage, m{"content": x(2000)}},
		"2000 characters beyond ASCII": {postMessage, m{"content": strings.Repeat("车", 2000)}},
		"6000 over embeds":             {postMessage, m{"embeds": l{m{"description": x(4096)}, m{"description": x(1904)}}}},
		"unknown fields":               {postMessage, m{"content": "x", "contnet": 1}},
		"nothing (the emulator asks)":  {postMessage, ""},
		"nulls":                        {postMessage, m{"content": "x", "embeds": nil, "components": nil, "allowed_mentions": nil, "message_reference": nil}},
		"no mentions":                  {postMessage, m{"content": "x", "allowed_mentions": m{"parse": l{}, "users": l{"1"}}}},
		"attachment id as a number":    {postMessage, m{"content": "x", "attachments": l{m{"id": 0, "filename": "p.png"}}}},
		"image sent along":             {postMessage, embed(m{"title": "t", "image": m{"url": "attachment://p.png"}})},
		"no address":                   {postMessage, embed(m{"title": "t", "url": ""})},
		"five buttons":                 {postMessage, rows(row(repeat(5, func(i int) any { return button(fmt.Sprint(i)) })...))},
		"link button":                  {postMessage, rows(row(m{"type": 2, "style": 5, "label": "x", "url": "https://example.com/"}))},
		"emoji button":                 {postMessage, rows(row(m{"type": 2, "style": 2, "custom_id": "a", "emoji": m{"name": "👍"}}))},
		"menu":                         {postMessage, rows(row(menu("s", l{choice("a"), choice("b")})))},
		"menus of all kinds":           {postMessage, rows(row(m{"type": 5, "custom_id": "u"}), row(m{"type": 6, "custom_id": "r"}), row(m{"type": 7, "custom_id": "m"}), row(m{"type": 8, "custom_id": "c"}))},
		"components V2":                {postMessage, m{"flags": 1 << 15, "components": l{m{"type": 10, "content": "x"}, m{"type": 17, "components": l{m{"type": 10, "content": "y"}}}}}},
		"webhook by another template":  {"PATCH /webhooks/{application_id}/{token}/messages/@original", m{"content": "x"}},
		"reply":                        {callback, reply(m{"content": "x", "flags": 64})},
		"defer":                        {callback, m{"type": 5, "data": m{"flags": 64}}},
		"defer without data":           {callback, m{"type": 5}},
		"deferred update":              {callback, m{"type": 6}},
		"choices of text":              {callback, m{"type": 8, "data": m{"choices": l{m{"name": "a", "value": "a"}}}}},
		"choices of numbers":           {callback, m{"type": 8, "data": m{"choices": l{m{"name": "a", "value": 1}, m{"name": "b", "value": 2}}}}},
		"modal of labels": {callback, modal("t", l{label(text("a")), label(menu("k", l{choice("a")})),
			label(m{"type": 21, "custom_id": "r", "options": l{choice("a"), choice("b")}}), label(m{"type": 19, "custom_id": "f"})})},
		"translated menu":            {postCommand, m{"name": "Look", "type": 3, "name_localizations": m{"de": "Sieh nach"}}},
		"two chosen of two":          {postMessage, rows(row(with(menu("s", l{with(choice("a"), "default", true), with(choice("b"), "default", true)}), "max_values", 2)))},
		"modal of rows":              {callback, modal("t", l{row(with(text("a"), "label", "L"))})},
		"command":                    {postCommand, chat(with(option("a"), "required", true), option("b"))},
		"command in Chinese":         {postCommand, m{"name": "问", "description": "x"}},
		"permissions as text":        {postCommand, with(chat(), "default_member_permissions", "32")},
		"permissions as a number":    {postCommand, with(chat(), "default_member_permissions", 32)},
		"context menu":               {postCommand, m{"name": "Answer this", "type": 3}},
		"same name, different types": {putCommands, l{m{"name": "ask", "description": "x"}, m{"name": "ask", "type": 3}}},
		"subcommands":                {postCommand, chat(m{"type": 2, "name": "g", "description": "g", "options": l{m{"type": 1, "name": "s", "description": "s", "options": l{option("a")}}}})},
		"part of a command":          {"PATCH /applications/{a}/commands/{c}", m{"description": "three"}},
		"unspecified route":          {"POST /nothing", m{"content": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := check(t, c, tc.route, tc.body); got != "" {
				t.Errorf("refused: %s", got)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	c := newChecker(t)
	for name, tc := range map[string]struct {
		route string
		body  any
		want  string
	}{
		"no JSON":              {postMessage, `{nope`, " INVALID_JSON"},
		"not an object":        {postMessage, `[]`, " MODEL_TYPE_CONVERT"},
		"2001 characters":      {postMessage, m{"content": x(2001)}, "content BASE_TYPE_MAX_LENGTH"},
		"content of a kind":    {postMessage, m{"content": m{"not": "text"}}, "content STRING_TYPE_CONVERT"},
		"flag":                 {postMessage, m{"content": "x", "tts": "yes"}, "tts BOOLEAN_TYPE_PARSE"},
		"embeds no list":       {postMessage, m{"embeds": m{}}, "embeds LIST_TYPE_CONVERT"},
		"embed description":    {postMessage, embed(m{"description": x(4097)}), "embeds.0.description BASE_TYPE_MAX_LENGTH"},
		"embed title":          {postMessage, embed(m{"title": x(257)}), "embeds.0.title BASE_TYPE_MAX_LENGTH"},
		"embed footer":         {postMessage, embed(m{"title": "t", "footer": m{"text": x(2049)}}), "embeds.0.footer.text BASE_TYPE_MAX_LENGTH"},
		"embed field half":     {postMessage, embed(m{"fields": l{m{"name": "n"}}}), "embeds.0.fields.0.value BASE_TYPE_REQUIRED"},
		"embed field null":     {postMessage, embed(m{"fields": l{m{"name": "n", "value": nil}}}), "embeds.0.fields.0.value BASE_TYPE_REQUIRED"},
		"embed field long":     {postMessage, embed(m{"fields": l{m{"name": "n", "value": x(1025)}}}), "embeds.0.fields.0.value BASE_TYPE_MAX_LENGTH"},
		"26 fields":            {postMessage, embed(m{"fields": repeat(26, func(int) any { return m{"name": "n", "value": "v"} })}), "embeds.0.fields BASE_TYPE_MAX_LENGTH"},
		"11 embeds":            {postMessage, m{"embeds": repeat(11, func(int) any { return m{"title": "t"} })}, "embeds BASE_TYPE_MAX_LENGTH"},
		"6001 over embeds":     {postMessage, m{"embeds": l{m{"description": x(3001)}, m{"description": x(3000)}}}, "embeds MAX_EMBED_SIZE_EXCEEDED"},
		"embed colour":         {postMessage, embed(m{"title": "t", "color": 1 << 24}), "embeds.0.color NUMBER_TYPE_MAX"},
		"embed colour of text": {postMessage, embed(m{"title": "t", "color": "red"}), "embeds.0.color NUMBER_TYPE_COERCE"},
		"embed scheme":         {postMessage, embed(m{"title": "t", "url": "javascript:alert(1)"}), "embeds.0.url URL_TYPE_INVALID_SCHEME"},
		"embed address":        {postMessage, embed(m{"title": "t", "url": "no address"}), "embeds.0.url URL_TYPE_INVALID_URL"},
		"embed time":           {postMessage, embed(m{"title": "t", "timestamp": "today"}), "embeds.0.timestamp DATE_TIME_TYPE_PARSE"},
		"mentions twice":       {postMessage, m{"content": "x", "allowed_mentions": m{"parse": l{"users"}, "users": l{"1"}}}, "allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"},
		"mentions unknown":     {postMessage, m{"content": "x", "allowed_mentions": m{"parse": l{"all"}}}, "allowed_mentions.parse.0 BASE_TYPE_CHOICES"},
		"reference":            {postMessage, m{"content": "x", "message_reference": m{"message_id": "abc"}}, "message_reference.message_id NUMBER_TYPE_COERCE"},
		"six rows":             {postMessage, rows(repeat(6, func(i int) any { return row(button(fmt.Sprint(i))) })...), "components BASE_TYPE_BAD_LENGTH"},
		"six buttons":          {postMessage, rows(row(repeat(6, func(i int) any { return button(fmt.Sprint(i)) })...)), "components.0.components BASE_TYPE_BAD_LENGTH"},
		"empty row":            {postMessage, rows(row(l{}...)), "components.0.components BASE_TYPE_BAD_LENGTH"},
		"button label":         {postMessage, rows(row(with(button("a"), "label", x(81)))), "components.0.components.0.label BASE_TYPE_MAX_LENGTH"},
		"button style":         {postMessage, rows(row(with(button("a"), "style", 9))), "components.0.components.0.style BASE_TYPE_CHOICES"},
		"long custom id":       {postMessage, rows(row(button(x(101)))), "components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH"},
		"custom id twice":      {postMessage, rows(row(button("a")), row(button("b"), button("a"))), "components.1.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"},
		"no custom id":         {postMessage, rows(row(m{"type": 2, "style": 1, "label": "x"})), "components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED"},
		"link with an id":      {postMessage, rows(row(m{"type": 2, "style": 5, "label": "x", "url": "https://example.com", "custom_id": "no"})), "components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"},
		"link to nowhere":      {postMessage, rows(row(m{"type": 2, "style": 5, "label": "x"})), "components.0.components.0.url BUTTON_COMPONENT_URL_REQUIRED"},
		"blank button":         {postMessage, rows(row(m{"type": 2, "style": 1, "custom_id": "a"})), "components.0.components.0.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED"},
		"button by itself":     {postMessage, rows(button("a")), "components.0.type UNION_TYPE_CHOICES"},
		"text input":           {postMessage, rows(row(text("t"))), "components.0.components.0.type UNION_TYPE_CHOICES"},
		"no type":              {postMessage, rows(m{"components": l{}}), "components.0.type BASE_TYPE_REQUIRED"},
		"26 menu options":      {postMessage, rows(row(menu("s", repeat(26, func(i int) any { return choice(fmt.Sprint(i)) })))), "components.0.components.0.options BASE_TYPE_BAD_LENGTH"},
		"menu value twice":     {postMessage, rows(row(menu("s", l{choice("a"), choice("a")}))), "components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"},
		"menu asks for more":   {postMessage, rows(row(with(menu("s", l{choice("a")}), "max_values", 2))), "components.0.components.0.max_values SELECT_COMPONENT_MAX_VALUES_EXCEEDS_OPTIONS"},
		"menu beside button":   {postMessage, rows(row(button("a"), menu("s", l{choice("a")}))), "components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED"},
		"V2 with content":      {postMessage, m{"content": "x", "flags": 1 << 15, "components": l{m{"type": 10, "content": "y"}}}, "content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"},
		"V2 without flag":      {postMessage, m{"components": l{m{"type": 10, "content": "y"}}}, "components.0.type UNION_TYPE_CHOICES"},
		"V2 41 components":     {postMessage, m{"flags": 1 << 15, "components": repeat(41, func(int) any { return m{"type": 10, "content": "y"} })}, "components BASE_TYPE_MAX_LENGTH"},
		"V2 41 within":         {postMessage, m{"flags": 1 << 15, "components": l{m{"type": 17, "components": repeat(40, func(int) any { return m{"type": 10, "content": "y"} })}}}, "components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"},
		"callback of no type":  {callback, "", "type BASE_TYPE_REQUIRED"},
		"callback type":        {callback, m{"type": 2}, "type UNION_TYPE_CHOICES"},
		"reply too long":       {callback, reply(m{"content": x(2001)}), "data.content BASE_TYPE_MAX_LENGTH"},
		"reply, custom id":     {callback, reply(rows(row(button("a"), button("a")))), "data.components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"},
		"26 choices given":     {callback, m{"type": 8, "data": m{"choices": repeat(26, func(i int) any { return m{"name": "a", "value": "a"} })}}, "data.choices BASE_TYPE_MAX_LENGTH"},
		"choice of 101":        {callback, m{"type": 8, "data": m{"choices": l{m{"name": x(101), "value": 1}}}}, "data.choices.0.name BASE_TYPE_BAD_LENGTH"},
		"modal title":          {callback, modal(x(46), l{label(text("a"))}), "data.title BASE_TYPE_BAD_LENGTH"},
		"modal of six":         {callback, modal("t", repeat(6, func(i int) any { return label(text(fmt.Sprint(i))) })), "data.components BASE_TYPE_BAD_LENGTH"},
		"modal of none":        {callback, modal("t", l{}), "data.components BASE_TYPE_BAD_LENGTH"},
		"modal label":          {callback, modal("t", l{with(label(text("a")), "label", x(46))}), "data.components.0.label BASE_TYPE_BAD_LENGTH"},
		"modal input, empty":   {callback, modal("t", l{label(with(text("a"), "label", ""))}), "data.components.0.component.label BASE_TYPE_BAD_LENGTH"},
		"modal row, no label":  {callback, modal("t", l{row(text("a"))}), "data.components.0.components.0.label BASE_TYPE_REQUIRED"},
		"modal button":         {callback, modal("t", l{label(button("a"))}), "data.components.0.component.type UNION_TYPE_CHOICES"},
		"modal id twice":       {callback, modal("t", l{label(text("a")), label(text("a"))}), "data.components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED"},
		"modal disabled":       {callback, modal("t", l{label(with(menu("a", l{choice("a")}), "disabled", true))}), "data.components.0.component.disabled COMPONENT_DISABLED_IN_MODAL"},
		"modal input's bounds": {callback, modal("t", l{label(with(with(text("a"), "min_length", 5), "max_length", 4))}), "data.components.0.component.min_length TEXT_INPUT_MIN_LENGTH_INVALID"},
		"modal input, filled":  {callback, modal("t", l{label(with(with(text("a"), "max_length", 3), "value", "long"))}), "data.components.0.component.value BASE_TYPE_MAX_LENGTH"},
		"two chosen of one":    {postMessage, rows(row(menu("s", l{with(choice("a"), "default", true), with(choice("b"), "default", true)}))), "components.0.components.0.options SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS"},
		"V2 4001 characters":   {postMessage, m{"flags": 1 << 15, "components": l{m{"type": 10, "content": x(4000)}, m{"type": 10, "content": "x"}}}, "components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"},
		"translated name":      {postCommand, with(chat(), "name_localizations", m{"de": "Frage"}), "name_localizations.de APPLICATION_COMMAND_INVALID_NAME"},
		"no such language":     {postCommand, with(chat(), "description_localizations", m{"xx": "x"}), "description_localizations.xx BASE_TYPE_CHOICES"},
		"completed yes or no":  {postCommand, chat(with(with(option("a"), "type", 5), "autocomplete", true)), "options.0.autocomplete APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID"},
		"choice of 101 in all": {postCommand, chat(with(option("a"), "choices", l{m{"name": "c", "value": x(101)}})), "options.0.choices.0.value BASE_TYPE_MAX_LENGTH"},
		"command name":         {postCommand, m{"name": "Ask Me", "description": "x"}, "name APPLICATION_COMMAND_INVALID_NAME"},
		"command in capitals":  {postCommand, m{"name": "ASK", "description": "x"}, "name APPLICATION_COMMAND_INVALID_NAME"},
		"no name":              {postCommand, m{"description": "x"}, "name BASE_TYPE_REQUIRED"},
		"no description":       {postCommand, m{"name": "x"}, "description BASE_TYPE_REQUIRED"},
		"long description":     {postCommand, m{"name": "x", "description": x(101)}, "description BASE_TYPE_MAX_LENGTH"},
		"described menu":       {postCommand, m{"name": "Look", "type": 3, "description": "x"}, "description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION"},
		"permissions":          {postCommand, with(chat(), "default_member_permissions", "ADMINISTRATOR"), "default_member_permissions NUMBER_TYPE_COERCE"},
		"26 options":           {postCommand, chat(repeat(26, func(i int) any { return option(fmt.Sprint("o", i)) })...), "options BASE_TYPE_MAX_LENGTH"},
		"26 choices":           {postCommand, chat(with(option("o"), "choices", repeat(26, func(i int) any { return m{"name": "c", "value": fmt.Sprint(i)} }))), "options.0.choices BASE_TYPE_MAX_LENGTH"},
		"option name":          {postCommand, chat(option("Bad One")), "options.0.name APPLICATION_COMMAND_INVALID_NAME"},
		"option type":          {postCommand, chat(with(option("a"), "type", 99)), "options.0.type UNION_TYPE_CHOICES"},
		"required late":        {postCommand, chat(option("a"), with(option("b"), "required", true)), "options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID"},
		"option twice":         {postCommand, chat(option("a"), option("a")), "options.1.name APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS"},
		"mixed options":        {postCommand, chat(option("a"), m{"type": 1, "name": "s", "description": "s"}), "options.1.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID"},
		"choices and more":     {postCommand, chat(with(with(option("a"), "autocomplete", true), "choices", l{m{"name": "c", "value": "c"}})), "options.0.choices APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE"},
		"8000 characters": {postCommand, chat(repeat(25, func(k int) any {
			return with(with(option(fmt.Sprint("option-", k)), "description", x(100)), "choices", repeat(4, func(c int) any { return m{"name": x(90), "value": fmt.Sprint(c)} }))
		})...), " APPLICATION_COMMAND_TOO_LARGE"},
		"bulk, second wrong": {putCommands, l{m{"name": "good", "description": "x"}, m{"name": "BAD NAME", "description": "y"}}, "1.name APPLICATION_COMMAND_INVALID_NAME"},
		"bulk, name twice":   {putCommands, l{m{"name": "a", "description": "x"}, m{"name": "a", "description": "y"}}, "1.name APPLICATION_COMMANDS_DUPLICATE_NAME"},
		"bulk delete of one": {"POST /channels/{c}/messages/bulk-delete", m{"messages": l{"1"}}, "messages BASE_TYPE_BAD_LENGTH"},
		"thread name":        {"POST /channels/{c}/messages/{m}/threads", m{"name": ""}, "name BASE_TYPE_BAD_LENGTH"},
		"several at once": {postMessage, m{"content": x(2001), "embeds": l{m{"title": x(257)}}},
			"content BASE_TYPE_MAX_LENGTH, embeds.0.title BASE_TYPE_MAX_LENGTH"},
		"in the order of the list": {postMessage, rows(row(with(button("a"), "label", x(81))), m{"type": 2, "style": 1}),
			"components.0.components.0.label BASE_TYPE_MAX_LENGTH, components.1.custom_id BUTTON_COMPONENT_CUSTOM_ID_REQUIRED, components.1.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED, components.1.type UNION_TYPE_CHOICES"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := check(t, c, tc.route, tc.body); got != tc.want {
				t.Errorf("said %q\nwant %q", got, tc.want)
			}
		})
	}
}

func TestRoutes(t *testing.T) {
	routes := newChecker(t).Routes()
	var found bool
	bodies := 0
	for _, r := range routes {
		if r.Body {
			bodies++
		}
		if r.Method == "POST" && r.Path == "/channels/{channel_id}/messages" && r.Name == "create_message" && r.Body {
			found = true
		}
	}
	if !found || len(routes) < 200 || bodies < 80 {
		t.Errorf("%d routes, %d with a body, create_message among them: %v", len(routes), bodies, found)
	}
}

func TestHas(t *testing.T) {
	c := newChecker(t)
	for path, want := range map[string]string{
		"GET /channels/1/messages/2":             "/channels/{channel_id}/messages/{message_id}",
		"PATCH /webhooks/1/t/messages/@original": "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
		"PATCH /webhooks/1/t/messages/5":         "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
		"GET /users/@me":                         "/users/@me",
		"PATCH /channels/1/messages":             "",
		"GET /channels//messages":                "",
		"GET /nothing":                           "",
	} {
		method, concrete, _ := strings.Cut(path, " ")
		if got, ok := c.Has(method, concrete); got != want || ok != (want != "") {
			t.Errorf("Has(%s) = %q, %v, want %q", path, got, ok, want)
		}
	}
}

// Every schema compiles, so that no route can answer SCHEMA_BROKEN.
func TestEverySchemaCompiles(t *testing.T) {
	c := newChecker(t)
	for _, r := range c.Routes() {
		for _, p := range c.Check(r.Method, r.Path, []byte("{}")) {
			if p.Code == "SCHEMA_BROKEN" {
				t.Errorf("%s %s: %s", r.Method, r.Path, p.Message)
			}
		}
	}
}

// Whatever JSON comes in, the answer is the same each time, sorted, with one problem a path, and each path leads into
// the body or to a field that is missing from an object of it.
func FuzzCheck(f *testing.F) {
	for _, body := range []any{rows(row(button("a"), button("a"))), embed(m{"fields": l{m{"name": 1}}}), modal("", l{label(text("a"))}), chat(option("A B")), l{chat(), 1, nil}, "x", nil} {
		raw, err := json.Marshal(body)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	c, err := spec.New()
	if err != nil {
		f.Fatal(err)
	}
	routes := []string{postMessage, callback, postCommand, putCommands, "POST /channels/{}/threads", "PATCH /channels/{}"}
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, route := range routes {
			method, path, _ := strings.Cut(route, " ")
			found := c.Check(method, path, body)
			if again := c.Check(method, path, body); !slices.Equal(found, again) {
				t.Fatalf("%s: %v, then %v", route, found, again)
			}
			seen := map[string]bool{}
			for _, p := range found {
				if seen[p.Path] || p.Code == "" || p.Message == "" {
					t.Errorf("%s: %+v", route, p)
				}
				seen[p.Path] = true
				if !leads(body, p.Path) {
					t.Errorf("%s: %s leads nowhere in %s", route, p.Path, body)
				}
			}
		}
	})
}

// leads tells whether all of a dotted path but its last step exists in a JSON body. Keys with dots in them are let pass.
func leads(body []byte, path string) bool {
	if path == "" || bytes.Contains(body, []byte(`.`)) || bytes.Contains(body, []byte(`\`)) {
		return true
	}
	var here any
	if json.Unmarshal(body, &here) != nil {
		here = map[string]any{} // an empty body counts as {}
	}
	steps := strings.Split(path, ".")
	for _, step := range steps[:len(steps)-1] {
		switch v := here.(type) {
		case map[string]any:
			here = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(v) {
				return false
			}
			here = v[i]
		}
	}
	return here != nil
}

// A program that embeds the checker is ready at once: New compiles nothing, and a check only what it asks for, once.
func TestNewCompilesNothing(t *testing.T) {
	c := newChecker(t)
	if n := c.Compiled(); n != 0 {
		t.Errorf("New compiled %d schemas", n)
	}
	for range 2 {
		check(t, c, postMessage, m{"content": "x"})
		if n := c.Compiled(); n != 1 {
			t.Errorf("a check compiled %d schemas", n)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := spec.New(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	c, err := spec.New()
	if err != nil {
		b.Fatal(err)
	}
	body, err := json.Marshal(reply(with(rows(row(button("a"), button("b"))), "embeds", l{m{"description": x(300)}})))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if p := c.Check("POST", "/interactions/{}/{}/callback", body); len(p) > 0 {
			b.Fatal(p)
		}
	}
}
