// Lines from facts: status, reasons and destinations, whatever provider states them.
import {
  buildLine,
  deriveStatus,
  type FactName,
  type FactReaders,
  factsByReason,
  factsByStatus,
  findHiddenField,
  hasCapability,
  lineStatuses,
  type Row,
  statusReasons,
} from '@linekeeper/core';
import { describe, expect, it } from 'vitest';

const readFlag = (name: string) => ({ fields: [name], read: (row: Row) => (typeof row[name] === 'boolean' ? row[name] : undefined) });
const readWord = (name: string) => ({ fields: [name], read: (row: Row) => (typeof row[name] === 'string' ? row[name] : undefined) });

const facts: FactReaders = {
  registered: readFlag('registered'),
  deactivated: readFlag('off'),
  quarantined: readFlag('quarantine'),
  blockedManually: readFlag('blocked'),
  usageBlock: readFlag('fraud'),
  unassigned: readFlag('free'),
};

describe('the status', () => {
  it.each<[Row, object]>([
    [{ registered: true }, { status: 'up', reasons: [] }],
    [{ registered: false }, { status: 'down', reasons: ['not_registered'] }],
    [{}, { status: 'unknown', reasons: ['not_reported'] }],
    [{ off: true }, { status: 'inactive', reasons: ['deactivated', 'not_reported'] }],
    [{ blocked: true }, { status: 'blocked', reasons: ['blocked_manually', 'not_reported'] }],
    [
      { registered: true, fraud: true },
      { status: 'up', reasons: ['usage_block'] },
    ],
    [
      { registered: false, off: true, blocked: true, quarantine: true, free: true },
      { status: 'inactive', reasons: ['not_registered', 'blocked_manually', 'deactivated', 'quarantined', 'unassigned'] },
    ],
  ])('of %j is %j', (row, expected) => {
    expect(deriveStatus(row, facts)).toEqual(expected);
  });

  it('of a number in service needs no registration', () => {
    const ofNumber = { inService: readFlag('live') };
    expect(deriveStatus({ live: true }, ofNumber)).toEqual({ status: 'up', reasons: [] });
    expect(deriveStatus({}, ofNumber)).toEqual({ status: 'unknown', reasons: ['not_reported'] });
  });

  it('without facts is unknown', () => {
    expect(deriveStatus({}, {})).toEqual({ status: 'unknown', reasons: ['not_reported'] });
  });
});

describe('a status and a reason', () => {
  const names: readonly FactName[] = [
    'registered',
    'inService',
    'blocked',
    'blockedManually',
    'blockedByLimit',
    'usageBlock',
    'deactivated',
    'available',
    'pendingActivation',
    'quarantined',
    'unassigned',
  ];
  const find = (name: FactName) => [true, false].map(value => deriveStatus({}, { [name]: { fields: [], read: () => value } }));

  it.each(names)('follow from the fact %s where the tables say so, and from no other one', name => {
    const derived = find(name);
    const statuses = new Set(derived.map(({ status }) => status));
    const reasons = new Set(derived.flatMap(one => one.reasons));
    for (const status of lineStatuses.filter(one => one !== 'unknown'))
      expect(factsByStatus[status]?.includes(name), status).toBe(statuses.has(status));
    for (const reason of statusReasons.filter(one => one !== 'not_reported'))
      expect(factsByReason[reason]?.includes(name), reason).toBe(reasons.has(reason));
  });
});

describe('a line', () => {
  const list = {
    provider: { name: 'acme' },
    kind: 'pager',
    facts: { redirection: readWord('to'), failover: readWord('else'), routedTo: { fields: ['menu'], read: () => ['Menu'] } },
    line: (row: Row) => ({ id: String(row.id), name: '' }),
  };

  it('leads to its redirection, its failover and what handles its calls', () => {
    const line = buildLine(list, 'north', { id: 7, to: '4570305050', else: '+4570305051@192.0.2.1' });
    expect(line).toEqual({
      account: 'north',
      provider: 'acme',
      kind: 'pager',
      id: '7',
      status: 'unknown',
      reasons: ['not_reported'],
      leads_to: ['+4570305050', '+4570305051@192.0.2.1', 'Menu'],
    });
    expect(Object.keys(line)).toEqual(['account', 'provider', 'kind', 'id', 'status', 'reasons', 'leads_to']);
  });

  it('is not made from a list without lines', () => {
    expect(() => buildLine({ provider: list.provider }, 'north', {})).toThrow('no lines');
  });
});

describe('a fact', () => {
  const fact = { fields: ['a|b', 'c'], read: () => undefined };

  it.each([
    [['a', 'c'], undefined],
    [['b', 'c', 'd'], undefined],
    [['c'], 'a'],
    [['b'], 'c'],
  ])('with the fields %j in the rows hides %s', (seen, hidden) => {
    expect(findHiddenField(fact, new Set(seen))).toBe(hidden);
  });

  it('gives its list a capability', () => {
    expect(hasCapability(facts, 'registration')).toBe(true);
    expect(hasCapability(facts, 'usage')).toBe(true);
    expect(hasCapability(facts, 'owner')).toBe(false);
  });
});
