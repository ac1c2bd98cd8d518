// The door of Telecom X's stand-in: tokens, logins, customers, and the bounds of a page.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, ids, list, post, type Reply, type Row, tokens } from './harness.ts';

let sandbox: Sandbox;
let plain: Sandbox;
beforeAll(async () => {
  [sandbox, plain] = await Promise.all([startSandbox(), startSandbox({ quirks: false })]);
});
afterAll(() => Promise.all([sandbox.close(), plain.close()]));

const refusal = ({ status, body }: Reply): unknown[] => [status, body.error];
const reseller = 'sandbox-telecomx-reseller';
const phoneIds = (reply: Reply): unknown[] => ids(list(reply, 'sipPhones'), '_id');

describe('tokens', () => {
  it('are refused when missing or unknown', async () => {
    expect(refusal(await get(sandbox, '/sip', {}, ''))).toEqual([401, 'unauthorized']);
    expect(refusal(await get(sandbox, '/pbx/sipphone', {}, 'wrong'))).toEqual([401, 'unauthorized']);
  });

  it('may travel in the header', async () => {
    const headers = { authorization: `Bearer ${tokens.telecomx}` };
    expect((await fetch(`${sandbox.url}/telecomx/sip`, { headers })).status).toBe(200);
    expect(sandbox.requests.at(-1)).toMatchObject({ operation: 'GET /sip', credential: 'header', parameters: {} });
  });

  it('come from a login, and expire', async () => {
    let now = 1_790_000_000_000;
    const own = await startSandbox({ sessionMinutes: 2, now: () => now });
    // A login answers with an object, refused or not.
    const login = async (body: Row): Promise<Row> => (await (await post(`${own.url}/telecomx/auth/login`, body)).json()) as Row;
    const user = { username: 'sandbox', password: 'sandbox-password' };
    const session = await login(user);
    expect(session).toMatchObject({ expiresInMinutes: 2, accessLevel: 'OWNER', customer: own.company.copenhagen.customer });
    const forever = await login({ ...user, persist: true });
    expect(forever.expiresInMinutes).toBe(-1);
    expect((await get(own, '/sip', {}, String(session.token))).status).toBe(200);
    now += 120_000;
    expect(refusal(await get(own, '/sip', {}, String(session.token)))).toEqual([401, 'session_expired']);
    expect((await get(own, '/sip', {}, String(forever.token))).status).toBe(200);
    expect(await login({ ...user, password: 'x' })).toEqual({ error: 'login_failed' });
    expect(await login({ ...user, username: 'twofactor' })).toEqual({ error: 'sms_key_required' });
    await own.close();
  });

  it('can be rotated', async () => {
    const own = await startSandbox();
    own.rotate('telecomx', 'new-token');
    expect((await get(own, '/sip')).status).toBe(401);
    expect((await get(own, '/sip', {}, 'new-token')).status).toBe(200);
    await own.close();
  });

  it('of a low level may not read', async () => {
    expect(refusal(await get(sandbox, '/pbx/sipphone', {}, 'sandbox-telecomx-personal'))).toEqual([403, 'access_denied']);
    expect((await get(sandbox, '/sip', {}, 'sandbox-telecomx-viewer')).status).toBe(200);
  });
});

describe('customers and resellers', () => {
  it('are our own, known or unknown', async () => {
    const { customer, otherCustomer } = sandbox.company.copenhagen;
    expect((await get(sandbox, '/sip', { customer: customer.toLowerCase() })).body.total).toBe(7);
    expect(refusal(await get(sandbox, '/sip', { customer: otherCustomer }))).toEqual([403, 'access_denied']);
    expect(refusal(await get(sandbox, '/sip', { customer: '1234567890ABCDEF12345678' }))).toEqual([400, 'customer']);
    expect(refusal(await get(sandbox, '/pbx/sipphone', { customer: otherCustomer }))).toEqual([403, 'access_denied']);
    expect((await get(sandbox, '/sip', { customer: otherCustomer }, reseller)).body.total).toBe(0);
  });

  it('need a reseller to be asked for together', async () => {
    const query = { reseller: sandbox.company.copenhagen.reseller };
    expect(refusal(await get(sandbox, '/sip', query))).toEqual([403, 'access_denied']);
    expect((await get(sandbox, '/sip', query, reseller)).body.total).toBe(7);
  });
});

describe('paging', () => {
  it.each(['/sip', '/pbx/sipphone'])('of %s has bounds', async path => {
    const max = path === '/sip' ? 500 : 1000;
    for (const [name, value] of [
      ['limit', '0'],
      ['limit', String(max + 1)],
      ['limit', 'ten'],
      ['offset', '-1'],
      ['offset', ''],
      ['full', 'yes'],
    ] as const) {
      expect(refusal(await get(sandbox, path, { [name]: value }))).toEqual([400, name]);
    }
    expect((await get(sandbox, path, { limit: String(max) })).body).toMatchObject({ offset: 0, limit: max });
    expect((await get(sandbox, path)).body.limit).toBe(path === '/sip' ? 100 : 50);
  });

  it('ends pages early, never the list', async () => {
    const first = await get(sandbox, '/pbx/sipphone', { limit: '50' });
    expect([first.body.total, list(first, 'sipPhones').length]).toEqual([45, 30]);
    const second = await get(sandbox, '/pbx/sipphone', { limit: '50', offset: '30' });
    expect([...phoneIds(first), ...phoneIds(second)]).toEqual(sandbox.company.copenhagen.phones.map(({ _id }) => _id));
    const trunks = await get(sandbox, '/sip');
    expect([trunks.body.total, list(trunks, 'sipAccounts').length]).toEqual([7, 4]);
    expect(list(await get(sandbox, '/pbx/sipphone', { limit: '20', offset: '20' }), 'sipPhones').length).toBe(20);
    expect(list(await get(plain, '/pbx/sipphone'), 'sipPhones').length).toBe(45);
  });

  it('ignores what no page names', async () => {
    expect((await get(sandbox, '/sip', { colour: 'red' })).status).toBe(200);
  });
});
