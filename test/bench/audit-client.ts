// Audits an inventory of so many lines once, answered in the process, and prints what it took.
import { Connection, defineQuestion, type HttpRequest, readAccounts } from '@linekeeper/core';
import { systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { answer } from './inventory.ts';

const lines = Number(process.argv[2]);
/** Each of the two lists of an account has half of them. */
const size = lines / 2;

const encoder = new TextEncoder();
const outside = {
  ...systemOutside(),
  fetch: async (url: string, { body }: { body?: string }) => {
    const { pathname, searchParams } = new URL(url);
    const asked: HttpRequest['body'] = body === undefined ? {} : JSON.parse(body);
    const chunks = [encoder.encode(JSON.stringify(answer(pathname, searchParams, asked ?? {}, size)))];
    return {
      status: 200,
      headers: { get: () => null },
      body: (async function* () {
        yield* chunks;
      })(),
    };
  },
};
const accounts = readAccounts({ CALLGEAR_ACCESS_TOKEN: 'fake-token' }, providers);
const connections = accounts.map(account => new Connection(account, outside));
const directory = {
  accounts,
  connection: () =>
    connections[0] ??
    new Connection(
      accounts[0] ??
        (() => {
          throw new Error('no account');
        })(),
      outside,
    ),
  clock: outside.clock,
  digest: outside.digest,
};
const audit = questions.find(({ name }) => name === 'audit_lines');
if (audit === undefined) throw new Error('there is no audit');
const begun = performance.now();
const { total } = await defineQuestion(audit).run({}, { directory, deadline: { at: Number.POSITIVE_INFINITY } });
if (total === undefined || total < lines / 100) throw new Error(`${total} findings`);
process.stdout.write(JSON.stringify({ ms: performance.now() - begun, mib: process.resourceUsage().maxRSS / 1024 }));
