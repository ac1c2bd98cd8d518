// Random estates, failing accounts, runs that are missed, doubled, refused or ended: every change that lasts is posted once, what becomes of it in its thread.
import type { Line, Row } from '@linekeeper/core';
import type { AccountReading } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { NewsDesk, type SentMessage } from './news.ts';
import { allFacts } from './readings.ts';

const runs = { numRuns: Number(process.env.LINEKEEPER_TEST_NEWS_RUNS ?? 400) };

const accounts = ['a', 'b'] as const;
const ids = ['1', '2', '3'] as const;
const statuses = ['up', 'down', 'blocked'] as const;
type Value = (typeof statuses)[number] | undefined;

const stepArbitrary = fc.record({
  edits: fc.array(
    fc.record({
      account: fc.constantFrom(...accounts),
      id: fc.constantFrom(...ids),
      value: fc.constantFrom<Value>('up', 'up', 'down', 'down', 'blocked', undefined),
    }),
    { maxLength: 3 },
  ),
  failing: fc.subarray([...accounts], { maxLength: 1 }),
  isFailing: fc.nat({ max: 3 }).map(number => number === 0),
  run: fc.constantFrom('once', 'once', 'twice', 'missed'),
  fates: fc.array(fc.constantFrom('arrives', 'arrives', 'fails', 'ends before' as const), { maxLength: 3 }),
});

/** What was said of a field: from what to what, then every further value. */
type Thread = string[];

/**
 * Follows the values of a field: what is to be said once it lasts, and afterwards. Undefined values were not seen. A line that is gone for
 * less than `after` snapshots goes on from what it was.
 */
function expectThreads(base: string, values: readonly (string | undefined)[], after: number, isEnd: (value: string) => boolean): Thread[] {
  const threads: Thread[] = [];
  let [origin, value, count, mode] = [base, base, 0, 'quiet'];
  let [goneCount, wasOpen] = [0, false];
  for (const next of values) {
    if (next === undefined) continue;
    if (next === 'gone') {
      if (goneCount === 0) {
        wasOpen = mode === 'open';
        if (wasOpen) threads.at(-1)?.push(next);
        if (mode === 'pending') value = origin;
        mode = 'quiet';
      }
      goneCount++;
      continue;
    }
    const isNew = goneCount >= after;
    if (goneCount > 0 && !isNew && wasOpen) {
      threads.at(-1)?.push(next);
      mode = next === origin || isEnd(next) ? 'quiet' : 'open';
    } else if (mode === 'open') {
      if (next !== value) {
        threads.at(-1)?.push(next);
        if (next === origin || isEnd(next)) mode = 'quiet';
      }
    } else if (mode === 'pending' && next === origin) mode = 'quiet';
    else if (next !== value && !isNew) [origin, count, mode] = [mode === 'pending' ? origin : value, 0, 'pending'];
    [value, goneCount] = [next, 0];
    if (mode === 'pending' && ++count >= after) {
      mode = 'open';
      threads.push([`${origin} → ${value}`]);
    }
  }
  return threads;
}

/** What a message says: of which field, and its values. */
function* readMessage({ title, textLines, table }: SentMessage): Generator<[field: string, before: string, after: string]> {
  if (table !== undefined) for (const row of table.rows) yield readRow(row);
  else {
    const [, name = '', reading] = /^(\w) (cannot be read|is read again)$/.exec(title) ?? [];
    if (reading !== undefined) return yield [`${name} reading`, 'read', reading === 'is read again' ? 'read' : 'failed'];
    const [account, , id] = textLines[0]?.split(/[ ·]+/) ?? [];
    const [, , before = '', after = ''] = /^(\d): (\w+)(?: → (\w+))?$/.exec(title) ?? [];
    if (after !== '') yield [`${account} ${id} status`, before, after];
    else yield [`${account} ${id}`, '', before];
  }
}

function readRow({ account, id, change, before = '', after = '' }: Row): [string, string, string] {
  if (change === 'reading') return [`${account} reading`, 'read', String(after)];
  return change === 'status' ? [`${account} ${id} status`, String(before), String(after)] : [`${account} ${id}`, '', String(change)];
}

