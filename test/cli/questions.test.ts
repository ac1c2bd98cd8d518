// The questions in the shell against the sandbox: formats, columns, limits and arguments.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { linekeeper } from '../command.ts';
import { answerSchemas, getLineKey, lineSchema } from '../questions/answer-contents.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';

const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
afterAll(() => sandbox.close());
const environment = { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) };
const run = (...words: string[]) => linekeeper(words, { environment });

const parseNdjson = <T extends z.ZodType>(text: string, row: T): z.output<T>[] =>
  text
    .trim()
    .split('\n')
    .map(json => row.parse(JSON.parse(json)));

describe('the command lines', () => {
  it('prints the structured content if stdout is not a terminal, and says how to continue', async () => {
    const { code, stdout, stderr } = await run('lines', '--status', 'down,blocked', '--status', 'inactive', '--limit', '3');
    expect(answerSchemas.list_lines.parse(JSON.parse(stdout))).toMatchObject({ returned: 3, lines: [{ status: 'down' }, {}, {}] });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/^note: 3 of \d+ rows shown\. --all shows all; --cursor \S+ with the same options continues\.\n$/),
    });
  });

  it('continues with the cursor that it printed', async () => {
    const first = await run('lines', '--format', 'ndjson', '--limit', '30', '--kind', 'sip_phone');
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.stderr) ?? [];
    const second = await run('lines', '--format', 'ndjson', '--limit', '30', '--kind', 'sip_phone', '--cursor', cursor);
    const ids = [...parseNdjson(first.stdout, lineSchema), ...parseNdjson(second.stdout, lineSchema)].map(({ id }) => id);
    expect(ids).toEqual(sandbox.company.copenhagen.phones.map(({ _id }) => _id));
    expect(second.stderr).toBe('');
  });

  it('prints all 336 lines once with --all', async () => {
    const { code, stdout, stderr } = await run('lines', '--all', '--format', 'ndjson');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(new Set(parseNdjson(stdout, lineSchema).map(getLineKey)).size).toBe(336);
  });

  it.each(['json', 'ndjson', 'csv', 'json --fields id,owner', 'csv --fields owner,id'])(
    'prints with --all, where lines are printed as they come, the same %s as with a limit that none exceeds',
    async format => {
      const streamed = await run('lines', '--all', '--format', ...format.split(' '));
      expect(streamed.stdout).toBe((await run('lines', '--limit', '500', '--format', ...format.split(' '))).stdout);
      expect(streamed.stderr).toBe('');
    },
  );

  it('prints with --all that nothing was found, and the header of an empty file', async () => {
    const words = ['lines', '--all', '--owner', 'Unknown Person'];
    const { code, stdout, stderr } = await run(...words, '--format', 'csv', '--fields', 'id,owner');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'id,owner\r\n' });
    expect(stderr).toMatch(/^note: No owner has this name.*\n(note: .*\n)?note: nothing found\.\n$/);
    const json = await run(...words);
    expect(answerSchemas.list_lines.parse(JSON.parse(json.stdout))).toMatchObject({ lines: [], returned: 0 });
  });

  it.each([
    [['--fields', 'id', '--fields', 'monthly_fee'], 'id,monthly_fee'],
    [['--fields', 'id,ip,created_at,provider', '--kind', 'sip_phone'], 'id,ip,created_at,provider'],
    [['--fields', 'owner_id', '--owner', 'Unknown Person'], 'owner_id'],
  ])('prints with %j the requested columns as CSV, even if no row has a value', async (words, header) => {
    const { code, stdout } = await run('lines', '--format', 'csv', '--limit', '2', ...words);
    expect({ code, header: stdout.split('\r\n')[0] }).toEqual({ code: 0, header });
  });

  it('prints a table without control characters and bidirectional overrides', async () => {
    const { stdout } = await run('lines', '--all', '--format', 'table');
    expect(stdout.split('\n')[0]).toMatch(/^status +name +numbers +extension/);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('rejects an unknown column with the nearest known one', async () => {
    const { code, stdout, stderr } = await run('lines', '--fields', 'statsu');
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(/did you mean status\?/);
  });
});

