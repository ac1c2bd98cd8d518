// Replays fixtures: a fake provider on loopback that sends the recorded responses, and the list tool that queries it.
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type Account,
  buildLine,
  createListTool,
  type Line,
  LinekeeperError,
  type Operation,
  readAccounts,
  type ToolResult,
} from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { Connection } from '../../packages/core/src/http/connection.ts';
import type { Exchange, FixtureCase, FixtureStep } from '../fixtures/fixture.ts';
import { StandingList } from './standing-list.ts';

/** Result of one tool call: the requests that the fake provider received, and a tool result or an error. */
export interface TurnResult {
  requests: unknown[];
  /** The requests after these, which only make sure that the list ended and did not change. */
  confirmations: unknown[];
  outcome?: ToolResult;
  error?: LinekeeperError;
}

/** The fake provider of all fixtures. */
export interface FixtureServer {
  /** Runs the tool calls of a case, in order. */
  runCase(operation: Operation, fixtureCase: FixtureCase): Promise<TurnResult[]>;
  close(): Promise<void>;
}

/** State of a case; each case has its own base URL on the shared server. */
interface CaseState {
  exchanges: Exchange[];
  requests: unknown[];
  confirmations: unknown[];
  list: StandingList;
}

/** An unexpected request gets a status that is not retried. */
const unexpectedResponse = { status: 418, headers: {}, text: 'unexpected', body: undefined };

/** Plays the next exchange, or the list at its end. */
function playExchange({ exchanges, requests, confirmations, list }: CaseState, request: unknown): Exchange['response'] | undefined {
  const confirmation = exchanges.length === 0 && list.isAtEnd(request) ? list.respond(request) : undefined;
  (confirmation === undefined ? requests : confirmations).push(request);
  if (confirmation !== undefined) return confirmation;
  const exchange = exchanges.shift();
  if (exchange !== undefined) list.add(exchange);
  return exchange?.response;
}

/** Starts the server on a free port. */
export async function startFixtureServer(): Promise<FixtureServer> {
  const cases = new Map<string, CaseState>();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const [, name = '', path = ''] = /^\/(\w+)(.*)$/.exec(url.pathname) ?? [];
    const state = cases.get(name);
    const described = await describeRequest(request, path, url.searchParams);
    const { status, headers, body, text } = (state && playExchange(state, described)) ?? unexpectedResponse;
    response.writeHead(status, headers).end(text ?? JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    runCase: (operation, fixtureCase) => {
      const state: CaseState = { exchanges: [], requests: [], confirmations: [], list: new StandingList() };
      const name = `case${cases.size}`;
      cases.set(name, state);
      return runTurns(operation, fixtureCase, state, `http://127.0.0.1:${port}/${name}`);
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function runTurns(
  operation: Operation,
  { account, next, ...first }: FixtureCase,
  state: CaseState,
  baseUrl: string,
): Promise<TurnResult[]> {
  const entry = { name: 'fixture', provider: operation.provider.name, base_url: baseUrl, ...account };
  const accounts = readAccounts({}, providers, { source: 'The fixture', value: [entry] });
  const outside = { ...undiciRuntime(), random: () => 0 };
  const connections = new Map(accounts.map(configured => [configured, new Connection(configured, outside)]));
  const tool = createListTool(operation);
  const runTurn = async ({ exchanges, input }: FixtureStep, cursor?: unknown): Promise<TurnResult> => {
    state.exchanges = [...exchanges];
    state.requests = [];
    state.confirmations = [];
    const turnInput = input.cursor === '$next_cursor' ? { ...input, cursor } : input;
    const registry = {
      accounts,
      getConnection: (configured: Account) => connections.get(configured) ?? new Connection(configured, outside),
      clock: outside.clock,
      digest: outside.digest,
    };
    try {
      const outcome = await tool.run(turnInput, { registry, deadline: { at: Date.now() + 20_000 } });
      return { requests: state.requests, confirmations: state.confirmations, outcome };
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      return { requests: state.requests, confirmations: state.confirmations, error: thrown };
    }
  };
  const firstResult = await runTurn(first);
  return next === undefined ? [firstResult] : [firstResult, await runTurn(next, firstResult.outcome?.content.next_cursor)];
}

/** Converts a request to the form in which fixtures record it. */
async function describeRequest(request: IncomingMessage, path: string, search: URLSearchParams): Promise<unknown> {
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

/** The telephone lines of a tool call's rows; undefined for a list whose rows are not lines. */
export const toLines = (operation: Operation, { outcome }: TurnResult): Line[] | undefined =>
  operation.line === undefined ? undefined : outcome?.table.rows.map(row => buildLine(operation, 'fixture', row));

/** Everything of a tool call that a caller can see, including the decoded cursor, as one string. */
export function serializeVisible({ outcome, error }: TurnResult): string {
  const cursor = String(outcome?.content.next_cursor ?? '');
  const failures = [error, outcome?.failure].map(failure => [failure?.toData(), failure?.displayMessage]);
  return JSON.stringify([outcome, failures, Buffer.from(cursor, 'base64url').toString('latin1')]);
}
