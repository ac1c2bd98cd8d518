// What the scripted model says: the calls of the cases one after another, whatever the host asks; it keeps what came of each.
import { type Case, cases } from './cases.ts';
import type { ModelReply, ModelRequest } from './wire-formats.ts';

/** What came of one call. */
export interface CaseResult {
  case: Case;
  /** The result as the model gets it, without escapes. */
  text: string;
}

/** What the script needs to know of a host. */
export interface ScriptOptions {
  /** Names of the command's tools, before which hosts put a prefix. */
  toolNames: readonly string[];
  /** Added to the arguments of each call. */
  extraInput: object;
  /** The prefix of tools that the model searches first, and calls through another one; undefined if tools are offered directly. */
  deferredPrefix: string | undefined;
  onResult(result: CaseResult): void;
}

/** Tools that a host returns for one search. */
const maxSearched = 20;

const done: ModelReply = { text: 'done' };

/** The script of one run. */
export class ModelScript {
  /** The command's tools that reached the model with a schema, by their own names. */
  readonly offered = new Set<string>();
  readonly #options: ScriptOptions;
  /** Results so far: a host that stops early gives fewer than there are cases. */
  readonly results: CaseResult[] = [];
  /** The id of the call that is under way. */
  #pendingId: string | undefined;
  #searched = 0;

  constructor(options: ScriptOptions) {
    this.#options = options;
  }

  /** The reply to a request of the host. */
  reply(request: ModelRequest): ModelReply {
    const text = this.#pendingId === undefined ? '' : request.results.get(this.#pendingId)?.replaceAll('\\', '');
    // A side request: a title, or a summary of the conversation.
    if (text === undefined) return done;
    const isSearch = this.#pendingId?.startsWith('search') ?? false;
    this.#noteOffered(request, isSearch ? text : '');
    const current = cases[this.results.length];
    if (this.#pendingId !== undefined && !isSearch && current !== undefined) {
      this.results.push({ case: current, text });
      this.#options.onResult({ case: current, text });
    }
    const reply = this.#createSearch(request) ?? this.#createCall(request);
    this.#pendingId = 'id' in reply ? reply.id : undefined;
    return reply;
  }

  #noteOffered({ tools }: ModelRequest, foundTools: string): void {
    const { toolNames, deferredPrefix } = this.#options;
    for (const name of toolNames) {
      if (tools.some(tool => isNamed(tool.name, name)) || foundTools.includes(`"name":"${deferredPrefix}${name}"`)) this.offered.add(name);
    }
  }

  /** Searches the next deferred tools; undefined if all were searched. */
  #createSearch({ tools }: ModelRequest): ModelReply | undefined {
    const { toolNames, deferredPrefix } = this.#options;
    const tool = tools.find(({ name }) => name === 'tool_search');
    const names = toolNames.slice(this.#searched, this.#searched + maxSearched);
    if (deferredPrefix === undefined || tool === undefined || names.length === 0) return undefined;
    this.#searched += names.length;
    const query = `select:${names.map(name => deferredPrefix + name).join(',')}`;
    return { id: `search_${this.#searched}`, tool, input: { query, max_results: maxSearched } };
  }

  /** Calls the tool of the next case: by itself, or through the tool for deferred ones. */
  #createCall({ tools }: ModelRequest): ModelReply {
    const { extraInput, deferredPrefix } = this.#options;
    const next = cases[this.results.length];
    if (next === undefined) return done;
    const id = `call_${this.results.length + 1}`;
    const input = { ...next.input, ...extraInput };
    const tool = tools.find(({ name }) => (deferredPrefix === undefined ? isNamed(name, next.tool) : name === 'tool_call'));
    if (tool === undefined) return done;
    return { id, tool, input: deferredPrefix === undefined ? input : { name: deferredPrefix + next.tool, arguments: input } };
  }
}

/** True if the host's name of a tool is the command's name, mostly behind a prefix. */
const isNamed = (hostName: string, name: string): boolean => new RegExp(`(?:^|[_-])${name}$`).test(hostName);
