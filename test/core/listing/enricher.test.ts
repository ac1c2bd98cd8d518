// Enrichment: one more request for each row, bounded in number, concurrency and quota, and canceled with the call.
import {
  createListTool,
  defineOperation,
  defineProvider,
  isRecord,
  keySetting,
  LinekeeperError,
  malformedError,
  readAccounts,
} from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createAccountRegistry } from '../../../packages/core/src/accounts/account-registry.ts';
import { startLoopbackServer } from '../loopback-server.ts';

const acme = defineProvider({
  name: 'acme',
  title: 'Acme Telecom',
  settings: z.strictObject({ api_key: keySetting().optional(), base_url: z.string().optional() }),
  credentials: [['api_key']],
  baseUrl: () => 'https://api.acme.example',
  country: () => undefined,
  endpoints: ['GET /lines', /GET \/lines\/\d+\/use/],
  applyDefaults: input => input,
  crossAccountParameters: [],
  token: ({ api_key }) => api_key,
  authorize: request => request,
  readError: ({ status }) => (status === 404 ? new LinekeeperError('not_found', 'Unknown line.') : undefined),
  readQuota: body => (isRecord(body) && typeof body.remaining === 'number' ? { remaining: body.remaining, resetS: 60 } : undefined),
});

const lines = defineOperation({
  provider: acme,
  name: 'acme_list_lines',
  title: 'List Acme lines',
  description: 'Lines.',
  reference: 'none',
  input: () => z.strictObject({}),
  row: { id: 'id', fields: { id: { description: 'Id' }, name: { description: 'Name' } } },
  columns: ['id', 'name'],
  pageSize: 500,
  request: (_input, { offset, limit }) => ({ method: 'GET', path: '/lines', query: { offset, limit } }),
  page: body => {
    if (!isRecord(body) || !Array.isArray(body.rows)) throw malformedError('rows');
    return { rows: body.rows, total: Number(body.total) };
  },
  enrichment: {
    adds: 'calls',
    fields: { calls: { description: 'Calls' }, key: { description: 'Key', secret: true } },
    columns: ['calls'],
    request: id => (/^\d+$/.test(id) ? { method: 'GET', path: `/lines/${id}/use` } : undefined),
    read: body => ({ ...Object(body), extra: 1 }),
  },
});

interface ServerOptions {
  rows?: number;
  /** Replies to the request for a line; the number of calls by default. */
  status?: (id: number) => number;
  remaining?: number;
}

/** Starts a server with lines 0, 1, 2, …; the calls of a line are its id. */
async function startServer({ rows = 10, status = () => 200, remaining }: ServerOptions = {}) {
  const asked: number[] = [];
  const state = { atOnce: 0, maxAtOnce: 0 };
  const base_url = await startLoopbackServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const id = Number(pathname.split('/')[2]);
    const isList = pathname === '/lines';
    if (!isList) {
      asked.push(id);
      state.maxAtOnce = Math.max(state.maxAtOnce, ++state.atOnce);
      await new Promise(resolve => setTimeout(resolve, 5));
      state.atOnce--;
    }
    const offset = Number(searchParams.get('offset'));
    const all = Array.from({ length: rows }, (_, index) => ({ id: index, name: `Line ${index}` }));
    const page = all.slice(offset, offset + Number(searchParams.get('limit')));
    const body = isList ? { rows: page, total: rows } : { calls: id, key: 'secret-key' };
    response
      .writeHead(isList ? 200 : status(id), { 'content-type': 'application/json' })
      .end(JSON.stringify({ ...body, ...(remaining !== undefined && { remaining }) }));
  });
  const accounts = readAccounts({}, [acme], {
    source: 'The test',
    value: [{ name: 'one', provider: 'acme', api_key: 'key-0123456789', base_url }],
  });
  const registry = createAccountRegistry(accounts, undiciRuntime());
  const run = async (input: object, signal?: AbortSignal, timeoutMs = 20_000) => {
    const { content, table } = await createListTool(lines).run(
      { enrich: true, limit: 500, ...input },
      { registry, deadline: { at: Date.now() + timeoutMs, signal } },
    );
    // The shape of a list tool's content.
    const { rows, warnings = [] } = content as { rows: { id: number; calls?: number }[]; warnings?: string[] };
    return { rows, warnings, columns: table.columns };
  };
  return { run, asked, state };
}

