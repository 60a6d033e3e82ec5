// Finds places for new widgets of a drawing. Widgets that have a place keep it, so that a drawing can grow under the
// eyes of its reader. A widget has at most three peers, so a place near the peer that it was reached from is always
// found: of the free places, the one is taken whose edges cross the fewest others.

const DISTANCES = [125, 165, 215, 275, 345, 430, 530];
const TURNS = Array.from({ length: 25 }, (_, i) => (i % 2 === 0 ? 1 : -1) * Math.ceil(i / 2) * (Math.PI / 12));
const MARGIN = 16;

/** The height of a widget in the drawing. */
export const HEIGHT = 50;

/** Gives places to all nodes without one. nodes: Map of serial number to {x, y, width, peers}. */
export function place(nodes, newcomers) {
  const placed = [...nodes.values()].filter((node) => node.x !== undefined);
  const waiting = new Set(newcomers);
  while (waiting.size > 0) {
    let next = [...waiting].find((node) => node.from !== undefined && nodes.get(node.from)?.x !== undefined);
    next ??= [...waiting][0];
    waiting.delete(next);
    put(next, nodes, placed);
    placed.push(next);
  }
}

function put(node, nodes, placed) {
  const origin = node.from === undefined ? undefined : nodes.get(node.from);
  if (origin?.x === undefined) {
    return alone(node, placed);
  }
  const heading = outward(origin, nodes, placed);
  const edges = edgesOf(nodes);
  const anchors = node.peers.map((peer) => nodes.get(peer)).filter((peer) => peer?.x !== undefined);
  let best = null;
  for (const distance of DISTANCES) {
    for (const turn of TURNS) {
      const angle = heading + turn;
      const spot = {
        x: origin.x + Math.cos(angle) * ((origin.width + node.width) / 2 + distance * 0.6),
        y: origin.y + Math.sin(angle) * distance * 0.9,
        width: node.width,
      };
      if (placed.some((other) => overlaps(spot, other))) {
        continue;
      }
      const cost = costOf(spot, anchors, edges, placed) + Math.abs(turn) * 14 + distance * 0.35;
      if (best === null || cost < best.cost) {
        best = { ...spot, cost };
      }
    }
    if (best !== null && best.cost < 150) {
      break;
    }
  }
  if (best === null) {
    return alone(node, placed);
  }
  node.x = best.x;
  node.y = best.y;
}

/** Places nodes in their order, in lines that run to and fro, so that the next one is always beside the last. */
export function placeInLines(nodes, aspect) {
  const column = Math.max(...nodes.map((node) => node.width)) + 70;
  const row = HEIGHT + 66;
  const columns = Math.max(2, Math.round(Math.sqrt((nodes.length * aspect * row) / column)));
  nodes.forEach((node, i) => {
    const line = Math.floor(i / columns);
    const place = i % columns;
    node.x = (line % 2 === 0 ? place : columns - 1 - place) * column;
    node.y = line * row;
  });
}

/** Returns the part of the way from one node to another at which the line leaves the box of the first. */
export function exit(from, to) {
  const across = Math.abs(to.x - from.x) / (from.width / 2);
  const down = Math.abs(to.y - from.y) / (HEIGHT / 2);
  return 1 / Math.max(across, down, 2);
}

/** A widget that is connected with nothing drawn goes to the right of everything. */
function alone(node, placed) {
  const right = Math.max(...placed.map((other) => other.x + other.width / 2), -Infinity);
  node.x = placed.length === 0 ? 0 : right + node.width / 2 + 80;
  node.y = 0;
}

/** Returns the direction away from the peers that are placed, or from all of them. */
function outward(origin, nodes, placed) {
  const peers = origin.peers.map((peer) => nodes.get(peer)).filter((peer) => peer?.x !== undefined && peer !== origin);
  const others = peers.length > 0 ? peers : placed.filter((other) => other !== origin);
  if (others.length === 0) {
    return 0;
  }
  let x = 0;
  let y = 0;
  for (const other of others) {
    const length = Math.hypot(origin.x - other.x, origin.y - other.y) || 1;
    x += (origin.x - other.x) / length;
    y += (origin.y - other.y) / length;
  }
  if (Math.hypot(x, y) > 0.2) {
    return Math.atan2(y, x);
  }
  // two peers on opposite sides: a right angle to them
  return Math.atan2(origin.y - others[0].y, origin.x - others[0].x) + Math.PI / 2;
}

function edgesOf(nodes) {
  const edges = [];
  for (const [name, node] of nodes) {
    for (const peer of node.peers) {
      const other = nodes.get(peer);
      if (node.x !== undefined && other?.x !== undefined && name < peer) {
        edges.push([node, other]);
      }
    }
  }
  return edges;
}

function costOf(spot, anchors, edges, placed) {
  let cost = 0;
  for (const anchor of anchors) {
    for (const [a, b] of edges) {
      cost += a !== anchor && b !== anchor && cross(spot, anchor, a, b) ? 160 : 0;
    }
    for (const other of placed) {
      cost += other !== anchor && hits(spot, anchor, other) ? 220 : 0;
    }
    cost += Math.max(0, Math.hypot(spot.x - anchor.x, spot.y - anchor.y) - 260) * 0.2;
  }
  for (const [a, b] of edges) {
    cost += hits(a, b, spot) ? 240 : 0;
  }
  return cost;
}

function overlaps(a, b) {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 + MARGIN && Math.abs(a.y - b.y) < HEIGHT + MARGIN;
}

function side(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

function cross(a, b, c, d) {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Returns whether the line between two nodes goes through the box of another. */
function hits(a, b, box) {
  const w = box.width / 2 + 6;
  const t = HEIGHT / 2 + 6;
  const corners = [[-w, -t], [w, -t], [w, t], [-w, t]].map(([x, y]) => ({ x: box.x + x, y: box.y + y }));
  return corners.some((corner, i) => cross(a, b, corner, corners[(i + 1) % 4]));
}
