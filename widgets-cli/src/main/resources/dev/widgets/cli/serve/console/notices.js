// Messages above the page: what was done, what was refused by which rule, and what is not known.
import { $, h, visible } from './dom.js';

const MOST = 3;
const KINDS = { refused: 'Refused', failed: 'Failed', unknown: 'Outcome unknown' };

function show(notice) {
  const region = $('notices');
  region.prepend(notice);
  while (region.children.length > MOST) {
    region.lastElementChild.remove();
  }
}

function dismissal(notice) {
  return h('button', { type: 'button', class: 'small', click: () => notice.remove() }, 'Dismiss');
}

export function clear() {
  $('notices').replaceChildren();
}

export function done(text) {
  const notice = h('div', { class: 'notice done' }, h('p', { class: 'what' }, text));
  notice.append(h('div', { class: 'row' }, dismissal(notice)));
  clear();
  show(notice);
}

/** Shows a problem. For an unknown outcome of an operation, again sends it once more with the same key. */
export function problem(trouble, again = null) {
  if (KINDS[trouble.kind] === undefined) {
    throw trouble;
  }
  const notice = h('div', { class: `notice ${trouble.kind === 'failed' ? 'refused' : trouble.kind}`, 'data-kind': trouble.kind },
    h('p', { class: 'what' }, `${KINDS[trouble.kind]}: ${visible(trouble.message)}`));
  if (trouble.kind === 'unknown') {
    notice.append(h('p', { class: 'hint' }, 'The operation was done completely or not at all. Sending it again acts once.'));
  } else if (trouble.hint) {
    notice.append(h('p', { class: 'hint' }, visible(trouble.hint)));
  }
  if (trouble.rule) {
    notice.append(h('p', { class: 'rule' }, `${trouble.isRule ? 'Rule' : 'Code'} ${trouble.rule}.${trouble.kind === 'unknown' ? '' : ' Nothing was done.'}`));
  }
  const buttons = h('div', { class: 'row' });
  if (trouble.kind === 'unknown' && again !== null) {
    buttons.append(h('button', { type: 'button', class: 'small', click: () => { notice.remove(); again(); } }, 'Send again'));
  }
  if (trouble.isAboutToken) {
    buttons.append(h('button', { type: 'button', class: 'small', click: () => $('access').click() }, 'Give a token'));
  }
  buttons.append(dismissal(notice));
  notice.append(buttons);
  show(notice);
}

/** Runs a task; a problem of the service becomes a message. Returns whether it was done. */
export async function attempt(task, again = null) {
  try {
    await task();
    return true;
  } catch (trouble) {
    problem(trouble, again);
    return false;
  }
}

/** The same with a button that cannot be pressed meanwhile. */
export async function busy(button, task, again = null) {
  if (button.disabled) {
    return false;
  }
  const hadFocus = document.activeElement === button;
  button.disabled = true;
  try {
    return await attempt(task, again);
  } finally {
    button.disabled = false;
    if (hadFocus && document.activeElement === document.body) {
      button.focus();
    }
  }
}
