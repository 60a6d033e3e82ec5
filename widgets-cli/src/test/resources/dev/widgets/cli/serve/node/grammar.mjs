// The operations of the client of PostgREST on the views: grammar.mjs URL TOKEN, the token's role may read the views.
import assert from 'node:assert/strict';
import { PostgrestClient } from '@supabase/postgrest-js';

const [url, token] = process.argv.slice(2);
const client = new PostgrestClient(url, { headers: { Authorization: `Bearer ${token}` } });
const run = `G-${Date.now()}`;
const [a, b, c] = ['a', 'b', 'c'].map((end) => `${run}-${end}`);

async function add(serial_number, name, ports) {
  const answer = await client.rpc('add_widget', { serial_number, name, ports });
  assert.equal(answer.error, null, JSON.stringify(answer.error));
}

await add(a, 'pump', ['P', 'Q']);
await add(b, 'Valve, big', ['Q']);
await add(c, 'tank (old)', ['P', 'P', 'R']);
const pair = { serial_number: a, peer_serial_number: b, port: 'Q' };
assert.equal((await client.rpc('associate_widgets', pair)).error, null);

const widgets = (select = 'serial_number', options = {}) =>
  client.from('widgets').select(select, options).like('serial_number', `${run}*`);
const slots = (select = 'serial_number,slot') =>
  client.from('slots').select(select).like('serial_number', `${run}*`).order('serial_number').order('slot');

// each line: the request, and the ends of the serial numbers that it finds
const finds = [
  [widgets().eq('name', 'Valve, big'), 'b'],
  [widgets().neq('name', 'pump'), 'bc'],
  [widgets().gt('serial_number', a), 'bc'],
  [widgets().gte('serial_number', b), 'bc'],
  [widgets().lt('serial_number', b), 'a'],
  [widgets().lte('serial_number', b), 'ab'],
  [widgets().like('name', '%(old)'), 'c'],
  [widgets().likeAnyOf('name', ['pump', 'tank%']), 'ac'],
  [widgets().likeAllOf('name', ['%an%', 't%']), 'c'],
  [widgets().ilike('name', 'valve%'), 'b'],
  [widgets().ilikeAnyOf('name', ['PUMP', 'VALVE%']), 'ab'],
  [widgets().ilikeAllOf('name', ['%A%', '%VE%']), 'b'],
  [widgets().regexMatch('name', '^p'), 'a'],
  [widgets().regexIMatch('name', '^V'), 'b'],
  [widgets().is('peers', null), ''],
  [widgets().not('peers', 'is', null), 'abc'],
  [widgets().isDistinct('name', 'pump'), 'bc'],
  [widgets().in('name', ['pump', 'Valve, big']), 'ab'],
  [widgets().notIn('name', ['pump', 'Valve, big']), 'c'],
  [widgets().contains('peers', [b]), 'a'],
  [widgets().containedBy('peers', [a]), 'b'],
  [widgets().overlaps('peers', [a, b]), 'ab'],
  [widgets().textSearch('name', 'valve & big', { config: 'english' }), 'b'],
  [widgets().textSearch('name', 'big valve', { type: 'plain', config: 'english' }), 'b'],
  [widgets().match({ name: 'pump', ports: 'PQ' }), 'a'],
  [widgets().or('name.eq.pump,and(ports.like.PP*,name.neq.pump)'), 'ac'],
  [widgets().not('name', 'in', '(pump)'), 'bc'],
  [widgets().filter('name', 'in', '("Valve, big",pump)'), 'ab'],
  [widgets().order('serial_number', { ascending: false }), 'cba'],
  [widgets().order('ports', { ascending: false, nullsFirst: false }).order('name'), 'bac'],
  [widgets().order('serial_number').limit(2), 'ab'],
  [widgets().order('serial_number').range(1, 2), 'bc'],
  [slots().eq('port', 'Q').is('peer', null), ''],
  [slots().eq('port', 'P').is('peer', null), 'acc'],
  [slots().gt('slot', 1), 'acc'],
  [slots().eq('peer', a), 'b'],
];
for (const [request, ends] of finds) {
  const answer = await request;
  const where = decodeURIComponent(request.url.search);
  assert.equal(answer.error, null, `${where} ${JSON.stringify(answer.error)}`);
  const found = answer.data.map((row) => row.serial_number.slice(-1)).join('');
  const ordered = where.includes('order=');
  assert.equal(ordered ? found : [...found].sort().join(''), ends, where);
}

// each line: the request, and its data
const returns = [
  [widgets('id:serial_number,name::text').eq('name', 'pump').single(), { id: a, name: 'pump' }],
  [widgets('first:peers->>0,peers->1').eq('name', 'pump').single(), { first: null, peers: b }],
  [widgets('name').eq('name', 'pump').maybeSingle(), { name: 'pump' }],
  [widgets('name').eq('name', 'none').maybeSingle(), null],
  [widgets('name,ports').eq('name', 'Valve, big').csv(), 'name,ports\n"Valve, big",Q'],
  [slots('slot,peer').eq('serial_number', c).limit(1).stripNulls(), [{ slot: 1 }]],
  [client.rpc('get_widget', { serial_number: a }).select('n:name'), { n: 'pump' }],
  [client.rpc('get_widget', { serial_number: a }).eq('name', 'none'), null],
  [client.rpc('get_widget', { serial_number: a }, { get: true }).select('ports').limit(1), { ports: 'PQ' }],
];
for (const [request, data] of returns) {
  const answer = await request;
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  assert.deepEqual(answer.data, data);
}

for (const count of ['exact', 'planned', 'estimated']) {
  const all = await widgets('name', { count, head: true });
  assert.equal(all.error, null);
  assert.ok(count === 'planned' ? Number.isInteger(all.count) : all.count === 3, `${count} ${all.count}`);
}
const one = await client.rpc('get_widget', { serial_number: a }, { count: 'exact' });
assert.equal(one.count, 1);

// a pager that asks by Range until it has all
const seen = [];
for (let start = 0, total = 1; start < total; start += 2) {
  const headers = { Authorization: `Bearer ${token}`, Range: `${start}-${start + 1}`, Prefer: 'count=exact' };
  const page = await fetch(`${url}/widgets?serial_number=like.${run}*&order=serial_number`, { headers });
  total = Number(page.headers.get('content-range').split('/')[1]);
  seen.push(...(await page.json()).map((row) => row.serial_number));
}
assert.deepEqual(seen, [a, b, c]);

// each line: the request, and the code of its error
const fails = [
  [widgets('slots(*)'), 'PGRST200'],
  [widgets('name.count()'), 'PGRST123'],
  [widgets('nosuch'), '42703'],
  [widgets().eq('nosuch', 1), '42703'],
  [widgets().filter('name', 'nosuch', 1), 'PGRST100'],
  [client.from('slots').select().eq('slot', 'x'), '22P02'],
  [widgets().single(), 'PGRST116'],
  [widgets().explain(), 'PGRST107'],
  [client.from('widgets').insert({ name: 'x' }), '42501'],
  [client.from('widgets').update({ name: 'x' }).eq('name', 'pump'), '42501'],
  [client.from('widgets').upsert({ name: 'x' }), '42501'],
];
for (const [request, code] of fails) {
  assert.equal((await request).error?.code, code);
}
console.log('all as it should be');
