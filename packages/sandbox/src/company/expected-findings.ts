// What is wrong at Nordlys, planted by hand: the answers that an audit has to find, and nothing else.
import { hexId } from './ids.ts';

/** One finding: the audit's code, and the row that it is about. `id` is the provider's own (for an Exolve number, the number). */
export interface Known {
  code: string;
  where: { account: 'copenhagen' | 'moscow' | 'kazan'; kind: string; id: string };
}

type Place = (index: number) => Known['where'];

const trunk: Place = index => ({ account: 'copenhagen', kind: 'sip_trunk', id: hexId('5A', index) });
/** Phones count from 1 here; desk `n` of the office's list is phone `n + 1`. */
const phone: Place = index => ({ account: 'copenhagen', kind: 'sip_phone', id: hexId('F0', index) });
const line: Place = index => ({ account: 'moscow', kind: 'sip_line', id: String(300_100 + index) });
const number: Place = index => ({ account: 'moscow', kind: 'virtual_number', id: String(510_000 + index) });
const sip = (id: string): Known['where'] => ({ account: 'kazan', kind: 'sip_id', id });
const owned = (id: string): Known['where'] => ({ account: 'kazan', kind: 'number', id });

const planted: [string, Known['where'][]][] = [
  ['usage_block', [trunk(5)]],
  ['number_on_inactive_trunk', [trunk(6)]],
  ['not_registered', [trunk(3), phone(6), phone(18), phone(38), line(3), line(11), line(16), line(31)]],
  ['blocked_by_limit', [line(8), number(51), number(52)]],
  ['blocked_manually', [line(15), line(17), number(50)]],
  ['always_failover', [trunk(4)]],
  // +4570305117 on two trunks, +4570305058 on two phones, +78435550101 in Moscow and in Kazan.
  ['duplicate_number', [trunk(2), trunk(6), phone(9), phone(35), number(49), owned('78435550101')]],
  ['many_registrations', [line(6), line(27)]],
  ['no_owner', [line(39), line(40), line(41), phone(40), phone(41)]],
  ['unrouted_number', [number(47), number(48)]],
  ['open_registration', [phone(12), phone(24), phone(45)]],
  ['no_caller_id', [line(12), line(30), sip('18446744073709551007'), sip('18446744073709551019')]],
  ['idle', [trunk(7)]],
  ['no_emergency_address', [trunk(4)]],
];

export function known(): Known[] {
  return planted.flatMap(([code, places]) => places.map(where => ({ code, where })));
}
