// How the process is told to end: Ctrl-C ends it at once, and so does SIGTERM, but what a server has under way is answered first.
import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';

// One listener all along: a signal that came while listeners are exchanged would be lost.
let terminate: () => void = () => {};

/** Makes the process end on signals. */
export function obeySignals(own: NodeJS.Process): void {
  terminate = () => own.exit(143);
  own.once('SIGINT', () => own.exit(130));
  own.on('SIGTERM', () => terminate());
}

/** Milliseconds between looks at what is still under way. */
const look = 100;

/**
 * Serves until a service manager tells the process to end (SIGTERM). Then nobody is let in any more, and what is under way has `ms` to be
 * answered; told twice, the process ends at once.
 */
export async function untilTold(server: Server, ms: number, say: (line: string) => void): Promise<void> {
  const underWay = new Set<IncomingMessage>();
  server.on('request', (request, response) => {
    underWay.add(request);
    response.once('close', () => underWay.delete(request));
  });
  await told();
  say('Ending: what is under way is answered first.');
  const closed = once(server, 'close');
  server.close();
  // A connection that was answered is not kept for a next request; whoever has said nothing yet, or only a half of it, is owed no answer.
  const looking = setInterval(() => {
    server.closeIdleConnections();
    if ([...underWay].every(({ complete }) => !complete)) server.closeAllConnections();
  }, look);
  const late = setTimeout(() => server.closeAllConnections(), ms);
  await closed;
  clearInterval(looking);
  clearTimeout(late);
}

function told(): Promise<void> {
  const atOnce = terminate;
  return new Promise(resolve => {
    terminate = () => {
      terminate = atOnce;
      resolve();
    };
  });
}
