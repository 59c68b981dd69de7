// message.js draws messages: who and when, text, embeds, attachments, reactions; component.js draws what can be pressed.
import { h, fill, icon, avatar, bytes, dots, plural } from './dom.js';
import { markdown, inline } from './markdown.js';
import { rows, part } from './component.js';

export const flags = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, loading: 1 << 7, v2: 1 << 15 };
const types = { pinned: 6, threadCreated: 18, reply: 19, slash: 20, starter: 21, context: 23 };
const apart = 7 * 60 * 1000; // after so long the same author's next message gets a head of its own

const authorOf = (m, world) => world.person(m.author?.id) ?? {
  id: m.author?.id, name: m.author?.global_name ?? m.author?.username ?? 'Somebody', bot: m.author?.bot,
};

const used = (m) => m.interaction_metadata ?? m.interaction;
const has = (m, flag) => ((m.flags ?? 0) & flag) !== 0;

/** Whether m stands under the head of the message before it. */
export function continues(m, previous) {
  return previous && previous.author?.id === m.author?.id && !used(m) && !m.message_reference && plainType(previous) && plainType(m)
    && has(m, flags.ephemeral) === has(previous, flags.ephemeral)
    && Date.parse(m.timestamp) - Date.parse(previous.timestamp) < apart && sameDay(m, previous);
}
const plainType = (m) => ![types.pinned, types.threadCreated, types.starter].includes(m.type);
export const sameDay = (a, b) => new Date(a.timestamp).toDateString() === new Date(b.timestamp).toDateString();

export function dayLine(m) {
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' }).format(new Date(m.timestamp));
  return h('li', { class: 'day' }, h('span', null, day));
}

/** One message as a list item. acts: what its buttons do (see app.js); compact: without a head of its own. */
export function message(m, compact, world, acts) {
  const li = h('li', { class: 'row', id: `m${m.id}`, data: { id: m.id } });
  if (!plainType(m)) return fill(li, systemLine(m, world, acts));
  const by = authorOf(m, world);
  const ephemeral = has(m, flags.ephemeral);
  const article = h('article', {
    class: ['message', compact && 'compact', ephemeral && 'ephemeral', mentionsMe(m, world) && 'mentioned', m.failed && 'failed'].filter(Boolean).join(' '),
    tabindex: '-1', 'aria-label': `${by.name}, ${timeText(m)}`,
  });
  article.append(
    ...[above(m, world, acts)].filter(Boolean),
    compact ? h('time', { class: 'side-time', datetime: m.timestamp }, shortTime(m)) : h('button', { class: 'face', type: 'button', tabindex: '-1', 'aria-label': `${by.name}: apps`, onclick: (e) => acts.user(by, e) }, avatar(by)),
    h('div', { class: 'body' }, compact ? null : head(m, by), content(m, world, acts)),
  );
  return fill(li, article);
}

function head(m, by) {
  return h('header', { class: 'head' }, h('span', { class: by.role === 'moderator' ? 'name name-moderator' : 'name' }, by.name),
    by.bot ? h('span', { class: 'tag' }, icon('check', 12), 'APP') : null,
    h('time', { class: 'time', datetime: m.timestamp, title: new Date(m.timestamp).toLocaleString() }, timeText(m)));
}

const shortTime = (m) => new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date(m.timestamp));

function timeText(m) {
  const now = { timestamp: new Date().toISOString() };
  if (sameDay(m, now)) return `Today at ${shortTime(m)}`;
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(m.timestamp));
}

function mentionsMe(m, world) {
  return m.mention_everyone || (m.mentions ?? []).some((u) => u.id === world.me.id);
}

/** The line over a message: what it answers, or the command that it comes from. */
function above(m, world, acts) {
  const use = used(m);
  if (use?.user) {
    const who = world.person(use.user.id)?.name ?? use.user.global_name ?? use.user.username;
    const name = m.interaction?.name ?? use.name;
    if (!name && m.type !== types.slash && m.type !== types.context) return null;
    return h('div', { class: 'above' }, avatar({ id: use.user.id, name: who }, 16), h('strong', null, who), ' used ',
      h('span', { class: 'used' }, name ? (m.type === types.context ? name : `/${name}`) : 'a command'));
  }
  if (m.type !== types.reply) return null;
  const to = m.referenced_message;
  if (!to) return h('div', { class: 'above' }, h('em', null, 'The original message was deleted'));
  const by = authorOf(to, world);
  // Plain words only: inside a button there can be no link.
  const text = markdown(to.content, world.names).textContent || to.embeds?.[0]?.title || 'a message without text';
  return h('button', { class: 'above above-reply', type: 'button', onclick: () => acts.jump(to.id) },
    h('span', { class: 'sr' }, 'In reply to '), avatar(by, 16), h('strong', null, by.name), ' ', h('span', { class: 'excerpt' }, text));
}

function content(m, world, acts) {
  if (has(m, flags.loading)) {
    return [h('p', { class: 'thinking' }, dots(), `${authorOf(m, world).name} is thinking…`), foot(m, acts)];
  }
  if (m.pending) return h('p', { class: 'thinking' }, dots(), m.pending);
  const text = has(m, flags.v2) ? null : m.content;
  return [
    text ? words(text, m, world) : null,
    (m.embeds ?? []).map((e) => has(m, flags.suppressEmbeds) && e.type !== 'rich' && e.type ? null : embed(e, world)),
    files(m),
    has(m, flags.v2) ? (m.components ?? []).map((c) => part(c, m, world, acts)) : rows(m, world, acts),
    reactions(m, acts),
    m.thread ? threadLink(m.thread, acts) : null,
    foot(m, acts),
  ];
}

