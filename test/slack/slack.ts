// A fake Slack, written from Slack's documentation: signed commands and button presses, and a server for response URLs.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export { signingSecret, signRequest } from './sign-request.ts';

/** Slack ids of a user, and of the team and channel where the user types. */
export interface TestUser {
  team: string;
  channel: string;
  user: string;
}

/** The requester of most tests. */
export const alice: TestUser = { team: 'T0TEAM', channel: 'C0LINES', user: 'U0ALICE' };

/** A message that was posted to a `response_url`. */
// biome-ignore lint/suspicious/noExplicitAny: a message is unvalidated JSON; each test asserts its shape.
export type PostedMessage = any;

/** The form body of a slash command. */
export const createCommandForm = (
  text: string,
  { team, channel, user }: TestUser,
  responseUrl: string,
  triggerId: string = randomUUID(),
): string =>
  new URLSearchParams({
    token: 'fake-verification-token',
    team_id: team,
    team_domain: 'example',
    channel_id: channel,
    channel_name: 'lines',
    user_id: user,
    user_name: 'alice',
    command: '/lines',
    text,
    api_app_id: 'A0APP',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  }).toString();

/** A button press, and the state of the selects next to it. */
export interface PressedButton {
  action_id: string;
  value?: string;
  /** The selected option of each select in the message, by `action_id`. */
  selected?: Readonly<Record<string, string>>;
  /** Timestamp of the message that contains the button. */
  messageTs?: string;
}

/** The form body of a button press. */
export function createButtonForm(
  { action_id, value, selected = {}, messageTs = '1700000000.000100' }: PressedButton,
  { team, channel, user }: TestUser,
  responseUrl: string,
): string {
  const values = Object.fromEntries(
    Object.entries(selected).map(([action, choice]) => [
      action,
      { type: 'static_select', selected_option: { text: { type: 'plain_text', text: choice }, value: choice } },
    ]),
  );
  const payload = {
    type: 'block_actions',
    user: { id: user, username: 'alice', name: 'alice', team_id: team },
    api_app_id: 'A0APP',
    token: 'fake-verification-token',
    container: { type: 'message', message_ts: messageTs, channel_id: channel, is_ephemeral: true },
    trigger_id: randomUUID(),
    team: { id: team, domain: 'example' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel, name: 'lines' },
    state: { values: { generated: values } },
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        action_id,
        block_id: 'generated',
        text: { type: 'plain_text', text: action_id },
        value,
        action_ts: '1700000001.000200',
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A server for response URLs that records what is posted to them. */
export class ResponseUrlServer {
  readonly posts: { path: string; body: PostedMessage }[] = [];
  /** The response status, with optional headers, to the nth post (from 0) to a URL; `closes` for a connection that ends after the post. */
  status: (path: string, nth: number, body: PostedMessage) => number | [number, Record<string, string>] | 'closes' = () => 200;
  readonly #server: Server;
  #waiters: (() => void)[] = [];

  constructor() {
    this.#server = createServer((request, response) => void this.#handleRequest(request, response));
  }

  /** Listens on a free port; returns host and port. */
  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return this.host;
  }

  get host(): string {
    // A listening server has an address with a port.
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** A response URL that no other test uses. */
  url(name: string = randomUUID()): string {
    return `http://${this.host}/commands/${name}`;
  }

  /** Resolves with the messages posted to the URL when there are at least `count`. */
  async waitForPosts(url: string, count = 1): Promise<PostedMessage[]> {
    const { pathname } = new URL(url);
    for (;;) {
      const posts = this.posts.filter(({ path }) => path === pathname);
      if (posts.length >= count) return posts.map(({ body }) => body);
      await new Promise<void>(resolve => this.#waiters.push(resolve));
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const path = request.url ?? '';
    const body: PostedMessage = JSON.parse(Buffer.concat(chunks).toString());
    const nth = this.posts.filter(post => post.path === path).length;
    const reply = this.status(path, nth, body);
    this.posts.push({ path, body });
    if (reply === 'closes') request.socket.destroy();
    else {
      const [status, headers] = Array.isArray(reply) ? reply : [reply, {}];
      response.writeHead(status, headers).end('ok');
    }
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}

/** Starts a server for response URLs for the current test file. */
export async function startResponseUrlServer(): Promise<ResponseUrlServer> {
  const urls = new ResponseUrlServer();
  await urls.start();
  afterAll(() => urls.close());
  return urls;
}
