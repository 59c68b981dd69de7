// feed.js is the list of messages of the open channel: it puts each in its place, follows the newest, keeps the focus.
import { h, fill, icon, byId } from './dom.js';
import { compareIds } from './api.js';
import { message, continues, sameDay, dayLine } from './message.js';

const near = 80; // pixels from the end that still count as being there

export class Feed {
  /** acts: what a message's buttons do (see app.js); tools(m) gives the buttons of the strip that appears over a message. */
  constructor(world, acts) {
    Object.assign(this, { world, acts, list: byId('messages'), log: byId('log'), scroller: byId('scroller'), more: byId('to-bottom'), items: [], stuck: true });
    this.scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => { if (this.stuck) this.bottom(); }).observe(this.list);
    new ResizeObserver(() => { if (this.stuck) this.bottom(); }).observe(this.scroller);
    this.more.addEventListener('click', () => { this.bottom(); });
    this.list.addEventListener('keydown', (e) => this.#key(e));
    for (const event of ['pointerover', 'focusin']) this.list.addEventListener(event, (e) => this.#tools(e.target));
    this.list.addEventListener('pointerleave', () => this.#tools(document.activeElement));
    this.list.addEventListener('contextmenu', (e) => this.#menu(e));
  }

  /** Shows a whole channel; nothing of it is announced as new. */
  show(messages) {
    this.items = messages;
    this.log.setAttribute('aria-live', 'off');
    fill(this.list, messages.flatMap((m, i) => this.#rows(m, messages[i - 1])));
    this.stuck = true;
    this.bottom();
    requestAnimationFrame(() => this.log.setAttribute('aria-live', 'polite'));
  }

  find(id) { return this.items.find((m) => m.id === id); }

  /** Adds a message or replaces the one with its id. */
  put(m) {
    const at = this.items.findIndex((x) => x.id === m.id);
    if (at >= 0) return this.#replace(at, m);
    const before = this.items.findIndex((x) => after(x, m));
    if (before >= 0) {
      this.items.splice(before, 0, m);
      return this.#redraw();
    }
    this.items.push(m);
    this.list.append(...this.#rows(m, this.items.at(-2)));
    if (this.stuck || m.author?.id === this.world().me.id) this.bottom();
    else this.more.hidden = false;
  }

  remove(id) {
    const at = this.items.findIndex((x) => x.id === id);
    if (at < 0) return;
    const focused = byId(`m${id}`)?.contains(document.activeElement);
    this.items.splice(at, 1);
    const day = byId(`m${id}`)?.previousElementSibling;
    byId(`m${id}`)?.remove();
    if (day?.classList.contains('day') && !(day.nextElementSibling?.id)) day.remove();
    if (this.items[at]) this.#replace(at, this.items[at]);
    if (focused) byId('input')?.focus();
  }

  #redraw() {
    const { scrollTop } = this.scroller;
    const { stuck } = this;
    this.show(this.items);
    if (!stuck) { this.scroller.scrollTop = scrollTop; this.stuck = false; }
  }

  #rows(m, previous) {
    const newDay = !previous || !sameDay(m, previous);
    return [newDay ? dayLine(m) : null, message(m, !newDay && continues(m, previous), this.world(), this.acts)].filter(Boolean);
  }

  #replace(at, m) {
    const old = byId(`m${m.id}`);
    this.items[at] = m;
    const fresh = this.#rows(m, this.items[at - 1]).at(-1);
    const focus = old.contains(document.activeElement) ? document.activeElement : null;
    const open = old.querySelector('.spoiler.shown') !== null;
    old.replaceWith(fresh);
    if (open) fresh.querySelectorAll('.spoiler').forEach((s) => s.click());
    if (focus) (focusedTwin(fresh, focus) ?? fresh.querySelector('.message'))?.focus({ preventScroll: true });
    if (this.stuck) this.bottom();
  }

  bottom() {
    this.stuck = true;
    this.more.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stuck = scrollHeight - scrollTop - clientHeight < near;
    if (this.stuck) this.more.hidden = true;
  }

  jump(id) {
    const li = byId(`m${id}`);
    if (!li) return false;
    li.scrollIntoView({ block: 'center' });
    li.firstChild.focus({ preventScroll: true });
    li.firstChild.classList.add('flash');
    li.firstChild.addEventListener('animationend', () => li.firstChild.classList.remove('flash'), { once: true });
    return true;
  }

  focusLast() {
    const last = this.list.querySelector('.row:last-child .message');
    last?.focus();
    return !!last;
  }

  #at(target) {
    const li = target?.closest?.('.row');
    return li && this.list.contains(li) ? [li, this.find(li.dataset.id)] : [null, null];
  }

  /** The strip of small buttons belongs to one message at a time. */
  #tools(target) {
    const [li, m] = this.#at(target);
    const old = this.list.querySelector('.tools');
    if (old && old.closest('.row') === li) return;
    old?.remove();
    if (!m || !li.querySelector('.message')) return;
    const entries = this.acts.tools(m);
    if (entries.length) {
      li.querySelector('.message').append(h('div', { class: 'tools', role: 'group', 'aria-label': 'Message actions' },
        entries.map((t) => h('button', { class: 'icon-button', type: 'button', 'aria-label': t.label, title: t.label, onclick: (e) => t.run(e.currentTarget) }, icon(t.icon, 18)))));
    }
  }

  #menu(e) {
    const [li, m] = this.#at(e.target);
    if (!m || e.target.closest('a') || String(getSelection())) return;
    e.preventDefault();
    const box = li.getBoundingClientRect();
    this.acts.menu(m, e.clientX || box.left + 80, e.clientY || box.top + 20, li.querySelector('.message'));
  }

  #key(e) {
    if (!e.target.classList.contains('message')) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[e.key];
    if (e.key === 'Escape') byId('input')?.focus();
    if (!step) return;
    e.preventDefault();
    const all = [...this.list.querySelectorAll('.message')];
    const to = all[all.indexOf(e.target) + step];
    if (to) to.focus();
    else if (step > 0) byId('input')?.focus();
  }
}

/** Rows that only this page knows (a command under way, a failure) stay below all others. */
function after(a, b) {
  if (a.local || b.local) return !!a.local && !b.local;
  return compareIds(a.id, b.id) > 0;
}

function focusedTwin(fresh, old) {
  if (old.dataset.custom) return fresh.querySelector(`[data-custom="${CSS.escape(old.dataset.custom)}"]`);
  if (old.classList.contains('reaction')) return [...fresh.querySelectorAll('.reaction')].find((r) => r.firstChild.textContent === old.firstChild.textContent);
  return null;
}
