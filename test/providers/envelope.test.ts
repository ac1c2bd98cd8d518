// What a list comes in: where the rows and the total are, and what is no list at all.
import type { Operation } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { operationOf, refusalOf, requestOf } from './harness.ts';

/** A body with these rows and this total, as each provider wraps them. */
const wraps: Record<string, (rows: unknown, total?: unknown) => unknown> = {
  callgear_list_sip_lines: (rows, total) => ({ jsonrpc: '2.0', id: 1, result: { metadata: { total_items: total }, data: rows } }),
  callgear_list_virtual_numbers: (rows, total) => ({ jsonrpc: '2.0', id: 1, result: { metadata: { total_items: total }, data: rows } }),
  telecomx_list_sip_accounts: (rows, total) => ({ offset: 0, limit: 25, total, sipAccounts: rows }),
  telecomx_list_sip_phones: (rows, total) => ({ offset: 0, limit: 25, total, sipPhones: rows }),
  exolve_list_sip_ids: rows => ({ sips: rows }),
};
const named = Object.keys(wraps).map(name => ({ name, operation: operationOf(name), wrap: wraps[name] ?? (() => undefined) }));
const counted = named.filter(({ name }) => name !== 'exolve_list_sip_ids');

describe.each(named)('the envelope of $name', ({ operation, wrap }) => {
  it('gives the rows as they are, whatever they are', () => {
    for (const rows of [[], [{ id: 1 }, null, 'text', [], 7]]) expect(operation.page(wrap(rows)).rows).toEqual(rows);
  });

  it('is malformed around anything but a list', () => {
    for (const rows of [{}, 'rows', 7, true]) expect(refusalOf(() => operation.page(wrap(rows)))).toMatchObject({ code: 'malformed' });
    for (const body of [[], [[]], 'text', 7, true, null, undefined]) {
      expect(refusalOf(() => operation.page(body))).toMatchObject({ code: 'malformed' });
    }
  });

  it('never breaks, whatever the body', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map(rows => wrap(rows, rows)),
        ),
        body => {
          const page = () => operation.page(body).rows;
          expect(isList(page) || refusalOf(page).code === 'malformed').toBe(true);
        },
      ),
    );
  });
});

describe('a list that is missing', () => {
  it.each(counted)('is malformed for $name', ({ operation, wrap }) => {
    for (const body of [{}, wrap(undefined), wrap(null), { result: [] }, { result: { metadata: {} } }, { sips: [] }]) {
      expect(refusalOf(() => operation.page(body))).toMatchObject({ code: 'malformed' });
    }
  });

  it('is an empty list for Exolve', () => {
    for (const body of [{}, { sips: null }, { total: 3 }]) expect(operationOf('exolve_list_sip_ids').page(body)).toEqual({ rows: [] });
  });
});

function isList(page: () => unknown): boolean {
  try {
    return Array.isArray(page());
  } catch {
    return false;
  }
}

describe.each(counted)('the total of $name', ({ operation, wrap }) => {
  const totalOf = (total: unknown) => operation.page(wrap([], total)).total;

  it.each([
    [0, 0],
    [45, 45],
    ['45', 45],
  ])('%j is %d', (total, count) => {
    expect(totalOf(total)).toBe(count);
  });

  it.each([undefined, null, '', 'many', '4e3', -1, 1.5, {}, [7], true, '99999999999999999999'])('%j is none', total => {
    expect(operation.page(wrap([], total))).not.toHaveProperty('total');
  });
});

describe('the total of a CallGear list', () => {
  it.each([undefined, null, [], 'text'])('is none beside the metadata %j', metadata => {
    const body = { result: { metadata, data: [] } };
    expect(operationOf('callgear_list_sip_lines').page(body)).toEqual({ rows: [] });
  });
});

describe('a request', () => {
  const places: readonly (readonly [string, string, string])[] = [
    ['callgear_list_sip_lines', 'POST', ''],
    ['callgear_list_virtual_numbers', 'POST', ''],
    ['telecomx_list_sip_accounts', 'GET', '/sip'],
    ['telecomx_list_sip_phones', 'GET', '/pbx/sipphone'],
    ['exolve_list_sip_ids', 'POST', '/number/customer/v1/GetSIPList'],
  ];

  it.each(places)('of %s is a %s to "%s", with the same words for the same question', (name, method, path) => {
    const operation = operationOf(name);
    expect(requestOf(operation, {})).toMatchObject({ method, path });
    expect(requestOf(operation, {})).toEqual(requestOf(operation, {}));
  });

  it.each(operations)('of $name asks for the place it is told, and leaves out what is absent', (operation: Operation) => {
    const request = operation.request({}, { offset: 70, limit: 30 });
    const sent: unknown = JSON.parse(JSON.stringify(request.query ?? request.body));
    const where = { offset: 70, limit: 30 };
    expect(sent).toEqual(request.path === '' ? { jsonrpc: '2.0', id: 1, method: expect.stringMatching(/^get\./), params: where } : where);
  });

  it('of a page is never larger than the provider gives', () => {
    const most: Record<string, number> = { telecomx_list_sip_accounts: 500, telecomx_list_sip_phones: 1_000, exolve_list_sip_ids: 100 };
    for (const { name, pageSize } of operations) expect(pageSize).toBeLessThanOrEqual(most[name] ?? 10_000);
  });

  it("of CallGear goes no further than the provider's largest offset", () => {
    for (const { name, lastOffset } of operations) expect(lastOffset).toBe(name.startsWith('callgear') ? 100_000 : undefined);
  });
});
