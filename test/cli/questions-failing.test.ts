// Questions in the shell while accounts fail: the other accounts' rows are printed, the failures are reported, and the exit code is that of the error.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { startLoopbackServer } from '../core/loopback-server.ts';
import { answerSchemas } from '../questions/answer-contents.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';

const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearFaults());
const environment = { LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts), LINEKEEPER_TIMEOUT_MS: '5000' };
const run = (...words: string[]) => linekeeper(words, { environment });
const always = { times: 1_000 };

describe('a question that fails in part', () => {
  it.each([
    ['ip_denied', 77],
    ['html', 76],
  ] as const)('with %s prints the others’ lines and exits with %i', async (kind, exit) => {
    sandbox.addFault({ provider: 'callgear', kind, ...always });
    const { code, stdout } = await run('lines', '--limit', '500');
    expect(code).toBe(exit);
    expect(answerSchemas.list_lines.parse(JSON.parse(stdout))).toMatchObject({
      returned: 231,
      accounts: [{}, { account: 'moscow', outcome: 'failed' }, {}],
    });
  });

  it('reports on stderr which account’s lines are missing and why', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', ...always });
    for (const format of ['csv']) {
      const { code, stderr } = await run('lines', '--all', '--format', format);
      expect({ code, format }).toEqual({ code: 77, format });
      expect(stderr, format).toMatch(/moscow.*allow list/);
    }
  });

  it.each([[['find', '+78435550101']], [['summary']], [['accounts']]])('%j reports it, too', async words => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', ...always });
    const { code, stdout, stderr } = await run(...words, '--format', 'table');
    expect(code).toBe(77);
    expect(stdout).not.toBe('');
    expect(stdout + stderr).toMatch(/moscow.*allow list/);
  });

  it('the audit reports each check that could not be made', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'ip_denied', ...always });
    const { stderr } = await run('audit', '--limit', '1');
    for (const check of ['duplicate_number', 'no_caller_id']) expect(stderr).toMatch(new RegExp(`${check} could not be checked in kazan`));
  });

  it('about the failed account alone prints an empty answer, and the reason', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'ip_denied', ...always });
    const { code, stdout, stderr } = await run('lines', '--account', 'kazan');
    expect(code).toBe(77);
    expect(JSON.parse(stdout)).toMatchObject({ lines: [], accounts: [{ outcome: 'failed' }] });
    expect(stderr).toMatch(/kazan/);
    expect(stderr).not.toMatch(/nothing found/);
  });
});

describe('the doctor in the shell', () => {
  it('prints the steps of every account, and exits with 0 if all checks pass', async () => {
    const { code, stdout, stderr } = await run('doctor');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'All checks passed.\n' });
    for (const account of ['copenhagen (Telecom X)', 'moscow (CallGear)', 'kazan (MTS Exolve)']) expect(stdout).toContain(account);
    expect(stdout).not.toContain('✗');
  });

  it('requests nothing but what the allow list of the provider has', async () => {
    const requests: string[] = [];
    const url = await startLoopbackServer(({ method, url: path }, response) => {
      requests.push(`${method} ${path}`);
      response.writeHead(401).end();
    });
    const account = { name: 'mobile', provider: 'exolve', api_key: 'fake-key', base_url: url };
    const { stdout } = await linekeeper(['doctor'], { environment: { LINEKEEPER_ACCOUNTS: JSON.stringify([account]) } });
    expect(stdout).toMatch(/✓ clock: agrees with the provider/);
    expect(requests).toEqual([expect.stringMatching(/^POST \/.*GetSIPList$/)]);
  });

  it('prints the remedy, and exits with the code of the first failure', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', ...always });
    const { code, stdout, stderr } = await run('doctor');
    expect(code).toBe(77);
    expect(stdout).toMatch(/✗ List CallGear SIP lines: .*allow list/);
    expect(stderr).toMatch(/Some checks failed/);
  });

  it('checks the accounts after a broken one', async () => {
    const half = { name: 'half', provider: 'callgear', login: 'someone' };
    const { code, stdout } = await linekeeper(['doctor'], {
      environment: { ...environment, LINEKEEPER_ACCOUNTS: JSON.stringify([half, ...sandbox.accounts]) },
    });
    expect(code).toBe(78);
    expect(stdout).toMatch(/✗ configuration: .*password/);
    expect(stdout).toMatch(/✓ List MTS Exolve numbers/);
  });

  it('checks the sandbox with --sandbox, and says that it is one', async () => {
    const { code, stderr } = await linekeeper(['doctor', '--sandbox']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^note: .*sandbox.*\nAll checks passed/) });
  });

  it('never prints a credential', async () => {
    sandbox.addFault({ kind: 'status', status: 401, body: { error: 'sandbox-callgear-token', message: 'sandbox-exolve-key' }, ...always });
    const { stdout, stderr } = await run('doctor');
    expect(stdout + stderr).not.toMatch(/sandbox-(callgear|telecomx|exolve)-/);
  });
});
