// The comparison of snapshots: what is a change, what is not, and when an account is not believed.
import type { Line } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { allFacts, createLine, describeChanges, failAccount, readAccount, takeSnapshots } from './readings.ts';

/** The changes in the last of two snapshots of one line. */
const compareLines = (before: Partial<Line>, after: Partial<Line>) =>
  describeChanges(takeSnapshots([[readAccount([createLine('1', before)])], [readAccount([createLine('1', after)])]]))[1];

describe('a change', () => {
  it.each([
    ['status', { status: 'up' }, { status: 'down', reasons: ['not_registered'] }, ['1 status status up → down']],
    [
      'a reason',
      { status: 'down', reasons: ['not_registered'] },
      { status: 'down', reasons: ['not_registered', 'usage_block'] },
      ['1 status reasons not_registered → not_registered,usage_block'],
    ],
    ["the provider's status", { provider_status: 'active' }, { provider_status: 'locked' }, ['1 status provider_status active → locked']],
    ['owner', { owner: 'Lars' }, { owner: 'Mette' }, ['1 owner owner Lars → Mette']],
    ['an owner who leaves', { owner: 'Lars', owner_id: '7' }, {}, ['1 owner owner Lars → –']],
    ['another person of the same name', { owner: 'Lars', owner_id: '7' }, { owner: 'Lars', owner_id: '8' }, ['1 owner owner_id 7 → 8']],
    ['numbers', { numbers: ['+451'] }, { numbers: ['+451', '+452'] }, ['1 number numbers +451 → +451,+452']],
    [
      'extension and caller id',
      { extension: '7' },
      { extension: '8', caller_id: '+451' },
      ['1 number extension 7 → 8', '1 number caller_id – → +451'],
    ],
    ['routing', { leads_to: ['Sales'] }, { leads_to: ['IT'] }, ['1 routing leads_to Sales → IT']],
    ['fee', { monthly_fee: 1, currency: 'EUR' }, { monthly_fee: 2, currency: 'USD' }, ['1 fee monthly_fee 1 → 2']],
    ['name and device', { name: 'A', device: 'X' }, { name: 'B', device: 'Y' }, ['1 name name A → B', '1 name device X → Y']],
  ] as const)('of %s is found', (_, before, after, expected) => {
    expect(compareLines(before, after)).toEqual(expected);
  });

  it.each([
    ['address', { ip: '192.0.2.1' }, { ip: '192.0.2.2' }],
    ['creation', { created_at: '2026-01-01' }, { created_at: '2026-01-02' }],
    ['the order of numbers', { numbers: ['+451', '+452'] }, { numbers: ['+452', '+451'] }],
    ['the order of reasons', { reasons: ['usage_block', 'unassigned'] }, { reasons: ['unassigned', 'usage_block'] }],
    ['an id beside the same owner', { owner: 'Lars' }, { owner: 'Lars', owner_id: '7' }],
  ] as const)('is not found where only %s differs', (_, before, after) => {
    expect(compareLines(before, after)).toEqual([]);
  });

  it('is found where a line came or went, and not at the first snapshot', () => {
    const [one, two, three] = [createLine('1'), createLine('2'), createLine('3')];
    const records = takeSnapshots([[readAccount([one, two])], [readAccount([three, two])], [readAccount([two, three])]]);
    expect(describeChanges(records)).toEqual([[], ['3 added', '1 removed'], []]);
    expect(records[1]?.lists[0]?.upserts.get('3')?.since).toBe(120_000);
  });

  it('keeps lines of two kinds with one id apart', () => {
    const phone = { kind: 'phone', lines: [createLine('1')], facts: allFacts };
    const trunk = { kind: 'trunk', lines: [createLine('1', { kind: 'trunk' })], facts: allFacts };
    const read = (...lists: (typeof phone)[]) => ({ account: 'a', outcome: 'complete' as const, lists });
    const down = { ...trunk, lines: [createLine('1', { kind: 'trunk', status: 'down' })] };
    const [, record] = takeSnapshots([[read(phone, trunk)], [read(down, phone)]]);
    expect(record?.changes).toMatchObject([{ kind: 'trunk', id: '1', change: 'status' }]);
  });

  it('is not found where a row comes twice, in either order', () => {
    const [first, second] = [createLine('1', { name: 'A' }), createLine('1', { name: 'B' })];
    expect(describeChanges(takeSnapshots([[readAccount([first, second])], [readAccount([second, first])]]))).toEqual([[], []]);
  });

  it('is later than the last snapshot, also where the clock was set back', () => {
    const [first, second] = takeSnapshots([[readAccount([createLine('1')])], [readAccount([createLine('1')])]]);
    expect(second?.at).toBeGreaterThan(first?.at ?? 0);
  });
});

describe('the status of a line', () => {
  it('has the time at which it was first seen, and unknown if it was so at the first snapshot', () => {
    const read = (status: 'up' | 'down', name?: string) => [
      readAccount([createLine('1', { status, ...(name !== undefined && { name }) })]),
    ];
    const records = takeSnapshots([read('down'), read('down', 'A'), read('up'), read('up', 'B')]);
    expect(records.map(({ lists }) => lists[0]?.upserts.get('1')?.since)).toEqual([undefined, undefined, 180_000, 180_000]);
  });

  it('keeps the times of its last seven changes', () => {
    const records = takeSnapshots(
      Array.from({ length: 12 }, (_, index) => [readAccount([createLine('1', { status: index % 2 === 0 ? 'up' : 'down' })])]),
    );
    expect(records.at(-1)?.lists[0]?.upserts.get('1')?.statusChanges).toEqual([6, 7, 8, 9, 10, 11, 12].map(minute => minute * 60_000));
  });
});

