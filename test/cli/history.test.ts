// The history in the shell: snapshots, watching, changes, and care for the file.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { buildCompany, type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { commandFile, linekeeper } from '../command.ts';
import { createFolder } from '../history/temporary-folder.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';

/** A sandbox whose lines the test changes, and the environment of commands that ask it. */
async function startEstate(): Promise<{ sandbox: Sandbox; path: string; environment: Record<string, string> }> {
  const sandbox = await startSandbox({ company: buildCompany(), callGearLimits: highCallGearLimits });
  onTestFinished(() => sandbox.close());
  const path = join(createFolder(), 'state', 'history.db');
  return {
    sandbox,
    path,
    environment: { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts), LINEKEEPER_HISTORY: path, TZ: 'Europe/Moscow' },
  };
}

const setRegistered = ({ company }: Sandbox, registered: boolean) => {
  const [line] = company.moscow.sipLines;
  if (line !== undefined) line.physical_state = registered ? 'Registered' : 'Not registered';
};

describe('snapshots', () => {
  it('are compared, and their changes are listed', async () => {
    const { sandbox, path, environment } = await startEstate();
    const first = await linekeeper(['snapshot'], { environment });
    expect(first).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^\d+ lines read; 0 changes\. This is the first snapshot: the next ones are compared with it\.\n$/),
    });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    setRegistered(sandbox, false);
    expect((await linekeeper(['snapshot'], { environment })).stderr).toMatch(/^\d+ lines read; 1 change\.\n$/);
    const { stdout } = await linekeeper(['changes'], { environment });
    expect(JSON.parse(stdout)).toMatchObject({
      changes: [
        {
          at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          account: 'moscow',
          kind: 'sip_line',
          id: '300101',
          change: 'status',
          field: 'status',
          before: 'up',
          after: 'down',
        },
      ],
      returned: 1,
      snapshots: { count: 2, failed: [] },
    });
    const lines = JSON.parse((await linekeeper(['lines', '--status', 'down', '--account', 'moscow'], { environment })).stdout).lines;
    expect(lines.find(({ id }: { id: string }) => id === '300101').since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
    const table = await linekeeper(['changes', '--format', 'table'], { environment });
    const at = new Date(JSON.parse(stdout).changes[0].at).getTime() + 3 * 3_600_000;
    expect(table.stdout).toContain(new Date(at).toISOString().slice(0, 16).replace('T', ' '));
    // Notes have local times, too; JSON has those of UTC.
    const earlier = await linekeeper(['changes', '--since', '30d'], { environment });
    expect(earlier.stderr).toMatch(/^note: The first snapshot is of \d{4}-\d\d-\d\d \d\d:\d\d: changes before it are not known\.\n/);
    const [, shown = ''] = /is of (.{16}):/.exec(earlier.stderr) ?? [];
    const { warnings, snapshots } = JSON.parse(earlier.stdout);
    expect(warnings).toEqual([`The first snapshot is of ${snapshots.first}: changes before it are not known.`]);
    expect(shown).toBe(new Date(Date.parse(snapshots.first) + 3 * 3_600_000).toISOString().slice(0, 16).replace('T', ' '));
    const csv = await linekeeper(['history', 'export'], { environment });
    expect(csv.stdout.split('\r\n').map(row => row.split(',')[1])).toEqual(['change', '"status"', undefined]);
  });

  it('of an account that fails change nothing, say so, and end with its code', async () => {
    const { sandbox, environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    sandbox.addFault({ kind: 'ip_denied', provider: 'exolve', times: 99 });
    const { code, stderr } = await linekeeper(['snapshot'], { environment });
    expect({ code, stderr }).toEqual({
      code: 77,
      stderr: expect.stringMatching(/^\d+ lines read; 0 changes\.\nnote: kazan: not read: denied \(kazan\): /),
    });
    const { changes, snapshots } = JSON.parse((await linekeeper(['changes'], { environment })).stdout);
    expect({ changes, snapshots }).toMatchObject({ changes: [], snapshots: { count: 2, failed: [{ account: 'kazan', snapshots: 1 }] } });
  });

  it('need the name of a history', async () => {
    const { environment } = await startEstate();
    const { LINEKEEPER_HISTORY: _, ...without } = environment;
    for (const words of [['snapshot'], ['watch'], ['history', 'info']]) {
      const { code, stderr } = await linekeeper(words, { environment: without });
      expect({ code, stderr }).toEqual({
        code: 78,
        stderr: expect.stringMatching(/config: No history is kept: name its file with --history FILE/),
      });
    }
    expect((await linekeeper(['changes'], { environment: without })).stderr).toMatch(
      /config: No history is kept here\. Set LINEKEEPER_HISTORY/,
    );
  });

  it('go to the home folder with LINEKEEPER_HISTORY=1, and to --history first', async () => {
    const { environment } = await startEstate();
    const home = createFolder();
    await linekeeper(['snapshot'], { environment: { ...environment, HOME: home, LINEKEEPER_HISTORY: '1' } });
    expect(existsSync(join(home, '.local/state/linekeeper/history.db'))).toBe(true);
    const other = join(home, 'other.db');
    await linekeeper(['snapshot', '--history', other], { environment });
    expect(existsSync(other)).toBe(true);
  });

  it('of the sandbox are never mixed with those of accounts', async () => {
    const { environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    const { code, stderr } = await linekeeper(['snapshot', '--sandbox'], { environment });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(/holds lines of real accounts, not of the sandbox/) });
    // Questions that need no history go on.
    const { stdout } = await linekeeper(['lines', '--sandbox', '--limit', '1'], { environment });
    expect(JSON.parse(stdout)).toMatchObject({ returned: 1, warnings: [expect.any(String), expect.any(String)] });
    expect(stdout).toContain('holds lines of real accounts');
  });
});

