// Random estates with failures, partial and empty answers, hidden fields, renames and reordering: every change is found exactly once.
import type { FactName, Line } from '@linekeeper/core';
import { type AccountReading, type Change, compareSnapshot, type HistoryState } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { allFacts, applyRecord, emptyState } from './readings.ts';

const runs = { numRuns: Number(process.env.LINEKEEPER_TEST_MODEL_RUNS ?? 10_000) };

const accounts = ['a', 'b'] as const;
const kinds = ['phone', 'trunk'] as const;
type Account = (typeof accounts)[number];
type Kind = (typeof kinds)[number];

/** What happens to the estate between two snapshots. */
const editArbitrary = fc.record({
  account: fc.constantFrom(...accounts),
  kind: fc.constantFrom(...kinds),
  id: fc.constantFrom('1', '2', '3'),
  edit: fc.constantFrom('add', 'remove', 'status', 'rename', 'renumber', 'owner', 'ip'),
  value: fc.nat({ max: 2 }),
});

/** How the provider answers: mostly whole. */
const answerArbitrary = fc.constantFrom(
  'whole',
  'whole',
  'whole',
  'reordered',
  'failed',
  'partial',
  'empty',
  'without owner',
  'without status',
);

const stepArbitrary = fc.record({
  edits: fc.array(editArbitrary, { maxLength: 4 }),
  a: answerArbitrary,
  b: answerArbitrary,
  kind: fc.constantFrom(...kinds),
});

type Edit = typeof editArbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Answer = typeof answerArbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Estate = Map<string, Line>;

const toKey = (line: Pick<Line, 'account' | 'kind'> & { id?: string }) => `${line.account}/${line.kind}/${line.id}`;
const statuses = ['up', 'down', 'blocked'] as const;

function applyEdit(estate: Estate, { account, kind, id, edit, value }: Edit): void {
  const key = toKey({ account, kind, id });
  const line = estate.get(key);
  if (edit === 'add' && line === undefined)
    estate.set(key, { account, provider: 'acme', kind, id, status: 'up', numbers: [`+${value}`, '+9'] });
  if (line === undefined) return;
  if (edit === 'remove') estate.delete(key);
  if (edit === 'status') estate.set(key, { ...line, status: statuses[value] ?? 'up' });
  if (edit === 'rename') estate.set(key, { ...line, name: `Name ${value}` });
  if (edit === 'renumber') estate.set(key, { ...line, numbers: [`+${value}`, '+9'] });
  if (edit === 'ip') estate.set(key, { ...line, ip: `192.0.2.${value}` });
  if (edit === 'owner') {
    const { owner: _, ...ownerless } = line;
    estate.set(key, value === 0 ? ownerless : { ...line, owner: `Person ${value}` });
  }
}

/** The lines of a list as the answer shows them. */
function readLines(estate: Estate, account: Account, kind: Kind, answer: Answer): Line[] {
  const lines = [...estate.values()].filter(line => line.account === account && line.kind === kind);
  switch (answer) {
    case 'empty':
      return [];
    case 'reordered':
      return lines.toReversed().map(line => ({ ...line, ...(line.numbers !== undefined && { numbers: line.numbers.toReversed() }) }));
    case 'without owner':
      return lines.map(({ owner: _, ...line }) => line);
    case 'without status':
      return lines.map(line => ({ ...line, status: 'unknown', reasons: ['not_reported'] }));
    default:
      return lines;
  }
}

const missingFacts: Partial<Record<Answer, FactName>> = { 'without owner': 'owner', 'without status': 'registered' };

/** One account's reading: its answer concerns the list of `kind`, the other list is whole. */
function readAccount(estate: Estate, account: Account, answer: Answer, concerned: Kind): AccountReading {
  if (answer === 'failed' || answer === 'partial') return { account, outcome: answer, reason: 'No answer.', lists: [] };
  const lists = kinds.map(kind => {
    const listAnswer = kind === concerned ? answer : 'whole';
    const lines = readLines(estate, account, kind, listAnswer);
    // An empty list shows no fields.
    const facts = lines.length === 0 ? [] : allFacts.filter(name => name !== missingFacts[listAnswer]);
    return { kind, lines, facts };
  });
  return { account, outcome: 'complete', lists: answer === 'reordered' ? lists.toReversed() : lists };
}

const comparedFields = ['status', 'name', 'numbers', 'owner'] as const;
const fieldsOfFact: Partial<Record<FactName, readonly string[]>> = { owner: ['owner'], registered: ['status', 'reasons'] };

/** A line with fields as another version of it has them. */
const copyFields = (line: Line, shown: Line, fields: readonly string[]): Line => {
  const copy: Line = { ...line };
  for (const field of fields) Object.assign(copy, { [field]: Object.entries(shown).find(([name]) => name === field)?.[1] });
  return copy;
};

const toComparable = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : (value ?? null));

/** Follows the changes alone, and so knows what a reader of them would believe. */
class Follower {
  readonly lines = new Map<string, Line>();

