// The function behind the queue: asks the tools, and posts the answer to Slack.
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { tools } from '@linekeeper/questions';
import { hostsIn, Seen, work } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { accountsSecret } from './accounts-secret.ts';
import { eachJob } from './queue.ts';
import { slackSecret } from './slack-secret.ts';
import { log } from './telemetry.ts';

/** Milliseconds of the function's time that a question may not use: its answer is posted then. */
const reserve = 2_000;

const {
  LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts',
  LINEKEEPER_SLACK_SECRET = 'linekeeper/slack',
  LINEKEEPER_SLACK_RESPONSE_HOSTS,
  TRIES = '3',
} = process.env;

/** How often the queue gives a job before it is put aside. */
const mostTries = Number(TRIES);

const accounts = accountsSecret(LINEKEEPER_ACCOUNTS_SECRET);
const slack = slackSecret(LINEKEEPER_SLACK_SECRET);
const working = {
  tools,
  directory: () => accounts.get(),
  settings: () => slack.get(),
  hosts: hostsIn(LINEKEEPER_SLACK_RESPONSE_HOSTS),
  fetch,
  clock: systemClock,
  random: Math.random,
  log,
};
const done = new Seen();

export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const left = context.getRemainingTimeInMillis() - reserve;
  const at = systemClock.now() + Math.min(deadlineMs(process.env, left), left);
  return await eachJob(event, (job, receives) => once(job, receives, at));
};

/** A queue may give a job again although it was done. */
async function once(job: Job, receives: number, at: number): Promise<void> {
  if (done.has(job.key)) return;
  // Before the last try, since a crash would leave nobody to say it.
  if (receives >= mostTries) await tell(job, at);
  await work(job, at, working);
  done.add(job.key, systemClock.now());
}

const tell = (job: Job, at: number) =>
  work({ ...job, task: { do: 'say', lines: lastWords } }, at, working).catch(() => log('whoever asked could not be told of the last try'));

const lastWords = [
  'Linekeeper has failed at this question, more than once, and tries it a last time. If no answer follows, tell whoever runs it.',
];
