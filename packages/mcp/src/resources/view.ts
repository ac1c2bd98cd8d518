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

/** Defined by the build; absent when run from source. */
declare const preparedView: string | undefined;

/** Hosts may cache the page for an hour: it changes only with the version. */
const cacheHint = { ttlMs: 60 * 60_000, cacheScope: 'public' as const };

/** The page; built on demand when run from source. */
export async function readView(): Promise<ReadResourceResult> {
  // One expression, so that a build that defines `preparedView` eliminates the import of the builder as dead code.
  const text = typeof preparedView === 'undefined' ? await (await import('@linekeeper/mcp-app/build')).buildView() : preparedView;
  return { contents: [{ uri: viewUri, mimeType: viewResource.mimeType, text, _meta: { ui } }], ...cacheHint };
}
