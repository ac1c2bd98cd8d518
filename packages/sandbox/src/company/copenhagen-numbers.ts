// The numbers of Copenhagen with their states, its mobiles and its portings.
import type { Trunk } from './copenhagen-trunks.ts';
import { hexId, pick, range } from './ids.ts';

/** A mobile subscription. */
export interface Mobile {
  _id: string;
  customer: string;
  state: 'ACTIVE' | 'CREATING' | 'DELETING' | 'BLOCKED';
  type: 'MVNO';
  number: string;
  ratePlan: string;
  ratePlanName: string;
  pbx: number;
  extension: string | null;
  extensionNumber: string | null;
  deviceType: string;
  notes: string | null;
  feature: Record<string, boolean>;
  mvnoSim: { simNumber: string; imsi: string; network: string };
}

/** A number, whatever uses it. */
export interface InventoryNumber {
  _id: string;
  state: string;
  type: 'FIXED' | 'MVNOTELENOR';
  voiceAccount: string | null;
  customer: string | null;
  employee: string | null;
  name: string | null;
  porting: string | null;
}

/** A porting; `needsAttention` is for the filter alone. */
export interface Porting {
  _id: string;
  number: string;
  additionalNumbers: string[];
  numberType: 'SIP' | 'MVNO';
  portingType: 'IN' | 'OUT';
  customer: string;
  voiceAccount: string | null;
  status: { stage: string; date: string; message: string | null; employee: string | null };
  donorSimNumber: string | null;
  donorCustomerId: string | null;
  needsAttention: boolean;
}

const networks: [string, ...string[]] = ['TELENOR', 'TDC'];

/** Four belong to extensions 200–203; one is blocked, one is being created. */
export function buildMobiles(customer: string): Mobile[] {
  const features = 'highRate international data fiveG publicIP chargedServices voicemail secretNumber roaming roamingData mms dataTopUpSms';
  return range(1, 6).map(index => ({
    _id: hexId('4B', index),
    customer,
    state: index === 5 ? 'BLOCKED' : index === 6 ? 'CREATING' : 'ACTIVE',
    type: 'MVNO',
    number: `+454055010${index}`,
    ratePlan: hexId('EA', 3),
    ratePlanName: 'Mobil 20 GB',
    pbx: index <= 4 ? 1 : 0,
    extension: index <= 4 ? hexId('EE', 199 + index) : null,
    extensionNumber: index <= 4 ? String(199 + index) : null,
    deviceType: pick(['iPhone 15', 'Galaxy S24'], index),
    notes: null,
    feature: Object.fromEntries(features.split(' ').map(name => [name, name !== 'highRate'])),
    mvnoSim: { simNumber: `894502000000000${index}`, imsi: `23802000000000${index}`, network: pick(networks, index) },
  }));
}

/** Numbers that no trunk has: four free ones, two in quarantine, one locked, one moving in, one that leads nowhere. */
const otherNumbers: [number: string, state: string][] = [
  ['+4570305170', 'AVAILABLE'],
  ['+4570305171', 'AVAILABLE'],
  ['+4570305172', 'AVAILABLE'],
  ['+4570305173', 'AVAILABLE'],
  ['+4570305174', 'CLOSED'],
  ['+4570305175', 'CLOSED'],
  ['+4570305176', 'LOCKED'],
  ['+4533112200', 'PORTING_IN'],
  ['+4570305179', 'IN_USE'],
];

/** All numbers of the customer, each once. The mobile numbers name their daily users. */
export function buildInventoryNumbers(trunks: readonly Trunk[], mobiles: readonly Mobile[], customer: string): InventoryNumber[] {
  const build = (_id: string, state: string, own: Partial<InventoryNumber> = {}): InventoryNumber => ({
    _id,
    state,
    type: 'FIXED',
    voiceAccount: null,
    customer,
    employee: null,
    name: null,
    porting: null,
    ...own,
  });
  const rows = [
    ...trunks.flatMap(trunk => trunk.numbers.map(number => build(number, 'IN_USE', { voiceAccount: trunk._id }))),
    ...mobiles.map(({ number, _id, extension }, index) =>
      build(number, 'IN_USE', { type: 'MVNOTELENOR', voiceAccount: _id, employee: extension === null ? null : hexId('E0', index + 1) }),
    ),
    ...otherNumbers.map(([number, state]) => build(number, state, { porting: state === 'PORTING_IN' ? hexId('90', 1) : null })),
  ];
  return [...new Map(rows.map(row => [row._id, row])).values()];
}

/** Two of them are stuck: one waits for a signature since September, one was rejected. */
export function buildPortings(customer: string): Porting[] {
  const build = (index: number, number: string, stage: string, date: string, own: Partial<Porting> = {}): Porting => ({
    _id: hexId('90', index),
    number,
    additionalNumbers: [],
    numberType: 'SIP',
    portingType: stage.startsWith('OUT') ? 'OUT' : 'IN',
    customer,
    voiceAccount: hexId('5A', 2),
    status: { stage, date: `2026-${date}T09:00:00.000Z`, message: null, employee: hexId('E0', 3) },
    donorSimNumber: null,
    donorCustomerId: 'D-4711',
    needsAttention: false,
    ...own,
  });
  const confirmed = { stage: 'IN_CONFIRMED', date: '2026-10-28T09:00:00.000Z', message: '2026-11-03', employee: null };
  return [
    build(1, '+4533112200', 'IN_AWAITING_POA_FROM_CUSTOMER', '09-14', { needsAttention: true }),
    build(2, '+4533112201', 'IN_CONFIRMED', '10-28', { status: confirmed, additionalNumbers: ['+4533112202'] }),
    build(3, '+4540550199', 'IN_REJECTED', '10-21', { needsAttention: true, numberType: 'MVNO', donorSimNumber: 'secret-donor-sim-0001' }),
    build(4, '+4570305149', 'OUT_RECEIVED', '10-30'),
    build(5, '+4533112203', 'IN_COMPLETED', '08-01'),
  ];
}
