// The inventory view: one page for hosts that show pages, beside the answers that every host gets.
import type { ReadResourceResult, Resource } from '@modelcontextprotocol/server';

export const viewUri = 'ui://linekeeper/inventory';

/** The page loads nothing from anywhere. */
const ui = { csp: {}, prefersBorder: true };

export const viewResource: Resource = {
  uri: viewUri,
  name: 'inventory',
  title: 'Inventory',
  description: 'Shows the answers of list_lines, audit_lines and summarize_lines as a table',
  mimeType: 'text/html;profile=mcp-app',
  _meta: { ui },
};

/** Put in by the build; absent when run from source. */
declare const preparedView: string | undefined;

/** How long a host may keep the page, in milliseconds: it changes with the version alone. */
const lasting = { ttlMs: 60 * 60_000, cacheScope: 'public' as const };

export async function viewPage(): Promise<ReadResourceResult> {
  // Written in one piece: a build that has put the page in finds the other way dead, and leaves the builder out.
  const text = typeof preparedView === 'undefined' ? await (await import('@linekeeper/mcp-app/build')).buildView() : preparedView;
  return { contents: [{ uri: viewUri, mimeType: viewResource.mimeType, text, _meta: { ui } }], ...lasting };
}
