// The data provider of react-admin for PostgREST: admin.mjs URL TOKEN, the token's role may read the views.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const provider = createRequire(import.meta.url)('@raphiniert/ra-data-postgrest').default;
const [url, token] = process.argv.slice(2);
const run = `A-${Date.now()}`;

// what react-admin's own client does
async function httpClient(path, options = {}) {
  const headers = new Headers(options.headers);
  headers.set('Authorization', `Bearer ${token}`);
  const answer = await fetch(path, { ...options, headers });
  const body = await answer.text();
  const json = body ? JSON.parse(body) : undefined;
  if (!answer.ok) throw Object.assign(new Error(json.message), { status: answer.status, json });
  return { status: answer.status, headers: answer.headers, body, json };
}

for (const [end, name, ports] of [['1', 'pump', ['P']], ['2', 'big pump', ['P', 'Q']], ['3', 'tank', ['R']]]) {
  const body = JSON.stringify({ serial_number: `${run}-${end}`, name, ports });
  await httpClient(`${url}/rpc/add_widget`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}

const data = provider({
  apiUrl: url,
  httpClient,
  defaultListOp: 'eq',
  primaryKeys: new Map([['widgets', ['serial_number']], ['slots', ['serial_number', 'slot']]]),
  schema: () => 'widgets',
});
const ids = (list) => list.data.map((row) => row.id);
const pagination = { page: 1, perPage: 2 };
const sort = { field: 'id', order: 'DESC' };
const ours = { 'serial_number@like': run };

let list = await data.getList('widgets', { pagination, sort, filter: ours });
assert.deepEqual([ids(list), list.total], [[`${run}-3`, `${run}-2`], 3]);
list = await data.getList('widgets', { pagination: { page: 2, perPage: 2 }, sort, filter: ours });
assert.deepEqual([ids(list), list.total], [[`${run}-1`], 3]);
list = await data.getList('widgets', { pagination, sort: { field: 'name', order: 'ASC' }, filter: { ...ours, 'name@ilike': 'PUMP' } });
assert.deepEqual(ids(list), [`${run}-2`, `${run}-1`]);
list = await data.getList('widgets', { pagination, sort, filter: { ...ours, '@or': { 'name@eq': 'tank', 'ports@eq': 'P' } } });
assert.deepEqual(ids(list), [`${run}-3`, `${run}-1`]);
list = await data.getList('widgets', { pagination, sort, filter: ours, meta: { columns: ['serial_number', 'name'] } });
assert.deepEqual(Object.keys(list.data[0]), ['serial_number', 'name', 'id']);

const one = await data.getOne('widgets', { id: `${run}-1` });
assert.equal(one.data.name, 'pump');
const port = await data.getOne('slots', { id: JSON.stringify([`${run}-2`, 2]) });
assert.equal(port.data.port, 'Q');
const many = await data.getMany('widgets', { ids: [`${run}-1`, `${run}-3`] });
assert.deepEqual(ids(many).sort(), [`${run}-1`, `${run}-3`]);
const ports = await data.getManyReference('slots', {
  target: 'serial_number', id: `${run}-2`, pagination, sort: { field: 'slot', order: 'ASC' }, filter: {},
});
assert.deepEqual([ports.data.map((row) => row.port), ports.total], [['P', 'Q'], 2]);
await assert.rejects(data.delete('widgets', { id: `${run}-1` }), (error) => error.status === 403);
console.log('all as it should be');
