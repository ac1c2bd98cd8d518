// What whoever runs the functions sees of them: structured logs, and metrics for each account and operation.
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RequestEvent } from '@linekeeper/core';

const serviceName = 'linekeeper';

const logger = new Logger({ serviceName });
const metrics = new Metrics({ namespace: 'Linekeeper', serviceName });

/** A line of the log. Nothing that a provider sent, no URL and no credential is ever in one. */
export const log = (line: string): void => logger.info(line);

/** Counts a call to a provider. Dimensions are names that the configuration gives: never a number or a person's name. */
export function observe({ account, operation, durationMs, retries, code }: RequestEvent): void {
  metrics.addDimensions({ account, operation });
  metrics.addMetric('Calls', MetricUnit.Count, 1);
  metrics.addMetric('Latency', MetricUnit.Milliseconds, durationMs);
  metrics.addMetric('Retries', MetricUnit.Count, retries);
  metrics.publishStoredMetrics();
  if (code === undefined) return;
  metrics.addDimensions({ account, operation, code });
  metrics.addMetric('Errors', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  if (code !== 'auth') return;
  // Of all accounts together: an alarm watches it.
  metrics.addMetric('AuthFailures', MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
}
