// MCP, as the entries see it.
export { type Door, doorFor } from './http/auth/authenticate.ts';
export { metadataPaths } from './http/auth/resource-metadata.ts';
export { type HttpServing, httpHandler } from './http/handler.ts';
export type { Guards } from './http/host-origin.ts';
export { type HttpSettings, isGuarded, settingsFromVariables, signInFromSecret } from './http/http-settings.ts';
export { serverFactory } from './server.ts';
export type { Serving } from './server-context.ts';
export { serveOverStdio } from './stdio.ts';
