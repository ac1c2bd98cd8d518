// Posts to Slack what a snapshot brought. A failure never fails the snapshot, which is written: the next run makes up for it.
import { type AccountRegistry, internalError, LinekeeperError } from '@linekeeper/core';
import { type CompiledRule, compileRule, type HistoryStore, postNews, type WatchRule } from '@linekeeper/history';
import { AwsPostLog } from '@linekeeper/history/aws';
import { createChannelPoster, readApiUrl } from '@linekeeper/slack';
import type { SlackSettings } from '@linekeeper/slack/ack';
import { log } from './telemetry.ts';

/** A snapshot that was written, and what its news are posted with. */
export interface NewsOptions {
  store: HistoryStore;
  registry: AccountRegistry;
  settings(): Promise<SlackSettings>;
  environment: NodeJS.ProcessEnv;
  table: string;
  retentionDays: number | undefined;
  /** The time of the schedule, and when to end, in milliseconds since 1970. */
  time: number;
  endAt: number;
}

/** Posts changes and digests by the rules of the Slack secret. Returns the number of messages. Never throws. */
export async function postSnapshotNews({ settings: read, ...options }: NewsOptions): Promise<number> {
  // The secret has logged why it cannot be read; a deployment without Slack leaves it empty.
  const settings = await read().catch(() => undefined);
  if (settings === undefined) return 0;
  try {
    return await post(settings, options);
  } catch (thrown) {
    const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
    log(`slack: nothing more is posted: ${error.displayMessage}`);
    return 0;
  }
}

async function post(
  { watch = [], digest = [], botToken }: SlackSettings,
  { store, registry, environment, table, retentionDays, time, endAt }: Omit<NewsOptions, 'settings'>,
): Promise<number> {
  if (watch.length + digest.length === 0) return 0;
  if (botToken === undefined) throw new LinekeeperError('config', 'Rules are set, but no bot token: add "bot_token" to the Slack secret.');
  const postLog = new AwsPostLog({ table, retentionDays });
  try {
    return await postNews({
      store,
      log: postLog,
      registry,
      rules: watch.flatMap(rule => tryCompile(rule, registry)),
      digests: digest,
      post: createChannelPoster({ botToken, apiUrl: readApiUrl(environment), fetch, clock: registry.clock }),
      time,
      deadline: { at: endAt },
      report: message => log(`slack: ${message}`),
    });
  } finally {
    postLog.close();
  }
}

/** A rule that is not valid is reported, and keeps the others from nothing. */
function tryCompile(rule: WatchRule, registry: AccountRegistry): CompiledRule[] {
  try {
    return [compileRule(rule, registry)];
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    log(`slack: ${thrown.displayMessage}`);
    return [];
  }
}
