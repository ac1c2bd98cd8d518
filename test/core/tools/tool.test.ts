// The tool of a list operation: its description, and runs from arguments to result.
import { createListTool } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { createTestAccount, createTestRegistry, things } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const tool = createListTool(things);

function createRunner(accounts = [createTestAccount()], notice?: string) {
  const clock = new ManualClock();
  const { fetch, requests } = createFakeNetwork(({ url }) => {
    const limit = Number(url.searchParams.get('limit'));
    const rows = Array.from({ length: Math.min(limit, 60) }, (_, id) => ({ id, name: `thing ${id}`, fresh: 1 }));
    return { body: { rows, total: 60 } };
  });
  const registry = createTestRegistry(createTestRuntime(fetch, clock), accounts, notice);
  const run = (input: unknown, more = {}) =>
    clock.runUntilSettled(tool.run(input, { registry, deadline: { at: clock.now() + 20_000 }, ...more }));
  return { run, sent: requests };
}

describe('a list tool', () => {
  it('has a name, a shell command and schemas', () => {
    expect([tool.name, tool.command, tool.title]).toEqual(['acme_list_things', ['acme', 'things'], 'Acme things']);
    expect(tool.inputSchema.properties?.limit).toMatchObject({ maximum: 500 });
    expect(tool.outputSchema.type).toBe('object');
    expect(createListTool({ ...things, name: 'acme_list_big_things' }).command).toEqual(['acme', 'big-things']);
  });

  it('uses generated schemas as they are', () => {
    const schemas = { inputSchema: { type: 'object' }, outputSchema: { type: 'object' } };
    const prepared = createListTool({ ...things, columns: [] }, { schemas });
    expect([prepared.inputSchema, prepared.outputSchema]).toEqual([schemas.inputSchema, schemas.outputSchema]);
  });

  it('returns content, and the same rows for a table', async () => {
    const { run } = createRunner();
    const { content, table, failure } = await run({ limit: 2 });
    const { rows, columns, total, hasMore } = table;
    expect(content).toMatchObject({ account: 'acme-one', returned: 2, total: 60, rows });
    expect(rows).toEqual([
      { id: 0, name: 'thing 0' },
      { id: 1, name: 'thing 1' },
    ]);
    expect([columns, total, hasMore, failure]).toEqual([['id', 'name', 'ip.mode'], 60, true, undefined]);
  });

  it('returns columns to a caller that asks for them, or to all of a surface, with the same table', async () => {
    const { run } = createRunner();
    const objects = await run({ limit: 2 });
    const rows = [
      [0, 'thing 0'],
      [1, 'thing 1'],
    ];
    for (const result of [await run({ limit: 2, response_format: 'columns' }), await run({ limit: 2 }, { answerForm: 'columns' })]) {
      expect(result.content).toEqual({ ...objects.content, columns: ['id', 'name'], rows });
      expect(result.table).toEqual(objects.table);
    }
    expect(await run({ limit: 2 }, { answerForm: 'objects' })).toEqual(objects);
  });

  it('has the notice of the accounts as its first warning', async () => {
    const { run } = createRunner(undefined, 'This is the sandbox.');
    const { content, warnings } = await run({ limit: 1 });
    expect(content.warnings).toEqual(warnings);
    expect(warnings).toEqual(['This is the sandbox.', expect.stringMatching(/: fresh\.$/)]);
  });

  it('returns as many rows as the surface sets, instead of the limit', async () => {
    const { run } = createRunner();
    const progress: (number | undefined)[] = [];
    const onProgress = (received: number, total: number | undefined) => progress.push(received, total);
    const result = await run({ limit: 2 }, { rowLimit: Number.POSITIVE_INFINITY, onProgress });
    expect([result.table.rows.length, result.table.hasMore]).toEqual([60, false]);
    expect(progress).toEqual([60, 60]);
  });

  it.each([
    [{ limt: 1 }, 'input'],
    [{ account: 'unknown' }, 'input'],
    [{ fields: ['nope'] }, 'input'],
    [{ cursor: 'nope' }, 'input'],
    ['nope', 'input'],
  ])('rejects %j before anything is sent', async (input, code) => {
    const { run, sent } = createRunner();
    expect((await catchError(run(input))).code).toBe(code);
    expect(sent).toHaveLength(0);
  });

  it('uses the named account, and fails without accounts', async () => {
    const { run, sent } = createRunner([
      createTestAccount(undefined, { name: 'one' }),
      createTestAccount({ token: 'key-of-two' }, { name: 'two' }),
    ]);
    expect((await run({ account: 'two' })).content.account).toBe('two');
    expect(sent[0]?.headers.authorization).toBe('Bearer key-of-two');
    expect((await catchError(run({}))).code).toBe('input');
    expect((await catchError(createRunner([]).run({}))).code).toBe('config');
  });

  it('limits `limit` as the surface sets it', async () => {
    const unlimited = createListTool(things, { maxRows: Number.MAX_SAFE_INTEGER });
    const registry = createTestRegistry(createTestRuntime(createFakeNetwork(() => ({})).fetch, new ManualClock()));
    expect(unlimited.open({ limit: 9_999 }, registry).rowLimit).toBe(9_999);
    expect((await catchError(() => tool.open({ limit: 501 }, registry))).code).toBe('input');
  });
});
