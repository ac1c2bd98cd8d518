// CSV with a bot token in the built command: the client of Slack's Web API is loaded with the first upload, and the proxy sees it connect.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { expectValid } from '../limits.ts';
import { startResponseUrlServer } from '../slack.ts';
import { findButton, getText, startSlackServer } from '../slack-server.ts';

/** Hosts that the proxy was asked to connect to. */
const hosts: string[] = [];
const proxy = createServer().on('connect', ({ url = '' }, socket) => {
  hosts.push(url);
  socket.on('error', () => {}).end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
});
await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  proxy.closeAllConnections();
  proxy.close();
});

const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, {
  LINEKEEPER_SANDBOX: '1',
  LINEKEEPER_SLACK_BOT_TOKEN: 'xoxb-fake-token',
  // A listening server has an address with a port.
  HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
});

it('the built command sends a CSV file to Slack', async () => {
  const message = await slack.press(findButton(await slack.commandAnswer('list limit=5'), 'csv'));
  expectValid(message);
  expect(getText(message)).toContain('The file could not be sent: Slack could not be reached.');
  expect(message.replace_original).toBe(false);
  expect(new Set(hosts)).toEqual(new Set(['slack.com:443']));
});
