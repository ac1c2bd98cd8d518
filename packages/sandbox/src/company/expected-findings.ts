// The problems in the company's data, listed by hand: exactly what an audit must find.
import { hexId } from './ids.ts';

/** A finding: the code of the audit check, and the row it is about. `id` is the provider's id (for an Exolve number, the number). */
export interface ExpectedFinding {
  code: string;
  subject: { account: 'copenhagen' | 'moscow' | 'kazan'; kind: string; id: string };
}

type Subject = ExpectedFinding['subject'];

const trunk = (index: number): Subject => ({ account: 'copenhagen', kind: 'sip_trunk', id: hexId('5A', index) });
/** Counts from 1: desk `n` of the office is phone `n + 1`. */
const phone = (index: number): Subject => ({ account: 'copenhagen', kind: 'sip_phone', id: hexId('F0', index) });
const line = (index: number): Subject => ({ account: 'moscow', kind: 'sip_line', id: String(300_100 + index) });
const number = (index: number): Subject => ({ account: 'moscow', kind: 'virtual_number', id: String(510_000 + index) });
const sipId = (id: string): Subject => ({ account: 'kazan', kind: 'sip_id', id });
const inventoryNumber = (id: string): Subject => ({ account: 'copenhagen', kind: 'number', id });
const office = (kind: string, prefix: string, index: number): Subject => ({ account: 'copenhagen', kind, id: hexId(prefix, index) });
const ownedNumber = (id: string): Subject => ({ account: 'kazan', kind: 'number', id });

const subjectsByCode: [string, Subject[]][] = [
  ['usage_block', [trunk(5)]],
  ['number_on_inactive_trunk', [trunk(6)]],
  ['not_registered', [trunk(3), phone(6), phone(18), phone(38), line(3), line(11), line(16), line(31)]],
  ['blocked_by_limit', [line(8), number(51), number(52)]],
  ['blocked_manually', [line(15), line(17), number(50)]],
  ['always_failover', [trunk(4)]],
  // +4570305117 on two trunks, +4570305058 on two phones, +78435550101 in Moscow and in Kazan.
  ['duplicate_number', [trunk(2), trunk(6), phone(9), phone(35), number(49), ownedNumber('78435550101')]],
  ['many_registrations', [line(6), line(27)]],
  ['no_owner', [line(39), line(40), line(41), phone(40), phone(41)]],
  ['unrouted_number', [number(47), number(48)]],
  ['no_sip_behind', [inventoryNumber('+4570305179')]],
  [
    'route_to_dead_end',
    // Two offline phones, a campaign whose dial plan item is gone, a trunk that is down, one that is closed, a blocked mobile.
    ['055', '067', '077', '120', '121', '150', '151'].map(end => inventoryNumber(`+4570305${end}`)).concat(inventoryNumber('+4540550105')),
  ],
  ['suspended_in_group', [line(15), line(17)]],
  ['redirect_to_private', [office('extension', 'EE', 215)]],
  ['disa_open', [office('dialplan_item', 'DA', 4)]],
  ['no_second_factor', [office('employee', 'E0', 8)]],
  ['porting_attention', [office('porting', '90', 1), office('porting', '90', 3)]],
  ['open_registration', [phone(12), phone(24), phone(45)]],
  ['no_caller_id', [line(12), line(30), sipId('18446744073709551007'), sipId('18446744073709551019')]],
  ['idle', [trunk(7)]],
  ['no_emergency_address', [trunk(4)]],
];

/** All expected findings, grouped by code. */
export function buildExpectedFindings(): ExpectedFinding[] {
  return subjectsByCode.flatMap(([code, subjects]) => subjects.map(subject => ({ code, subject })));
}
