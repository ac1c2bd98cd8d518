// A model on loopback that calls the tools of the cases one after another, whatever the host asks, and keeps what came of each call.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Case, cases } from './cases.ts';
import { findWireFormat, type ModelReply, type ModelRequest } from './wire-formats.ts';

/** What came of one call. */
export interface CaseResult {
  case: Case;
  /** The result as the model gets it, without escapes. */
  text: string;
}

/** A started model. */
export interface ScriptedModel {
  url: string;
  /** The tools of the command that the host offered, by their own names. */
  offered: Set<string>;
  /** Results so far; the host gave none for the cases that are missing. */
  results: CaseResult[];
  close(): void;
}

/** What the script needs of a host. */
export interface ScriptOptions {
  /** Names of the command's tools, before which hosts put a prefix. */
  toolNames: readonly string[];
  /** Added to the arguments of each call. */
  extraInput: object;
  /** The prefix of tools that the model searches first, and calls through another one. */
  deferredPrefix: string | undefined;
  onResult(result: CaseResult): void;
}

/** The id of the call that searches deferred tools. */
const searchId = 'call_search';

/** Starts the model. */
export async function startScriptedModel({ toolNames, extraInput, deferredPrefix, onResult }: ScriptOptions): Promise<ScriptedModel> {
  const offered = new Set<string>();
  const results: CaseResult[] = [];
  let pendingId: string | undefined;

  function noteOffered(texts: Iterable<string>): void {
    for (const text of texts) for (const name of toolNames) if (new RegExp(`(?:^|_|-|\\b)${name}\\b`).test(text)) offered.add(name);
  }

  /** The call of a tool: by itself, or through the tool for deferred ones. */
  function createCall({ tools }: ModelRequest, { tool: name, input }: Case, id: string): ModelReply | undefined {
    const args = { ...input, ...extraInput };
    if (deferredPrefix === undefined) {
      const tool = tools.find(candidate => new RegExp(`(?:^|[_-])${name}$`).test(candidate.name));
      return tool && { id, tool, input: args };
    }
    const tool = tools.find(candidate => candidate.name === 'tool_call');
    return tool && { id, tool, input: { name: deferredPrefix + name, arguments: args } };
  }

  function reply(request: ModelRequest): ModelReply {
    const text = pendingId === undefined ? undefined : request.results.get(pendingId);
    // A side request: a title, or a summary of the conversation.
    if (pendingId !== undefined && text === undefined) return { text: 'done' };
    const search = request.tools.find(({ name }) => name === 'tool_search');
    if (pendingId === undefined && deferredPrefix !== undefined) {
      if (search === undefined) return { text: 'done' };
      pendingId = searchId;
      const query = `select:${toolNames.map(name => deferredPrefix + name).join(',')}`;
      return { id: searchId, tool: search, input: { query, max_results: 20 } };
    }
    noteOffered(pendingId === searchId ? [text ?? ''] : request.tools.map(({ name }) => name));
    const current = cases[results.length];
    if (text !== undefined && pendingId !== searchId && current !== undefined) {
      const result = { case: current, text: text.replaceAll('\\', '') };
      results.push(result);
      onResult(result);
    }
    const next = cases[results.length];
    const call = next && createCall(request, next, `call_${results.length + 1}`);
    if (call === undefined) return { text: 'done' };
    pendingId = 'id' in call ? call.id : undefined;
    return call;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const [path = ''] = (request.url ?? '').split('?', 1);
    const format = request.method === 'POST' ? findWireFormat(path) : undefined;
    if (format === undefined) {
      // Counting tokens, and the list of models.
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1,"totalTokens":1,"data":[]}');
      return;
    }
    const body = JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(format.format(reply(format.parse(body))));
  }

  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the model has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    offered,
    results,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
