// Slack as the product meets it, written from Slack's pages: it signs, asks, presses buttons, and takes answers.
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export const signingSecret = 'fake-signing-secret-0123456789abcdef';

export interface Person {
  team: string;
  channel: string;
  user: string;
}

export const alice: Person = { team: 'T0TEAM', channel: 'C0LINES', user: 'U0ALICE' };

/** What was posted to a `response_url`. */
// biome-ignore lint/suspicious/noExplicitAny: a message is whatever came; each test says what it must be.
export type Posted = any;

/** A form with Slack's signature: `at` in seconds, `secret` and `signature` as an impostor would have them. */
export function signed(
  body: string | Uint8Array,
  { at = Math.floor(Date.now() / 1000), secret = signingSecret }: { at?: number; secret?: string } = {},
) {
  const bytes = Buffer.from(body);
  const signature = `v0=${createHmac('sha256', secret)
    .update(Buffer.concat([Buffer.from(`v0:${at}:`), bytes]))
    .digest('hex')}`;
  return {
    body: bytes,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': signature,
    },
  };
}

export const commandForm = (text: string, { team, channel, user }: Person, responseUrl: string, trigger: string = randomUUID()): string =>
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
    trigger_id: trigger,
  }).toString();

export interface Pressed {
  action_id: string;
  value?: string;
  /** What the selects of the message show, by action. */
  selected?: Readonly<Record<string, string>>;
  message?: string;
}

export function buttonForm(
  { action_id, value, selected = {}, message = '1700000000.000100' }: Pressed,
  { team, channel, user }: Person,
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
    container: { type: 'message', message_ts: message, channel_id: channel, is_ephemeral: true },
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

/** Takes what is posted to response URLs. `status` answers the nth post of a URL. */
export class ResponseUrls {
  readonly posts: { path: string; body: Posted }[] = [];
  status: (path: string, nth: number, body: Posted) => number | [number, Record<string, string>] = () => 200;
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return this.host;
  }

  get host(): string {
    // A listening server has an address with a port.
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  url(name: string = randomUUID()): string {
    return `http://${this.host}/commands/${name}`;
  }

  /** The posts to a URL, once there are so many. */
  async posted(url: string, count = 1): Promise<Posted[]> {
    const { pathname } = new URL(url);
    for (;;) {
      const own = this.posts.filter(({ path }) => path === pathname);
      if (own.length >= count) return own.map(({ body }) => body);
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const path = request.url ?? '';
    const body: Posted = JSON.parse(Buffer.concat(chunks).toString());
    const nth = this.posts.filter(post => post.path === path).length;
    const answer = this.status(path, nth, body);
    const [status, headers] = Array.isArray(answer) ? answer : [answer, {}];
    this.posts.push({ path, body });
    response.writeHead(status, headers).end('ok');
    for (const go of this.#waiting.splice(0)) go();
  }
}

/** Response URLs for one file of tests. */
export async function responseUrls(): Promise<ResponseUrls> {
  const urls = new ResponseUrls();
  await urls.start();
  afterAll(() => urls.close());
  return urls;
}
