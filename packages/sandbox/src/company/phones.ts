// The SIP phones of Copenhagen's hosted PBX, a few of them unassigned, offline or open to registration from anywhere.
import type { JsonObject } from '../json.ts';
import { injectionPayloads } from './hostile-text.ts';
import { hexId, pick, range, zeroPad } from './ids.ts';
import { buildPhoneSettings } from './phone-settings.ts';

/** The model of a phone. */
interface PhoneModel {
  _id: string;
  brand: string;
  brandName: string;
  model: string;
  picture: string;
}

/** A SIP phone: the fields of both shapes; `settings` has those that only the full shape contains. */
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

function getModel(index: number): PhoneModel {
  const [brand, brandName, name] = models[index] ?? ['LG', 'LG', 'IP8830'];
  return { _id: hexId('AA', index + 1), brand, brandName, model: name, picture: hexId('BB', index + 1) };
}

/** Problems and exceptions, by index of the employee. */
const overrides: Record<number, Partial<Desk>> = {
  2: { notes: 'Test set of the IT desk' },
  5: { offline: true },
  8: { notes: injectionPayloads.terminal },
  11: { mode: 'OPEN' },
  15: { mode: 'ROAMING', notes: 'Travels between København and Moscow' },
  17: { offline: true },
  19: { mode: 'ROAMING' },
  23: { mode: 'OPEN', notes: injectionPayloads.formula },
  25: { mode: 'ROAMING' },
};

/** One desk per employee; the first 26 have a direct number. */
function buildStaffDesks(names: string[]): Desk[] {
  return names.map((name, index) => ({
    index,
    employee: { index, name },
    extension: String(200 + index),
    ...(index < 26 && { direct: `+45${70305050 + index}` }),
    ...overrides[index],
  }));
}

/** Five DECT handsets as second phones, two rooms without an owner, four spare phones without an extension. */
function buildOtherDesks(names: string[]): Desk[] {
  const secondHandsets = [8, 12, 13, 29, 33].map((employeeIndex, position): Desk => {
    const handset = { index: 34 + position, employee: { index: employeeIndex, name: names[employeeIndex] ?? '' }, dect: true };
    // The warehouse foreman's handset shares the extension of his desk phone: one direct number, two phones.
    return position === 0
      ? { ...handset, extension: '208', direct: '+4570305058' }
      : { ...handset, extension: String(250 + position), ...(position === 3 && { offline: true }) };
  });
  return [
    ...secondHandsets,
    { index: 39, extension: '290', notes: 'Lobby' },
    { index: 40, extension: '291', direct: '+4570305078', notes: 'Meeting room Øresund' },
    ...range(41, 4).map((index): Desk => ({ index, offline: true, ...(index === 44 && { mode: 'OPEN' }), notes: 'Spare, cupboard 2' })),
  ];
}

function buildIpSettings(desk: Desk): Phone['ip'] {
  const mode = desk.mode ?? 'LOCKED';
  const host = desk.index % 6 === 4 ? 100 + desk.index : 23;
  return { mode, countries: mode === 'ROAMING' ? 'DK,SE,NO' : '', address: mode === 'LOCKED' ? `198.51.100.${host}` : '' };
}

function buildPhone(desk: Desk, customer: string): Phone {
  const { index, employee, extension } = desk;
  const online = desk.offline !== true;
  const phoneModel = desk.dect ? getModel(6) : getModel(pick([0, 1, 2, 3, 4, 5], index));
  return {
    _id: hexId('F0', index + 1),
    customer,
    macAddress: `00041${zeroPad(3_000_000 + index * 37, 7)}`,
    handsetIndex: desk.dect ? index - 34 : null,
    handsetAddress: desk.dect ? `02F${zeroPad(1000 + index, 7)}` : null,
    sipPhoneModel: phoneModel,
    extension: extension === undefined ? null : { _id: hexId('EE', Number(extension)), number: extension, direct: desk.direct ?? null },
    employee: employee === undefined ? null : { _id: hexId('E0', employee.index + 1), name: employee.name },
    ip: buildIpSettings(desk),
    notes: desk.notes ?? null,
    online,
    settings: buildPhoneSettings(index, online, phoneModel.model),
  };
}

/** `names` are the employees; `customer` is the Telecom X id of the company. */
export function buildPhones(names: string[], customer: string): Phone[] {
  return [...buildStaffDesks(names), ...buildOtherDesks(names)].map(desk => buildPhone(desk, customer));
}
