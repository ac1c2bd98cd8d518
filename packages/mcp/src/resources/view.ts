// The inventory view as an MCP Apps resource, for hosts that show it beside tool results.
import type { ReadResourceResult, Resource } from '@modelcontextprotocol/server';

/** Referenced by the tools that have a view. */
export const viewUri = 'ui://linekeeper/inventory';

/** An empty CSP: the page loads no external resources. */
const ui = { csp: {}, prefersBorder: true };

/** The view's entry in `resources/list`. */
export const viewResource: Resource = {
  uri: viewUri,
  name: 'inventory',
  title: 'Inventory',
  description: 'Shows lines, findings, summaries and changes as a table',
  mimeType: 'text/html;profile=mcp-app',
  _meta: { ui },
};

/** Hosts may cache the page for an hour: it changes only with the version. */
const cacheHint = { ttlMs: 60 * 60_000, cacheScope: 'public' as const };

/** The page, which is loaded when it is read. */
export async function readView(): Promise<ReadResourceResult> {
  const { getViewDocument } = await import('./view-document.ts');
  const text = await getViewDocument();
  return { contents: [{ uri: viewUri, mimeType: viewResource.mimeType, text, _meta: { ui } }], ...cacheHint };
}
