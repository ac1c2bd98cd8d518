// The SQS FIFO queue between the acknowledging function and the worker; SQS deduplicates jobs for five minutes.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { LinekeeperError } from '@linekeeper/core/lite';
import { getButtonKey, hasLastingEffect, type Job, type JobQueue } from '@linekeeper/slack/ack';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from './telemetry.ts';

/** A queue that sends to the SQS queue at `url`, in at most two attempts of `requestTimeoutMs`. */
export function createSqsQueue(url: string, requestTimeoutMs: number): JobQueue {
  const requestHandler = { connectionTimeout: 500, requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true };
  const client = new SQSClient({ maxAttempts: 2, requestHandler });
  return {
    async send(job) {
      // Jobs of one group run one after the other. Each is its own group, so that a failed job does not block others; but presses of a
      // button that leaves something behind share one, so that the worker knows the first of a double click when it gets the second.
      const groupId = hasLastingEffect(job.task) ? getButtonKey(job) : job.key;
      const ids = { MessageGroupId: groupId, MessageDeduplicationId: job.key };
      try {
        await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(job), ...ids }));
      } catch (thrown) {
        log(`the queue rejected a job: ${thrown instanceof Error ? thrown.name : 'unknown'}`);
        throw new LinekeeperError('unavailable', 'Linekeeper cannot take questions at the moment. Ask again in a minute.');
      }
    },
  };
}

/**
 * Processes an SQS batch and reports failed records as `batchItemFailures`, so that only they are redelivered.
 * `processJob` gets each job and how many times it was received, including this time.
 */
export async function processBatch(
  { Records }: SQSEvent,
  processJob: (job: Job, receiveCount: number) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  for (const record of Records) {
    try {
      await processJob(parseJob(record), Number(record.attributes.ApproximateReceiveCount));
    } catch (thrown) {
      log(`a job failed and will be retried: ${thrown instanceof LinekeeperError ? thrown.displayMessage : getErrorName(thrown)}`);
      failed.push(record.messageId);
    }
  }
  return { batchItemFailures: failed.map(itemIdentifier => ({ itemIdentifier })) };
}

// Not validated: only the acknowledging function writes to this queue.
const parseJob = ({ body }: SQSRecord): Job => JSON.parse(body) as Job;

const getErrorName = (thrown: unknown) => (thrown instanceof Error ? thrown.name : 'unknown');
