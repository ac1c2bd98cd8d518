// Dead ends: numbers from which no way of a call arrives, compared with a search that tries every way of random graphs.
import type { Line, LineStatus } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { PackedLines } from '../../../packages/questions/src/packed/packed-lines.ts';
import { JoinedStages, PackedStages } from '../../../packages/questions/src/packed/packed-stages.ts';
import { DeadEnds } from '../../../packages/questions/src/route/dead-ends.ts';
import type { Stage } from '../../../packages/questions/src/route/read-stages.ts';
import { RouteGraph } from '../../../packages/questions/src/route/route-graph.ts';
import fc from '../../random.ts';

const number = '+4570305050';
const isDeadEnd = (...stages: Stage[]) => new DeadEnds(new RouteGraph(stages)).has(number);
const entry: Stage = { id: 'N', kind: 'number', entry: 'number', numbers: [number], status: 'up', targets: [{ id: 'A' }] };
const phone = (id: string, status: LineStatus, ...memberOf: string[]): Stage => ({ id, kind: 'sip_phone', status, memberOf });
const group: Stage = { id: 'A', kind: 'group' };

describe('a number', () => {
  it.each<[string, Stage[]]>([
    ['a line that is down', [entry, { id: 'A', kind: 'sip_trunk', entry: 'trunk', status: 'down' }]],
    ['a line that is blocked', [entry, { id: 'A', kind: 'mobile', status: 'blocked' }]],
    ['a group without people', [entry, group]],
    ['a group whose phones are all out of service', [entry, group, phone('P', 'down', 'A'), phone('Q', 'inactive', 'A')]],
    ['an extension without a phone', [entry, { id: 'A', kind: 'extension', status: 'unknown' }]],
    ['an id that no list has', [entry]],
    ['itself', [{ ...entry, targets: [{ id: 'N' }] }]],
    ['a circle', [entry, { id: 'A', kind: 'router', targets: [{ id: 'B' }] }, { id: 'B', kind: 'router', targets: [{ id: 'A' }] }]],
    ['itself', [{ ...entry, targets: [{ id: 'N' }] }]],
    [
      'a trunk that is down, before a phone that is up',
      [
        entry,
        { id: 'A', kind: 'sip_trunk', entry: 'trunk', numbers: [number], status: 'down' },
        { id: 'E', kind: 'extension', numbers: [number], status: 'unknown' },
        phone('P', 'up', 'E'),
      ],
    ],
  ])('that leads to %s is a dead end', (_, stages) => {
    expect(isDeadEnd(...stages)).toBe(true);
  });

  it.each<[string, Stage[]]>([
    ['one phone of many that is up', [entry, group, phone('P', 'down', 'A'), phone('Q', 'up', 'A')]],
    ['a phone whose state is not reported', [entry, group, phone('P', 'unknown', 'A')]],
    ['a number of another account', [{ ...entry, targets: [{ id: 'B' }, { number: '4540550101' }] }]],
    ['something that no list follows', [entry, { id: 'A', kind: 'queue', ends: 'its members are in no list' }]],
    ['an id that the number names', [{ ...entry, targets: [{ id: 'B', name: 'Night' }] }]],
    ['an operation of which only the name is known', [{ ...entry, targets: [{ name: 'Menu' }] }]],
    [
      'the phone of an extension, over the trunk of the hosted PBX',
      [
        { ...entry, targets: [{ id: 'T' }] },
        { id: 'T', kind: 'sip_trunk', entry: 'trunk', numbers: [number], status: 'unknown' },
        { id: 'E', kind: 'extension', numbers: [number], status: 'unknown' },
        phone('P', 'up', 'E'),
      ],
    ],
    [
      'one of two trunks',
      [
        entry,
        { id: 'A', kind: 'sip_trunk', entry: 'trunk', numbers: [number], status: 'down' },
        { id: 'B', kind: 'sip_trunk', entry: 'trunk', numbers: [number], status: 'up' },
      ],
    ],
  ])('that leads to %s can be reached', (_, stages) => {
    expect(isDeadEnd(...stages)).toBe(false);
  });

  it('that no stage has leads nowhere that could be examined', () => {
    expect(isDeadEnd(phone('P', 'down'))).toBe(false);
  });
});

/** A random node: what it is, the indexes of the nodes behind it (one beyond the last is gone), its numbers, and those that it dials. */
const node = fc.record({
  role: fc.constantFrom('group', 'up', 'down', 'blocked', 'unknown', 'queue', 'extension'),
  next: fc.array(fc.nat(9), { maxLength: 3 }),
  members: fc.array(fc.nat(9), { maxLength: 2 }),
  leaves: fc.boolean(),
  numbers: fc.array(fc.nat(2), { maxLength: 2 }),
  dials: fc.array(fc.nat(2), { maxLength: 1 }),
});
type Node = typeof node extends fc.Arbitrary<infer Value> ? Value : never;

const toNumber = (last: number) => `+454055020${last}`;

const lineRoles = ['up', 'down', 'blocked', 'unknown'];

