// `linekeeper slack`: serves `/lines` on this machine, behind a tunnel or for experiments. Jobs run after the acknowledgement.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readBoundedBody, unknownAccountWarnings } from '@linekeeper/core';
import { readTimeoutMs, systemClock, warmUp } from '@linekeeper/core/node';
import { LocalQueue, parseHosts, postToResponseUrl, processJob, readApiUrlSetting, type WorkerContext } from '@linekeeper/slack';
import { type AckContext, acknowledge, parseSlackSettings, type RawResponse, RecentPresses, toCommandSpecs } from '@linekeeper/slack/ack';
import { describeAccounts } from '../account-notes.ts';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { useProxyForFetch } from '../proxy.ts';
import { listen } from '../server/listen.ts';
import { serveUntilSigterm } from '../server/shutdown.ts';
import { listTools } from '../tools.ts';

/** Options of `linekeeper slack`. */
export interface SlackOptions extends CommandOptions {
  port: number;
}

/** Bodies are truncated to this size, which is larger than any body that `acknowledge` accepts, and read to their end. */
const maxBodyBytes = 256 * 1024;

/** The body of a client that disconnected while it sent. */
const disconnected = { bytes: new Uint8Array() };

/** Time for a request to arrive, its body included. */
const requestTimeoutMs = 10_000;

/** Time to report a failed button before Slack stops waiting. */
const noticeTimeoutMs = 2_000;

/** Node checks only every half a minute by default. */
const timeouts = { requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs, connectionsCheckingInterval: 1_000 };

/** Serves until SIGTERM, then finishes the queued jobs. Throws `config` for an invalid configuration, or if the server cannot listen. */
export async function serveSlack({ environment, io, sandbox, history, port }: SlackOptions): Promise<void> {
  const settings = parseSlackSettings(environment);
  const toolTimeoutMs = readTimeoutMs(environment);
  await useProxyForFetch(environment, io.error);
  const registry = await openAccounts({ environment, sandbox, history, io });
  const tools = await listTools(registry);
  const common = { settings: async () => settings, log: io.error };
  const workerContext: WorkerContext = {
    ...common,
    tools,
    registry: async () => registry,
    extraHosts: parseHosts(environment.LINEKEEPER_SLACK_RESPONSE_HOSTS),
    apiUrl: readApiUrlSetting(environment),
    fetch,
    clock: systemClock,
    random: Math.random,
  };
  const queue = new LocalQueue(job => processJob(job, systemClock.now() + toolTimeoutMs, workerContext), io.error);
  const ackContext: AckContext = {
    ...common,
    commands: toCommandSpecs(tools),
    hasHistory: registry.history !== undefined,
    queue,
    post: (message, url) =>
      postToResponseUrl({ message, fallback: message }, url, { at: systemClock.now() + noticeTimeoutMs }, workerContext),
    presses: new RecentPresses(),
    now: systemClock.now,
  };
  await warmUp();
  const server = createServer(timeouts, (request, response) => void handleRequest(request, response, ackContext));
  const listeningPort = await listen(server, port, '127.0.0.1', 'Choose another with --port.');
  io.error(`/lines is answered at http://127.0.0.1:${listeningPort}/slack/commands and /slack/interactivity until you press Ctrl-C.`);
  io.error(describeAccounts(registry));
  for (const note of unknownAccountWarnings(settings.access, registry.accounts)) io.error(`note: ${note}`);
  if (settings.access.length === 0) io.error('note: LINEKEEPER_SLACK_ACCESS is not set: all requests are denied.');
  await serveUntilSigterm(server, requestTimeoutMs, io.error);
  await queue.onIdle();
}

async function handleRequest(request: IncomingMessage, response: ServerResponse, context: AckContext): Promise<void> {
  const { method = '', url = '', headers } = request;
  const [path = ''] = url.split('?', 1);
  const { bytes: body } = await readBoundedBody(request, maxBodyBytes, { maxReadBytes: Number.POSITIVE_INFINITY }).catch(
    () => disconnected,
  );
  const singleHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
  const reply = path === '/healthz' ? healthResponse(method) : await acknowledge({ method, path, headers: singleHeaders, body }, context);
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

const healthResponse = (method: string): RawResponse =>
  method === 'GET'
    ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' }
    : { status: 405, headers: {}, body: '' };
