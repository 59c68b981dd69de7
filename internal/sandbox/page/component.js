// component.js draws what can be pressed in a message: buttons, menus, and the layout parts of components V2.
import { h, fill, icon, fresh } from './dom.js';
import { markdown } from './markdown.js';
import { local, web, file } from './message.js';

const styles = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'danger', 5: 'link' };

export function rows(m, world, acts) {
  return (m.components ?? []).map((row) => h('div', { class: 'action-row' }, (row.components ?? []).map((c) => control(c, m, world, acts))));
}

function control(c, m, world, acts) {
  if (c.type === 2) return button(c, m, acts);
  if ([3, 5, 6, 7, 8].includes(c.type)) return menu(c, world, (values) => acts.select(m, c.custom_id, values));
  return h('span', { class: 'muted' }, `(component ${c.type})`);
}

export const emoji = (e) => (e ? h('span', { class: 'emoji', 'aria-hidden': e.name ? undefined : 'true' }, e.id ? `:${e.name}:` : e.name) : null);

function button(c, m, acts) {
  const kind = `button button-${styles[c.style] ?? 'secondary'}`;
  const inside = [emoji(c.emoji), c.label ? h('span', null, c.label) : null];
  if (c.style === 5) {
    return h('a', { class: kind, href: c.disabled ? undefined : web(c.url), target: '_blank', rel: 'noopener noreferrer nofollow' }, inside, icon('open', 16));
  }
  const e = h('button', { class: kind, type: 'button', disabled: c.disabled, data: { custom: c.custom_id } }, inside);
  e.addEventListener('click', async () => {
    if (e.ariaBusy === 'true') return;
    e.ariaBusy = 'true';
    try { await acts.click(m, c.custom_id); } finally { e.ariaBusy = null; }
  });
  return e;
}

/** What a menu offers: its own options, or people, roles, channels of the server. */
export function choices(c, world) {
  const people = () => world.people.map((p) => ({ label: p.name, value: p.id, description: p.bot ? 'App' : p.role, mark: '@' }));
  const roles = () => world.roles.map((r) => ({ label: r.name, value: r.id, mark: '@' }));
  switch (c.type) {
    case 5: return people();
    case 6: return roles();
    case 7: return [...people(), ...roles()];
    case 8: return world.channels.filter((ch) => ch.type !== 1 && (!c.channel_types?.length || c.channel_types.includes(ch.type))).map((ch) => ({ label: ch.name, value: ch.id, mark: '#' }));
    default: return c.options ?? [];
  }
}

const hints = { 3: 'Make a selection', 5: 'Select a user', 6: 'Select a role', 7: 'Select a user or role', 8: 'Select a channel' };

