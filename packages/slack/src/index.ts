// Slack, as the entries that answer see it.
export { LocalQueue } from './work/local-queue.ts';
export { hostsIn } from './work/post.ts';
export { Seen } from './work/seen.ts';
export { type Working, work } from './work/work.ts';
