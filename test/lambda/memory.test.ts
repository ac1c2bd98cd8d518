// Responses of 30 MB in a function with 512 MB: their account fails or is read, the others are read, and the execution environment lives on.
import { readFileSync } from 'node:fs';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { createPhoneList, phoneCount, repeatToLarge, startLargeProvider } from '../core/large-response.ts';
import { startFakeAws } from './aws.ts';
import { startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await startFakeAws();

/** What is left for the heap where the function has 512 MB: buffers of a response are outside of it. */
const maxHeapMebibytes = 320;
const functionMebibytes = 512;

const longNumber = '12345678901234567890';

/** Bodies by what they are, the digits before the ids of their rows, and the outcome of their account. */
const bodies: readonly (readonly [string, string, string, string])[] = [
  ['rows without fields', `{"sipPhones":[${repeatToLarge('{},')}{}]}`, '', 'partial'],
  ['rows without fields behind a number of 20 digits', `{"n":${longNumber},"sipPhones":[${repeatToLarge('{},')}{}]}`, '', 'partial'],
  ['numbers of 20 digits', `{"sipPhones":[${repeatToLarge(`${longNumber},`)}1]}`, '', 'partial'],
  ['one text', `{"error":"${repeatToLarge('x')}"}`, '', 'partial'],
  ['blanks', repeatToLarge(' '), '', 'partial'],
  [`${phoneCount} long rows`, createPhoneList('1'), '1', 'read'],
  [`${phoneCount} long rows with ids of 20 digits`, createPhoneList(longNumber), longNumber, 'read'],
];

/** Resolves when the sandbox has received so many requests. */
async function waitForRequests(count: number): Promise<void> {
  while (sandbox.requests.length < count) await new Promise(resolve => setTimeout(resolve, 5));
}

/** The largest memory that the process has had, in MB; undefined where the system does not tell. */
function readPeakMebibytes(processId: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const [, kibibytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

describe('a function with 512 MB', () => {
  it.each(bodies)('reads all other accounts while one is sending 30 MB of %s', { timeout: 120_000 }, async (_, body, idDigits, outcome) => {
    let otherRequests = 0;
    const large = await startLargeProvider(idDigits, async response => {
      const middle = Math.floor(body.length / 2);
      response.write(body.slice(0, middle));
      await waitForRequests(otherRequests);
      response.end(body.slice(middle));
    });
    services.secrets.set('linekeeper/accounts', JSON.stringify([large, ...sandbox.accounts]));
    const tool = await startFunction('tool', { ...services.environment, NODE_OPTIONS: `--max-old-space-size=${maxHeapMebibytes}` });
    const list = (account: readonly string[]) => tool.invoke({ tool: 'list_lines', input: { account, limit: 500 } }, 100_000);
    const names = sandbox.accounts.map(({ name }) => name);
    // As many requests as the other accounts get alone, and then again beside the large one.
    sandbox.requests.length = 0;
    await list(names);
    otherRequests = 2 * sandbox.requests.length;
    const first = await list(['large', ...names]);
    const processId = tool.getProcessId();
    expect(first.error).toBeUndefined();
    const [largeAccount, ...others] = first.accounts;
    if (outcome === 'read') expect(largeAccount).not.toHaveProperty('error');
    if (outcome === 'read') expect(first.lines).toMatchObject({ 0: { id: `${idDigits}0` }, 100: { id: `${idDigits}100` } });
    else expect(largeAccount).toMatchObject({ account: 'large', outcome: 'partial', error: expect.stringMatching(/^malformed/) });
    for (const account of others) expect(account.outcome).not.toBe('failed');
    const second = await list(names);
    expect(second.lines.length).toBeGreaterThan(0);
    // The same process: none was out of memory.
    expect(tool.getProcessId()).toBe(processId);
    expect(readPeakMebibytes(processId ?? 0) ?? 0).toBeLessThan(functionMebibytes);
    tool.close();
  });
});
