// Builds elements. Texts only ever become text nodes and attributes, never markup.

const SVG = 'http://www.w3.org/2000/svg';

export const $ = (id) => document.getElementById(id);

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null));
}

// Characters that are invisible, or that change the direction or the line of what follows.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Returns a text in which invisible characters can be seen. */
export function visible(text) {
  return text.replace(HIDDEN, (one) =>
    `⟨${one.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const WIDE = /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** Returns the characters as people count them, each with its width in cells. */
function cells(text) {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => ({
    segment, width: WIDE.test(segment) ? 2 : 1,
  }));
}

export function widthOf(text) {
  return cells(text).reduce((sum, one) => sum + one.width, 0);
}

/** Returns a text of at most so many cells: the beginning and the end of a longer one. */
export function shortened(text, most) {
  const all = cells(visible(text));
  if (all.reduce((sum, one) => sum + one.width, 0) <= most) {
    return visible(text);
  }
  const take = (list, room) => {
    const taken = [];
    for (const one of list) {
      if ((room -= one.width) < 0) {
        break;
      }
      taken.push(one.segment);
    }
    return taken;
  };
  const tail = Math.floor(most / 3);
  return take(all, most - tail - 1).join('') + '…' + take(all.slice().reverse(), tail).reverse().join('');
}

/** Returns a serial number as an element that keeps its direction to itself. */
export function serial(text, most = 0) {
  return h('bdi', { class: 'serial', title: most > 0 ? visible(text) : null },
    most > 0 ? shortened(text, most) : visible(text));
}

/** Returns the sign of a port: its letter, filled while the port is in use. */
export function portSign(type, isFree) {
  return h('span', { class: `port ${type.toLowerCase()} ${isFree ? 'free' : 'used'}` }, h('span', {}, type));
}
