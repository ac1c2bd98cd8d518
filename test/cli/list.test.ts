// The list commands of the built command against the sandbox: formats, limits, cursors, exit codes.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';

let sandbox: Sandbox;
let environment: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox();
  environment = { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) };
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearFaults());

const run = (...words: string[]) => linekeeper(words, { environment });
const parseNdjson = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

describe('a list command', () => {
  it('prints the tool’s structured content as JSON if stdout is not a terminal', async () => {
    const { code, stdout, stderr } = await run('callgear', 'sip-lines', '--status', 'inactive', '--limit', '2');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ account: 'moscow', returned: 2, rows: [{ status: 'inactive' }, { status: 'inactive' }] });
    expect(stderr).toMatch(/^note: 2 of \d+ rows shown\. --all shows all; --cursor \S+ with the same options continues\.\n$/);
  });

  it('continues with the cursor that it printed', async () => {
    const first = await run('telecomx', 'sip-phones', '--format', 'ndjson', '--limit', '30');
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.stderr) ?? [];
    const second = await run('telecomx', 'sip-phones', '--format', 'ndjson', '--limit', '30', '--cursor', cursor);
    const ids = [...parseNdjson(first.stdout), ...parseNdjson(second.stdout)].map(row => row._id);
    expect(ids).toEqual(sandbox.company.copenhagen.phones.map(phone => phone._id));
    expect(second.stderr).toBe('');
  });

  it.each([
    ['callgear', 'sip-lines', 45],
    ['callgear', 'virtual-numbers', 60],
    ['telecomx', 'sip-accounts', 7],
    ['telecomx', 'sip-phones', 45],
    ['exolve', 'sip-ids', 25],
  ])('%s %s --all prints all %i rows, once each', async (provider, operation, count) => {
    const { code, stdout, stderr } = await run(provider, operation, '--all', '--format', 'ndjson');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(stdout.trim().split('\n')).size).toBe(count);
  });

  it('accepts several values separated by commas or by repetition, and names with - or _', async () => {
    const once = await run('callgear', 'virtual-numbers', '--fields', 'id,status', '--limit', '1', '--response_format=detailed');
    const twice = await run('callgear', 'virtual-numbers', '--fields', 'id', '--fields', 'status', '--limit=1');
    expect(JSON.parse(once.stdout).rows).toEqual([{ id: 510001, status: 'active' }]);
    expect(JSON.parse(twice.stdout).rows).toEqual(JSON.parse(once.stdout).rows);
  });

  it('takes each word of a required list as a value, or several with commas', async () => {
    for (const words of [['510001', '510002'], ['510001,510002']]) {
      const { stdout } = await run('callgear', 'number-charges', ...words, '--format', 'ndjson');
      expect(parseNdjson(stdout).map(({ id }) => id)).toEqual([510_001, 510_002]);
    }
    expect((await run('callgear', 'number-charges', 'abc')).stderr).toMatch(/^linekeeper: input: Each entry of "number_capacity_ids"/);
  });

  it('counts rows, and shows only those that match', async () => {
    const counted = await run('telecomx', 'sip-phones', '--count-by', 'ip.mode', '--format', 'csv');
    expect(counted.stdout).toBe('ip.mode,count\r\n"LOCKED","39"\r\n"OPEN","3"\r\n"ROAMING","3"\r\n');
    const open = await run(
      'telecomx',
      'sip-phones',
      '--where',
      'ip.mode=open,roaming',
      '--where',
      'extension=',
      '--fields',
      '_id',
      '--format',
      'ndjson',
    );
    expect(parseNdjson(open.stdout)).toEqual([{ _id: 'F0000000000000000000002D' }]);
    const json = await run('telecomx', 'sip-phones', '--where', '{"ip.mode": "ROAMING"}', '--limit', '0');
    expect(JSON.parse(json.stdout)).toEqual({ account: 'copenhagen', rows: [], returned: 0, total: 3 });
    const groups = await run('telecomx', 'sip-accounts', '--count-by', 'connection', '--limit', '1', '--format', 'ndjson');
    expect(parseNdjson(groups.stdout)).toEqual([{ connection: 'IP_AUTH', count: 2 }]);
    expect(groups.stderr).toContain('4 smaller groups are left out, with 5 rows.');
  });

  it('accepts a filter tree as JSON, and a sort order that begins with -', async () => {
    const filter =
      '{"filters":[{"field":"employee_id","operator":"=","value":null},{"field":"type","operator":"=","value":"in"}],"condition":"and"}';
    const { stdout } = await run(
      'callgear',
      'sip-lines',
      '--filter',
      filter,
      '--sort',
      '-status',
      '--format',
      'ndjson',
      '--fields',
      'id,status,type',
    );
    const rows = parseNdjson(stdout);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatchObject({ type: 'in' });
    expect(rows.map(row => row.status)).toEqual(
      rows
        .map(row => row.status)
        .sort()
        .reverse(),
    );
  });

  it('prints nested fields as dotted columns of RFC 4180, with formulas escaped', async () => {
    const { stdout } = await run('telecomx', 'sip-phones', '--all', '--format', 'csv', '--fields', '_id,extension.number,notes');
    const [header, ...rows] = stdout.split('\r\n');
    expect(header).toBe('_id,extension.number,notes');
    expect(rows).toHaveLength(46);
    expect(stdout).toContain(`"'=HYPERLINK(""https://example.invalid"",""x"")"`);
    expect(stdout.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it('prints a table without control characters and bidirectional overrides', async () => {
    const { stdout } = await run('exolve', 'sip-ids', '--all', '--format', 'table');
    expect(stdout.split('\n')[0]).toMatch(/^sip_resource_id +sip_name +user_name/);
    expect(stdout).toContain('18446744073709551007');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it.each([
    [['callgear', 'sip-lines', '--limit', '-1'], 64, /"limit" must be a whole number of at least 0/],
    [['callgear', 'sip-lines', '--limit', 'many'], 64, /"limit" must be a whole number of at least 0/],
    [['callgear', 'sip-lines', '--all', '--limit', '3'], 64, /--all or --limit/],
    [['callgear', 'sip-lines', '--filter', '{'], 64, /--filter must be valid JSON/],
    [['callgear', 'sip-lines', '--fields', 'statsu'], 64, /did you mean status\?/],
    [['callgear', 'sip-lines', '--status', 'broken'], 64, /one of active, inactive/],
    [['callgear', 'sip-lines', '--account', 'kazan'], 64, /Unknown CallGear account "kazan".*Valid: moscow/],
    [['callgear', 'sip-lines', '--cursor', 'AAAA'], 64, /cursor does not belong/],
    [['callgear', 'sip-lines', '--statsu', 'active'], 64, /Did you mean --status\?/],
    [['lines', '--status', 'dwn'], 64, /Unknown status "dwn": did you mean down\?/],
    [['callgear', 'sip-line'], 64, /Did you mean sip-lines\?/],
    [['callgea', 'sip-lines'], 64, /Did you mean callgear\?/],
    [['telecomx', 'sip-accounts', '--customer', 'FFFFFFFFFFFFFFFFFFFFFFFF'], 66, /no such customer/],
  ])('rejects %j', async (words, exit, message) => {
    const { code, stdout, stderr } = await run(...words);
    expect({ code, stdout }).toEqual({ code: exit, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('says that the data is the sandbox’s, however it is enabled', async () => {
    for (const [words, variables] of [
      [['--sandbox', 'exolve', 'sip-ids'], {}],
      [['exolve', 'sip-ids', '--sandbox'], {}],
      [['exolve', 'sip-ids'], { LINEKEEPER_SANDBOX: '1' }],
    ] as const) {
      const { stdout, stderr } = await linekeeper([...words, '--limit', '1'], { environment: { ...variables } });
      expect(JSON.parse(stdout).warnings[0]).toMatch(/sandbox/);
      expect(stderr).toMatch(/^note: This is the built-in sandbox's data/);
    }
  });
});
