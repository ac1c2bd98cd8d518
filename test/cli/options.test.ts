// Options of the shell that concern output, the exit code and the environment.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';

const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
const folder = mkdtempSync(`${tmpdir()}/linekeeper-`);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});
const environment = { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) };
const run = (...words: string[]) => linekeeper(words, { environment });

describe('--output', () => {
  it.each([
    [['lines', '--limit', '3'], 'lines.csv', /^\ufeffaccount,/],
    [['callgear', 'sip-lines', '--all'], 'rows.csv', /^\ufeffid,/],
    [['lines', '--limit', '3'], 'lines.json', /^\{"lines":/],
    [['lines', '--limit', '3'], 'lines.ndjson', /^\{"account":.*\n\{/],
    [['lines', '--limit', '3'], 'lines.txt', /^status +name/],
    [['lines', '--limit', '3', '--format', 'csv'], 'lines.data', /^\ufeffaccount,/],
  ])('of %j writes %s and nothing to stdout', async (words, name, beginning) => {
    const { code, stdout } = await run(...words, '--output', `${folder}/${name}`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(`${folder}/${name}`, 'utf8')).toMatch(beginning);
  });

  it('leaves the file as it was if the command fails before the first row, and names one that cannot be written', async () => {
    writeFileSync(`${folder}/kept.csv`, 'kept');
    expect((await run('lines', '--fields', 'statsu', '--output', `${folder}/kept.csv`)).code).toBe(64);
    expect(readFileSync(`${folder}/kept.csv`, 'utf8')).toBe('kept');
    const { code, stderr } = await run('lines', '--output', `${folder}/missing/lines.csv`);
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr: expect.stringContaining(`${folder}/missing/lines.csv cannot be written (ENOENT)`),
    });
  });

  it('leaves pipes without a byte order mark', async () => {
    for (const words of [['lines'], ['callgear', 'sip-lines']])
      expect((await run(...words, '--format', 'csv')).stdout).not.toContain('\ufeff');
  });
});

describe('audit --fail-on', () => {
  it.each([
    [['--fail-on', 'critical'], 1],
    [['--fail-on', 'warning', '--severity', 'critical'], 1],
    [['--fail-on', 'critical', '--severity', 'warning'], 0],
    [['--fail-on', 'info', '--check', 'idle'], 1],
    [['--severity', 'critical'], 0],
    [['--fail-on', 'grave'], 64],
  ])('%j ends with %i', async (words, expected) => {
    expect((await run('audit', '--limit', '1', ...words)).code).toBe(expected);
  });
});

describe('--verbose', () => {
  it('reports each request on stderr, without URL, body or credential', async () => {
    const { stdout, stderr } = await run('find', '70305050', '--verbose');
    expect(JSON.parse(stdout).returned).toBeGreaterThan(0);
    const lines = stderr.trim().split('\n');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toMatch(/^request: (callgear|telecomx|exolve) \w+ \w+, 200, \d+ ms, attempt 1, \d+ bytes$/);
    expect(stderr).not.toMatch(/http|70305050|token|key|Snom/);
  });
});

describe('a table that is not for a terminal', () => {
  it('ends with its count on stderr', async () => {
    expect((await run('accounts', '--format', 'table')).stderr).toBe('3 accounts\n');
    expect((await run('lines', '--status', 'down', '--all', '--format', 'table')).stderr).toMatch(/^\d+ lines\n$/m);
    expect((await run('audit', '--limit', '2', '--format', 'table')).stderr).toMatch(/2 of \d+ findings; --all shows all\n$/);
  });
});

describe('--env-file', () => {
  it('adds variables, and leaves those that are set', async () => {
    writeFileSync(`${folder}/.env`, `LINEKEEPER_ACCOUNTS='${JSON.stringify(sandbox.accounts)}'\nLINEKEEPER_SANDBOX=0 # real ones\n`);
    const accounts = await linekeeper(['accounts', '--env-file', `${folder}/.env`, '--format', 'csv', '--fields', 'account']);
    expect(accounts.stdout).toBe('account\r\n"copenhagen"\r\n"moscow"\r\n"kazan"\r\n');
    const other = await linekeeper([`--env-file=${folder}/.env`, 'accounts', '--format', 'csv', '--fields', 'account'], {
      environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts.slice(0, 1)) },
    });
    expect(other.stdout).toBe('account\r\n"copenhagen"\r\n');
  });

  it('sets what is empty, whatever stands in a later file', async () => {
    writeFileSync(`${folder}/.first`, `LINEKEEPER_ACCOUNTS='${JSON.stringify(sandbox.accounts.slice(0, 1))}'\n`);
    writeFileSync(`${folder}/.second`, 'LINEKEEPER_ACCOUNTS=\n');
    const files = ['--env-file', `${folder}/.first`, '--env-file', `${folder}/.second`];
    const { stdout } = await linekeeper(['accounts', ...files, '--format', 'csv', '--fields', 'account'], {
      environment: { LINEKEEPER_ACCOUNTS: '' },
    });
    expect(stdout).toBe('account\r\n"copenhagen"\r\n');
  });

  it('that cannot be read is named', async () => {
    const { code, stderr } = await linekeeper(['accounts', '--env-file', '/no/such/file']);
    // Node itself reads the option before the command does.
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain('/no/such/file');
  });
});

