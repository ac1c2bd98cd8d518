// The built `linekeeper slack`: one process, with a channel for the accounts of each target, and signed requests.
import { alice, type PostedMessage, startResponseUrlServer } from '../../slack/slack.ts';
import { getRows, startSlackServer } from '../../slack/slack-server.ts';
import type { FaultTarget } from '../faults/gateway.ts';
import { type AccountView, createEnvironment, listAccounts, type OpenSurface } from './surface.ts';

/** For all faults: those that never end must end soon, since the server answers four questions at once. */
const slackTimeoutMs = 20_000;

const channelOf = ({ name }: FaultTarget) => `C0${name.toUpperCase()}`;

/** Starts the server for all targets. It ends with the test file. */
export async function startSlack(targets: readonly FaultTarget[]): Promise<OpenSurface> {
  const urls = await startResponseUrlServer();
  const rules = targets.map(target => ({
    team: alice.team,
    channels: [channelOf(target)],
    accounts: [...target.faulty, ...target.healthy].map(({ name }) => name),
  }));
  const slack = await startSlackServer(urls, {
    ...createEnvironment(listAccounts(targets), slackTimeoutMs),
    LINEKEEPER_SLACK_ACCESS: JSON.stringify(rules),
  });
  return async target => ({
    async call(tool, input) {
      const words = Object.entries(input).map(([name, value]) => (name === 'number' ? String(value) : `${name}=${value}`));
      const responseUrl = urls.url();
      const command = tool.name === 'list_lines' ? ['list'] : tool.command;
      await slack.command([...command, ...words].join(' '), { ...alice, channel: channelOf(target) }, responseUrl);
      const [message] = await urls.waitForPosts(responseUrl);
      const text = JSON.stringify(message);
      return { code: readErrorCode(message), accounts: readAccounts(message), text };
    },
    log: slack.log,
    close: () => {},
  });
}

/** The code of a message that is an error and nothing else. */
function readErrorCode({ text, blocks }: PostedMessage): string | undefined {
  if (blocks.some(({ type }: PostedMessage) => type === 'header')) return undefined;
  return /\b(\w+) \(k\d+-\w+\): /.exec(text.replaceAll('\u2060', ''))?.[1] ?? 'none';
}

/** The accounts of the table, or those that the notes name as missing. */
function readAccounts(message: PostedMessage): AccountView[] {
  const codeIn = (text = '') => /\w+/.exec(text.replaceAll('\u2060', ''))?.[0];
  const rows = getRows(message).filter(({ state }) => state !== undefined);
  if (rows.length > 0) return rows.map(({ account = '', state = '', error }) => ({ account, outcome: state, code: codeIn(error) }));
  const notes: string[] = message.blocks.flatMap(({ elements = [] }: PostedMessage) =>
    elements.map(({ text = '' }: PostedMessage) => text),
  );
  return notes.flatMap(note => {
    const [, account, code] = /^(k\d+-\w+): .*?\((\w+) \(/.exec(String(note).replaceAll('\u2060', '')) ?? [];
    return account === undefined ? [] : [{ account, outcome: 'failed', code }];
  });
}
