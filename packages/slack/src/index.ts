// The worker side of Slack: runs queued jobs and posts their answers.

export { readApiUrl } from './worker/api-url.ts';
export { checkPostingToken } from './worker/check-token.ts';
export { RecentKeys } from './worker/deduplicate.ts';
export { LocalQueue } from './worker/local-queue.ts';
export { type ChannelPosterOptions, createChannelPoster } from './worker/post-message.ts';
export { parseHosts } from './worker/response-url.ts';
export { processJob, type WorkerContext } from './worker/run-job.ts';
