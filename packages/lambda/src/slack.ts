// Lambda function behind `/slack/commands` and `/slack/interactivity`: acknowledges Slack requests and queues the work.
import { type AckContext, acknowledge, type CommandSpec, parseHosts, RecentPresses } from '@linekeeper/slack/ack';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { fromRawResponse, readBasePath, toRawRequest } from './api-gateway.ts';
import { createNoticePoster } from './notice-poster.ts';
import { createSqsQueue } from './queue.ts';
import { createSecretsManagerStore } from './secrets-manager.ts';
import { createSlackSecret } from './slack-secret.ts';
import { log } from './telemetry.ts';

/** Defined by the build from the tools, which this function does not contain. */
declare const preparedCommands: readonly CommandSpec[];

/** Names of the tools that need a history. */
declare const preparedHistoryTools: readonly string[];

/** For each attempt: two services with two attempts each must fit into Slack's three seconds. */
const requestTimeoutMs = 600;

/** What these may leave of the three seconds, in which a failed button is reported. */
const noticeTimeoutMs = 500;

const {
  QUEUE_URL = '',
  LINEKEEPER_SLACK_SECRET = 'linekeeper/slack',
  LINEKEEPER_SLACK_RESPONSE_HOSTS,
  LINEKEEPER_HISTORY_TABLE = '',
} = process.env;
const hasHistory = LINEKEEPER_HISTORY_TABLE !== '';
const basePath = readBasePath(process.env);
const secret = createSlackSecret(LINEKEEPER_SLACK_SECRET, createSecretsManagerStore(requestTimeoutMs));
const ackContext: AckContext = {
  commands: hasHistory ? preparedCommands : preparedCommands.filter(({ tool }) => !preparedHistoryTools.includes(tool)),
  hasHistory,
  settings: () => secret.get(),
  queue: createSqsQueue(QUEUE_URL, requestTimeoutMs),
  post: createNoticePoster(parseHosts(LINEKEEPER_SLACK_RESPONSE_HOSTS), noticeTimeoutMs),
  presses: new RecentPresses(),
  now: Date.now,
  log,
};

/** Lambda entry point for API Gateway HTTP API events. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
  fromRawResponse(await acknowledge(toRawRequest(event, basePath), ackContext));
