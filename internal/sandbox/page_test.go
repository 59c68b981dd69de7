package sandbox_test

import (
	"strings"
	"testing"
)

// A stranger opens the page, presses an example, and goes on from the answer.
func TestAskAndGoOn(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.see("h2", "Welcome to #general!")
	s.see(".member", "online")
	s.shot("1-empty")

	s.click(".example", "How many new energy vehicles")
	s.reads("@Autofacts How many new energy vehicles did China export in 2025?")
	s.see(".embed-title", "Over 2.61 million NEVs")
	s.see(".embed-text strong", "2.61 million")
	s.see(".field dt", "Evidence")
	s.see(".embed-foot", "From the fact base")
	s.see(".above-reply", "How many new energy vehicles")
	s.gone(".example", "")
	s.shot("2-answer")

	s.click(".button", "Sources")
	s.readsAlone("The article, paragraphs 1 to 31.")
	s.see(".only-you", "Only you can see this")
	s.dismiss()

	s.choose("Related facts", "NEV production in 2025")
	s.reads("Related: made")

	s.click(".button", "Ask on")
	s.see("#modal h2", "Ask on")
	s.focused("textarea[data-custom=question]")
	s.submit()
	s.see(".field-error", "This field is required.")
	s.types("and in 2024?")
	s.until("one field less at fault", "document.querySelectorAll('.field-error:not(:empty)').length === 2")
	s.click("#modal .menu-button", "")
	s.click("#modal .option", "Exports")
	s.click("#modal .mark", "Only me")
	s.shot("3-modal")
	s.submit()
	s.gone("#modal", "")
	s.reads("You asked: question=and in 2024? topic=exports seen=me")

	s.click(".button", "Helpful")
	s.reads("Thank you.")
	s.gone(".button", "Helpful")
}

// The slash picker, its autocomplete and its choices, by keyboard alone.
func TestSlashCommand(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.write("/")
	s.see(".suggestion", "/ask")
	s.see(".suggestion", "/slow")
	s.gone(".suggestion", "mod-note")
	s.shot("1-picker")
	s.types("as")
	s.gone(".suggestion", "/slow")
	s.press("Tab")
	s.focused("input[data-option=question]")

	s.press("Enter")
	s.see(".bar.wrong", "This option is required.")
	s.types("how many")
	s.see(".suggestion", "How many NEVs did China export in 2025?")
	s.shot("2-autocomplete")
	s.press("ArrowDown", "Enter")
	s.until("the chosen question in its field", "document.querySelector('input[data-option=question]').value === 'How many NEVs did China export in 2025?'")
	s.click(".opt-add", "seen-by")
	s.focused("input[data-option='seen-by']")
	s.types("only")
	s.press("Tab", "Enter")
	s.see(".above", "Mia used /ask")
	s.reads("question=nev-exports seen-by=me")
	s.focused("#input")

	s.write("/slow")
	s.see(".suggestion", "/slow")
	s.press("Enter", "Enter")
	s.see(".thinking", "Autofacts is thinking…")
	s.shot("3-thinking")
}

// Context menus on a message, reactions, replies, edits, deletions.
func TestMessageMenus(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.say("China exported 5 million NEVs")
	s.reads("China exported 5 million NEVs")
	s.openMenu()
	s.see("#menu", "Apps")
	s.focused("#menu [role=menuitem]")
	s.shot("1-menu")
	s.click("#menu .menu-entry", "Check this")
	s.readsAlone("Contradicted by the base.")
	s.dismiss()

	s.openMenu()
	s.click("#menu .menu-quick button", "👍")
	s.see(".reaction[aria-pressed=true]", "1")
	s.click(".reaction", "1")
	s.gone(".reaction", "")

	s.menu("Edit message")
	s.types(" in 2025")
	s.press("Enter")
	s.reads("China exported 5 million NEVs in 2025 (edited)")

	s.menu("Reply")
	s.see(".bar", "Replying to Mia")
	s.types("so they say")
	s.press("Enter")
	s.see(".above-reply", "China exported 5 million NEVs in 2025")
	s.press("ArrowUp")
	s.focused(".message")
	s.press("Escape")
	s.focused("#input")

	s.menu("Delete message")
	s.gone(".message .text", "so they say")
}

