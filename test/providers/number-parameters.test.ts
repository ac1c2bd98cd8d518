// Parameters that are phone numbers: any notation finds what the providers of the sandbox store.
import { createListTool, type Input } from '@linekeeper/core';
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { createRegistry } from '../questions/harness.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { getOperation } from './harness.ts';

const sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
afterAll(() => sandbox.close());

/** The values of a field in the rows that the arguments find. */
async function findValues(name: string, field: string, input: Input): Promise<unknown[]> {
  const registry = createRegistry(sandbox.accounts);
  const deadline = { at: Date.now() + 10_000 };
  const { table, warnings } = await createListTool(getOperation(name)).run({ limit: 500, ...input }, { registry, deadline });
  expect(warnings.filter(warning => warning.includes('ignored'))).toEqual([]);
  return table.rows.map(row => row[field]);
}

/** The first stored number of a list. */
async function findStored(name: string, field: string): Promise<string> {
  const values = await findValues(name, field, {});
  return String(values.find(value => /^\+?\d{10,15}$/.test(String(value))));
}

/** Notations of a number of eleven digits that begins with 7. */
function writeRussian(number: string): string[] {
  const [, area, first, second, third] = /^7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(number) ?? [];
  return [
    number,
    `+7 (${area}) ${first}-${second}-${third}`,
    `8 (${area}) ${first}-${second}-${third}`,
    `8${area}${first}${second}${third}`,
    `${area} ${first} ${second} ${third}`,
    `\u202a+7\u2011${area}\u2011${first}\u2011${second}${third}\u202c`,
    `tel:+${number}`,
    `тел. 8 ${area} ${first} ${second} ${third} доб. 12`,
  ];
}

describe.each([
  ['callgear_list_virtual_numbers', 'virtual_phone_number', 'virtual_phone_number'],
  ['callgear_list_sip_lines', 'virtual_phone_number', 'virtual_phone_number'],
  ['exolve_list_numbers', 'search_filter', 'number_name'],
  ['exolve_list_sip_ids', 'clis_filter', 'cli'],
])('a number in any notation at %s', (name, parameter, field) => {
  it('finds what is stored', async () => {
    const number = await findStored(name, field);
    for (const notation of writeRussian(number)) {
      const found = await findValues(name, field, { [parameter]: notation });
      expect([notation, [...new Set(found)]]).toEqual([notation, [number]]);
    }
  });
});

it('a part of a number finds what begins with it', async () => {
  const number = await findStored('exolve_list_numbers', 'number_name');
  for (const notation of [`+7 ${number.slice(1, 4)}`, `8 (${number.slice(1, 4)})`])
    expect(await findValues('exolve_list_numbers', 'number_name', { search_filter: notation })).toContain(number);
});

it('numbers in a filter tree are those that are stored', async () => {
  const name = 'callgear_list_virtual_numbers';
  const field = 'virtual_phone_number';
  const [number, others] = [await findStored(name, field), await findValues(name, field, {})];
  const [, , notation = ''] = writeRussian(number);
  const find = (operator: string, value: unknown) => findValues(name, field, { filter: { field, operator, value } });
  expect(new Set(await find('=', notation))).toEqual(new Set([number]));
  expect(new Set(await find('in', [notation]))).toEqual(new Set([number]));
  expect(new Set(await find('like', notation.replace(/^8/, '%')))).toEqual(new Set([number]));
  expect(await find('like', notation.slice(0, 7).concat('%'))).toContain(number);
  expect(await find('!=', notation)).toEqual(others.filter(other => other !== number));
});

it('a user name in groups of digits finds the SIP ID, and another text stays as it is', async () => {
  const userName = await findStored('exolve_list_sip_ids', 'user_name');
  for (const notation of [userName, `+${userName}`, userName.replace(/(?=(?:\d{3})+$)/g, ' ').trim(), `sip:${userName}@sip.exolve.ru`])
    expect(await findValues('exolve_list_sip_ids', 'user_name', { username_filter: notation })).toEqual([userName]);
  expect(await findValues('exolve_list_sip_ids', 'user_name', { username_filter: 'x12' })).toEqual([]);
});

it('a number at Telecom X is found with and without its calling code', async () => {
  const number = await findStored('telecomx_list_numbers', '_id');
  const [, first, second, third, fourth] = /^\+45(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number) ?? [];
  for (const notation of [number, `${first} ${second} ${third} ${fourth}`, `0045 ${first}${second} ${third}${fourth}`, `tlf. ${number}`])
    expect([notation, await findValues('telecomx_list_numbers', '_id', { filter: notation })]).toEqual([notation, [number]]);
  const trunks = await findValues('telecomx_list_sip_accounts', 'numbers', { filter: `+45 ${first} ${second} ${third} ${fourth}` });
  expect(trunks.flat()).toContain(number);
});
