// CallGear's shortcuts and sort order: what a caller writes, and what goes over the wire.
import { listTool, type Operation, readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { operationOf, paramOf, refusalOf, sipLines, virtualNumbers } from './harness.ts';
import { filterable } from './sample-pages.ts';

const filterOf = (operation: Operation, input: Record<string, unknown>) => paramOf(operation, input, 'filter');
const sortOf = (operation: Operation, sort: readonly string[]) => paramOf(operation, { sort }, 'sort');

/** The error that arguments get before anything is sent. */
function refused(operation: Operation, input: unknown) {
  const accounts = readAccounts({ CALLGEAR_ACCESS_TOKEN: 'fixture-key-0001' }, providers);
  const connection = () => {
    throw new Error('the arguments were accepted');
  };
  const clock = { now: () => 0, after: () => () => {} };
  return refusalOf(() => listTool(operation).open(input, { accounts, connection, clock, digest: text => text }));
}

describe('shortcuts', () => {
  it.each(Object.keys(filterable))('of %s are there for every scalar field that may be filtered', name => {
    const expected = Object.entries(filterable[name] ?? {}).flatMap(([field, { type }]) => {
      if (type === 'list') return [];
      return type === 'date' ? [`${field}_from`, `${field}_to`] : [field];
    });
    const own = Object.keys(operationOf(name).input().shape).filter(key => !['user_id', 'filter', 'sort'].includes(key));
    expect(own.sort()).toEqual(expected.sort());
  });

  it.each(['+7 (495) 000-00-01', '7 495 000 00 01', '74950000001', '+7.495.000.00.01', '7-495-000-00-01'])(
    'read the number %s as its digits',
    text => {
      const filter = { field: 'virtual_phone_number', operator: '=', value: '74950000001' };
      expect(filterOf(sipLines, { virtual_phone_number: text })).toEqual(filter);
    },
  );

  it.each(['CALL-ME', '+', '7495000000x', '٧٤٩٥'])('refuse the number %s', text => {
    const error = refusalOf(() => filterOf(virtualNumbers, { redirection_phone_number: text }));
    expect(error).toMatchObject({ code: 'input', details: { field: 'redirection_phone_number' } });
  });

  it("keep a line's own short number as it is written", () => {
    expect(filterOf(sipLines, { phone_number: '0123456' })).toEqual({ field: 'phone_number', operator: '=', value: '0123456' });
  });

  it.each(['name', 'comment'])('match a part of the %s', field => {
    expect(filterOf(virtualNumbers, { [field]: 'Ночь' })).toEqual({ field, operator: 'like', value: '%Ночь%' });
  });

  it('ask for lines without an employee with null', () => {
    expect(filterOf(sipLines, { employee_id: 'none' })).toEqual({ field: 'employee_id', operator: '=', value: null });
    expect(filterOf(sipLines, { employee_id: 0 })).toEqual({ field: 'employee_id', operator: '=', value: 0 });
  });

  it.each([
    ['2024-02-29', '2024-02-29 00:00:00', '2024-02-29 23:59:59'],
    ['2024-02-29 08:30', '2024-02-29 08:30:00', '2024-02-29 08:30:59'],
    ['2024-02-29T08:30:07', '2024-02-29 08:30:07', '2024-02-29 08:30:07'],
  ])('read the date %s from its first second to its last', (text, first, last) => {
    const bound = (operator: string, value: string) => ({ field: 'activation_date', operator, value });
    expect(filterOf(virtualNumbers, { activation_date_from: text })).toEqual(bound('>=', first));
    expect(filterOf(virtualNumbers, { activation_date_to: text })).toEqual(bound('<=', last));
  });

  it.each(['2023-02-29', '2024-13-01', '29.02.2024', '2024-02-29T25:00', '2024-02-29 24:00:00', '2024-02-29Z', '', 'today'])(
    'refuse the date "%s"',
    text => {
      expect(refused(virtualNumbers, { activation_date_to: text })).toMatchObject({
        code: 'input',
        details: { field: 'activation_date_to' },
      });
    },
  );

  it.each([
    [{ status: 'Active' }, 'status', 'inactive'],
    [{ employee_id: 'nobody' }, 'employee_id', '"employee_id" must be a whole number, or none, not "nobody".'],
    [{ employee_id: 1.5 }, 'employee_id', 'number'],
    [{ id: '7' }, 'id', 'number'],
    [{ user_id: 0 }, 'user_id', 'number'],
    [{ phone_number: '' }, 'phone_number', 'text'],
    [{ physical_state: 'Зарегистрирован' }, 'physical_state', 'Not registered'],
    [{ employee_name: 'Ivan' }, 'employee_name', 'employee_full_name'],
    [{ access_token: 'x' }, 'access_token', 'Valid'],
    [{ password: 'x' }, 'password', 'Valid'],
    [{ filter: 'status' }, 'filter', 'object'],
    [{ sort: 'status' }, 'sort', 'list'],
    [{ sort: [] }, 'sort', 'list'],
    [{ limit: 501 }, 'limit', '500'],
    [{ limit: 0 }, 'limit', '1'],
    [{ offset: 100_001 }, 'offset', '100000'],
    [{ fields: [] }, 'fields', 'list'],
  ])('and other arguments refuse %j, and say what would do', (input, field, word) => {
    const error = refused(sipLines, input);
    expect([error.code, error.details.field]).toEqual(['input', field]);
    expect(error.message).toContain(word);
  });
});

describe('both spellings of a state', () => {
  const refusal = refusalOf(() => filterOf(sipLines, { filter: {} }));

  it.each([
    ['Registered', 'Зарегистрирован'],
    ['Not registered', 'Не зарегистрирован'],
  ])('%s is asked for in two languages, then in English alone', (english, russian) => {
    const input = { physical_state: english, user_id: 17, sort: ['status'] };
    expect(filterOf(sipLines, input)).toEqual({ field: 'physical_state', operator: 'in', value: [english, russian] });
    const narrowed = sipLines.otherwise?.(input, refusal) ?? {};
    expect(filterOf(sipLines, narrowed)).toEqual({ field: 'physical_state', operator: '=', value: english });
    expect(paramOf(sipLines, narrowed, 'user_id')).toBe(17);
    expect(paramOf(sipLines, narrowed, 'sort')).toEqual([{ field: 'status', order: 'asc' }]);
  });

  it('keep what else was asked for', () => {
    const filter = { field: 'id', operator: '>', value: 3 };
    const narrowed = sipLines.otherwise?.({ physical_state: 'Registered', status: 'active', filter }, refusal) ?? {};
    const state = { field: 'physical_state', operator: '=', value: 'Registered' };
    expect(JSON.stringify(filterOf(sipLines, narrowed))).toContain(JSON.stringify(filter));
    expect(JSON.stringify(filterOf(sipLines, narrowed))).toContain(JSON.stringify(state));
    expect(JSON.stringify(filterOf(sipLines, narrowed))).toContain(JSON.stringify({ field: 'status', operator: '=', value: 'active' }));
  });

  it('are narrowed once, and only where they were asked for', () => {
    const once = sipLines.otherwise?.({ physical_state: 'Registered' }, refusal) ?? {};
    expect(sipLines.otherwise?.(once, refusal)).toBeUndefined();
    expect(sipLines.otherwise?.({ status: 'active' }, refusal)).toBeUndefined();
    expect(virtualNumbers.otherwise?.({ status: 'active' }, refusal)).toBeUndefined();
  });
});

describe('the sort order', () => {
  it.each(Object.keys(filterable))('of %s takes the fields that the page sorts, in both directions', name => {
    const operation = operationOf(name);
    for (const [field, { sort }] of Object.entries(filterable[name] ?? {})) {
      if (sort)
        expect(sortOf(operation, [`-${field}`, field])).toEqual([
          { field, order: 'desc' },
          { field, order: 'asc' },
        ]);
      else expect(refusalOf(() => sortOf(operation, [field]))).toMatchObject({ code: 'input', details: { field: 'sort' } });
    }
  });

  it.each([
    ['statsu', 'status'],
    ['--status', 'status'],
    ['-', 'Valid'],
    ['__proto__', 'Valid'],
    ['dial_time', 'employee_id'],
  ])('refuses %s, and says what would do', (name, word) => {
    const error = refusalOf(() => sortOf(sipLines, ['status', name]));
    expect(error).toMatchObject({ code: 'input', details: { field: 'sort' } });
    expect(error.message).toContain(word);
  });
});
