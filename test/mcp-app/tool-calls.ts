// What the tests of the view share: it is opened with answers of the built command's tools, and read as a reader sees it.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { buildView } from '../../packages/mcp-app/build.ts';
import { type Called, type Calling, modern } from '../mcp/clients.ts';
import { type Asked, browserWith, type Showing, type Shown } from './page.ts';

export interface Viewing {
  open(showing?: Showing): Promise<Shown>;
  /** Asks a tool of the sandbox. */
  call(asked: Asked): Promise<Called>;
  /** Opens the view with the answer of a tool; what it asks for then is answered by the same tool. */
  shown(name: string, args?: Record<string, unknown>, showing?: Showing): Promise<Shown>;
}

/** Starts the browser and the tools for one `describe`. */
export function viewing(): Viewing {
  let opener: (showing?: Showing) => Promise<Shown>;
  let client: Calling | undefined;
  beforeAll(async () => {
    [opener, client] = await Promise.all([buildView().then(browserWith), modern({ args: ['mcp', '--sandbox'] })]);
  }, 30_000);
  afterAll(() => client?.close());
  const open = (showing?: Showing) => opener(showing);
  const call = async ({ name, arguments: args = {} }: Asked): Promise<Called> => {
    if (client === undefined) throw new Error('there are no tools yet');
    return await client.callTool({ name, arguments: args });
  };
  return {
    open,
    call,
    async shown(name, args = {}, showing = {}) {
      const own = await open({ answer: call, ...showing });
      await own.hand(args, await call({ name, arguments: args }));
      await own.view.locator('tbody tr').first().waitFor();
      return own;
    },
  };
}

/** What a reader sees: text that is out of sight does not count. */
// biome-ignore lint/performance/useDomNodeTextContent: the rendered text is what is asked for.
export const seen = (place: Locator): Promise<string> => place.innerText();

export const rows = ({ view }: Shown): Locator => view.locator('tbody tr:not(.sentence)');

/** The first value of each row's cell in a column. */
export async function column(own: Shown, title: string): Promise<string[]> {
  const titles = await own.view.locator('thead th:not([hidden])').allInnerTexts();
  const place = titles.indexOf(title);
  return await rows(own).evaluateAll(
    (all, at) => all.map(row => row.children[at]?.querySelector('span:not(.sign)')?.textContent ?? ''),
    place,
  );
}

/** Nothing went wrong in the browser; the page is closed. */
export async function end({ page, wrongs }: Shown): Promise<void> {
  expect(wrongs).toEqual([]);
  await page.close();
}
