// SQS as the queue between the acknowledgement and the work: first in, first out, each wish once within five minutes.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LinekeeperError } from '@linekeeper/core/lite';
import type { Job, Queue } from '@linekeeper/slack/ack';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from './telemetry.ts';

/** Asked twice at most, each time with so many milliseconds for an answer. */
export function sqsQueue(url: string, requestTimeout: number): Queue {
  const patience = { connectionTimeout: 500, requestTimeout, throwOnRequestTimeout: true };
  const client = new SQSClient({ maxAttempts: 2, requestHandler: patience });
  return {
    async send(job) {
      // A group of its own: a job that fails holds up no other.
      const once = { MessageGroupId: job.key, MessageDeduplicationId: job.key };
      try {
        await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(job), ...once }));
      } catch (thrown) {
        log(`the queue does not take a job: ${thrown instanceof Error ? thrown.name : 'unknown'}`);
        throw new LinekeeperError('unavailable', 'Linekeeper cannot take questions at the moment. Ask again in a minute.');
      }
    },
  };
}

/** Does the jobs of a batch, told how often each was given; those that failed are given again, the others not. */
export async function eachJob({ Records }: SQSEvent, work: (job: Job, receives: number) => Promise<void>): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of Records) {
    try {
      await work(jobIn(record), Number(record.attributes.ApproximateReceiveCount));
    } catch (thrown) {
      log(`a job failed and is tried again: ${thrown instanceof LinekeeperError ? thrown.sentence : nameOf(thrown)}`);
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map(itemIdentifier => ({ itemIdentifier })) };
}

// Only the acknowledgement writes to this queue.
const jobIn = ({ body }: SQSRecord): Job => JSON.parse(body) as Job;

const nameOf = (thrown: unknown) => (thrown instanceof Error ? thrown.name : 'unknown');
