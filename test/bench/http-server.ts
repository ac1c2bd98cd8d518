// An HTTP server to measure: Linekeeper with cached provider responses, or a plain MCP SDK server that returns the same result.
import { createServer, type Server } from 'node:http';
import { createAccountRegistry, createJsonBudget, readAccounts, type Tool } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { createAuthenticator, createHttpHandler, createServerFactory, type McpServerContext } from '@linekeeper/mcp';
import { createHttpServer } from '@linekeeper/mcp/node';
import { providers } from '@linekeeper/providers';
import { tools } from '@linekeeper/questions';
import { startSandbox } from '@linekeeper/sandbox';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createBareFactory } from './bare-factory.ts';

/** A runtime that requests each URL of the sandbox once, and serves the cached response afterwards. */
function createCachingRuntime(): ReturnType<typeof undiciRuntime> {
  const outside = undiciRuntime();
  const cache = new Map<string, Promise<{ status: number; bytes: Uint8Array }>>();
  return {
    ...outside,
    fetch: async (url, init) => {
      const cached =
        cache.get(url) ?? outside.fetch(url, init).then(async ({ status, body }) => ({ status, bytes: await readBytes(body) }));
      cache.set(url, cached);
      const { status, bytes } = await cached;
      return { status, headers: { get: () => null }, body: toChunks(bytes) };
    },
  };
}

async function readBytes(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* toChunks(bytes: Uint8Array) {
  yield bytes;
}

const toolName = 'telecomx_list_sip_phones';

async function createServerFor(): Promise<Server> {
  const { accounts } = await startSandbox({ unref: true });
  const configuredAccounts = readAccounts({}, providers, { source: 'the sandbox', value: accounts });
  const registry = createAccountRegistry(configuredAccounts, createCachingRuntime());
  if (process.argv[2] === 'ours') {
    const context: McpServerContext = {
      tools,
      getRegistry: () => registry,
      version: '0.0.0',
      clock: systemClock,
      toolTimeoutMs: 20_000,
      supportsProgress: true,
      maxResourceBytes: 1e6,
      log: () => {},
    };
    const authenticator = createAuthenticator({ tokens: [], oauth: undefined }, () => {});
    const hostOriginPolicy = { hosts: [], origins: [], loopback: true };
    return createHttpServer(
      createHttpHandler({ factory: createServerFactory(context), authenticator: () => authenticator, hostOriginPolicy, log: () => {} }),
      () => {},
    );
  }
  // The catalog has a tool of this name.
  const tool = tools.find(({ name }) => name === toolName) as Tool;
  const { content } = await tool.run({}, { registry, deadline: { at: systemClock.now() + 20_000 }, budget: createJsonBudget() });
  const bare = toNodeHandler(createMcpHandler(createBareFactory({ ...content })));
  // The SDK's request type is incompatible under exactOptionalPropertyTypes.
  return createServer((request, response) => void bare(request as Parameters<typeof bare>[0], response));
}

const server = await createServerFor();
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
process.on('disconnect', () => process.exit());
