// The inventory view in headless Chromium, with the official AppBridge as its host and results of the real tools.
import { describe, expect, it } from 'vitest';
import { hasChromium, reportSkipped, type ViewOptions, type ViewPage } from './page.ts';
import { closeView, getColumnTexts, getRows, getVisibleText, useView } from './tool-calls.ts';

reportSkipped('the inventory view in a browser');

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const sortTexts = (texts: readonly string[], sign: 1 | -1) => texts.toSorted((a, b) => sign * collator.compare(a, b));
const getButton = ({ view }: ViewPage, name: string) => view.getByRole('button', { name, exact: true });
const getBackground = ({ view }: ViewPage) => view.locator(':root').evaluate(root => getComputedStyle(root).backgroundColor);

describe.runIf(hasChromium)('the view of a server that answers in columns', () => {
  const { openWithResult } = useView(() => ({ LINEKEEPER_SANDBOX: '1', LINEKEEPER_ANSWERS: 'columns' }));

  it('shows the same lines and findings, and further pages', async () => {
    const lines = await openWithResult('list_lines', { limit: 40 });
    expect(await getVisibleText(lines.view.locator('#count'))).toMatch(/^40 (of 336 )?lines/);
    expect(new Set(await getColumnTexts(lines, 'Status'))).toEqual(new Set(['up', 'down', 'inactive', 'unknown']));
    expect(new Set(await getColumnTexts(lines, 'Account'))).toEqual(new Set(['copenhagen']));
    await lines.view.locator('#more').click();
    await expect.poll(() => getRows(lines).count()).toBe(80);
    await closeView(lines);
    const audit = await openWithResult('audit_lines', { limit: 30 });
    expect((await getColumnTexts(audit, 'Severity'))[0]).toBe('critical');
    expect(await getVisibleText(audit.view.locator('figure'))).toMatch(/Severity by account/);
    expect(await getRows(audit).count()).toBe(30);
    await closeView(audit);
  });
});

