// Rates and latencies of the service, and the counts and sizes of the registry.
import { own, rows } from './api.js';
import { $, h, portSign, replace, svg } from './dom.js';
import { attempt } from './notices.js';

const EVERY = 2000;
const KEPT = 61;
const WINDOW = 5;

const numbers = new Intl.NumberFormat('en');
const rate = (value) => (value === 0 ? '0' : value < 10 ? value.toFixed(1) : numbers.format(Math.round(value)));
const time = (seconds) => (seconds === null ? '–' : seconds >= 1 ? `${seconds.toFixed(1)} s` : `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`);

/** Estimates a quantile from the counts of the buckets, as Prometheus does. */
export function quantile(part, bounds, counts) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return null;
  }
  let below = 0;
  for (let i = 0; i < counts.length; i++) {
    if (below + counts[i] >= part * total && counts[i] > 0) {
      const low = i === 0 ? 0 : bounds[i - 1];
      const high = bounds[i] ?? low;
      return low + (high - low) * ((part * total - below) / counts[i]);
    }
    below += counts[i];
  }
  return bounds.at(-1);
}

/** Returns what happened between two readings. */
function between(then, now) {
  const seconds = Math.max(0.001, now.uptime - then.uptime);
  const before = new Map(then.functions.map((one) => [one.function, one]));
  const functions = now.functions.map((one) => {
    const old = before.get(one.function) ?? { done: 0, refused: 0, failed: 0, buckets: one.buckets.map(() => 0) };
    const buckets = one.buckets.map((count, i) => count - old.buckets[i]);
    const all = one.done + one.refused + one.failed;
    return {
      name: one.function, all, buckets,
      rate: (all - old.done - old.refused - old.failed) / seconds,
      refused: (one.refused - old.refused) / seconds,
      failed: (one.failed - old.failed) / seconds,
    };
  });
  const buckets = now.bounds.concat(0).map((_, i) => functions.reduce((sum, one) => sum + one.buckets[i], 0));
  return { functions, buckets, rate: functions.reduce((sum, one) => sum + one.rate, 0) };
}

