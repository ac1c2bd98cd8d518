// The fake Telecom X: tokens, logins, customers, and pagination limits.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials, getTelecomX, pluck, post, type RestResponse, type Row, readList } from './harness.ts';

let sandbox: Sandbox;
let plain: Sandbox;
beforeAll(async () => {
  [sandbox, plain] = await Promise.all([startSandbox(), startSandbox({ quirks: false })]);
});
afterAll(() => Promise.all([sandbox.close(), plain.close()]));

const errorOf = ({ status, body }: RestResponse): unknown[] => [status, body.error];
const reseller = 'sandbox-telecomx-reseller';
const phoneIds = (response: RestResponse): unknown[] => pluck(readList(response, 'sipPhones'), '_id');

describe('tokens', () => {
  it('are rejected when missing or unknown', async () => {
    expect(errorOf(await getTelecomX(sandbox, '/sip', {}, ''))).toEqual([401, 'unauthorized']);
    expect(errorOf(await getTelecomX(sandbox, '/pbx/sipphone', {}, 'wrong'))).toEqual([401, 'unauthorized']);
  });

  it('may be in the header', async () => {
    const headers = { authorization: `Bearer ${credentials.telecomx}` };
    expect((await fetch(`${sandbox.url}/telecomx/sip`, { headers })).status).toBe(200);
    expect(sandbox.requests.at(-1)).toMatchObject({ operation: 'GET /sip', credential: 'header', parameters: {} });
  });

  it('may come from a login, and expire', async () => {
    let now = 1_790_000_000_000;
    const other = await startSandbox({ telecomXSessionMinutes: 2, now: () => now });
    // A login returns a JSON object, successful or not.
    const login = async (body: Row): Promise<Row> => (await (await post(`${other.url}/telecomx/auth/login`, body)).json()) as Row;
    const user = { username: 'sandbox', password: 'sandbox-password' };
    const session = await login(user);
    expect(session).toMatchObject({ expiresInMinutes: 2, accessLevel: 'OWNER', customer: other.company.copenhagen.customer });
    const forever = await login({ ...user, persist: true });
    expect(forever.expiresInMinutes).toBe(-1);
    expect((await getTelecomX(other, '/sip', {}, String(session.token))).status).toBe(200);
    now += 120_000;
    expect(errorOf(await getTelecomX(other, '/sip', {}, String(session.token)))).toEqual([401, 'session_expired']);
    expect((await getTelecomX(other, '/sip', {}, String(forever.token))).status).toBe(200);
    expect(await login({ ...user, password: 'x' })).toEqual({ error: 'login_failed' });
    expect(await login({ ...user, username: 'twofactor' })).toEqual({ error: 'sms_key_required' });
    await other.close();
  });

  it('can be rotated', async () => {
    const other = await startSandbox();
    other.rotateCredential('telecomx', 'new-token');
    expect((await getTelecomX(other, '/sip')).status).toBe(401);
    expect((await getTelecomX(other, '/sip', {}, 'new-token')).status).toBe(200);
    await other.close();
  });

  it('of a low access level may not read', async () => {
    expect(errorOf(await getTelecomX(sandbox, '/pbx/sipphone', {}, 'sandbox-telecomx-personal'))).toEqual([403, 'access_denied']);
    expect((await getTelecomX(sandbox, '/sip', {}, 'sandbox-telecomx-viewer')).status).toBe(200);
  });
});

describe('customers and resellers', () => {
  it('are the requested ones, if the token may read them', async () => {
    const { customer, otherCustomer } = sandbox.company.copenhagen;
    expect((await getTelecomX(sandbox, '/sip', { customer: customer.toLowerCase() })).body.total).toBe(7);
    expect(errorOf(await getTelecomX(sandbox, '/sip', { customer: otherCustomer }))).toEqual([403, 'access_denied']);
    expect(errorOf(await getTelecomX(sandbox, '/sip', { customer: '1234567890ABCDEF12345678' }))).toEqual([400, 'customer']);
    expect(errorOf(await getTelecomX(sandbox, '/pbx/sipphone', { customer: otherCustomer }))).toEqual([403, 'access_denied']);
    expect((await getTelecomX(sandbox, '/sip', { customer: otherCustomer }, reseller)).body.total).toBe(0);
  });

  it('can be listed together by a reseller only', async () => {
    const query = { reseller: sandbox.company.copenhagen.reseller };
    expect(errorOf(await getTelecomX(sandbox, '/sip', query))).toEqual([403, 'access_denied']);
    expect((await getTelecomX(sandbox, '/sip', query, reseller)).body.total).toBe(7);
  });
});

describe('pagination', () => {
  it.each(['/sip', '/pbx/sipphone'])('of %s has limits', async path => {
    const max = path === '/sip' ? 500 : 1000;
    for (const [name, value] of [
      ['limit', '0'],
      ['limit', String(max + 1)],
      ['limit', 'ten'],
      ['offset', '-1'],
      ['offset', ''],
      ['full', 'yes'],
    ] as const) {
      expect(errorOf(await getTelecomX(sandbox, path, { [name]: value }))).toEqual([400, name]);
    }
    expect((await getTelecomX(sandbox, path, { limit: String(max) })).body).toMatchObject({ offset: 0, limit: max });
    expect((await getTelecomX(sandbox, path)).body.limit).toBe(path === '/sip' ? 100 : 50);
  });

  it('ends pages early, but not the list', async () => {
    const first = await getTelecomX(sandbox, '/pbx/sipphone', { limit: '50' });
    expect([first.body.total, readList(first, 'sipPhones').length]).toEqual([45, 30]);
    const second = await getTelecomX(sandbox, '/pbx/sipphone', { limit: '50', offset: '30' });
    expect([...phoneIds(first), ...phoneIds(second)]).toEqual(sandbox.company.copenhagen.phones.map(({ _id }) => _id));
    const trunks = await getTelecomX(sandbox, '/sip');
    expect([trunks.body.total, readList(trunks, 'sipAccounts').length]).toEqual([7, 4]);
    expect(readList(await getTelecomX(sandbox, '/pbx/sipphone', { limit: '20', offset: '20' }), 'sipPhones').length).toBe(20);
    expect(readList(await getTelecomX(plain, '/pbx/sipphone'), 'sipPhones').length).toBe(45);
  });

  it('ignores undocumented parameters', async () => {
    expect((await getTelecomX(sandbox, '/sip', { color: 'red' })).status).toBe(200);
  });
});
