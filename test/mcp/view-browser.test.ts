// The inventory view in headless Chromium, with the official bridge as its host and the real tools behind it.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildView } from '../../packages/mcp/build-view.ts';
import { type Called, type Calling, modern } from './clients.ts';
import { type Asked, browserWith, hasChromium, type Showing, type Shown, skipAloud } from './view-page.ts';

skipAloud('the inventory view in a browser');

/** What a reader sees: text that is out of sight does not count. */
// biome-ignore lint/performance/useDomNodeTextContent: the rendered text is what is asked for.
const seen = (place: Locator): Promise<string> => place.innerText();

interface Line {
  name?: string;
  owner?: string;
  id: string;
  status: string;
}

describe.runIf(hasChromium)('the view in a browser', () => {
  let open: (showing?: Showing) => Promise<Shown>;
  let client: Calling;
  const call = ({ name, arguments: args = {} }: Asked): Promise<Called> => client.callTool({ name, arguments: args });

  beforeAll(async () => {
    [open, client] = await Promise.all([buildView().then(browserWith), modern({ args: ['mcp', '--sandbox'] })]);
  }, 30_000);
  afterAll(() => client?.close());

  /** Opens the view with the answer of a real tool. */
  async function shown(name: string, args: Record<string, unknown> = {}, showing: Showing = {}): Promise<Shown> {
    const own = await open({ answer: call, ...showing });
    await own.hand(args, await call({ name, arguments: args }));
    await own.view.locator('tbody tr').first().waitFor();
    return own;
  }

  const rows = ({ view }: Shown) => view.locator('tbody tr:not(.sentence)');
  const column = async (own: Shown, title: string): Promise<string[]> => {
    const titles = await own.view.locator('thead th:not([hidden])').allInnerTexts();
    const place = titles.indexOf(title);
    return await own.view
      .locator('tbody tr:not(.sentence)')
      .evaluateAll((all, at) => all.map(row => row.children[at]?.querySelector('span:not(.sign)')?.textContent ?? ''), place);
  };
  /** Nothing went wrong, and nobody was called who was not to be. */
  const end = async ({ page, wrongs }: Shown) => {
    expect(wrongs).toEqual([]);
    await page.close();
  };

  it('shows lines with their count, status in words, and what the answer warns of', async () => {
    const own = await shown('list_lines', { limit: 40 });
    expect(await rows(own).count()).toBe(40);
    await expect.poll(() => seen(own.view.locator('#count'))).toBe('40 of 227 lines');
    expect(await seen(own.view.locator('#notes'))).toContain('not a real account');
    expect(new Set(await column(own, 'Status'))).toEqual(new Set(['up', 'down', 'inactive', 'unknown']));
    expect(await seen(own.view.locator('figure'))).toMatch(/3 down/);
    await end(own);
  });

  it('sorts by a heading, with a mouse and with a keyboard, and says so', async () => {
    const own = await shown('list_lines', { limit: 40 });
    const heading = own.view.getByRole('button', { name: 'Line', exact: true });
    const state = () => own.view.locator('thead th', { has: heading }).getAttribute('aria-sort');
    const ordered = (texts: string[], sign: number) =>
      texts.toSorted((a, b) => sign * new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }).compare(a, b));
    await heading.click();
    const ascending = await column(own, 'Line');
    expect(await state()).toBe('ascending');
    expect(ascending).toEqual(ordered(ascending, 1));
    await heading.press('Enter');
    const descending = await column(own, 'Line');
    expect(await state()).toBe('descending');
    expect(descending).toEqual(ordered(descending, -1));
    await own.view.getByRole('button', { name: 'Status', exact: true }).press('Space');
    expect(await state()).toBeNull();
    expect((await column(own, 'Status'))[0]).toBe('down');
    await end(own);
  });

  it('filters by any cell and by status, and a status that nobody has leaves a sentence', async () => {
    const own = await shown('list_lines', { limit: 100 });
    const search = own.view.getByLabel('Search');
    await search.fill('hansen');
    await expect.poll(() => rows(own).count()).toBeLessThan(20);
    for (const text of await rows(own).allInnerTexts()) expect(text.toLowerCase()).toContain('hansen');
    await search.fill('');
    await own.view.getByLabel('Status').selectOption('down');
    expect(new Set(await column(own, 'Status'))).toEqual(new Set(['down']));
    await expect.poll(() => seen(own.view.locator('#count'))).toMatch(/^\d+ shown · 100 of 227 lines$/);
    await search.fill('there is no such line');
    expect(await seen(own.view.locator('tbody'))).toContain('Nothing here fits');
    await end(own);
  });

  it('loads more through the host until the end: every line once, with the arguments of the first call', async () => {
    const own = await shown('list_lines', { limit: 60, provider: ['callgear', 'exolve'] });
    const more = own.view.getByRole('button', { name: 'Load more' });
    for (let before = 60; await more.isVisible(); before = await rows(own).count()) {
      await more.click();
      await expect.poll(() => rows(own).count()).toBeGreaterThan(before === 60 ? 60 : before - 1);
      await expect.poll(() => seen(own.view.locator('#more'))).not.toBe('Loading…');
    }
    for (const { name, arguments: args } of own.calls) {
      expect(name).toBe('list_lines');
      expect(args).toEqual({ limit: 60, provider: ['callgear', 'exolve'], cursor: expect.any(String) });
    }
    const counted = await call({ name: 'summarize_lines', arguments: { provider: ['callgear', 'exolve'] } });
    // The tool's output schema, which the client has just checked.
    const { total } = counted.structuredContent as { total: number };
    expect(await rows(own).count()).toBe(total);
    const ids = await rows(own).evaluateAll(all => all.map(row => row.textContent));
    expect(new Set(ids).size).toBe(total);
    await end(own);
  });

  it('says why more could not be loaded, and goes on when it can', async () => {
    let refuse = true;
    const refusal: Called = { isError: true, content: [{ type: 'text', text: 'limited (kazan): Too many requests. Retry in 30 s.' }] };
    const own = await shown('list_lines', {}, { answer: async asked => (refuse ? refusal : await call(asked)) });
    const more = own.view.getByRole('button', { name: 'Load more' });
    const status = own.view.getByRole('status');
    await more.click();
    await expect.poll(() => seen(status)).toContain('Too many requests. Retry in 30 s.');
    expect(await rows(own).count()).toBe(25);
    refuse = false;
    await more.click();
    await expect.poll(() => rows(own).count()).toBe(50);
    await expect.poll(() => seen(status)).toContain('25 more lines loaded');
    await end(own);
  });

  it('shows findings and counts too', async () => {
    const audit = await shown('audit_lines', { limit: 30 });
    expect((await column(audit, 'Severity'))[0]).toBe('critical');
    expect(await seen(audit.view.locator('figure'))).toMatch(/Severity by account/);
    expect(await rows(audit).count()).toBe(30);
    await end(audit);
    const summary = await shown('summarize_lines', { by: ['provider', 'status'] });
    expect(await seen(summary.view.locator('#count'))).toMatch(/227 lines/);
    expect(await seen(summary.view.locator('figure'))).toMatch(/Status by provider/);
    await end(summary);
  });

  it('is dark or light as the host says, or else as the reader has it', async () => {
    const paper = async (showing: Showing) => {
      const own = await shown('summarize_lines', {}, showing);
      const colour = await own.view.locator(':root').evaluate(root => getComputedStyle(root).backgroundColor);
      await end(own);
      return colour;
    };
    const [light, dark] = [await paper({ context: { theme: 'light' } }), await paper({ context: { theme: 'dark' } })];
    expect(light).not.toBe(dark);
    expect(await paper({ colorScheme: 'dark' })).toBe(dark);
    expect(await paper({ colorScheme: 'light' })).toBe(light);
  });

  it('shows what providers store as text, whatever it is, and runs nothing of it', async () => {
    const names = [
      '<img src=x onerror="parent.canary = canary = 1">',
      '</script><script>canary = 1</script>',
      '<svg onload=canary=1>',
      'javascript:canary=1',
      '"><iframe srcdoc="<script>top.canary=1</script>">',
      '\u0024{canary=1}{{canary=1}}',
      'gnp.\u202Eexe',
      'x'.repeat(10_000),
      '__proto__',
      'constructor',
    ];
    const lines: Line[] = names.map((name, index) => ({ name, owner: name, id: `${index}`, status: index === 0 ? name : 'up' }));
    const content = {
      lines: lines.map(line => ({
        account: line.name,
        provider: line.name,
        kind: line.name,
        ...line,
        reasons: [line.name],
        numbers: [line.name],
      })),
      accounts: names.map(name => ({ account: name, provider: name, outcome: 'failed', error: name })),
      warnings: names,
      returned: names.length,
    };
    const own = await open();
    await own.hand({}, { content: [], structuredContent: content });
    await own.view.locator('tbody tr').first().waitFor();
    expect((await column(own, 'Line')).slice(0, 6)).toEqual(names.slice(0, 6));
    await own.view.getByLabel('Search').fill(names[0] ?? '');
    await own.view.getByRole('button', { name: 'Status', exact: true }).click();
    expect(await own.view.locator('img, svg, iframe').count()).toBe(0);
    expect(await own.view.locator('script').count()).toBe(1);
    expect(await seen(own.view.locator('body'))).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    expect(await own.view.locator(':root').evaluate(() => 'canary' in window)).toBe(false);
    expect(await own.page.evaluate(() => 'canary' in window)).toBe(false);
    // What is not known is told as unknown, never as down.
    expect(await own.view.locator('tbody [data-mark="down"]').count()).toBe(0);
    await end(own);
  });

  it.each<[string, Called]>([
    ['an error', { isError: true, content: [{ type: 'text', text: 'config: No account is set up.' }] }],
    ['nothing structured', { content: [{ type: 'text', text: 'hello' }] }],
    ['something else', { content: [], structuredContent: { rows: [1, 2, 3] } }],
    ['entries of no kind', { content: [], structuredContent: { lines: [null, 5, 'x', [], {}], accounts: 7, warnings: {} } }],
    ['cells of every kind', { content: [], structuredContent: { cells: [{ count: 'many', monthly_fees: 5 }, { count: -1 }], total: {} } }],
  ])('says in a sentence what it was given where that is %s', async (_, result) => {
    const own = await open();
    await own.hand({}, result);
    await expect.poll(() => seen(own.view.locator('body'))).toMatch(/not answered|nothing to show|could not be read|group/);
    const good = await call({ name: 'list_lines', arguments: { limit: 3 } });
    await own.hand({ limit: 3 }, good);
    await expect.poll(() => rows(own).count()).toBe(3);
    await end(own);
  });

  it('hears nobody but its host', async () => {
    const own = await shown('list_lines', { limit: 3 });
    const forged = { jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: { content: [], structuredContent: { lines: [] } } };
    // From its own window, which is not the host's.
    await own.view.locator(':root').evaluate((_, message) => window.postMessage(message, '*'), forged);
    await own.view.locator(':root').evaluate(() => new Promise(resolve => setTimeout(resolve)));
    expect(await rows(own).count()).toBe(3);
    await end(own);
  });

  it('fits a narrow frame, and tells the host its height', async () => {
    const own = await shown('list_lines', { limit: 10 }, { width: 360 });
    const wide = await own.view.locator(':root').evaluate(root => root.scrollWidth <= root.clientWidth);
    expect(wide).toBe(true);
    await expect.poll(() => own.page.evaluate(() => window.heights.at(-1) ?? 0)).toBeGreaterThan(200);
    await end(own);
  });
});
