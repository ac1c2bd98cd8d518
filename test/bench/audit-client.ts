// Audits a generated inventory of `argv[2]` lines once, with in-process responses, and prints time and memory.
import { createQuestionTool, type HttpRequest, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { questions } from '@linekeeper/questions';
import { Connection } from '../../packages/core/src/http/connection.ts';
import { createResponse } from './inventory.ts';

const lines = Number(process.argv[2]);
/** Rows of each of the account's two lists. */
const size = lines / 2;

const encoder = new TextEncoder();
const outside = {
  ...undiciRuntime(),
  fetch: async (url: string, { body }: { body?: string }) => {
    const { pathname, searchParams } = new URL(url);
    const parsedBody: HttpRequest['body'] = body === undefined ? {} : JSON.parse(body);
    const chunks = [encoder.encode(JSON.stringify(createResponse(pathname, searchParams, parsedBody ?? {}, size)))];
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
const registry = {
  accounts,
  getConnection: () =>
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
if (audit === undefined) throw new Error('The question audit_lines does not exist.');
const startedAt = performance.now();
const { table } = await createQuestionTool(audit).run({}, { registry, deadline: { at: Number.POSITIVE_INFINITY } });
if (table.total === undefined || table.total < lines / 100) throw new Error(`${table.total} findings`);
process.stdout.write(JSON.stringify({ ms: performance.now() - startedAt, mib: process.resourceUsage().maxRSS / 1024 }));
