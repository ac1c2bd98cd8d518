// The sandbox server: accounts, options, the request log, and shutdown.
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildCompany, startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';
import { callRpc, getTelecomX } from './harness.ts';

const run = promisify(execFile);
const source = new URL('../../packages/sandbox/src/index.ts', import.meta.url).href;

describe('the sandbox', () => {
  it('listens on loopback, with one account per provider', async () => {
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

  it('serves another company, with latency', async () => {
    const company = buildCompany();
    company.copenhagen.trunks.length = 1;
    const sandbox = await startSandbox({ company, latencyMs: 60 });
    const start = performance.now();
    expect((await getTelecomX(sandbox, '/sip')).body.total).toBe(1);
    expect(performance.now() - start).toBeGreaterThan(50);
    await sandbox.close();
  });

  it('returns the same data in two instances', async () => {
    const both = await Promise.all([startSandbox(), startSandbox()]);
    const [left, right] = await Promise.all(both.map(sandbox => callRpc(sandbox, 'get.virtual_numbers')));
    expect(left?.result?.data).toEqual(right?.result?.data);
    await Promise.all(both.map(sandbox => sandbox.close()));
  });

  it('rejects when its port is in use', async () => {
    const first = await startSandbox();
    await expect(startSandbox({ port: Number(new URL(first.url).port) })).rejects.toThrow('EADDRINUSE');
    await first.close();
  });

  it('keeps the newest 10,000 requests', async () => {
    const sandbox = await startSandbox();
    const oldRequest = {
      provider: 'exolve',
      operation: 'old',
      method: 'POST',
      path: '/',
      parameters: {},
      credential: 'none',
      contentType: undefined,
    } as const;
    sandbox.requests.push(...Array.from({ length: 10_000 }, () => oldRequest));
    await getTelecomX(sandbox, '/sip');
    expect([sandbox.requests.length, sandbox.requests.at(-1)?.operation]).toEqual([10_000, 'GET /sip']);
    await sandbox.close();
  });

  it('closes at once with open sockets and pending requests', async () => {
    const sandbox = await startSandbox();
    const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
    socket.on('error', () => {});
    socket.write('GET /telecomx/sip HTTP/1.1\r\n');
    sandbox.addFault({ kind: 'slow', ms: 60_000 });
    const pending = getTelecomX(sandbox, '/sip').then(
      () => 'responded',
      () => 'cut',
    );
    await sleep(50);
    const start = performance.now();
    await sandbox.close();
    expect(performance.now() - start).toBeLessThan(500);
    expect(await pending).toBe('cut');
    await sandbox.close();
  });

  it('lets its process end with `unref`', async () => {
    const script = `const { startSandbox } = await import(${JSON.stringify(source)});
      const sandbox = await startSandbox({ unref: true });
      const response = await fetch(sandbox.url);
      console.log(response.status, (await response.text()).length > 0);`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 10_000 });
    expect(stdout.trim()).toBe('200 true');
  });
});
