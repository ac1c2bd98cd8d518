// `linekeeper slack`: `/lines` served on this machine, for a tunnel or for trying it out. The work goes on after the acknowledgement.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Environment, strayNames } from '@linekeeper/core';
import { deadlineMs, systemClock, warmUp } from '@linekeeper/core/node';
import { tools } from '@linekeeper/questions';
import { hostsIn, LocalQueue, work } from '@linekeeper/slack';
import { type Acknowledging, acknowledge, type Reply, settingsFromVariables, topicsOf } from '@linekeeper/slack/ack';
import { openDirectory } from '../accounts.ts';
import { takeProxy } from '../proxy.ts';
import { listen } from '../server/listen.ts';
import { untilTold } from '../server/shutdown.ts';
import type { Terminal } from '../terminal.ts';

export interface SlackOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  port: number;
}

/** Bytes that are kept of a body: more than any that is answered. */
const mostKept = 256 * 1024;

/** Milliseconds for a request to arrive. */
const arrivalTime = 10_000;

/** Serves until the process is told to end. Throws `config` where the start must stop. */
export async function serveSlack({ environment, io, sandbox, port }: SlackOptions): Promise<void> {
  const settings = settingsFromVariables(environment);
  const callTime = deadlineMs(environment);
  await takeProxy(environment, io.error);
  const directory = await openDirectory({ environment, sandbox, io });
  const common = { settings: async () => settings, log: io.error };
  const working = {
    ...common,
    tools,
    directory: async () => directory,
    hosts: hostsIn(environment.LINEKEEPER_SLACK_RESPONSE_HOSTS),
    fetch,
    clock: systemClock,
    random: Math.random,
  };
  const queue = new LocalQueue(job => work(job, systemClock.now() + callTime, working), io.error);
  const acknowledging = { ...common, topics: topicsOf(tools), queue, now: systemClock.now };
  await warmUp();
  const server = createServer((request, response) => void serve(request, response, acknowledging));
  server.requestTimeout = arrivalTime;
  const at = await listen(server, port, '127.0.0.1', 'Choose another with --port.');
  io.error(`/lines is answered at http://127.0.0.1:${at}/slack/commands and /slack/interactivity until you press Ctrl-C.`);
  for (const note of strayNames(settings.access, directory.accounts)) io.error(`note: ${note}`);
  if (settings.access.length === 0) io.error('note: LINEKEEPER_SLACK_ACCESS is not set: nobody may ask.');
  await untilTold(server, arrivalTime, io.error);
  await queue.idle();
}

async function serve(request: IncomingMessage, response: ServerResponse, acknowledging: Acknowledging): Promise<void> {
  const { method = '', url = '', headers } = request;
  const [path = ''] = url.split('?', 1);
  const body = await bodyOf(request);
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
  const reply = path === '/healthz' ? health(method) : await acknowledge({ method, path, headers: plain, body }, acknowledging);
  response.writeHead(reply.status, reply.headers).end(reply.body);
}

const health = (method: string): Reply =>
  method === 'GET'
    ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{"ok":true}' }
    : { status: 405, headers: {}, body: '' };

/** The body; of one that is too large enough to see that it is. It is read to its end, or the client would not read the answer. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let kept = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      if (kept > mostKept) continue;
      chunks.push(chunk);
      kept += chunk.length;
    }
  } catch {
    // Whoever went away waits for no answer.
  }
  return Buffer.concat(chunks);
}
