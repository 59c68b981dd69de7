// app.js is the page: it follows one person's events, keeps the channels, and turns clicks into calls of the person API.
import { h, fill, icon, avatar, byId, dots } from './dom.js';
import { Person, config, Refused } from './api.js';
import { World, sections, isThread } from './world.js';
import { Feed } from './feed.js';
import { Composer } from './composer.js';
import { Suggestions, ContextMenu } from './popup.js';
import { openModal } from './modal.js';
import { ofType, slash } from './commands.js';
import { flags } from './message.js';

const quick = [['👍', 'thumbs up'], ['👎', 'thumbs down'], ['❤️', 'heart'], ['🎉', 'party'], ['👀', 'eyes'], ['✅', 'check mark']];
const retry = 1500; // ms between two looks for a sandbox that went away
const typingFor = 9000; // ms that "is typing" stands, a little less than Discord's ten seconds
const mostShown = 200; // messages that the emulator gives at once: with fewer, the beginning is among them
const messageGone = 'That message is no longer in this channel.';

const app = { person: null, world: null, channel: null, unread: new Set(), typing: new Map(), local: 0 };
const feed = new Feed(() => app.world, {
  user: (who, e) => userMenu(who, e.clientX, e.clientY, e.currentTarget), jump: (id) => feed.jump(id) || toast(messageGone), open: (id) => openChannel(id),
  dismiss, react, click: (m, custom) => interact('click', { message_id: m.id, custom_id: custom }),
  select: (m, custom, values) => interact('select', { message_id: m.id, custom_id: custom, values }), tools, menu: messageMenu,
});
const menu = new ContextMenu(byId('menu'));
const composer = new Composer(byId('composer'), new Suggestions(byId('popup')), {
  world: () => app.world, channel: () => app.channel, lastMessage: () => feed.focusLast(), tips, send, run: runCommand, complete,
  edit: (m, content) => tried(() => app.person.post('edit', { ...named(m), content })),
});

// ---------- start, seats

async function start() {
  app.config = await config();
  chrome();
  const kept = remembered('seat');
  await sit((app.config.people.find((p) => p.id === kept) ?? app.config.people[0]).id);
}

/** Takes a seat: everything is read anew, as that person sees it. */
async function sit(id) {
  app.stop?.();
  app.person = new Person(id);
  app.typing.clear();
  remember('seat', id);
  const person = app.person;
  const state = await person.state();
  if (person !== app.person) return;
  if (app.world) app.world.set(state); else app.world = new World(state);
  app.world.onCommand = (name) => composer.write(`/${name}`);
  drawFrame();
  const wanted = app.channel?.type === 1 ? app.world.channels.find((c) => c.type === 1) : app.world.channel(app.channel?.id ?? remembered('channel') ?? app.config.channel_id);
  await openChannel((wanted ?? app.world.channels[0]).id);
  let first = true;
  app.stop = person.follow((type, data) => { if (person === app.person) happened(type, data); }, () => {
    notice('');
    if (!first) refresh();
    first = false;
  }, (ended) => {
    notice('The connection to the sandbox broke. Trying again…');
    if (ended && person === app.person) setTimeout(again, retry);
  });
  byId('app').ariaBusy = 'false';
}

/** The stream was refused: the sandbox is another one now, with other people in it, or it is still starting. */
async function again() {
  const now = await config().catch(() => null);
  if (!now) return setTimeout(again, retry);
  if (now.people.some((p) => p.id === app.person.id)) return sit(app.person.id);
  location.reload();
}

async function refresh() {
  app.world.set(await app.person.state());
  drawFrame();
  await openChannel(app.world.channel(app.channel.id)?.id ?? app.world.channels[0].id, true);
}

// ---------- what happens

function happened(type, data) {
  switch (type) {
    case 'message_create': return arrived(data, true);
    case 'message_update': return arrived(data, false);
    case 'message_delete': feed.remove(data.id); return drawWelcome();
    case 'reaction': return arrived(data, false);
    case 'typing': return typing(data);
    case 'state': return stateChanged(data);
    default:
  }
}

