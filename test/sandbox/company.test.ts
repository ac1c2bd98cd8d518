// The company's data: sizes, determinism, numbers that exist, and exactly the faults that it says it has.
import { createRequire } from 'node:module';
import { buildCompany } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';

const company = buildCompany();
const { copenhagen, moscow, kazan } = company;

interface NumberLibrary {
  parsePhoneNumber(text: string): { isValid(): boolean; country?: string };
}

/** The number library belongs to another package, and is asked for as that package would. */
const asCore = createRequire(new URL('../../packages/core/package.json', import.meta.url));
// CommonJS has no types here; this is the part of the interface that is used.
const { parsePhoneNumber } = asCore('libphonenumber-js/max') as NumberLibrary;

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

  it('has numbers that exist by the rules of their countries', () => {
    const all = [...trunkNumbers, ...virtual, ...owned, ...direct, ...kazan.sips.flatMap(({ cli }) => (cli === '' ? [] : `+${cli}`))];
    expect(all.filter(number => !parsePhoneNumber(number).isValid())).toEqual([]);
    expect(new Set(trunkNumbers.map(number => parsePhoneNumber(number).country))).toEqual(new Set(['DK']));
    expect(new Set([...virtual, ...owned].map(number => parsePhoneNumber(number).country))).toEqual(new Set(['RU']));
  });

  it('has two people of one name, a person at two providers, and a leaver with a line', () => {
    const names = copenhagen.phones.flatMap(({ employee }) => (employee?.name === 'Lars Hansen' ? employee._id : []));
    expect(new Set(names).size).toBe(2);
    expect(company.people.filter(({ alias }) => alias !== undefined).map(({ name }) => name)).toEqual([
      'Dmitri Volkov',
      'Волков Дмитрий Сергеевич',
    ]);
    const leaver = company.people.find(({ left }) => left);
    expect(moscow.sipLines.some(line => line.employee_full_name === leaver?.name && line.status === 'active')).toBe(true);
  });

  it('has ids that are unique, and SIP IDs beyond what a double holds', () => {
    const families: unknown[][] = [
      moscow.sipLines.map(({ id }) => id),
      moscow.virtualNumbers.map(({ id }) => id),
      copenhagen.trunks.map(({ _id }) => _id),
      copenhagen.phones.map(({ _id }) => _id),
      copenhagen.phones.map(({ macAddress }) => macAddress),
      kazan.sips.map(({ sip_resource_id }) => sip_resource_id),
    ];
    for (const family of families) expect(new Set(family).size).toBe(family.length);
    expect(kazan.sips.filter(({ sip_resource_id }) => !Number.isSafeInteger(Number(sip_resource_id))).length).toBe(20);
  });

  it('uses addresses from the documentation ranges and secrets that say so', () => {
    const text = JSON.stringify(company);
    const ips = text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? [];
    expect(ips.filter(ip => !/^(192\.0\.2|198\.51\.100|203\.0\.113|192\.168\.10|255\.255|10)\./.test(ip))).toEqual([]);
    expect([...text.matchAll(/"password":"([^"]*)"/g)].filter(([, secret]) => !secret?.startsWith('secret-'))).toEqual([]);
  });
});
