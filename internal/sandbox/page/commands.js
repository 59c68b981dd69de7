// commands.js knows what an application command looks like: its leaves, its options, and what a field's text means.

/** Whether the command is for such a channel: the server (0) or direct messages (1). Permissions the emulator minds. */
function fits(command, channel) {
  return !command.contexts?.length || command.contexts.includes(channel.type === 1 ? 1 : 0);
}

/** Every command that can be run, subcommands spelt out: {name: 'mod fact add', description, options}. */
function leaves(commands, prefix = '') {
  return commands.flatMap((c) => {
    const name = prefix ? `${prefix} ${c.name}` : c.name;
    const subs = (c.options ?? []).filter((o) => o.type === 1 || o.type === 2);
    return subs.length ? leaves(subs, name) : [{ name, description: c.description, options: c.options ?? [] }];
  });
}

export const ofType = (world, channel, type) => world.commands.filter((c) => (c.type ?? 1) === type && fits(c, channel));
export const slash = (world, channel) => leaves(ofType(world, channel, 1)).toSorted((a, b) => a.name.localeCompare(b.name));

/** What can be chosen for an option, or null where text is free. */
export function offers(option, world) {
  switch (option.type) {
    case 5: return [{ label: 'True', value: true }, { label: 'False', value: false }];
    case 6: return world.people.map((p) => ({ label: p.name, value: p.id, detail: p.bot ? 'App' : p.role }));
    case 7: return world.channels.filter((c) => c.type !== 1 && (!option.channel_types?.length || option.channel_types.includes(c.type))).map((c) => ({ label: `#${c.name}`, value: c.id }));
    case 8: return world.roles.map((r) => ({ label: `@${r.name}`, value: r.id }));
    case 9: return [...world.people, ...world.roles].map((p) => ({ label: `@${p.name}`, value: p.id }));
    default: return option.choices?.length ? option.choices.map((c) => ({ label: c.name, value: c.value })) : null;
  }
}

/** The value of an option's field: {value} or {error}; nothing at all when it was left empty. */
export function valueOf(option, text, picked, world) {
  if (picked !== undefined) return { value: picked };
  if (text.trim() === '') return option.required ? { error: 'This option is required.' } : {};
  const list = offers(option, world);
  if (list) {
    const found = list.find((o) => o.label.toLowerCase() === text.trim().toLowerCase());
    return found ? { value: found.value } : { error: 'Choose one of the list.' };
  }
  if (option.type === 4 || option.type === 10) return number(option, text);
  if (option.min_length && [...text].length < option.min_length) return { error: `At least ${option.min_length} characters.` };
  if (option.max_length && [...text].length > option.max_length) return { error: `At most ${option.max_length} characters.` };
  return { value: text };
}

function number(option, text) {
  const n = Number(text.replaceAll(/[,_ ]/g, ''));
  if (!Number.isFinite(n) || (option.type === 4 && !Number.isInteger(n))) return { error: option.type === 4 ? 'A whole number, please.' : 'A number, please.' };
  if (option.min_value !== undefined && option.min_value !== null && n < option.min_value) return { error: `At least ${option.min_value}.` };
  if (option.max_value !== undefined && option.max_value !== null && n > option.max_value) return { error: `At most ${option.max_value}.` };
  return { value: n };
}
