// `list_changes` and what the history adds to lines, over the week of the sandbox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJsonBudget, restrictAccounts, type ToolContext } from '@linekeeper/core';
import { historyTools, StoredHistory } from '@linekeeper/history';
import { afterAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { expandContent } from '../column-rows.ts';
import { catchError } from '../core/catch-error.ts';
import { answerSchemas } from '../questions/answer-contents.ts';
import { createTool } from '../questions/harness.ts';
import { playWeek, weekEnd } from './played-week.ts';

const folder = mkdtempSync(join(tmpdir(), 'linekeeper-week-'));
const week = await playWeek(folder);
afterAll(async () => {
  await week.history.close();
  await week.sandbox.close();
  rmSync(folder, { recursive: true });
});

/** The answer of `list_changes` by its contract. */
const changesSchema = z.strictObject({
  changes: z.array(
    z.strictObject({
      at: z.iso.datetime(),
      account: z.string(),
      kind: z.string(),
      id: z.string(),
      line: z.record(z.string(), z.unknown()),
      change: z.enum(['added', 'removed', 'status', 'owner', 'number', 'routing', 'fee', 'name']),
      field: z.string().optional(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  returned: z.int(),
  snapshots: z.strictObject({
    first: z.iso.datetime().optional(),
    last: z.iso.datetime().optional(),
    count: z.int(),
    failed: z.array(z.record(z.string(), z.unknown())),
  }),
  next_cursor: z.string().optional(),
  warnings: z.array(z.string()).optional(),
});

const [tool] = historyTools;

async function listChanges(input: object, context: Partial<ToolContext> = {}) {
  const result = await tool?.run(input, {
    registry: week.registry,
    deadline: { at: Date.now() + 10_000 },
    budget: createJsonBudget(),
    ...context,
  });
  return changesSchema.parse(result?.content);
}

const wholeWeek = { since: '2026-10-26' };

describe('list_changes in columns', () => {
  it('has the same changes in the same order, and continues those of objects', async () => {
    const [first, whole] = [await listChanges({ ...wholeWeek, limit: 10 }), await listChanges({ ...wholeWeek, limit: 20 })];
    const input = { ...wholeWeek, limit: 10, cursor: first.next_cursor, response_format: 'columns' };
    const result = await tool?.run(input, { registry: week.registry, deadline: { at: Date.now() + 10_000 } });
    const beside = whole.changes.map(({ line, ...change }) => ({ ...change, ...line }));
    expect(expandContent(result?.content).changes).toEqual(beside.slice(10));
  });
});

describe('list_changes', () => {
  it('finds everything that happened in the week once, and nothing else', async () => {
    const { changes, snapshots, next_cursor } = await listChanges({ ...wholeWeek, limit: 500 }, { budget: undefined });
    const others = changes.filter(({ at }) => !at.startsWith('2026-10-28T13'));
    expect(others.map(({ at, account, change, before, after }) => [at, account, change, before ?? null, after ?? null])).toEqual([
      ['2026-10-31T21:00:00Z', 'copenhagen', 'status', 'up', 'down'],
      ['2026-10-31T20:00:00Z', 'copenhagen', 'status', 'down', 'up'],
      ['2026-10-31T19:00:00Z', 'copenhagen', 'status', 'up', 'down'],
      ['2026-10-31T18:00:00Z', 'copenhagen', 'status', 'down', 'up'],
      ['2026-10-31T17:00:00Z', 'copenhagen', 'status', 'up', 'down'],
      ['2026-10-31T16:00:00Z', 'copenhagen', 'status', 'down', 'up'],
      ['2026-10-31T15:00:00Z', 'copenhagen', 'status', 'up', 'down'],
      ['2026-10-31T14:00:00Z', 'copenhagen', 'status', 'down', 'up'],
      ['2026-10-31T13:00:00Z', 'copenhagen', 'status', 'up', 'down'],
      ['2026-10-30T16:00:00Z', 'moscow', 'owner', 'Крылов Виктор Андреевич', null],
      ['2026-10-30T16:00:00Z', 'moscow', 'status', null, ['unassigned']],
      ['2026-10-29T15:00:00Z', 'kazan', 'number', '+79005550108', null],
      ['2026-10-29T10:00:00Z', 'copenhagen', 'owner', 'Lars Hansen', 'Ida Møller'],
      ['2026-10-28T09:00:00Z', 'copenhagen', 'number', expect.any(Array), expect.arrayContaining(['+4570305117'])],
      ['2026-10-27T11:30:00Z', 'moscow', 'status', 'up', 'down'],
      ['2026-10-26T12:00:00Z', 'copenhagen', 'added', null, null],
    ]);
    // Lines that are blocked or inactive while they are not registered keep that status, and get another reason.
    const outage = changes.filter(({ at }) => at.startsWith('2026-10-28T13'));
    const registered = week.sandbox.company.moscow.sipLines.filter(line => line.physical_state === 'Registered');
    expect(outage).toHaveLength(2 * registered.length);
    expect(new Set(outage.map(({ account, change }) => `${account} ${change}`))).toEqual(new Set(['moscow status']));
    expect(next_cursor).toBeUndefined();
    expect(snapshots).toEqual({
      first: '2026-10-26T08:00:00Z',
      last: '2026-10-31T21:00:00Z',
      count: week.steps.length + 1,
      failed: [
        {
          account: 'kazan',
          result: 'failed',
          from: '2026-10-29T14:00:00Z',
          until: '2026-10-29T14:30:00Z',
          snapshots: 2,
          reason: expect.stringMatching(/^denied \(kazan\): /),
        },
      ],
    });
  });

  it.each([
    ['a person who lost a line', { owner: 'hansen lars', since: '2026-10-29', until: '2026-10-29' }, ['owner']],
    ['a person who got one', { owner: 'Ida Møller', since: 'thursday', until: 'thursday' }, ['owner']],
    ['a number in any notation', { text: '70 30 51 17', ...wholeWeek }, ['number']],
    ['what went down', { status: ['down'], account: ['copenhagen'], since: '2026-10-31', limit: 500 }, Array(5).fill('status')],
    ['a kind of change', { change: ['added', 'removed'], ...wholeWeek }, ['added']],
    ['a kind of line', { kind: ['sip_id'], ...wholeWeek }, ['number']],
    ['the last day by default', { limit: 500 }, Array(9).fill('status')],
  ])('narrows to %s', async (_, input, expected) => {
    const { changes } = await listChanges(input);
    expect(changes.map(({ change }) => change)).toEqual(expected);
  });

  it('gives every change once over all pages, whatever their size', async () => {
    const { changes: all } = await listChanges({ ...wholeWeek, limit: 500 }, { budget: undefined });
    for (const limit of [1, 7, 40]) {
      const pages = [];
      let cursor: string | undefined;
      do {
        const answer = await listChanges({ ...wholeWeek, limit, ...(cursor !== undefined && { cursor }) }, { budget: undefined });
        expect(answer.changes.length).toBeLessThanOrEqual(limit);
        pages.push(...answer.changes);
        cursor = answer.next_cursor;
      } while (cursor !== undefined && pages.length < 200);
      expect(pages).toEqual(all);
    }
  });

  it('fits into its budget and continues behind it', async () => {
    const answer = await listChanges({ ...wholeWeek, limit: 500 }, { budget: createJsonBudget(4_000) });
    expect(JSON.stringify(answer).length).toBeLessThanOrEqual(4_000);
    expect(answer.next_cursor).toBeDefined();
    const { next_cursor: cursor } = answer;
    const next = await listChanges({ ...wholeWeek, limit: 500, cursor }, { budget: undefined });
    expect(answer.changes.length + next.changes.length).toBe(
      (await listChanges({ ...wholeWeek, limit: 500 }, { budget: undefined })).returned,
    );
  });

  it('refuses the cursor of another question', async () => {
    const { next_cursor: cursor } = await listChanges({ ...wholeWeek, limit: 1 });
    const error = await catchError(listChanges({ since: '2026-10-27', cursor }));
    expect(error).toMatchObject({ code: 'input', details: { field: 'cursor' } });
    for (const broken of ['', 'x', '1~x', `9${cursor}`])
      if (broken !== '') expect(await catchError(listChanges({ ...wholeWeek, cursor: broken }))).toMatchObject({ code: 'input' });
  });

  it('shows a caller the changes and failures of permitted accounts alone', async () => {
    const registry = restrictAccounts(week.registry, ['copenhagen']);
    const { changes, snapshots } = await listChanges({ ...wholeWeek, limit: 500 }, { registry });
    expect(new Set(changes.map(({ account }) => account))).toEqual(new Set(['copenhagen']));
    expect(snapshots.failed).toEqual([]);
    expect(await catchError(listChanges({ account: ['moscow'] }, { registry }))).toMatchObject({ code: 'input' });
  });

  it('says that nothing is known before the first snapshot', async () => {
    expect((await listChanges({ since: '2026-10-01', limit: 1 })).warnings).toEqual([
      'The first snapshot is of 2026-10-26T08:00:00Z: changes before it are not known.',
    ]);
    expect(await listChanges({ since: '2026-10-01', until: '2026-10-02' })).toMatchObject({
      changes: [],
      warnings: ['The first snapshot is of 2026-10-26T08:00:00Z: what was before is not known.'],
    });
    expect((await listChanges({ since: '2026-10-29T16:00Z', until: '2026-10-29T17:00Z' })).warnings).toEqual([
      'No snapshot was taken in this time.',
    ]);
  });

  it.each([
    [{ since: 'someday' }, 'since'],
    [{ since: '2026-10-30', until: '2026-10-29' }, 'since'],
    [{ change: ['exploded'] }, 'change'],
    [{ owners: 'x' }, 'owners'],
  ])('refuses %j', async (input, field) => {
    expect(await catchError(listChanges(input))).toMatchObject({ code: 'input', details: { field } });
  });

  it('needs a history', async () => {
    const { history: _, ...registry } = week.registry;
    expect((await catchError(listChanges({}, { registry }))).displayMessage).toMatch(
      /^config: No history is kept here\. Set LINEKEEPER_HISTORY/,
    );
  });

  it('has no secret and no volatile field in its store', async () => {
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(week.path, 'latin1');
    expect(bytes).not.toMatch(/secret-|sandbox-(telecomx|callgear|exolve)-/);
  });
});

describe('the lines of an answer', () => {
  const ask = async (name: string, input: object, registry = week.registry) => {
    const context = { registry, deadline: { at: Date.now() + 10_000 + Date.parse(weekEnd) - Date.now() }, budget: createJsonBudget() };
    return await createTool(name).run(input, { ...context, deadline: { at: Number.POSITIVE_INFINITY } });
  };

  it('say since when they are down, and which of them flap', async () => {
    const { content } = await ask('list_lines', { status: ['down'], kind: ['sip_line', 'sip_trunk'] });
    const { lines } = answerSchemas.list_lines.parse(content);
    expect(Object.fromEntries(lines.map(({ id, since, flapping }) => [id, [since, flapping]]))).toEqual({
      // Down since before the first snapshot.
      300111: [undefined, undefined],
      300116: [undefined, undefined],
      300131: [undefined, undefined],
      300103: ['2026-10-27T11:30Z', undefined],
      [week.sandbox.company.copenhagen.trunks[2]?._id ?? '']: ['2026-10-31T21:00Z', true],
    });
  });

  it('say so in matches and findings, too', async () => {
    const found = answerSchemas.find_number.parse((await ask('find_number', { number: '+4570305120' })).content);
    expect(found.matches[0]?.line).toMatchObject({ status: 'down', since: '2026-10-31T21:00Z', flapping: true });
    const audit = answerSchemas.audit_lines.parse((await ask('audit_lines', { check: ['not_registered'], account: ['moscow'] })).content);
    expect(audit.findings.find(({ line }) => line.id === '300103')?.line).toMatchObject({ since: '2026-10-27T11:30Z' });
  });

  it('do not say since when where the status is another than at the last snapshot', async () => {
    const line = week.sandbox.company.moscow.sipLines[2];
    if (line === undefined) throw new Error('no line');
    line.physical_state = 'Registered';
    const { lines } = answerSchemas.list_lines.parse(
      (await ask('list_lines', { account: ['moscow'], kind: ['sip_line'], text: String(line.id) })).content,
    );
    line.physical_state = 'Not registered';
    expect(lines).toMatchObject([{ status: 'up' }]);
    expect(lines[0]).not.toHaveProperty('since');
  });

  it('come without it, and with a warning, where the history cannot be read', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const path = join(folder, 'broken.db');
    new DatabaseSync(path).exec('CREATE TABLE notes (text TEXT)');
    const { SqliteHistory } = await import('@linekeeper/history/sqlite');
    const broken = new StoredHistory(async () => new SqliteHistory({ path, dataset: 'accounts' }), week.registry.clock);
    const { content } = await ask('list_lines', { limit: 1 }, { ...week.registry, history: broken });
    expect(answerSchemas.list_lines.parse(content)).toMatchObject({
      returned: 1,
      warnings: [expect.stringMatching(/^Since when lines have their status is not known: The history broken.db is a database of another/)],
    });
  });
});
