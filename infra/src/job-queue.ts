// The queue between the acknowledgement and the work, and where questions go that failed three times.
import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';

/** Deliveries of a question before it is put aside. */
export const mostTries = 3;

/** The pages of Lambda ask for six times the function's own time. */
const visibilityFactor = 6;

export class Questions extends Construct {
  readonly queue: Queue;
  readonly aside: Queue;

  /** `seconds` is the worker's time. */
  constructor(scope: Construct, id: string, seconds: number) {
    super(scope, id);
    const common = { fifo: true, encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.aside = new Queue(this, 'Aside', { ...common, queueName: 'linekeeper-questions-aside.fifo', retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: 'linekeeper-questions.fifo',
      visibilityTimeout: Duration.seconds(visibilityFactor * seconds),
      // Slack takes no answer after half an hour.
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: this.aside, maxReceiveCount: mostTries },
    });
  }

  /** One question a call; `atOnce` is what the providers can get at once. */
  feed({ lambda }: LinekeeperFunction, atOnce: number): void {
    lambda.addEventSource(new SqsEventSource(this.queue, { batchSize: 1, maxConcurrency: atOnce, reportBatchItemFailures: true }));
  }
}