describe('watch', () => {
  it('prints each change as it comes, and holds the history alone until it ends', async () => {
    const { sandbox, path, environment } = await startEstate();
    const child = spawn(process.execPath, [commandFile, 'watch', '--every', '1s', '--change', 'status'], { env: environment });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    await expect.poll(() => stderr).toMatch(/the first snapshot, of \d+ lines/);
    const second = await linekeeper(['watch'], { environment });
    expect({ code: second.code, stderr: second.stderr }).toEqual({
      code: 78,
      stderr: expect.stringMatching(new RegExp(`linekeeper watch \\(process ${child.pid}, since .*\\) writes to the history history.db`)),
    });
    setRegistered(sandbox, false);
    await expect.poll(() => stdout).toContain('"after":"down"');
    sandbox.addFault({ kind: 'ip_denied', provider: 'exolve', times: 999 });
    await expect.poll(() => stderr).toContain('kazan: not read');
    sandbox.clearFaults();
    setRegistered(sandbox, true);
    await expect.poll(() => stderr).toContain('all accounts are read again');
    await expect.poll(() => stdout).toContain('"after":"up"');
    expect(
      stdout
        .trim()
        .split('\n')
        .map(row => JSON.parse(row).after),
    ).toEqual(['down', 'up']);
    const ended = new Promise(resolve => child.on('close', (code, signal) => resolve(code ?? signal)));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect((await linekeeper(['snapshot'], { environment })).code).toBe(0);
    expect((await linekeeper(['history', 'info'], { environment })).stdout).toContain(path);
  });

  it('goes on when another process has held the history for a while', async () => {
    const { sandbox, path, environment } = await startEstate();
    const child = spawn(process.execPath, [commandFile, 'watch', '--every', '1s', '--change', 'status'], { env: environment });
    onTestFinished(() => void child.kill('SIGKILL'));
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    await expect.poll(() => stderr).toMatch(/the first snapshot, of \d+ lines/);
    const other = new DatabaseSync(path, { timeout: 5_000 });
    other.exec('BEGIN IMMEDIATE');
    setRegistered(sandbox, false);
    await expect.poll(() => stderr, { timeout: 30_000 }).toContain('note: unavailable: The history history.db is in use');
    other.exec('COMMIT');
    other.close();
    await expect.poll(() => stdout).toContain('"after":"down"');
    expect(child.exitCode).toBeNull();
  }, 60_000);

  it.each([
    [['--every', 'often'], '--every must be a time such as 30s, 5m or 1h'],
    // A timer of Node would fire at once.
    [['--every', '25d'], '--every must be a time such as 30s, 5m or 1h, up to 24d'],
    [['--every', '999999h'], 'up to 24d'],
    [['--change', 'exploded'], 'change'],
    [['--account', 'berlin'], 'berlin'],
  ])('refuses %j before anything is sent', async (words, reason) => {
    const { sandbox, environment } = await startEstate();
    const { code, stderr } = await linekeeper(['watch', ...words], { environment });
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining(reason) });
    expect(sandbox.requests).toEqual([]);
  });
});

