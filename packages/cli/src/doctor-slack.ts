// The doctor's check of automatic posts to Slack: the rules, the bot token and its scope, and the last failure of each channel.
import { type AccountRegistry, type Environment, LinekeeperError, pluralize } from '@linekeeper/core';
import { formatStep } from './account-diagnosis.ts';
import type { CommandOptions } from './context.ts';
import { readHistoryPath, requireHistoryFile } from './history-file.ts';
import { createPaint } from './print/style.ts';

/** Prints whether the posts of the watch and digest rules can be made; returns the first error. Prints nothing without rules. */
export async function checkSlackPosts(registry: AccountRegistry, options: CommandOptions): Promise<LinekeeperError | undefined> {
  const { environment, io } = options;
  const isSet = ['LINEKEEPER_SLACK_WATCH', 'LINEKEEPER_SLACK_DIGEST'].some(name => (environment[name] ?? '').trim() !== '');
  if (!isSet) return undefined;
  const print = (state: 'ok' | 'failed', text: string) => io.write(formatStep(state, text, io));
  await io.write(`${createPaint(io.hasColor ?? false)('bold', 'Slack')} (automatic posts)\n`);
  let failure: LinekeeperError | undefined;
  for (const [step, check] of steps) {
    try {
      await print('ok', `${step}: ${await check(registry, options)}`);
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      await print('failed', `${step}: ${thrown.message}`);
      failure ??= thrown;
    }
  }
  return failure;
}

type Check = (registry: AccountRegistry, options: CommandOptions) => Promise<string>;

const steps: readonly (readonly [name: string, check: Check])[] = [
  ['rules', checkRules],
  ['token', checkToken],
  ['channels', checkChannels],
];

async function readRules(environment: Environment) {
  const { parsePostingSettings } = await import('@linekeeper/slack/ack');
  return parsePostingSettings(environment);
}

async function checkRules(registry: AccountRegistry, { environment, history }: CommandOptions): Promise<string> {
  const { watch, digest } = await readRules(environment);
  const { compileRule } = await import('@linekeeper/history');
  for (const rule of watch) compileRule(rule, registry);
  if (readHistoryPath(environment, history) === undefined)
    throw new LinekeeperError('config', 'they need a history: set LINEKEEPER_HISTORY, and take snapshots with linekeeper watch.');
  return `${watch.length} for changes, ${digest.length} ${pluralize('digest', digest.length)}`;
}

async function checkToken(_: AccountRegistry, { environment }: CommandOptions): Promise<string> {
  const { botToken } = await readRules(environment);
  if (botToken === undefined)
    throw new LinekeeperError('config', 'it is missing: set LINEKEEPER_SLACK_BOT_TOKEN, with the scope chat:write.');
  const { checkPostingToken, readApiUrl } = await import('@linekeeper/slack');
  const team = await checkPostingToken({ botToken, apiUrl: readApiUrl(environment), fetch });
  return `may post with chat:write in ${team || 'its workspace'}`;
}

/** Whether the app is in a channel, only posting there tells: the log says how the last post went. */
async function checkChannels(registry: AccountRegistry, { environment, history: option }: CommandOptions): Promise<string> {
  const { watch, digest } = await readRules(environment);
  if (readHistoryPath(environment, option) === undefined) return 'nothing is posted without a history';
  const [{ toDigestScope, toWatchScope }, { SqliteHistory, SqlitePostLog }] = await Promise.all([
    import('@linekeeper/history'),
    import('@linekeeper/history/sqlite'),
  ]);
  const history = new SqliteHistory(requireHistoryFile(registry, environment, option));
  try {
    const log = new SqlitePostLog(history);
    const scopes = new Set([...watch.map(({ channel }) => toWatchScope(channel)), ...digest.map(toDigestScope)]);
    for (const scope of scopes) {
      const { problem } = await log.read(scope);
      if (problem !== undefined) throw new LinekeeperError('denied', `the last post failed: ${problem}`);
    }
  } finally {
    await history.close();
  }
  return 'no post has failed; the app must be in each of them (/invite @Linekeeper)';
}
