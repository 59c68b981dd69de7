// composer.js is the box at the bottom: plain text with mentions and the slash picker, or the form of a chosen command.
import { h, fill, icon, avatar } from './dom.js';
import { slash, offers, valueOf } from './commands.js';

const pause = 140; // ms of quiet before autocomplete asks

/** Enter is dealt with when it goes down; programs that type for people send its character all the same. */
function noEnter(e) {
  if (e.key === 'Enter' && !e.shiftKey) e.preventDefault();
}

export class Composer {
  /** acts: send(text, replyTo), edit(m, text), run(name, options), complete(name, options, focused), tips(button),
   * lastMessage(): focuses it, world(), channel(). */
  constructor(box, suggestions, acts) {
    Object.assign(this, { box, suggestions, acts, asked: 0 });
    this.drafts = new Map();
    this.text();
  }

  // ---------- plain text

  text(value = '') {
    this.command = null;
    this.suggestions.hide();
    this.input = h('textarea', {
      id: 'input', class: 'input', rows: '1', maxlength: '2000', autocomplete: 'off', 'aria-label': 'Message', value,
      oninput: () => this.#typed(), onkeydown: (e) => this.#key(e), onkeypress: noEnter, onclick: () => this.#typed(), onblur: () => this.suggestions.hide(),
    });
    this.bar = h('div', { class: 'bar', hidden: true });
    fill(this.box, this.bar, h('form', { class: 'input-row', onsubmit: (e) => { e.preventDefault(); this.#submit(); } },
      h('button', { class: 'icon-button', type: 'button', 'aria-label': 'Commands of the app', title: 'Commands', onmousedown: (e) => e.preventDefault(), onclick: () => { this.write('/'); } }, icon('slash', 22)),
      this.input,
      h('button', { class: 'icon-button', id: 'tips', type: 'button', 'aria-label': 'Things to try', title: 'Things to try', onclick: (e) => this.acts.tips(e.currentTarget) }, icon('bulb', 22)),
      h('button', { class: 'icon-button send', type: 'submit', 'aria-label': 'Send' }, icon('send', 20))));
    this.grow();
    this.label();
  }

  /** Says where a message would go. */
  label() {
    const channel = this.acts.channel();
    if (!channel || this.command) return;
    const to = channel.type === 1 ? `@${this.acts.world().bot.name}` : `${channel.thread ? '' : '#'}${channel.name}`;
    this.input.placeholder = `Message ${to}`;
    this.input.setAttribute('aria-label', `Message ${to}`);
  }

  write(text) {
    if (this.command) this.text();
    this.input.value = text;
    this.input.focus();
    this.#typed();
  }

  focus() { (this.command ? this.command.fields[0]?.input ?? this.command.submit : this.input).focus({ preventScroll: true }); }

  grow() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 240)}px`;
  }

  /** Keeps what was typed when the channel changes. */
  move(from, to) {
    if (!from) return this.label(); // the first channel: what was typed while the page began stays
    this.drafts.set(from, this.command ? '' : this.input.value);
    this.target = null;
    this.text(this.drafts.get(to) ?? '');
  }

  reply(m, name) {
    if (this.command) this.text();
    this.target = { reply: m };
    this.#showBar(['Replying to ', h('strong', null, name)]);
  }

  edit(m) {
    if (this.command) this.text();
    this.target = { edit: m };
    this.input.value = m.content;
    this.grow();
    this.#showBar(['Editing your message']);
  }

  #showBar(words) {
    fill(this.bar, h('span', null, words), h('button', { class: 'icon-button small', type: 'button', 'aria-label': 'Cancel', onclick: () => this.#cancel() }, icon('close', 16)));
    this.bar.hidden = false;
    this.input.focus();
  }

  #cancel() {
    if (this.target?.edit) this.input.value = '';
    this.target = null;
    this.bar.hidden = true;
    this.grow();
    this.input.focus();
  }

  #typed() {
    this.grow();
    const text = this.input.value;
    if (text.startsWith('/') && !text.includes('\n')) return this.#pickCommand(text.slice(1));
    const word = /(^|\s)@([^\s@]{0,32})$/.exec(text.slice(0, this.input.selectionStart));
    if (word) return this.#pickPerson(word[2]);
    this.suggestions.hide();
  }

  #pickCommand(text) {
    const world = this.acts.world();
    const wanted = text.toLowerCase().trimStart();
    const all = slash(world, this.acts.channel());
    const found = all.filter((c) => c.name.startsWith(wanted) || wanted.startsWith(`${c.name} `));
    const rest = found.length ? [] : all.filter((c) => c.name.includes(wanted) || c.description?.toLowerCase().includes(wanted));
    const items = [...found, ...rest].map((c) => ({
      value: c, lead: avatar(world.bot, 28), label: ['/', h('b', null, c.name), c.options.map((o) => h('span', { class: o.required ? 'param' : 'param param-optional' }, o.name))], detail: c.description, tail: world.bot.name,
    }));
    const title = all.length ? `Commands of ${world.bot.name}` : 'No app has registered a command yet';
    this.suggestions.show(this.input, title, items, ({ value: c }) => this.form(c, wanted.startsWith(`${c.name} `) ? text.trimStart().slice(c.name.length + 1) : ''), true);
  }

  #pickPerson(start) {
    const world = this.acts.world();
    const items = world.people.filter((p) => p.name.toLowerCase().startsWith(start.toLowerCase()))
      .map((p) => ({ value: p, lead: avatar(p, 24), label: p.name, detail: p.bot ? 'App' : p.role }));
    this.suggestions.show(this.input, items.length ? 'Members' : '', items, ({ value: p }) => {
      const at = this.input.selectionStart;
      const before = this.input.value.slice(0, at).replace(/@[^\s@]*$/, `@${p.name} `);
      this.input.value = before + this.input.value.slice(at);
      this.input.setSelectionRange(before.length, before.length);
      this.input.focus();
    }, true);
  }

  #key(e) {
    if (this.suggestions.key(e)) { e.preventDefault(); return; }
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); this.#submit(); }
    if (e.key === 'Escape' && this.target) this.#cancel();
    if (e.key === 'ArrowUp' && !this.input.value && this.acts.lastMessage()) e.preventDefault();
  }

  /** Names of people become mentions, the longest name first. */
  #wire(text) {
    const people = this.acts.world().people.toSorted((a, b) => b.name.length - a.name.length);
    for (const p of people) text = text.replaceAll(new RegExp(`(^|[\\s(])@${p.name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`, 'g'), `$1<@${p.id}>`);
    return text;
  }

  async #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const target = this.target;
    this.input.value = '';
    this.target = null;
    this.bar.hidden = true;
    this.grow();
    this.suggestions.hide();
    const ok = target?.edit ? await this.acts.edit(target.edit, this.#wire(text)) : await this.acts.send(this.#wire(text), target?.reply);
    if (!ok && !this.input.value) { this.input.value = text; this.grow(); }
  }

  // ---------- a chosen command

  form(command, first = '') {
    this.suggestions.hide();
    this.target = null;
    const row = h('form', { class: 'input-row command', onsubmit: (e) => { e.preventDefault(); this.#run(); } });
    this.command = { ...command, row, fields: [] };
    this.command.submit = h('button', { class: 'icon-button send', type: 'submit', 'aria-label': `Run /${command.name}` }, icon('send', 20));
    this.say = h('div', { class: 'bar hint', role: 'status' });
    fill(this.box, this.say, row);
    for (const o of command.options.filter((x) => x.required)) this.#field(o);
    const text = command.options.filter((x) => x.required).length ? null : command.options.find((o) => o.type === 3);
    if (text && (first || command.options.length === 1)) this.#field(text);
    if (first && this.command.fields[0]) this.command.fields[0].input.value = first;
    this.#layout();
    this.#hint(command.description);
    (this.command.fields.find((f) => !f.input.value)?.input ?? this.command.fields[0]?.input ?? this.command.submit).focus();
  }

  #layout() {
    const { row, name, fields, options, submit } = this.command;
    const open = new Set(fields.map((f) => f.option.name));
    fill(row, h('span', { class: 'command-name' }, '/', name), h('div', { class: 'opts' }, fields.map((f) => f.box),
      options.filter((o) => !open.has(o.name)).map((o) => h('button', { class: 'opt-add', type: 'button', title: o.description, onclick: () => { const f = this.#field(o); this.#layout(); f.input.focus(); } }, `+ ${o.name}`))),
    h('button', { class: 'icon-button', type: 'button', 'aria-label': 'Leave the command', onclick: () => { this.text(); this.input.focus(); } }, icon('close', 18)), submit);
  }

  #field(option) {
    const f = { option };
    f.input = h('input', {
      class: 'opt-input', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-label': `${option.name}: ${option.description ?? ''}`, 'aria-required': String(!!option.required), data: { option: option.name },
      inputmode: option.type === 4 || option.type === 10 ? 'decimal' : undefined, disabled: option.type === 11, placeholder: option.type === 11 ? 'files cannot be sent here' : undefined,
      oninput: () => { f.picked = undefined; f.box.classList.remove('wrong'); this.#hint(option.description, option.name); this.#suggest(f); }, onfocus: () => { this.#hint(option.description, option.name); this.#suggest(f); },
      onblur: () => this.suggestions.hide(), onkeydown: (e) => this.#fieldKey(e, f), onkeypress: noEnter,
    });
    f.box = h('label', { class: 'opt' }, h('span', { class: 'opt-name' }, option.name), f.input);
    this.command.fields.push(f);
    return f;
  }

  #hint(text, name) {
    fill(this.say, name ? h('strong', null, `${name} `) : null, h('span', null, text ?? ''));
    this.say.classList.remove('wrong');
  }

  #fieldKey(e, f) {
    if (this.suggestions.key(e)) { e.preventDefault(); return; }
    if (e.key === 'Enter' && !e.isComposing) { e.preventDefault(); this.#run(); }
    if (e.key === 'Escape') { this.text(); this.input.focus(); }
    if (e.key === 'Backspace' && !f.input.value && this.command.fields[0] === f) { e.preventDefault(); this.write(`/${this.command.name}`); }
  }

  #suggest(f) {
    const list = offers(f.option, this.acts.world());
    const put = (item) => { f.picked = item.value; f.input.value = item.label; this.#next(f); };
    if (list) {
      const typed = f.picked === undefined ? f.input.value.trim().toLowerCase() : '';
      return this.suggestions.show(f.input, f.option.description, list.filter((o) => o.label.toLowerCase().includes(typed)), put, true);
    }
    if (f.option.autocomplete) return this.#autocomplete(f, put);
    this.suggestions.hide();
  }

  #autocomplete(f, put) {
    const asked = ++this.asked;
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const got = await this.acts.complete(this.command.name, this.#values(f), f.option.name);
      if (asked !== this.asked || !this.command || document.activeElement !== f.input) return;
      const items = got.map((c) => ({ label: c.name, value: c.value }));
      this.suggestions.show(f.input, items.length ? f.option.description : '', items, put, false);
    }, pause);
  }

  /** What is in the fields now; the one being typed in goes as it is. */
  #values(typing) {
    const out = {};
    for (const f of this.command.fields) {
      const v = f === typing ? { value: f.input.value } : valueOf(f.option, f.input.value, f.picked, this.acts.world());
      if (v.value !== undefined) out[f.option.name] = v.value;
    }
    return out;
  }

  #next(f) {
    const after = this.command.fields.find((x) => x !== f && !x.input.value && x.option.required);
    (after ?? f).input.focus();
  }

  async #run() {
    const { name, fields } = this.command;
    for (const f of fields) {
      const { error } = valueOf(f.option, f.input.value, f.picked, this.acts.world());
      if (!error) continue;
      f.box.classList.add('wrong');
      f.input.focus();
      this.#hint(error, f.option.name);
      this.say.classList.add('wrong');
      return;
    }
    const options = this.#values(null);
    this.asked++;
    clearTimeout(this.timer);
    this.text();
    this.input.focus();
    await this.acts.run(name, options);
  }
}
