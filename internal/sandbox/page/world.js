// world.js is what the page knows of the server, as one person sees it.

export class World {
  constructor(state) { this.set(state); }

  /** state: guild, me, bot, people, channels, commands, roles; the emulator always gives all of them. */
  set(state) { Object.assign(this, state, { bot: { ...state.bot, bot: true } }); }

  person(id) { return this.people.find((p) => p.id === id); }

  channel(id) { return this.channels.find((c) => c.id === id); }

  title(channel) { return channel.type === 1 ? this.bot.name : channel.name; }

  /** How mentions in a text read. */
  get names() {
    return {
      user: (id) => this.person(id)?.name,
      role: (id) => this.roles.find((r) => r.id === id)?.name,
      channel: (id) => this.channel(id)?.name,
      command: this.onCommand,
    };
  }
}

/** Channels in the order of the list: text channels, each with its threads below it; then direct messages. */
export function sections(world) {
  const threads = (id) => world.channels.filter((c) => isThread(c) && c.parent_id === id);
  const text = world.channels.filter((c) => c.type !== 1 && !isThread(c)).flatMap((c) => [c, ...threads(c.id)]);
  return [['Channels', text], ['Direct messages', world.channels.filter((c) => c.type === 1)]];
}

export const isThread = (c) => [10, 11, 12].includes(c.type);
