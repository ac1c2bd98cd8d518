// The MCP endpoint as a web function beside the function behind the HTTP API: from the start of a process to its first answer, and warm.
import { FakeAws } from '../lambda/aws.ts';
import { startFunction } from '../lambda/functions.ts';
import { startWebFunction } from '../lambda/web-function.ts';
import { post } from '../mcp/raw-messages.ts';
import { createMcpEvent, mcpRequest, mcpSecret } from './mcp-request.ts';
import { medianMs, medianPairMs, report, reportBudget } from './report.ts';

const rounds = 13;

/** Requests that the web function answers at once in one environment. */
const concurrency = 16;

/** Reports both hosts of the endpoint with the same request, which asks no provider. */
export async function benchWebFunction(): Promise<void> {
  const aws = new FakeAws();
  await aws.start();
  aws.secrets.set('linekeeper/accounts', '[]');
  aws.secrets.set('linekeeper/mcp', mcpSecret);
  const environment = { ...aws.environment, POWERTOOLS_METRICS_DISABLED: 'true' };
  const times: { api: number[]; web: number[] } = { api: [], web: [] };
  for (let round = 0; round < rounds; round++) {
    times.api.push(await measure(() => startApi(environment)));
    times.web.push(await measure(() => startWeb(environment)));
  }
  report('a first answer of mcp-web, from the process on', Math.min(...times.web), Math.min(...times.api), 1.5, 'ms ');
  const api = await startApi(environment);
  const web = await startWeb(environment);
  report('a warm request to mcp-web', ...(await medianPairMs(web.call, api.call)), 1.2, 'ms ');
  const atOnce = await medianMs(() => Promise.all(Array.from({ length: concurrency }, web.call)));
  reportBudget(`… each of ${concurrency} at once`, atOnce / concurrency, 2, 'ms');
  for (const { close } of [api, web]) close();
  aws.close();
}

interface Endpoint {
  call(): Promise<void>;
  close(): void;
}

/** The time from the start of a process to its first answer. */
async function measure(start: () => Promise<Endpoint>): Promise<number> {
  const startedAt = performance.now();
  const { call, close } = await start();
  await call();
  const durationMs = performance.now() - startedAt;
  close();
  return durationMs;
}

/** The function behind the HTTP API, which gets its events by the interface of the runtime. */
async function startApi(environment: Record<string, string>): Promise<Endpoint> {
  const { invoke, close } = await startFunction('mcp', environment);
  const event = createMcpEvent();
  const call = async () => checkStatus((await invoke(event)).statusCode);
  return { call, close };
}

/** The web function, which gets requests at the address that the service names. */
async function startWeb(environment: Record<string, string>): Promise<Endpoint> {
  const { url, close } = await startWebFunction(environment);
  const { body, headers } = mcpRequest;
  const call = async () => checkStatus((await post(url, body, { headers })).status);
  return { call, close };
}

function checkStatus(status: number): void {
  if (status !== 200) throw new Error(`The endpoint returned ${status}.`);
}