function arrived(m, isNew) {
  if (isNew) stopTyping(m.channel_id, m.author.id);
  if (isNew && m.interaction_metadata?.user?.id === app.world.me.id) settle();
  if (m.channel_id !== app.channel.id) {
    if (isNew && m.author.id !== app.world.me.id) { app.unread.add(m.channel_id); drawChannels(); }
    return;
  }
  if (!isNew && !feed.find(m.id)) return; // older than what is shown
  feed.put(m);
  drawWelcome();
}

/** The message that an answer brings: where the events were quicker, theirs is the newer one. */
function answered(m) {
  if (m?.id && !feed.find(m.id)) arrived(m, true);
}

async function stateChanged(state) {
  const before = app.channel?.id;
  app.world.set(state);
  drawFrame();
  if (before && !app.world.channel(before)) await openChannel(app.world.channels[0].id);
}

function typing({ channel_id: channel, user_id: user }) {
  if (user === app.world.me.id) return;
  const key = `${channel} ${user}`;
  clearTimeout(app.typing.get(key));
  app.typing.set(key, setTimeout(() => stopTyping(channel, user), typingFor));
  drawTyping();
}

function stopTyping(channel, user) {
  clearTimeout(app.typing.get(`${channel} ${user}`));
  app.typing.delete(`${channel} ${user}`);
  drawTyping();
}

// ---------- what a person does

/** Runs a call; a refusal is shown. Gives what was answered, or null. */
async function tried(call) {
  try { return (await call()) ?? {}; } catch (e) {
    if (!(e instanceof Refused)) throw e;
    toast(e.message);
    return null;
  }
}

async function send(content, replyTo) {
  const m = await tried(() => app.person.post('send', { channel_id: app.channel.id, content, reply_to: replyTo?.id }));
  answered(m);
  return m;
}

/** Anything that ends in an interaction: the bot's answer comes with the call, and its message again by the events. */
async function interact(verb, body, pending) {
  const channel = app.channel.id;
  if (pending) feed.put(app.pending = localRow(pending));
  try {
    const { interaction_id: id, response } = await app.person.post(verb, { channel_id: channel, ...body });
    answered(response?.message);
    if (response?.modal) showModal(id, response.modal);
  } catch (e) {
    if (!(e instanceof Refused)) throw e;
    if (e.status !== 504) return e.message;
    if (channel === app.channel.id) feed.put(localRow({ failed: true, content: 'The application did not respond.', flags: flags.ephemeral }));
  } finally {
    settle();
    drawWelcome();
  }
  return null;
}

/** The line of a command that is being sent goes as soon as there is an answer. */
function settle() {
  if (app.pending) feed.remove(app.pending.id);
  app.pending = null;
}

/** The names of a message in a call. */
const named = (m) => ({ channel_id: m.channel_id, message_id: m.id });

const spoken = async (promise) => { const error = await promise; if (error) toast(error); };

function localRow(rest) {
  return { id: `local-${++app.local}`, local: true, channel_id: app.channel.id, timestamp: new Date().toISOString(), author: { ...app.world.bot }, ...rest };
}

function used(name, type) {
  return { type, interaction: { name, user: { id: app.world.me.id } }, pending: 'Sending the command…' };
}

function runCommand(name, options) {
  return spoken(interact('command', { name, options }, used(name, 20)));
}

async function complete(name, options, focused) {
  const got = await app.person.post('autocomplete', { channel_id: app.channel.id, name, options, focused }).catch(() => null);
  return got?.choices ?? [];
}

function showModal(id, modal) {
  openModal(byId('modal'), modal, app.world, (values) => interact('modal', { interaction_id: id, values }));
}

async function react(m, emoji) {
  await tried(() => app.person.post('react', { ...named(m), emoji }));
}

const remove = (m) => tried(() => app.person.post('delete', named(m)));

function dismiss(m) {
  feed.remove(m.id);
  drawWelcome();
  if (!m.local) remove(m);
}

/** An example is asked: a command runs as it stands, anything else is said to the bot. */
function example(text) {
  if (text.startsWith('/')) { composer.write(text); return; }
  send(app.channel.type === 1 ? text : `<@${app.world.bot.id}> ${text}`);
  if (matchMedia('(hover: hover)').matches) composer.focus();
}

