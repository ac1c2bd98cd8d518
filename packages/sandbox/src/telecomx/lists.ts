// The two lists of Telecom X: whose rows, which of them, in which shape, how many at once.
import type { Copenhagen, Trunk } from '../company/copenhagen.ts';
import type { Phone } from '../company/phones.ts';
import type { JsonObject } from '../json.ts';
import { cutPage } from '../short-pages.ts';
import type { Level } from './auth.ts';
import { TelecomXError } from './errors.ts';
import { readBoolean, readFilter, readPage } from './query.ts';
import { quirkyPhone, quirkyTrunk, seams } from './quirks.ts';
import { allSettings, condensed, full, normal } from './shapes.ts';

export interface Listing {
  office: Copenhagen;
  query: URLSearchParams;
  level: Level;
  quirks: boolean;
}

type Owner = 'ours' | 'other';

/** A customer that does not exist is 400 `customer` at the SIP list; the phone list's page knows only 403. */
function owner({ office, query, level }: Listing, unknown: TelecomXError): Owner {
  if (level === 'PERSONAL') throw new TelecomXError(403, 'access_denied');
  const customer = (query.get('customer') ?? '').toUpperCase();
  if (customer === '' || customer === office.customer) return 'ours';
  if (customer !== office.otherCustomer) throw unknown;
  if (level !== 'RESELLER') throw new TelecomXError(403, 'access_denied');
  return 'other';
}

function ofReseller({ office, query, level }: Listing): boolean {
  const reseller = (query.get('reseller') ?? '').toUpperCase();
  if (reseller === '') return false;
  if (level !== 'RESELLER' || reseller !== office.reseller) throw new TelecomXError(403, 'access_denied');
  return true;
}

/** A hosted-PBX trunk has no status, so that it is neither up nor down. */
function reachable(trunk: Trunk, up: boolean | undefined): boolean {
  return up === undefined || trunk.status === (up ? 'ON' : 'OFF');
}

export function sipAccounts(listing: Listing): JsonObject {
  const { office, query, level, quirks } = listing;
  const whose = ofReseller(listing) ? 'ours' : owner(listing, new TelecomXError(400, 'customer'));
  const page = readPage(query, { default: 100, max: 500 });
  const [complete, up, matches] = [readBoolean(query, 'full') ?? false, readBoolean(query, 'up'), readFilter(query)];
  const rows = (whose === 'ours' ? office.trunks : [])
    .map((trunk, index) => ({ trunk, index }))
    .filter(({ trunk }) => reachable(trunk, up))
    .filter(({ trunk }) => matches([trunk.name, ...trunk.numbers, trunk.ipAddress, trunk.username, trunk.notes]));
  const shown = cutPage(rows, page, quirks ? seams.sipAccounts : undefined).map(({ trunk, index }) => {
    const row = complete ? full(trunk, level) : condensed(trunk, quirks);
    return quirks ? quirkyTrunk(row, index) : row;
  });
  return { ...page, total: rows.length, sipAccounts: shown };
}

function searched({ macAddress, ip, handsetAddress, extension, employee, notes }: Phone): (string | null | undefined)[] {
  return [macAddress, ip.address, handsetAddress, extension?.number, extension?.direct, employee?.name, notes];
}

export function sipPhones(listing: Listing): JsonObject {
  const { office, query, quirks } = listing;
  const whose = owner(listing, new TelecomXError(403, 'access_denied'));
  const page = readPage(query, { default: 50, max: 1000 });
  const [complete, available, matches] = [readBoolean(query, 'full'), readBoolean(query, 'available'), readFilter(query)];
  const rows = (whose === 'ours' ? office.phones : [])
    .map((phone, index) => ({ phone, index }))
    .filter(({ phone }) => available !== true || phone.extension === null)
    .filter(({ phone }) => matches(searched(phone)));
  const shown = cutPage(rows, page, quirks ? seams.sipPhones : undefined).map(({ phone, index }) => {
    const row = complete ? allSettings(phone) : normal(phone);
    return quirks ? quirkyPhone(row, index) : row;
  });
  return { ...page, total: rows.length, sipPhones: shown };
}
