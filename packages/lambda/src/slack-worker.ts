// Lambda function behind the queue: runs the tools and posts the answers to Slack.
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { ProcessedJobs, parseHosts, processJob, processRepeatedJob, readApiUrlSetting } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAccountsSecret } from './accounts-secret.ts';
import { createHistory, listDeployedTools } from './history.ts';
import { processBatch } from './queue.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { createSlackSecret } from './slack-secret.ts';
import { log } from './telemetry.ts';

/** Kept free before the function's timeout to post the answer. */
const reserveMs = 2_000;

const {
  LINEKEEPER_ACCOUNTS_SECRET = 'linekeeper/accounts',
  LINEKEEPER_SLACK_SECRET = 'linekeeper/slack',
  LINEKEEPER_SLACK_RESPONSE_HOSTS,
  MAX_RECEIVE_COUNT = '3',
} = process.env;

/** The queue's `maxReceiveCount`: a job that has failed that often is moved to the dead-letter queue. */
const maxReceiveCount = Number(MAX_RECEIVE_COUNT);

const history = createHistory(process.env);
/** One client, and so one connection, for both secrets. */
const store = createSecretsManagerStore();
const accounts = createAccountsSecret(LINEKEEPER_ACCOUNTS_SECRET, store, history);
const slack = createSlackSecret(LINEKEEPER_SLACK_SECRET, store);
const workerContext = {
  tools: listDeployedTools(history),
  registry: () => accounts.get(),
  settings: () => slack.get(),
  extraHosts: parseHosts(LINEKEEPER_SLACK_RESPONSE_HOSTS),
  apiUrl: readApiUrlSetting(process.env),
  fetch,
  clock: systemClock,
  random: Math.random,
  log,
};
const processedJobs = new ProcessedJobs();

/** Lambda entry point for SQS events. The jobs of a batch share the time until the function's timeout. */
export const handler = async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const remainingMs = context.getRemainingTimeInMillis() - reserveMs;
  const deadline = systemClock.now() + Math.min(readTimeoutMs(process.env, remainingMs), remainingMs);
  return await processBatch(event, (job, receiveCount) => processOnce(job, receiveCount, deadline));
};

/** SQS delivers a job again if the worker failed or ended during it, and may do so with a job that was processed. */
async function processOnce(job: Job, receiveCount: number, deadline: number): Promise<void> {
  if (processedJobs.has(job)) return;
  await (receiveCount > 1
    ? processRepeatedJob(job, deadline, workerContext, receiveCount >= maxReceiveCount)
    : processJob(job, deadline, workerContext));
  processedJobs.add(job, systemClock.now());
}
