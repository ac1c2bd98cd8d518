// The Kazan office at MTS Exolve: SIP IDs of desks and drivers, and the numbers that the company owns.
import { injectionPayloads } from './hostile-text.ts';
import { pick, range, zeroPad } from './ids.ts';

/** A SIP ID, as `GetSIPList` returns it. */
export interface SipId {
  application_uuid: string;
  sip_name: string;
  subscription_fee: number;
  install_fee: number;
  /** A uint64 as a string, since a double would round most of them. */
  sip_resource_id: string;
  user_name: string;
  domain: string;
  number_code: string;
  create_date: string;
  cli: string;
}

/** A number, as `GetList` returns it. */
export interface OwnedNumber {
  number_name: string;
  type_name: 'DEF' | 'ABC' | 'KDU';
  region_name: string;
  application_name: string;
  application_uuid: string;
  description: string;
  subscription_fee: number;
  install_fee: number;
  create_date: string;
  category_name: string;
  number_options: { incoming_calls: boolean; outgoing_calls: boolean; incoming_sms: boolean; outgoing_sms: boolean };
  /** Where calls go; sent only if the request names the application. */
  forwarding: Forwarding | undefined;
  /** Only for filters; responses do not contain these three. */
  region_id: number;
  category_id: number;
  hasSip: boolean;
}

/** The ways of forwarding, each under the name of its field. */
type Forwarding =
  | { call_forwarding_number: { redirect_type: 1 | 2 | 3; redirect_number: string } }
  | { call_forwarding_sip: { sip_uri: string } }
  | { call_forwarding_ip_static: { did_name: string; ip: string; port: number; timeout: number } }
  | { call_forwarding_ipcr: { url: string; reserve: string } };

/** Everything that Exolve knows of the company. */
export interface KazanOffice {
  sips: SipId[];
  numbers: OwnedNumber[];
}

type Application = [uuid: string, name: string];
const applications: [Application, ...Application[]] = [
  ['178ec145-0000-4b06-a92a-75f63cb57001', 'Диспетчерская'],
  ['178ec145-0000-4b06-a92a-75f63cb57002', 'Водители'],
  ['178ec145-0000-4b06-a92a-75f63cb57003', 'Клиентская служба'],
];

const siteNames = [
  'Ворота 1',
  'Ворота 2',
  'Весовая',
  injectionPayloads.quotes,
  'Пост охраны',
  injectionPayloads.mention,
  'Переговорная',
  injectionPayloads.rightToLeft,
];

/** Small ids, ids beyond 2^53, and ids near the maximum of uint64. */
function buildResourceId(index: number): string {
  if (index <= 5) return String(1110 + index);
  return index % 2 === 0 ? `9007199254741${zeroPad(index, 3)}` : `18446744073709551${zeroPad(index, 3)}`;
}

function buildCreateDate(index: number): string {
  const day = `${2025 + (index % 2)}-${zeroPad(1 + ((index * 7) % 10), 2)}-${zeroPad(1 + ((index * 11) % 28), 2)}`;
  return `${day}T0${index % 10}:28:38.${zeroPad(316_000 + index * 37, 6)}Z`;
}

function getSipName(index: number, names: string[]): string {
  return names[index - 1] ?? (index <= 16 ? siteNames[index - 9] : undefined) ?? `Водитель ${zeroPad(index - 16, 2)}`;
}

/** SIP IDs 7 and 19 have no caller ID. */
function buildSipId(index: number, names: string[]): SipId {
  const userName = `883140555${zeroPad(100 + index, 6)}`;
  return {
    application_uuid: pick(applications, index)[0],
    sip_name: getSipName(index, names),
    subscription_fee: index % 3 === 0 ? 0 : 59.5,
    install_fee: 0,
    sip_resource_id: buildResourceId(index),
    user_name: userName,
    domain: 'sip.exolve.ru',
    number_code: userName,
    create_date: buildCreateDate(index),
    cli: index === 7 || index === 19 ? '' : `790055501${zeroPad(1 + (index % 25), 2)}`,
  };
}

/** Every third number is forwarded to nothing; the toll-free ones go to a server that decides. */
function buildForwarding(index: number, name: string): Forwarding | undefined {
  if (index > 40)
    return { call_forwarding_ipcr: { url: `https://calls.nordlys.example/route?key=secret-route-${index}`, reserve: '78435550101' } };
  if (index % 3 === 0) return undefined;
  if (index % 10 === 4) return { call_forwarding_ip_static: { did_name: name, ip: '203.0.113.40', port: 5060, timeout: 60 } };
  if (index % 10 === 5) return { call_forwarding_sip: { sip_uri: `sip:desk${index}@pbx.nordlys.example` } };
  const userName = `883140555${zeroPad(100 + (index <= 25 ? index : index - 25), 6)}`;
  return { call_forwarding_number: { redirect_type: index % 2 === 0 ? 2 : 1, redirect_number: userName } };
}

/** 25 mobile numbers, 15 of Kazan, 5 toll-free ones. Moscow still has 7 843 555 01 01, too. */
function buildOwnedNumber(index: number): OwnedNumber {
  const type = index <= 25 ? 'DEF' : index <= 40 ? 'ABC' : 'KDU';
  const [prefix, region_name, region_id, fee] = {
    DEF: ['790055501', 'Республика Татарстан', 16, 120] as const,
    ABC: ['784355501', 'Казань', 1601, 190.5] as const,
    KDU: ['780055502', 'Российская Федерация', 7, 2500] as const,
  }[type];
  const position = type === 'DEF' ? index : type === 'ABC' ? index - 25 : index - 40;
  const [application_uuid, application_name] = pick(applications, index);
  const number_name = `${prefix}${zeroPad(position, 2)}`;
  return {
    number_name,
    description: position === 2 ? 'На визитках' : '',
    type_name: type,
    region_name,
    application_name,
    application_uuid,
    subscription_fee: fee,
    install_fee: type === 'KDU' ? 5000 : 0,
    create_date: buildCreateDate(index),
    category_name: position === 1 ? 'Золотой' : 'Обычный',
    number_options: { incoming_calls: true, outgoing_calls: type !== 'KDU', incoming_sms: type === 'DEF', outgoing_sms: type === 'DEF' },
    forwarding: buildForwarding(index, number_name),
    region_id,
    category_id: position === 1 ? 10030 : 10000,
    hasSip: index % 4 !== 0,
  };
}

/** `names` are the employees, owners of the first SIP IDs. */
export function buildKazanOffice(names: string[]): KazanOffice {
  return { sips: range(1, 25).map(index => buildSipId(index, names)), numbers: range(1, 45).map(buildOwnedNumber) };
}
