// Reads the whole list once, with Linekeeper's pagination or with plain requests, and prints time and memory.
import { Listing, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { operations, providers } from '@linekeeper/providers';
import { Agent, request } from 'undici';
import { Connection } from '../../packages/core/src/http/connection.ts';

const pageSize = 500;
const concurrency = 4;
const [variant, url = ''] = process.argv.slice(2);

const [account] = readAccounts({ TELECOMX_TOKEN: 'fake-token', TELECOMX_BASE_URL: url }, providers);
const operation = operations.find(({ name }) => name === 'telecomx_list_sip_accounts');

async function paginateWithLinekeeper(): Promise<number> {
  if (account === undefined || operation === undefined) throw new Error('The list does not exist.');
  const runtime = undiciRuntime();
  const listing = new Listing(operation, new Connection(account, runtime), {}, runtime.digest);
  let count = 0;
  for await (const { rows } of listing.batches(Number.POSITIVE_INFINITY, { at: Number.POSITIVE_INFINITY })) {
    count += rows.length;
  }
  return count;
}

async function paginateWithRequests(): Promise<number> {
  const dispatcher = new Agent();
  const page = async (offset: number): Promise<{ total: number; sipAccounts: unknown[] }> =>
    JSON.parse(await (await request(`${url}/sip?offset=${offset}&limit=${pageSize}&token=fake-token`, { dispatcher })).body.text());
  const first = await page(0);
  let count = first.sipAccounts.length;
  let offset = count;
  const worker = async () => {
    while (offset < first.total) {
      offset += pageSize;
      const { sipAccounts } = await page(offset - pageSize);
      count += sipAccounts.length;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return count;
}

await request(`${url}/?limit=1&offset=0`).then(response => response.body.text());
const startedAt = performance.now();
const count = await (variant === 'ours' ? paginateWithLinekeeper : paginateWithRequests)();
if (count !== 100_000) throw new Error(`${count} rows`);
process.stdout.write(JSON.stringify({ ms: performance.now() - startedAt, mib: process.resourceUsage().maxRSS / 1024 }));
process.exit();
