// What an acknowledging entry needs; it imports no tool, no schema library and no HTTP client.
export type { Job, Queue } from '../job.ts';
export { type SlackSettings, settingsFromSecret, settingsFromVariables } from '../settings.ts';
export { type Acknowledging, acknowledge, type Reply } from './acknowledge.ts';
export { type Topic, topicsOf } from './command-catalog.ts';
export type { Incoming } from './request.ts';