// Two people: what is ephemeral for one is not there for the other, and only a moderator has the moderators' things.
func TestSeats(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.say("@Autofacts how many?")
	s.see(".message .text .mention", "@Autofacts")
	s.click(".button", "Sources")
	s.see(".message.ephemeral", "Only you can see this")
	s.gone(".channel", "moderators")

	s.sit("Otto")
	s.see(".channel", "moderators")
	s.see(".embed-title", "Over 2.61 million NEVs")
	s.gone(".message.ephemeral", "")
	s.write("/mod")
	s.see(".suggestion", "mod-note")
	s.press("Tab", "Enter")
	s.see("#modal h2", "A note")
	s.types("look at this")
	s.press("Enter")
	s.reads("You asked: note=look at this")

	s.click(".channel", "ask")
	s.see("h2", "Welcome to #ask!")
	s.sit("Mia")
	s.see("#channel-name", "ask")
	s.click(".channel", "general")
	s.see(".message.ephemeral", "The article, paragraphs 1 to 31.")
}

// Direct messages, pictures and files.
func TestDirectMessageAndFiles(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.click(".channel", "Autofacts")
	s.see("#channel-name", "Autofacts")
	s.say("private question")
	s.reads("Between us: yes.")
	s.say("a chart please")
	s.reads("Here it is.")
	s.until("the picture", "document.querySelector('.picture img')?.naturalWidth === 360 && document.querySelector('.picture img').alt === 'Six growing bars'")
	s.see(".file", "table.csv")
	s.shot("1-files")
}

// Menus of people, roles and channels, and one that takes several.
func TestMenus(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.say("menus")
	s.choose("Select a user", "Otto")
	s.reads("user: 1 chosen")
	s.choose("Select a role", "Moderator")
	s.reads("role: 1 chosen")
	s.click("[data-custom=channel]", "Select a channel")
	s.gone(".menu-list .option", "moderators")
	s.press("ArrowDown", "Enter")
	s.reads("channel: 1 chosen")
	s.click("[data-custom=several]", "Two or three")
	s.click(".menu-list .option", "One")
	s.click(".menu-list .option", "Three")
	s.shot("1-several")
	s.click("#input", "")
	s.reads("Related: 1, 3")
}

// Components V2, and a thread that the bot opens.
func TestLayoutAndThread(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.say("layout")
	s.see(".container .md-h1", "Laid out")
	s.see(".section strong", "button")
	s.shot("1-layout")
	s.click(".section .button", "Here")
	s.reads("user: 0 chosen")
	s.say("thread")
	s.see(".thread-link", "A side track")
	s.see(".channel.thread.unread", "A side track")
	s.click(".thread-link", "A side track")
	s.see("#channel-name", "A side track")
	s.reads("Said in the thread.")
	s.see(".system", "This thread started from a message of Mia in #general")
	s.gone(".channel.unread", "")
	s.say("a word in here")
	s.reads("a word in here")
}

