// Structured logs and CloudWatch metrics of the functions, by account and operation.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RequestEvent } from '@linekeeper/core';

const serviceName = 'linekeeper';

let createdLogger: Logger | undefined;
let createdMetrics: Metrics | undefined;

/** Created with the first message and the first request: most cold starts end before. */
const getLogger = () => (createdLogger ??= new Logger({ serviceName }));
const getMetrics = () => (createdMetrics ??= new Metrics({ namespace: 'Linekeeper', serviceName }));

/** Logs a message, which must not contain provider data, a URL or a credential. */
export const log = (message: string): void => getLogger().info(message);

/** Records metrics of a provider request. Dimensions are configured names only, never phone numbers or names of people. */
export function recordRequest({ account, operation, durationMs, retries, code }: RequestEvent): void {
  const metrics = getMetrics();
  metrics.addDimensions({ account, operation });
  metrics.addMetric('ProviderRequests', MetricUnit.Count, 1);
  metrics.addMetric('Latency', MetricUnit.Milliseconds, durationMs);
  metrics.addMetric('Retries', MetricUnit.Count, retries);
  metrics.publishStoredMetrics();
  if (code === undefined) return;
  metrics.addDimensions({ account, operation, code });
  metrics.addMetric('Errors', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  if (code !== 'auth') return;
  // Without account and operation: the alarm counts all accounts together.
  metrics.addMetric('AuthFailures', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

/** Statuses of requests that are unauthenticated, without access or too many. */
const refusedStatuses = [401, 403, 429];

/** Records a response that failed or refused its request, for a host that publishes no metrics of requests. */
export function recordResponse(status: number): void {
  const name = status >= 500 ? 'ServerErrors' : refusedStatuses.includes(status) ? 'Refusals' : undefined;
  if (name === undefined) return;
  const metrics = getMetrics();
  metrics.addMetric(name, MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}

/** Records metrics of a snapshot. */
export function recordSnapshot({ lines, changes, failures }: { lines: number; changes: number; failures: number }): void {
  const metrics = getMetrics();
  metrics.addMetric('SnapshotLines', MetricUnit.Count, lines);
  metrics.addMetric('SnapshotChanges', MetricUnit.Count, changes);
  metrics.addMetric('SnapshotFailures', MetricUnit.Count, failures);
  metrics.publishStoredMetrics();
}
