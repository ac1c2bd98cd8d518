// What a host reads without a tool: accounts, capabilities, one line, and all lines as a file.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { httpServer } from './http-command.ts';
import { modern, older, post } from './raw-messages.ts';

const sandbox = await startSandbox();
const server = await httpServer({
  sandbox: false,
  environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts), LINEKEEPER_TIMEOUT_MS: '6000' },
});
afterAll(async () => {
  server.close();
  await sandbox.close();
});
beforeEach(() => sandbox.clearFaults());

const send = async (uri: string) => {
  const { body, headers } = modern('resources/read', { uri }, { 'mcp-name': encoded(uri) });
  return (await post(server.url, body, { headers })).body;
};

/** As a header says what is not plain. */
const encoded = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`);

const contentsOf = async (uri: string) => (await send(uri)).result.contents;

async function csv(query = ''): Promise<{ header: string[]; rows: string[][]; said: string | undefined }> {
  const [file, note] = await contentsOf(`linekeeper://export/lines.csv${query}`);
  const [header = [], ...rows] = cellsIn(file.text);
  return { header, rows, said: note?.text };
}

/** By RFC 4180, as a spreadsheet reads it. */
const cellsIn = (text: string): string[][] =>
  text
    .split('\r\n')
    .filter(line => line !== '')
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''),
    );

const column = ({ header, rows }: { header: string[]; rows: string[][] }, name: string) => rows.map(row => row[header.indexOf(name)]);