/** The text; "(edited)" goes into its last line where that is a plain one. */
function words(text, m, world) {
  const box = h('div', { class: 'text' }, markdown(text, world.names));
  if (m.edited_timestamp) {
    const last = box.lastElementChild?.classList.contains('md-p') ? box.lastElementChild : box;
    last.append(h('span', { class: 'edited', title: new Date(m.edited_timestamp).toLocaleString() }, ' (edited)'));
  }
  return box;
}

function foot(m, acts) {
  if (!m.failed && !has(m, flags.ephemeral)) return null;
  return h('p', { class: 'only-you' }, m.failed ? [icon('warn', 16), ' '] : [icon('eye', 16), ' Only you can see this • '],
    h('button', { class: 'text-link', type: 'button', onclick: () => acts.dismiss(m) }, 'Dismiss message'));
}

function systemLine(m, world, acts) {
  const by = authorOf(m, world).name;
  const opens = (text, id) => h('button', { class: 'text-link', type: 'button', onclick: () => acts.open(id) }, text);
  const what = m.type === types.pinned ? [h('strong', null, by), ' pinned a message.']
    : m.type === types.starter ? ['This thread started from a message of ', h('strong', null, by), ' in ', opens(`#${world.channel(m.message_reference.channel_id)?.name}`, m.message_reference.channel_id), '.']
    : [h('strong', null, by), ' started a thread: ', opens(m.content, m.message_reference?.channel_id ?? m.thread?.id)];
  return h('div', { class: 'system' }, icon(m.type === types.pinned ? 'bulb' : 'thread', 16), h('span', null, what), h('time', { class: 'time' }, timeText(m)));
}

function threadLink(thread, acts) {
  return h('button', { class: 'thread-link', type: 'button', onclick: () => acts.open(thread.id) },
    h('strong', null, thread.name), h('span', null, `${plural(thread.message_count ?? 0, 'message')} ›`));
}

function reactions(m, acts) {
  const list = m.reactions ?? [];
  if (!list.length) return null;
  return h('div', { class: 'reactions' }, list.map((r) => h('button', {
    class: 'reaction', type: 'button', 'aria-pressed': String(!!r.me), 'aria-label': `${r.emoji.name}, ${plural(r.count, 'reaction')}`, onclick: () => acts.react(m, r.emoji.name),
  }, h('span', null, r.emoji.id ? `:${r.emoji.name}:` : r.emoji.name), h('span', { class: 'count' }, r.count))));
}

// ---------- embeds

/** Only files that the emulator serves are shown; the page never loads anything from elsewhere. */
export function local(url) {
  try {
    const u = new URL(url, location.href);
    if (u.origin === location.origin || (u.pathname.startsWith('/attachments/') && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(u.hostname))) return u.pathname + u.search;
  } catch { /* no address */ }
  return null;
}

/** An address that may be put into a link, or undefined. */
export const web = (url) => (/^https?:\/\//i.test(url ?? '') ? url : undefined);
const anchor = (url, ...children) => (web(url) ? h('a', { href: web(url), target: '_blank', rel: 'noopener noreferrer nofollow' }, children) : h('span', null, children));

function embed(e, world) {
  const box = h('div', { class: 'embed' });
  if (Number.isInteger(e.color) && e.color > 0) box.style.setProperty('--bar', `#${e.color.toString(16).padStart(6, '0')}`);
  const thumb = e.thumbnail && picture(e.thumbnail, 'embed-thumb', '');
  return fill(box, h('div', { class: 'embed-main' },
    h('div', { class: 'embed-words' },
      e.author?.name ? h('div', { class: 'embed-author' }, anchor(e.author.url, e.author.name)) : null,
      e.title ? h('div', { class: 'embed-title' }, anchor(e.url, inline(e.title, world.names))) : null,
      e.description ? h('div', { class: 'embed-text' }, markdown(e.description, world.names)) : null,
      fields(e.fields ?? [], world)),
    thumb),
  e.image ? picture(e.image, 'embed-image', e.title ?? 'Picture') : null,
  e.footer?.text || e.timestamp ? h('div', { class: 'embed-foot' }, [e.footer?.text, e.timestamp && new Date(e.timestamp).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' })].filter(Boolean).join(' • ')) : null);
}

function fields(list, world) {
  if (!list.length) return null;
  return h('dl', { class: 'fields' }, list.map((f) => h('div', { class: f.inline ? 'field field-inline' : 'field' },
    h('dt', null, inline(f.name, world.names)), h('dd', null, markdown(f.value, world.names)))));
}

function picture(media, kind, alt) {
  const src = local(media.url ?? '');
  if (!src) return h('div', { class: 'embed-elsewhere' }, anchor(media.url, icon('open', 14), ' picture elsewhere'));
  return h('a', { class: kind, href: src, target: '_blank', rel: 'noopener' },
    h('img', { src, alt: media.description ?? alt, width: media.width || undefined, height: media.height || undefined, loading: 'lazy' }));
}

function files(m) {
  const shown = new Set((m.embeds ?? []).flatMap((e) => [e.image?.url, e.thumbnail?.url]).filter(Boolean).map(local));
  return (m.attachments ?? []).filter((a) => !shown.has(local(a.url)) && !has(m, flags.v2)).map(file);
}

export function file(a) {
  const src = local(a.url);
  if (src && /^image\/(png|jpe?g|gif|webp)$/.test((a.content_type ?? '').split(';')[0])) {
    return h('a', { class: 'picture', href: src, target: '_blank', rel: 'noopener' },
      h('img', { src, alt: a.description || a.filename, width: a.width || undefined, height: a.height || undefined }));
  }
  return h('div', { class: 'file' }, icon('file', 32), h('div', null,
    src ? h('a', { href: src, download: a.filename }, a.filename) : a.filename, h('div', { class: 'muted' }, bytes(a.size ?? 0))));
}
