// The expected findings: the rules of the audit, applied to the company's data, find exactly what the company lists.
import { buildCompany, type ExpectedFinding } from '@linekeeper/sandbox';
import { describe, expect, it } from 'vitest';

const company = buildCompany();
const { copenhagen, moscow, kazan } = company;

type Subject = ExpectedFinding['subject'];
const trunk = (id: string): Subject => ({ account: 'copenhagen', kind: 'sip_trunk', id });
const phone = (id: string): Subject => ({ account: 'copenhagen', kind: 'sip_phone', id });
const line = (id: number): Subject => ({ account: 'moscow', kind: 'sip_line', id: String(id) });
const number = (id: number): Subject => ({ account: 'moscow', kind: 'virtual_number', id: String(id) });
const sip = (id: string): Subject => ({ account: 'kazan', kind: 'sip_id', id });

function findSubjects<T>(rows: T[], isAffected: (row: T) => unknown, toSubject: (row: T) => Subject): Subject[] {
  return rows.filter(row => isAffected(row)).map(toSubject);
}

/** The holders of numbers that another holder has, too: in another account, or of the same kind. */
function findDuplicates(): Subject[] {
  const holders: [string, Subject][] = [
    ...copenhagen.trunks.flatMap(({ _id, numbers }) => numbers.map((text): [string, Subject] => [text, trunk(_id)])),
    ...copenhagen.phones.flatMap(({ _id, extension }): [string, Subject][] => (extension?.direct ? [[extension.direct, phone(_id)]] : [])),
    ...moscow.virtualNumbers.map((row): [string, Subject] => [`+${row.virtual_phone_number}`, number(row.id)]),
    ...kazan.numbers.map((row): [string, Subject] => [`+${row.number_name}`, { account: 'kazan', kind: 'number', id: row.number_name }]),
  ];
  return holders.flatMap(([text, subject]) => {
    const others = holders.filter(([otherText, other]) => otherText === text && other !== subject);
    return others.some(([, other]) => other.account !== subject.account || other.kind === subject.kind) ? [subject] : [];
  });
}

const callerIds = new Set(moscow.sipLines.map(({ virtual_phone_number }) => virtual_phone_number));
const isPublic = (address: string): boolean => !address.startsWith('10.');
const isInService = (row: (typeof moscow.sipLines)[number]): boolean => row.status === 'active' && row.billing_state === 'active';

const { trunks, phones } = copenhagen;
const { sipLines: lines, virtualNumbers } = moscow;

/** A trunk without failover that is closed or down, a mobile out of service, an extension whose phones are all offline, an entry without a target. */
function isDeadEnd(number: string, account: string): boolean {
  const { mobiles, extensions, pbxTrunks, dialplan } = copenhagen;
  const mobile = mobiles.find(({ _id }) => _id === account);
  if (mobile !== undefined) return mobile.state === 'BLOCKED';
  const trunksOfNumber = trunks.filter(({ numbers }) => numbers.includes(number));
  if (trunksOfNumber.every(({ active, status, failover }) => !active || (status === 'OFF' && failover === null))) return true;
  const entry = pbxTrunks.find(({ numbers }) => numbers.includes(number));
  if (entry !== undefined) return !dialplan.some(({ _id }) => _id === entry.goto);
  const extension = extensions.find(({ direct }) => direct === number);
  if (extension === undefined || extension.redirect !== null) return false;
  const isReached = phones.some(phone => phone.extension?._id === extension._id && phone.online);
  return !isReached && !mobiles.some(one => one.extension === extension._id && one.state === 'ACTIVE');
}

