// `list_lines` with failing accounts: the lines of the others are listed, and the failures are reported.
import type { Account } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { getExpectedLines } from './expected-lines.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, createRegistry, createTool, listAllLines, runTool, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const getExpectedKeys = (...names: string[]) =>
  getExpectedLines(sandbox.company)
    .filter(({ account }) => names.includes(account))
    .map(getLineKey)
    .sort();
const always = { times: 1_000 };
const shortDeadline = { timeoutMs: 3_000, ...unlimited };

describe('a list with failing accounts', () => {
  it('has the lines of the other accounts, and the errors of those that failed', async () => {
    sandbox.addFault({ provider: 'telecomx', kind: 'rate_limited', seconds: 100, ...always });
    sandbox.addFault({ provider: 'callgear', kind: 'status', status: 500, ...always });
    const answer = await askQuestion('list_lines', { limit: 500 }, accounts, unlimited);
    expect(answer.lines.map(getLineKey).sort()).toEqual(getExpectedKeys('kazan'));
    expect(answer.accounts).toEqual([
      {
        account: 'copenhagen',
        provider: 'telecomx',
        outcome: 'failed',
        returned: 0,
        error: expect.stringMatching(/^rate_limited .*Retry in 100 s/),
      },
      { account: 'moscow', provider: 'callgear', outcome: 'failed', returned: 0, error: expect.stringMatching(/^unavailable .*500/) },
      { account: 'kazan', provider: 'exolve', outcome: 'complete', returned: 70 },
    ]);
    expect(answer).not.toHaveProperty('total');
  });

  it('does not wait for an account beyond the deadline', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'slow', ms: 60_000, ...always });
    const answer = await askQuestion('list_lines', { limit: 500 }, accounts, shortDeadline);
    expect(answer.lines.map(getLineKey).sort()).toEqual(getExpectedKeys('copenhagen', 'moscow'));
    expect(answer.accounts.at(-1)).toMatchObject({
      account: 'kazan',
      outcome: 'failed',
      error: expect.stringMatching(/^timeout \(kazan\)/),
    });
  });

  it.each(['html', 'redirect'] as const)('loses no lines of other accounts if the first one responds with %s', async kind => {
    sandbox.addFault({ provider: 'telecomx', kind, ...always });
    const { lines } = await listAllLines({ limit: 100 }, accounts);
    expect(lines.map(getLineKey).sort()).toEqual(getExpectedKeys('moscow', 'kazan'));
  });

  it('reports an account as partial if one of its lists failed', async () => {
    sandbox.addFault({ operation: 'get.sip_lines', kind: 'ip_denied', ...always });
    const answer = await askQuestion('list_lines', { limit: 500, account: ['moscow'] }, accounts, unlimited);
    expect(answer.lines.every(({ kind }) => kind === 'virtual_number')).toBe(true);
    expect(answer.accounts).toMatchObject([{ outcome: 'partial', returned: 60, error: expect.stringMatching(/allow list/) }]);
  });

  it('keeps the lines of a list that fails at its second page', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ number_name: String(79_000_000_000 + index) }));
    let pages = 0;
    const fakeAccount = await startFakeAccount('exolve', 'north', { GetList: rows }, (listName, response) => {
      if (listName !== 'GetList' || ++pages === 1) return false;
      response.writeHead(503).end();
      return true;
    });
    const answer = await askQuestion('list_lines', { limit: 500 }, [fakeAccount], unlimited);
    expect(answer).toMatchObject({
      returned: 100,
      accounts: [{ outcome: 'partial', returned: 100, error: expect.stringMatching(/503/) }],
    });
  });

  it.each([403, 404])('keeps the lines of an optional list that is refused with %i behind its first page', async status => {
    const numbers = Array.from({ length: 100 }, (_, index) => ({ _id: String(4_570_000_000 + index), state: 'IN_USE' }));
    let pages = 0;
    const fakeAccount = await startFakeAccount('telecomx', 'north', {}, (listName, response) => {
      if (listName !== 'GET /number') return false;
      if (++pages === 1)
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ numbers, total: numbers.length * 2 }));
      else response.writeHead(status).end();
      return true;
    });
    const half = await askQuestion('list_lines', { limit: 500 }, [fakeAccount], unlimited);
    expect(half).toMatchObject({ returned: 100, accounts: [{ outcome: 'partial', returned: 100, error: expect.any(String) }] });
    pages = 0;
    const { next_cursor } = await askQuestion('list_lines', { limit: 50 }, [fakeAccount], unlimited);
    expect(next_cursor).toBeDefined();
    // Its rows came on an earlier page.
    const next = await askQuestion('list_lines', { limit: 50, cursor: next_cursor }, [fakeAccount], unlimited);
    expect(next.accounts).toMatchObject([{ outcome: 'partial', error: expect.any(String) }]);
  });

  it('is an answer also if all accounts fail, with the first failure as its failure', async () => {
    sandbox.addFault({ kind: 'ip_denied', ...always });
    const { content, failure } = await runTool('list_lines', {}, accounts);
    expect(content).toMatchObject({ lines: [], returned: 0 });
    expect(failure).toMatchObject({ code: 'denied', details: { account: 'copenhagen' } });
  });

  it.each([
    ['a status that HTTP does not have', 'HTTP/1.1 000 Zero\r\ncontent-length: 0\r\n\r\n'],
    ['an error nested 20,000 deep', `HTTP/1.1 400 Bad\r\nconnection: close\r\n\r\n{"error":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['rows nested 100,000 deep', `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{"sips":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}}`],
  ])('keeps %s to its account', async (_, raw) => {
    const good = await startFakeAccount('telecomx', 'north', { 'GET /sip': [{ _id: '1', name: 'One' }] });
    const bad = await startFakeAccount('exolve', 'mobile', {}, (_list, { socket }) => {
      socket?.end(raw);
      return true;
    });
    for (const name of ['list_lines', 'summarize_lines', 'audit_lines', 'list_accounts', 'find_number']) {
      const input = name === 'find_number' ? { number: '70305050' } : {};
      const { content } = await runTool(name, input, [good, bad], { timeoutMs: 3_000 });
      expect(JSON.stringify(content), name).not.toContain('internal');
      expect(content.accounts, name).toContainEqual(expect.objectContaining({ account: 'mobile', error: expect.any(String) }));
    }
  });

  it('calls a list of bare values malformed, which would come again and again unnoticed', async () => {
    let requests = 0;
    const account = await startFakeAccount('exolve', 'mobile', {}, (_list, response) => {
      requests++;
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(`{"sips":[${'12345678901234567890,'.repeat(200)}1],"numbers":[]}`);
      return true;
    });
    const answer = await askQuestion('list_lines', { limit: 500 }, [account], unlimited);
    expect(answer.accounts).toMatchObject([
      { outcome: 'partial', returned: 0, error: expect.stringMatching(/^malformed \(mobile\): MTS Exolve: .*not objects/) },
    ]);
    expect(requests).toBeLessThan(10);
  });

  it('keeps a bug to its account, and logs it', async () => {
    const good = await startFakeAccount('telecomx', 'north', { 'GET /sip': [{ _id: '1', name: 'One' }] });
    const bad = await startFakeAccount('exolve', 'mobile', {});
    const registry = createRegistry([good, bad]);
    const logged: string[] = [];
    const broken = {
      ...registry,
      log: (message: string) => void logged.push(message),
      getConnection: (account: Account) => {
        const connection = registry.getConnection(account);
        // A bug of ours, which no response of a provider causes.
        if (account.name === 'mobile') connection.send = () => Promise.reject(new TypeError('a bug'));
        return connection;
      },
    };
    const { content } = await createTool('list_lines').run({}, { registry: broken, deadline: { at: Date.now() + 5_000 } });
    expect(content.accounts).toMatchObject([{ outcome: 'complete' }, { outcome: 'failed', error: expect.stringMatching(/^internal/) }]);
    expect(logged.join()).toContain('TypeError: a bug');
  });

  it('sends no request for a broken account, and names the missing setting', async () => {
    const broken = { name: 'half', provider: 'callgear', login: 'someone' };
    const answer = await askQuestion('list_lines', { limit: 500, kind: ['sip_line'] }, [broken, ...accounts], unlimited);
    expect(answer.lines).toHaveLength(45);
    expect(answer.accounts[0]).toMatchObject({ account: 'half', outcome: 'failed', error: expect.stringMatching(/^config .*password/) });
  });

  it('calls onWait while it waits for a provider', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'unavailable' });
    const waits: number[] = [];
    const deadline = { at: Date.now() + 10_000, onWait: (ms: number) => waits.push(ms) };
    await runTool('list_lines', { limit: 500 }, accounts, { deadline });
    expect(waits).toHaveLength(1);
  });

  it('reports progress', async () => {
    const progress: number[] = [];
    await runTool('list_lines', { limit: 500 }, accounts, { ...unlimited, onProgress: received => progress.push(received) });
    expect(progress.at(-1)).toBe(336);
  });
});
