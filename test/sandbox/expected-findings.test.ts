// The planted faults: the rules of an audit, applied to the plain data, find exactly what the company says is wrong.
import { buildCompany, type Known } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';

const company = buildCompany();
const { copenhagen, moscow, kazan } = company;

type Place = Known['where'];
const trunk = (id: string): Place => ({ account: 'copenhagen', kind: 'sip_trunk', id });
const phone = (id: string): Place => ({ account: 'copenhagen', kind: 'sip_phone', id });
const line = (id: number): Place => ({ account: 'moscow', kind: 'sip_line', id: String(id) });
const number = (id: number): Place => ({ account: 'moscow', kind: 'virtual_number', id: String(id) });
const sip = (id: string): Place => ({ account: 'kazan', kind: 'sip_id', id });

function where<T>(list: T[], holds: (row: T) => unknown, place: (row: T) => Place): Place[] {
  return list.filter(row => holds(row)).map(place);
}

/** Every number with everybody who has it. */
function duplicates(): Place[] {
  const holders: [string, Place][] = [
    ...copenhagen.trunks.flatMap(({ _id, numbers }) => numbers.map((text): [string, Place] => [text, trunk(_id)])),
    ...copenhagen.phones.flatMap(({ _id, extension }): [string, Place][] => (extension?.direct ? [[extension.direct, phone(_id)]] : [])),
    ...moscow.virtualNumbers.map((row): [string, Place] => [`+${row.virtual_phone_number}`, number(row.id)]),
    ...kazan.numbers.map((row): [string, Place] => [`+${row.number_name}`, { account: 'kazan', kind: 'number', id: row.number_name }]),
  ];
  return holders.flatMap(([text, place]) => {
    const others = holders.filter(([other, at]) => other === text && at !== place);
    return others.some(([, at]) => at.account !== place.account || at.kind === place.kind) ? [place] : [];
  });
}

const presented = new Set(moscow.sipLines.map(({ virtual_phone_number }) => virtual_phone_number));
const open = (address: string): boolean => !address.startsWith('10.');
const busy = (row: (typeof moscow.sipLines)[number]): boolean => row.status === 'active' && row.billing_state === 'active';

const { trunks, phones } = copenhagen;
const { sipLines: lines, virtualNumbers } = moscow;

/** The rules of the audit, read from the interface and applied to the plain data. */
const rules: Record<string, Place[]> = {
  usage_block: where(
    trunks,
    row => row.usageBlock,
    row => trunk(row._id),
  ),
  number_on_inactive_trunk: where(
    trunks,
    row => !row.active && row.numbers.length > 0,
    row => trunk(row._id),
  ),
  not_registered: [
    ...where(
      trunks,
      row => row.active && row.status === 'OFF',
      row => trunk(row._id),
    ),
    ...where(
      phones,
      row => row.extension !== null && !row.online,
      row => phone(row._id),
    ),
    ...where(
      lines,
      row => busy(row) && row.employee_id !== null && row.physical_state === 'Not registered',
      row => line(row.id),
    ),
  ],
  blocked_by_limit: [
    ...where(
      lines,
      row => row.billing_state === 'limit_lock',
      row => line(row.id),
    ),
    ...where(
      virtualNumbers,
      row => row.status === 'limit_lock',
      row => number(row.id),
    ),
  ],
  blocked_manually: [
    ...where(
      lines,
      row => row.billing_state === 'manual_lock',
      row => line(row.id),
    ),
    ...where(
      virtualNumbers,
      row => row.status === 'manual_lock',
      row => number(row.id),
    ),
  ],
  always_failover: where(
    trunks,
    row => row.alwaysFailover,
    row => trunk(row._id),
  ),
  duplicate_number: duplicates(),
  many_registrations: where(
    lines,
    row => new Set(row.ip_addresses.map(({ ip }) => ip).filter(open)).size > 1,
    row => line(row.id),
  ),
  no_owner: [
    ...where(
      lines,
      row => row.status === 'active' && row.employee_id === null,
      row => line(row.id),
    ),
    ...where(
      phones,
      row => row.extension !== null && row.employee === null,
      row => phone(row._id),
    ),
  ],
  unrouted_number: where(
    virtualNumbers,
    row =>
      row.status === 'active' &&
      row.scenarios.length + row.campaigns.length === 0 &&
      row.redirection_phone_number === null &&
      !presented.has(row.virtual_phone_number),
    row => number(row.id),
  ),
  open_registration: where(
    phones,
    row => row.ip.mode === 'OPEN',
    row => phone(row._id),
  ),
  no_caller_id: [
    ...where(
      lines,
      row => row.type === 'in_out' && !row.virtual_phone_number,
      row => line(row.id),
    ),
    ...where(
      kazan.sips,
      row => row.cli === '',
      row => sip(row.sip_resource_id),
    ),
  ],
  idle: where(
    trunks,
    row => row.voiceUsage.every(({ secsOutHomeland }) => secsOutHomeland === 0),
    row => trunk(row._id),
  ),
  no_emergency_address: where(
    trunks,
    row => row.address === null,
    row => trunk(row._id),
  ),
};

describe('the planted faults', () => {
  it.each(Object.keys(rules))('of %s are known exactly', code => {
    expect(rules[code]?.length).toBeGreaterThan(0);
    expect(company.known.filter(entry => entry.code === code).map(entry => entry.where)).toEqual(rules[code]);
  });

  it('cover every check of the audit, and no other', () => {
    expect(new Set(company.known.map(({ code }) => code))).toEqual(new Set(Object.keys(rules)));
  });

  it('come with numbers in every state that is no service, and with spare phones', () => {
    const states = new Set(virtualNumbers.map(({ status }) => status));
    expect(states).toEqual(new Set(['active', 'manual_lock', 'limit_lock', 'waiting', 'reserved', 'prereserved', 'cleaning']));
    expect(phones.filter(({ extension }) => extension === null).length).toBe(4);
  });
});