/** The rules of the audit, by code, applied to the data before quirks. */
const subjectsByCode: Record<string, Subject[]> = {
  usage_block: findSubjects(
    trunks,
    row => row.usageBlock,
    row => trunk(row._id),
  ),
  number_on_inactive_trunk: findSubjects(
    trunks,
    row => !row.active && row.numbers.length > 0,
    row => trunk(row._id),
  ),
  not_registered: [
    ...findSubjects(
      trunks,
      row => row.active && row.status === 'OFF',
      row => trunk(row._id),
    ),
    ...findSubjects(
      phones,
      row => row.extension !== null && !row.online,
      row => phone(row._id),
    ),
    ...findSubjects(
      lines,
      row => isInService(row) && row.employee_id !== null && row.physical_state === 'Not registered',
      row => line(row.id),
    ),
  ],
  blocked_by_limit: [
    ...findSubjects(
      lines,
      row => row.billing_state === 'limit_lock',
      row => line(row.id),
    ),
    ...findSubjects(
      virtualNumbers,
      row => row.status === 'limit_lock',
      row => number(row.id),
    ),
  ],
  blocked_manually: [
    ...findSubjects(
      lines,
      row => row.billing_state === 'manual_lock',
      row => line(row.id),
    ),
    ...findSubjects(
      virtualNumbers,
      row => row.status === 'manual_lock',
      row => number(row.id),
    ),
  ],
  always_failover: findSubjects(
    trunks,
    row => row.alwaysFailover,
    row => trunk(row._id),
  ),
  duplicate_number: findDuplicates(),
  many_registrations: findSubjects(
    lines,
    row => new Set(row.ip_addresses.map(({ ip }) => ip).filter(isPublic)).size > 1,
    row => line(row.id),
  ),
  no_owner: [
    ...findSubjects(
      lines,
      row => row.status === 'active' && row.employee_id === null,
      row => line(row.id),
    ),
    ...findSubjects(
      phones,
      row => row.extension !== null && row.employee === null,
      row => phone(row._id),
    ),
  ],
  unrouted_number: findSubjects(
    virtualNumbers,
    row =>
      row.status === 'active' &&
      row.scenarios.length + row.campaigns.length === 0 &&
      row.redirection_phone_number === null &&
      !callerIds.has(row.virtual_phone_number),
    row => number(row.id),
  ),
  no_sip_behind: findSubjects(
    company.copenhagen.numbers,
    row => row.state === 'IN_USE' && row.voiceAccount === null,
    row => ({ account: 'copenhagen', kind: 'number', id: row._id }),
  ),
  route_to_dead_end: findSubjects(
    company.copenhagen.numbers,
    row => row.state === 'IN_USE' && row.voiceAccount !== null && isDeadEnd(row._id, row.voiceAccount),
    row => ({ account: 'copenhagen', kind: 'number', id: row._id }),
  ),
  suspended_in_group: findSubjects(
    company.moscow.sipLines,
    row =>
      (row.status === 'inactive' || row.billing_state !== 'active') &&
      company.moscow.groups.some(({ phone_numbers }) =>
        phone_numbers.some(phone => phone.available && phone.employee_phone_number === row.phone_number),
      ),
    row => line(row.id),
  ),
  redirect_to_private: findSubjects(
    company.copenhagen.extensions,
    row => row.redirect !== null && !row.redirect.startsWith('+45'),
    row => ({ account: 'copenhagen', kind: 'extension', id: row._id }),
  ),
  disa_open: findSubjects(
    company.copenhagen.dialplan,
    row => row.type === 'DISA',
    row => ({ account: 'copenhagen', kind: 'dialplan_item', id: row._id }),
  ),
  no_second_factor: findSubjects(
    company.copenhagen.employees,
    row => row.state === 'ENABLED' && row.accessLevel !== 'NO_LOGIN' && !row.smsValidation && !row.authenticatorValidation,
    row => ({ account: 'copenhagen', kind: 'employee', id: row._id }),
  ),
  porting_attention: findSubjects(
    company.copenhagen.portings,
    row => row.needsAttention,
    row => ({ account: 'copenhagen', kind: 'porting', id: row._id }),
  ),
  open_registration: findSubjects(
    phones,
    row => row.ip.mode === 'OPEN',
    row => phone(row._id),
  ),
  no_caller_id: [
    ...findSubjects(
      lines,
      row => row.type === 'in_out' && !row.virtual_phone_number,
      row => line(row.id),
    ),
    ...findSubjects(
      kazan.sips,
      row => row.cli === '',
      row => sip(row.sip_resource_id),
    ),
  ],
  idle: findSubjects(
    trunks,
    row => row.voiceUsage.every(({ secsOutHomeland }) => secsOutHomeland === 0),
    row => trunk(row._id),
  ),
  no_emergency_address: findSubjects(
    trunks,
    row => row.address === null,
    row => trunk(row._id),
  ),
};

describe('the expected findings', () => {
  it.each(Object.keys(subjectsByCode))('of %s are complete and exact', code => {
    expect(subjectsByCode[code]?.length).toBeGreaterThan(0);
    expect(company.expectedFindings.filter(entry => entry.code === code).map(entry => entry.subject)).toEqual(subjectsByCode[code]);
  });

  it('cover every check of the audit, and no other', () => {
    expect(new Set(company.expectedFindings.map(({ code }) => code))).toEqual(new Set(Object.keys(subjectsByCode)));
  });

  it('coexist with numbers in every state out of service, and with spare phones', () => {
    const states = new Set(virtualNumbers.map(({ status }) => status));
    expect(states).toEqual(new Set(['active', 'manual_lock', 'limit_lock', 'waiting', 'reserved', 'prereserved', 'cleaning']));
    expect(phones.filter(({ extension }) => extension === null).length).toBe(4);
  });
});
