// The hosted PBX of Copenhagen: extensions, entry points of public numbers, and the items that calls pass.
import { hexId } from './ids.ts';
import type { Phone } from './phones.ts';

/** An extension; `employee` is an id, as Telecom X sends it. */
export interface Extension {
  _id: string;
  type: 'EXTENSION';
  customer: string;
  name: string;
  number: string;
  employee: string | null;
  direct: string | null;
  primary: boolean;
  redirect: string | null;
  notes: string | null;
  startAudio: string | null;
  phonebook: boolean;
  callWaiting: boolean;
  blockSecret: boolean;
}

/** Where public numbers enter the PBX. */
export interface PbxTrunk {
  _id: string;
  type: 'TRUNK';
  customer: string;
  name: string;
  number: string | null;
  numbers: string[];
  redirect: string | null;
  notes: string | null;
  selectable: boolean;
  language: string;
  ringtone: number;
  musicOnHold: string | null;
  startAudio: string | null;
  goto: string | null;
  fax: { mode: 'OFF' | 'RECEIVE' | 'SEND' | 'BOTH' };
}

/** A queue, group, router, … with what its type has of its own. */
export interface DialplanItem {
  _id: string;
  type: string;
  customer: string;
  name: string;
  number: string | null;
  redirect: string | null;
  notes: string | null;
  [property: string]: unknown;
}

/** Extension 215 is redirected to a mobile abroad; 290 and 291 belong to rooms. */
export function buildExtensions(phones: readonly Phone[], customer: string): Extension[] {
  const byNumber = new Map<string, Extension>();
  for (const { extension, employee, notes } of phones) {
    if (extension === null || byNumber.has(extension.number)) continue;
    byNumber.set(extension.number, {
      _id: extension._id,
      type: 'EXTENSION',
      customer,
      name: employee?.name ?? notes ?? `Extension ${extension.number}`,
      number: extension.number,
      employee: employee?._id ?? null,
      direct: extension.direct,
      primary: extension.number < '250',
      redirect: extension.number === '215' ? '+79265550199' : null,
      notes: null,
      startAudio: null,
      phonebook: true,
      callWaiting: true,
      blockSecret: false,
    });
  }
  return [...byNumber.values()];
}

const itemId = (index: number) => hexId('DA', index);

/** The main number goes to reception while it is open; the number of an old campaign points to an item that is gone. */
export function buildPbxTrunks(customer: string): PbxTrunk[] {
  const build = (index: number, name: string, numbers: string[], goto: string | null): PbxTrunk => ({
    _id: hexId('7B', index),
    type: 'TRUNK',
    customer,
    name,
    number: null,
    numbers,
    redirect: null,
    notes: null,
    selectable: true,
    language: 'da',
    ringtone: -1,
    musicOnHold: null,
    startAudio: null,
    goto,
    fax: { mode: 'OFF' },
  });
  return [
    build(1, 'Hovednummer', ['+4570305079'], itemId(1)),
    build(2, 'Kundeservice', ['+4570305076'], itemId(3)),
    build(3, 'Kampagne 2024', ['+4570305077'], itemId(99)),
  ];
}

/** Time routers 5 and 6 lead to each other; the warehouse group has a phone that is offline. */
export function buildDialplanItems(customer: string): DialplanItem[] {
  const build = (index: number, type: string, name: string, number: string | null, own: Record<string, unknown> = {}): DialplanItem => ({
    _id: itemId(index),
    type,
    customer,
    name,
    number,
    redirect: null,
    notes: null,
    ...own,
  });
  const extension = (number: number) => hexId('EE', number);
  const week = { type: 'WEEK', description: 'Åbningstid' };
  const holiday = { type: 'PERIOD', description: 'Jul', overrideGoto: itemId(3) };
  return [
    build(1, 'TIME_ROUTER', 'Åbningstid', '800', { onMatchGoto: itemId(2), onNoMatchGoto: itemId(3), rules: [holiday, week] }),
    build(2, 'GROUP', 'Reception', '801', { members: [extension(200), extension(205)], controllers: [extension(200)] }),
    build(3, 'QUEUE', 'Kundeservice', '802', { strategy: 'LONGEST_IDLE' }),
    build(4, 'DISA', 'Udkald', '803'),
    build(5, 'TIME_ROUTER', 'Nat', '804', { onMatchGoto: itemId(6), onNoMatchGoto: null, rules: [week] }),
    build(6, 'TIME_ROUTER', 'Weekend', '805', { onMatchGoto: itemId(5), onNoMatchGoto: null, rules: [week] }),
    build(7, 'CONFERENCE', 'Morgenmøde', '806'),
  ];
}
