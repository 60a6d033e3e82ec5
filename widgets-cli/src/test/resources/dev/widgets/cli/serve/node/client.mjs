// The client of PostgREST against a service: client.mjs URL TOKEN, the token's role may read the views.
import assert from 'node:assert/strict';
import { PostgrestClient } from '@supabase/postgrest-js';

const [url, token] = process.argv.slice(2);
const anonymous = new PostgrestClient(url);
const reader = new PostgrestClient(url, { headers: { Authorization: `Bearer ${token}` }, schema: 'widgets' });
const run = `J-${Date.now()}`;
const [a, b] = [`${run}-a`, `${run}-b`];

async function done(request, data) {
  const answer = await request;
  assert.equal(answer.error, null, JSON.stringify(answer.error));
  assert.deepEqual(answer.data, data);
  return answer;
}

async function refused(request, status, code, details) {
  const answer = await request;
  assert.equal(answer.status, status, JSON.stringify(answer));
  assert.equal(answer.error.code, code);
  if (details !== undefined) assert.equal(answer.error.details, details);
}

for (const client of [anonymous, reader]) {
  await done(client.rpc('add_widget', { serial_number: a, name: 'pump', ports: ['P', 'Q'] }), 'Widget added.');
  await done(client.rpc('add_widget', { serial_number: b, name: 'tank', ports: ['Q'] }), 'Widget added.');
  await refused(
    client.rpc('add_widget', { serial_number: a, name: 'pump', ports: ['P'] }), 409, 'PT409', 'serial_number_is_unique');
  const pair = { serial_number: a, peer_serial_number: b, port: 'Q' };
  await done(client.rpc('associate_widgets', pair), 'Widgets associated.');
  await refused(client.rpc('associate_widgets', pair), 409, 'PT409', 'association_is_unique_per_port');
  const widget = { serial_number: a, name: 'pump', ports: 'PQ', peers: [null, b] };
  await done(client.rpc('get_widget', { serial_number: a }), widget);
  await done(client.rpc('get_widget', { serial_number: a }, { get: true }), widget);
  await done(client.rpc('get_widget', { serial_number: a }).single(), widget);
  await done(client.rpc('get_widget', { serial_number: a }).select('name'), { name: 'pump' });
  const head = await client.rpc('get_widget', { serial_number: a }, { head: true });
  assert.equal(head.status, 200);
  await refused(client.rpc('get_widget', { serial_number: `${run}-c` }), 404, 'PT404', 'widget_exists');
  await refused(client.rpc('get_widget', { number: a }), 404, 'PGRST202');
  if (client === reader) {
    await done(client.from('widgets').select().eq('serial_number', a), [widget]);
    await done(client.from('widgets').select('name').eq('serial_number', a).single(), { name: 'pump' });
    await done(client.from('slots').select('slot,peer').eq('serial_number', a).limit(1), [{ slot: 1, peer: null }]);
    await done(client.from('widgets').select().eq('serial_number', `${run}-c`).maybeSingle(), null);
    await refused(client.from('widgets').select().eq('serial_number', `${run}-c`).single(), 406, 'PGRST116');
    const counted = await done(
      client.from('widgets').select('name', { count: 'exact' }).eq('serial_number', a), [{ name: 'pump' }]);
    assert.deepEqual([counted.status, counted.count], [200, 1]);
    const slots = client.from('slots');
    const part = await slots.select('slot', { count: 'exact', head: true }).eq('serial_number', a).limit(1);
    assert.deepEqual([part.status, part.count], [206, 2]);
    await refused(
      slots.select('slot', { count: 'exact' }).eq('serial_number', a).range(5, 9), 416, 'PGRST103',
      'An offset of 5 was requested, but there are only 2 rows.');
    await refused(client.from('widgets').delete().eq('serial_number', a), 403, '42501');
  } else {
    await refused(client.from('widgets').select(), 401, '42501');
  }
  await refused(client.from('gadgets').select(), 404, 'PGRST205');
  await refused(client.schema('widgets_store').from('widgets').select(), 406, 'PGRST106');
  await done(client.rpc('remove_association', pair), 'Association removed.');
  await done(client.rpc('remove_widget', { serial_number: a }), 'Widget removed.');
  await done(client.rpc('remove_widget', { serial_number: b }), 'Widget removed.');
}
console.log('all as it should be');