/** The same graph as stages: half of the edges are told by the node behind. */
function toStages(nodes: readonly Node[]): Stage[] {
  const stages = nodes.map(({ role, next, leaves, numbers, dials }, index): Stage => {
    const targets = [
      ...next.map(id => ({ id: `S${id}` })),
      ...dials.map(last => ({ number: toNumber(last) })),
      ...(leaves && next.length > 0 ? [{ number: '+4540550101' }] : []),
    ];
    const memberOf = nodes.flatMap(({ members }, other) => (members.includes(index) ? [`S${other}`] : []));
    const own = { id: `S${index}`, targets, memberOf, numbers: numbers.map(toNumber) };
    if (role === 'queue') return { ...own, kind: 'queue', ends: 'unknown' };
    // The roles of lines are statuses.
    if (lineRoles.includes(role)) return { ...own, kind: 'sip_phone', status: role as LineStatus };
    return { ...own, kind: role, ...(role === 'extension' && { status: 'unknown' }) };
  });
  return [...stages, { id: 'N', kind: 'number', entry: 'number', numbers: [number], status: 'up', targets: [{ id: 'S0' }] }];
}

/** Tries every way from a node, without remembering anything but the way itself. */
function arrives(nodes: readonly Node[], index: number, way: readonly number[] = []): boolean {
  const one = nodes[index];
  if (one === undefined || way.includes(index) || one.role === 'down' || one.role === 'blocked') return false;
  const dialed = one.dials.map(last => [...nodes.keys()].filter(other => nodes[other]?.numbers.includes(last)));
  const behind = [...one.next, ...one.members.filter(member => nodes[member] !== undefined), ...dialed.flat()];
  if (one.role === 'queue' || (one.leaves && one.next.length > 0) || dialed.some(({ length }) => length === 0)) return true;
  if (behind.length === 0) return one.role === 'up' || one.role === 'unknown';
  return behind.some(next => arrives(nodes, next, [...way, index]));
}

/** The same stages in two packed lists. */
function pack(stages: readonly Stage[]): JoinedStages {
  const lines = new PackedLines();
  const lists = [new PackedStages(lines), new PackedStages(lines)];
  for (const [index, stage] of stages.entries()) {
    const line: Line = { account: 'north', provider: 'telecomx', kind: stage.kind, status: stage.status ?? 'unknown', id: `${index}` };
    lists[index < stages.length / 2 ? 0 : 1]?.add({ stage, line: lines.add(line), isLine: true }, line);
  }
  return new JoinedStages(lists);
}

describe('a random graph', () => {
  it('has the dead ends that trying every way finds', () => {
    let deadEnds = 0;
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 8 }), nodes => {
        const isDead = !arrives(nodes, 0);
        if (isDead) deadEnds++;
        expect(new DeadEnds(new RouteGraph(toStages(nodes))).has(number)).toBe(isDead);
        expect(new DeadEnds(new RouteGraph(pack(toStages(nodes)))).has(number)).toBe(isDead);
      }),
      { numRuns: 500 },
    );
    expect(deadEnds).toBeGreaterThan(20);
  });

  it('of ten thousand stages in a row is followed to its end', () => {
    const row = Array.from(
      { length: 10_000 },
      (_, index): Stage => ({ id: `S${index}`, kind: 'router', targets: [{ id: `S${index + 1}` }] }),
    );
    const first: Stage = { ...entry, targets: [{ id: 'S0' }] };
    expect(isDeadEnd(first, ...row)).toBe(true);
    expect(isDeadEnd(first, ...row, phone('S10000', 'up'))).toBe(false);
  });

  it('of ten thousand stages that lead to the number of all of them is a circle', () => {
    const circle = Array.from({ length: 10_000 }, (_, index): Stage => ({ ...entry, id: `N${index}`, targets: [{ number }] }));
    const others = circle.map((stage): Stage => ({ ...stage, id: `T${stage.id}`, kind: 'sip_trunk', entry: 'trunk' }));
    expect(isDeadEnd(...circle, ...others)).toBe(true);
    expect(isDeadEnd(...circle, ...others, phone('P', 'up', 'N9999'))).toBe(false);
    expect(
      isDeadEnd({ ...entry, targets: [{ number: '+4540550101' }] }, ...circle.map(one => ({ ...one, numbers: ['+4540550101'] }))),
    ).toBe(true);
  });

  it('of a trunk with a hundred thousand numbers is searched in time for each of them', () => {
    const numbers = Array.from({ length: 100_000 }, (_, index) => `+4570${100_000 + index}`);
    const groups = Array.from({ length: 100_000 }, (_, index) => `G${index}`);
    const stages: Stage[] = [
      { id: 'T', kind: 'sip_trunk', entry: 'trunk', numbers, status: 'down' },
      ...groups.map((id): Stage => ({ id, kind: 'group' })),
      { id: 'P', kind: 'sip_phone', status: 'up', memberOf: groups },
    ];
    const deadEnds = new DeadEnds(new RouteGraph(stages));
    expect(numbers.filter(one => !deadEnds.has(one))).toEqual([]);
  });

  it('is joined of twenty thousand repetitions of one id', () => {
    const repetitions = Array.from({ length: 20_000 }, (_, index): Stage => ({ id: 'A', kind: 'group', targets: [{ id: `P${index}` }] }));
    expect(isDeadEnd(entry, ...repetitions)).toBe(true);
    expect(isDeadEnd(entry, ...repetitions, phone('P19999', 'up'))).toBe(false);
  });
});
