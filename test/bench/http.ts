// MCP over HTTP with ten concurrent requests, compared with a plain SDK server: time per call, p99, and heap growth over 30,000 calls.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { modernMessage } from '../mcp/raw-messages.ts';
import { report, reportBudget } from './report.ts';

const concurrency = 10;
const callsPerRound = 3_000;
const rounds = 5;
const heapCalls = 30_000;

interface BenchServer {
  child: ChildProcess;
  url: string;
}

/** Reports the figures of tools/list and tools/call. */
export async function benchHttp(): Promise<void> {
  const [ours, bare] = [await forkServer('ours'), await forkServer('bare')];
  await measure('tools/list over HTTP', [ours, modernMessage('tools/list')], [bare, modernMessage('tools/list')]);
  const call = (name: string) => modernMessage('tools/call', { name, arguments: {} });
  await measure('tools/call over HTTP', [ours, call('telecomx_list_sip_phones')], [bare, call('tool_0')]);
  const before = await readHeapBytes(ours);
  for (let done = 0; done < heapCalls; done += callsPerRound) await runLoad(ours, call('telecomx_list_sip_phones'), callsPerRound);
  reportBudget(`heap that ${heapCalls} calls leave behind`, ((await readHeapBytes(ours)) - before) / 1e6, 2, 'MB');
  for (const { child } of [ours, bare]) child.disconnect();
}

async function forkServer(which: string): Promise<BenchServer> {
  const child = fork(`${import.meta.dirname}/http-server.ts`, [which], { execArgv: ['--expose-gc'] });
  // The first message is the server's address.
  const [address] = (await once(child, 'message')) as [AddressInfo];
  return { child, url: `http://127.0.0.1:${address.port}/mcp` };
}

async function readHeapBytes({ child }: BenchServer): Promise<number> {
  const answer = once(child, 'message');
  child.send('heap');
  const [bytes] = await answer;
  return Number(bytes);
}

type Workload = [BenchServer, ReturnType<typeof modernMessage>];

/** Runs rounds alternately and reports the best of each server: other load on the machine makes a round slower, never faster. */
async function measure(label: string, ours: Workload, bare: Workload): Promise<void> {
  const best = [ours, bare].map(() => ({ perSecond: 0, p99: Number.POSITIVE_INFINITY }));
  for (let round = -1; round < rounds; round++) {
    for (const [index, [server, message]] of [ours, bare].entries()) {
      const { perSecond, p99 } = await runLoad(server, message, callsPerRound);
      const bestOfServer = best[index];
      if (round < 0 || bestOfServer === undefined) continue;
      bestOfServer.perSecond = Math.max(bestOfServer.perSecond, perSecond);
      bestOfServer.p99 = Math.min(bestOfServer.p99, p99);
    }
  }
  const [mine, theirs] = best;
  if (mine === undefined || theirs === undefined) return;
  // At least 0.85 of the calls per second, expressed as the time of one call.
  report(`${label}: a call`, 1_000 / mine.perSecond, 1_000 / theirs.perSecond, 1.18, 'ms ');
  report(`${label}: p99`, mine.p99, theirs.p99, 1.3, 'ms ');
}

const dispatcher = new Agent({ connections: concurrency });

async function runLoad(
  { url }: BenchServer,
  { body, headers }: ReturnType<typeof modernMessage>,
  count: number,
): Promise<{ perSecond: number; p99: number }> {
  const text = JSON.stringify(body);
  const requestHeaders = { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers };
  const times: number[] = [];
  let left = count;
  const startedAt = performance.now();
  const worker = async () => {
    while (left-- > 0) {
      const from = performance.now();
      const response = await request(url, { method: 'POST', headers: requestHeaders, body: text, dispatcher });
      await response.body.dump({ limit: 1e9 });
      if (response.statusCode !== 200) throw new Error(`The server responded with ${response.statusCode}.`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  const durationMs = performance.now() - startedAt;
  return { perSecond: (count / durationMs) * 1_000, p99: times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN };
}
