// Response envelopes: where rows and total are, and which bodies are malformed.
import type { Operation } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { catchLinekeeperError, createRequest, getOperation } from './harness.ts';

/** Creates a response body with these rows and this total, by operation. */
const envelopes: Record<string, (rows: unknown, total?: unknown) => unknown> = {
  callgear_list_sip_lines: (rows, total) => ({ jsonrpc: '2.0', id: 1, result: { metadata: { total_items: total }, data: rows } }),
  callgear_list_virtual_numbers: (rows, total) => ({ jsonrpc: '2.0', id: 1, result: { metadata: { total_items: total }, data: rows } }),
  telecomx_list_sip_accounts: (rows, total) => ({ offset: 0, limit: 25, total, sipAccounts: rows }),
  telecomx_list_sip_phones: (rows, total) => ({ offset: 0, limit: 25, total, sipPhones: rows }),
  exolve_list_sip_ids: rows => ({ sips: rows }),
};
const cases = Object.keys(envelopes).map(name => ({
  name,
  operation: getOperation(name),
  createBody: envelopes[name] ?? (() => undefined),
}));
const casesWithTotal = cases.filter(({ name }) => name !== 'exolve_list_sip_ids');

describe.each(cases)('the envelope of $name', ({ operation, createBody }) => {
  it('returns the rows unchanged, whatever they are', () => {
    for (const rows of [[], [{ id: 1 }, null, 'text', [], 7]]) expect(operation.page(createBody(rows)).rows).toEqual(rows);
  });

  it('is malformed if the rows are not a list', () => {
    for (const rows of [{}, 'rows', 7, true])
      expect(catchLinekeeperError(() => operation.page(createBody(rows)))).toMatchObject({ code: 'malformed' });
    for (const body of [[], [[]], 'text', 7, true, null, undefined]) {
      expect(catchLinekeeperError(() => operation.page(body))).toMatchObject({ code: 'malformed' });
    }
  });

  it('throws only `malformed`, whatever the body', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.jsonValue().map(rows => createBody(rows, rows)),
        ),
        body => {
          const page = () => operation.page(body).rows;
          expect(isList(page) || catchLinekeeperError(page).code === 'malformed').toBe(true);
        },
      ),
    );
  });
});

describe('a missing list', () => {
  it.each(casesWithTotal)('is malformed for $name', ({ operation, createBody }) => {
    for (const body of [{}, createBody(undefined), createBody(null), { result: [] }, { result: { metadata: {} } }, { sips: [] }]) {
      expect(catchLinekeeperError(() => operation.page(body))).toMatchObject({ code: 'malformed' });
    }
  });

  it('is an empty list for Exolve', () => {
    for (const body of [{}, { sips: null }, { total: 3 }]) expect(getOperation('exolve_list_sip_ids').page(body)).toEqual({ rows: [] });
  });
});

function isList(page: () => unknown): boolean {
  try {
    return Array.isArray(page());
  } catch {
    return false;
  }
}

describe.each(casesWithTotal)('the total of $name', ({ operation, createBody }) => {
  const readTotal = (total: unknown) => operation.page(createBody([], total)).total;

  it.each([
    [0, 0],
    [45, 45],
    ['45', 45],
  ])('%j is %d', (total, count) => {
    expect(readTotal(total)).toBe(count);
  });

  it.each([undefined, null, '', 'many', '4e3', -1, 1.5, {}, [7], true, '99999999999999999999'])('%j is undefined', total => {
    expect(operation.page(createBody([], total))).not.toHaveProperty('total');
  });
});

describe('the total of a CallGear list', () => {
  it.each([undefined, null, [], 'text'])('is undefined with the metadata %j', metadata => {
    const body = { result: { metadata, data: [] } };
    expect(getOperation('callgear_list_sip_lines').page(body)).toEqual({ rows: [] });
  });
});

describe('a request', () => {
  const endpoints: readonly (readonly [string, string, string])[] = [
    ['callgear_list_sip_lines', 'POST', ''],
    ['callgear_list_virtual_numbers', 'POST', ''],
    ['telecomx_list_sip_accounts', 'GET', '/sip'],
    ['telecomx_list_sip_phones', 'GET', '/pbx/sipphone'],
    ['exolve_list_sip_ids', 'POST', '/number/customer/v1/GetSIPList'],
  ];

  it.each(endpoints)('of %s is a %s to "%s", and equal for equal arguments', (name, method, path) => {
    const operation = getOperation(name);
    expect(createRequest(operation, {})).toMatchObject({ method, path });
    expect(createRequest(operation, {})).toEqual(createRequest(operation, {}));
  });

  /** Arguments without which a list has no request. */
  const requiredInputs: Record<string, Record<string, string>> = { telecomx_list_changes: { customer: '1234567890ABCDEF12345678' } };

  /** Parameters that are sent whatever the arguments. */
  const constantParameters: Record<string, object> = {
    telecomx_list_numbers: { list: 'CUSTOMER_ALL' },
    telecomx_list_changes: { includeEmployees: true, version: 2, includeChanges: true, sortBy: 'when', orderBy: 'DESC' },
  };

  it.each(operations)('of $name has offset and limit, or the page, and omits absent arguments', (operation: Operation) => {
    const position = { offset: 60, limit: 30 };
    const request = operation.request(requiredInputs[operation.name] ?? {}, position);
    const sent = JSON.parse(JSON.stringify(request.query ?? request.body));
    if (operation.wholeList) return expect(sent).toEqual({});
    // The names of the page and its size are the provider's.
    if (operation.pageNumbers) return expect(Object.values(sent).sort()).toEqual([3, 30]);
    expect(sent).toEqual(
      request.path === ''
        ? { jsonrpc: '2.0', id: 1, method: expect.stringMatching(/^get\./), params: position }
        : { ...position, ...constantParameters[operation.name] },
    );
  });

  it('of a page is never larger than the provider allows', () => {
    const maxPageSizes: Record<string, number> = {
      telecomx_list_sip_accounts: 500,
      telecomx_list_sip_phones: 1_000,
      exolve_list_sip_ids: 100,
    };
    for (const { name, pageSize } of operations) expect(pageSize).toBeLessThanOrEqual(maxPageSizes[name] ?? 10_000);
  });

  it("of CallGear is limited to the provider's largest offset", () => {
    for (const { name, maxOffset } of operations) expect(maxOffset).toBe(name.startsWith('callgear') ? 100_000 : undefined);
  });
});
