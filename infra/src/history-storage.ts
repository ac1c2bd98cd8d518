// The history: the function that takes snapshots on a schedule, the table of changes and the bucket of whole snapshots.
import { type CfnElement, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';
import type { HistoryOptions } from './history-options.ts';
import { acknowledgeFinding } from './nag.ts';

/** An older version of a whole snapshot is of no use: its key is written once. */
const olderVersionDays = 7;

/** Time for the schedule to start a snapshot; the next one makes up for it. */
const maxStartDelay = Duration.minutes(5);

/** Where the history is kept. Both outlive the stack: what was recorded cannot be recorded again. */
export class HistoryStorage extends Construct {
  readonly deadLetterQueue: Queue;
  readonly #table: TableV2;
  readonly #bucket: Bucket;
  readonly #options: HistoryOptions;

  constructor(scope: Construct, id: string, options: HistoryOptions) {
    super(scope, id);
    this.#options = options;
    this.#table = new TableV2(this, 'Changes', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      // The life of one line.
      globalSecondaryIndexes: [
        {
          indexName: 'byLine',
          partitionKey: { name: 'line_name', type: AttributeType.STRING },
          sortKey: { name: 'sk', type: AttributeType.STRING },
          projectionType: ProjectionType.ALL,
        },
      ],
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expires',
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.#bucket = new Bucket(this, 'Snapshots', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(options.days),
          noncurrentVersionExpiration: Duration.days(olderVersionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    acknowledgeFinding(
      this.#bucket,
      'AwsSolutions-S1',
      'Only the snapshot function may read or write objects; CloudTrail data events show each access where they are wanted.',
    );
    this.deadLetterQueue = new Queue(this, 'NotStarted', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledgeFinding(this.deadLetterQueue, 'AwsSolutions-SQS3', 'This is the dead-letter queue of the schedule.');
  }

  /** The variable that lets a function read the history. */
  get readerEnvironment(): Record<string, string> {
    return { LINEKEEPER_HISTORY_TABLE: this.#table.tableName };
  }

  /** The variables of the function that takes the snapshots. */
  get writerEnvironment(): Record<string, string> {
    return {
      ...this.readerEnvironment,
      LINEKEEPER_HISTORY_BUCKET: this.#bucket.bucketName,
      LINEKEEPER_HISTORY_DAYS: String(this.#options.days),
    };
  }

  /** Lets a function read changes, and since when lines have their status. */
  grantRead(reader: IGrantable): void {
    this.#allow(reader, ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], this.#table.tableArn);
  }

  /** Invokes the function on schedule, and lets it read and write the history. */
  addWriter({ lambda }: LinekeeperFunction): void {
    this.#allow(
      lambda,
      ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
      this.#table.tableArn,
    );
    this.#allow(lambda, ['s3:GetObject', 's3:PutObject'], this.#bucket.arnForObjects('snapshots/*'));
    acknowledgeFinding(
      lambda.role ?? lambda,
      `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(getResource(this.#bucket))}.Arn>/snapshots/*]`,
      'The function reads and writes whole snapshots, whose names hold their time.',
    );
    const role = new Role(this, 'ScheduleRole', { assumedBy: new ServicePrincipal('scheduler.amazonaws.com') });
    acknowledgeFinding(
      role,
      `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(getResource(lambda))}.Arn>:*]`,
      'The construct of the schedule allows every version of this one function.',
    );
    new Schedule(this, 'Schedule', {
      description: 'Takes a snapshot of all lines',
      schedule: ScheduleExpression.rate(Duration.minutes(this.#options.everyMinutes)),
      target: new LambdaInvoke(lambda, {
        role,
        // The same in every delivery of one run, so that a snapshot is written once.
        input: ScheduleTargetInput.fromObject({ time: '<aws.scheduler.scheduled-time>' }),
        deadLetterQueue: this.deadLetterQueue,
        maxEventAge: maxStartDelay,
        retryAttempts: 2,
      }),
    });
  }

  /** The library's own grants also cover the index, and more of S3 than is used. */
  #allow({ grantPrincipal }: IGrantable, actions: string[], resource: string): void {
    grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));
  }
}

// The default child of a construct of the library is its CloudFormation resource.
const getResource = (construct: Construct): CfnElement => construct.node.defaultChild as CfnElement;
