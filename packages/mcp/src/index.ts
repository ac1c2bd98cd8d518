// MCP, as the entries see it.
export { type Serving, serverFactory } from './server.ts';
export { serveOverStdio } from './stdio.ts';
