// The inventory view's protocol with its host: pagination, order of messages, requests, and foreign messages.
import { describe, expect, it } from 'vitest';
import type { CallResult } from '../mcp/clients.ts';
import { hasChromium, reportSkipped, type ViewPage } from './page.ts';
import { closeView, getRows, getVisibleText, useView } from './tool-calls.ts';

reportSkipped('the inventory view and its host');

const expectIdle = async ({ view }: ViewPage) => expect.poll(() => getVisibleText(view.locator('#more'))).toBe('Load more');
const rateLimited: CallResult = {
  isError: true,
  content: [{ type: 'text', text: 'rate_limited (kazan): Too many requests. Retry in 30 s.' }],
};
const emptyResult = { content: [], structuredContent: { lines: [] } };

describe.runIf(hasChromium)('the view and its host', () => {
  const { open, call, openWithResult } = useView();

  it('loads all pages: every line exactly once, with the arguments of the first call', async () => {
    const toolArguments = { limit: 60, provider: ['callgear', 'exolve'] };
    const viewPage = await openWithResult('list_lines', toolArguments);
    const more = viewPage.view.locator('#more');
    for (let before = await getRows(viewPage).count(); await more.isVisible(); before = await getRows(viewPage).count()) {
      await more.press('Enter');
      await expect.poll(async () => (await getRows(viewPage).count()) > before || !(await more.isVisible())).toBe(true);
    }
    for (const { name, arguments: args } of viewPage.calls) {
      expect({ name, args }).toEqual({ name: 'list_lines', args: { ...toolArguments, cursor: expect.any(String) } });
    }
    const summary = await call({ name: 'summarize_lines', arguments: { provider: toolArguments.provider } });
    // The client has validated this against the tool's output schema.
    const { total } = summary.structuredContent as { total: number };
    const texts = await getRows(viewPage).evaluateAll(all => all.map(row => row.textContent));
    expect(texts).toHaveLength(total);
    expect(new Set(texts).size).toBe(total);
    // The button has disappeared; the focus has moved to the table.
    expect(await viewPage.view.locator('#table').evaluate(table => table === document.activeElement)).toBe(true);
    await closeView(viewPage);
  });

  it('reports why a page could not be loaded, and can retry', async () => {
    let respond: () => Promise<CallResult> = async () => rateLimited;
    const viewPage = await openWithResult('list_lines', {}, { fakeClock: true, callTool: () => respond() });
    const more = viewPage.view.locator('#more');
    const status = viewPage.view.getByRole('status');
    const expectStatus = async (message: string) => {
      await expect.poll(() => getVisibleText(status)).toContain(message);
      await expectIdle(viewPage);
      expect(await getRows(viewPage).count()).toBe(25);
    };
    await more.click();
    await expectStatus('Too many requests. Retry in 30 s.');
    respond = () => Promise.reject(new Error('the server is down'));
    await more.click();
    await expectStatus('The host refused the request: the server is down');
    respond = async () => ({ content: [], structuredContent: { groups: [] } });
    await more.click();
    await expectStatus('the result of another tool');
    respond = () => new Promise(() => {});
    await more.click();
    await expect.poll(() => viewPage.calls.length).toBe(4);
    await viewPage.page.clock.fastForward(130_000);
    await expectStatus('The host did not respond.');
    respond = async () => await call({ name: 'list_lines', arguments: viewPage.calls[4]?.arguments ?? {} });
    await more.click();
    await expect.poll(() => getRows(viewPage).count()).toBe(50);
    expect(await getVisibleText(status)).toContain('25 more lines loaded');
    await closeView(viewPage);
  });

  it('discards a page of a result that has been replaced', async () => {
    let resolveCall: (result: CallResult) => void = () => {};
    const viewPage = await openWithResult('list_lines', {}, { callTool: () => new Promise(resolve => (resolveCall = resolve)) });
    await viewPage.view.locator('#more').click();
    await expect.poll(() => viewPage.calls.length).toBe(1);
    await viewPage.sendResult({}, await call({ name: 'list_lines', arguments: { limit: 3 } }));
    await expect.poll(() => getRows(viewPage).count()).toBe(3);
    resolveCall(await call({ name: 'list_lines', arguments: viewPage.calls[0]?.arguments ?? {} }));
    await viewPage.page.evaluate(() => window.sendRequest('ping'));
    expect(await getRows(viewPage).count()).toBe(3);
    await expectIdle(viewPage);
    await closeView(viewPage);
  });

  it('accepts a result before its arguments, and before it is initialized', async () => {
    const earlyResult = await call({ name: 'list_lines', arguments: { limit: 5 } });
    const viewPage = await open({ callTool: call, earlyResult });
    await expect.poll(() => getRows(viewPage).count()).toBe(5);
    await viewPage.page.evaluate(() => window.bridge.sendToolInput({ arguments: { limit: 5 } }));
    await viewPage.view.locator('#more').click();
    await expect.poll(() => getRows(viewPage).count()).toBe(10);
    await closeView(viewPage);
  });

  it('responds to requests of the host, and rejects unknown methods', async () => {
    const viewPage = await open();
    expect(await viewPage.page.evaluate(() => window.sendRequest('ping'))).toMatchObject({ result: {} });
    expect(await viewPage.page.evaluate(() => window.sendRequest('ui/resource-teardown'))).toMatchObject({ result: {} });
    for (const method of ['tools/call', 'constructor', '__proto__'])
      expect(await viewPage.page.evaluate(name => window.sendRequest(name), method)).toMatchObject({ error: { code: -32601 } });
    await viewPage.page.evaluate(() => window.bridge.sendToolCancelled({ reason: 'by the user' }));
    await expect.poll(() => getVisibleText(viewPage.view.getByRole('status'))).toContain('canceled. by the user');
    await closeView(viewPage);
  });

  it('ignores messages of other windows, and messages that are not JSON-RPC', async () => {
    const viewPage = await openWithResult('list_lines', { limit: 3 });
    const forged = { jsonrpc: '2.0', method: 'ui/notifications/tool-result', params: emptyResult };
    await viewPage.view.locator(':root').evaluate((_, message) => window.postMessage(message, '*'), forged);
    await viewPage.page.evaluate(message => window.postFromOtherWindow(message), forged);
    for (const malformed of [null, 'text', [], { ...forged, jsonrpc: '1.0' }, { jsonrpc: '2.0', id: 99, result: emptyResult }])
      await viewPage.page.evaluate(message => window.view.postMessage(message, '*'), malformed);
    await viewPage.page.evaluate(() => window.sendRequest('ping'));
    expect(await getRows(viewPage).count()).toBe(3);
    await closeView(viewPage);
  });
});
