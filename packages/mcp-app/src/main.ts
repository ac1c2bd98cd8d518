// Entry of the inventory view (MCP Apps): shows the tool result that the host sends, and loads further pages through the host.
import { describeEmptyAnswer } from '@linekeeper/core/lite';
import { getElement } from './dom.ts';
import { formatQuantity } from './format.ts';
import { connectToHost } from './host.ts';
import { applyHostContext, reportHeight } from './host-styles.ts';
import { clearInventory, type Inventory, renderInventory, table } from './inventory.ts';
import { type JsonObject, readText, toJsonObject } from './json-values.ts';
import { type ParsedResult, parseResult } from './tool-result.ts';

/** The package's version, defined by the build. */
declare const version: string;

/** Revision of MCP Apps. */
const protocolVersion = '2026-01-26';

const status = getElement('status');
const loadMoreButton = getElement('more');

let toolArguments: JsonObject = {};
let inventory: Inventory | undefined;
let isLoading = false;
let stopReporting = () => {};

const setStatus = (message: string) => {
  status.textContent = message;
};

const host = connectToHost({
  notifications: {
    'ui/notifications/tool-input': params => {
      toolArguments = toJsonObject(params.arguments);
    },
    'ui/notifications/tool-result': showResult,
    'ui/notifications/tool-cancelled': params => setStatus(`The tool call was canceled. ${readText(params, 'reason')}`),
    'ui/notifications/host-context-changed': applyHostContext,
  },
  requests: { ping: () => {}, 'ui/resource-teardown': () => stopReporting() },
});

function showResult(params: JsonObject): void {
  const result = parseResult(params);
  isLoading = false;
  if (typeof result === 'string') {
    inventory = undefined;
    clearInventory();
    setStatus(result);
  } else {
    inventory = renderInventory(result);
    setStatus(result.rows.length > 0 ? '' : getEmptyMessage(result));
  }
  updateLoadMoreButton();
}

/** An empty result is not proof that there are no rows if an account could not be read. */
const getEmptyMessage = ({ notes }: ParsedResult) => describeEmptyAnswer(!notes.some(({ missing }) => missing));

/** The button stays visible while loading, and the table gets the focus when it disappears, so that keyboard focus is not lost. */
function updateLoadMoreButton(): void {
  const hadFocus = document.activeElement === loadMoreButton;
  loadMoreButton.hidden = inventory?.result.cursor === undefined;
  loadMoreButton.textContent = isLoading ? 'Loading…' : 'Load more';
  loadMoreButton.ariaDisabled = String(isLoading);
  if (hadFocus && loadMoreButton.hidden) table.focus({ preventScroll: true });
}

async function loadMore(): Promise<void> {
  const current = inventory;
  if (current?.result.cursor === undefined || isLoading) return;
  const { kind, cursor } = current.result;
  isLoading = true;
  setStatus('');
  updateLoadMoreButton();
  const page = await host
    .request('tools/call', { name: kind.tool, arguments: { ...toolArguments, cursor } })
    .then(parseResult, getErrorMessage);
  // Another result has replaced this one meanwhile.
  if (current !== inventory) return;
  isLoading = false;
  setStatus(typeof page === 'string' ? page : appendPage(current, page));
  updateLoadMoreButton();
}

/** Returns the message for the status bar. */
function appendPage(inventory: Inventory, page: ParsedResult): string {
  const { kind } = inventory.result;
  if (page.kind !== kind) return 'The host returned the result of another tool.';
  inventory.append(page);
  return page.rows.length > 0 ? `${formatQuantity(page.rows.length, `more ${kind.noun}`)} loaded.` : 'No more rows.';
}

const getErrorMessage = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

async function initialize(): Promise<void> {
  const appInfo = { name: 'linekeeper-inventory', version };
  const appCapabilities = { availableDisplayModes: ['inline', 'fullscreen'] };
  const response = toJsonObject(await host.request('ui/initialize', { appInfo, appCapabilities, protocolVersion }));
  applyHostContext(toJsonObject(response.hostContext));
  host.notify('ui/notifications/initialized');
  stopReporting = reportHeight(height => host.notify('ui/notifications/size-changed', { height }));
}

loadMoreButton.onclick = loadMore;
setStatus('Waiting for the result…');
initialize().catch(thrown => {
  // Some hosts send a result without having responded to `ui/initialize`: keep showing it.
  if (inventory === undefined) setStatus(getErrorMessage(thrown));
});
