// The worker side of Slack: runs queued jobs and posts their answers.

export { parseHosts } from './response-host.ts';
export { readApiUrl, readApiUrlSetting } from './worker/api-url.ts';
export { checkPostingToken } from './worker/check-token.ts';
export { ProcessedJobs } from './worker/deduplicate.ts';
export { LocalQueue } from './worker/local-queue.ts';
export { type ChannelPosterOptions, createChannelPoster } from './worker/post-message.ts';
export { processRepeatedJob } from './worker/repeat-job.ts';
export { postToResponseUrl } from './worker/response-url.ts';
export { processJob, type WorkerContext } from './worker/run-job.ts';
