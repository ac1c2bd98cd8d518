// The inventory view and its host: more is asked for through it, in whatever order it speaks, and nobody else is heard.
import { describe, expect, it } from 'vitest';
import type { Called } from '../mcp/clients.ts';
import { hasChromium, type Shown, skipAloud } from './page.ts';
import { end, rows, seen, viewing } from './tool-calls.ts';

skipAloud('the inventory view and its host');

const idle = async ({ view }: Shown) => expect.poll(() => seen(view.locator('#more'))).toBe('Load more');
const refusal: Called = { isError: true, content: [{ type: 'text', text: 'rate_limited (kazan): Too many requests. Retry in 30 s.' }] };
const nothing = { content: [], structuredContent: { lines: [] } };

describe.runIf(hasChromium)('the view and its host', () => {
  const { open, call, shown } = viewing();

  it('loads more until the end: every line once, with the arguments of the first call', async () => {
    const asked = { limit: 60, provider: ['callgear', 'exolve'] };
    const own = await shown('list_lines', asked);
    const more = own.view.locator('#more');
    for (let had = await rows(own).count(); await more.isVisible(); had = await rows(own).count()) {
      await more.press('Enter');
      await expect.poll(async () => (await rows(own).count()) > had || !(await more.isVisible())).toBe(true);
    }
    for (const { name, arguments: args } of own.calls) {
      expect({ name, args }).toEqual({ name: 'list_lines', args: { ...asked, cursor: expect.any(String) } });
    }
    const counted = await call({ name: 'summarize_lines', arguments: { provider: asked.provider } });
    // The tool's output schema, which the client has just checked.
    const { total } = counted.structuredContent as { total: number };
    const texts = await rows(own).evaluateAll(all => all.map(row => row.textContent));
    expect(texts).toHaveLength(total);
    expect(new Set(texts).size).toBe(total);
    // The button has gone, and the keyboard is not lost with it.
    expect(await own.view.locator('#table').evaluate(table => table === document.activeElement)).toBe(true);
    await end(own);
  });

  it('says why more could not be loaded, and goes on when it can', async () => {
    let answer: () => Promise<Called> = async () => refusal;
    const own = await shown('list_lines', {}, { clock: true, answer: () => answer() });
    const more = own.view.locator('#more');
    const status = own.view.getByRole('status');
    const says = async (sentence: string) => {
      await expect.poll(() => seen(status)).toContain(sentence);
      await idle(own);
      expect(await rows(own).count()).toBe(25);
    };
    await more.click();
    await says('Too many requests. Retry in 30 s.');
    answer = () => Promise.reject(new Error('the server has gone'));
    await more.click();
    await says('The host has refused: the server has gone');
    answer = async () => ({ content: [], structuredContent: { groups: [] } });
    await more.click();
    await says('another question');
    answer = () => new Promise(() => {});
    await more.click();
    await expect.poll(() => own.calls.length).toBe(4);
    await own.page.clock.fastForward(130_000);
    await says('Nothing has come back');
    answer = async () => await call({ name: 'list_lines', arguments: own.calls[4]?.arguments ?? {} });
    await more.click();
    await expect.poll(() => rows(own).count()).toBe(50);
    expect(await seen(status)).toContain('25 more lines loaded');
    await end(own);
  });

  it('leaves out what was asked for an answer that another has replaced', async () => {
    let arrive: (result: Called) => void = () => {};
    const own = await shown('list_lines', {}, { answer: () => new Promise(resolve => (arrive = resolve)) });
    await own.view.locator('#more').click();
    await expect.poll(() => own.calls.length).toBe(1);
    await own.hand({}, await call({ name: 'list_lines', arguments: { limit: 3 } }));
    await expect.poll(() => rows(own).count()).toBe(3);
    arrive(await call({ name: 'list_lines', arguments: own.calls[0]?.arguments ?? {} }));
    await own.page.evaluate(() => window.ask('ping'));
    expect(await rows(own).count()).toBe(3);
    await idle(own);
    await end(own);
  });

  it('takes a result before its arguments, and before it is ready itself', async () => {
    const given = await call({ name: 'list_lines', arguments: { limit: 5 } });
    const own = await open({ answer: call, early: given });
    await expect.poll(() => rows(own).count()).toBe(5);
    await own.page.evaluate(() => window.bridge.sendToolInput({ arguments: { limit: 5 } }));
    await own.view.locator('#more').click();
    await expect.poll(() => rows(own).count()).toBe(10);
    await end(own);
  });

  it('answers what a host may ask, and refuses what it does not know', async () => {
    const own = await open();
    expect(await own.page.evaluate(() => window.ask('ping'))).toMatchObject({ result: {} });
    expect(await own.page.evaluate(() => window.ask('ui/resource-teardown'))).toMatchObject({ result: {} });
    for (const method of ['tools/call', 'constructor', '__proto__'])
      expect(await own.page.evaluate(name => window.ask(name), method)).toMatchObject({ error: { code: -32601 } });
    await own.page.evaluate(() => window.bridge.sendToolCancelled({ reason: 'by the user' }));
    await expect.poll(() => seen(own.view.getByRole('status'))).toContain('cancelled. by the user');
    await end(own);
  });

  it('hears nobody but its host, and of that only what is JSON-RPC', async () => {
    const own = await shown('list_lines', { limit: 3 });
    const forged = { jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: nothing };
    await own.view.locator(':root').evaluate((_, message) => window.postMessage(message, '*'), forged);
    await own.page.evaluate(message => window.postFromAnother(message), forged);
    for (const rubbish of [null, 'text', [], { ...forged, jsonrpc: '1.0' }, { jsonrpc: '2.0', id: 99, result: nothing }])
      await own.page.evaluate(message => window.view.postMessage(message, '*'), rubbish);
    await own.page.evaluate(() => window.ask('ping'));
    expect(await rows(own).count()).toBe(3);
    await end(own);
  });
});
