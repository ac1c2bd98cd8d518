// What may be requested: the endpoints of the lists, and none of the neighbors that change something, whatever the arguments.
import { type HttpRequest, type Operation, readAccounts } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { checkEndpoint } from '../../packages/core/src/http/allowed-endpoints.ts';
import { createTestRegistry } from '../core/acme.ts';
import { createFakeNetwork, createTestRuntime } from '../core/fake-network.ts';
import { ManualClock } from '../core/manual-clock.ts';
import { getSteps, readFixtures } from '../fixtures/fixture.ts';
import { getProvider } from './harness.ts';

const rpc = (method: string): HttpRequest => ({ method: 'POST', path: '', body: { jsonrpc: '2.0', id: 1, method, params: {} } });
const get = (path: string): HttpRequest => ({ method: 'GET', path });
const post = (path: string): HttpRequest => ({ method: 'POST', path, body: {} });
const id = '12345678901234567890ABCD';

/** Requests of each API that change something, tell a secret, or are none that the product needs. */
const neighbors: Record<string, HttpRequest[]> = {
  callgear: [
    ...['create.sip_lines', 'update.sip_lines', 'delete.sip_lines', 'update.sip_line_password', 'disable.virtual_numbers'].map(rpc),
    ...['enable.virtual_numbers', 'update.customers', 'reserve_number', 'getobj.private_number_params', 'get.sip_lines\n', ''].map(rpc),
    { ...rpc('get.sip_lines'), path: '/get.sip_lines' },
    { ...rpc('get.sip_lines'), method: 'GET' },
    get(''),
  ],
  telecomx: [
    ...[`/porting/${id}/split`, '/tools/changelog', '/tools/changelog?remove=true', `/number/combine/${id}`, '/sip?customer=1'].map(get),
    ...[
      '/sip/../porting',
      '/SIP',
      '/sip/',
      '/sip#',
      '/%73ip',
      '//sip',
      '/sip\n',
      `/employee/${id}/token`,
      `/pbx/queue/${id}/member/join`,
      '',
    ].map(get),
    ...['/sip', '/pbx/sipphone', '/number', `/employee/${id}/token`, '/auth/logout'].map(post),
    get('/auth/login'),
  ],
  exolve: [
    ...['Lock', 'Unlock', 'Buy', 'Delete', 'SetCallForwarding', 'DeleteCallForwarding', 'SetAmdState', 'SetCallRecordState'].flatMap(
      name => [post(`/number/v1/${name}`), post(`/number/customer/v1/${name}`)],
    ),
    post('/number/customer/v1/GetList/../Buy'),
    post('/number/customer/v1/GetList?x=Buy'),
    post('/messaging/v1/SendSMS'),
    get('/number/customer/v1/GetList'),
  ],
};

/** Texts that would lead elsewhere if they became part of a path. */
const hostileTexts = [
  `/porting/${id}/split`,
  '../../tools/changelog?remove=true',
  '?remove=true',
  '#',
  '%2f..%2fBuy',
  'reserve_number',
  '\n',
];

/** The arguments of the fixtures, and the same with hostile texts in place of their texts. */
function listInputs({ name }: Operation): Record<string, unknown>[] {
  const inputs = readFixtures()
    .filter(({ operation }) => operation === name)
    .flatMap(({ cases }) => cases.flatMap(getSteps).flatMap(({ input, answer }) => (answer === undefined ? [] : [input])));
  return inputs.flatMap(input => [
    input,
    ...hostileTexts.map(text =>
      Object.fromEntries(Object.entries(input).map(([key, value]) => [key, typeof value === 'string' ? text : value])),
    ),
  ]);
}

/** The requests that an operation makes of arguments; none for those that it refuses. */
function buildRequests(operation: Operation, input: Record<string, unknown>): HttpRequest[] {
  const parsed = operation
    .input()
    .partial()
    .safeParse(Object.fromEntries(Object.entries(input).filter(([key]) => key in operation.input().shape)));
  const inputs = [input, ...(parsed.success ? [parsed.data] : [])];
  return inputs.flatMap(one => {
    try {
      return [operation.request(one, { offset: 0, limit: 25 })];
    } catch {
      return [];
    }
  });
}

describe.each(providers)('the endpoints of $title', provider => {
  const listed = operations.filter(operation => operation.provider === provider);

  it('are those of its lists, whatever the arguments', () => {
    for (const operation of listed) {
      const requests = listInputs(operation).flatMap(input => buildRequests(operation, input));
      expect(requests.length).toBeGreaterThan(0);
      for (const request of requests) expect(() => checkEndpoint(provider, request)).not.toThrow();
    }
  });

  it('are those of its requests for single rows, whatever the ids', () => {
    const ids = [id, '74951000000', ...hostileTexts, ...hostileTexts.map(text => `${id}${text}`)];
    for (const { enrichment } of listed)
      for (const request of ids.flatMap(one => enrichment?.request(one, 0) ?? []))
        expect(() => checkEndpoint(provider, request)).not.toThrow();
  });

  it('leave out whatever changes something', () => {
    for (const request of neighbors[provider.name] ?? []) expect(() => checkEndpoint(provider, request), JSON.stringify(request)).toThrow();
  });

  it('are checked before a request is sent, also that of a login', async () => {
    const [credentials = []] = provider.credentials;
    const settings = { name: 'one', provider: provider.name, ...Object.fromEntries(credentials.map(key => [key, 'fixture-key-0001'])) };
    const [account] = readAccounts({}, providers, { source: 'The test', value: [settings] });
    const { fetch, requests } = createFakeNetwork(() => ({}));
    const clock = new ManualClock();
    if (account === undefined) throw new Error('no account');
    const connection = createTestRegistry(createTestRuntime(fetch, clock), [account]).getConnection(account);
    for (const request of neighbors[provider.name] ?? [])
      await expect(connection.send(request, body => body, { at: clock.now() + 1_000 })).rejects.toThrow('may not request');
    expect(requests).toEqual([]);
  });
});

it('a pattern stands for the whole endpoint', () => {
  const provider = { ...getProvider('telecomx'), endpoints: [/GET \/sip\/[0-9a-f]{24}\/voiceUsage/i] };
  expect(() => checkEndpoint(provider, get(`/sip/${id}/voiceUsage`))).not.toThrow();
  for (const path of [`/sip/${id}/voiceUsage/split`, `/sip/${id}0/voiceUsage`, `/x/sip/${id}/voiceUsage`, `/sip/${id}/voiceUsage\n`])
    expect(() => checkEndpoint(provider, get(path)), path).toThrow();
});
