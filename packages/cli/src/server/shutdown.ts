// Signals and graceful shutdown: SIGINT and SIGTERM end the process at once, but a server completes its requests after the first SIGTERM.
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { exitImmediately } from '../exit.ts';

// The SIGTERM listener stays installed and calls this: a signal that arrives while listeners are swapped would be lost.
let terminate: () => void = () => {};
let interrupt: () => void = () => {};

/** Makes the process exit on SIGINT (code 130) and SIGTERM (code 143). */
export function installSignalHandlers(nodeProcess: NodeJS.Process): void {
  terminate = () => exitImmediately(nodeProcess, 143);
  interrupt = () => exitImmediately(nodeProcess, 130);
  nodeProcess.on('SIGINT', () => interrupt());
  nodeProcess.on('SIGTERM', () => terminate());
}

/** Leaves SIGINT to a child process; call the result to react to it again. */
export function ignoreInterrupts(): () => void {
  const previous = interrupt;
  interrupt = () => {};
  return () => {
    interrupt = previous;
  };
}

/** Interval between checks of the open connections. */
const pollMs = 100;

/**
 * Serves until the first SIGTERM. Then the server accepts no new connections, and requests in progress have `gracePeriodMs` to complete.
 * A second SIGTERM ends the process at once.
 */
export async function serveUntilSigterm(server: Server, gracePeriodMs: number, log: (message: string) => void): Promise<void> {
  const activeRequests = new Set<IncomingMessage>();
  server.on('request', (request, response) => {
    activeRequests.add(request);
    response.once('close', () => activeRequests.delete(request));
  });
  await nextSigterm();
  log('Ending: requests in progress are completed first.');
  const closed = once(server, 'close');
  server.close();
  // Close idle connections, and those whose request is incomplete.
  const poll = setInterval(() => {
    server.closeIdleConnections();
    if ([...activeRequests].every(({ complete }) => !complete)) server.closeAllConnections();
  }, pollMs);
  const graceTimer = setTimeout(() => server.closeAllConnections(), gracePeriodMs);
  await closed;
  clearInterval(poll);
  clearTimeout(graceTimer);
}

function nextSigterm(): Promise<void> {
  const exit = terminate;
  return new Promise(resolve => {
    terminate = () => {
      terminate = exit;
      resolve();
    };
  });
}
