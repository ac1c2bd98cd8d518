// Progress notifications of long listings, for clients that sent a `progressToken`.
import type { ToolContext } from '@linekeeper/core';
import type { ServerContext as RequestContext } from '@modelcontextprotocol/server';
import type { McpServerContext } from './server-context.ts';

/** Notifies the client after every page; undefined if it sent no `progressToken`, or the transport cannot deliver progress. */
export function createProgressReporter({ mcpReq }: RequestContext, { supportsProgress }: McpServerContext): ToolContext['onProgress'] {
  const progressToken = mcpReq._meta?.progressToken;
  if (!supportsProgress || progressToken === undefined) return undefined;
  let last = 0;
  return (progress, total) => {
    // The protocol requires `progress` to increase.
    if (progress <= last) return;
    last = progress;
    const params = { progressToken, progress, ...(total !== undefined && { total }), message: `${progress} read` };
    // Ignore errors: the client may have disconnected.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}
