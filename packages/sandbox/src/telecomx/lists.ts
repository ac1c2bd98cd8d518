// The two lists of Telecom X, trunks and SIP phones: customer scope, filters, shape and page.
import type { CopenhagenOffice } from '../company/copenhagen.ts';
import type { Trunk } from '../company/copenhagen-trunks.ts';
import type { Phone } from '../company/phones.ts';
import type { JsonObject } from '../json.ts';
import { slicePage } from '../short-pages.ts';
import type { AccessLevel } from './auth.ts';
import { TelecomXError } from './errors.ts';
import { readBoolean, readPage, readTextFilter } from './query.ts';
import { shortPageEnds, toQuirkyPhone, toQuirkyTrunk } from './quirks.ts';
import { toCondensedTrunk, toFullPhone, toFullTrunk, toNormalPhone } from './shapes.ts';

/** An authenticated list request. */
export interface ListRequest {
  office: CopenhagenOffice;
  query: URLSearchParams;
  level: AccessLevel;
  quirks: boolean;
}

type CustomerScope = 'own' | 'other';

/** A customer that does not exist is `unknownCustomer`: 400 `customer` for SIP accounts; the documentation of phones has only 403. */
export function resolveCustomer({ office, query, level }: ListRequest, unknownCustomer: TelecomXError): CustomerScope {
  if (level === 'PERSONAL') throw new TelecomXError(403, 'access_denied');
  const customer = (query.get('customer') ?? '').toUpperCase();
  if (customer === '' || customer === office.customer) return 'own';
  if (customer !== office.otherCustomer) throw unknownCustomer;
  if (level !== 'RESELLER') throw new TelecomXError(403, 'access_denied');
  return 'other';
}

/** Whether the request is for all customers of the reseller. Throws a TelecomXError. */
export function isForReseller({ office, query, level }: ListRequest): boolean {
  const reseller = (query.get('reseller') ?? '').toUpperCase();
  if (reseller === '') return false;
  if (level !== 'RESELLER' || reseller !== office.reseller) throw new TelecomXError(403, 'access_denied');
  return true;
}

/** A hosted-PBX trunk has no status, so it is neither up nor down. */
function matchesStatus(trunk: Trunk, up: boolean | undefined): boolean {
  return up === undefined || trunk.status === (up ? 'ON' : 'OFF');
}

/** The body of a `GET /sip` response. Throws a TelecomXError. */
export function listSipAccounts(request: ListRequest): JsonObject {
  const { office, query, level, quirks } = request;
  const scope = isForReseller(request) ? 'own' : resolveCustomer(request, new TelecomXError(400, 'customer'));
  const position = readPage(query, { default: 100, max: 500 });
  const [isFull, up, matches] = [readBoolean(query, 'full') ?? false, readBoolean(query, 'up'), readTextFilter(query)];
  const rows = (scope === 'own' ? office.trunks : [])
    .map((trunk, index) => ({ trunk, index }))
    .filter(({ trunk }) => matchesStatus(trunk, up))
    .filter(({ trunk }) => matches([trunk.name, ...trunk.numbers, trunk.ipAddress, trunk.username, trunk.notes]));
  const page = slicePage(rows, position, quirks ? shortPageEnds.sipAccounts : undefined).map(({ trunk, index }) => {
    const row = isFull ? toFullTrunk(trunk, level) : toCondensedTrunk(trunk, quirks);
    return quirks ? toQuirkyTrunk(row, index) : row;
  });
  return { ...position, total: rows.length, sipAccounts: page };
}

function getSearchedText({ macAddress, ip, handsetAddress, extension, employee, notes }: Phone): (string | null | undefined)[] {
  return [macAddress, ip.address, handsetAddress, extension?.number, extension?.direct, employee?.name, notes];
}

/** The body of a `GET /pbx/sipphone` response. Throws a TelecomXError. */
export function listSipPhones(request: ListRequest): JsonObject {
  const { office, query, quirks } = request;
  const scope = resolveCustomer(request, new TelecomXError(403, 'access_denied'));
  const position = readPage(query, { default: 50, max: 1000 });
  const [isFull, available, matches] = [readBoolean(query, 'full'), readBoolean(query, 'available'), readTextFilter(query)];
  const rows = (scope === 'own' ? office.phones : [])
    .map((phone, index) => ({ phone, index }))
    .filter(({ phone }) => available !== true || phone.extension === null)
    .filter(({ phone }) => matches(getSearchedText(phone)));
  const page = slicePage(rows, position, quirks ? shortPageEnds.sipPhones : undefined).map(({ phone, index }) => {
    const row = isFull ? toFullPhone(phone) : toNormalPhone(phone);
    return quirks ? toQuirkyPhone(row, index) : row;
  });
  return { ...position, total: rows.length, sipPhones: page };
}
