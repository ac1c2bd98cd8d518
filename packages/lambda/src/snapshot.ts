// Lambda function behind the schedule: takes a snapshot of all lines, and posts what changed. An error is thrown, so that Lambda tries again.
import { pluralize } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { formatGap, takeSnapshot } from '@linekeeper/history';
import { AwsHistory } from '@linekeeper/history/aws';
import { SnapshotBucket } from '@linekeeper/history/aws/snapshot-bucket';
import type { Context } from 'aws-lambda';
import { createAccountsSecret } from './accounts-secret.ts';
import { postSnapshotNews } from './post-news.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { createSlackSecret } from './slack-secret.ts';
import { log, recordSnapshot } from './telemetry.ts';

/** Kept free before the function's timeout to compare, to write and to post. */
const reserveMs = 60_000;

/** Kept free before the function's timeout after the last post. */
const postReserveMs = 5_000;

const {
  LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts',
  LINEKEEPER_SLACK_SECRET = 'linekeeper/slack',
  LINEKEEPER_HISTORY_TABLE: table = '',
  LINEKEEPER_HISTORY_BUCKET: bucketName = '',
  LINEKEEPER_HISTORY_DAYS: days,
} = process.env;
const store = createSecretsManagerStore();
const accounts = createAccountsSecret(LINEKEEPER_ACCOUNTS_SECRET, store);
const slack = createSlackSecret(LINEKEEPER_SLACK_SECRET, store);

const retentionDays = days === undefined ? undefined : Number(days);

/** What the schedule sends. */
interface ScheduleEvent {
  /** The time that the snapshot is for: the same in every delivery, so that it is written once. */
  time?: unknown;
}

/** Lambda entry point for EventBridge Scheduler. Returns how much was read and found, without any line. */
export const handler = async ({ time }: ScheduleEvent, context: Context) => {
  const now = systemClock.now();
  const registry = await accounts.get();
  const bucket = new SnapshotBucket(bucketName);
  const history = new AwsHistory({ table, bucket, retentionDays, now: systemClock.now });
  try {
    const endAt = now + context.getRemainingTimeInMillis();
    const deadline = { at: endAt - reserveMs };
    const id = typeof time === 'string' && time !== '' ? time : new Date(now).toISOString();
    const { record, lines, failures } = await takeSnapshot(history, { registry, deadline }, { id, at: now });
    for (const gap of record.gaps) log(`history: ${formatGap(gap)}`);
    const result = { lines, changes: record.changes.length, failures: failures.length };
    log(`history: ${lines} ${pluralize('line', lines)}, ${result.changes} ${pluralize('change', result.changes)}`);
    recordSnapshot(result);
    const scheduled = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    await postSnapshotNews({
      store: history,
      registry,
      settings: () => slack.get(),
      environment: process.env,
      table,
      retentionDays,
      time: Number.isNaN(scheduled) ? now : scheduled,
      endAt: endAt - postReserveMs,
    });
    return result;
  } finally {
    await history.close();
  }
};
