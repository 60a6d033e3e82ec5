// Finds widgets through the views: by the beginning of the serial number, by name, by a free port.
import { read, rows } from './api.js';
import { $, h, portSign, replace, serial, visible } from './dom.js';
import { busy } from './notices.js';

const PAGE = 30;
const LAST = '\u{10ffff}';
const LABELS = { prefix: 'Serial number begins with', name: 'Name contains' };

let last = null;

/** Every search goes through the primary key from the last serial number of the page before. */
function parameters(search, after) {
  const filters = [['order', 'serial_number'], ['limit', String(PAGE)]];
  const { by, text, port } = search;
  if (by === 'prefix' && text !== '') {
    filters.push(['serial_number', `gte.${text}`], ['serial_number', `lt.${text}${LAST}`]);
  } else if (by === 'name') {
    filters.push(['name', `ilike.*${text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '_')}*`]);
  } else if (by === 'free') {
    filters.push(['port', `eq.${port}`], ['peer', 'is.null'], ['select', 'serial_number']);
  }
  if (after !== null) {
    filters.push(['serial_number', `gt.${after}`]);
  }
  return filters;
}

async function page(search, after) {
  if (search.by !== 'free') {
    return (await rows('widgets', parameters(search, after))).rows;
  }
  const slots = (await rows('slots', parameters(search, after))).rows;
  const names = [...new Set(slots.map((slot) => slot.serial_number))];
  const list = names.map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`).join(',');
  const found = names.length === 0 ? []
    : (await rows('widgets', [['serial_number', `in.(${list})`], ['order', 'serial_number']])).rows;
  return Object.assign(found, { isFull: slots.length === PAGE });
}

/** Callers without the right to read the views can still get a widget by its serial number. */
async function exactly(search, problem) {
  if (search.by !== 'prefix' || search.text === '' || ![401, 403].includes(problem.status)) {
    throw problem;
  }
  return [await read('get_widget', { serial_number: search.text }).catch(() => { throw problem; })];
}

function item(widget, choose) {
  return h('li', {}, h('button', { type: 'button', 'data-serial': widget.serial_number, click: () => choose(widget.serial_number) },
    serial(widget.serial_number, 40),
    h('span', { class: 'name' }, h('bdi', {}, visible(widget.name))),
    h('span', { class: 'chips', 'aria-hidden': 'true' },
      [...widget.ports].map((port, i) => portSign(port, widget.peers[i] === null)))));
}

export function mark(chosen) {
  for (const button of $('found').querySelectorAll('button')) {
    if (button.dataset.serial === chosen) {
      button.setAttribute('aria-current', 'true');
    } else {
      button.removeAttribute('aria-current');
    }
  }
}

export function startFind(choose) {
  const by = $('find-by');
  by.addEventListener('change', () => {
    $('find-text-field').hidden = by.value === 'free';
    $('find-port-field').hidden = by.value !== 'free';
    $('find-text-label').textContent = LABELS[by.value] ?? '';
  });
  const more = $('found-more');
  const show = async (search, after) => {
    const found = await page(search, after).catch((problem) => exactly(search, problem));
    const items = found.map((widget) => item(widget, choose));
    after === null ? replace($('found'), items) : $('found').append(...items);
    const all = $('found').children.length;
    const isFull = found.isFull ?? found.length === PAGE;
    more.hidden = !isFull;
    last = { search, after: found.at(-1)?.serial_number ?? null };
    $('found-count').textContent = all === 0 ? 'No widget found.'
      : `${all}${isFull ? ' or more' : ''} ${all === 1 ? 'widget' : 'widgets'}`;
    return items;
  };
  $('find').addEventListener('submit', (event) => {
    event.preventDefault();
    const search = { by: by.value, text: $('find-text').value, port: new FormData(event.target).get('find-port') };
    busy(event.target.querySelector('button'), () => show(search, null));
  });
  more.addEventListener('click', () => busy(more, async () => {
    const items = await show(last.search, last.after);
    items[0]?.firstElementChild.focus();
  }));
}
