// Plays fixtures: a provider on loopback that answers as they say, and the tool that asks it.
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Connection, type Line, LinekeeperError, lineOf, listTool, type Operation, type Outcome, readAccounts } from '@linekeeper/core';
import { systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import type { Case, Exchange, Turn } from '../fixtures/fixture.ts';

/** What came of one turn: the requests that the provider saw, and an outcome or an error. */
export interface Played {
  requests: unknown[];
  outcome?: Outcome;
  error?: LinekeeperError;
}

export interface Stage {
  play(operation: Operation, played: Case): Promise<Played[]>;
  close(): Promise<void>;
}

/** Each case has a base URL of its own on the one server. */
interface Scene {
  exchanges: Exchange[];
  requests: unknown[];
}

export async function openStage(): Promise<Stage> {
  const scenes = new Map<string, Scene>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://stage');
    const [, name = '', path = ''] = /^\/(\w+)(.*)$/.exec(url.pathname) ?? [];
    const scene = scenes.get(name);
    scene?.requests.push(await requestOf(request, path, url.searchParams));
    // A request that the fixture does not know is answered once, and never asked again.
    const { status, headers, body, text } = scene?.exchanges.shift()?.response ?? { status: 418, headers: {}, text: 'unexpected' };
    response.writeHead(status, headers).end(text ?? JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    play: (operation, played) => {
      const scene: Scene = { exchanges: [], requests: [] };
      const name = `case${scenes.size}`;
      scenes.set(name, scene);
      return playCase(operation, played, scene, `http://127.0.0.1:${port}/${name}`);
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function playCase(operation: Operation, { account, next, ...first }: Case, scene: Scene, baseUrl: string): Promise<Played[]> {
  const entry = { name: 'fixture', provider: operation.provider.name, base_url: baseUrl, ...account };
  const accounts = readAccounts({}, providers, { source: 'The fixture', text: JSON.stringify([entry]) });
  const outside = { ...systemOutside(), random: () => 0 };
  const connections = new Map(accounts.map(one => [one, new Connection(one, outside)]));
  const tool = listTool(operation);
  const run = async ({ exchanges, input }: Turn, cursor?: unknown): Promise<Played> => {
    scene.exchanges = [...exchanges];
    scene.requests = [];
    const given = input.cursor === '$next_cursor' ? { ...input, cursor } : input;
    const directory = {
      accounts,
      connection: (one: (typeof accounts)[number]) => connections.get(one) ?? new Connection(one, outside),
      clock: outside.clock,
      digest: outside.digest,
    };
    try {
      const outcome = await tool.run(given, { directory, deadline: { at: Date.now() + 20_000 } });
      return { requests: scene.requests, outcome };
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      return { requests: scene.requests, error: thrown };
    }
  };
  const played = await run(first);
  return next === undefined ? [played] : [played, await run(next, played.outcome?.content.next_cursor)];
}

/** A request in the fixture's words. */
async function requestOf(request: IncomingMessage, path: string, search: URLSearchParams): Promise<unknown> {
  const { authorization, 'content-type': contentType } = request.headers;
  const body = await text(request);
  return {
    method: request.method,
    path,
    query: Object.fromEntries([...new Set(search.keys())].map(name => [name, search.getAll(name).join(' and ')])),
    headers: { ...(authorization !== undefined && { authorization }), ...(contentType !== undefined && { 'content-type': contentType }) },
    ...(body !== '' && { body: JSON.parse(body) }),
  };
}

/** The lines of a turn's rows; undefined where the list has none. */
export function linesOf({ provider, kind, line }: Operation, { outcome }: Played): Line[] | undefined {
  if (line === undefined || kind === undefined) return undefined;
  return outcome?.rows.map(row => lineOf({ account: 'fixture', provider: provider.name, kind }, line(row)));
}

/** Everything that could be seen of a turn, the cursor's inside too. */
export function visible({ outcome, error }: Played): string {
  const cursor = String(outcome?.content.next_cursor ?? '');
  const failures = [error, outcome?.failure].map(one => [one?.toData(), one?.sentence]);
  return JSON.stringify([outcome, failures, Buffer.from(cursor, 'base64url').toString('latin1')]);
}
