// `GetList`: the numbers that the customer owns, with a total.
import type { KazanOffice, OwnedNumber } from '../company/kazan.ts';
import type { Json, JsonObject } from '../json.ts';
import { slicePage } from '../short-pages.ts';
import { type Message, parseNanoseconds, readEnum, readString, readTimestamp, readUint64 } from './message.ts';
import { formatCreateDate, shortPageEnds, toQuirkyNumber } from './quirks.ts';

/** `SipFilter`: 0 any number, 1 without a SIP connection, 2 with one. */
const sipFilters = [0, 1, 2];

function buildFilter(message: Message): (row: OwnedNumber) => boolean {
  const [uuid, type, search] = [
    readString(message, 'application_uuid'),
    readString(message, 'type_name'),
    readString(message, 'search_filter'),
  ];
  const [category, region] = [readUint64(message, 'category_id'), readUint64(message, 'region_id')];
  const [from, to] = [readTimestamp(message, 'date_from'), readTimestamp(message, 'date_to')];
  const sip = readEnum(message, 'sip_filter', sipFilters) ?? 0;
  return row => {
    const timeNs = parseNanoseconds(row.create_date) ?? 0n;
    return (
      row.application_uuid === (uuid ?? row.application_uuid) &&
      row.type_name === (type ?? row.type_name) &&
      row.category_id === (category ?? row.category_id) &&
      row.region_id === (region ?? row.region_id) &&
      row.number_name.includes(search ?? '') &&
      (sip === 0 || row.hasSip === (sip === 2)) &&
      (from === undefined || timeNs >= from) &&
      (to === undefined || timeNs <= to)
    );
  };
}

/** The body of a `GetList` response. Throws an ExolveError. */
export function listNumbers(office: KazanOffice, message: Message, quirks: boolean): Json {
  const position = { offset: readUint64(message, 'offset') ?? 0, limit: readUint64(message, 'limit') || 100 };
  const rows = office.numbers.filter(buildFilter(message));
  const isOfApplication = readString(message, 'application_uuid') !== undefined;
  const page = slicePage(rows, position, quirks ? shortPageEnds.numbers : undefined).map(row => toJson(row, isOfApplication, quirks));
  return { numbers: page, total: rows.length };
}

/** The routing is sent only if the request names the application. */
function toJson(row: OwnedNumber, withRouting: boolean, quirks: boolean): JsonObject {
  const { region_id: _region, category_id: _category, hasSip: _sip, forwarding, ...visible } = formatCreateDate(row, quirks);
  const json = { ...visible, ...(withRouting && { call_forwarding_flag: forwarding !== undefined, ...forwarding }) };
  return quirks ? toQuirkyNumber(json) : json;
}