// Options of every type, subcommands, a form with everything in it, and a bot that does not answer.
func TestTypedOptionsAndForms(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.write("/typed")
	s.press("Tab")
	s.focused("input[data-option=number]")
	s.types("12")
	s.press("Enter")
	s.see(".bar.wrong", "At most 9.")
	s.press("Backspace", "Backspace")
	s.types("7")
	s.click("input[data-option=flag]", "")
	s.types("f")
	s.press("Tab")
	s.focused("input[data-option=who]")
	s.types("ot")
	s.press("Enter")
	s.focused("input[data-option=where]")
	s.types("market")
	s.press("Enter")
	s.shot("1-typed")
	s.press("Enter")
	s.reads(`"Name":"number","Value":7`)
	s.reads(`"Name":"flag","Value":false`)

	s.write("/group")
	s.see(".suggestion", "/group sub leaf")
	s.press("Tab", "Enter")
	s.reads(`"Name":"sub"`)

	s.command("form")
	s.see("#modal strong", "words")
	s.click("#modal .mark", "red")
	s.click("#modal .mark", "blue")
	s.click("#modal .mark", "Agreed")
	s.submit()
	s.see(".field-error", "This field is required.")
	s.upload("#modal input[type=file]", "facts.csv")
	s.submit()
	s.gone("#modal", "")
	s.reads("several=red+blue agreed=true somebody= file=")

	s.command("never")
	s.see(".thinking", "Sending the command…")
	s.see(".message.failed", "The application did not respond.")
	s.click(".message.failed button", "Dismiss message")
	s.gone(".message.failed", "")
}

// The sandbox is stopped and started again while the page is open: the page finds its way back by itself.
func TestRestart(t *testing.T) {
	s := open(t, 800, 600, false)
	s.say("before")
	s.reads("before")
	s.world.stop(t)
	s.see("#notice", "The connection to the sandbox broke.")
	start(t, s.world.addr)
	s.gone(".message", "before")
	s.see("#app[aria-busy=false]", "Welcome to #general!")
	s.gone("#notice", "The connection")
	s.say("after")
	s.reads("after")
}

// At 360 pixels everything can still be reached, and nothing sticks out.
func TestNarrow(t *testing.T) {
	s := open(t, 360, 740, true)
	s.click(".example", "How many new energy vehicles")
	s.see(".embed-title", "Over 2.61 million NEVs")
	narrow := "document.documentElement.scrollWidth <= 360 && document.getElementById('scroller').scrollWidth <= 360"
	s.until("nothing wider than the window", narrow)
	s.shot("1-answer")
	s.click("#flip-seat", "")
	s.until("the other seat", "document.getElementById('flip-seat').getAttribute('aria-label').startsWith('You are Otto')")
	s.click("#open-sidebar", "")
	s.see(".channel", "market-talk")
	s.shot("2-channels")
	s.click(".channel", "market-talk")
	s.see("h2", "Welcome to #market-talk!")
	s.until("the list of channels closed", "!document.querySelector('.channel').checkVisibility({visibilityProperty: true})")
	s.write("/ask")
	s.press("Tab")
	s.focused("input[data-option=question]")
	s.until("nothing wider than the window", narrow)
	s.shot("3-command")
}

// Light and dark: the system's choice first, then the person's.
func TestThemes(t *testing.T) {
	s := open(t, 1280, 800, true)
	s.until("dark", "document.documentElement.dataset.theme === 'dark'")
	s.click("#theme", "")
	s.until("light", "document.documentElement.dataset.theme === 'light'")
	s.click(".example", "How many new energy vehicles")
	s.see(".embed-title", "Over 2.61 million NEVs")
	s.shot("light")
	for _, theme := range []string{"light", "dark"} {
		if low := s.text(contrast(theme)); low != "" {
			t.Errorf("%s: too little contrast: %s", theme, low)
		}
	}
}

// contrast is a script that names the pairs of colours below 4.5 to 1, the least that WCAG wants of small text.
func contrast(theme string) string {
	pairs := "text main,strong main,muted main,link main,text embed,muted embed,link embed,muted side,strong active,text float,muted float,red-text main,muted raised,grey-text grey"
	return `(() => {
  document.documentElement.dataset.theme = '` + theme + `';
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    let hex = style.getPropertyValue('--' + name).trim().slice(1);
    if (hex.length === 3) hex = [...hex].map((c) => c + c).join('');
    const [r, g, b] = [0, 2, 4].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return '` + pairs + `'.split(',').map((pair) => {
    const [a, b] = pair.split(' ').map(light).sort((x, y) => y - x);
    return [pair, (a + 0.05) / (b + 0.05)];
  }).filter(([, ratio]) => ratio < 4.5).map(([pair, ratio]) => pair + ' ' + ratio.toFixed(2)).join(', ');
})()`
}

