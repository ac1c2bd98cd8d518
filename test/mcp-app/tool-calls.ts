// Helpers of the view's tests: open the view with results of the built command's tools, and read what it shows.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildView } from '../../packages/mcp-app/build.ts';
import { type CallResult, connectModernClient, type TestClient } from '../mcp/clients.ts';
import { type CallParams, launchBrowser, type ViewOptions, type ViewPage } from './page.ts';

/** The browser and the tools of one `describe`. */
export interface ViewHarness {
  /** Opens the view without a result. */
  open(options?: ViewOptions): Promise<ViewPage>;
  /** Calls a tool on the sandbox. */
  call(params: CallParams): Promise<CallResult>;
  /** Opens the view with the result of a tool; tool calls of the view go to the same server. */
  openWithResult(name: string, args?: Record<string, unknown>, options?: ViewOptions): Promise<ViewPage>;
}

/** Starts the browser and the tools for one `describe`: on the built-in sandbox, or with the environment of another one. */
export function useView(getEnvironment?: () => Record<string, string>): ViewHarness {
  let opener: (options?: ViewOptions) => Promise<ViewPage>;
  let client: TestClient | undefined;
  beforeAll(async () => {
    [opener, client] = await Promise.all([
      buildView().then(launchBrowser),
      connectModernClient(getEnvironment === undefined ? { args: ['mcp', '--sandbox'] } : { args: ['mcp'], env: getEnvironment() }),
    ]);
  }, 30_000);
  afterAll(() => client?.close());
  const open = (options?: ViewOptions) => opener(options);
  const call = async ({ name, arguments: args = {} }: CallParams): Promise<CallResult> => {
    if (client === undefined) throw new Error('the client is not connected yet');
    return await client.callTool({ name, arguments: args });
  };
  return {
    open,
    call,
    async openWithResult(name, args = {}, options = {}) {
      const viewPage = await open({ callTool: call, ...options });
      await viewPage.sendResult(args, await call({ name, arguments: args }));
      await viewPage.view.locator('tbody tr').first().waitFor();
      return viewPage;
    },
  };
}

/** The rendered text, without hidden elements. */
// biome-ignore lint/performance/useDomNodeTextContent: textContent includes hidden text.
export const getVisibleText = (locator: Locator): Promise<string> => locator.innerText();

/** The table rows, without message rows. */
export const getRows = ({ view }: ViewPage): Locator => view.locator('tbody tr:not(.message)');

/** The first value of each row's cell in a column. */
export async function getColumnTexts(viewPage: ViewPage, title: string): Promise<string[]> {
  const titles = await viewPage.view.locator('thead th:not([hidden])').allInnerTexts();
  const index = titles.indexOf(title);
  return await getRows(viewPage).evaluateAll(
    (rows, column) => rows.map(row => row.children[column]?.querySelector('span:not(.icon)')?.textContent ?? ''),
    index,
  );
}

/** Asserts that no problems were recorded, and closes the page. */
export async function closeView({ page, problems }: ViewPage): Promise<void> {
  expect(problems).toEqual([]);
  await page.close();
}