describe('the accounts file', () => {
  it('has a default place, which doctor names', async () => {
    const file = `${folder}/linekeeper/accounts.json`;
    const without = await linekeeper(['doctor'], { environment: { XDG_CONFIG_HOME: folder } });
    expect({ code: without.code, stdout: without.stdout }).toEqual({
      code: 78,
      stdout: expect.stringContaining(`the file ${file} does not exist`),
    });
    mkdirSync(`${folder}/linekeeper`);
    writeFileSync(file, JSON.stringify(sandbox.accounts));
    const doctor = await linekeeper(['doctor'], { environment: { XDG_CONFIG_HOME: folder } });
    expect({ code: doctor.code, stdout: doctor.stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`the file ${file}`) });
    writeFileSync(file, '[{"name": "one",}]');
    const mistake = await linekeeper(['lines'], { environment: { XDG_CONFIG_HOME: folder } });
    expect(mistake.stderr).toContain(`${file} is not valid JSON (line 1, column 16).`);
    expect(mistake.stderr).toContain('a comma before the closing "}"');
  });

  it('that is an empty array is said to be empty', async () => {
    const { code, stderr } = await linekeeper(['lines'], { environment: { LINEKEEPER_ACCOUNTS: ' [ ] ' } });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringContaining('LINEKEEPER_ACCOUNTS holds an empty array') });
  });
});

describe('help', () => {
  it.each([
    ['fields', 'numbers'],
    ['errors', '77'],
    ['accounts', 'EXOLVE_API_KEY'],
  ])('%s is a topic', async (topic, text) => {
    const { code, stdout } = await linekeeper(['help', topic]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(text) });
  });

  it.each([
    [['lines']],
    [['find']],
    [['audit']],
    [['summary']],
    [['accounts']],
    [['callgear', 'sip-lines']],
    [['telecomx', 'sip-phones']],
    [['exolve', 'numbers']],
  ])('of %j has examples that run', async words => {
    const { stdout } = await linekeeper([...words, '--help']);
    const examples = [...stdout.matchAll(/^ {2}linekeeper (.*)$/gm)].map(([, line = '']) =>
      line.replace('lines.csv', `${folder}/lines.csv`),
    );
    expect(examples).toHaveLength(2);
    for (const example of examples) {
      const args = [...example.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
      expect((await run(...args)).code, example).toBe(example.includes('--fail-on') ? 1 : 0);
    }
  });
});
