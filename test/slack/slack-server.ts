// The built `linekeeper slack` as a child process, with helpers that send requests like Slack and read posted messages.
import { spawn } from 'node:child_process';
import { afterAll } from 'vitest';
import { commandFile } from '../command.ts';
import { readCell } from './limits.ts';
import {
  alice,
  createButtonForm,
  createCommandForm,
  type PostedMessage,
  type PressedButton,
  type ResponseUrlServer,
  signingSecret,
  signRequest,
  type TestUser,
} from './slack.ts';

/** A running `linekeeper slack`. */
export interface SlackServer {
  url: string;
  /** The process's stderr so far. */
  log(): string;
  /** Sends SIGTERM; returns the exit code. */
  stop(): Promise<number>;
  /** Sends a POST request without changing it. */
  send(path: string, request: RequestInit): Promise<Response>;
  /** Runs a command; returns the message of the acknowledgement. */
  command(text: string, user?: TestUser, responseUrl?: string, triggerId?: string): Promise<PostedMessage>;
  /** Runs a command; returns the message that is posted after the acknowledgement. */
  commandAnswer(text: string, user?: TestUser): Promise<PostedMessage>;
  /** Presses a button; returns the message that is posted. */
  press(button: PressedButton, user?: TestUser): Promise<PostedMessage>;
}

/** Access rules that grant all accounts to the team. */
export const fullAccess = [{ team: alice.team, accounts: ['*'] }];

/** Starts the server for the current test file. */
export async function startSlackServer(urls: ResponseUrlServer, environment: Record<string, string> = {}): Promise<SlackServer> {
  const child = spawn(process.execPath, [commandFile, 'slack', '--port', '0'], {
    env: {
      LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret,
      LINEKEEPER_SLACK_ACCESS: JSON.stringify(fullAccess),
      LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  afterAll(() => void child.kill('SIGINT'));
  let stderr = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', text => {
      stderr += text;
      const [, serverUrl] = /answered at (http:\/\/127\.0\.0\.1:\d+)\//.exec(stderr) ?? [];
      if (serverUrl !== undefined) resolve(serverUrl);
    });
    child.on('exit', code => reject(new Error(`linekeeper slack exited with ${code}: ${stderr}`)));
  });
  const send = (path: string, request: RequestInit) => fetch(url + path, { method: 'POST', ...request });
  const command: SlackServer['command'] = async (text, user = alice, responseUrl = urls.url(), triggerId) => {
    const response = await send('/slack/commands', signRequest(createCommandForm(text, user, responseUrl, triggerId)));
    if (response.status !== 200) throw new Error(`${response.status} for ${text}`);
    return await response.json();
  };
  return {
    url,
    log: () => stderr,
    stop() {
      child.kill('SIGTERM');
      return new Promise(resolve => child.on('close', code => resolve(code ?? -1)));
    },
    send,
    command,
    async commandAnswer(text, user) {
      const responseUrl = urls.url();
      await command(text, user, responseUrl);
      return (await urls.waitForPosts(responseUrl))[0];
    },
    async press(button, user = alice) {
      const responseUrl = urls.url();
      const response = await send('/slack/interactivity', signRequest(createButtonForm(button, user, responseUrl)));
      if (response.status !== 200 || (await response.text()) !== '') throw new Error(`${response.status} for ${button.action_id}`);
      return (await urls.waitForPosts(responseUrl))[0];
    },
  };
}

/** All buttons and selects of a message. */
export const getElements = (message: PostedMessage): PostedMessage[] =>
  message.blocks.filter(({ type }: PostedMessage) => type === 'actions').flatMap(({ elements }: PostedMessage) => elements);

/** The button with the `action_id`; undefined if the message has none. */
export const findButton = (message: PostedMessage, action: string): PostedMessage =>
  getElements(message).find(({ action_id }) => action_id === action);

/** The rows of the message's table, as texts by column; empty without a table. */
export function getRows(message: PostedMessage): Record<string, string>[] {
  const [header = [], ...rows]: PostedMessage[] = message.blocks.find(({ type }: PostedMessage) => type === 'data_table')?.rows ?? [];
  return rows.map(row => Object.fromEntries(row.map((cell: PostedMessage, index: number) => [header[index].text, readCell(cell)])));
}

/** The JSON of all blocks except the table, without word joiners. */
export const getText = (message: PostedMessage): string =>
  JSON.stringify(message.blocks.filter(({ type }: PostedMessage) => type !== 'data_table')).replaceAll('\u2060', '');
