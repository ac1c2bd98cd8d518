// CloudWatch alarms and dashboard.
import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';
import { type JobQueue, maxReceiveCount } from './job-queue.ts';
import type { LinekeeperWebFunction } from './web-function.ts';

/** The functions and the queue to watch. */
export interface MonitoringProps {
  slack: LinekeeperFunction;
  worker: LinekeeperFunction;
  /** Functions that do not serve Slack. */
  otherFunctions: readonly LinekeeperFunction[];
  jobQueue: JobQueue;
  /** Requests that the API refused, per five minutes. */
  refusals: IMetric;
  /** Address that receives alarms; undefined: alarms notify no one. */
  alarmEmail: string | undefined;
}

const fiveMinutes = { period: Duration.minutes(5) };

/** Age of the oldest message above which an alarm is raised: users give up long before the half hour that Slack allows. */
const maxQueuedSeconds = 300;

/** Clients that sign in begin with a refused request each; more in one period are not clients. */
const maxRefusals = 100;

/** CloudWatch alarms, which mail `alarmEmail`, and a dashboard of the functions, the queue and the provider requests. */
export class Monitoring extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, { slack, worker, otherFunctions, jobQueue, refusals, alarmEmail }: MonitoringProps) {
    super(scope, id);
    this.#topic = alarmEmail === undefined ? undefined : this.#createAlarmTopic(alarmEmail);
    const { queue, deadLetterQueue } = jobQueue;
    const throttles = sumMetrics(
      'throttles',
      [slack, worker, ...otherFunctions].map(({ lambda }) => lambda.metricThrottles(fiveMinutes)),
    );
    const failures = sumMetrics(
      'otherErrors',
      otherFunctions.map(({ lambda }) => lambda.metricErrors(fiveMinutes)),
    );
    const rejected = sumServiceMetric('AuthFailures');
    const age = queue.metricApproximateAgeOfOldestMessage({ ...fiveMinutes, statistic: 'Maximum' });
    const p99 = slack.lambda.metricDuration({ ...fiveMinutes, statistic: 'p99' });
    this.#addAlarm(
      'PutAside',
      deadLetterQueue.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: 'Maximum' }),
      0,
      `A message landed in the dead-letter queue after ${maxReceiveCount} attempts.`,
    );
    this.#addAlarm('AckErrors', slack.lambda.metricErrors(fiveMinutes), 0, 'The acknowledgement fails: /lines does not respond.');
    this.#addAlarm('AckSlow', p99, 2_000, 'The acknowledgement takes over 2 s; Slack waits 3 s.');
    this.#addAlarm('OldestQuestion', age, maxQueuedSeconds, 'The oldest message in the queue is over five minutes old.');
    this.#addAlarm('WorkerErrors', worker.lambda.metricErrors(fiveMinutes), 0, 'The Slack worker fails; the users may not have been told.');
    this.#addAlarm('OtherErrors', failures, 0, 'The functions for bots and MCP clients fail, or do not start.');
    this.#addAlarm('Throttles', throttles, 0, 'Invocations are throttled: more requests arrive than the reserved concurrency allows.');
    this.#addAlarm('AuthFailures', rejected, 0, 'A provider rejects the credentials: put new ones into the accounts secret.');
    this.#addAlarm(
      'Refusals',
      refusals,
      maxRefusals,
      'Many requests are refused: someone may be guessing. The access log has the addresses.',
    );
    this.#addDashboard([
      [slack.lambda.metricInvocations(fiveMinutes), worker.lambda.metricInvocations(fiveMinutes)],
      [p99, worker.lambda.metricDuration({ ...fiveMinutes, statistic: 'p99' })],
      [age, queue.metricApproximateNumberOfMessagesVisible(fiveMinutes)],
      [slack.lambda.metricErrors(fiveMinutes), worker.lambda.metricErrors(fiveMinutes), failures, throttles, rejected],
    ]);
  }

  /** Raises alarms when two snapshots in a row failed, or could not be started. */
  watchSnapshots({ lambda }: LinekeeperFunction, deadLetterQueue: IQueue, everyMinutes: number): void {
    const period = Duration.minutes(everyMinutes);
    const failed = lambda.metricErrors({ period });
    this.#addAlarm('SnapshotErrors', failed, 0, 'Two snapshots in a row failed: the history has a gap.', 2);
    const notStarted = deadLetterQueue.metricApproximateNumberOfMessagesVisible({ ...fiveMinutes, statistic: 'Maximum' });
    this.#addAlarm('SnapshotsNotStarted', notStarted, 0, 'A snapshot could not be started: the history has a gap.');
  }

  /** Raises the alarms of the MCP endpoint where the function itself counts its responses: the platform has no metrics of its requests. */
  watchWebFunction({ crashes }: LinekeeperWebFunction): void {
    this.#addAlarm('McpErrors', sumServiceMetric('ServerErrors'), 0, 'The MCP endpoint fails. Its log says why.');
    this.#addAlarm('McpCrashes', crashes, 0, 'The MCP endpoint ended, or does not start. Its log has the stack.');
    this.#addAlarm(
      'McpRefusals',
      sumServiceMetric('Refusals'),
      maxRefusals,
      'The MCP endpoint refuses many requests: someone may be guessing. Its log has the reasons.',
    );
  }

  #createAlarmTopic(email: string): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  /** Raised when the metric exceeds the threshold for that many periods in a row; missing data counts as healthy. */
  #addAlarm(id: string, metric: IMetric, threshold: number, alarmDescription: string, evaluationPeriods = 1): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold,
      evaluationPeriods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription,
    });
    if (this.#topic !== undefined) alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  #addDashboard(graphs: readonly IMetric[][]): void {
    const titles = ['Invocations', 'Duration p99 (ms)', 'Queue depth and age of oldest message', 'Errors and throttles'];
    const search = (metric: string, statistic: string) =>
      new MathExpression({
        expression: `SEARCH('{Linekeeper,service,account,operation} MetricName="${metric}"', '${statistic}', 300)`,
        label: '',
        ...fiveMinutes,
      });
    const providers = [
      new GraphWidget({ title: 'Provider API requests', left: [search('ProviderRequests', 'Sum')], width: 12 }),
      new GraphWidget({ title: 'Provider API latency p95 (ms)', left: [search('Latency', 'p95')], width: 12 }),
    ];
    new Dashboard(this, 'Dashboard', {
      widgets: [graphs.map((left, index) => new GraphWidget({ title: titles[index] ?? '', left: [...left], width: 6 })), providers],
    });
  }
}

/** A metric that the functions count themselves. */
const sumServiceMetric = (metricName: string): IMetric =>
  new Metric({ namespace: 'Linekeeper', metricName, dimensionsMap: { service: 'linekeeper' }, statistic: 'Sum', ...fiveMinutes });

/** The sum of several metrics. `name` must be unique within a graph, since it prefixes the metric ids. */
const sumMetrics = (name: string, metrics: readonly IMetric[]): IMetric =>
  new MathExpression({
    expression: metrics.map((_, index) => `${name}${index}`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`${name}${index}`, metric])),
    label: name,
    ...fiveMinutes,
  });