// ---------- menus

const appEntries = (type, body) => ofType(app.world, app.channel, type).map((c) => ({ label: c.name, lead: icon('check', 16), run: () => spoken(interact('menu', { name: c.name, ...body }, used(c.name, 23))) }));
const isEphemeral = (m) => ((m.flags ?? 0) & flags.ephemeral) !== 0;
const reply = (m) => composer.reply(m, app.world.person(m.author.id)?.name ?? m.author.username);
const mine = (m) => m.author?.id === app.world.me.id;
const mayDelete = (m) => mine(m) || (app.world.me.role === 'moderator' && app.channel.type !== 1);

function tools(m) {
  if (m.local || isEphemeral(m)) return [];
  const under = (button) => { const box = button.getBoundingClientRect(); return [box.left, box.bottom + 4, button]; };
  const opens = (entries) => (button) => menu.open(entries, ...under(button));
  const apps = appEntries(3, { message_id: m.id });
  return [
    { label: 'Add reaction', icon: 'smile', run: opens([quickRow(m)]) },
    { label: 'Reply', icon: 'reply', run: () => reply(m) },
    mine(m) ? { label: 'Edit', icon: 'pencil', run: () => composer.edit(m) } : null,
    apps.length ? { label: 'Apps', icon: 'apps', run: opens([{ title: 'Apps' }, ...apps]) } : null,
    { label: 'More', icon: 'more', run: (button) => messageMenu(m, ...under(button)) },
  ].filter(Boolean);
}

const quickRow = (m) => ({ quick: quick.map(([label, name]) => ({ label, name, run: () => react(m, label) })) });

function messageMenu(m, x, y, back) {
  if (m.local) return;
  const open = !isEphemeral(m);
  const apps = open ? appEntries(3, { message_id: m.id }) : [];
  menu.open([
    open ? quickRow(m) : null,
    open ? { label: 'Reply', lead: icon('reply', 16), run: () => reply(m) } : null,
    mine(m) ? { label: 'Edit message', lead: icon('pencil', 16), run: () => composer.edit(m) } : null,
    m.content ? { label: 'Copy text', lead: icon('copy', 16), run: () => copy(m.content) } : null,
    ...(apps.length ? [{ title: 'Apps' }, ...apps] : []),
    open && mayDelete(m) ? { label: 'Delete message', lead: icon('trash', 16), danger: true, run: () => remove(m).then((ok) => ok && feed.remove(m.id)) } : null,
    open ? null : { label: 'Dismiss message', lead: icon('close', 16), run: () => dismiss(m) },
  ], x, y, back);
}

function userMenu(who, x, y, back) {
  const apps = appEntries(2, { user_id: who.id });
  menu.open([{ title: who.name },
    { label: 'Mention', lead: icon('at', 16), run: () => composer.write(`${composer.input.value}@${who.name} `) },
    who.bot ? { label: 'Send a direct message', lead: icon('reply', 16), run: () => { const dm = app.world.channels.find((c) => c.type === 1); if (dm) openChannel(dm.id); } } : null,
    ...(apps.length ? [{ title: 'Apps' }, ...apps] : [])], x, y, back);
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); toast('Copied.'); } catch { toast('The browser does not let this page copy.'); }
}

function tips(button) {
  const box = button.getBoundingClientRect();
  const commands = slash(app.world, app.channel).slice(0, 5);
  menu.open([
    app.config.examples.length ? { title: 'Ask' } : null, ...app.config.examples.map((text) => ({ label: text, lead: icon('bulb', 16), run: () => example(text) })),
    commands.length ? { title: 'Commands' } : null, ...commands.map((c) => ({ label: `/${c.name}`, lead: icon('slash', 16), run: () => composer.write(`/${c.name}`) })),
  ], box.right - 320, box.top - 8, button, true);
}

// ---------- channels

