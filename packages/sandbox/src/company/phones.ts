// The desks of Copenhagen: SIP phones of the hosted switchboard, a few of them forgotten, offline or too trusting.
import type { JsonObject } from '../json.ts';
import { hostile } from './hostile-text.ts';
import { hexId, padded, pick, range } from './ids.ts';
import { phoneSettings } from './phone-settings.ts';

export interface PhoneModel {
  _id: string;
  brand: string;
  brandName: string;
  model: string;
  picture: string;
}

/** What both shapes of the SIP phone page say; `settings` is what the full shape alone adds. */
export interface Phone {
  _id: string;
  customer: string;
  macAddress: string;
  handsetIndex: number | null;
  handsetAddress: string | null;
  sipPhoneModel: PhoneModel;
  extension: { _id: string; number: string; direct: string | null } | null;
  employee: { _id: string; name: string } | null;
  ip: { mode: 'OPEN' | 'LOCKED' | 'ROAMING'; countries: string; address: string };
  notes: string | null;
  online: boolean;
  settings: JsonObject;
}

interface Desk {
  index: number;
  employee?: { index: number; name: string };
  extension?: string;
  direct?: string;
  mode?: Phone['ip']['mode'];
  offline?: boolean;
  dect?: boolean;
  notes?: string;
}

const models: [string, string, string][] = [
  ['SNOM', 'Snom', 'D785'],
  ['YEALINK', 'Yealink', 'T54W'],
  ['MITEL', 'Mitel', '6920'],
  ['CISCO', 'Cisco', '8841'],
  ['SNOM', 'Snom', '370'],
  ['GENERIC', 'Communicator', 'Desktop'],
  ['GIGASET', 'Gigaset', 'N870'],
];

function model(index: number): PhoneModel {
  const [brand, brandName, name] = models[index] ?? ['LG', 'LG', 'IP8830'];
  return { _id: hexId('AA', index + 1), brand, brandName, model: name, picture: hexId('BB', index + 1) };
}

/** Odd things at some desks, by the place of the person in the office's list. */
const odd: Record<number, Partial<Desk>> = {
  2: { notes: 'Test set of the IT desk' },
  5: { offline: true },
  8: { notes: hostile.terminal },
  11: { mode: 'OPEN' },
  15: { mode: 'ROAMING', notes: 'Travels between København and Moscow' },
  17: { offline: true },
  19: { mode: 'ROAMING' },
  23: { mode: 'OPEN', notes: hostile.formula },
  25: { mode: 'ROAMING' },
};

/** Everybody has a desk; the first 26 can be dialled from outside. */
function desks(names: string[]): Desk[] {
  return names.map((name, index) => ({
    index,
    employee: { index, name },
    extension: String(200 + index),
    ...(index < 26 && { direct: `+45${70305050 + index}` }),
    ...odd[index],
  }));
}

/** Second handsets of people who walk, two rooms without a person, four sets in the cupboard. */
function others(names: string[]): Desk[] {
  const walks = [8, 12, 13, 29, 33].map((person, step): Desk => {
    const second = { index: 34 + step, employee: { index: person, name: names[person] ?? '' }, dect: true };
    // The warehouse foreman's handset hangs on the extension of his desk: one direct number, two phones.
    return step === 0
      ? { ...second, extension: '208', direct: '+4570305058' }
      : { ...second, extension: String(250 + step), ...(step === 3 && { offline: true }) };
  });
  return [
    ...walks,
    { index: 39, extension: '290', notes: 'Lobby' },
    { index: 40, extension: '291', direct: '+4570305078', notes: 'Meeting room Øresund' },
    ...range(41, 4).map((index): Desk => ({ index, offline: true, ...(index === 44 && { mode: 'OPEN' }), notes: 'Spare, cupboard 2' })),
  ];
}

function address(desk: Desk): Phone['ip'] {
  const mode = desk.mode ?? 'LOCKED';
  const host = desk.index % 6 === 4 ? 100 + desk.index : 23;
  return { mode, countries: mode === 'ROAMING' ? 'DK,SE,NO' : '', address: mode === 'LOCKED' ? `198.51.100.${host}` : '' };
}

function phone(desk: Desk, customer: string): Phone {
  const { index, employee, extension } = desk;
  const online = desk.offline !== true;
  const set = desk.dect ? model(6) : model(pick([0, 1, 2, 3, 4, 5], index));
  return {
    _id: hexId('F0', index + 1),
    customer,
    macAddress: `00041${padded(3_000_000 + index * 37, 7)}`,
    handsetIndex: desk.dect ? index - 34 : null,
    handsetAddress: desk.dect ? `02F${padded(1000 + index, 7)}` : null,
    sipPhoneModel: set,
    extension: extension === undefined ? null : { _id: hexId('EE', Number(extension)), number: extension, direct: desk.direct ?? null },
    employee: employee === undefined ? null : { _id: hexId('E0', employee.index + 1), name: employee.name },
    ip: address(desk),
    notes: desk.notes ?? null,
    online,
    settings: phoneSettings(index, online, set.model),
  };
}

export function phones(names: string[], customer: string): Phone[] {
  return [...desks(names), ...others(names)].map(desk => phone(desk, customer));
}
