// The worker side of Slack: runs queued jobs and posts their answers.

export { RecentKeys } from './worker/deduplicate.ts';
export { LocalQueue } from './worker/local-queue.ts';
export { parseHosts } from './worker/response-url.ts';
export { processJob, type WorkerContext } from './worker/run-job.ts';