describe('rows that are enriched', () => {
  it('have what the request for each of them tells, declared fields alone, in their order', async () => {
    const { run, asked, state } = await startServer();
    const { rows, columns, warnings } = await run({});
    expect(rows).toEqual(Array.from({ length: 10 }, (_, id) => ({ id, name: `Line ${id}`, calls: id })));
    expect(columns).toEqual(['id', 'name', 'calls']);
    expect(warnings).toEqual([]);
    expect(asked).toHaveLength(10);
    expect(state.maxAtOnce).toBeLessThanOrEqual(3);
  });

  it.each([{ enrich: false }, { limit: 0 }, { count_by: ['name'] }])('are none with %j: no request for a row is sent', async input => {
    const { run, asked } = await startServer();
    await run(input);
    expect(asked).toEqual([]);
  });

  it('are those of the page alone, with their ids, whatever the fields', async () => {
    const { run, asked } = await startServer();
    const { rows } = await run({ limit: 2, fields: ['name'] });
    expect(rows).toEqual([0, 1].map(id => ({ id, name: `Line ${id}`, calls: id })));
    expect(asked).toHaveLength(2);
  });

  it('are at most a hundred, which is said', async () => {
    const { run, asked } = await startServer({ rows: 130 });
    const { rows, warnings } = await run({});
    expect(asked).toHaveLength(100);
    expect(rows.filter(({ calls }) => calls !== undefined)).toHaveLength(100);
    expect(warnings).toEqual([expect.stringContaining('first 100 rows')]);
  });

  it('stay as they are if the provider does not know them', async () => {
    const { run } = await startServer({ status: id => (id === 3 ? 404 : 200) });
    const { rows, warnings } = await run({});
    expect(rows[3]).toEqual({ id: 3, name: 'Line 3' });
    expect(rows[4]).toHaveProperty('calls');
    expect(warnings).toEqual(['The provider knows no calls of 1 row.']);
  });

  it('end with a refusal, after which no more is asked', async () => {
    const { run, asked } = await startServer({ rows: 50, status: id => (id < 3 ? 200 : 403) });
    const { rows, warnings } = await run({});
    expect(rows).toHaveLength(50);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(warnings).toEqual([expect.stringMatching(/^Not every row has its calls: denied/)]);
  });

  it('are asked about also where the call has little time', async () => {
    const { run } = await startServer();
    const { rows, warnings } = await run({}, undefined, 1_500);
    expect(rows).toEqual(Array.from({ length: 10 }, (_, id) => ({ id, name: `Line ${id}`, calls: id })));
    expect(warnings).toEqual([]);
  });

  it('leave the last requests of a quota to others', async () => {
    const { run, asked } = await startServer({ remaining: 20 });
    const { rows, warnings } = await run({});
    expect(asked).toEqual([]);
    expect(rows).toHaveLength(10);
    expect(warnings).toEqual([expect.stringContaining('kept for other calls')]);
  });

  it('are not asked about after the call was canceled', async () => {
    const { run, asked } = await startServer({ rows: 100 });
    const call = new AbortController();
    const running = run({}, call.signal).catch(() => undefined);
    while (asked.length < 5) await new Promise(resolve => setTimeout(resolve, 1));
    const askedBefore = asked.length;
    call.abort();
    await running;
    await new Promise(resolve => setTimeout(resolve, 50));
    // Three are asked about at once: these may be on their way.
    expect(asked.length).toBeLessThanOrEqual(askedBefore + 3);
  });
});
