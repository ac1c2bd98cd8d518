// What tells whoever runs the stack that something is wrong, and the page where they look.
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
import { Construct } from 'constructs';
import type { LinekeeperFunction } from './function.ts';
import { mostTries, type Questions } from './job-queue.ts';

export interface Watched {
  slack: LinekeeperFunction;
  worker: LinekeeperFunction;
  /** Those that answer others than Slack. */
  others: readonly LinekeeperFunction[];
  questions: Questions;
  email: string | undefined;
}

const five = { period: Duration.minutes(5) };

/** Seconds that a question may wait: half of what Slack allows for an answer would be too long for a person. */
const longestQueued = 300;

export class Watch extends Construct {
  readonly #topic: Topic | undefined;

  constructor(scope: Construct, id: string, { slack, worker, others, questions, email }: Watched) {
    super(scope, id);
    this.#topic = email === undefined ? undefined : this.#mailing(email);
    const { queue, aside } = questions;
    const throttles = sumOf(
      'throttles',
      [slack, worker, ...others].map(({ lambda }) => lambda.metricThrottles(five)),
    );
    const failures = sumOf(
      'otherErrors',
      others.map(({ lambda }) => lambda.metricErrors(five)),
    );
    const rejected = new Metric({
      namespace: 'Linekeeper',
      metricName: 'AuthFailures',
      dimensionsMap: { service: 'linekeeper' },
      statistic: 'Sum',
      ...five,
    });
    const age = queue.metricApproximateAgeOfOldestMessage({ ...five, statistic: 'Maximum' });
    const p99 = slack.lambda.metricDuration({ ...five, statistic: 'p99' });
    this.#alarm(
      'PutAside',
      aside.metricApproximateNumberOfMessagesVisible({ ...five, statistic: 'Maximum' }),
      0,
      `A question failed ${mostTries} times.`,
    );
    this.#alarm('AckErrors', slack.lambda.metricErrors(five), 0, 'The acknowledgement fails: /lines answers nothing.');
    this.#alarm('AckSlow', p99, 2_000, 'The acknowledgement takes over two of the three seconds that Slack waits.');
    this.#alarm('OldestQuestion', age, longestQueued, 'Questions wait for over five minutes.');
    this.#alarm('WorkerErrors', worker.lambda.metricErrors(five), 0, 'Questions fail in a way that the person may not have been told.');
    this.#alarm('OtherErrors', failures, 0, 'The functions for bots and assistants fail at calls, or do not start.');
    this.#alarm('Throttles', throttles, 0, 'More is asked at once than the functions may answer.');
    this.#alarm('AuthFailures', rejected, 0, 'A provider rejects credentials: put new ones into the secret of the accounts.');
    this.#dashboard([
      [slack.lambda.metricInvocations(five), worker.lambda.metricInvocations(five)],
      [p99, worker.lambda.metricDuration({ ...five, statistic: 'p99' })],
      [age, queue.metricApproximateNumberOfMessagesVisible(five)],
      [slack.lambda.metricErrors(five), worker.lambda.metricErrors(five), failures, throttles, rejected],
    ]);
  }

  #mailing(email: string): Topic {
    const topic = new Topic(this, 'Alarms', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  /** Raised where the metric is over `most`; nothing reported is nothing wrong. */
  #alarm(id: string, metric: IMetric, most: number, alarmDescription: string): void {
    const alarm = new Alarm(this, id, {
      metric,
      threshold: most,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription,
    });
    if (this.#topic !== undefined) alarm.addAlarmAction(new SnsAction(this.#topic));
  }

  #dashboard(graphs: readonly IMetric[][]): void {
    const titles = ['Calls', 'Slowest hundredth, ms', 'Questions that wait', 'What is wrong'];
    const search = (metric: string, statistic: string) =>
      new MathExpression({
        expression: `SEARCH('{Linekeeper,service,account,operation} MetricName="${metric}"', '${statistic}', 300)`,
        label: '',
        ...five,
      });
    const providers = [
      new GraphWidget({ title: 'Calls of providers', left: [search('Calls', 'Sum')], width: 12 }),
      new GraphWidget({ title: 'Their time, ms', left: [search('Latency', 'p95')], width: 12 }),
    ];
    new Dashboard(this, 'Dashboard', {
      widgets: [graphs.map((left, index) => new GraphWidget({ title: titles[index] ?? '', left: [...left], width: 6 })), providers],
    });
  }
}

/** A metric of several, under a name that no other sum of the same graph has. */
const sumOf = (name: string, metrics: readonly IMetric[]): IMetric =>
  new MathExpression({
    expression: metrics.map((_, index) => `${name}${index}`).join(' + '),
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`${name}${index}`, metric])),
    label: name,
    ...five,
  });