async function openChannel(id, again) {
  const from = app.channel?.id;
  const channel = app.world.channel(id);
  if (!channel) return toast('That channel cannot be seen from this seat.');
  const person = app.person;
  app.channel = { ...channel, thread: isThread(channel) };
  app.unread.delete(id);
  remember('channel', id);
  drawChannels();
  drawTop();
  drawTyping();
  sidebar(false);
  if (!again || from !== id) composer.move(from, id);
  composer.label();
  const messages = await tried(() => person.messages(id));
  if (!messages || person !== app.person || app.channel.id !== id) return;
  feed.show(messages);
  drawWelcome();
  if (matchMedia('(hover: hover)').matches && !byId('modal').open) composer.focus();
}

// ---------- drawing

function drawFrame() {
  document.title = `${app.world.guild.name} · sandbox`;
  fill(byId('guild-name'), app.world.guild.name);
  drawChannels();
  drawMembers();
  drawSeats();
  if (app.channel) { app.channel = { ...app.channel, ...app.world.channel(app.channel.id) }; drawTop(); composer.label(); }
}

function drawChannels() {
  const row = (c) => h('button', {
    class: ['channel', isThread(c) && 'thread', app.unread.has(c.id) && 'unread'].filter(Boolean).join(' '), type: 'button', 'aria-current': c.id === app.channel?.id ? 'page' : undefined,
    data: { channel: c.id }, onclick: () => openChannel(c.id),
  }, c.type === 1 ? avatar(app.world.bot, 24) : icon(isThread(c) ? 'thread' : 'hash', 20), h('span', { class: 'channel-label' }, app.world.title(c)), app.unread.has(c.id) ? h('span', { class: 'sr' }, ' (new messages)') : null);
  fill(byId('channels'), sections(app.world).filter(([, list]) => list.length).map(([title, list]) => h('section', null, h('h2', null, title), list.map(row))));
}

function drawSeats() {
  const seat = (p) => h('button', {
    class: 'seat', type: 'button', role: 'radio', 'aria-checked': String(p.id === app.person.id), tabindex: p.id === app.person.id ? '0' : '-1',
    onclick: () => sit(p.id), onkeydown: (e) => { const to = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[e.key]; if (to) { e.preventDefault(); moveSeat(to); } },
  }, avatar(p, 32), h('span', { class: 'seat-words' }, h('b', null, p.name), h('span', null, p.role)));
  fill(byId('seats'), app.config.people.map(seat));
  const next = after(1);
  fill(byId('flip-seat'), avatar(app.world.me, 28), icon('swap', 16));
  byId('flip-seat').setAttribute('aria-label', `You are ${app.world.me.name}, ${app.world.me.role}. Switch to ${next.name}, ${next.role}`);
}

const after = (step) => { const all = app.config.people; return all[(all.findIndex((p) => p.id === app.person.id) + step + all.length) % all.length]; };

async function moveSeat(step) {
  await sit(after(step).id);
  byId('seats').querySelector('[aria-checked=true]')?.focus();
}

function drawMembers() {
  const group = (title, list) => (list.length ? h('section', null, h('h2', null, `${title} — ${list.length}`), list.map((p) => h('button', {
    class: p.bot && !app.world.bot.online ? 'member offline' : 'member', type: 'button', onclick: (e) => userMenu(p, e.clientX || 20, e.clientY || 20, e.currentTarget),
    oncontextmenu: (e) => { e.preventDefault(); userMenu(p, e.clientX, e.clientY, e.currentTarget); },
  }, avatar(p, 32), h('span', { class: 'member-words' }, h('span', { class: 'member-name' }, p.name, p.bot ? h('span', { class: 'tag' }, 'APP') : null), p.bot ? h('span', { class: 'muted small' }, app.world.bot.online ? 'online' : 'not connected') : null)))) : null);
  const { people } = app.world;
  fill(byId('members'), group('Apps', people.filter((p) => p.bot)), group('Moderators', people.filter((p) => !p.bot && p.role === 'moderator')), group('Members', people.filter((p) => !p.bot && p.role !== 'moderator')));
}

function drawTop() {
  const c = app.channel;
  fill(byId('channel-name'), c.type === 1 ? avatar(app.world.bot, 24) : icon(c.thread ? 'thread' : 'hash', 22), app.world.title(c));
  fill(byId('channel-topic'), c.topic ?? '');
}

