// `linekeeper slack` as it is built, in a process of its own, asked by a Slack of the tests.
import { spawn } from 'node:child_process';
import { afterAll } from 'vitest';
import { built } from '../command.ts';
import {
  alice,
  buttonForm,
  commandForm,
  type Person,
  type Posted,
  type Pressed,
  type ResponseUrls,
  signed,
  signingSecret,
} from './slack.ts';

export interface Serving {
  url: string;
  /** What the process has said on stderr. */
  log(): string;
  /** Tells the process to end; its exit code. */
  end(): Promise<number>;
  /** Sends a request as it is. */
  send(path: string, request: RequestInit): Promise<Response>;
  /** A command; the acknowledgement's message. */
  ask(text: string, asker?: Person, responseUrl?: string, trigger?: string): Promise<Posted>;
  /** A command; the message that is posted after the acknowledgement. */
  answer(text: string, asker?: Person): Promise<Posted>;
  /** A pressed button; the message that is posted. */
  press(button: Pressed, asker?: Person): Promise<Posted>;
}

export const everything = [{ team: alice.team, accounts: ['*'] }];

/** Starts the server for one file of tests. */
export async function serving(urls: ResponseUrls, environment: Record<string, string> = {}): Promise<Serving> {
  const child = spawn(process.execPath, [built, 'slack', '--port', '0'], {
    env: {
      LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret,
      LINEKEEPER_SLACK_ACCESS: JSON.stringify(everything),
      LINEKEEPER_SLACK_RESPONSE_HOSTS: urls.host,
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  afterAll(() => void child.kill('SIGINT'));
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', text => {
      said += text;
      const [, found] = /answered at (http:\/\/127\.0\.0\.1:\d+)\//.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', code => reject(new Error(`linekeeper slack ended with ${code}: ${said}`)));
  });
  const send = (path: string, request: RequestInit) => fetch(url + path, { method: 'POST', ...request });
  const ask: Serving['ask'] = async (text, asker = alice, responseUrl = urls.url(), trigger) => {
    const answer = await send('/slack/commands', signed(commandForm(text, asker, responseUrl, trigger)));
    if (answer.status !== 200) throw new Error(`${answer.status} for ${text}`);
    return await answer.json();
  };
  return {
    url,
    log: () => said,
    end() {
      child.kill('SIGTERM');
      return new Promise(resolve => child.on('close', code => resolve(code ?? -1)));
    },
    send,
    ask,
    async answer(text, asker) {
      const responseUrl = urls.url();
      await ask(text, asker, responseUrl);
      return (await urls.posted(responseUrl))[0];
    },
    async press(button, asker = alice) {
      const responseUrl = urls.url();
      const answer = await send('/slack/interactivity', signed(buttonForm(button, asker, responseUrl)));
      if (answer.status !== 200 || (await answer.text()) !== '') throw new Error(`${answer.status} for ${button.action_id}`);
      return (await urls.posted(responseUrl))[0];
    },
  };
}

/** The elements that can be pressed or chosen. */
export const elementsOf = (message: Posted): Posted[] =>
  message.blocks.filter(({ type }: Posted) => type === 'actions').flatMap(({ elements }: Posted) => elements);

export const buttonOf = (message: Posted, action: string): Posted => elementsOf(message).find(({ action_id }) => action_id === action);

/** The table's rows as texts by column; none where there is no table. */
export function rowsOf(message: Posted): Record<string, string>[] {
  const [header = [], ...rows]: Posted[] = message.blocks.find(({ type }: Posted) => type === 'data_table')?.rows ?? [];
  return rows.map(row => Object.fromEntries(row.map(({ text }: Posted, index: number) => [header[index].text, text])));
}

/** Everything that is written in a message, the table aside. */
export const wordsOf = (message: Posted): string =>
  JSON.stringify(message.blocks.filter(({ type }: Posted) => type !== 'data_table')).replaceAll('\u2060', '');