describe('history', () => {
  it('says what it holds, removes what is old, and exports the rest to a file', async () => {
    const { sandbox, path, environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    setRegistered(sandbox, false);
    await linekeeper(['snapshot'], { environment });
    const info = (await linekeeper(['history', 'info'], { environment })).stdout;
    expect(info).toMatch(
      /^file: +\S+history\.db\nsize: .*\(schema 2\)\nsnapshots: 2, from .* to .*\nchanges: +1\nlines: +\d+ of 3 accounts \(/,
    );
    const home = join(path, '..');
    const file = join(home, 'changes.csv');
    await linekeeper(['history', 'export', '--output', '~/changes.csv'], { environment: { ...environment, HOME: home } });
    expect(readFileSync(file, 'utf8')).toMatch(/^\ufeffat,change,account/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await linekeeper(['history', 'prune', '--before', '1d'], { environment })).stderr).toBe('0 changes removed.\n');
    expect((await linekeeper(['history', 'prune', '--before', 'now'], { environment })).stderr).toBe('1 change removed.\n');
    expect((await linekeeper(['history', 'prune', '--before', 'someday'], { environment })).code).toBe(64);
    expect((await linekeeper(['history', 'prune'], { environment })).code).toBe(64);
  });

  it('is exported to a file in the home folder, and to none that cannot be written', async () => {
    const { environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    const home = createFolder();
    const options = { environment: { ...environment, HOME: home } };
    expect(await linekeeper(['history', 'export', '--output=~/changes.csv'], options)).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(join(home, 'changes.csv'), 'utf8')).toMatch(/^\ufeffat,change,account.*\r\n$/);
    const { code, stderr } = await linekeeper(['history', 'export', '--output=~/missing/changes.csv'], options);
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr: expect.stringMatching(/The file \S+changes\.csv cannot be written \(ENOENT\)\. Choose another with --output\./),
    });
  });

  it('that cannot be read leaves the file of an export as it was', async () => {
    const { sandbox, path, environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    setRegistered(sandbox, false);
    await linekeeper(['snapshot'], { environment });
    const database = new DatabaseSync(path);
    database.exec("UPDATE changes SET line = 'no JSON'");
    database.close();
    const file = join(createFolder(), 'changes.csv');
    writeFileSync(file, 'an older export');
    expect((await linekeeper(['history', 'export', '--output', file], { environment })).code).not.toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('an older export');
  });

  it('is checked by the doctor, and fails no question when it is damaged', async () => {
    const { path, environment } = await startEstate();
    await linekeeper(['snapshot'], { environment });
    expect((await linekeeper(['doctor'], { environment })).stdout).toContain(
      '✓ integrity: the file is whole, with 1 snapshot; the last is of ',
    );
    writeFileSync(path, 'These are notes, not a database.'.repeat(500));
    const doctor = await linekeeper(['doctor'], { environment });
    expect({ code: doctor.code, stdout: doctor.stdout }).toEqual({
      code: 78,
      stdout: expect.stringMatching(/✗ integrity: The history history.db is damaged/),
    });
    const lines = await linekeeper(['lines', '--limit', '1'], { environment });
    expect(lines.code).toBe(0);
    expect(JSON.parse(lines.stdout)).toMatchObject({ returned: 1, warnings: [expect.stringMatching(/is damaged/)] });
    expect(await linekeeper(['snapshot'], { environment })).toMatchObject({
      code: 78,
      stderr: expect.stringMatching(/is damaged.*Put back a copy/),
    });
  });
});

describe('the sandbox', () => {
  it('plays a week for other programs with --story', async () => {
    const child = spawn(process.execPath, [commandFile, 'sandbox', '--story', '1s'], { env: {} });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    await expect.poll(() => stderr).toContain('2026-10-26 12:00  A spare phone comes into the cupboard\n');
  });
});
