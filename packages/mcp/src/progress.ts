// How far a long listing has come, for clients that asked to be told.
import type { Call } from '@linekeeper/core';
import type { ServerContext } from '@modelcontextprotocol/server';
import type { Serving } from './server-context.ts';

/** Tells the client of every page that came; undefined where it did not ask, or cannot be told. */
export function progressOf({ mcpReq }: ServerContext, { streaming }: Serving): Call['onProgress'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (!streaming || progressToken === undefined) return undefined;
  let last = 0;
  return (progress, total) => {
    // It must grow from one to the next.
    if (progress <= last) return;
    last = progress;
    const params = { progressToken, progress, ...(total !== undefined && { total }), message: `${progress} read` };
    // Whoever went away hears of no progress.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
