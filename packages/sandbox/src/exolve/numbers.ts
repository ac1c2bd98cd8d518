// `GetList`: the numbers that were bought, with a total.
import type { Kazan, OwnedNumber } from '../company/kazan.ts';
import type { Json } from '../json.ts';
import { cutPage } from '../short-pages.ts';
import { date, type Message, nanoseconds, text, uint64 } from './message.ts';
import { dated, seams } from './quirks.ts';

/** `sip_filter` is not explained anywhere: here, the user name of a SIP ID that presents the number. */
function within(message: Message, office: Kazan): (row: OwnedNumber) => boolean {
  const [uuid, type, search] = [text(message, 'application_uuid'), text(message, 'type_name'), text(message, 'search_filter')];
  const [category, region] = [uint64(message, 'category_id'), uint64(message, 'region_id')];
  const [from, to, sip] = [date(message, 'date_from'), date(message, 'date_to'), text(message, 'sip_filter')];
  const presented = office.sips.filter(({ user_name }) => user_name === sip).map(({ cli }) => cli);
  return row => {
    const moment = nanoseconds(row.create_date) ?? 0n;
    return (
      row.application_uuid === (uuid ?? row.application_uuid) &&
      row.type_name === (type ?? row.type_name) &&
      row.category_id === (category ?? row.category_id) &&
      row.region_id === (region ?? row.region_id) &&
      row.number_name.includes(search ?? '') &&
      (sip === undefined || presented.includes(row.number_name)) &&
      (from === undefined || moment >= from) &&
      (to === undefined || moment <= to)
    );
  };
}

export function numbers(office: Kazan, message: Message, quirks: boolean): Json {
  const page = { offset: uint64(message, 'offset') ?? 0, limit: uint64(message, 'limit') || 100 };
  const rows = office.numbers.filter(within(message, office));
  const shown = cutPage(rows, page, quirks ? seams.numbers : undefined).map(row => {
    const { region_id: _region, category_id: _category, ...visible } = dated(row, quirks);
    return visible;
  });
  return { numbers: shown, total: rows.length };
}
