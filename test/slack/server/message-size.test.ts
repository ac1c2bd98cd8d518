// Answers that are larger than a Slack message: one reading of the list fills a message, and "More" loses no row.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { expectValid } from '../limits.ts';
import { startResponseUrlServer } from '../slack.ts';
import { findButton, getRows, getText, startSlackServer } from '../slack-server.ts';

const rows = Array.from({ length: 120 }, (_, index) => ({ _id: `5A${index}`, name: `${index} ${'x'.repeat((index * 37) % 190)}` }));
const requests: string[] = [];
const provider = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
  const offset = Number(searchParams.get('offset'));
  requests.push(`${pathname} ${offset}`);
  const page = pathname === '/sip' ? rows.slice(offset, offset + Number(searchParams.get('limit'))) : [];
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ sipAccounts: page, total: rows.length }));
});
await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve));
afterAll(() => void provider.close());
// A listening server has an address with a port.
const base_url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
const accounts = [{ name: 'north', provider: 'telecomx', token: 'fake-telecomx-machine-token', base_url }];
const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, { LINEKEEPER_ACCOUNTS: JSON.stringify(accounts) });

describe('an answer that is larger than a message', () => {
  it.each([
    ['telecomx sip-accounts limit=100', '_id'],
    ['list kind=sip_trunk limit=100', 'id'],
  ])('/lines %s reads the list once a message, and goes on behind the last row shown', async (command, idColumn) => {
    const ids: (string | undefined)[] = [];
    requests.length = 0;
    let message = await slack.commandAnswer(command);
    for (;;) {
      expectValid(message);
      // A further page begins with the last row that was shown; the last page asks once beyond the end.
      expect(requests.filter(request => request !== `/sip ${rows.length}`)).toEqual([`/sip ${Math.max(0, ids.length - 1)}`]);
      ids.push(...getRows(message).map(row => row[idColumn]));
      expect(getText(message)).toMatch(new RegExp(`${ids.length}( rows)? of ${rows.length}`));
      const more = findButton(message, 'more');
      if (more === undefined) break;
      expect(getRows(message).length).toBeLessThan(100);
      requests.length = 0;
      message = await slack.press(more);
    }
    expect(ids).toEqual(rows.map(({ _id }) => _id));
  });
});
