// The inventory view with hostile input: injection payloads, values of unexpected types, very long lists.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import type { CallResult } from '../mcp/clients.ts';
import { hasChromium, reportSkipped } from './page.ts';
import { closeView, getColumnTexts, getRows, getVisibleText, useView } from './tool-calls.ts';

reportSkipped('the inventory view with hostile input');

/** The company with attack strings, which `--sandbox` does not show. */
const sandbox = await startSandbox();
afterAll(() => sandbox.close());

const payloads = [
  '<img src=x onerror="parent.canary = canary = 1">',
  '</script><script>canary = 1</script>',
  '</style><svg onload=canary=1>',
  'javascript:canary=1',
  '"><iframe srcdoc="<script>top.canary=1</script>">',
  '\u0024{canary=1}{{canary=1}}',
  'gnp.\u202Eexe',
  'x'.repeat(10_000),
  '__proto__',
  'constructor',
];

/** Every field of a line is the same payload; the first one also has it as its status. */
const lines = payloads.map((name, index) => ({
  ...{ account: name, provider: name, kind: name, name, owner: name, extension: name, caller_id: name, ip: name, device: name },
  ...{ currency: name, created_at: name, reasons: [name], numbers: [name, name], id: `${index}`, monthly_fee: 1 },
  status: index === 0 ? name : 'up',
}));

const content = {
  lines,
  accounts: payloads.map(name => ({ account: name, provider: name, outcome: 'failed', error: name })),
  warnings: payloads,
  skipped: payloads.map(name => ({ account: name, check: name, reason: name })),
  returned: payloads.length,
};

const result = (structuredContent: unknown): CallResult => ({ content: [], structuredContent });

const malformed: [CallResult, RegExp][] = [
  [{ isError: true, content: [{ type: 'text', text: 'config: No account is set up.' }] }, /No account is set up/],
  [{ isError: true, content: [] }, /The tool failed/],
  [{ content: [{ type: 'text', text: 'hello' }] }, /nothing to show/],
  [result({ rows: [1, 2, 3] }), /nothing to show/],
  [result({ lines: 'many' }), /nothing to show/],
  [result({ lines: [null, 5, 'x', [], {}], accounts: 7, warnings: {} }), /4 lines could not be read/],
  [result({ findings: [{ line: 7, severity: [], code: {} }], counts: [], skipped: 'none' }), /1 finding/],
  [result({ groups: [{ count: 'many', monthly_fees: 5 }, { count: -1 }], total: {} }), /2 groups/],
  [result({ lines: [], accounts: [{ account: 'kazan', outcome: 'failed' }] }), /Nothing was found in what could be read/],
];

describe.runIf(hasChromium)('the view with hostile input', () => {
  const { open, call, openWithResult } = useView(() => ({ LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts) }));

  it('shows payloads as text, and executes none', async () => {
    const viewPage = await open();
    await viewPage.sendResult({}, result(content));
    await viewPage.view.locator('tbody tr').first().waitFor();
    expect((await getColumnTexts(viewPage, 'Line')).slice(0, 6)).toEqual(payloads.slice(0, 6));
    await viewPage.view.getByLabel('Search').fill(payloads[0] ?? '');
    expect(await getRows(viewPage).count()).toBe(1);
    await viewPage.view.getByLabel('Search').fill('');
    await viewPage.view.getByLabel('Provider').selectOption(payloads[0] ?? '');
    await viewPage.view.getByRole('button', { name: 'Status', exact: true }).click();
    expect(await viewPage.view.locator('img, svg, iframe, a').count()).toBe(0);
    expect(await viewPage.view.locator('script').count()).toBe(1);
    expect(await viewPage.view.locator(':root').evaluate(() => 'canary' in window)).toBe(false);
    expect(await viewPage.page.evaluate(() => 'canary' in window)).toBe(false);
    // An unknown status is shown as unknown, never as down.
    expect(await viewPage.view.locator('[data-status="down"]').count()).toBe(0);
    await closeView(viewPage);
  });

  it('removes bidirectional controls and truncates long text', async () => {
    const viewPage = await open();
    await viewPage.sendResult({}, result(content));
    const texts = await viewPage.view.locator('body > :not(script)').evaluateAll(all => all.map(part => part.textContent ?? ''));
    expect(texts.join('')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|x{301}/);
    expect(await viewPage.view.locator(':root').evaluate(root => root.scrollWidth <= innerWidth)).toBe(true);
    await closeView(viewPage);
  });

  it('shows the hostile names of the sandbox unchanged', async () => {
    const viewPage = await openWithResult('list_lines', { limit: 10 });
    expect(await getColumnTexts(viewPage, 'Line')).toContain('<img src=x onerror=alert(1)><b>Overflow</b>');
    await closeView(viewPage);
  });

  it('reports a malformed result, and shows the next valid one', async () => {
    const viewPage = await open();
    const validResult = await call({ name: 'list_lines', arguments: { limit: 3 } });
    for (const [malformedResult, message] of malformed) {
      await viewPage.sendResult({}, malformedResult);
      await expect.poll(() => getVisibleText(viewPage.view.locator('body'))).toMatch(message);
      await viewPage.sendResult({ limit: 3 }, validResult);
      await expect.poll(() => getColumnTexts(viewPage, 'Line')).toHaveLength(3);
      expect(await getVisibleText(viewPage.view.getByRole('status'))).toBe('');
    }
    await closeView(viewPage);
  });

  it('limits the rows of a very long list, and reports it', async () => {
    const viewPage = await open();
    const longList = Array.from({ length: 12_000 }, (_, id) => ({ account: 'kazan', kind: 'number', id: `${id}`, status: 'up' }));
    await viewPage.sendResult({}, result({ lines: longList, next_cursor: 'more' }));
    await expect.poll(() => getVisibleText(viewPage.view.locator('#count'))).toBe('10,000 lines');
    expect(await getVisibleText(viewPage.view.locator('#notes'))).toContain('at most 10,000 rows');
    expect(await getRows(viewPage).count()).toBe(1_000);
    expect(await getVisibleText(viewPage.view.locator('tbody .message'))).toContain('9,000 more rows');
    expect(await viewPage.view.locator('#more').isVisible()).toBe(false);
    await closeView(viewPage);
  });
});
