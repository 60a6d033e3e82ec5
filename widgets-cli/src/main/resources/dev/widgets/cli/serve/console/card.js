// The card of the selected widget, with what can be done to it.
import { newKey, read, write } from './api.js';
import { $, h, portSign, replace, serial, visible } from './dom.js';
import { attempt, busy, done } from './notices.js';

/** Asks before something is lost. */
function confirmed(title, text, action) {
  const dialog = $('confirm');
  $('confirm-title').textContent = title;
  replace($('confirm-text'), text);
  $('confirm-yes').textContent = action;
  dialog.returnValue = '';
  dialog.showModal();
  $('confirm-no').focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}

/** Performs an operation; an unknown outcome can be sent again with its key, which acts once. */
export async function operate(button, name, args, text, after) {
  const key = newKey();
  const task = async () => {
    await write(name, args, key);
    done(text);
    await after();
  };
  const again = () => attempt(task, again);
  return busy(button, task, again);
}

export class Card {
  constructor({ readOnly, choose, changed, removed }) {
    Object.assign(this, { readOnly, choose, changed, removed });
  }

  async load(serialNumber) {
    const widget = await read('get_widget', { serial_number: serialNumber });
    this.show(widget);
    return widget;
  }

  clear() {
    $('card-title').classList.add('hidden');
    replace($('card-body'), h('p', { class: 'faint' }, 'No widget is selected.'));
  }

  show(widget) {
    const { serial_number: own, ports, peers } = widget;
    replace($('card-body'),
      h('div', { class: 'title' },
        serial(own),
        widget.name === '' ? h('p', { class: 'name' }, 'No name')
          : h('p', { class: 'name' }, h('bdi', {}, visible(widget.name)))),
      h('h3', {}, 'Ports'),
      h('ul', { class: 'slots' }, [...ports].map((port, i) => this.slot(own, port, peers[i]))),
      this.readOnly ? null : this.forms(own, ports, peers));
  }

  slot(own, port, peer) {
    const free = peer === null;
    return h('li', {},
      portSign(port, free),
      free ? h('span', { class: 'faint' }, 'free')
        : h('button', { type: 'button', class: 'link', click: () => this.choose(peer) }, serial(peer)),
      free || this.readOnly ? null : h('button', {
        type: 'button', class: 'small', 'aria-label': `Dissociate from ${visible(peer)} on port ${port}`,
        click: (event) => operate(event.currentTarget, 'remove_association',
          { serial_number: own, peer_serial_number: peer, port }, 'Association removed.', () => this.changed(own, peer)),
      }, 'Dissociate'));
  }

  forms(own, ports, peers) {
    const free = [...new Set([...ports].filter((_, i) => peers[i] === null))];
    const remove = h('div', { class: 'row' }, h('button', { type: 'button', class: 'danger', click: (event) => this.remove(event.currentTarget, own, peers) }, 'Remove widget'));
    if (free.length === 0) {
      return [remove];
    }
    const choice = h('select', { id: 'associate-port' }, free.map((port) => h('option', { value: port }, port)));
    const peer = h('input', { id: 'associate-peer', required: true, maxlength: 600, spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', dir: 'auto' });
    const button = h('button', { type: 'submit', class: 'primary' }, 'Associate');
    const form = h('form', { class: 'form', id: 'associate', submit: (event) => {
      event.preventDefault();
      operate(button, 'associate_widgets', { serial_number: own, peer_serial_number: peer.value, port: choice.value },
        'Widgets associated.', () => this.changed(own, peer.value));
    } },
    h('div', { class: 'field' }, h('label', { for: 'associate-peer' }, 'Serial number of the peer'), peer),
    h('div', { class: 'field' }, h('label', { for: 'associate-port' }, 'Port'), choice),
    h('div', {}, button));
    return [h('h3', {}, 'Associate'), form, remove];
  }

  async remove(button, own, peers) {
    const ends = peers.filter((peer) => peer !== null).length;
    const text = ['The widget ', serial(own, 60), ends === 0 ? ' will be removed.'
      : ` will be removed, and ${ends === 1 ? 'the port' : `the ${ends} ports`} at the other ${ends === 1 ? 'end' : 'ends'} will be free.`];
    if (await confirmed('Remove this widget?', text, 'Remove')) {
      await operate(button, 'remove_widget', { serial_number: own }, 'Widget removed.', () => this.removed(own));
    }
  }
}
