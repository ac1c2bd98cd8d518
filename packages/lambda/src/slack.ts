// The function behind `/slack/commands` and `/slack/interactivity`: verifies, says what is cheap, queues the rest.
import { acknowledge, type Topic } from '@linekeeper/slack/ack';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { requestIn, resultOf } from './api-gateway.ts';
import { sqsQueue } from './queue.ts';
import { slackSecret } from './slack-secret.ts';
import { log } from './telemetry.ts';

/** Put in by the build, from the tools that this function does not carry. */
declare const preparedTopics: readonly Topic[];

/** Milliseconds for each answer of a service, of which two are asked, twice at most: Slack waits three seconds in all. */
const patience = 600;

const { QUEUE_URL = '', LINEKEEPER_SLACK_SECRET = 'linekeeper/slack' } = process.env;
const secret = slackSecret(LINEKEEPER_SLACK_SECRET, patience);
const acknowledging = { topics: preparedTopics, settings: () => secret.get(), queue: sqsQueue(QUEUE_URL, patience), now: Date.now, log };

export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
  resultOf(await acknowledge(requestIn(event), acknowledging));