/** Puts the messages into threads by field. A line that is removed or added ends the thread of its status, too. */
function readThreads(sent: readonly SentMessage[]): Map<string, Thread[]> {
  const threads = new Map<string, Thread[]>();
  const byRoot = new Map<string, Map<string, Thread>>();
  for (const message of sent) {
    for (const [field, before, after] of readMessage(message)) {
      if (message.thread === '') {
        const thread = [before === '' ? after : `${before} → ${after}`];
        threads.set(field, [...(threads.get(field) ?? []), thread]);
        byRoot.set(message.timestamp, new Map(byRoot.get(message.timestamp)).set(field, thread));
        continue;
      }
      const known = byRoot.get(message.thread);
      // The message of a removal does not say which field of the line it ends.
      const own = known?.get(field) ?? known?.get(`${field} status`);
      expect(own, `${JSON.stringify(message)} has a thread`).toBeDefined();
      own?.push(after);
    }
  }
  return threads;
}

const toLine = (account: string, id: string, status: Line['status']): Line => ({ account, provider: 'acme', kind: 'phone', id, status });

describe('the posts of a random history', () => {
  it('say every change that lasts once, and what becomes of it in its thread', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 14 }), fc.integer({ min: 1, max: 3 }), async (steps, after) => {
        const desk = new NewsDesk();
        await desk.open();
        const rules = [{ after }];
        const estate = new Map<string, Value>(accounts.flatMap(account => ids.map(id => [`${account} ${id}`, 'up'] as const)));
        const seen = new Map<string, (string | undefined)[]>();
        const note = (field: string, value: string | undefined) => seen.set(field, [...(seen.get(field) ?? []), value]);
        const read = (failing: readonly string[]): AccountReading[] =>
          accounts.map(account => {
            if (failing.includes(account)) return { account, outcome: 'failed', reason: 'No answer.', lists: [] };
            const lines = ids.flatMap(id => {
              const status = estate.get(`${account} ${id}`);
              return status === undefined ? [] : [toLine(account, id, status)];
            });
            // A line that stays keeps the list from being empty.
            return {
              account,
              outcome: 'complete',
              lists: [{ kind: 'phone', lines: [toLine(account, '0', 'up'), ...lines], facts: allFacts }],
            };
          });
        await desk.snapshot(read([]));
        let ends = 0;
        for (const [index, { edits, failing, isFailing, run, fates }] of steps.entries()) {
          for (const { account, id, value } of edits) estate.set(`${account} ${id}`, value);
          const failed = isFailing ? failing : [];
          await desk.snapshot(read(failed));
          for (const account of accounts) {
            note(`${account} reading`, failed.includes(account) ? 'failed' : 'read');
            for (const id of ids) {
              const status = estate.get(`${account} ${id}`);
              const isRead = !failed.includes(account);
              note(`${account} ${id} status`, isRead ? (status ?? 'gone') : undefined);
              note(`${account} ${id}`, isRead ? (status === undefined ? 'removed' : 'added') : undefined);
            }
          }
          // The first run decides where the posts begin.
          if (run === 'missed' && index > 0) continue;
          // A post whose process ends three times in a row counts as posted.
          desk.fates = fates.map(fate => (fate === 'ends before' && ++ends > 2 ? 'fails' : fate));
          for (let times = run === 'twice' ? 2 : 1; times > 0; times--) await desk.post(rules).catch(() => undefined);
        }
        desk.fates = [];
        await desk.post(rules);
        const said = readThreads(desk.sent);
        for (const [field, values] of seen) {
          const [base, isEnd] = field.endsWith('reading')
            ? ['read', () => true]
            : field.endsWith('status')
              ? ['up', isStatusEnd]
              : ['added', () => true];
          const expected = expectThreads(base, values, after, isEnd).map(([first = '', ...others]) => [
            field.endsWith('reading') || field.endsWith('status') ? first : first.replace(/^.* → /, ''),
            ...others.map(value => (value === 'gone' ? 'removed' : value)),
          ]);
          expect(said.get(field) ?? [], `${field}: ${values.join(' ')}`).toEqual(expected);
        }
        const before = desk.sent.length;
        expect(await desk.post(rules)).toBe(0);
        expect(desk.sent).toHaveLength(before);
        await desk.history.close();
      }),
      runs,
    );
  }, 120_000);
});

const isStatusEnd = (value: string): boolean => value === 'up' || value === 'gone';
