// The SQS queue between the function that acknowledges Slack requests and the worker, with its dead-letter queue.
import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';

/** Deliveries of a job before SQS moves it to the dead-letter queue. */
export const maxReceiveCount = 3;

/** The Lambda documentation recommends a visibility timeout of six times the function's timeout. */
const visibilityTimeoutFactor = 6;

/** An encrypted FIFO queue of Slack jobs, and its dead-letter queue. */
export class JobQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  /** `workerTimeoutSeconds` is the timeout of the function that consumes the queue. */
  constructor(scope: Construct, id: string, workerTimeoutSeconds: number) {
    super(scope, id);
    const common = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetterQueue = new Queue(this, 'Aside', {
      ...common,
      // Messages that failed are set aside. The name stays: commands of operators hold it, and a renamed queue is a new, empty one.
      queueName: 'linekeeper-questions-aside.fifo',
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: 'linekeeper-questions.fifo',
      visibilityTimeout: Duration.seconds(visibilityTimeoutFactor * workerTimeoutSeconds),
      // Slack accepts answers for half an hour; the rest is for jobs that are retried after a visibility timeout.
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
  }

  /** Invokes the function with one job at a time; `maxConcurrency` limits how many run in parallel, and so the load on the providers. */
  addConsumer({ lambda }: LinekeeperFunction, maxConcurrency: number): void {
    lambda.addEventSource(new SqsEventSource(this.queue, { batchSize: 1, maxConcurrency, reportBatchItemFailures: true }));
  }
}
