// `GetSIPList`: filters, order by name or date, no total, and ids that exceed the precision of a double.
import type { KazanOffice, SipId } from '../company/kazan.ts';
import { slicePage } from '../short-pages.ts';
import { ExolveError } from './errors.ts';
import { type Message, parseNanoseconds, readOrder, readString, readTimestamp, readUint64 } from './message.ts';
import { EmptyPageQuirk, formatCreateDate, shortPageEnds } from './quirks.ts';

type Compare = (left: SipId, right: SipId) => number;

function buildFilter(message: Message): (row: SipId) => boolean {
  const [name, userName, cli] = [
    readString(message, 'search_filter_by_name'),
    readString(message, 'username_filter'),
    readString(message, 'clis_filter'),
  ];
  const [from, to] = [readTimestamp(message, 'date_from'), readTimestamp(message, 'date_to')];
  return row => {
    const timeNs = parseNanoseconds(row.create_date) ?? 0n;
    const matchesText = row.sip_name.includes(name ?? '') && row.user_name.includes(userName ?? '') && row.cli.includes(cli ?? '');
    return matchesText && (from === undefined || timeNs >= from) && (to === undefined || timeNs <= to);
  };
}

/** Newest first by default: the documentation makes descending the default order of dates. */
function buildOrder(message: Message): Compare {
  const [byName, byDate] = [readOrder(message, 'order_by_name', 'OrderByName'), readOrder(message, 'order_by_date', 'OrderByDate')];
  if (byName !== undefined && byDate !== undefined) {
    throw new ExolveError(400, 'error parsing "order_by_date", oneof GetSIPListRequest.order_by is already set');
  }
  const sign = (byName ?? byDate ?? 2) === 1 ? 1 : -1;
  const key = byName === undefined ? 'create_date' : 'sip_name';
  return (left, right) => (left[key] === right[key] ? 0 : left[key] < right[key] ? -sign : sign);
}

/** With quirks, a third of the ids are JSON numbers, which JSON.stringify could write only as rounded doubles. */
function serializeSipId(row: SipId, index: number, quirks: boolean): string {
  const { cli, ...rest } = formatCreateDate(row, quirks);
  const text = JSON.stringify(quirks && index === 18 ? rest : { ...rest, cli });
  return quirks && index % 3 === 0 ? text.replace(/"sip_resource_id":"(\d+)"/, '"sip_resource_id":$1') : text;
}

/** The SIP IDs of an office, with the state of the empty-page quirk. */
export class SipIdList {
  readonly #office: KazanOffice;
  readonly #emptyPageQuirk: EmptyPageQuirk | undefined;

  constructor(office: KazanOffice, quirks: boolean) {
    this.#office = office;
    this.#emptyPageQuirk = quirks ? new EmptyPageQuirk() : undefined;
  }

  /** The JSON text of a `GetSIPList` response; with quirks, an empty list is left out. Throws an ExolveError. */
  toListJson(message: Message): string {
    const { offset: _offset, limit: _limit, ...filters } = message;
    const position = { offset: readUint64(message, 'offset') ?? 0, limit: readUint64(message, 'limit') || 100 };
    const [matches, compare] = [buildFilter(message), buildOrder(message)];
    const rows = this.#office.sips
      .map((row, index) => ({ row, index }))
      .filter(({ row }) => matches(row))
      .sort((left, right) => compare(left.row, right.row));
    const page = slicePage(rows, position, this.#emptyPageQuirk && shortPageEnds.sips);
    const isEmptied = this.#emptyPageQuirk?.takesEffect(JSON.stringify(filters), position, page.length) ?? false;
    const texts = (isEmptied ? [] : page).map(({ row, index }) => serializeSipId(row, index, this.#emptyPageQuirk !== undefined));
    return this.#emptyPageQuirk !== undefined && texts.length === 0 ? '{}' : `{"sips":[${texts.join(',')}]}`;
  }
}
