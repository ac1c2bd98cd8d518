// Slack, as the entries that answer see it.

export { Seen } from './worker/deduplicate.ts';
export { LocalQueue } from './worker/local-queue.ts';
export { hostsIn } from './worker/response-url.ts';
export { type Working, work } from './worker/run-job.ts';
