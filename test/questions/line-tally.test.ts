// Lines that are counted while they are read: the groups, fees and numbers are those of all lines in the order of their lists.
import { buildLine, type Row } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import type { SourceItem } from '../../packages/questions/src/lines/source.ts';
import { PhoneNumberSet } from '../../packages/questions/src/packed/phone-number-set.ts';
import { noCostCenters } from '../../packages/questions/src/summary/cost-centers.ts';
import { joinTallies } from '../../packages/questions/src/summary/group-lines.ts';
import { type GroupProperty, LineTally } from '../../packages/questions/src/summary/line-tally.ts';

function toItems(listName: string, account: string, rows: readonly Row[]): SourceItem[] {
  const operation = operations.find(({ name }) => name === listName);
  if (operation === undefined) throw new Error(`no list ${listName}`);
  return rows.map(row => ({ line: buildLine(operation, account, row), row, operation }));
}

const getTrunks = (account: string, ...rows: Row[]) => toItems('telecomx_list_sip_accounts', account, rows);
const getSips = (...rows: Row[]) => toItems('exolve_list_sip_ids', 'kazan', rows);

/** Tallies lists, of which the last one comes first. */
function tally(by: readonly GroupProperty[], lists: readonly SourceItem[][], numbers = new PhoneNumberSet()): LineTally[] {
  const tallies = lists.map(() => new LineTally(by, numbers));
  for (const [index, items] of [...lists.entries()].reverse()) tallies[index]?.add(items);
  return tallies;
}

describe('the tally of lines', () => {
  it('has groups of one size in the order of the lists, whichever came first', () => {
    const lists = [getTrunks('copenhagen', { _id: '1', status: 'ON' }, { _id: '2', status: 'OFF' }), getSips({ sip_resource_id: '3' })];
    expect(joinTallies(tally(['kind', 'status'], lists), ['kind', 'status'], { prices: new Map(), costCenters: noCostCenters })).toEqual([
      { kind: 'sip_trunk', status: 'up', count: 1 },
      { kind: 'sip_trunk', status: 'down', count: 1 },
      { kind: 'sip_id', status: 'unknown', count: 1 },
    ]);
  });

  it('sums stated fees and those of products, with the currencies in the order of their lines', () => {
    const lists = [
      getTrunks('copenhagen', { _id: '1', ratePlan: 'A' }, { _id: '2', ratePlan: 'A' }, { _id: '3', ratePlan: 'unknown' }, { _id: '4' }),
      getSips({ sip_resource_id: '5', subscription_fee: 59.1 }, { sip_resource_id: '6', subscription_fee: 0.2 }),
      getTrunks('odense', { _id: '7', ratePlan: 'A' }),
    ];
    const prices = new Map([
      ['copenhagen', new Map([['A', { monthly_fee: 9.95, currency: 'DKK' }]])],
      ['odense', new Map([['A', { monthly_fee: 2, currency: 'EUR' }]])],
    ]);
    const facts = { prices, costCenters: noCostCenters };
    const tallies = tally(['account'], lists);
    expect(tallies.map(({ products }) => [...products])).toEqual([['A', 'unknown'], [], ['A']]);
    expect(joinTallies(tallies, ['account'], facts)).toEqual([
      { account: 'copenhagen', count: 4, monthly_fees: [{ currency: 'DKK', amount: 19.9, lines: 2 }] },
      { account: 'kazan', count: 2, monthly_fees: [{ currency: 'RUB', amount: 59.3, lines: 2 }] },
      { account: 'odense', count: 1, monthly_fees: [{ currency: 'EUR', amount: 2, lines: 1 }] },
    ]);
    expect(joinTallies(tally([], lists), [], facts)).toEqual([
      {
        count: 7,
        monthly_fees: [
          { currency: 'DKK', amount: 19.9, lines: 2 },
          { currency: 'RUB', amount: 59.3, lines: 2 },
          { currency: 'EUR', amount: 2, lines: 1 },
        ],
      },
    ]);
  });

  it('counts a number once, on however many lines it is', () => {
    const numbers = new PhoneNumberSet();
    const trunk = (id: string, ...held: string[]) => ({ _id: id, numbers: held });
    tally(['kind'], [getTrunks('a', trunk('1', '+4570305050', '+4570305051')), getTrunks('b', trunk('2', '4570305050'))], numbers);
    expect(numbers.size).toBe(2);
  });

  it('keeps numbers apart that are not E.164, and those of 15 digits', () => {
    const numbers = new PhoneNumberSet();
    for (const number of ['+999999999999998', '+999999999999999', '+4570', '4570', '+04570305050', '+4570']) numbers.add(number);
    expect(numbers.size).toBe(5);
  });
});
