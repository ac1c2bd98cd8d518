// `GetSIPList`: filters, one order of two, no total, and ids that no double can hold.
import type { Kazan, SipId } from '../company/kazan.ts';
import { cutPage } from '../short-pages.ts';
import { ExolveError } from './errors.ts';
import { date, type Message, nanoseconds, order, text, uint64 } from './message.ts';
import { dated, seams, Walks } from './quirks.ts';

type Compare = (left: SipId, right: SipId) => number;

function within(message: Message): (row: SipId) => boolean {
  const [name, user, cli] = [text(message, 'search_filter_by_name'), text(message, 'username_filter'), text(message, 'clis_filter')];
  const [from, to] = [date(message, 'date_from'), date(message, 'date_to')];
  return row => {
    const moment = nanoseconds(row.create_date) ?? 0n;
    const named = row.sip_name.includes(name ?? '') && row.user_name.includes(user ?? '') && row.cli.includes(cli ?? '');
    return named && (from === undefined || moment >= from) && (to === undefined || moment <= to);
  };
}

/** The newest first, unless another order is asked for: the page makes descending the default of dates. */
function ordered(message: Message): Compare {
  const [byName, byDate] = [order(message, 'order_by_name', 'OrderByName'), order(message, 'order_by_date', 'OrderByDate')];
  if (byName !== undefined && byDate !== undefined) {
    throw new ExolveError(400, 'error parsing "order_by_date", oneof GetSIPListRequest.order_by is already set');
  }
  const sign = (byName ?? byDate ?? 2) === 1 ? 1 : -1;
  const key = byName === undefined ? 'create_date' : 'sip_name';
  return (left, right) => (left[key] === right[key] ? 0 : left[key] < right[key] ? -sign : sign);
}

/** A third of the ids leave as bare numbers, which JSON.stringify could only write as rounded doubles. */
function written(row: SipId, place: number, quirks: boolean): string {
  const { cli, ...rest } = dated(row, quirks);
  const text = JSON.stringify(quirks && place === 18 ? rest : { ...rest, cli });
  return quirks && place % 3 === 0 ? text.replace(/"sip_resource_id":"(\d+)"/, '"sip_resource_id":$1') : text;
}

export class SipIds {
  private readonly office: Kazan;
  private readonly walks: Walks | undefined;

  constructor(office: Kazan, quirks: boolean) {
    this.office = office;
    this.walks = quirks ? new Walks() : undefined;
  }

  /** The JSON text of the answer; an empty list may be no list at all. */
  list(message: Message): string {
    const { offset: _offset, limit: _limit, ...filters } = message;
    const page = { offset: uint64(message, 'offset') ?? 0, limit: uint64(message, 'limit') || 100 };
    const [keep, compare] = [within(message), ordered(message)];
    const rows = this.office.sips
      .map((row, place) => ({ row, place }))
      .filter(({ row }) => keep(row))
      .sort((left, right) => compare(left.row, right.row));
    const shown = cutPage(rows, page, this.walks && seams.sips);
    const skipped = this.walks?.skips(JSON.stringify(filters), page, shown.length) ?? false;
    const texts = (skipped ? [] : shown).map(({ row, place }) => written(row, place, this.walks !== undefined));
    return this.walks !== undefined && texts.length === 0 ? '{}' : `{"sips":[${texts.join(',')}]}`;
  }
}
