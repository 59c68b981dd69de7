// api.js speaks the person API of the emulator, and nothing else.

/** What the emulator refused, in its own words. */
export class Refused extends Error {
  constructor(status, message) { super(message); this.status = status; }
}

async function read(response) {
  const text = await response.text();
  let body = {};
  try { body = text ? JSON.parse(text) : {}; } catch { body = { error: text.trim() }; }
  if (!response.ok) throw new Refused(response.status, body.error ?? `The emulator answered ${response.status}.`);
  return body;
}

async function call(path, options) {
  let response;
  try { response = await fetch(path, options); } catch { throw new Refused(0, 'The sandbox is not running any more.'); }
  return read(response);
}

export const config = () => call('/page/config.json');

/** The API of one person. */
export class Person {
  constructor(id) { this.id = id; }

  get(what) { return call(`/act/${this.id}/${what}`); }

  post(verb, body) {
    return call(`/act/${this.id}/${verb}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  state() { return this.get('state'); }

  messages(channel) { return this.get(`channels/${channel}/messages`); }

  /** Calls on(type, data) for everything that happens; up() whenever the stream (re)opens, down(ended) when it breaks:
   * the browser tries again by itself unless the stream has ended. */
  follow(on, up, down) {
    const source = new EventSource(`/act/${this.id}/events`);
    source.onopen = up;
    source.onerror = () => down(source.readyState === EventSource.CLOSED);
    source.onmessage = (e) => { const { type, data } = JSON.parse(e.data); on(type, data); };
    return () => source.close();
  }
}

/** Ids are numbers of up to 20 digits: longer is later. */
export function compareIds(a, b) {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
