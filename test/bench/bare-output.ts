// The bare loop: requests the pages of the lists in `argv` like the command, and prints their rows as NDJSON.
import { once } from 'node:events';
import { Agent, request } from 'undici';

/** The page sizes of the command. */
const pageSizes: Readonly<Record<string, number>> = { '/sip': 500, '/pbx/sipphone': 1_000 };
const concurrency = 4;
const [url = '', ...paths] = process.argv.slice(2);
const dispatcher = new Agent();

interface Page {
  total: number;
  sipAccounts?: object[];
  sipPhones?: object[];
}

async function printPage(path: string, offset: number, pageSize: number): Promise<number> {
  const { body } = await request(`${url}${path}?offset=${offset}&limit=${pageSize}&token=fake-token`, { dispatcher });
  const { total, sipAccounts, sipPhones }: Page = JSON.parse(await body.text());
  const rows = sipAccounts ?? sipPhones ?? [];
  if (!process.stdout.write(rows.map(row => `${JSON.stringify(row)}\n`).join(''))) await once(process.stdout, 'drain');
  return total;
}

for (const path of paths) {
  const pageSize = pageSizes[path] ?? 500;
  const total = await printPage(path, 0, pageSize);
  let offset = pageSize;
  const printRest = async () => {
    while (offset < total) {
      offset += pageSize;
      await printPage(path, offset - pageSize, pageSize);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, printRest));
}
process.exit();
