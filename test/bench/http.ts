// MCP over HTTP, ten at once, against a bare server of the same SDK: calls a second, the slowest hundredth, and the heap after 30,000 calls.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { modern } from '../mcp/raw-messages.ts';
import { report, reportBudget } from './report.ts';

const atOnce = 10;
const calls = 3_000;
const rounds = 5;
const many = 30_000;

interface Served {
  child: ChildProcess;
  url: string;
}

export async function http(): Promise<void> {
  const [ours, bare] = [await served('ours'), await served('bare')];
  await measure('tools/list over HTTP', [ours, modern('tools/list')], [bare, modern('tools/list')]);
  const call = (name: string) => modern('tools/call', { name, arguments: {} });
  await measure('tools/call over HTTP', [ours, call('telecomx_list_sip_phones')], [bare, call('tool_0')]);
  const before = await heapOf(ours);
  for (let done = 0; done < many; done += calls) await load(ours, call('telecomx_list_sip_phones'), calls);
  reportBudget(`heap that ${many} calls leave behind`, ((await heapOf(ours)) - before) / 1e6, 2, 'MB');
  for (const { child } of [ours, bare]) child.disconnect();
}

async function served(which: string): Promise<Served> {
  const child = fork(`${import.meta.dirname}/http-server.ts`, [which], { execArgv: ['--expose-gc'] });
  // The first message is the server's address.
  const [address] = (await once(child, 'message')) as [AddressInfo];
  return { child, url: `http://127.0.0.1:${address.port}/mcp` };
}

async function heapOf({ child }: Served): Promise<number> {
  const answer = once(child, 'message');
  child.send('heap');
  const [bytes] = await answer;
  return Number(bytes);
}

type Asked = [Served, ReturnType<typeof modern>];

/** By turns, the best round of each: what the machine does meanwhile makes a round slower, never faster. */
async function measure(what: string, ours: Asked, bare: Asked): Promise<void> {
  const best = [ours, bare].map(() => ({ perSecond: 0, p99: Number.POSITIVE_INFINITY }));
  for (let round = -1; round < rounds; round++) {
    for (const [index, [place, message]] of [ours, bare].entries()) {
      const { perSecond, p99 } = await load(place, message, calls);
      const own = best[index];
      if (round < 0 || own === undefined) continue;
      own.perSecond = Math.max(own.perSecond, perSecond);
      own.p99 = Math.min(own.p99, p99);
    }
  }
  const [mine, theirs] = best;
  if (mine === undefined || theirs === undefined) return;
  // The bound of 0.85 of its calls a second, told as the time of one.
  report(`${what}: a call`, 1_000 / mine.perSecond, 1_000 / theirs.perSecond, 1.18, 'ms ');
  report(`${what}: the slowest hundredth`, mine.p99, theirs.p99, 1.3, 'ms ');
}

const dispatcher = new Agent({ connections: atOnce });

async function load(
  { url }: Served,
  { body, headers }: ReturnType<typeof modern>,
  count: number,
): Promise<{ perSecond: number; p99: number }> {
  const text = JSON.stringify(body);
  const sent = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const times: number[] = [];
  let left = count;
  const begun = performance.now();
  const worker = async () => {
    while (left-- > 0) {
      const from = performance.now();
      const answer = await request(url, { method: 'POST', headers: sent, body: text, dispatcher });
      await answer.body.dump({ limit: 1e9 });
      if (answer.statusCode !== 200) throw new Error(`an answer of ${answer.statusCode}`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const took = performance.now() - begun;
  return { perSecond: (count / took) * 1_000, p99: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN };
}
