// The console in a browser: every flow, each reported as a line. Arguments: the URL of a service, the URL of a second
// one that is stopped when this program asks for it, a token of widgets_app that expires soon, a token that does not.
import http from 'node:http';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { chromium } from 'playwright-core';

const [url, second, expiring, token] = process.argv.slice(2);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCRIPT = '<script>document.title = "broken"</script>"\'&amp;';
const EMOJI = '🦀'.repeat(255);
const ARABIC = 'مضخة-١٢٣';
const TRICK = 'W\u202e1\n2';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let complaints = [];

/** Opens the console in a browser of its own. */
async function open({ base = url, give = token, path = '', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(8000);
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(String(error.stack)));
  page.on('dialog', (dialog) => { complaints.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', (message) => {
    // a refused request is logged by the browser itself
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  await page.goto(`${base}/console/${path}`);
  await page.waitForSelector('html[data-ready]');
  if (give !== null) {
    await access(page, give);
  }
  return page;
}

async function access(page, give) {
  await page.click('#access');
  await page.fill('#token', give);
  await page.click('#token-form .primary');
}

const call = (name, args) => fetch(`${url}/rpc/${name}`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(args),
}).then((answer) => answer.json());
const add = (serial, ports = 'PQR', name = '') => call('add_widget', { serial_number: serial, name, ports: [...ports] });
const associate = (a, b, port) => call('associate_widgets', { serial_number: a, peer_serial_number: b, port });
const node = (page, serial) => page.locator(`.node[data-serial=${JSON.stringify(serial)}]`);
const notice = (page, kind) => page.waitForSelector(`.notice[data-kind=${kind}]`).then((one) => one.innerText());
const chosen = (page, serial) => page.waitForSelector(`.node.chosen[data-serial=${JSON.stringify(serial)}]`, { state: 'attached' });
const title = (page) => page.innerText('#card .title .serial');

async function find(page, by, text) {
  await page.selectOption('#find-by', by);
  by === 'free' ? await page.check(`#find-port-field input[value=${text}]`) : await page.fill('#find-text', text);
  const answered = page.waitForResponse((response) => response.url().includes('/widgets?'));
  await page.click('#find .primary');
  await answered;
  await page.waitForSelector('#find .primary:enabled');
  return page.$$eval('#found button', (all) => all.map((one) => one.dataset.serial));
}

const at = (page, serial) => node(page, serial).getAttribute('transform');

const flows = {
  async widgets_are_found_by_prefix_name_and_free_port() {
    const page = await open();
    assert.deepEqual(await find(page, 'prefix', 'F-1'), ['F-1', 'F-10', 'F-11', 'F-1🦀']);
    assert.deepEqual(await find(page, 'prefix', 'F-%'), ['F-%_*']);
    assert.deepEqual(await find(page, 'name', 'UMP%'), ['F-2']);
    assert.deepEqual(await find(page, 'prefix', 'none'), []);
    assert.equal(await page.innerText('#found-count'), 'No widget found.');
    const free = await find(page, 'free', 'R');
    assert.ok(free.includes('F-2') && !free.includes('F-1'), free.join());
    assert.equal((await find(page, 'prefix', 'M-')).length, 30);
    await page.click('#found-more');
    await page.waitForFunction(() => document.querySelectorAll('#found li').length === 33);
    assert.equal(await page.isVisible('#found-more'), false);
    return page;
  },

  async a_caller_without_views_finds_a_widget_by_its_serial_number() {
    const page = await open({ give: null });
    await page.fill('#find-text', 'F-1');
    await page.click('#find .primary');
    await page.waitForSelector('#found button');
    await page.fill('#find-text', 'F-');
    await page.click('#find .primary');
    assert.match(await notice(page, 'refused'), /permission denied for view widgets/);
    return page;
  },

  async a_drawing_grows_and_nothing_in_it_loses_its_place() {
    const page = await open({ path: '#widget=N-1' });
    await chosen(page, 'N-1');
    assert.equal(await page.locator('.node').count(), 3);
    const before = [await at(page, 'N-1'), await at(page, 'N-2'), await at(page, 'N-3')];
    await node(page, 'N-3').click();
    await chosen(page, 'N-3');
    await node(page, 'N-4').waitFor();
    assert.deepEqual([await at(page, 'N-1'), await at(page, 'N-2'), await at(page, 'N-3')], before);
    assert.equal(await title(page), 'N-3');
    await node(page, 'N-4').click();
    await chosen(page, 'N-4');
    await node(page, 'N-5').waitFor();
    await page.goBack();
    await chosen(page, 'N-3');
    assert.equal(await page.locator('#canvas .edge.p').count(), await page.locator('.letter.p').count());
    return page;
  },

  async widgets_of_a_drawing_do_not_overlap_however_it_grows() {
    const page = await open({ give: null });
    const { overlaps, moved } = await page.evaluate(async () => {
      const { HEIGHT, place } = await import('./layout.js');
      const nodes = new Map();
      let moves = 0;
      const link = (a, b) => { nodes.get(a).peers.push(b); nodes.get(b).peers.push(a); };
      for (let i = 0; i < 90; i++) {
        const before = [...nodes.values()].map((node) => [node, node.x, node.y]);
        const node = { width: 72 + (i % 7) * 20, peers: [] };
        nodes.set(i, node);
        if (i > 0) {
          node.from = Math.floor((i - 1) / 2);
          link(i, node.from);
        }
        if (i > 10 && i % 5 === 0) {
          link(i, i - 7);
        }
        place(nodes, [node]);
        moves += before.filter(([one, x, y]) => one.x !== x || one.y !== y).length;
      }
      const all = [...nodes.values()];
      return {
        moved: moves,
        overlaps: all.flatMap((a, i) => all.slice(i + 1).filter((b) =>
          Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < HEIGHT)).length,
      };
    });
    assert.deepEqual({ overlaps, moved }, { overlaps: 0, moved: 0 });
    return page;
  },

  async a_path_is_drawn_and_listed() {
    const page = await open();
    await page.click('[data-tab=path]');
    await page.fill('#path-from', 'N-1');
    await page.fill('#path-to', 'N-6');
    await page.click('#path .primary');
    await page.waitForSelector('.node.walked');
    assert.deepEqual(await page.$$eval('#path-steps button', (all) => all.map((one) => one.innerText)),
      ['N-1', 'N-2', 'N-3', 'N-4', 'N-5', 'N-6']);
    assert.equal(await page.locator('.edge.walked').count(), 5);
    await page.fill('#path-to', 'F-1');
    await page.click('#path .primary');
    await page.waitForFunction(() => document.getElementById('path-result').textContent === 'There is no path.');
    await page.fill('#path-to', 'nowhere');
    await page.click('#path .primary');
    assert.match(await notice(page, 'refused'), /No widget has the serial number "nowhere"[\s\S]*widget_exists/);
    return page;
  },

  async a_widget_is_added_associated_dissociated_and_removed() {
    const page = await open();
    await page.click('[data-tab=add]');
    await page.fill('#add-serial', 'A-1');
    await page.fill('#add-name', 'Pumpe & "Co"');
    await page.fill('#add-ports', 'rpp');
    await page.click('#add .primary');
    await chosen(page, 'A-1');
    assert.match(await page.innerText('#card'), /Pumpe & "Co"/);
    await page.fill('#associate-peer', 'A-2');
    await page.selectOption('#associate-port', 'R');
    await page.click('#associate .primary');
    await node(page, 'A-2').waitFor();
    assert.deepEqual((await call('get_widget', { serial_number: 'A-2' })).peers, ['A-1']);
    await page.click('[aria-label="Dissociate from A-2 on port R"]');
    await page.waitForSelector('.slots li:nth-child(3) .faint');
    assert.deepEqual((await call('get_widget', { serial_number: 'A-2' })).peers, [null]);
    await page.click('#card .danger');
    await page.click('#confirm-no');
    assert.equal((await call('get_widget', { serial_number: 'A-1' })).ports, 'PPR');
    await page.click('#card .danger');
    await page.click('#confirm-yes');
    await node(page, 'A-1').waitFor({ state: 'detached' });
    assert.equal((await call('get_widget', { serial_number: 'A-1' })).code, 'PT404');
    return page;
  },

  async a_refusal_is_shown_with_its_rule_and_hint() {
    const page = await open({ path: '#widget=A-2' });
    await chosen(page, 'A-2');
    await page.fill('#associate-peer', 'F-1');
    await page.click('#associate .primary');
    const text = await notice(page, 'refused');
    assert.match(text, /Refused: The widget has no free port of this type\./);
    assert.match(text, /"F-1" has no port of type R/);
    assert.match(text, /Rule port_is_free\. Nothing was done\./);
    return page;
  },

  async hostile_texts_stay_texts() {
    const page = await open();
    for (const serial of [SCRIPT, EMOJI, ARABIC]) {
      await page.click('[data-tab=add]');
      await page.fill('#add-serial', serial);
      await page.fill('#add-name', serial);
      await page.fill('#add-ports', 'P');
      await page.click('#add .primary');
      await chosen(page, serial);
      assert.equal(await title(page), serial);
    }
    await add(TRICK, 'P', TRICK);
    await page.click('[data-tab=find]');
    assert.deepEqual(await find(page, 'prefix', TRICK.slice(0, 3)), [TRICK]);
    assert.equal(await page.innerText('#found .serial'), 'W⟨202E⟩1⟨000A⟩2');
    assert.deepEqual(await find(page, 'prefix', SCRIPT), [SCRIPT]);
    assert.deepEqual(await find(page, 'prefix', '🦀'), [EMOJI]);
    await page.click('#found button');
    await chosen(page, EMOJI);
    const label = await node(page, EMOJI).locator('.label').evaluate((one) => one.getBoundingClientRect().width);
    const box = await node(page, EMOJI).locator('.box').evaluate((one) => one.getBoundingClientRect().width);
    assert.ok(label < box && box < 500, `${label} in ${box}`);
    assert.equal(await page.title(), 'Widgets');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
    return page;
  },

  async nothing_foreign_can_run_in_the_page() {
    const page = await open();
    const ran = await page.evaluate(async () => {
      const tries = {
        inline: () => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s); },
        markup: () => { document.body.innerHTML = '<b></b>'; },
        eval: () => window.eval('window.ran = 1'),
      };
      // the debugger may evaluate what the page may not, so the page does it later
      await new Promise((resolve) => { setTimeout(resolve); });
      return new Promise((resolve) => { setTimeout(() => resolve(Object.fromEntries(Object.entries(tries).map(([name, run]) => {
        try { run(); return [name, window.ran ?? 0]; } catch (e) { return [name, e.name]; }
      })))); });
    });
    assert.deepEqual(ran, { inline: 'TypeError', markup: 'TypeError', eval: 'EvalError' });
    complaints = complaints.filter((one) => !/TrustedScript|TrustedHTML|Content Security Policy/.test(one));
    return page;
  },

  async the_token_is_kept_nowhere() {
    const page = await open();
    assert.equal(await page.innerText('#who'), 'Role widgets_app');
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, document.documentElement.outerHTML]);
    assert.deepEqual(kept.slice(0, 3), [0, 0, '']);
    assert.ok(!kept[3].includes(token.slice(-20)));
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    assert.equal(await page.innerText('#who'), 'No token');
    return page;
  },

  async an_unknown_outcome_can_be_sent_again_and_acts_once() {
    const page = await open();
    await page.route('**/rpc/add_widget', async (route) => {
      await route.fetch();
      await route.abort();
    }, { times: 1 });
    await page.click('[data-tab=add]');
    await page.fill('#add-serial', 'U-1');
    await page.fill('#add-ports', 'P');
    await page.click('#add .primary');
    assert.match(await notice(page, 'unknown'), /Outcome unknown: [\s\S]*completely or not at all/);
    await page.click('.notice >> text=Send again');
    await chosen(page, 'U-1');
    assert.match(await page.innerText('.notice.done'), /Widget added\./);
    await page.route('**/rpc/add_widget', (route) => route.fulfill({ status: 503, body: 'no server' }), { times: 1 });
    await page.fill('#add-serial', 'U-2');
    await page.fill('#add-ports', 'P');
    await page.click('#add .primary');
    assert.match(await notice(page, 'unknown'), /status 503/);
    await page.route('**/rpc/add_widget', (route) => route.fulfill({ status: 503, contentType: 'application/json',
      body: '{"code":"SERVE002","message":"Too many requests in progress.","details":null,"hint":"Try again."}' }), { times: 1 });
    await page.click('#add .primary');
    assert.match(await notice(page, 'failed'), /SERVE002\. Nothing was done/);
    return page;
  },

  async two_browsers_on_one_pair_see_what_was_decided() {
    const [a, b] = await Promise.all([open({ path: '#widget=T-1' }), open({ path: '#widget=T-1' })]);
    for (const page of [a, b]) {
      await chosen(page, 'T-1');
      await page.fill('#associate-peer', 'T-2');
    }
    await Promise.all([a.click('#associate .primary'), b.click('#associate .primary')]);
    const ends = await Promise.all([a, b].map((page) => page.waitForSelector('.notice').then((one) => one.innerText())));
    ends.sort();
    assert.match(ends[0], /^Refused: [\s\S]*association_is_unique_per_port/);
    assert.match(ends[1], /^Widgets associated\./);
    assert.deepEqual((await call('get_widget', { serial_number: 'T-1' })).peers, ['T-2']);
    for (const page of [a, b]) {
      await page.reload();
      await chosen(page, 'T-1');
    }
    await a.click('[aria-label^="Dissociate"]');
    await a.waitForSelector('.notice.done');
    await b.click('[aria-label^="Dissociate"]');
    assert.match(await notice(b, 'refused'), /Rule association_exists/);
    await b.context().close();
    return a;
  },

  async everything_can_be_done_with_the_keyboard() {
    const page = await open();
    await page.focus('#find-text');
    await page.keyboard.type('N-1');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#found button');
    await page.focus('#found button');
    await page.keyboard.press('Enter');
    await chosen(page, 'N-1');
    await node(page, 'N-1').locator('.hit').focus();
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
      await page.keyboard.press(key);
      if (await page.evaluate(() => document.activeElement.dataset.serial !== 'N-1')) {
        break;
      }
    }
    assert.equal(await page.evaluate(() => document.activeElement.dataset.serial), 'N-2');
    await page.keyboard.press('Enter');
    await chosen(page, 'N-2');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.serial), 'N-2');
    assert.match(await node(page, 'N-2').locator('.hit').getAttribute('aria-label'), /^N-2, ports P to N-1, Q to N-3, R free/);
    return page;
  },

  async rates_and_counts_are_shown() {
    const page = await open();
    await page.click('[data-page=activity]');
    await page.waitForSelector('#figures th:text("add_widget")');
    await page.waitForFunction(() => document.getElementById('stats-note').textContent.startsWith('Counted up to'));
    await page.click('#count-exactly');
    await page.waitForFunction(() => document.getElementById('stats-note').textContent === 'Counted exactly.');
    const count = Number((await page.innerText('#totals dd')).replace(',', ''));
    const sizes = await page.$$eval('#sizes dd', (all) => all.map((one) => one.innerText.replace(/^\d+\.\d (kB|MB)$/, 'a size')));
    assert.deepEqual({ counted: count > 45, sizes }, { counted: true, sizes: ['a size', 'a size', 'a size'] });
    const none = await open({ give: null });
    await none.click('[data-page=activity]');
    assert.match(await notice(none, 'refused'), /permission denied/);
    await none.context().close();
    return page;
  },

  async a_proxy_may_serve_it_below_another_path() {
    const proxy = http.createServer((request, response) => {
      if (!request.url.startsWith('/tools/registry/')) {
        response.writeHead(404).end();
        return;
      }
      const path = request.url.slice('/tools/registry'.length);
      const forwarded = http.request(url + path, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      request.pipe(forwarded);
    });
    await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${proxy.address().port}/tools/registry`;
    const redirect = await fetch(`${base}/console`, { redirect: 'manual' });
    assert.equal(new URL(redirect.headers.get('Location'), `${base}/console`).href, `${base}/console/`);
    const page = await open({ base, path: '#widget=N-1' });
    await chosen(page, 'N-1');
    assert.deepEqual(await find(page, 'prefix', 'F-2'), ['F-2']);
    proxy.close();
    return page;
  },

  async nobody_is_left_out_by_colour_size_or_screen_reader() {
    const page = await open({ viewport: { width: 360, height: 740 }, path: '#widget=N-3', bypassCSP: true });
    await chosen(page, 'N-3');
    await page.evaluate(axe);
    const run = async (what, options) => {
      const found = await page.evaluate((given) => window.axe.run(document, { resultTypes: ['violations'], ...given }), options);
      assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.target.join(' ')).join(', ')}`), [], what);
    };
    const check = async (what) => {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} scrolls sideways`);
      await page.emulateMedia({ colorScheme: 'light' });
      await run(`${what}, light`, {});
      await page.emulateMedia({ colorScheme: 'dark' });
      await run(`${what}, dark`, { runOnly: ['color-contrast'] });
    };
    await find(page, 'prefix', 'F-');
    await page.fill('#associate-peer', 'nowhere');
    await page.click('#associate .primary');
    await notice(page, 'refused');
    await check('a widget and a refusal');
    await page.click('[data-tab=path]');
    await page.fill('#path-from', 'N-1');
    await page.fill('#path-to', 'N-6');
    await page.click('#path .primary');
    await page.waitForSelector('.node.walked');
    await check('a path');
    await page.click('[data-tab=add]');
    await page.click('#card .danger');
    await check('a question');
    await page.click('#confirm-no');
    await page.click('[data-page=activity]');
    await page.waitForSelector('#types tr');
    await page.waitForSelector('#figures tr');
    await check('the activity');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.click('[data-page=explore]');
    await check('a wide screen');
    await page.setViewportSize({ width: 3840, height: 2160 });
    await page.click('#fit');
    await check('a 4K screen');
    const legible = await page.evaluate(() => ['#find-text-label', '#card', '.node.chosen .label'].map((one) => {
      const element = document.querySelector(one);
      const size = parseFloat(getComputedStyle(element).fontSize) * (element.getScreenCTM?.().a ?? 1);
      return size >= 17;
    }));
    assert.deepEqual(legible, [true, true, true], 'the size of letters on a 4K screen');
    await page.click('[data-page=activity]');
    await check('the activity on a 4K screen');
    return page;
  },

  async a_token_that_has_expired_meanwhile_can_be_replaced() {
    const page = early;
    for (let i = 0; i < 60; i++) {
      const answer = await fetch(`${url}/widgets?limit=1`, { headers: { Authorization: `Bearer ${expiring}` } });
      if (answer.status === 401) {
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await page.click('#find .primary');
    assert.match(await notice(page, 'refused'), /JWT expired/);
    await page.click('.notice >> text=Give a token');
    await page.fill('#token', token);
    await page.click('#token-form .primary');
    assert.equal(await page.locator('.notice').count(), 0);
    assert.deepEqual(await find(page, 'prefix', 'F-2'), ['F-2']);
    return page;
  },

  async a_service_that_stops_meanwhile_is_no_success() {
    const page = await open({ base: second, path: '#widget=F-1' });
    await chosen(page, 'F-1');
    console.log('stop');
    await lines.next();
    await page.click('#find .primary');
    assert.match(await notice(page, 'failed'), /The service cannot be reached/);
    await page.click('[data-tab=add]');
    await page.fill('#add-serial', 'S-1');
    await page.fill('#add-ports', 'P');
    await page.click('#add .primary');
    assert.match(await notice(page, 'unknown'), /connection was lost/);
    assert.equal((await call('get_widget', { serial_number: 'S-1' })).code, 'PT404');
    return page;
  },
};

await Promise.all([add('F-1', 'P', 'valve'), add('F-10', 'PQ'), add('F-11', 'Q'), add('F-1🦀', 'P'), add('F-2', 'R', '100% pump%'), add('F-%_*', 'Q'),
  add('A-2', 'R'), add('T-1', 'P'), add('T-2', 'P'),
  ...Array.from({ length: 33 }, (_, i) => add(`M-${100 + i}`, 'P')),
  ...Array.from({ length: 6 }, (_, i) => add(`N-${i + 1}`))]);
for (const [i, port] of [...'PQPQP'].entries()) {
  await associate(`N-${i + 1}`, `N-${i + 2}`, port);
}
const early = await open({ give: expiring });
assert.deepEqual(await find(early, 'prefix', 'F-2'), ['F-2']);

for (const [name, flow] of Object.entries(flows)) {
  const start = Date.now();
  complaints = [];
  let end = 'ok';
  try {
    const page = await flow();
    await page?.context().close();
    assert.deepEqual(complaints, []);
  } catch (error) {
    end = String(error.stack).replaceAll('\n', ' | ');
  }
  console.log(`${name}: ${end} (${Date.now() - start} ms)`);
}
await browser.close();
process.exit(0);
