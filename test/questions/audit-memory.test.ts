// The memory of an audit: what it compares it holds in packed form, and of lines only those of findings that the page may show.
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { buildLine, createAccountRegistry, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { createKeyReader } from '../../packages/questions/src/audit/finding-cursor.ts';
import { checks } from '../../packages/questions/src/audit/index.ts';
import { CheckRuns } from '../../packages/questions/src/audit/run-checks.ts';
import { type LineSource, listSources, type SourceResult } from '../../packages/questions/src/lines/source.ts';
import * as healthy from './healthy-rows.ts';

setFlagsFromString('--expose-gc');
// The global function of the flag.
const collectGarbage = runInNewContext('gc') as () => void;

const linesPerList = 10_000;
const pageSize = 500;
const limit = 25;
/** Findings that may be on the page, and as many again before they are sorted out, of a few checks in two lists. */
const maxHeldLines = 1_500;

const accounts = readAccounts({ TELECOMX_TOKEN: 'fake-token' }, providers);
const registry = createAccountRegistry(accounts, undiciRuntime());
const sources = listSources(accounts, true);

/** Every twentieth phone is offline, and every hundredth trunk has the number of the one before. */
const createRow: Readonly<Record<string, (index: number) => object>> = {
  sip_trunk: index => ({ ...healthy.trunk, _id: `T${index}`, numbers: [`+4570${100_000 + index - (index % 100 === 1 ? 1 : 0)}`] }),
  sip_phone: index => ({ ...healthy.phone, _id: `P${index}`, extension: { _id: `E${index}`, number: `${index}` }, online: index % 20 > 0 }),
};

/** Hands the lines of a list to the checks, page by page; returns what could tell that they are held. */
async function readList(source: LineSource, runs: CheckRuns): Promise<WeakRef<object>[]> {
  const consumer = runs.createConsumer(source, checks);
  const held: WeakRef<object>[] = [];
  for (let start = 0; start < linesPerList; start += pageSize) {
    const items = Array.from({ length: pageSize }, (_, index) => {
      // Rows are plain JSON.
      const row = createRow[source.operation.kind ?? '']?.(start + index) as Parameters<typeof buildLine>[2];
      return { line: buildLine(source.operation, source.account.name, row), row, operation: source.operation };
    });
    consumer.add(items);
    held.push(...items.flatMap(({ line, row }) => [new WeakRef(line), new WeakRef(row)]));
    // What a reference was made to lives until the end of the task.
    await setImmediate();
  }
  return held;
}

describe('an audit of many lines', () => {
  it('holds what it compares, and no lines but those that the page may show', async () => {
    const page = { limit, marks: '' };
    const context = { registry, deadline: { at: Number.POSITIVE_INFINITY } };
    const runs = new CheckRuns(checks, sources, { matches: () => true, readKey: createKeyReader(sources, context), page, log: () => {} });
    const read = sources.filter(({ operation }) => createRow[operation.kind ?? ''] !== undefined);
    const held: WeakRef<object>[] = [];
    for (const source of read) held.push(...(await readList(source, runs)));
    collectGarbage();
    expect(read).toHaveLength(2);
    expect(held).toHaveLength(4 * linesPerList);
    expect(held.filter(reference => reference.deref() !== undefined).length).toBeLessThan(maxHeldLines);

    const results = read.map(
      (source): SourceResult => ({
        source,
        lineCount: linesPerList,
        start: { offset: 0 },
        end: { offset: linesPerList },
        reachedEnd: true,
        hasMore: false,
        warnings: [],
        seenFields: new Set(['status', 'active', 'numbers', 'failover', 'extension', 'online', 'employee', 'usageBlock', 'defaultNumber']),
      }),
    );
    const lists = runs.finish(() => results);
    const count = (code: string) => lists.get(code)?.reduce((sum, list) => sum + list.count, 0);
    expect(count('not_registered')).toBe(linesPerList / 20);
    expect(count('duplicate_number')).toBe((2 * linesPerList) / 100);
    const [first] = lists.get('duplicate_number')?.flatMap(list => list.kept.toSorted((a, b) => (a.key.id < b.key.id ? -1 : 1))) ?? [];
    expect(first).toMatchObject({
      line: { account: 'telecomx', kind: 'sip_trunk', id: 'T0', numbers: ['+4570100000'], status: 'up' },
      evidence: '+4570100000 is also on telecomx sip_trunk T1',
    });
  });
});