describe('all lines as a file', () => {
  it('are every line of every account, each once', async () => {
    const all = await csv();
    const keys = all.rows.map(row => ['account', 'kind', 'id'].map(name => row[all.header.indexOf(name)]).join('/'));
    expect(all.rows).toHaveLength(227);
    expect(new Set(keys).size).toBe(227);
    expect(all.said).toBeUndefined();
    expect(new Set(column(all, 'account'))).toEqual(new Set(['copenhagen', 'moscow', 'kazan']));
  });

  it.each([
    ['?status=down', 'status', ['down']],
    ['?status=down,blocked', 'status', ['blocked', 'down']],
    ['?status=down&status=blocked', 'status', ['blocked', 'down']],
    ['?provider=exolve', 'provider', ['exolve']],
    ['?status=up&provider=callgear', 'provider', ['callgear']],
    ['?owner=lars%20hansen', 'owner', ['Lars Hansen']],
  ])('are filtered by %s', async (query, name, values) => {
    const some = await csv(query);
    expect([...new Set(column(some, name))].sort()).toEqual(values);
  });

  it.each([
    ['?status=dead', /Unknown status "dead". Valid: up, down/],
    ['?sattus=down', /did you mean status\?/],
    ['?provider=skype', /Unknown provider "skype". Valid: callgear/],
    ['?account=oslo', /Unknown account "oslo"/],
    ['?text=a&text=b', /"text" must be a text, not \["a","b"\]/],
    ['?limit=5', /A file has no limit/],
    ['?cursor=x', /A file has no cursor/],
  ])('are refused with %s, and what would be valid is said', async (query, sentence) => {
    const { error } = await send(`linekeeper://export/lines.csv${query}`);
    expect(error).toMatchObject({ code: -32_602, data: { 'linekeeper/error': { code: 'input' } } });
    expect(error.message).toMatch(sentence);
  });

  it('are refused with a URI without end, at once', async () => {
    for (const uri of [
      `linekeeper://export/lines.csv?${'status=up&'.repeat(50_000)}`,
      `linekeeper://lines/moscow/${'%20'.repeat(100_000)}`,
    ]) {
      // So long a name stands in no header, hence the older era.
      const { body: answer } = await post(server.url, older('resources/read', { uri }));
      expect(answer.error).toMatchObject({ code: -32_602, message: 'A URI here has at most 4000 characters.' });
    }
  });

  it('come without the account that fails, and a second part says which and why', async () => {
    sandbox.fail({ kind: 'status', provider: 'exolve', status: 500, times: 100 });
    const some = await csv();
    expect(new Set(column(some, 'account'))).toEqual(new Set(['copenhagen', 'moscow']));
    expect(some.said).toMatch(/kazan: nothing could be read \(unavailable/);
  });

  it('hold no cell that a spreadsheet would run', async () => {
    for (const cell of (await csv()).rows.flat()) expect(cell).not.toMatch(/^\s*[=@]|^[+-](?![\d .]+$)/);
  });
});

describe('one line', () => {
  it('has its own shape, and all fields of its provider', async () => {
    const [{ mimeType, text }] = await contentsOf('linekeeper://lines/kazan/18446744073709551007');
    expect(mimeType).toBe('application/json');
    const { lines, rows } = JSON.parse(text);
    expect(lines).toMatchObject([{ account: 'kazan', provider: 'exolve', id: '18446744073709551007', status: expect.any(String) }]);
    expect(rows).toMatchObject([{ sip_resource_id: '18446744073709551007' }]);
  });

  it.each([
    ['linekeeper://lines/kazan/1', /No line of "kazan" has this id/],
    ['linekeeper://lines/kazan', /not found/i],
    ['linekeeper://lines/kazan/1/2', /not found/i],
    ['linekeeper://lines/oslo/1', /Unknown account "oslo"/],
    ['linekeeper://lines/kazan/%zz', /not found/i],
    ['linekeeper://lines', /not found/i],
  ])('that is not there (%s) is said', async (uri, sentence) => {
    const { error } = await send(uri);
    expect(error.code).toBe(-32_602);
    expect(error.message).toMatch(sentence);
  });

  it('of an account that is away is no missing line', async () => {
    sandbox.fail({ kind: 'status', provider: 'exolve', status: 500, times: 100 });
    const { error } = await send('linekeeper://lines/kazan/18446744073709551007');
    expect(error).toMatchObject({ code: -32_603, data: { 'linekeeper/error': { code: 'unavailable', account: 'kazan' } } });
  });
});

describe('accounts and what they report', () => {
  it('say how each account is, one that is away too', async () => {
    sandbox.fail({ kind: 'status', provider: 'telecomx', status: 500, times: 100 });
    const [{ text }] = await contentsOf('linekeeper://accounts');
    const states = JSON.parse(text).accounts.map(({ account, state }: Record<string, string>) => [account, state]);
    expect(Object.fromEntries(states)).toEqual({ copenhagen: 'unreachable', moscow: 'ready', kazan: 'ready' });
  });

  it('ask no provider for what each can report', async () => {
    const before = sandbox.requests.length;
    const [{ text }] = await contentsOf('linekeeper://capabilities');
    expect(JSON.parse(text).accounts).toHaveLength(3);
    expect(JSON.parse(text).accounts[0].capabilities.registration).toContain('sip_trunk');
    expect(sandbox.requests.length).toBe(before);
  });

  it.each([
    'linekeeper://accounts/x',
    'linekeeper://accounts/%zz',
    'linekeeper://capabilities/x',
    'linekeeper://account',
    'linekeeper://export/lines.xls',
    'linekeeper:accounts',
  ])('are not at %s', async uri => {
    expect((await send(uri)).error.code).toBe(-32_602);
  });
});

describe('a resource without any account', () => {
  it('says what to set', async () => {
    const bare = await httpServer({ sandbox: false });
    for (const uri of ['linekeeper://accounts', 'linekeeper://capabilities', 'linekeeper://export/lines.csv', 'linekeeper://lines/a/1']) {
      const { body, headers } = modern('resources/read', { uri });
      const { error } = (await post(bare.url, body, { headers })).body;
      expect(error).toMatchObject({ code: -32_603, data: { 'linekeeper/error': { code: 'config' } } });
      expect(error.message).toContain('--sandbox needs nothing');
    }
    bare.close();
  });
});
