// markdown.js turns Discord's markdown into DOM nodes. What is not recognised stays text.
import { h } from './dom.js';

/** names: {user(id), role(id), channel(id), command(name)}: how mentions read; all optional. */
export function markdown(text, names = {}) {
  const out = document.createDocumentFragment();
  out.append(...blocks(String(text ?? '').replace(/\r\n?/g, '\n'), names));
  return out;
}

const fence = /^```(?:([\w+#-]+)\n)?\n?([\s\S]*?)\n?```/;

function blocks(text, names) {
  const out = [];
  let plain = [];
  const flush = () => { if (plain.length) out.push(...lines(plain.join('\n'), names)); plain = []; };
  while (text) {
    const at = text.indexOf('```');
    const m = at >= 0 ? fence.exec(text.slice(at)) : null;
    if (!m || !m[2]) { plain.push(text); break; }
    if (at > 0) plain.push(text.slice(0, at).replace(/\n$/, ''));
    flush();
    out.push(h('pre', { tabindex: '0' }, h('code', { 'data-language': m[1] }, m[2])));
    text = text.slice(at + m[0].length).replace(/^\n/, '');
  }
  flush();
  return out;
}

const heading = /^(#{1,3})\s+(.+)$/;
const subtext = /^-#\s+(.+)$/;
const item = /^(\s*)([-*]|\d{1,9}\.)\s+(.+)$/;

function lines(text, names) {
  const out = [];
  const rows = text.split('\n');
  let para = [];
  const flush = () => { if (para.length) out.push(h('div', { class: 'md-p' }, inline(para.join('\n'), names))); para = []; };
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    let m;
    if (row.startsWith('>>> ')) {
      flush();
      out.push(h('blockquote', null, lines([row.slice(4), ...rows.slice(i + 1)].join('\n'), names)));
      return out;
    }
    if (row.startsWith('> ')) {
      flush();
      const quoted = [];
      while (i < rows.length && rows[i].startsWith('> ')) quoted.push(rows[i++].slice(2));
      i--;
      out.push(h('blockquote', null, lines(quoted.join('\n'), names)));
    } else if ((m = heading.exec(row))) {
      flush();
      // The page has h1 and h2 of its own, so that a message's headings begin below them.
      out.push(h(`h${m[1].length + 2}`, { class: `md-h${m[1].length}` }, inline(m[2], names)));
    } else if ((m = subtext.exec(row))) {
      flush();
      out.push(h('small', { class: 'md-sub' }, inline(m[1], names)));
    } else if (item.test(row)) {
      flush();
      const list = [];
      while (i < rows.length && (m = item.exec(rows[i])) && !otherKind(list[0], m)) { list.push({ depth: m[1].length, mark: m[2], text: m[3] }); i++; }
      i--;
      out.push(listOf(list, names));
    } else {
      para.push(row);
    }
  }
  flush();
  return out;
}

/** Numbers after dots, or the other way round, begin a list of their own. */
function otherKind(first, m) {
  return first && m[1].length <= first.depth && /\d/.test(first.mark) !== /\d/.test(m[2]);
}

function listOf(items, names) {
  const ordered = /\d/.test(items[0].mark);
  const list = h(ordered ? 'ol' : 'ul', { start: ordered ? parseInt(items[0].mark, 10) : undefined });
  for (let i = 0; i < items.length; i++) {
    const li = h('li', null, inline(items[i].text, names));
    const inner = [];
    while (i + 1 < items.length && items[i + 1].depth > items[0].depth) inner.push(items[++i]);
    if (inner.length) li.append(listOf(inner, names));
    list.append(li);
  }
  return list;
}

