// The server as a whole: its accounts, its life and its end.
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';
import { get, rpc } from './harness.ts';

const run = promisify(execFile);
const source = new URL('../../packages/sandbox/src/index.ts', import.meta.url).href;

describe('the sandbox', () => {
  it('listens on loopback, with one account a provider', async () => {
    const sandbox = await startSandbox();
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.accounts).toEqual([
      { name: 'copenhagen', provider: 'telecomx', token: 'sandbox-telecomx-token', base_url: `${sandbox.url}/telecomx` },
      {
        name: 'moscow',
        provider: 'callgear',
        brand: 'uis',
        access_token: 'sandbox-callgear-token',
        base_url: `${sandbox.url}/callgear/v2.0`,
      },
      { name: 'kazan', provider: 'exolve', api_key: 'sandbox-exolve-key', base_url: `${sandbox.url}/exolve` },
    ]);
    await sandbox.close();
  });

  it('plays another company, with a delay', async () => {
    const company = buildCompany();
    company.copenhagen.trunks.length = 1;
    const sandbox = await startSandbox({ company, latencyMs: 60 });
    const start = performance.now();
    expect((await get(sandbox, '/sip')).body.total).toBe(1);
    expect(performance.now() - start).toBeGreaterThan(50);
    await sandbox.close();
  });

  it('answers alike in two copies', async () => {
    const both = await Promise.all([startSandbox(), startSandbox()]);
    const [left, right] = await Promise.all(both.map(sandbox => rpc(sandbox, 'get.virtual_numbers')));
    expect(left?.result?.data).toEqual(right?.result?.data);
    await Promise.all(both.map(sandbox => sandbox.close()));
  });

  it('says when its port is taken', async () => {
    const first = await startSandbox();
    await expect(startSandbox({ port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
    await first.close();
  });

  it('keeps the newest 10,000 requests', async () => {
    const sandbox = await startSandbox();
    const old = {
      provider: 'exolve',
      operation: 'old',
      method: 'POST',
      path: '/',
      parameters: {},
      credential: 'none',
      contentType: undefined,
    } as const;
    sandbox.requests.push(...Array.from({ length: 10_000 }, () => old));
    await get(sandbox, '/sip');
    expect([sandbox.requests.length, sandbox.requests.at(-1)?.operation]).toEqual([10_000, 'GET /sip']);
    await sandbox.close();
  });

  it('closes at once with sockets open and answers owed', async () => {
    const sandbox = await startSandbox();
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /telecomx/sip HTTP/1.1\r\n');
    sandbox.fail({ kind: 'slow', ms: 60_000 });
    const owed = get(sandbox, '/sip').then(
      () => 'answered',
      () => 'cut',
    );
    await sleep(50);
    const start = performance.now();
    await sandbox.close();
    expect(performance.now() - start).toBeLessThan(500);
    expect(await owed).toBe('cut');
    await sandbox.close();
  });

  it('lets its process end when asked to', async () => {
    const script = `const { startSandbox } = await import(${JSON.stringify(source)});
      const sandbox = await startSandbox({ unref: true });
      const response = await fetch(sandbox.url);
      console.log(response.status, (await response.text()).length > 0);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 10_000 });
    expect(stdout.trim()).toBe('200 true');
  });
});