  apply(changes: readonly Change[]): void {
    const seen = new Set<string>();
    for (const change of changes) {
      const key = toKey(change);
      // Exactly once.
      expect(seen).not.toContain(`${key} ${change.field ?? 'existence'}`);
      seen.add(`${key} ${change.field ?? 'existence'}`);
      const known = this.lines.get(key);
      if (change.change === 'added') expect(known).toBeUndefined();
      else expect(known).toBeDefined();
      if (change.field === undefined) continue;
      const previous = toComparable(change.previous[change.field]);
      expect(previous).toEqual(toComparable(known?.[change.field]));
      expect(previous).not.toEqual(toComparable(change.line[change.field]));
    }
    for (const change of changes) {
      const key = toKey(change);
      if (change.change === 'removed') this.lines.delete(key);
      else this.lines.set(key, change.line);
    }
  }
}

describe('the changes of a random estate', () => {
  it('tell the estate from each snapshot to the next, and never a false removal', () => {
    fc.assert(
      fc.property(fc.array(editArbitrary, { maxLength: 8 }), fc.array(stepArbitrary, { minLength: 1, maxLength: 8 }), (first, steps) => {
        const estate: Estate = new Map();
        for (const account of accounts) for (const kind of kinds) applyEdit(estate, { account, kind, id: '1', edit: 'add', value: 1 });
        for (const edit of first) applyEdit(estate, edit);
        const baseline = accounts.map(account => readAccount(estate, account, 'whole', 'phone'));
        let state: HistoryState = emptyState;
        const follower = new Follower();
        /** How often a list has come empty, or without a fact, since it was last whole. */
        const emptied = new Map<string, number>();
        const hiddenFacts = new Map<string, Set<FactName>>();
        const seenFacts = new Map<string, Set<FactName>>();
        for (const [index, readings] of [baseline, ...steps.map(() => undefined)].entries()) {
          const step = steps[index - 1];
          for (const edit of step?.edits ?? []) applyEdit(estate, edit);
          const current =
            readings ?? accounts.map(account => readAccount(estate, account, step?.[account] ?? 'whole', step?.kind ?? 'phone'));
          const record = compareSnapshot(state, { id: String(index), at: index + 1, accounts: current });
          const before = new Map(follower.lines);
          if (index === 0) {
            expect(record.changes).toEqual([]);
            for (const line of estate.values()) follower.lines.set(toKey(line), line);
          }
          // What a list shows for the first time is taken over, unless the list is not believed.
          for (const { account, lists } of index === 0 ? [] : current)
            for (const { kind, lines, facts } of lists) {
              const listKey = `${account}/${kind}`;
              const seen = seenFacts.get(listKey) ?? new Set();
              if ([...seen].some(fact => !facts.includes(fact) && !hiddenFacts.get(listKey)?.has(fact))) continue;
              const newFields = facts.filter(fact => !seen.has(fact)).flatMap(fact => fieldsOfFact[fact] ?? []);
              for (const shown of lines) {
                const known = follower.lines.get(toKey(shown));
                if (known !== undefined) follower.lines.set(toKey(shown), copyFields(known, shown, newFields));
              }
            }
          follower.apply(record.changes);
          state = applyRecord(state, record, current);
          const untrusted = new Set(record.gaps.map(({ account }) => account));
          for (const { account, outcome, lists } of current) {
            if (outcome !== 'complete') {
              expect(untrusted).toContain(account);
              expect(record.changes.filter(change => change.account === account)).toEqual([]);
              continue;
            }
            for (const { kind, lines, facts } of lists) {
              const listKey = `${account}/${kind}`;
              const changes = record.changes.filter(change => change.account === account && change.kind === kind);
              const known = [...before.values()].filter(line => line.account === account && line.kind === kind);
              if (lines.length === 0 && known.length > 0) {
                emptied.set(listKey, (emptied.get(listKey) ?? 0) + 1);
                if (emptied.get(listKey) === 1) {
                  expect(changes).toEqual([]);
                  expect(untrusted).toContain(account);
                  continue;
                }
              }
              if (lines.length > 0) emptied.set(listKey, 0);
              const seen = seenFacts.get(listKey) ?? new Set();
              const hidden =
                lines.length === 0 ? (hiddenFacts.get(listKey) ?? new Set()) : new Set([...seen].filter(fact => !facts.includes(fact)));
              const isNew = [...hidden].some(fact => !hiddenFacts.get(listKey)?.has(fact));
              hiddenFacts.set(listKey, hidden);
              if (isNew && index > 0) {
                expect(changes).toEqual([]);
                expect(untrusted).toContain(account);
                continue;
              }
              seenFacts.set(listKey, new Set([...seen, ...facts]));
              const keptFields = [...hidden].flatMap(fact => fieldsOfFact[fact] ?? []);
              // A reader of the changes knows what the provider shows, and of hidden fields what it showed last.
              const followed = [...follower.lines.values()].filter(line => line.account === account && line.kind === kind);
              expect(followed.map(line => line.id).sort()).toEqual(lines.map(line => line.id).sort());
              for (const line of followed) {
                const shown = lines.find(other => other.id === line.id);
                for (const field of comparedFields) {
                  const source = keptFields.includes(field) && before.has(toKey(line)) ? before.get(toKey(line)) : shown;
                  expect(toComparable(line[field]), `${toKey(line)} ${field}`).toEqual(toComparable(source?.[field]));
                }
              }
            }
          }
          for (const { change, account, kind, id } of record.changes)
            if (change === 'removed' && estate.has(toKey({ account, kind, id })))
              expect(emptied.get(`${account}/${kind}`), 'a false removal').toBeGreaterThanOrEqual(2);
        }
      }),
      runs,
    );
  }, 120_000);
});