// Without a bot the page says so instead of leaving people to wonder.
func TestNoBot(t *testing.T) {
	s := open(t, 1280, 800, false)
	s.see(".member", "not connected")
	s.see(".welcome", "Autofacts is not connected.")
	s.write("/")
	s.see(".popup-title", "No app has registered a command yet")
}

// What people write stays text, and what Discord would draw is drawn.
func TestMarkdown(t *testing.T) {
	s := open(t, 800, 600, false)
	for in, want := range map[string]string{
		"**bold** *it* _it_ __u__ ~~s~~": `<div class="md-p"><strong>bold</strong> <em>it</em> <em>it</em> <u>u</u> <s>s</s></div>`,
		"***both***":                     `<div class="md-p"><strong><em>both</em></strong></div>`,
		"snake_case_name":                `<div class="md-p">snake_case_name</div>`,
		`\*not\*`:                        `<div class="md-p">*not*</div>`,
		"`**code**`":                     `<div class="md-p"><code>**code**</code></div>`,
		"a\nb":                           `<div class="md-p">a<br>b</div>`,
		"<script>alert(1)</script>":      `<div class="md-p">&lt;script&gt;alert(1)&lt;/script&gt;</div>`,
		"<img src=x onerror=alert(1)>":   `<div class="md-p">&lt;img src=x onerror=alert(1)&gt;</div>`,
		"[x](javascript:alert(1))":       `<div class="md-p">[x](javascript:alert(1))</div>`,
		"[x](https://example.com/a)":     `<div class="md-p"><a href="https://example.com/a" target="_blank" rel="noopener noreferrer nofollow" title="https://example.com/a">x</a></div>`,
		"see https://example.com/a.":     `<div class="md-p">see <a href="https://example.com/a" target="_blank" rel="noopener noreferrer nofollow" title="https://example.com/a">https://example.com/a</a>.</div>`,
		"# One\n## Two\n-# small":        `<h3 class="md-h1">One</h3><h4 class="md-h2">Two</h4><small class="md-sub">small</small>`,
		"> a\n> b\nc":                    `<blockquote><div class="md-p">a<br>b</div></blockquote><div class="md-p">c</div>`,
		">>> a\nb":                       `<blockquote><div class="md-p">a<br>b</div></blockquote>`,
		"- a\n  - b\n- c":                `<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>`,
		"- a\n1. b":                      `<ul><li>a</li></ul><ol start="1"><li>b</li></ol>`,
		"```go\nx := **1**\n```":         `<pre tabindex="0"><code data-language="go">x := **1**</code></pre>`,
		"<@7> <#8> <@&9> @everyone":      `<div class="md-p"><span class="mention">@Zoë</span> <span class="mention">#channel</span> <span class="mention">@role</span> <span class="mention">@everyone</span></div>`,
		"||hush||":                       `<div class="md-p"><span class="spoiler" role="button" tabindex="0" aria-label="Spoiler: press to show"><span aria-hidden="true">hush</span></span></div>`,
		"<t:nonsense>":                   `<div class="md-p">&lt;t:nonsense&gt;</div>`,
	} {
		got := s.text(`import('/page/markdown.js').then(({ markdown }) => {
  const box = document.createElement('div');
  box.append(markdown(` + quote(in) + `, { user: (id) => id === '7' ? 'Zoë' : undefined }));
  return box.innerHTML;
})`)
		if got != want {
			t.Errorf("%q\nbecame %s\nwant   %s", in, got, want)
		}
	}
	if got := s.text(`import('/page/markdown.js').then(({ markdown }) => markdown('<t:0:R> <t:1767225600:D>').textContent)`); !strings.Contains(got, "years ago") || !strings.Contains(got, "2026") {
		t.Errorf("moments read %q", got)
	}
}
