// Puts the parts of the console together.
import { bearer, own, read, useToken } from './api.js';
import { Activity } from './activity.js';
import { Card, operate } from './card.js';
import { $, h, portSign, replace, serial } from './dom.js';
import { Drawing } from './drawing.js';
import { mark, startFind } from './find.js';
import { attempt, busy, clear } from './notices.js';

const HOPS = 2;
const MOST = 60;

let card;
let drawing;
let activity;

/** Draws a widget with its surroundings, grows the drawing there, and shows its card. */
async function choose(chosen, { remember = true } = {}) {
  await attempt(async () => {
    const isDrawn = drawing.nodes.has(chosen);
    const around = await read('get_neighbourhood', { serial_number: chosen, hops: isDrawn ? 1 : HOPS, most: MOST });
    if (!isDrawn && !around.some((one) => one.peers.some((peer) => drawing.nodes.has(peer)))) {
      drawing.clear();
    }
    drawing.add(around, isDrawn ? chosen : null);
    drawing.select(chosen);
    card.show(around[0]);
    mark(chosen);
    if (remember && location.hash !== hash(chosen)) {
      history.pushState(null, '', hash(chosen));
    }
  });
}

const hash = (chosen) => `#widget=${encodeURIComponent(chosen)}`;

function fromHash() {
  const match = /^#widget=(.+)$/.exec(location.hash);
  if (match !== null) {
    choose(decodeURIComponent(match[1]), { remember: false });
  }
}

/** After a change, what is drawn is read again; a new peer is drawn as well. */
async function changed(own, peer) {
  const [widget, other] = await Promise.all([own, peer].map((one) => read('get_widget', { serial_number: one })));
  const isSeen = drawing.nodes.has(peer) || widget.peers.includes(peer);
  drawing.add(isSeen ? [widget, other] : [widget], own);
  drawing.select(own);
  card.show(widget);
}

async function removed(gone) {
  drawing.remove(gone);
  card.clear();
  history.replaceState(null, '', location.pathname);
  for (const button of $('found').querySelectorAll('button')) {
    if (button.dataset.serial === gone) {
      button.parentElement.remove();
    }
  }
  $('card').focus();
}

async function path() {
  const from = $('path-from').value;
  const to = $('path-to').value;
  replace($('path-steps'));
  $('path-result').textContent = 'Searching …';
  const found = await read('get_path', { serial_number: from, peer_serial_number: to })
    .catch((problem) => { $('path-result').textContent = ''; throw problem; });
  if (found.connected !== true) {
    $('path-result').textContent = found.connected === false ? 'There is no path.'
      : `No path was found within ${found.visited} widgets; there may be a longer one.`;
    return;
  }
  const steps = found.serial_numbers;
  $('path-result').textContent = `${steps.length - 1} ${steps.length === 2 ? 'hop' : 'hops'}`;
  replace($('path-steps'), steps.flatMap((one, i) => [
    h('li', {}, h('button', { type: 'button', click: () => choose(one) }, serial(one, 34)),
      i < found.ports.length ? h('span', { class: 'hop' }, portSign(found.ports[i], false), `through ${found.ports[i]} ports`) : null),
  ]));
  const widgets = await Promise.all(steps.slice(0, MOST).map((one) => read('get_widget', { serial_number: one })));
  drawing.walk(widgets, steps, found.ports);
}

function page(name) {
  for (const button of document.querySelectorAll('[data-page]')) {
    button.dataset.page === name ? button.setAttribute('aria-current', 'page') : button.removeAttribute('aria-current');
  }
  for (const view of document.querySelectorAll('[data-view]')) {
    view.hidden = view.dataset.view !== name;
  }
  name === 'activity' ? activity.open() : activity.close();
}

function tab(name) {
  for (const button of document.querySelectorAll('[data-tab]')) {
    button.setAttribute('aria-pressed', String(button.dataset.tab === name));
  }
  for (const panel of document.querySelectorAll('[data-panel]')) {
    panel.hidden = panel.dataset.panel !== name;
  }
}

function startAccess() {
  const dialog = $('token-dialog');
  const use = (token) => {
    useToken(token);
    $('token').value = '';
    $('who').textContent = bearer() === null ? 'No token' : `Role ${bearer().role}`;
    clear();
    dialog.close();
    activity.shown && activity.open();
  };
  $('access').addEventListener('click', () => dialog.showModal());
  $('token-form').addEventListener('submit', (event) => {
    event.preventDefault();
    use($('token').value);
  });
  $('token-forget').addEventListener('click', () => use(''));
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
}

function startAdd() {
  $('add').addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    const added = $('add-serial').value;
    const args = { serial_number: added, name: $('add-name').value, ports: [...$('add-ports').value.toUpperCase()] };
    operate(form.querySelector('button'), 'add_widget', args, 'Widget added.', async () => {
      form.reset();
      await choose(added);
    });
  });
}

async function start() {
  const settings = await own('settings.json');
  $('mode').hidden = !settings.read_only;
  for (const element of document.querySelectorAll('[data-writes]')) {
    element.hidden = settings.read_only;
  }
  activity = new Activity();
  drawing = new Drawing($('canvas'), choose);
  card = new Card({ readOnly: settings.read_only, choose, changed, removed });
  startFind((chosen) => {
    choose(chosen);
    // on a narrow screen the drawing is below the list
    $('canvas').scrollIntoView({ block: 'nearest' });
  });
  startAdd();
  startAccess();
  $('path').addEventListener('submit', (event) => {
    event.preventDefault();
    busy(event.target.querySelector('button'), path);
  });
  $('zoom-in').addEventListener('click', () => drawing.view.zoom(1.25));
  $('zoom-out').addEventListener('click', () => drawing.view.zoom(0.8));
  $('fit').addEventListener('click', () => drawing.fit());
  $('clear').addEventListener('click', () => drawing.clear());
  document.querySelectorAll('[data-page]').forEach((button) => button.addEventListener('click', () => page(button.dataset.page)));
  document.querySelectorAll('[data-tab]').forEach((button) => button.addEventListener('click', () => tab(button.dataset.tab)));
  window.addEventListener('popstate', fromHash);
  fromHash();
  document.documentElement.dataset.ready = 'true';
}

attempt(start);