function chart(place, values, label) {
  const top = Math.max(...values.filter((value) => value !== null), 0);
  const scaled = values.map((value, i) => [
    ((KEPT - 1 - (values.length - 1 - i)) / (KEPT - 1)) * 300,
    95 - (top === 0 ? 0 : ((value ?? 0) / top) * 85),
  ]);
  const line = scaled.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L');
  const first = scaled[0]?.[0] ?? 300;
  replace(place, svg('svg', { viewBox: '0 0 300 100', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('path', { class: 'grid', d: 'M0 95H300M0 52.5H300M0 10H300' }),
    values.length > 1 ? svg('path', { class: 'area', d: `M${first} 95L${line}L300 95Z` }) : null,
    values.length > 1 ? svg('path', { class: 'trace', d: `M${line}` }) : null));
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** Writes a number of bytes as widgets stats does. */
function size(bytes) {
  const unit = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${UNITS[unit]}`;
}

const facts = (place, all) => replace(place, all.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

export class Activity {
  constructor() {
    this.readings = [];
    this.points = [];
    this.timer = null;
    $('count-exactly').addEventListener('click', () => this.count('exact'));
    document.addEventListener('visibilitychange', () => (document.hidden ? this.pause() : this.shown && this.start()));
  }

  open() {
    this.shown = true;
    this.start();
    return this.count('estimated');
  }

  close() {
    this.shown = false;
    this.pause();
  }

  start() {
    this.pause();
    this.poll();
    this.timer = setInterval(() => this.poll(), EVERY);
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
  }

  async poll() {
    try {
      this.take(await own('metrics.json'));
    } catch (trouble) {
      $('activity-note').textContent = trouble.status === 401 || trouble.status === 403
        ? 'The rates are shown to callers with a token.'
        : `No figures: ${trouble.message}`;
    }
  }

  take(reading) {
    const last = this.readings.at(-1);
    if (last !== undefined && reading.uptime < last.uptime) {
      // the service was restarted
      this.readings = [];
      this.points = [];
    }
    this.readings.push(reading);
    if (this.readings.length > 1) {
      const now = between(this.readings.at(-2), reading);
      this.points.push({ rate: now.rate, late: quantile(0.99, reading.bounds, now.buckets) });
    }
    this.readings = this.readings.slice(-WINDOW - 1);
    this.points = this.points.slice(-KEPT);
    this.show(between(this.readings[0], reading), reading);
  }

  show(now, reading) {
    const all = quantile(0.99, reading.bounds, now.buckets);
    const many = (count, noun) => `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;
    $('activity-note').textContent = `${many(reading.active, 'request')} in progress, `
      + `${many(reading.queued, 'operation')} queued for the database, ${many(reading.connections, 'connection')}.`;
    $('rate-now').textContent = rate(now.rate);
    $('late-now').textContent = time(all);
    chart($('rate-chart'), this.points.map((one) => one.rate), `Requests per second in the last two minutes; now ${rate(now.rate)}`);
    chart($('late-chart'), this.points.map((one) => one.late), `99th percentile in the last two minutes; now ${time(all)}`);
    const known = now.functions.filter((one) => one.all > 0).sort((a, b) => b.rate - a.rate || b.all - a.all);
    replace($('figures'), known.map((one) => h('tr', {},
      h('th', { scope: 'row' }, one.name === 'none' ? 'views and others' : one.name),
      h('td', {}, rate(one.rate)),
      h('td', {}, time(quantile(0.5, reading.bounds, one.buckets))),
      h('td', {}, time(quantile(0.99, reading.bounds, one.buckets))),
      h('td', {}, rate(one.refused)),
      h('td', {}, rate(one.failed)),
      h('td', {}, numbers.format(one.all)))));
  }

  /** Counts widgets and ports: an estimate of the planner beyond the first thousand, or exactly. */
  async count(how) {
    const button = $('count-exactly');
    button.disabled = true;
    $('stats-note').textContent = 'Counting …';
    const total = async (path, filters) => (await rows(path, [...filters, ['select', 'serial_number'], ['limit', '1']],
      { Prefer: `count=${how}` })).total;
    const done = await attempt(async () => {
      const widgets = await total('widgets', []);
      const types = [];
      for (const type of ['P', 'Q', 'R']) {
        const used = await total('slots', [['port', `eq.${type}`], ['peer', 'not.is.null']]);
        const free = await total('slots', [['port', `eq.${type}`], ['peer', 'is.null']]);
        types.push({ type, used, free });
      }
      this.showCounts(widgets, types);
      const { table, index } = await own('sizes.json');
      facts($('sizes'), [['Table on disk', size(table)], ['Index on disk', size(index)], ['Total on disk', size(table + index)]]);
    });
    $('stats-note').textContent = !done ? 'The registry was not counted.'
      : how === 'exact' ? 'Counted exactly.' : 'Counted up to the maximum of rows, beyond it estimated from the statistics of the database.';
    button.disabled = false;
  }

  showCounts(widgets, types) {
    const used = types.reduce((sum, one) => sum + one.used, 0);
    const free = types.reduce((sum, one) => sum + one.free, 0);
    const totals = [['Widgets', widgets], ['Associations', Math.round(used / 2)], ['Ports', used + free], ['Free ports', free]];
    facts($('totals'), totals.map(([name, value]) => [name, numbers.format(value)]));
    replace($('types'), types.map((one) => h('tr', {},
      h('th', { scope: 'row' }, portSign(one.type, false)),
      h('td', {}, numbers.format(one.used)),
      h('td', {}, numbers.format(one.free)),
      h('td', {}, one.used + one.free === 0 ? '–' : `${Math.round((one.used / (one.used + one.free)) * 100)} %`))));
  }
}
