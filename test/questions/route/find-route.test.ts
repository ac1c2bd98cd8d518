// The steps of a route: joined by ids, once each, and ended where no list tells more.
import { describe, expect, it } from 'vitest';
import { findRoute } from '../../../packages/questions/src/route/find-route.ts';
import type { Stage } from '../../../packages/questions/src/route/read-stages.ts';

const route = (...stages: Stage[]) =>
  findRoute('+4570305050', stages).steps.map(
    ({ depth, kind, name, ends }) => `${depth} ${kind} ${name ?? ''}${ends === undefined ? '' : ` [${ends}]`}`,
  );
const entry: Stage = { kind: 'number', entry: 'number', name: '+45…', numbers: ['+4570305050'], status: 'up', targets: [{ id: 'A' }] };

describe('a route', () => {
  it('goes from the number over its targets to the phones that name them', () => {
    const steps = route(
      { id: 'P', kind: 'sip_phone', name: 'Desk', memberOf: ['B'], status: 'down' },
      { id: 'B', kind: 'extension', name: 'Anna', status: 'unknown' },
      { id: 'A', kind: 'group', name: 'Sales', targets: [{ id: 'B' }] },
      entry,
    );
    expect(steps).toEqual(['0 number +45…', '1 group Sales', '2 extension Anna', '3 sip_phone Desk']);
  });

  it('ends where it comes back to a stage', () => {
    const steps = route(entry, { id: 'A', kind: 'router', targets: [{ id: 'B' }] }, { id: 'B', kind: 'router', targets: [{ id: 'A' }] });
    expect(steps).toEqual(['0 number +45…', '1 router ', '2 router ', '3 router  [already passed]']);
  });

  it('tells an id that no list has, and a number of another account', () => {
    const steps = route({ ...entry, targets: [{ id: 'A', name: 'Night' }, { number: '4540550101' }] });
    expect(steps).toEqual(['0 number +45…', '1 unknown Night [no list has it]', '1 number +4540550101 [outside of this account]']);
  });

  it('tells where nothing is behind a stage, and why no list tells more', () => {
    expect(route({ ...entry, targets: [] })).toEqual(['0 number +45… [nothing is behind it]']);
    expect(route(entry, { id: 'A', kind: 'queue', ends: 'its members are in no list' })).toEqual([
      '0 number +45…',
      '1 queue  [its members are in no list]',
    ]);
  });

  it('joins what several lists tell of one id', () => {
    const steps = route(
      entry,
      { id: 'A', kind: 'extension', name: 'Anna', status: 'unknown' },
      { id: 'A', kind: 'extension', targets: [{ id: 'P' }] },
      { id: 'P', kind: 'sip_phone', status: 'up' },
    );
    expect(steps).toEqual(['0 number +45…', '1 extension Anna', '2 sip_phone ']);
  });

  it('has at most sixty steps', () => {
    const members = Array.from(
      { length: 200 },
      (_, index): Stage => ({ id: `P${index}`, kind: 'sip_phone', status: 'up', memberOf: ['A'] }),
    );
    expect(route(entry, { id: 'A', kind: 'group' }, ...members)).toHaveLength(60);
    expect(findRoute('+4570305050', [entry, { id: 'A', kind: 'group' }, ...members]).isCut).toBe(true);
    expect(findRoute('+4570305050', [entry, { id: 'A', kind: 'group' }, ...members.slice(0, 58)])).toMatchObject({
      steps: { length: 60 },
      isCut: false,
    });
  });

  it('has at most sixty steps also where no list has them', () => {
    const targets = Array.from({ length: 2_000 }, (_, index) => ({ name: `Operation ${index}` }));
    expect(route(entry, { id: 'A', kind: 'scenario', targets })).toHaveLength(60);
  });

  it('is told once where a target is a number that several stages have', () => {
    const numbers = ['+4540550101'];
    const steps = route(
      { ...entry, targets: [{ number: '4540550101' }, { id: 'X' }] },
      { id: 'X', kind: 'extension', name: 'Anna', numbers, status: 'unknown', targets: [{ number: '4540550101' }] },
      { id: 'Y', kind: 'extension', name: 'Bo', numbers, status: 'unknown', targets: [{ number: '4540550101' }] },
    );
    expect(steps).toEqual([
      '0 number +45…',
      '1 extension Anna',
      '2 extension Anna [already passed]',
      '2 extension Bo',
      '3 extension Anna [already passed]',
      '3 extension Bo [already passed]',
      '1 extension Bo [already passed]',
    ]);
  });

  it('leaves out targets without a value', () => {
    expect(route({ ...entry, targets: [{ id: undefined }, { number: undefined }] })).toEqual(['0 number +45… [nothing is behind it]']);
  });
});
