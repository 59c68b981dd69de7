// modal.js shows a modal: labels with text inputs, menus, radio and checkbox groups, or the older rows of text inputs.
import { h, fill, fresh, icon } from './dom.js';
import { markdown } from './markdown.js';
import { menu } from './component.js';

/** Opens modal m in dialog; submit(values) gives an error to show, or nothing. */
export function openModal(dialog, m, world, submit) {
  const fields = [];
  const wrong = h('p', { class: 'modal-error', role: 'alert', hidden: true });
  const ok = h('button', { class: 'button button-primary', type: 'submit' }, 'Submit');
  const close = () => dialog.close();
  const form = h('form', {
    method: 'dialog', novalidate: true,
    onsubmit: async (e) => {
      e.preventDefault();
      if (ok.ariaBusy === 'true' || !complete(fields)) return;
      ok.ariaBusy = 'true';
      const values = Object.fromEntries(await Promise.all(fields.map(async (f) => [f.id, await f.get()])));
      const error = await submit(values).finally(() => { ok.ariaBusy = null; });
      if (!error) { close(); return; }
      fill(wrong, error);
      wrong.hidden = false;
    },
  },
  h('header', null, h('h2', { id: 'modal-title' }, m.title), h('button', { class: 'icon-button', type: 'button', 'aria-label': 'Close', onclick: close }, icon('close', 22))),
  h('p', { class: 'modal-app' }, icon('check', 14), `This form is from ${world.bot.name}. Do not enter passwords or other secrets.`),
  wrong,
  h('div', { class: 'modal-fields' }, (m.components ?? []).map((c) => row(c, world, fields))),
  h('footer', null, h('button', { class: 'button button-plain', type: 'button', onclick: close }, 'Cancel'), ok));
  fill(dialog, form);
  dialog.showModal();
  fields[0]?.focus();
}

function complete(fields) {
  let first = null;
  for (const f of fields) {
    const error = f.check();
    fill(f.error, error ?? '');
    f.box.classList.toggle('wrong', !!error);
    if (error) first ??= f;
  }
  first?.focus();
  return !first;
}

function row(c, world, fields) {
  switch (c.type) {
    case 1: return c.components.map((x) => field(x, x.label, null, world, fields));
    case 10: return h('div', { class: 'text' }, markdown(c.content, world.names));
    case 18: return field(c.component, c.label, c.description, world, fields);
    default: return field(c, c.label ?? c.custom_id, null, world, fields);
  }
}

function field(c, label, description, world, fields) {
  const id = fresh('field');
  const f = { id: c.custom_id, error: h('p', { class: 'field-error', role: 'alert' }), check: () => null, required: c.required !== false };
  const inner = (kinds[c.type] ?? unknown)(c, id, f, world);
  const group = [21, 22].includes(c.type);
  const title = c.type === 23 ? null : h(group ? 'legend' : [3, 5, 6, 7, 8].includes(c.type) ? 'span' : 'label', { class: 'field-label', id: `${id}-label`, for: group ? undefined : id },
    label, f.required ? h('span', { class: 'star', 'aria-hidden': 'true' }, ' *') : null);
  f.box = h(group ? 'fieldset' : 'div', { class: 'modal-field' }, title, description ? h('p', { class: 'muted small', id: `${id}-about` }, description) : null, inner, f.error);
  if (c.type === 23) inner.append(h('span', null, label));
  for (const event of ['input', 'change', 'mousedown']) f.box.addEventListener(event, () => { f.box.classList.remove('wrong'); fill(f.error); });
  if (f.get) fields.push(f);
  return f.box;
}

const missing = 'This field is required.';

const kinds = { 3: choose, 4: words, 5: choose, 6: choose, 7: choose, 8: choose, 19: upload, 21: radios, 22: checks, 23: tick };

function words(c, id, f) {
  const long = c.style === 2;
  const input = h(long ? 'textarea' : 'input', {
    id, class: 'text-input', type: long ? undefined : 'text', rows: long ? '5' : undefined, placeholder: c.placeholder, maxlength: c.max_length ?? 4000, value: c.value ?? '',
    autocomplete: 'off', 'aria-required': String(f.required), 'aria-describedby': `${id}-about`, data: { custom: c.custom_id },
  });
  f.get = () => input.value;
  f.focus = () => input.focus();
  f.check = () => {
    const n = [...input.value].length;
    if (!n) return f.required ? missing : null;
    return n < (c.min_length ?? 0) ? `At least ${c.min_length} characters.` : null;
  };
  return input;
}

function choose(c, id, f, world) {
  const box = menu(c, world, () => {}, `${id}-label`);
  const button = box.querySelector('button');
  button.id = id;
  f.get = () => box.chosen();
  f.focus = () => button.focus();
  f.check = () => (f.required && box.chosen().length < (c.min_values ?? 1) ? missing : null);
  return box;
}

function marks(type, c, id, f) {
  const boxes = c.options.map((o, i) => h('input', { type, name: id, id: `${id}-${i}`, value: o.value, checked: o.default }));
  f.focus = () => boxes[0].focus();
  const list = h('div', { class: 'marks' }, boxes.map((b, i) => h('label', { class: 'mark' }, b, h('span', null, c.options[i].label, c.options[i].description ? h('span', { class: 'muted small block' }, c.options[i].description) : null))));
  return { boxes, list, on: () => boxes.filter((b) => b.checked).map((b) => b.value) };
}

function radios(c, id, f) {
  const { list, on } = marks('radio', c, id, f);
  f.get = () => on()[0] ?? '';
  f.check = () => (f.required && !on().length ? missing : null);
  return list;
}

function checks(c, id, f) {
  const { list, on } = marks('checkbox', c, id, f);
  f.get = on;
  f.check = () => {
    const n = on().length;
    if (n < (c.min_values ?? (f.required ? 1 : 0))) return n || c.min_values > 1 ? `Choose at least ${c.min_values}.` : missing;
    return c.max_values && n > c.max_values ? `Choose at most ${c.max_values}.` : null;
  };
  return list;
}

function tick(c, id, f) {
  const input = h('input', { type: 'checkbox', id, checked: c.default });
  f.required = false;
  f.get = () => input.checked;
  f.focus = () => input.focus();
  return h('label', { class: 'mark', for: id }, input);
}

function upload(c, id, f) {
  const input = h('input', { type: 'file', id, class: 'text-input', multiple: (c.max_values ?? 1) > 1, 'aria-required': String(f.required) });
  f.get = () => Promise.all([...input.files].map(encoded));
  f.focus = () => input.focus();
  f.check = () => {
    const n = input.files.length;
    if (n < (f.required ? c.min_values ?? 1 : 0)) return missing;
    return n > (c.max_values ?? 1) ? `At most ${c.max_values ?? 1}.` : null;
  };
  return input;
}

/** A file as the person API takes it: its name, and its content in base64. */
function encoded(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, data: reader.result.slice(reader.result.indexOf(',') + 1) });
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

function unknown(c) {
  return h('p', { class: 'muted' }, `(component ${c.type})`);
}