/** The beginning of a channel; while nothing was said, it offers something to say. */
function drawWelcome() {
  const c = app.channel;
  const { bot } = app.world;
  const empty = feed.items.length === 0;
  const name = c.type === 1 ? bot.name : `${c.thread ? '' : '#'}${c.name}`;
  const about = c.type === 1 ? `This is the beginning of your direct messages with ${name}.` : `This is the beginning of ${name}.`;
  byId('welcome').hidden = feed.items.length >= mostShown;
  fill(byId('welcome'),
    h('div', { class: 'welcome-icon', 'aria-hidden': 'true' }, c.type === 1 ? avatar(bot, 72) : icon(c.thread ? 'thread' : 'hash', 40)),
    h('h2', null, c.type === 1 ? name : `Welcome to ${name}!`),
    h('p', null, about, bot.online ? '' : ` ${bot.name} is not connected.`),
    empty && app.config.examples.length ? h('div', { class: 'examples' }, h('h3', null, `Ask ${bot.name} something`),
      app.config.examples.map((text) => h('button', { class: 'example', type: 'button', onclick: () => example(text) }, icon('bulb', 18), h('span', null, text))),
      h('p', { class: 'muted small' }, 'Or type ', h('kbd', null, '/'), ' for commands', c.type === 1 ? '.' : [', or ', h('kbd', null, `@${bot.name}`), ' and a question of your own.'])) : null);
}

function drawTyping() {
  const names = [...app.typing.keys()].map((k) => k.split(' ')).filter(([c]) => c === app.channel?.id).map(([, u]) => app.world.person(u)?.name).filter(Boolean);
  fill(byId('typing'), names.length ? [dots(), h('strong', null, names.join(', ')), names.length > 1 ? ' are typing…' : ' is typing…'] : '');
}

// ---------- the frame around it

function chrome() {
  fill(byId('guild-icon'), icon('check', 20));
  fill(byId('open-sidebar'), icon('menu', 22));
  fill(byId('open-members'), icon('people', 22));
  byId('open-sidebar').onclick = () => sidebar(byId('app').dataset.sidebar !== 'open');
  byId('shade').onclick = () => sidebar(false);
  byId('open-members').onclick = () => { const off = byId('app').dataset.members !== 'off'; byId('app').dataset.members = off ? 'off' : ''; byId('open-members').ariaPressed = String(!off); };
  byId('flip-seat').onclick = () => sit(after(1).id);
  const themed = () => { const light = document.documentElement.dataset.theme === 'light'; fill(byId('theme'), icon(light ? 'moon' : 'sun', 22)); byId('theme').setAttribute('aria-label', light ? 'Switch to dark' : 'Switch to light'); };
  byId('theme').onclick = () => { const to = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light'; document.documentElement.dataset.theme = to; remember('theme', to, localStorage); themed(); };
  themed();
  addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && byId('app').dataset.sidebar === 'open') sidebar(false);
    const typing = e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey && e.key !== ' ';
    if (typing && (document.activeElement === document.body || document.activeElement?.classList.contains('message'))) composer.focus();
  });
}

function sidebar(open) {
  byId('app').dataset.sidebar = open ? 'open' : '';
  byId('shade').hidden = !open;
  byId('open-sidebar').ariaExpanded = String(open);
  if (open) byId('channels').querySelector('[aria-current]')?.focus();
}

function notice(text) {
  fill(byId('notice'), text);
  byId('notice').hidden = !text;
}

function toast(text) {
  const box = byId('toast');
  fill(box, text);
  box.hidden = false;
  clearTimeout(app.toasting);
  app.toasting = setTimeout(() => { box.hidden = true; }, 6000);
}

function remembered(key, store = sessionStorage) { try { return store.getItem(key); } catch { return null; } }
function remember(key, value, store = sessionStorage) { try { store.setItem(key, value); } catch { /* nothing is kept, that is all */ } }

start().catch((e) => { notice(e instanceof Refused ? e.message : 'The page could not start. Reload it.'); if (!(e instanceof Refused)) throw e; });
