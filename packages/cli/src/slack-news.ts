// Posts to Slack what a snapshot of this machine brought, by LINEKEEPER_SLACK_WATCH and LINEKEEPER_SLACK_DIGEST.
import { type AccountRegistry, type Environment, internalError, LinekeeperError } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import type { SqliteHistory } from '@linekeeper/history/sqlite';
import { useProxyForFetch } from './proxy.ts';

/** Time for the posts of one snapshot; what is left is posted after the next one. */
const maxPostsMs = 60_000;

/** What posting needs. */
interface NewsOptions {
  environment: Environment;
  registry: AccountRegistry;
  history: SqliteHistory;
  /** Writes a message on stderr. */
  report(message: string): void;
}

/** Returns a function that posts what the last snapshot brought; it never throws. Undefined without rules. Throws `config` for rules that are not valid. */
export async function createNewsPoster({
  environment,
  registry,
  history,
  report,
}: NewsOptions): Promise<(() => Promise<void>) | undefined> {
  const { parsePostingSettings } = await import('@linekeeper/slack/ack');
  const { watch, digest, botToken } = parsePostingSettings(environment);
  if (watch.length + digest.length === 0) return undefined;
  if (botToken === undefined)
    throw new LinekeeperError('config', 'LINEKEEPER_SLACK_WATCH and _DIGEST need LINEKEEPER_SLACK_BOT_TOKEN, with the scope chat:write.');
  const [{ createChannelPoster, readApiUrl }, { compileRule, postNews }, { SqlitePostLog }] = await Promise.all([
    import('@linekeeper/slack'),
    import('@linekeeper/history'),
    import('@linekeeper/history/sqlite'),
  ]);
  const rules = watch.map(rule => compileRule(rule, registry));
  const { clock, notice } = registry;
  const post = createChannelPoster({ botToken, apiUrl: readApiUrl(environment), fetch, clock, notice });
  const log = new SqlitePostLog(history);
  await useProxyForFetch(environment, report);
  return async () => {
    const now = systemClock.now();
    const deadline = { at: now + maxPostsMs };
    try {
      await postNews({
        store: history,
        log,
        registry,
        rules,
        digests: digest,
        post,
        time: now,
        deadline,
        report: text => report(`slack: ${text}`),
      });
    } catch (thrown) {
      const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, report);
      report(`slack: nothing more is posted: ${error.displayMessage}`);
    }
  };
}
