// CallGear's shortcuts and sort order: arguments, and the params that are sent.
import { createListTool, type Operation, readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { catchLinekeeperError, getOperation, getRpcParam, sipLines, virtualNumbers } from './harness.ts';
import { filterableFields } from './sample-pages.ts';

const getFilter = (operation: Operation, input: Record<string, unknown>) => getRpcParam(operation, input, 'filter');
const getSort = (operation: Operation, sort: readonly string[]) => getRpcParam(operation, { sort }, 'sort');

/** The error that invalid arguments get before anything is sent. */
function rejectArguments(operation: Operation, input: unknown) {
  const accounts = readAccounts({ CALLGEAR_ACCESS_TOKEN: 'fixture-key-0001' }, providers);
  const getConnection = () => {
    throw new Error('the arguments were accepted');
  };
  const clock = { now: () => 0, setTimer: () => () => {} };
  return catchLinekeeperError(() => createListTool(operation).open(input, { accounts, getConnection, clock, digest: text => text }));
}

describe('shortcuts', () => {
  it.each(Object.keys(filterableFields))('of %s exist for every scalar field that may be filtered', name => {
    const expected = Object.entries(filterableFields[name] ?? {}).flatMap(([field, { type, deprecated }]) => {
      if (type === 'list' || deprecated) return [];
      return type === 'date' ? [`${field}_from`, `${field}_to`] : [field];
    });
    const shortcuts = Object.keys(getOperation(name).input().shape).filter(key => !['user_id', 'filter', 'sort'].includes(key));
    expect(shortcuts.sort()).toEqual(expected.sort());
  });

  it.each([
    '+7 (495) 000-00-01',
    '7 495 000 00 01',
    '74950000001',
    '+7.495.000.00.01',
    '7-495-000-00-01',
    '\u202a+7\u2011495\u2011000\u201100\u201101\u202c',
    'tel:+74950000001',
    '+7 495 000-00-01 доб. 12',
    '٧٤٩٥٠٠٠٠٠٠١',
  ])('read the number %s as its digits', text => {
    const filter = { field: 'virtual_phone_number', operator: '=', value: '74950000001' };
    expect(getFilter(sipLines, { virtual_phone_number: text })).toEqual(filter);
  });

  it.each(['CALL-ME', '+', '7495000000x', '74950000001, 74950000002'])('reject the number %s', text => {
    const error = catchLinekeeperError(() => getFilter(virtualNumbers, { redirection_phone_number: text }));
    expect(error).toMatchObject({ code: 'input', details: { field: 'redirection_phone_number' } });
  });

  it("send a line's short number unchanged", () => {
    expect(getFilter(sipLines, { phone_number: '0123456' })).toEqual({ field: 'phone_number', operator: '=', value: '0123456' });
  });

  it.each(['name', 'comment'])('match a part of the %s', field => {
    expect(getFilter(virtualNumbers, { [field]: 'Ночь' })).toEqual({ field, operator: 'like', value: '%Ночь%' });
  });

  it('send null for lines without an employee', () => {
    expect(getFilter(sipLines, { employee_id: 'none' })).toEqual({ field: 'employee_id', operator: '=', value: null });
    expect(getFilter(sipLines, { employee_id: 0 })).toEqual({ field: 'employee_id', operator: '=', value: 0 });
  });

  it.each([
    ['2024-02-29', '2024-02-29 00:00:00', '2024-02-29 23:59:59'],
    ['2024-02-29 08:30', '2024-02-29 08:30:00', '2024-02-29 08:30:59'],
    ['2024-02-29T08:30:07', '2024-02-29 08:30:07', '2024-02-29 08:30:07'],
  ])('read the date %s from its first second to its last', (text, first, last) => {
    const bound = (operator: string, value: string) => ({ field: 'activation_date', operator, value });
    expect(getFilter(virtualNumbers, { activation_date_from: text })).toEqual(bound('>=', first));
    expect(getFilter(virtualNumbers, { activation_date_to: text })).toEqual(bound('<=', last));
  });

  it.each(['2023-02-29', '2024-13-01', '29.02.2024', '2024-02-29T25:00', '2024-02-29 24:00:00', '2024-02-29Z', 'today'])(
    'reject the date "%s"',
    text => {
      expect(rejectArguments(virtualNumbers, { activation_date_to: text })).toMatchObject({
        code: 'input',
        details: { field: 'activation_date_to' },
      });
    },
  );

  it.each([
    [{ status: 'Activ' }, 'status', 'active'],
    [{ employee_id: 'unknown' }, 'employee_id', '"employee_id" must be a whole number, or none, not "unknown".'],
    [{ employee_id: 1.5 }, 'employee_id', 'string'],
    [{ id: 'seven' }, 'id', 'number'],
    [{ user_id: 0 }, 'user_id', 'number'],
    [{ phone_number: true }, 'phone_number', 'string'],
    [{ physical_state: 'Зарегистрирован' }, 'physical_state', 'Not registered'],
    [{ employee_name: 'Ivan' }, 'employee_name', 'employee_full_name'],
    [{ access_token: 'x' }, 'access_token', 'Valid'],
    [{ password: 'x' }, 'password', 'Valid'],
    [{ filter: 'status' }, 'filter', 'object'],
    [{ sort: { status: 1 } }, 'sort', 'array'],
    [{ limit: 501 }, 'limit', '500'],
    [{ limit: -1 }, 'limit', '0'],
    [{ offset: 100_001 }, 'offset', '100000'],
    [{ fields: { id: 1 } }, 'fields', 'array'],
  ])('and other arguments reject %j, with what would be valid', (input, field, word) => {
    const error = rejectArguments(sipLines, input);
    expect([error.code, error.details.field]).toEqual(['input', field]);
    expect(error.message).toContain(word);
  });
});

describe('both spellings of a state', () => {
  const rejection = catchLinekeeperError(() => getFilter(sipLines, { filter: { operator: '=' } }));

  it.each([
    ['Registered', 'Зарегистрирован'],
    ['Not registered', 'Не зарегистрирован'],
  ])('%s is sent in two languages, then in Russian alone, then in English alone', (english, russian) => {
    const input = { physical_state: english, user_id: 17, sort: ['status'] };
    expect(getFilter(sipLines, input)).toEqual({ field: 'physical_state', operator: 'in', value: [russian, english] });
    const first = sipLines.fallbackInput?.(input, rejection) ?? {};
    expect(getFilter(sipLines, first)).toEqual({ field: 'physical_state', operator: '=', value: russian });
    const fallback = sipLines.fallbackInput?.(first, rejection) ?? {};
    expect(getFilter(sipLines, fallback)).toEqual({ field: 'physical_state', operator: '=', value: english });
    expect(getRpcParam(sipLines, fallback, 'user_id')).toBe(17);
    expect(getRpcParam(sipLines, fallback, 'sort')).toEqual([{ field: 'status', order: 'asc' }]);
  });

  it('keep the other arguments', () => {
    const filter = { field: 'id', operator: '>', value: 3 };
    const first = sipLines.fallbackInput?.({ physical_state: 'Registered', status: 'active', filter }, rejection) ?? {};
    const fallback = sipLines.fallbackInput?.(first, rejection) ?? {};
    const state = { field: 'physical_state', operator: '=', value: 'Registered' };
    expect(JSON.stringify(getFilter(sipLines, fallback))).toContain(JSON.stringify(filter));
    expect(JSON.stringify(getFilter(sipLines, fallback))).toContain(JSON.stringify(state));
    expect(JSON.stringify(getFilter(sipLines, fallback))).toContain(JSON.stringify({ field: 'status', operator: '=', value: 'active' }));
  });

  it('have a fallback for each, and only if they were sent', () => {
    const first = sipLines.fallbackInput?.({ physical_state: 'Registered' }, rejection) ?? {};
    const fallback = sipLines.fallbackInput?.(first, rejection) ?? {};
    expect(sipLines.fallbackInput?.(fallback, rejection)).toBeUndefined();
    expect(sipLines.fallbackInput?.({ status: 'active' }, rejection)).toBeUndefined();
    expect(virtualNumbers.fallbackInput?.({ status: 'active' }, rejection)).toBeUndefined();
  });
});

describe('the sort order', () => {
  it('treats a secret field like an unknown one', () => {
    expect(() => getSort(sipLines, ['password'])).toThrow('Unknown field "password"');
  });

  it.each(Object.keys(filterableFields))('of %s accepts the fields that are documented as sortable, in both directions', name => {
    const operation = getOperation(name);
    for (const [field, { sort }] of Object.entries(filterableFields[name] ?? {})) {
      if (sort)
        expect(getSort(operation, [`-${field}`, field])).toEqual([
          { field, order: 'desc' },
          { field, order: 'asc' },
        ]);
      else expect(catchLinekeeperError(() => getSort(operation, [field]))).toMatchObject({ code: 'input', details: { field: 'sort' } });
    }
  });

  it.each([
    ['statsu', 'status'],
    ['--status', 'status'],
    ['-', 'Valid'],
    ['__proto__', 'Valid'],
    ['dial_time', 'employee_id'],
  ])('rejects %s, with what would be valid', (name, word) => {
    const error = catchLinekeeperError(() => getSort(sipLines, ['status', name]));
    expect(error).toMatchObject({ code: 'input', details: { field: 'sort' } });
    expect(error.message).toContain(word);
  });
});
