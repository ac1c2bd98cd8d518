// An MCP client as Slack's pages describe Slackbot: it signs each request, and names the person who asks in `params._meta.slack`.
// https://docs.slack.dev/ai/slackbot-mcp-client, https://docs.slack.dev/ai/slackbot-mcp-client/returning-rich-responses
import { signRequest } from '../slack/slack.ts';
import { type ParsedResponse, parseResponse } from './raw-messages.ts';

/** A person in Slack, as a request names them. */
export interface SlackPerson {
  user_id: string;
  team_id: string;
  enterprise_id?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: a block is unvalidated JSON; each test asserts its shape.
type Block = any;

/** How to sign and send a request; what is left out is as Slack does it. */
export interface SendOptions {
  at?: number;
  secret?: string;
  headers?: Record<string, string>;
  /** Changes the body after it was signed. */
  tamper?: (body: string) => string | Uint8Array;
}

/** Sends a signed body. */
export async function sendSigned(url: string, body: string, { tamper, headers, ...signing }: SendOptions = {}): Promise<ParsedResponse> {
  const signed = signRequest(body, signing);
  const response = await fetch(url, {
    method: 'POST',
    body: tamper === undefined ? signed.body : Buffer.from(tamper(body)),
    headers: { ...signed.headers, 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
  });
  return await parseResponse(response);
}

/** Creates the client of a person. It initializes once, and sends nothing of that later: the server keeps no session. */
export async function connectSlackbot(url: string, person: SlackPerson) {
  let id = 0;
  const request = async (method: string, params: object) => {
    id += 1;
    const { status, body } = await sendSigned(url, JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    if (status !== 200) throw new Error(`HTTP ${status}: ${JSON.stringify(body)}`);
    return body.result;
  };
  const { serverInfo } = await request('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: { extensions: { 'io.slack/block-kit': { mimeTypes: ['application/vnd.slack.blocks+json'] } } },
    clientInfo: { name: 'slackbot', version: '1.0.0' },
  });
  const callTool = (name: string, input: object) => request('tools/call', { name, arguments: input, _meta: { slack: person } });
  return {
    serverInfo,
    listTools: async () => (await request('tools/list', {})).tools,
    callTool,
    /** Presses a button: Slack turns its id and value into a call of the tool. */
    press({ action_id, value }: { action_id: string; value: string }) {
      const [, name = ''] = /^tool:(.+)$/.exec(action_id) ?? [];
      if (name === '') throw new Error(`${action_id} leads to no tool`);
      return callTool(name, JSON.parse(value));
    },
  };
}

/** Returns the buttons of a result. */
export const findButtons = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap(({ type, elements }) => (type === 'actions' ? elements : []));
