// The Kazan office at MTS Exolve: SIP IDs of drivers and desks, and the numbers that were bought for them.
import { hostile } from './hostile-text.ts';
import { padded, pick, range } from './ids.ts';

export interface SipId {
  application_uuid: string;
  sip_name: string;
  subscription_fee: number;
  install_fee: number;
  /** Up to the whole of uint64: text, since a double would round most of these. */
  sip_resource_id: string;
  user_name: string;
  domain: string;
  number_code: string;
  create_date: string;
  cli: string;
}

export interface OwnedNumber {
  number_name: string;
  type_name: 'DEF' | 'ABC' | 'KDU';
  region_name: string;
  application_name: string;
  application_uuid: string;
  subscription_fee: number;
  install_fee: number;
  create_date: string;
  category_name: string;
  number_options: { incoming_calls: boolean; outgoing_calls: boolean; incoming_sms: boolean; outgoing_sms: boolean };
  /** Filters of the page that no answer shows. */
  region_id: number;
  category_id: number;
}

export interface Kazan {
  sips: SipId[];
  numbers: OwnedNumber[];
}

type Application = [uuid: string, name: string];
const applications: [Application, ...Application[]] = [
  ['178ec145-0000-4b06-a92a-75f63cb57001', 'Диспетчерская'],
  ['178ec145-0000-4b06-a92a-75f63cb57002', 'Водители'],
  ['178ec145-0000-4b06-a92a-75f63cb57003', 'Клиентская служба'],
];

const places = ['Ворота 1', 'Ворота 2', 'Весовая', hostile.quotes, 'Пост охраны', hostile.mention, 'Переговорная', hostile.rightToLeft];

/** Small, beyond 2^53, and close to the end of uint64. */
function resourceId(index: number): string {
  if (index <= 5) return String(1110 + index);
  return index % 2 === 0 ? `9007199254741${padded(index, 3)}` : `18446744073709551${padded(index, 3)}`;
}

function created(index: number): string {
  const day = `${2025 + (index % 2)}-${padded(1 + ((index * 7) % 10), 2)}-${padded(1 + ((index * 11) % 28), 2)}`;
  return `${day}T0${index % 10}:28:38.${padded(316_000 + index * 37, 6)}Z`;
}

function sipName(index: number, names: string[]): string {
  return names[index - 1] ?? (index <= 16 ? places[index - 9] : undefined) ?? `Водитель ${padded(index - 16, 2)}`;
}

/** SIP IDs 7 and 19 present nothing when they call. */
function sipId(index: number, names: string[]): SipId {
  const user = `883140555${padded(100 + index, 6)}`;
  return {
    application_uuid: pick(applications, index)[0],
    sip_name: sipName(index, names),
    subscription_fee: index % 3 === 0 ? 0 : 59.5,
    install_fee: 0,
    sip_resource_id: resourceId(index),
    user_name: user,
    domain: 'sip.exolve.ru',
    number_code: user,
    create_date: created(index),
    cli: index === 7 || index === 19 ? '' : `790055501${padded(1 + (index % 25), 2)}`,
  };
}

/** 25 mobile numbers, 15 of Kazan, 5 free ones. 7 843 555 01 01 is also still held in Moscow. */
function ownedNumber(index: number): OwnedNumber {
  const kind = index <= 25 ? 'DEF' : index <= 40 ? 'ABC' : 'KDU';
  const [prefix, region_name, region_id, fee] = {
    DEF: ['790055501', 'Республика Татарстан', 16, 120] as const,
    ABC: ['784355501', 'Казань', 1601, 190.5] as const,
    KDU: ['780055502', 'Российская Федерация', 7, 2500] as const,
  }[kind];
  const place = kind === 'DEF' ? index : kind === 'ABC' ? index - 25 : index - 40;
  const [application_uuid, application_name] = pick(applications, index);
  return {
    number_name: `${prefix}${padded(place, 2)}`,
    type_name: kind,
    region_name,
    application_name,
    application_uuid,
    subscription_fee: fee,
    install_fee: kind === 'KDU' ? 5000 : 0,
    create_date: created(index),
    category_name: place === 1 ? 'Золотой' : 'Обычный',
    number_options: { incoming_calls: true, outgoing_calls: kind !== 'KDU', incoming_sms: kind === 'DEF', outgoing_sms: kind === 'DEF' },
    region_id,
    category_id: place === 1 ? 3 : 1,
  };
}

export function kazan(names: string[]): Kazan {
  return { sips: range(1, 25).map(index => sipId(index, names)), numbers: range(1, 45).map(ownedNumber) };
}
