// A list operation as a tool: what a surface is told, and one run from arguments to outcome.
import { listTool } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account, directoryOf, things } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, outsideOf } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const tool = listTool(things);

function running(accounts = [account()], notice?: string) {
  const clock = new ManualClock();
  const { fetch, sent } = network(({ url }) => {
    const limit = Number(url.searchParams.get('limit'));
    const rows = Array.from({ length: Math.min(limit, 60) }, (_, id) => ({ id, name: `thing ${id}`, fresh: 1 }));
    return { body: { rows, total: 60 } };
  });
  const directory = directoryOf(outsideOf(fetch, clock), accounts, notice);
  const run = (input: unknown, more = {}) => clock.until(tool.run(input, { directory, deadline: { at: clock.now() + 20_000 }, ...more }));
  return { run, sent };
}

describe('a list tool', () => {
  it('has a name, words for a shell, and schemas', () => {
    expect([tool.name, tool.command, tool.title]).toEqual(['acme_list_things', ['acme', 'things'], 'Acme things']);
    expect(tool.inputSchema.properties?.limit).toMatchObject({ maximum: 500 });
    expect(tool.outputSchema.type).toBe('object');
    expect(listTool({ ...things, name: 'acme_list_big_things' }).command).toEqual(['acme', 'big-things']);
  });

  it('takes schemas that were worked out before as they are', () => {
    const schemas = { inputSchema: { type: 'object' }, outputSchema: { type: 'object' } };
    const prepared = listTool({ ...things, columns: [] }, { schemas });
    expect([prepared.inputSchema, prepared.outputSchema]).toEqual([schemas.inputSchema, schemas.outputSchema]);
  });

  it('answers with content, and the same rows for a table', async () => {
    const { run } = running();
    const { content, rows, columns, total, more, failure } = await run({ limit: 2 });
    expect(content).toMatchObject({ account: 'acme-one', returned: 2, total: 60, rows });
    expect(rows).toEqual([
      { id: 0, name: 'thing 0' },
      { id: 1, name: 'thing 1' },
    ]);
    expect([columns, total, more, failure]).toEqual([['id', 'name', 'ip.mode'], 60, true, undefined]);
  });

  it('says first what the directory has to say', async () => {
    const { run } = running(undefined, 'This is the sandbox.');
    const { content, warnings } = await run({ limit: 1 });
    expect(content.warnings).toEqual(warnings);
    expect(warnings).toEqual(['This is the sandbox.', expect.stringMatching(/: fresh\.$/)]);
  });

  it('gives as many rows as a surface wants, beside the limit', async () => {
    const { run } = running();
    const seen: (number | undefined)[] = [];
    const onProgress = (received: number, total: number | undefined) => seen.push(received, total);
    const outcome = await run({ limit: 2 }, { wanted: Number.POSITIVE_INFINITY, onProgress });
    expect([outcome.rows.length, outcome.more]).toEqual([60, false]);
    expect(seen).toEqual([60, 60]);
  });

  it.each([
    [{ limt: 1 }, 'input'],
    [{ account: 'nobody' }, 'input'],
    [{ fields: ['nope'] }, 'input'],
    [{ cursor: 'nope' }, 'input'],
    ['nope', 'input'],
  ])('refuses %j before anything is sent', async (input, code) => {
    const { run, sent } = running();
    expect((await errorOf(run(input))).code).toBe(code);
    expect(sent).toHaveLength(0);
  });

  it('asks the account that is named, and none where none is set up', async () => {
    const { run, sent } = running([account(undefined, { name: 'one' }), account({ token: 'key-of-two' }, { name: 'two' })]);
    expect((await run({ account: 'two' })).content.account).toBe('two');
    expect(sent[0]?.headers.authorization).toBe('Bearer key-of-two');
    expect((await errorOf(run({}))).code).toBe('input');
    expect((await errorOf(running([]).run({}))).code).toBe('config');
  });

  it('bounds the limit as a surface wants it', async () => {
    const free = listTool(things, { mostRows: Number.MAX_SAFE_INTEGER });
    const { directory } = { directory: directoryOf(outsideOf(network(() => ({})).fetch, new ManualClock())) };
    expect(free.open({ limit: 9_999 }, directory).wanted).toBe(9_999);
    expect((await errorOf(() => tool.open({ limit: 501 }, directory))).code).toBe('input');
  });
});