describe('the other questions', () => {
  it('find accepts a number as people write it', async () => {
    const { stdout } = await run('find', '70 30 50 50');
    expect((await run('find', '70', '30', '50', '50')).stdout).toBe(stdout);
    expect(answerSchemas.find_number.parse(JSON.parse(stdout))).toMatchObject({
      returned: 6,
      matches: Array(6).fill({ match: 'national' }),
    });
  });

  it('find prints rows with their role and match', async () => {
    const { stdout } = await run('find', '0123401', '--format', 'csv', '--fields', 'match,role,account,id');
    expect(stdout).toBe('match,role,account,id\r\n"exact","extension","moscow","300101"\r\n');
  });

  it('audit prints findings, and all of them with --all', async () => {
    const { code, stdout, stderr } = await run('audit', '--all', '--format', 'ndjson');
    const found = parseNdjson(stdout, z.looseObject({ code: z.string(), account: z.string(), kind: z.string(), id: z.string() }));
    expect(found.map(row => `${row.code} ${getLineKey(row)}`).sort()).toEqual(
      sandbox.company.expectedFindings.map(({ code: expectedCode, subject }) => `${expectedCode} ${getLineKey(subject)}`).sort(),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('audit accepts severities and checks', async () => {
    const { stdout } = await run('audit', '--severity', 'critical', '--check', 'usage_block,idle');
    expect(answerSchemas.audit_lines.parse(JSON.parse(stdout))).toMatchObject({ returned: 1, counts: { usage_block: 1 } });
  });

  it('summary groups by the requested fields', async () => {
    const { stdout } = await run('summary', '--by', 'provider,kind', '--format', 'csv', '--fields', 'provider,kind,count,monthly_fees');
    expect(stdout.split('\r\n').slice(0, 2)).toEqual(['provider,kind,count,monthly_fees', '"telecomx","number","63",""']);
    expect(stdout).toContain('"exolve","number","45","18357.5 RUB (45 lines)"');
    const all = await run('summary', '--by', 'provider,kind', '--format', 'csv');
    expect(all.stdout.startsWith('provider,kind,count,monthly_fee,currency,monthly_fee_2,currency_2\r\n')).toBe(true);
    expect(all.stdout).toMatch(/"exolve","number","45",("","",)?"18357\.5","RUB"/);
  });

  it('accept --limit and --all, even if the tool has no limit', async () => {
    for (const words of [['summary'], ['accounts'], ['find', '5050']]) {
      const all = await run(...words, '--all', '--format', 'ndjson');
      const one = await run(...words, '--limit', '1', '--format', 'ndjson');
      expect(one.stdout).toBe(`${all.stdout.split('\n')[0]}\n`);
      const count = all.stdout.trim().split('\n').length;
      expect(one.stderr).toBe(`note: 1 of ${count} rows shown. --all shows all.\n`);
      expect(all.stderr).toBe('');
    }
    const { code, stderr } = await run('summary', '--limit', 'few');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('"limit" must be a whole number of at least 1') });
  });

  it('print all possible columns as CSV', async () => {
    const header = async (...words: string[]) => (await run(...words, '--format', 'csv')).stdout.split('\r\n')[0]?.split(',');
    expect(await header('lines', '--limit', '1')).toEqual(expect.arrayContaining(['provider', 'owner_id', 'ip', 'created_at']));
    expect(await header('find', '5050')).toEqual(expect.arrayContaining(['match', 'role', 'provider', 'created_at']));
    expect(await header('audit', '--limit', '1')).toEqual(expect.arrayContaining(['advice', 'provider', 'extension']));
    expect(await header('accounts')).toEqual(expect.arrayContaining(['quota.reset_s', 'quota.day_remaining']));
    expect(await header('summary')).toEqual(['kind', 'status', 'count', 'monthly_fee', 'currency', 'monthly_fee_2', 'currency_2']);
  });

  it('accounts prints the states', async () => {
    const { stdout } = await run('accounts', '--format', 'csv', '--fields', 'account,state');
    expect(stdout).toBe('account,state\r\n"copenhagen","ready"\r\n"moscow","ready"\r\n"kazan","ready"\r\n');
  });

  it('say with --sandbox that the data is the sandbox’s', async () => {
    for (const words of [['summary']]) {
      const { code, stdout, stderr } = await linekeeper([...words, '--sandbox']);
      expect({ code, words }).toEqual({ code: 0, words });
      expect(JSON.parse(stdout).warnings[0]).toMatch(/sandbox/);
      expect(stderr).toMatch(/^note: This is the built-in sandbox's data/);
    }
  });
});

describe('an invalid command line', () => {
  it.each([
    [['find'], /number/],
    [['find', 'abc'], /"abc" is not a number/],
    [['lines', '--statsu', 'up'], /Did you mean --status\?/],
    [['lines', '--all', '--limit', '3'], /--all or --limit/],
    [['summary', '--by', 'colour'], /owner, account, status, provider, kind and 2 more/],
    [['line'], /Did you mean lines\?/],
  ])('as %j is rejected, and prints nothing to stdout', async (words, message) => {
    const { code, stdout, stderr } = await run(...words);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each(['find', 'doctor'])('%s has help', async name => {
    const { code, stdout } = await run(name, '--help');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(`^Usage: linekeeper ${name} `) });
  });

  it('without an account says what to set', async () => {
    for (const name of ['lines', 'doctor']) {
      const { code, stdout, stderr } = await linekeeper([name]);
      expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
      expect(stderr).toMatch(/EXOLVE_API_KEY.*--sandbox/);
    }
  });
});