describe('an account', () => {
  const [one, two] = [createLine('1'), createLine('2', { owner: 'Lars' })];
  const both = [readAccount([one, two])];

  it.each(['failed', 'partial'] as const)('changes nothing while it %s, and its time is named', outcome => {
    const records = takeSnapshots([both, [failAccount(outcome)], [failAccount(outcome)], [readAccount([one])]]);
    expect(describeChanges(records)).toEqual([[], [], [], ['2 removed']]);
    expect(records.map(({ gaps }) => gaps.map(({ outcome, from, until, snapshots }) => ({ outcome, from, until, snapshots })))).toEqual([
      [],
      [{ outcome, from: 120_000, until: 120_000, snapshots: 1 }],
      [{ outcome, from: 120_000, until: 180_000, snapshots: 2 }],
      [],
    ]);
  });

  it('that is suddenly empty is believed the second time', () => {
    expect(describeChanges(takeSnapshots([both, [readAccount([])], both]))).toEqual([[], [], []]);
    const records = takeSnapshots([both, [readAccount([])], [failAccount()], [readAccount([])]]);
    expect(describeChanges(records)).toEqual([[], [], [], ['1 removed', '2 removed']]);
    expect(records[1]?.gaps).toMatchObject([{ outcome: 'held', reason: 'No phone came, of 2 before.' }]);
  });

  it('that was always empty is believed', () => {
    expect(describeChanges(takeSnapshots([[readAccount([])], [readAccount([])], [readAccount([one])]]))).toEqual([[], [], ['1 added']]);
  });

  it('that lacks a fact in every row changes nothing the first time, and nothing of that fact until it is seen again', () => {
    const withoutOwner = allFacts.filter(name => name !== 'owner');
    const hidden = (fields: Partial<Line> = {}) => [readAccount([createLine('1'), createLine('2', fields)], withoutOwner)];
    const records = takeSnapshots([
      both,
      hidden({ name: 'A' }),
      hidden({ name: 'A' }),
      hidden({ name: 'B' }),
      [readAccount([one, createLine('2', { name: 'B', owner: 'Ida' })])],
    ]);
    expect(describeChanges(records)).toEqual([[], [], ['2 name name – → A'], ['2 name name A → B'], ['2 owner owner Lars → Ida']]);
    expect(records[1]?.gaps).toMatchObject([{ outcome: 'held', reason: 'Every phone came without the fields behind owner, owner_id.' }]);
    expect(records[2]?.gaps).toEqual([]);
  });

  it('that is not believed and then fails has a gap of each, and so the other way round', () => {
    const records = takeSnapshots([both, [failAccount()], [readAccount([])], [failAccount('partial')], [failAccount()]]);
    const gaps = records.map(({ gaps: [gap] }) => gap && [gap.outcome, gap.from / 60_000, gap.snapshots]);
    expect(gaps).toEqual([undefined, ['failed', 2, 1], ['held', 3, 1], ['partial', 4, 1], ['failed', 4, 2]]);
    expect(records[2]?.gaps).toMatchObject([{ reason: 'No phone came, of 2 before.' }]);
  });

  it('that shows a fact for the first time changes nothing of it, and is compared from then on', () => {
    const hidden = (fields: Partial<Line> = {}) => readAccount([createLine('1', fields)], ['numbers']);
    const read = (fields: Partial<Line>) => readAccount([createLine('1', fields)]);
    const unknown = { status: 'unknown', reasons: ['not_reported'] } as const;
    const records = takeSnapshots([
      [hidden(unknown)],
      [read({ status: 'down', reasons: ['not_registered'], owner: 'Lars', name: 'A' })],
      [read({ status: 'up', owner: 'Ida', name: 'A' })],
    ]);
    expect(describeChanges(records)).toEqual([[], ['1 name name – → A'], ['1 status status down → up', '1 owner owner Lars → Ida']]);
    expect(records[1]?.lists[0]?.upserts.get('1')).toMatchObject({ since: undefined, statusChanges: undefined });
    expect(records[2]?.lists[0]?.upserts.get('1')).toMatchObject({ since: 180_000, statusChanges: [180_000] });
  });

  it('that shows one more fact of a field which it told before is compared', () => {
    const blocked = { status: 'blocked', reasons: ['usage_block'] } as const;
    const records = takeSnapshots([
      [readAccount([createLine('1')])],
      [readAccount([createLine('1', blocked)], [...allFacts, 'usageBlock'])],
    ]);
    expect(describeChanges(records)[1]).toEqual(['1 status status up → blocked']);
  });

  it('whose lines lose their last owner is believed at once', () => {
    expect(describeChanges(takeSnapshots([both, [readAccount([one, createLine('2')])]]))[1]).toEqual(['2 owner owner Lars → –']);
  });

  it('that is not asked any more keeps its lines', () => {
    expect(describeChanges(takeSnapshots([both, [], both]))).toEqual([[], [], []]);
  });
});