/** A menu: a button that opens a list. send(values) is called when one is chosen, or when a list of several is closed. */
export function menu(c, world, send, labelled) {
  const options = choices(c, world);
  const low = c.min_values ?? 1;
  const high = Math.min(c.max_values ?? 1, Math.max(options.length, 1));
  const preset = new Set((c.default_values ?? []).map((d) => d.id));
  const chosen = new Set(options.filter((o) => o.default || preset.has(o.value)).map((o) => o.value));
  const id = fresh('list');
  const list = h('ul', { class: 'menu-list', role: 'listbox', id, tabindex: '-1', 'aria-multiselectable': high > 1 ? 'true' : undefined, hidden: true });
  const open = h('button', { class: 'menu-button', type: 'button', disabled: c.disabled, 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': id, 'aria-labelledby': labelled, data: { custom: c.custom_id } });
  const box = h('div', { class: 'menu-box' }, open, list);
  let active = 0;
  let before = '';

  const paint = () => {
    const names = options.filter((o) => chosen.has(o.value)).map((o) => o.label);
    fill(open, h('span', { class: names.length ? 'menu-value' : 'menu-value muted' }, names.join(', ') || c.placeholder || hints[c.type]), icon('chevron', 20));
    fill(list, options.length ? options.map((o, i) => h('li', {
      role: 'option', id: `${id}-${i}`, class: i === active ? 'option active' : 'option', 'aria-selected': String(chosen.has(o.value)),
      onmousedown: (e) => { e.preventDefault(); pick(i); }, onmousemove: () => { if (active !== i) { active = i; mark(); } },
    }, emoji(o.emoji), o.mark ? h('span', { class: 'muted' }, o.mark) : null,
    h('span', { class: 'option-words' }, h('span', null, o.label), o.description ? h('span', { class: 'muted small' }, o.description) : null),
    high > 1 ? h('span', { class: 'box' }, chosen.has(o.value) ? icon('check', 16) : null) : null)) : h('li', { class: 'option muted' }, 'Nothing to choose from'));
    open.setAttribute('aria-activedescendant', list.hidden ? '' : `${id}-${active}`);
  };
  const mark = () => {
    [...list.children].forEach((li, i) => li.classList.toggle('active', i === active));
    open.setAttribute('aria-activedescendant', `${id}-${active}`);
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (yes) => {
    if (list.hidden === !yes || c.disabled) return;
    list.hidden = !yes;
    open.setAttribute('aria-expanded', String(yes));
    if (yes) { before = [...chosen].join(); active = Math.max(0, options.findIndex((o) => chosen.has(o.value))); paint(); mark(); place(); } else if (high > 1 && [...chosen].join() !== before && chosen.size >= low) send([...chosen]);
  };
  const place = () => { list.classList.toggle('upward', open.getBoundingClientRect().bottom + list.offsetHeight > innerHeight - 8); };
  const pick = (i) => {
    const o = options[i];
    if (!o) return;
    if (high === 1) {
      chosen.clear();
      chosen.add(o.value);
      paint();
      show(false);
      send([o.value]);
      return;
    }
    if (chosen.has(o.value)) chosen.delete(o.value); else if (chosen.size < high) chosen.add(o.value);
    active = i;
    paint();
  };
  open.addEventListener('click', () => show(list.hidden));
  open.addEventListener('blur', () => show(false));
  open.addEventListener('keydown', (e) => {
    const go = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (go) { e.preventDefault(); if (list.hidden) show(true); else { active = (active + go + options.length) % Math.max(options.length, 1); mark(); } } else if (!list.hidden && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); pick(active); } else if (!list.hidden && e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); show(false); }
  });
  paint();
  box.chosen = () => [...chosen];
  return box;
}

/** One part of a message with components V2. */
export function part(c, m, world, acts) {
  switch (c.type) {
    case 1: return h('div', { class: 'action-row' }, c.components.map((x) => control(x, m, world, acts)));
    case 9: return h('div', { class: 'section' }, h('div', { class: 'grow' }, c.components.map((x) => part(x, m, world, acts))), part(c.accessory, m, world, acts));
    case 10: return h('div', { class: 'text' }, markdown(c.content, world.names));
    case 11: return image(c.media, c.description, 'embed-thumb');
    case 12: return h('div', { class: 'gallery' }, c.items.map((i) => image(i.media, i.description, 'picture')));
    case 13: return file({ filename: c.name ?? (c.file?.url ?? '').split('/').pop(), size: c.size, url: c.file?.url, content_type: c.file?.content_type });
    case 14: return h('hr', { class: c.divider === false ? 'blank' : undefined });
    case 17: {
      const box = h('div', { class: 'embed container' }, c.components.map((x) => part(x, m, world, acts)));
      if (c.accent_color) box.style.setProperty('--bar', `#${c.accent_color.toString(16).padStart(6, '0')}`);
      return box;
    }
    default: return control(c, m, world, acts);
  }
}

function image(media, alt, kind) {
  const src = local(media?.url ?? '');
  return src ? h('a', { class: kind, href: src, target: '_blank', rel: 'noopener' }, h('img', { src, alt: alt ?? '' })) : h('span', { class: 'muted' }, alt ?? 'picture elsewhere');
}
