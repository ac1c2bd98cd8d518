// The inventory view in headless Chromium, with the official bridge as its host and answers of the real tools: what a reader sees.
import { describe, expect, it } from 'vitest';
import { hasChromium, type Showing, type Shown, skipAloud } from './page.ts';
import { column, end, rows, seen, viewing } from './tool-calls.ts';

skipAloud('the inventory view in a browser');

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const ordered = (texts: readonly string[], sign: 1 | -1) => texts.toSorted((a, b) => sign * collator.compare(a, b));
const button = ({ view }: Shown, name: string) => view.getByRole('button', { name, exact: true });
const paper = ({ view }: Shown) => view.locator(':root').evaluate(root => getComputedStyle(root).backgroundColor);

describe.runIf(hasChromium)('the view in a browser', () => {
  const { open, shown } = viewing();

  it('shows lines with their count, status in words, and what the answer warns of', async () => {
    const own = await shown('list_lines', { limit: 40 });
    expect(await rows(own).count()).toBe(40);
    expect(await seen(own.view.locator('#count'))).toBe('40 of 227 lines');
    expect(await seen(own.view.locator('#notes'))).toContain('not a real account');
    expect(new Set(await column(own, 'Status'))).toEqual(new Set(['up', 'down', 'inactive', 'unknown']));
    expect(await seen(own.view.locator('figure'))).toMatch(/3 down/);
    await end(own);
  });

  it('shows findings, worst first, and counts', async () => {
    const audit = await shown('audit_lines', { limit: 30 });
    expect((await column(audit, 'Severity'))[0]).toBe('critical');
    expect(await seen(audit.view.locator('figure'))).toMatch(/Severity by account/);
    expect(await rows(audit).count()).toBe(30);
    await end(audit);
    const summary = await shown('summarize_lines', { by: ['provider', 'status'] });
    expect(await seen(summary.view.locator('#count'))).toMatch(/227 lines/);
    expect(await seen(summary.view.locator('figure'))).toMatch(/Status by provider/);
    await button(summary, 'Lines').click();
    const counts = (await column(summary, 'Lines')).map(Number);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    await end(summary);
  });

  it('sorts by a heading, with a mouse and with a keyboard, and says so', async () => {
    const own = await shown('list_lines', { limit: 40 });
    const heading = button(own, 'Line');
    const state = () => own.view.locator('thead th', { has: heading }).getAttribute('aria-sort');
    await heading.click();
    const ascending = await column(own, 'Line');
    expect(await state()).toBe('ascending');
    expect(ascending).toEqual(ordered(ascending, 1));
    await heading.press('Enter');
    const descending = await column(own, 'Line');
    expect(await state()).toBe('descending');
    expect(descending).toEqual(ordered(descending, -1));
    await own.page.keyboard.press('Tab');
    expect(await button(own, 'Status').evaluate(one => [one.matches(':focus-visible'), getComputedStyle(one).outlineStyle])).toEqual([
      true,
      'solid',
    ]);
    await own.page.keyboard.press('Space');
    expect(await state()).toBeNull();
    expect((await column(own, 'Status'))[0]).toBe('down');
    await end(own);
  });

  it('filters by any cell and by status, and says where nothing fits', async () => {
    const own = await shown('list_lines', { limit: 100 });
    const search = own.view.getByLabel('Search');
    await search.fill('hansen');
    const texts = await rows(own).allInnerTexts();
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) expect(text.toLowerCase()).toContain('hansen');
    await search.fill('');
    await own.view.getByLabel('Status').selectOption('down');
    expect(new Set(await column(own, 'Status'))).toEqual(new Set(['down']));
    expect(await seen(own.view.locator('#count'))).toMatch(/^\d+ shown · 100 of 227 lines$/);
    await search.fill('there is no such line');
    expect(await seen(own.view.locator('tbody'))).toContain('Nothing here fits');
    await end(own);
  });

  it('is dark or light as the host says, or else as the reader has it', async () => {
    const other = { light: 'dark', dark: 'light' } as const;
    const papers = async (theme: 'light' | 'dark') => {
      const showing: Showing = { context: { theme }, colorScheme: other[theme] };
      const own = await shown('summarize_lines', {}, showing);
      const before = await paper(own);
      await own.page.evaluate(next => window.bridge.setHostContext({ theme: next }), other[theme]);
      await expect.poll(() => paper(own)).not.toBe(before);
      const after = await paper(own);
      await end(own);
      return { [theme]: before, [other[theme]]: after };
    };
    const colours = await papers('light');
    expect(await papers('dark')).toEqual(colours);
    const own = await open({ colorScheme: 'dark' });
    expect(await paper(own)).toBe(colours.dark);
    await own.page.emulateMedia({ colorScheme: 'light' });
    expect(await paper(own)).toBe(colours.light);
    await end(own);
  });

  it('fits a narrow frame, and tells the host its height', async () => {
    const own = await shown('list_lines', { limit: 10 }, { width: 360 });
    const fits = () => own.view.locator(':root').evaluate(root => root.scrollWidth <= innerWidth && root.scrollHeight <= innerHeight);
    await expect.poll(fits).toBe(true);
    expect(await own.page.evaluate(() => window.heights.at(-1) ?? 0)).toBeGreaterThan(200);
    await end(own);
  });

  it('gives a bar to each group, as long as its share', async () => {
    const own = await shown('summarize_lines', { by: ['kind', 'status'] });
    const [most, ...others] = await own.view.locator('.bar').evaluateAll(all => all.map(bar => bar.getBoundingClientRect().toJSON()));
    for (const { x, y, width } of others) {
      expect(x).toBe(most.x);
      expect(width).toBeLessThan(most.width);
      expect(y).toBeGreaterThan(most.y);
    }
    await end(own);
  });
});
