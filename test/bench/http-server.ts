// Two servers over HTTP for one comparison: ours, whose provider answers from memory, or a bare one of the same SDK that gives the same answer.
import { createServer, type Server } from 'node:http';
import { directoryOf, readAccounts, type Tool } from '@linekeeper/core';
import { systemClock, systemOutside } from '@linekeeper/core/node';
import { doorFor, httpHandler, serverFactory } from '@linekeeper/mcp';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { httpServer } from 'linekeeper/http-server';
import { bareFactory } from './bare-factory.ts';

/** The answer of the sandbox, asked once and then remembered. */
function remembering(): ReturnType<typeof systemOutside> {
  const outside = systemOutside();
  const known = new Map<string, Promise<{ status: number; bytes: Uint8Array }>>();
  return {
    ...outside,
    fetch: async (url, init) => {
      const asked = known.get(url) ?? outside.fetch(url, init).then(async ({ status, body }) => ({ status, bytes: await all(body) }));
      known.set(url, asked);
      const { status, bytes } = await asked;
      return { status, headers: { get: () => null }, body: once(bytes) };
    },
  };
}

async function all(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* once(bytes: Uint8Array) {
  yield bytes;
}

const called = 'telecomx_list_sip_phones';

async function start(): Promise<Server> {
  const { accounts } = await startSandbox({ unref: true });
  const read = readAccounts({}, providers, { source: 'the sandbox', text: JSON.stringify(accounts) });
  const directory = directoryOf(read, remembering());
  if (process.argv[2] === 'ours') {
    const serving = {
      tools,
      directory: () => directory,
      version: '0.0.0',
      clock: systemClock,
      callTime: 20_000,
      streaming: true,
      largestFile: 1e6,
    };
    const door = doorFor({ tokens: [], oauth: undefined }, () => {});
    const guards = { hosts: [], origins: [], loopback: true };
    return httpServer(
      httpHandler({ factory: serverFactory({ ...serving, log: () => {} }), door: () => door, guards, log: () => {} }),
      () => {},
    );
  }
  // The catalog has it.
  const tool = tools.find(({ name }) => name === called) as Tool;
  const { content } = await tool.run({}, { directory, deadline: { at: systemClock.now() + 20_000 }, characters: 24_000 });
  const bare = toNodeHandler(createMcpHandler(bareFactory({ ...content })));
  // Its type of a request lacks what the strictest option of the compiler asks for.
  return createServer((request, response) => void bare(request as Parameters<typeof bare>[0], response));
}

const server = await start();
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.on('disconnect', () => process.exit());
