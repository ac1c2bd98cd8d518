// Responses of 30 MB in a function with 512 MB: their account fails or is read, the others are read, and the execution environment lives on.
import { readFileSync } from 'node:fs';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { startLoopbackServer } from '../core/loopback-server.ts';
import { startFakeAws } from './aws.ts';
import { startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await startFakeAws();

const bodyBytes = 30 * 1024 * 1024;
/** What is left for the heap where the function has 512 MB: buffers of a response are outside of it. */
const maxHeapMebibytes = 320;
const functionMebibytes = 512;

const fill = (unit: string) => unit.repeat(Math.floor(bodyBytes / unit.length));
const row = (id: string, chars: number) => `{"sip_resource_id":${id},"sip_name":"${'x'.repeat(chars)}"}`;
const longNumber = '12345678901234567890';

/** Bodies by what they are, and the outcome of their account. */
const bodies: readonly (readonly [string, string, string])[] = [
  ['rows without fields', `{"sips":[${fill('{},')}{}]}`, 'failed'],
  ['rows without fields behind a number of 20 digits', `{"n":${longNumber},"sips":[${fill('{},')}{}]}`, 'failed'],
  ['numbers of 20 digits', `{"sips":[${fill(`${longNumber},`)}1]}`, 'failed'],
  ['one text', `{"error":"${fill('x')}"}`, 'failed'],
  ['blanks', fill(' '), 'failed'],
  ['500 long rows', `{"sips":[${Array.from({ length: 450 }, (_, id) => row(String(id), 60_000)).join(',')}]}`, 'complete'],
  [
    '500 long rows with ids of 20 digits',
    `{"sips":[${Array.from({ length: 450 }, (_, id) => row(`${longNumber}${id}`, 60_000)).join(',')}]}`,
    'complete',
  ],
];

/** The largest memory that the process has had, in MB; undefined where the system does not tell. */
function readPeakMebibytes(processId: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, kibibytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

describe('a function with 512 MB', () => {
  it.each(bodies)('answers where one account sends 30 MB of %s', { timeout: 120_000 }, async (_, body, outcome) => {
    const base_url = await startLoopbackServer((request, response) => {
      let text = '';
      request.on('data', chunk => {
        text += chunk;
      });
      request.on('end', () => response.end(request.url?.endsWith('GetSIPList') && /"offset":0\b/.test(text) ? body : '{}'));
    });
    const accounts = [{ name: 'large', provider: 'exolve', api_key: 'fake-exolve-application-key', base_url }, ...sandbox.accounts];
    services.secrets.set('linekeeper/accounts', JSON.stringify(accounts));
    const tool = await startFunction('tool', { ...services.environment, NODE_OPTIONS: `--max-old-space-size=${maxHeapMebibytes}` });
    const list = (account: readonly string[]) => tool.invoke({ tool: 'list_lines', input: { account, limit: 500 } }, 100_000);
    const names = sandbox.accounts.map(({ name }) => name);
    const first = await list(['large', ...names]);
    const processId = tool.getProcessId();
    expect(first.error).toBeUndefined();
    const outcomes = new Map(first.accounts.map((entry: { account: string; outcome: string }) => [entry.account, entry.outcome]));
    if (outcome === 'failed') {
      expect(first.accounts[0]).toMatchObject({ account: 'large', outcome: 'partial', error: expect.stringMatching(/^malformed/) });
      for (const name of names) expect(outcomes.get(name)).not.toBe('failed');
    } else expect(outcomes.get('large')).not.toBe('failed');
    const second = await list(names);
    expect(second.lines.length).toBeGreaterThan(0);
    // The same process: none was out of memory.
    expect(tool.getProcessId()).toBe(processId);
    expect(readPeakMebibytes(processId ?? 0) ?? 0).toBeLessThan(functionMebibytes);
    tool.close();
  });
});
