// Which clients read Block Kit (the extension `io.slack/block-kit` of Slackbot), and what a result may hold for them.
import { isRecord, type Tool } from '@linekeeper/core';
import { CLIENT_CAPABILITIES_META_KEY, type ServerContext as RequestContext } from '@modelcontextprotocol/server';
import type { BlockRenderer } from './block-renderer.ts';
import type { Caller } from './caller.ts';

const extensionName = 'io.slack/block-kit';

/** True if the client declares the extension; in revisions that declare it at initialization alone, if the caller came through Slackbot. */
export function readsBlocks({ isSlackbot }: Caller, { mcpReq: { envelope } }: RequestContext): boolean {
  const capabilities = isRecord(envelope) ? envelope[CLIENT_CAPABILITIES_META_KEY] : undefined;
  if (!isRecord(capabilities)) return isSlackbot === true;
  return isRecord(capabilities.extensions) && Object.hasOwn(capabilities.extensions, extensionName);
}

/** The limits of a tool call whose result is rendered. Rows beyond those of a table would be skipped by the cursor of its next page. */
export function getBlockLimits({ budget, maxRows }: BlockRenderer, { inputSchema }: Tool, input: Readonly<Record<string, unknown>>) {
  const isWithin = inputSchema.properties?.limit !== undefined && !(Number(input.limit) > maxRows);
  return { budget, ...(!isWithin && { rowLimit: maxRows }) };
}
