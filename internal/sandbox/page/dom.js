// dom.js builds elements. Text only ever becomes text nodes: nothing here or elsewhere parses HTML.

/** h('button', {class: 'x', onclick: f, 'aria-label': 'y'}, ...children); children may be nodes, strings, lists, null. */
export function h(tag, props, ...children) {
  const e = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else if (key === 'value') e.value = value;
    else if (key === 'data') Object.assign(e.dataset, value);
    else e.setAttribute(key, value === true ? '' : String(value));
  }
  e.append(...nodes(children));
  return e;
}

function nodes(children) {
  return children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false);
}

export function fill(e, ...children) {
  e.replaceChildren(...nodes(children));
  return e;
}

export const byId = (id) => document.getElementById(id);

// Outlines drawn on a grid of 24 by 24.
const shapes = {
  hash: 'M10 3 8 21M16 3l-2 18M4 8.500h17M3 15.500h17',
  thread: 'M5 4v7a4 4 0 0 0 4 4h10M15 11l4 4-4 4',
  at: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zm0 0v1.500a2.500 2.500 0 0 0 5 0V12a9 9 0 1 0-3.500 7.100',
  menu: 'M4 7h16M4 12h16M4 17h16',
  people: 'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-3.600 2.900-6 6.500-6s6.500 2.400 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.500M18 14.500c2.200.8 3.500 2.800 3.500 5.500',
  sun: 'M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M4.900 4.900l1.800 1.800M17.300 17.300l1.800 1.800M19.100 4.900l-1.800 1.800M6.700 17.300l-1.800 1.800',
  moon: 'M20.500 14.500A8.500 8.500 0 1 1 9.500 3.500a7 7 0 0 0 11 11z',
  reply: 'M9.500 6 4 11.500 9.500 17M4 11.500h9a7 7 0 0 1 7 7',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.500 14.500c.8 1.200 2 1.900 3.500 1.900s2.700-.7 3.500-1.900M9 9.500v.5M15 9.500v.5',
  pencil: 'M4 20l1-4.500L16.500 4 20 7.500 8.500 19zM14 6.500l3.500 3.500',
  trash: 'M4 6.500h16M9 6.500V4h6v2.500M6 6.500l1 14h10l1-14M10 10.500v6M14 10.500v6',
  apps: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM17 14v6M14 17h6',
  more: 'M5.500 12h.01M12 12h.01M18.500 12h.01',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4 12 3.500 4.500 21 12 3.500 19.500zM4 12h8',
  slash: 'M15.500 4l-7 16',
  bulb: 'M9 17.500h6M10 20.500h4M12 3a6 6 0 0 0-3.800 10.600c.6.5.8 1.200.8 1.900h6c0-.7.2-1.400.8-1.900A6 6 0 0 0 12 3z',
  eye: 'M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  chevron: 'M6 9.500l6 6 6-6',
  open: 'M13 4h7v7M20 4l-9 9M17 14v6H4V7h6',
  warn: 'M12 4 2.500 20h19zM12 10v5M12 17.500v.2',
  swap: 'M7 4 3.500 7.500 7 11M3.500 7.500h14M17 13l3.500 3.500L17 20M20.500 16.500h-14',
  check: 'M5 12.500l4.500 4.500L19 7.500',
};

export function icon(name, size = 20) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  for (const [k, v] of Object.entries({ viewBox: '0 0 24 24', width: size, height: size, 'aria-hidden': 'true', class: `icon icon-${name}` })) svg.setAttribute(k, v);
  const path = document.createElementNS(ns, 'path');
  path.setAttribute('d', shapes[name] ?? '');
  svg.append(path);
  return svg;
}

// Six colours of avatars, all dark enough for white letters.
const hues = ['#5865f2', '#a4478f', '#1f7a4d', '#b3541e', '#7b4fc9', '#1d6f8f'];

/** A round picture made of a person's initials; a bot gets a square-ish one. */
export function avatar(user, size = 40) {
  const name = user?.name ?? '?';
  const e = h('span', { class: user?.bot ? 'avatar avatar-bot' : 'avatar', 'aria-hidden': 'true' });
  let sum = 0;
  for (const c of name) sum += c.codePointAt(0);
  e.style.setProperty('--size', `${size}px`);
  e.style.setProperty('--hue', user?.bot ? hues[0] : hues[1 + (sum % (hues.length - 1))]);
  e.append(user?.bot ? icon('check', Math.round(size * 0.6)) : name.split(/\s+/).map((w) => [...w][0] ?? '').slice(0, 2).join('').toUpperCase());
  return e;
}

/** Three dots that move while somebody writes. */
export const dots = () => h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));

let last = 0;
/** An id that no other element has. */
export const fresh = (prefix) => `${prefix}-${++last}`;

export const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;

export function bytes(n) {
  if (n < 1024) return `${n} bytes`;
  return n < 1024 * 1024 ? `${(n / 1024).toFixed(1)} KB` : `${(n / 1024 / 1024).toFixed(1)} MB`;
}
