// The acknowledging side of Slack. Its entries must start fast, so it imports no tool, no schema library and no HTTP client.
export { getButtonKey, hasLastingEffect, type Job, type JobQueue } from '../job.ts';
export type { Message } from '../message.ts';
export { isAllowedUrl, parseHosts } from '../response-host.ts';
export { type PostingSettings, parsePostingSettings, parseSlackSecret, parseSlackSettings, type SlackSettings } from '../settings.ts';
export { acknowledge, type RawResponse } from './acknowledge.ts';
export { type CommandSpec, toCommandSpecs } from './command-catalog.ts';
export type { AckContext } from './context.ts';
export { createSlackIdentity } from './identity.ts';
export { RecentPresses } from './recent-presses.ts';
export type { RawRequest } from './request.ts';
