// A client whose types openapi-typescript has made from /openapi.json; it compiles only if they fit. Arguments: URL, token.
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.d.mts';

const [url, token] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${token}` } });

function check(what: string, right: boolean): void {
  if (!right) throw new Error(what);
}

for (const serial_number of ['T-1', 'T-2']) {
  await client.POST('/rpc/remove_widget', { body: { serial_number } });
  const added = await client.POST('/rpc/add_widget', { body: { serial_number, name: 'typed', ports: ['P', 'Q'] } });
  const message: string | undefined = added.data;
  check('add', message === 'Widget added.');
}
const pair = { serial_number: 'T-1', peer_serial_number: 'T-2', port: 'P' as const };
await client.POST('/rpc/associate_widgets', { body: pair });

const again = await client.POST('/rpc/associate_widgets', { body: pair });
const problem: components['schemas']['Problem'] | undefined = again.error;
check('rule', problem?.details === 'association_is_unique_per_port' && problem.hint !== null);

const one = await client.GET('/rpc/get_widget', { params: { query: { serial_number: 'T-1' } } });
const peers: (string | null)[] | undefined = one.data?.peers;
check('peers', JSON.stringify(peers) === '["T-2",null]');

const free = await client.GET('/slots', {
  params: { query: { serial_number: 'in.(T-1,T-2)', peer: 'is.null', order: 'serial_number.desc', limit: 1 } },
});
const slot: components['schemas']['Slot'] | undefined = free.data?.[0];
check('slot', slot?.serial_number === 'T-2' && slot.port === 'Q' && slot.peer === null);

const path = await client.POST('/rpc/get_path', { body: { serial_number: 'T-1', peer_serial_number: 'T-2' } });
const connected: boolean | null | undefined = path.data?.connected;
check('path', connected === true && path.data?.ports?.[0] === 'P');

// @ts-expect-error: there is no port type X
await client.POST('/rpc/add_widget', { body: { serial_number: 'T-3', name: '', ports: ['X'] } });
console.log('all as it should be');
