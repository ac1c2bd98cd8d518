// The company's data: sizes, determinism, valid numbers, unique ids, documentation addresses.
import { createRequire } from 'node:module';
import { buildCompany } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';

const company = buildCompany();
const { copenhagen, moscow, kazan } = company;

interface NumberLibrary {
  parsePhoneNumber(text: string): { isValid(): boolean; country?: string };
}

/** The phone number library is a dependency of another package, so it is resolved from there. */
const requireFromCore = createRequire(new URL('../../packages/core/package.json', import.meta.url));
// `require` is untyped; the interface declares what the tests use.
const { parsePhoneNumber } = requireFromCore('libphonenumber-js/max') as NumberLibrary;

const trunkNumbers = copenhagen.trunks.flatMap(({ numbers }) => numbers);
const virtual = moscow.virtualNumbers.map(number => `+${number.virtual_phone_number}`);
const owned = kazan.numbers.map(number => `+${number.number_name}`);
const direct = copenhagen.phones.flatMap(({ extension }) => extension?.direct ?? []);

describe('the company', () => {
  it('is the same every time', () => {
    expect(buildCompany()).toEqual(company);
    expect(JSON.stringify(buildCompany())).toBe(JSON.stringify(company));
  });

  it('has about 60 people, 120 lines and 150 numbers', () => {
    expect(company.people.length).toBe(66);
    expect([moscow.sipLines.length, copenhagen.trunks.length, copenhagen.phones.length, kazan.sips.length]).toEqual([45, 7, 45, 25]);
    expect([virtual.length, trunkNumbers.length, owned.length]).toEqual([60, 49, 45]);
  });

  it('has numbers that are valid in their countries', () => {
    const all = [...trunkNumbers, ...virtual, ...owned, ...direct, ...kazan.sips.flatMap(({ cli }) => (cli === '' ? [] : `+${cli}`))];
    expect(all.filter(number => !parsePhoneNumber(number).isValid())).toEqual([]);
    expect(new Set(trunkNumbers.map(number => parsePhoneNumber(number).country))).toEqual(new Set(['DK']));
    expect(new Set([...virtual, ...owned].map(number => parsePhoneNumber(number).country))).toEqual(new Set(['RU']));
  });

  it('has two people with the same name, a person at two providers, and a former employee with a line', () => {
    const employeeIds = copenhagen.phones.flatMap(({ employee }) => (employee?.name === 'Lars Hansen' ? employee._id : []));
    expect(new Set(employeeIds).size).toBe(2);
    expect(company.people.filter(({ alias }) => alias !== undefined).map(({ name }) => name)).toEqual([
      'Dmitri Volkov',
      'Волков Дмитрий Сергеевич',
    ]);
    const formerEmployee = company.people.find(({ hasLeft }) => hasLeft);
    expect(moscow.sipLines.some(line => line.employee_full_name === formerEmployee?.name && line.status === 'active')).toBe(true);
  });

  it('has ids that are unique, and SIP IDs that a double cannot hold', () => {
    const idLists: unknown[][] = [
      moscow.sipLines.map(({ id }) => id),
      moscow.virtualNumbers.map(({ id }) => id),
      copenhagen.trunks.map(({ _id }) => _id),
      copenhagen.phones.map(({ _id }) => _id),
      copenhagen.phones.map(({ macAddress }) => macAddress),
      kazan.sips.map(({ sip_resource_id }) => sip_resource_id),
    ];
    for (const ids of idLists) expect(new Set(ids).size).toBe(ids.length);
    expect(kazan.sips.filter(({ sip_resource_id }) => !Number.isSafeInteger(Number(sip_resource_id))).length).toBe(20);
  });

  it('uses addresses from the documentation ranges and secrets that say so', () => {
    const text = JSON.stringify(company);
    const ips = text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? [];
    expect(ips.filter(ip => !/^(192\.0\.2|198\.51\.100|203\.0\.113|192\.168\.10|255\.255|10)\./.test(ip))).toEqual([]);
    expect([...text.matchAll(/"password":"([^"]*)"/g)].filter(([, secret]) => !secret?.startsWith('secret-'))).toEqual([]);
  });
});
