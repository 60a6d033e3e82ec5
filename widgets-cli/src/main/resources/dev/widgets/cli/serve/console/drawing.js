// The drawing of widgets and their associations.
import { $, shortened, svg, visible, widthOf } from './dom.js';
import { exit, HEIGHT, place, placeInLines } from './layout.js';
import { View } from './view.js';

const LABEL = 18;
const CELL = 7.9;

export class Drawing {
  constructor(canvas, choose) {
    this.canvas = canvas;
    this.choose = choose;
    this.nodes = new Map();
    this.walked = [];
    this.chosen = null;
    this.edges = svg('g');
    this.boxes = svg('g');
    this.root = svg('svg', { role: 'group', 'aria-label': 'Drawing of widgets and their associations' }, this.edges, this.boxes);
    canvas.append(this.root);
    this.view = new View(canvas, this.root);
    this.listen();
  }

  /** Adds widgets, which keep their places from then on, and updates those that are there. */
  add(widgets, origin = null) {
    const first = this.nodes.size === 0;
    const newcomers = this.take(widgets);
    const hops = new Map(widgets.map((one) => [one.serial_number, one.hop ?? 0]));
    for (const node of newcomers) {
      const near = node.peers.filter((peer) => this.nodes.has(peer));
      near.sort((a, b) => (hops.get(a) ?? -1) - (hops.get(b) ?? -1));
      node.from = near[0];
    }
    place(this.nodes, newcomers);
    this.draw();
    if (first) {
      this.view.begin(this.bounds(newcomers), this.nodes.get(widgets[0].serial_number));
    } else if (newcomers.length > 0) {
      this.view.reveal(this.bounds(origin === null ? newcomers : [this.nodes.get(origin), ...newcomers]));
    }
  }

  /** Takes what is known of widgets, and returns the nodes of the new ones. */
  take(widgets) {
    const newcomers = [];
    for (const widget of widgets) {
      let node = this.nodes.get(widget.serial_number);
      if (node === undefined) {
        const label = shortened(widget.serial_number, LABEL);
        node = { label, width: Math.max(72, widthOf(label) * CELL + 26) };
        this.nodes.set(widget.serial_number, node);
        newcomers.push(node);
      }
      Object.assign(node, { serial: widget.serial_number, name: widget.name, ports: widget.ports, slots: widget.peers,
        peers: widget.peers.filter((peer) => peer !== null) });
    }
    return newcomers;
  }

  remove(serial) {
    this.nodes.delete(serial);
    this.walked = [];
    for (const node of this.nodes.values()) {
      node.slots = node.slots.map((peer) => (peer === serial ? null : peer));
      node.peers = node.peers.filter((peer) => peer !== serial);
    }
    this.draw();
  }

  clear() {
    this.nodes.clear();
    this.walked = [];
    this.draw();
  }

  select(serial) {
    this.chosen = serial;
    this.draw();
  }

  /** Draws a path instead of what was drawn, and marks it. */
  walk(widgets, serials, ports) {
    this.clear();
    placeInLines(this.take(widgets), this.canvas.clientWidth / this.canvas.clientHeight);
    this.walked = serials.slice(1).map((serial, i) => ({ a: serials[i], b: serial, port: ports[i] }));
    this.draw();
    this.fit();
  }

  draw() {
    $('empty').hidden = this.nodes.size > 0;
    const focused = this.boxes.contains(document.activeElement) ? document.activeElement.dataset.serial : null;
    this.edges.replaceChildren(...this.drawnEdges());
    this.boxes.replaceChildren(...[...this.nodes.values()].map((node) => this.drawnNode(node)));
    if (focused !== null) {
      this.element(focused)?.focus({ preventScroll: true });
    }
  }

  element(serial) {
    return [...this.boxes.querySelectorAll('.hit')].find((one) => one.dataset.serial === serial);
  }

  drawnEdges() {
    const drawn = [];
    for (const node of this.nodes.values()) {
      const count = new Map();
      node.slots.forEach((peer, i) => {
        const other = peer === null ? undefined : this.nodes.get(peer);
        if (other === undefined || node.serial > peer) {
          return;
        }
        const index = count.get(peer) ?? 0;
        count.set(peer, index + 1);
        const all = node.peers.filter((one) => one === peer).length;
        drawn.push(...this.drawnEdge(node, other, node.ports[i], index - (all - 1) / 2));
      });
    }
    return drawn;
  }

