// What a caller with a token for one account may try: cursors that it writes itself, other accounts, depth, and other callers' requests.
import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { toCanonicalJson } from '../../packages/core/src/text/json.ts';
import { startHangingProvider } from './hanging-provider.ts';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, type ParsedResponse, post } from './raw-messages.ts';

const hanging = await startHangingProvider();
const tokens = { all: 'token-of-everything-1', one: 'token-of-moscow-00001' };
const environment = {
  LINEKEEPER_HTTP_TOKENS: JSON.stringify([
    { name: 'all', token: tokens.all, accounts: ['*'] },
    { name: 'one', token: tokens.one, accounts: ['moscow'] },
  ]),
};
const server = await startHttpCommand({ environment });
afterAll(() => server.kill());

const send = (body: unknown, caller: keyof typeof tokens = 'one', url = server.url): Promise<ParsedResponse> =>
  post(url, body, { headers: { authorization: `Bearer ${tokens[caller]}` } });
const call = async (name: string, args: object, caller?: keyof typeof tokens) =>
  (await send(legacyBody('tools/call', { name, arguments: args }), caller)).body.result;
const getError = (result: { _meta?: Record<string, unknown> }) => result._meta?.['linekeeper/error'];

/** A cursor as the server writes it: its checksum has no secret. */
function forgeCursor(text: string, scope: object): string {
  const checksum = createHash('sha256')
    .update(`${text}\n${toCanonicalJson(scope)}`)
    .digest('base64url')
    .slice(0, 22);
  return Buffer.from(text).toString('base64url') + checksum;
}

describe('a cursor that the caller wrote', () => {
  const positions = ['2.3.0.', '2.999999999999999.3.zzzzzzzzzzz', '2.0.0.0'];
  it.each(positions)('reaches no list beyond the last one: %s', async position => {
    for (const marks of ['', '.', '-', 'zzzz', 'ZZZZ'])
      for (const index of [1, 9, 9_999]) {
        const cursor = `${index}${marks}~${forgeCursor(position, { tool: 'list_lines', account: marks, input: {} })}`;
        expect(getError(await call('list_lines', { cursor }))).toMatchObject({ code: 'input', field: 'cursor' });
      }
  });

  it.each(['0.x', '9999999.x.5', '99999999999999999999.-.0'])('reaches no finding beyond the last one: %s', async position => {
    for (const index of [9, 9_999]) {
      const cursor = `${index}~${forgeCursor(position, { tool: 'audit_lines', account: '', input: {} })}`;
      expect(getError(await call('audit_lines', { cursor }))).toMatchObject({ code: 'input', field: 'cursor' });
    }
  });

  it('opens no account of others, nor does one that another caller got', async () => {
    const { next_cursor: cursor } = (await call('list_lines', { limit: 3 }, 'all')).structuredContent;
    expect(getError(await call('list_lines', { limit: 3, cursor }))).toMatchObject({ code: 'input', field: 'cursor' });
    for (const tool of ['telecomx_list_sip_phones', 'exolve_list_numbers', 'callgear_list_sip_lines'])
      for (const account of ['copenhagen', 'kazan', 'moscow']) {
        const result = await call(tool, { cursor: forgeCursor('2.1.0.', { tool, account, input: {} }) });
        const text = JSON.stringify(result);
        if (account === 'moscow' && tool.startsWith('callgear')) expect(result.structuredContent.account).toBe('moscow');
        else expect(getError(result)).toMatchObject({ code: expect.stringMatching(/^(?:denied|input)$/) });
        expect(text).not.toMatch(/copenhagen|kazan/);
      }
  });
});

describe('another account', () => {
  it.each(['linekeeper://accounts', 'linekeeper://capabilities', 'linekeeper://export/lines.csv', 'LINEKEEPER://accounts?account=kazan'])(
    'is not in the resource %s',
    async uri => {
      const { body } = await send(legacyBody('resources/read', { uri }));
      expect(JSON.stringify(body.result)).toContain('moscow');
      expect(JSON.stringify(body)).not.toMatch(/copenhagen|"kazan"/);
    },
  );

  it.each(['moscow%2f..%2fkazan/1', '../accounts', 'moscow/%00', 'moscow/%ff', '__proto__/constructor', 'moscow\u200b/1', 'ｍoscow/1'])(
    'is not reached by the URI linekeeper://lines/%s',
    async path => {
      const { body } = await send(legacyBody('resources/read', { uri: `linekeeper://lines/${path}` }));
      expect(body.error.code).toBe(-32_602);
    },
  );

  it.each([' moscow', 'MOSCOW\u0000', 'moscow\u200b', 'ｍoscow', 'mоscow', '*', '__proto__', 'moscow\r\nx: y'])(
    'is not meant by the name %j, which is not taken for another',
    async account => {
      for (const [name, value] of [
        ['callgear_list_sip_lines', account],
        ['list_lines', [account]],
      ] as const)
        expect(getError(await call(name, { account: value }))).toMatchObject({ code: 'input', field: 'account' });
    },
  );
});

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('a message without an end to its depth', () => {
  const message = (method: string, params: string) => `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;
  it.each([
    ['itself', deep(150_000)],
    ['a response', `{"jsonrpc":"2.0","id":1,"result":${deep(100_000)}}`],
    ['an id', `{"jsonrpc":"2.0","id":${deep(100_000)},"method":"ping"}`],
    ['parameters', message('tools/list', deep(100_000))],
    ['metadata', message('tools/call', `{"name":"list_accounts","_meta":${deep(100_000)}}`)],
    ['capabilities', message('initialize', `{"protocolVersion":"2025-11-25","clientInfo":{},"capabilities":${deep(100_000)}}`)],
    ['arguments of a prompt', message('prompts/get', `{"name":"leaver_check","arguments":${deep(100_000)}}`)],
    ['what is completed', message('completion/complete', `{"ref":${deep(100_000)},"argument":{}}`)],
    ['a notification', `{"jsonrpc":"2.0","method":"notifications/cancelled","params":${deep(100_000)}}`],
  ])('is refused before it is read further: %s', async (_, text) => {
    const { status, body } = await send(text);
    expect([status, body.error.code]).toEqual([400, -32_600]);
    expect(JSON.stringify(body)).not.toMatch(/RangeError|call stack/);
  });

  it('in the arguments of a tool is told to the model', async () => {
    const { body } = await send(message('tools/call', `{"name":"list_lines","arguments":{"owner":${deep(100_000)}}}`));
    expect(getError(body.result)).toMatchObject({ code: 'input', field: 'owner', message: expect.stringContaining('100 levels') });
  });
});

describe('a request of another caller', () => {
  it('is not canceled by a notification with its id', async () => {
    const accounts = hanging.accounts.replace('kazan', 'moscow');
    const { url, kill } = await startHttpCommand({ sandbox: false, environment: { ...environment, LINEKEEPER_ACCOUNTS: accounts } });
    const requested = hanging.nextRequest();
    const answer = send(legacyBody('tools/call', { name: 'exolve_list_sip_ids', arguments: {} }), 'all', url);
    await requested;
    expect((await send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 1 } }, 'one', url)).status).toBe(202);
    // The same id at the same time is another request.
    expect((await send(legacyBody('ping'), 'one', url)).body).toMatchObject({ id: 1, result: {} });
    hanging.respond({ sips: [] });
    expect((await answer).body.result.structuredContent).toMatchObject({ account: 'moscow', rows: [] });
    kill();
  });
});