describe.runIf(hasChromium)('the view in a browser', () => {
  const { open, openWithResult } = useView();

  it('shows lines with their count, status and warnings', async () => {
    const viewPage = await openWithResult('list_lines', { limit: 40 });
    expect(await getRows(viewPage).count()).toBe(40);
    expect(await getVisibleText(viewPage.view.locator('#count'))).toBe('40 of 336 lines');
    expect(await getVisibleText(viewPage.view.locator('#notes'))).toContain('not a real account');
    expect(new Set(await getColumnTexts(viewPage, 'Status'))).toEqual(new Set(['up', 'down', 'inactive', 'unknown']));
    expect(await getVisibleText(viewPage.view.locator('figure'))).toMatch(/3 down/);
    await closeView(viewPage);
  });

  it('shows findings, most severe first, and summaries', async () => {
    const audit = await openWithResult('audit_lines', { limit: 30 });
    expect((await getColumnTexts(audit, 'Severity'))[0]).toBe('critical');
    expect(await getVisibleText(audit.view.locator('figure'))).toMatch(/Severity by account/);
    expect(await getRows(audit).count()).toBe(30);
    await closeView(audit);
    const summary = await openWithResult('summarize_lines', { by: ['provider', 'status'] });
    expect(await getVisibleText(summary.view.locator('#count'))).toMatch(/336 lines/);
    expect(await getVisibleText(summary.view.locator('figure'))).toMatch(/Status by provider/);
    await getButton(summary, 'Lines').click();
    const counts = (await getColumnTexts(summary, 'Lines')).map(Number);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    await closeView(summary);
  });

  it('shows changes, and since when a line is down', async () => {
    const viewPage = await open();
    const change = { at: '2026-10-28T13:00:00Z', account: 'moscow', kind: 'sip_line', id: '300101' };
    const failed = [{ account: 'kazan', result: 'failed', from: '2026-10-29T14:00:00Z', until: '2026-10-29T14:30:00Z', reason: 'denied' }];
    const structuredContent = {
      changes: [
        { ...change, line: { name: 'Reception', status: 'down' }, change: 'status', field: 'status', before: 'up', after: 'down' },
        { ...change, id: '2', line: { status: 'up' }, change: 'number', field: 'numbers', before: ['+1'], after: ['+1', '+2'] },
      ],
      returned: 2,
      snapshots: { count: 3, failed },
    };
    await viewPage.sendResult({}, { content: [], structuredContent });
    await expect.poll(() => getColumnTexts(viewPage, 'Line')).toEqual(['Reception', '2']);
    expect(await getColumnTexts(viewPage, 'Value')).toEqual(['down', '+1, +2']);
    expect((await getColumnTexts(viewPage, 'At'))[0]).toBe('2026-10-28T13:00:00Z');
    expect(await getVisibleText(viewPage.view.locator('#count'))).toBe('2 changes');
    const line = {
      account: 'moscow',
      provider: 'callgear',
      kind: 'sip_line',
      id: '3',
      status: 'down',
      since: '2026-10-28T13:00Z',
      flapping: true,
    };
    await viewPage.sendResult({}, { content: [], structuredContent: { lines: [line], returned: 1, accounts: [] } });
    await expect.poll(() => getColumnTexts(viewPage, 'Since')).toEqual(['2026-10-28T13:00Z']);
    await closeView(viewPage);
  });

  it('sorts by a heading, by mouse and keyboard, and exposes the order to screen readers', async () => {
    const viewPage = await openWithResult('list_lines', { limit: 40 });
    const heading = getButton(viewPage, 'Line');
    const getAriaSort = () => viewPage.view.locator('thead th', { has: heading }).getAttribute('aria-sort');
    await heading.click();
    const ascending = await getColumnTexts(viewPage, 'Line');
    expect(await getAriaSort()).toBe('ascending');
    expect(ascending).toEqual(sortTexts(ascending, 1));
    await heading.press('Enter');
    const descending = await getColumnTexts(viewPage, 'Line');
    expect(await getAriaSort()).toBe('descending');
    expect(descending).toEqual(sortTexts(descending, -1));
    await viewPage.page.keyboard.press('Tab');
    expect(
      await getButton(viewPage, 'Status').evaluate(one => [one.matches(':focus-visible'), getComputedStyle(one).outlineStyle]),
    ).toEqual([true, 'solid']);
    await viewPage.page.keyboard.press('Space');
    expect(await getAriaSort()).toBeNull();
    expect((await getColumnTexts(viewPage, 'Status'))[0]).toBe('down');
    await closeView(viewPage);
  });

  it('filters by any cell and by status, and reports an empty match', async () => {
    const viewPage = await openWithResult('list_lines', { limit: 80 });
    const search = viewPage.view.getByLabel('Search');
    await search.fill('hansen');
    const texts = await getRows(viewPage).allInnerTexts();
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text.toLowerCase()).toContain('hansen');
    await search.fill('');
    await viewPage.view.getByLabel('Status').selectOption('down');
    expect(new Set(await getColumnTexts(viewPage, 'Status'))).toEqual(new Set(['down']));
    expect(await getVisibleText(viewPage.view.locator('#count'))).toMatch(/^\d+ shown · 80 of 336 lines$/);
    await search.fill('a line that does not exist');
    expect(await getVisibleText(viewPage.view.locator('tbody'))).toContain('No rows match the filters.');
    await closeView(viewPage);
  });

  it('follows the theme of the host, or else of the browser', async () => {
    const other = { light: 'dark', dark: 'light' } as const;
    const getBackgrounds = async (theme: 'light' | 'dark') => {
      const options: ViewOptions = { context: { theme }, colorScheme: other[theme] };
      const viewPage = await openWithResult('summarize_lines', {}, options);
      const before = await getBackground(viewPage);
      await viewPage.page.evaluate(next => window.bridge.setHostContext({ theme: next }), other[theme]);
      await expect.poll(() => getBackground(viewPage)).not.toBe(before);
      const after = await getBackground(viewPage);
      await closeView(viewPage);
      return { [theme]: before, [other[theme]]: after };
    };
    const backgrounds = await getBackgrounds('light');
    expect(await getBackgrounds('dark')).toEqual(backgrounds);
    const viewPage = await open({ colorScheme: 'dark' });
    expect(await getBackground(viewPage)).toBe(backgrounds.dark);
    await viewPage.page.emulateMedia({ colorScheme: 'light' });
    expect(await getBackground(viewPage)).toBe(backgrounds.light);
    await closeView(viewPage);
  });

  it('fits a narrow frame, and reports its height to the host', async () => {
    const viewPage = await openWithResult('list_lines', { limit: 10 }, { width: 360 });
    const fitsViewport = () =>
      viewPage.view.locator(':root').evaluate(root => root.scrollWidth <= innerWidth && root.scrollHeight <= innerHeight);
    await expect.poll(fitsViewport).toBe(true);
    expect(await viewPage.page.evaluate(() => window.heights.at(-1) ?? 0)).toBeGreaterThan(200);
    await closeView(viewPage);
  });

  it('has a bar per group, in proportion to its lines', async () => {
    const viewPage = await openWithResult('summarize_lines', { by: ['kind', 'status'] });
    const [most, ...others] = await viewPage.view.locator('.bar').evaluateAll(all => all.map(bar => bar.getBoundingClientRect().toJSON()));
    for (const { x, y, width } of others) {
      expect(x).toBe(most.x);
      expect(width).toBeLessThan(most.width);
      expect(y).toBeGreaterThan(most.y);
    }
    await closeView(viewPage);
  });
});
