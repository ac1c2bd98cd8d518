// A fake of Slack's Web API on loopback, written from Slack's documentation: chat.postMessage with threads and rate limits, and auth.test.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import { expectHarmless, expectValid } from './limits.ts';
import type { PostedMessage } from './slack.ts';

/** A message that arrived. */
export interface ChannelMessage {
  channel: string;
  ts: string;
  /** The message that it answers. */
  thread?: string;
  text: string;
  blocks: PostedMessage[];
}

/** How the API answers a post: as Slack does, with an error code, with an HTTP status, not at all, or by closing the connection. */
export type ApiAnswer =
  | 'ok'
  | { error: string; needed?: string }
  | { status: number; headers?: Record<string, string> }
  | 'hangs'
  | 'closes';

/** Serves the API. */
export class SlackApi {
  readonly messages: ChannelMessage[] = [];
  /** Every request: its path and its token. */
  readonly requests: { path: string; authorization: string | undefined }[] = [];
  /** The scopes of the token. */
  scopes = ['commands', 'chat:write'];
  /** How a post is answered, which may have arrived nevertheless. */
  answer: (message: ChannelMessage) => ApiAnswer = () => 'ok';
  /** True if a message arrives although its post is not answered. */
  keepsUnanswered = true;
  readonly #server: Server = createServer((request, response) => void this.#handle(request, response));

  /** Listens on a free port. */
  async start(): Promise<void> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** The base URL of the API. */
  get url(): string {
    // A listening server has an address with a port.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const path = request.url ?? '';
    this.requests.push({ path, authorization: request.headers.authorization });
    const reply = (body: object, status = 200, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-oauth-scopes': this.scopes.join(','), ...headers })
        .end(JSON.stringify(body));
    if (path === '/api/auth.test') return void reply({ ok: true, team: 'Nordlys' });
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const message = this.#readMessage(form);
    const answer = this.answer(message);
    if (answer === 'ok' || ((answer === 'hangs' || answer === 'closes') && this.keepsUnanswered)) this.#receive(message);
    if (answer === 'ok') return void reply({ ok: true, channel: message.channel, ts: message.ts });
    if (answer === 'hangs') return;
    if (answer === 'closes') return void request.socket.destroy();
    if ('status' in answer) return void reply({ ok: false }, answer.status, answer.headers);
    reply({ ok: false, ...answer });
  }

  #readMessage(form: URLSearchParams): ChannelMessage {
    const thread = form.get('thread_ts');
    return {
      channel: form.get('channel') ?? '',
      ts: `1700000000.${String(this.messages.length).padStart(6, '0')}`,
      ...(thread !== null && { thread }),
      text: form.get('text') ?? '',
      blocks: JSON.parse(form.get('blocks') ?? '[]'),
    };
  }

  #receive(message: ChannelMessage): void {
    const asAnswer = { response_type: 'in_channel', text: message.text, blocks: message.blocks };
    expectValid(asAnswer);
    expectHarmless(asAnswer);
    this.messages.push(message);
  }
}

/** Starts the API for the current test file. */
export async function startSlackApi(): Promise<SlackApi> {
  const api = new SlackApi();
  await api.start();
  afterAll(() => api.close());
  return api;
}

/** The title of a message. */
export const getTitle = ({ blocks }: ChannelMessage): string => String(blocks[0]?.text?.text ?? '').replaceAll('\u2060', '');