  drawnEdge(a, b, port, bow) {
    const type = port.toLowerCase();
    const walked = this.walked.some((step) => step.port === port
      && ((step.a === a.serial && step.b === b.serial) || (step.a === b.serial && step.b === a.serial)));
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const nx = -(b.y - a.y) / length;
    const ny = (b.x - a.x) / length;
    const shift = bow * 46;
    const cx = (a.x + b.x) / 2 + nx * shift;
    const cy = (a.y + b.y) / 2 + ny * shift;
    // the letter is in the middle of what is seen of the curve, which leaves the chord by half of its bow
    const middle = (exit(a, b) + 1 - exit(b, a)) / 2;
    const mx = a.x + (b.x - a.x) * middle + (nx * shift) / 2;
    const my = a.y + (b.y - a.y) * middle + (ny * shift) / 2;
    return [
      svg('path', { class: `edge ${type}${walked ? ' walked' : ''}`, d: `M${a.x} ${a.y}Q${cx} ${cy} ${b.x} ${b.y}` }),
      svg('g', { class: `letter ${type}`, transform: `translate(${mx} ${my})`, 'aria-hidden': 'true' },
        svg('circle', { r: 8.5 }), svg('text', {}, port)),
    ];
  }

  drawnNode(node) {
    const w = node.width;
    const more = node.peers.some((peer) => !this.nodes.has(peer));
    const walked = this.walked.some((step) => step.a === node.serial || step.b === node.serial);
    const chosen = node.serial === this.chosen;
    const begin = -((node.ports.length - 1) * 20) / 2;
    return svg('g', {
      class: `node${chosen ? ' chosen' : ''}${walked ? ' walked' : ''}`,
      transform: `translate(${node.x} ${node.y})`,
      'data-serial': node.serial,
    },
    svg('title', {}, visible(node.serial) + (node.name === '' ? '' : `\n${visible(node.name)}`)),
    svg('g', { 'aria-hidden': 'true' },
      svg('rect', { class: 'box', x: -w / 2, y: -HEIGHT / 2, width: w, height: HEIGHT, rx: 10 }),
      svg('text', { class: 'label', y: -10 }, node.label),
      [...node.ports].map((port, i) => svg('g', {
        class: `slot ${port.toLowerCase()} ${node.slots[i] === null ? 'free' : 'used'}`,
        transform: `translate(${begin + i * 20} 11)`,
      }, svg('circle', { r: 7.5 }), svg('text', {}, port))),
      more ? svg('g', { class: 'more', transform: `translate(${w / 2 - 2} ${-HEIGHT / 2 + 2})` },
        svg('circle', { r: 9 }), svg('text', {}, '+')) : null),
    // the button has no text of its own, so that its name says more than the letters in the box
    svg('rect', {
      class: 'hit', x: -w / 2 - 4, y: -HEIGHT / 2 - 4, width: w + 8, height: HEIGHT + 8, rx: 13,
      role: 'button',
      tabindex: this.tabStop() === node.serial ? 0 : -1,
      'data-serial': node.serial,
      'aria-pressed': String(chosen),
      'aria-label': this.spoken(node, more),
    }));
  }

  spoken(node, more) {
    const ports = [...node.ports].map((port, i) =>
      `${port} ${node.slots[i] === null ? 'free' : `to ${visible(node.slots[i])}`}`);
    return `${visible(node.serial)}, ports ${ports.join(', ')}${more ? ', more peers to draw' : ''}`;
  }

  tabStop() {
    return this.nodes.has(this.chosen) ? this.chosen : this.nodes.keys().next().value;
  }

  fit() {
    if (this.nodes.size > 0) {
      this.view.fit(this.bounds([...this.nodes.values()]));
    }
  }

  bounds(nodes) {
    return {
      left: Math.min(...nodes.map((node) => node.x - node.width / 2)),
      right: Math.max(...nodes.map((node) => node.x + node.width / 2)),
      top: Math.min(...nodes.map((node) => node.y - HEIGHT / 2)),
      bottom: Math.max(...nodes.map((node) => node.y + HEIGHT / 2)),
    };
  }

  listen() {
    this.root.addEventListener('pointerup', (event) => {
      const node = event.target.closest('.node');
      if (node !== null && !this.view.isMoving) {
        this.choose(node.dataset.serial);
      }
    });
    this.root.addEventListener('keydown', (event) => this.key(event));
    this.view.listen();
  }

  key(event) {
    const serial = event.target.dataset?.serial;
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === '+' || event.key === '-') {
      this.view.zoom(event.key === '+' ? 1.25 : 0.8);
    } else if (serial !== undefined && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      this.choose(serial);
    } else if (serial !== undefined && steps[event.key] !== undefined) {
      event.preventDefault();
      this.focusNext(this.nodes.get(serial), ...steps[event.key]);
    }
  }

  /** Moves the focus to the nearest widget in a direction. */
  focusNext(from, dx, dy) {
    let best = null;
    for (const node of this.nodes.values()) {
      const along = (node.x - from.x) * dx + (node.y - from.y) * dy;
      const across = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (node !== from && along > 1) {
        const far = along + across * 2;
        best = best === null || far < best.far ? { node, far } : best;
      }
    }
    if (best !== null) {
      this.element(best.node.serial).focus({ preventScroll: true });
      this.view.reveal(this.bounds([best.node]));
    }
  }
}
