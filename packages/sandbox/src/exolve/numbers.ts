// `GetList`: the numbers that the customer owns, with a total.
import type { KazanOffice, OwnedNumber } from '../company/kazan.ts';
import type { Json } from '../json.ts';
import { slicePage } from '../short-pages.ts';
import { type Message, parseNanoseconds, readString, readTimestamp, readUint64 } from './message.ts';
import { formatCreateDate, shortPageEnds } from './quirks.ts';

/** `sip_filter` is undocumented: here, the user name of a SIP ID whose caller ID is the number. */
function buildFilter(message: Message, office: KazanOffice): (row: OwnedNumber) => boolean {
  const [uuid, type, search] = [
    readString(message, 'application_uuid'),
    readString(message, 'type_name'),
    readString(message, 'search_filter'),
  ];
  const [category, region] = [readUint64(message, 'category_id'), readUint64(message, 'region_id')];
  const [from, to, sip] = [readTimestamp(message, 'date_from'), readTimestamp(message, 'date_to'), readString(message, 'sip_filter')];
  const callerIds = office.sips.filter(({ user_name }) => user_name === sip).map(({ cli }) => cli);
  return row => {
    const timeNs = parseNanoseconds(row.create_date) ?? 0n;
    return (
      row.application_uuid === (uuid ?? row.application_uuid) &&
      row.type_name === (type ?? row.type_name) &&
      row.category_id === (category ?? row.category_id) &&
      row.region_id === (region ?? row.region_id) &&
      row.number_name.includes(search ?? '') &&
      (sip === undefined || callerIds.includes(row.number_name)) &&
      (from === undefined || timeNs >= from) &&
      (to === undefined || timeNs <= to)
    );
  };
}

/** The body of a `GetList` response. Throws an ExolveError. */
export function listNumbers(office: KazanOffice, message: Message, quirks: boolean): Json {
  const position = { offset: readUint64(message, 'offset') ?? 0, limit: readUint64(message, 'limit') || 100 };
  const rows = office.numbers.filter(buildFilter(message, office));
  const page = slicePage(rows, position, quirks ? shortPageEnds.numbers : undefined).map(row => {
    const { region_id: _region, category_id: _category, ...visible } = formatCreateDate(row, quirks);
    return visible;
  });
  return { numbers: page, total: rows.length };
}
