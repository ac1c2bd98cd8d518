// The inventory view given what nobody should give it: text that wants to be code, values of other types, lists without end.
import { describe, expect, it } from 'vitest';
import type { Called } from '../mcp/clients.ts';
import { hasChromium, skipAloud } from './page.ts';
import { column, end, rows, seen, viewing } from './tool-calls.ts';

skipAloud('the inventory view with hostile answers');

const names = [
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

/** Every field of a line is the same text; the status of one is none that there is. */
const lines = names.map((name, index) => ({
  ...{ account: name, provider: name, kind: name, name, owner: name, extension: name, caller_id: name, ip: name, device: name },
  ...{ currency: name, created_at: name, reasons: [name], numbers: [name, name], id: `${index}`, monthly_fee: 1 },
  status: index === 0 ? name : 'up',
}));

const content = {
  lines,
  accounts: names.map(name => ({ account: name, provider: name, outcome: 'failed', error: name })),
  warnings: names,
  skipped: names.map(name => ({ account: name, check: name, reason: name })),
  returned: names.length,
};

const result = (structuredContent: unknown): Called => ({ content: [], structuredContent });

const malformed: [Called, RegExp][] = [
  [{ isError: true, content: [{ type: 'text', text: 'config: No account is set up.' }] }, /No account is set up/],
  [{ isError: true, content: [] }, /not answered/],
  [{ content: [{ type: 'text', text: 'hello' }] }, /nothing to show/],
  [result({ rows: [1, 2, 3] }), /nothing to show/],
  [result({ lines: 'many' }), /nothing to show/],
  [result({ lines: [null, 5, 'x', [], {}], accounts: 7, warnings: {} }), /4 lines could not be read/],
  [result({ findings: [{ line: 7, severity: [], code: {} }], counts: [], skipped: 'none' }), /1 finding/],
  [result({ groups: [{ count: 'many', monthly_fees: 5 }, { count: -1 }], total: {} }), /2 groups/],
  [result({ lines: [], accounts: [{ account: 'kazan', outcome: 'failed' }] }), /Nothing was found in what could be read/],
];

describe.runIf(hasChromium)('the view with answers that nobody should give it', () => {
  const { open, call, shown } = viewing();

  it('shows what providers store as text, whatever it is, and runs nothing of it', async () => {
    const own = await open();
    await own.hand({}, result(content));
    await own.view.locator('tbody tr').first().waitFor();
    expect((await column(own, 'Line')).slice(0, 6)).toEqual(names.slice(0, 6));
    await own.view.getByLabel('Search').fill(names[0] ?? '');
    expect(await rows(own).count()).toBe(1);
    await own.view.getByLabel('Search').fill('');
    await own.view.getByLabel('Provider').selectOption(names[0] ?? '');
    await own.view.getByRole('button', { name: 'Status', exact: true }).click();
    expect(await own.view.locator('img, svg, iframe, a').count()).toBe(0);
    expect(await own.view.locator('script').count()).toBe(1);
    expect(await own.view.locator(':root').evaluate(() => 'canary' in window)).toBe(false);
    expect(await own.page.evaluate(() => 'canary' in window)).toBe(false);
    // What is not known is told as unknown, never as down.
    expect(await own.view.locator('[data-mark="down"]').count()).toBe(0);
    await end(own);
  });

  it('leaves nothing in a text that turns, hides or outgrows it', async () => {
    const own = await open();
    await own.hand({}, result(content));
    const texts = await own.view.locator('body > :not(script)').evaluateAll(all => all.map(part => part.textContent ?? ''));
    expect(texts.join('')).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|x{301}/);
    expect(await own.view.locator(':root').evaluate(root => root.scrollWidth <= innerWidth)).toBe(true);
    await end(own);
  });

  it('shows the hostile names of the sandbox as they are stored', async () => {
    const own = await shown('list_lines', { limit: 10 });
    expect(await column(own, 'Line')).toContain('<img src=x onerror=alert(1)><b>Overflow</b>');
    await end(own);
  });

  it('says in a sentence what it was given where that is something else, and shows the next good answer', async () => {
    const own = await open();
    const good = await call({ name: 'list_lines', arguments: { limit: 3 } });
    for (const [given, sentence] of malformed) {
      await own.hand({}, given);
      await expect.poll(() => seen(own.view.locator('body'))).toMatch(sentence);
      await own.hand({ limit: 3 }, good);
      await expect.poll(() => column(own, 'Line')).toHaveLength(3);
      expect(await seen(own.view.getByRole('status'))).toBe('');
    }
    await end(own);
  });

  it('holds as many rows of a list without end as a browser bears, and says so', async () => {
    const own = await open();
    const endless = Array.from({ length: 12_000 }, (_, id) => ({ account: 'kazan', kind: 'number', id: `${id}`, status: 'up' }));
    await own.hand({}, result({ lines: endless, next_cursor: 'more' }));
    await expect.poll(() => seen(own.view.locator('#count'))).toBe('10,000 lines');
    expect(await seen(own.view.locator('#notes'))).toContain('no more than 10,000 rows');
    expect(await rows(own).count()).toBe(1_000);
    expect(await seen(own.view.locator('tbody .sentence'))).toContain('9,000 more rows');
    expect(await own.view.locator('#more').isVisible()).toBe(false);
    await end(own);
  });
});