// Each rule is tried at the current place; the first that fits wins.
const rules = [
  [/^\\([^\w\s])/u, (m) => m[1]],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, (m) => h('code', null, m[2])],
  [/^<(https?:\/\/[^\s<>]+)>/, (m) => link(m[1], m[1])],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, (m) => moment(Number(m[1]), m[2])],
  [/^<@!?(\d+)>/, (m, n) => mention('@' + (n.user?.(m[1]) ?? 'unknown user'))],
  [/^<@&(\d+)>/, (m, n) => mention('@' + (n.role?.(m[1]) ?? 'role'))],
  [/^<#(\d+)>/, (m, n) => mention('#' + (n.channel?.(m[1]) ?? 'channel'))],
  [/^<\/([^:<>]{1,98}):\d+>/, (m, n) => mention('/' + m[1], n.command && (() => n.command(m[1])))],
  [/^<a?:(\w{2,32}):\d+>/, (m) => `:${m[1]}:`],
  [/^@(everyone|here)\b/, (m) => mention('@' + m[1])],
  [/^\[((?:[^[\]\\]|\\.|\[[^[\]]*\])+)\]\(<?(https?:\/\/[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\)/, (m, n) => link(m[2], inline(m[1], n))],
  [/^https?:\/\/[^\s<>]*[^\s<>.,:;"'\])}!?*_~|]/, (m) => link(m[0], m[0])],
  [/^\*\*\*([\s\S]+?)\*\*\*/, (m, n) => h('strong', null, h('em', null, inline(m[1], n)))],
  [/^\*\*([\s\S]+?)\*\*(?!\*)/, (m, n) => h('strong', null, inline(m[1], n))],
  [/^__([\s\S]+?)__(?!_)/, (m, n) => h('u', null, inline(m[1], n))],
  [/^\*(?=\S)([\s\S]*?\S)\*(?!\*)/, (m, n) => h('em', null, inline(m[1], n))],
  [/^_(?=\S)([\s\S]*?\S)_(?![\w_])/, (m, n) => h('em', null, inline(m[1], n))],
  [/^~~([\s\S]+?)~~/, (m, n) => h('s', null, inline(m[1], n))],
  [/^\|\|([\s\S]+?)\|\|/, (m, n) => spoiler(inline(m[1], n))],
  [/^\n/, () => h('br')],
];
const special = /[\\`<@[*_~|\n]|https?:/;

export function inline(text, names = {}) {
  const out = [];
  let plain = '';
  let before = '';
  while (text) {
    const hit = match(text, before);
    const used = hit ? hit.m[0].length : plainLength(text);
    if (hit) {
      if (plain) out.push(plain);
      plain = '';
      out.push(hit.rule[1](hit.m, names));
    } else {
      plain += text.slice(0, used);
    }
    before = text[used - 1];
    text = text.slice(used);
  }
  if (plain) out.push(plain);
  return out;
}

/** Everything up to the next character that could begin something is plain. */
function plainLength(text) {
  const next = text.slice(1).search(special);
  return next < 0 ? text.length : next + 1;
}

function match(text, before) {
  for (const rule of rules) {
    // snake_case is no emphasis
    if (text[0] === '_' && /\w/.test(before ?? '')) return null;
    const m = rule[0].exec(text);
    if (m) return { rule, m };
  }
  return null;
}

function link(href, children) {
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', title: href }, children);
}

function mention(text, onclick) {
  return onclick ? h('button', { class: 'mention', type: 'button', onclick }, text) : h('span', { class: 'mention' }, text);
}

function spoiler(children) {
  const e = h('span', { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': 'Spoiler: press to show' }, h('span', { 'aria-hidden': 'true' }, children));
  const show = () => {
    e.classList.add('shown');
    for (const a of ['role', 'tabindex', 'aria-label']) e.removeAttribute(a);
    e.firstChild.removeAttribute('aria-hidden');
  };
  e.addEventListener('click', show);
  e.addEventListener('keydown', (k) => { if (k.key === 'Enter' || k.key === ' ') { k.preventDefault(); show(); } });
  return e;
}

const styles = {
  t: { timeStyle: 'short' }, T: { timeStyle: 'medium' }, d: { dateStyle: 'short' }, D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' }, F: { dateStyle: 'full', timeStyle: 'short' },
};

function moment(seconds, style = 'f') {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return 'Invalid Date';
  const full = new Intl.DateTimeFormat(undefined, styles.F).format(date);
  const text = style === 'R' ? relative(seconds - Date.now() / 1000) : new Intl.DateTimeFormat(undefined, styles[style]).format(date);
  return h('time', { class: 'moment', datetime: date.toISOString(), title: full }, text);
}

const units = [['year', 31557600], ['month', 2629800], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

function relative(seconds) {
  const [unit, size] = units.find(([, s]) => Math.abs(seconds) >= s) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
