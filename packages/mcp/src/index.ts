// MCP, as the entries see it.
export { type Door, doorFor } from './http/door.ts';
export type { Guards } from './http/guards.ts';
export { type HttpServing, httpHandler } from './http/handler.ts';
export { metadataPaths } from './http/metadata.ts';
export { type HttpSettings, isGuarded, settingsFromVariables, signInFromSecret } from './http/settings.ts';
export { serverFactory } from './server.ts';
export type { Serving } from './serving.ts';
export { serveOverStdio } from './stdio.ts';
