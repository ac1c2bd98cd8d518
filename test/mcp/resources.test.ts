// Resources: accounts, capabilities, one line, and the CSV export.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, modernMessage, post } from './raw-messages.ts';

const sandbox = await startSandbox();
const server = await startHttpCommand({
  sandbox: false,
  environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts), LINEKEEPER_TIMEOUT_MS: '6000' },
});
afterAll(async () => {
  server.kill();
  await sandbox.close();
});
beforeEach(() => sandbox.clearFaults());

const send = async (uri: string) => {
  const { body, headers } = modernMessage('resources/read', { uri }, { 'mcp-name': encodeHeader(uri) });
  return (await post(server.url, body, { headers })).body;
};

/** Encodes a header value that is not printable ASCII, as the protocol prescribes. */
const encodeHeader = (text: string) => (/^[\x20-\x7e]*$/.test(text) ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`);

const readContents = async (uri: string) => (await send(uri)).result.contents;

async function csv(query = ''): Promise<{ header: string[]; rows: string[][]; warnings: string | undefined }> {
  const [file, note] = await readContents(`linekeeper://export/lines.csv${query}`);
  // The mark tells spreadsheets that the file is UTF-8.
  expect(file.text.startsWith('\ufeff')).toBe(true);
  const [header = [], ...rows] = parseCsv(file.text.slice(1));
  return { header, rows, warnings: note?.text };
}

/** Parses CSV by RFC 4180. */
const parseCsv = (text: string): string[][] =>
  text
    .split('\r\n')
    .filter(line => line !== '')
    .map(line =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''),
    );

const column = ({ header, rows }: { header: string[]; rows: string[][] }, name: string) => rows.map(row => row[header.indexOf(name)]);

describe('the CSV export', () => {
  it('has every line of every account exactly once', async () => {
    const all = await csv();
    const keys = all.rows.map(row => ['account', 'kind', 'id'].map(name => row[all.header.indexOf(name)]).join('/'));
    expect(all.rows).toHaveLength(336);
    expect(new Set(keys).size).toBe(336);
    expect(all.warnings).toBeUndefined();
    expect(new Set(column(all, 'account'))).toEqual(new Set(['copenhagen', 'moscow', 'kazan']));
  });

  it.each([
    ['?status=down', 'status', ['down']],
    ['?status=down,blocked', 'status', ['blocked', 'down']],
    ['?status=down&status=blocked', 'status', ['blocked', 'down']],
    ['?provider=exolve', 'provider', ['exolve']],
    ['?status=up&provider=callgear', 'provider', ['callgear']],
    ['?owner=lars%20hansen', 'owner', ['Lars Hansen']],
  ])('is filtered by %s', async (query, name, values) => {
    const filtered = await csv(query);
    expect([...new Set(column(filtered, name))].sort()).toEqual(values);
  });

  it.each([
    ['?status=dead', /Unknown status "dead". Valid: up, down/],
    ['?sattus=down', /did you mean status\?/],
    ['?provider=skype', /Unknown provider "skype". Valid: callgear/],
    ['?account=oslo', /Unknown account "oslo"/],
    ['?text=a&text=b', /"text" must be a string, not \["a","b"\]/],
    ['?limit=5', /The export has no limit/],
    ['?cursor=x', /The export has no cursor/],
  ])('rejects %s with what would be valid', async (query, message) => {
    const { error } = await send(`linekeeper://export/lines.csv${query}`);
    expect(error).toMatchObject({ code: -32_602, data: { 'linekeeper/error': { code: 'input' } } });
    expect(error.message).toMatch(message);
  });

  it('rejects a very long URI', async () => {
    for (const uri of [
      `linekeeper://export/lines.csv?${'status=up&'.repeat(50_000)}`,
      `linekeeper://lines/moscow/${'%20'.repeat(100_000)}`,
      `skill://linekeeper/${'a'.repeat(4_000)}`,
    ]) {
      // Too long for a header, hence the legacy era.
      const { body } = await post(server.url, legacyBody('resources/read', { uri }));
      expect(body.error).toMatchObject({
        code: -32_602,
        message: 'The URI is longer than 4000 characters.',
        data: { 'linekeeper/error': { code: 'input', field: 'uri' } },
      });
    }
  });

  it('omits a failed account, and names it in a second content', async () => {
    sandbox.addFault({ kind: 'status', provider: 'exolve', status: 500, times: 100 });
    const partial = await csv();
    expect(new Set(column(partial, 'account'))).toEqual(new Set(['copenhagen', 'moscow']));
    expect(partial.warnings).toMatch(/kazan: nothing could be read \(unavailable/);
  });

  it('has no cell that a spreadsheet would evaluate as a formula', async () => {
    for (const cell of (await csv()).rows.flat()) expect(cell).not.toMatch(/(?:^|;)\s*(?:[=@]|[+-](?![\d .]+(?:;|$)))/);
  });
});

describe('one line', () => {
  it('has the common fields, and all fields of its provider', async () => {
    const [{ mimeType, text }] = await readContents('linekeeper://lines/kazan/18446744073709551007');
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
  ])('that does not exist (%s) is an error', async (uri, message) => {
    const { error } = await send(uri);
    expect(error.code).toBe(-32_602);
    expect(error.message).toMatch(message);
  });

  it('of an unreachable account is an error other than not found', async () => {
    sandbox.addFault({ kind: 'status', provider: 'exolve', status: 500, times: 100 });
    const { error } = await send('linekeeper://lines/kazan/18446744073709551007');
    expect(error).toMatchObject({ code: -32_603, data: { 'linekeeper/error': { code: 'unavailable', account: 'kazan' } } });
  });
});

describe('accounts and capabilities', () => {
  it('report the state of each account, also of an unreachable one', async () => {
    sandbox.addFault({ kind: 'status', provider: 'telecomx', status: 500, times: 100 });
    const [{ text }] = await readContents('linekeeper://accounts');
    const states = JSON.parse(text).accounts.map(({ account, state }: Record<string, string>) => [account, state]);
    expect(Object.fromEntries(states)).toEqual({ copenhagen: 'unreachable', moscow: 'ready', kazan: 'ready' });
  });

  it('send no request to a provider for capabilities', async () => {
    const before = sandbox.requests.length;
    const [{ text }] = await readContents('linekeeper://capabilities');
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
  ])('are not found at %s', async uri => {
    expect((await send(uri)).error.code).toBe(-32_602);
  });
});

describe('a resource without accounts', () => {
  it('reports what to configure', async () => {
    const bare = await startHttpCommand({ sandbox: false });
    for (const uri of ['linekeeper://accounts', 'linekeeper://capabilities', 'linekeeper://export/lines.csv', 'linekeeper://lines/a/1']) {
      const { body, headers } = modernMessage('resources/read', { uri });
      const { error } = (await post(bare.url, body, { headers })).body;
      expect(error).toMatchObject({ code: -32_603, data: { 'linekeeper/error': { code: 'config' } } });
      expect(error.message).toContain('--sandbox needs nothing');
    }
    bare.kill();
  });
});
