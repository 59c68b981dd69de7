// popup.js holds the two lists that float: the suggestions over the message box, and the menu at the pointer.
import { h, fill, fresh } from './dom.js';

/** Suggestions for a text field. The field keeps the focus; arrows move, Enter and Tab choose, Escape closes. */
export class Suggestions {
  constructor(box) {
    this.box = box;
    this.items = [];
    this.active = -1;
    this.id = fresh('suggestions');
  }

  get shown() { return !this.box.hidden; }

  /** items: {label, detail?, tail?, lead?, value}; eager: the first is active at once, so that Enter chooses it. */
  show(field, title, items, choose, eager) {
    if (!items.length && !title) return this.hide();
    if (this.field && this.field !== field) this.#release();
    Object.assign(this, { field, items, choose, active: eager && items.length ? 0 : -1 });
    fill(this.box, title ? h('div', { class: 'popup-title' }, title) : null,
      h('ul', { role: 'listbox', id: this.id, 'aria-label': 'Suggestions' }, items.map((item, i) => h('li', {
        role: 'option', id: `${this.id}-${i}`, class: 'suggestion', 'aria-selected': 'false',
        onmousedown: (e) => { e.preventDefault(); this.#pick(i); }, onmousemove: () => { if (this.active !== i) { this.active = i; this.#mark(); } },
      }, item.lead ?? null, h('span', { class: 'suggestion-words' }, h('span', { class: 'suggestion-label' }, item.label), item.detail ? h('span', { class: 'suggestion-detail' }, item.detail) : null),
      item.tail ? h('span', { class: 'suggestion-tail' }, item.tail) : null))));
    this.box.hidden = false;
    // A text area stays what it is; a field of one line is a combobox while it has a list.
    if (field.tagName === 'INPUT') { field.setAttribute('role', 'combobox'); field.setAttribute('aria-expanded', 'true'); }
    field.setAttribute('aria-controls', this.id);
    field.setAttribute('aria-autocomplete', 'list');
    this.#mark();
  }

  hide() {
    this.box.hidden = true;
    this.items = [];
    this.#release();
  }

  #release() {
    if (this.field?.hasAttribute('aria-expanded')) this.field.setAttribute('aria-expanded', 'false');
    this.field?.removeAttribute('aria-activedescendant');
    this.field = null;
  }

  #mark() {
    [...this.box.querySelectorAll('.suggestion')].forEach((li, i) => {
      li.classList.toggle('active', i === this.active);
      li.setAttribute('aria-selected', String(i === this.active));
      if (i === this.active) li.scrollIntoView({ block: 'nearest' });
    });
    if (this.active >= 0) this.field?.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    else this.field?.removeAttribute('aria-activedescendant');
  }

  #pick(i) {
    const { items, choose } = this;
    this.hide();
    choose(items[i]);
  }

  /** Whether the key was meant for the list. */
  key(e) {
    if (!this.shown || e.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step && this.items.length) {
      const n = this.items.length;
      this.active = this.active < 0 ? (step > 0 ? 0 : n - 1) : (this.active + step + n) % n;
      this.#mark();
      return true;
    }
    if (e.key === 'Escape') { this.hide(); return true; }
    const chosen = e.key === 'Tab' && !e.shiftKey && this.items.length ? Math.max(this.active, 0) : this.active;
    if ((e.key === 'Enter' || (e.key === 'Tab' && !e.shiftKey)) && !e.shiftKey && chosen >= 0 && this.items.length) { this.#pick(chosen); return true; }
    return false;
  }
}

/** A menu at a place of the screen. entries: {label, lead?, run, danger?} | {title} | {quick: [{label, name, run}]}. */
export class ContextMenu {
  constructor(box) {
    this.box = box;
    box.addEventListener('keydown', (e) => this.#key(e));
    addEventListener('pointerdown', (e) => { if (!box.hidden && !box.contains(e.target)) this.close(); }, true);
    addEventListener('resize', () => this.close());
    addEventListener('wheel', (e) => { if (!box.contains(e.target)) this.close(); }, { passive: true });
  }

  /** x and y are the upper left corner, or with above the lower left one; back gets the focus when the menu closes. */
  open(entries, x, y, back, above) {
    this.back = back;
    const run = (f) => () => { this.close(); f(); };
    fill(this.box, entries.filter(Boolean).map((e) => {
      if (e.title) return h('div', { class: 'menu-title', role: 'presentation' }, e.title);
      if (e.quick) return h('div', { class: 'menu-quick', role: 'group', 'aria-label': 'React' }, e.quick.map((q) => h('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'aria-label': `React with ${q.name}`, onclick: run(q.run) }, q.label)));
      return h('button', { class: e.danger ? 'menu-entry danger' : 'menu-entry', type: 'button', role: 'menuitem', tabindex: '-1', onclick: run(e.run) }, e.lead ?? null, h('span', null, e.label));
    }));
    this.box.hidden = false;
    const { offsetWidth: w, offsetHeight: t } = this.box;
    this.box.style.left = `${Math.max(8, Math.min(x, innerWidth - w - 8))}px`;
    this.box.style.top = `${Math.max(8, Math.min(above ? y - t : y, innerHeight - t - 8))}px`;
    this.#entries()[0]?.focus();
  }

  close() {
    if (this.box.hidden) return;
    const inside = this.box.contains(document.activeElement);
    this.box.hidden = true;
    if (inside) this.back?.focus();
  }

  #entries() { return [...this.box.querySelectorAll('[role=menuitem]')]; }

  #key(e) {
    const all = this.#entries();
    const at = all.indexOf(document.activeElement);
    const go = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (go !== undefined) { e.preventDefault(); all[(go + all.length) % all.length].focus(); }
    if (e.key === 'Escape' || e.key === 'Tab') { e.preventDefault(); this.close(); }
  }
}
