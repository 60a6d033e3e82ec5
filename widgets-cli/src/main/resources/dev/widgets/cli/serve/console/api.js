// Sends requests to the HTTP service, with the token of the caller. The token is kept in this module only.

const ROOT = new URL('../', document.baseURI);
let token = '';

/** What went wrong: refused and failed requests have done nothing, unknown ones may have. */
export class Problem extends Error {
  constructor(kind, { status = 0, code = '', rule = '', isRule = false, message = '', hint = '' }) {
    super(message);
    Object.assign(this, { kind, status, code, rule, isRule, hint });
  }

  get isAboutToken() {
    return this.status === 401;
  }
}

export function useToken(text) {
  token = text.trim().replace(/^bearer\s+/i, '');
}

/** Returns what the token says about its bearer; the service alone decides whether it is true. */
export function bearer() {
  if (token === '') {
    return null;
  }
  try {
    const part = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(part), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return { role: typeof claims.role === 'string' ? claims.role : 'token' };
  } catch {
    return { role: 'token' };
  }
}

/** Returns a key for one operation. randomUUID is missing on plain HTTP. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

async function send(path, { writes = false, ...options } = {}) {
  const headers = { Accept: 'application/json', ...options.headers };
  if (token !== '') {
    headers.Authorization = `Bearer ${token}`;
  }
  let response;
  let text;
  try {
    response = await fetch(new URL(path, ROOT), { ...options, headers, cache: 'no-store', redirect: 'error' });
    text = await response.text();
  } catch {
    throw new Problem(writes ? 'unknown' : 'failed', {
      message: writes ? 'The connection was lost before the answer came.' : 'The service cannot be reached.',
    });
  }
  const body = parsed(text);
  if (!response.ok) {
    throw problem(response.status, body, writes);
  }
  return { body, response };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Status 503 of the service means that nothing was done; that of a proxy on the way does not. */
function problem(status, body, writes) {
  const ours = body !== null && typeof body === 'object' && typeof body.code === 'string';
  const { code = '', message, hint, details } = ours ? body : {};
  const isUnknown = writes && (['SERVE001', 'SERVE010'].includes(code) || (!ours && status >= 500));
  const isRule = code.startsWith('PT') || code === '23514';
  const kind = isUnknown ? 'unknown' : status >= 500 && !isRule ? 'failed' : 'refused';
  return new Problem(kind, {
    status,
    code,
    isRule,
    rule: isRule && typeof details === 'string' ? details : code,
    message: message ?? `The server answered with status ${status}.`,
    hint: hint ?? (isRule ? '' : details) ?? '',
  });
}

/** Reads rows of a view; returns them with their number as Content-Range has it. */
export async function rows(path, parameters, headers = {}) {
  const { body, response } = await send(`${path}?${new URLSearchParams(parameters)}`, { headers });
  const range = response.headers.get('Content-Range') ?? '';
  const total = range.slice(range.indexOf('/') + 1);
  return { rows: body, total: /^\d+$/.test(total) ? Number(total) : null };
}

/** Calls a function that reads. The arguments go into the body, because a value such as eq.1 in a query is a filter. */
export async function read(name, args) {
  return (await post(name, args, {})).body;
}

/** Calls a function that writes. A repeated call with the same key acts once. */
export async function write(name, args, key) {
  return (await post(name, args, { writes: true, headers: { 'Idempotency-Key': key } })).body;
}

function post(name, args, options) {
  return send(`rpc/${name}`, {
    ...options,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...options.headers },
    body: JSON.stringify(args),
  });
}

/** Reads a file of the console itself. */
export async function own(name) {
  return (await send(`console/${name}`)).body;
}
