// The list behind the exchanges of a fixture, as it stands still: answers the requests that make sure that it ended, and did not change.
import { isRecord } from '@linekeeper/core';
import type { Exchange } from '../fixtures/fixture.ts';

interface PageMembers {
  /** The object that has `offset` and `limit`, or `page` and `per_page`. */
  holder: Record<string, unknown>;
  offset: number;
  limit: number;
}

/** Rows of a list by offset, from the exchanges that were played. */
export class StandingList {
  readonly #rows: unknown[] = [];
  #last: Exchange | undefined;

  /** Remembers the rows of an exchange. */
  add(exchange: Exchange): void {
    const rows = getRows(exchange.response.body);
    const page = getPage(exchange.request);
    if (rows === undefined || page === undefined) return;
    this.#last = exchange;
    for (const [index, row] of rows.entries()) this.#rows[page.offset + index] = row;
  }

  /** The response to a request that differs from the last one in its page only; undefined for any other. */
  respond(request: unknown): Exchange['response'] | undefined {
    const page = getPage(request);
    if (this.#last === undefined || page === undefined || withoutPage(request) !== withoutPage(this.#last.request)) return undefined;
    const rows = this.#rows.slice(page.offset, page.offset + page.limit);
    return { ...this.#last.response, body: replaceRows(structuredClone(this.#last.response.body), rows) };
  }

  /** True for a request that asks for the last row, or beyond it. */
  isAtEnd(request: unknown): boolean {
    return (getPage(request)?.offset ?? -1) >= this.#rows.length - 1;
  }
}

function getPage(request: unknown): PageMembers | undefined {
  const { body, query } = isRecord(request) ? request : {};
  const holders = [isRecord(body) ? body.params : undefined, body, query];
  const holder = holders.filter(isRecord).find(members => 'limit' in members || 'per_page' in members);
  if (holder === undefined) return undefined;
  const { limit, per_page, page = 1 } = holder;
  const offset = per_page === undefined ? holder.offset : (Number(page) - 1) * Number(per_page);
  return offset === undefined ? undefined : { holder, offset: Number(offset), limit: Number(per_page ?? limit) };
}

function withoutPage(request: unknown): string {
  const copy: unknown = structuredClone(request);
  const page = getPage(copy);
  if (page !== undefined) Object.assign(page.holder, { offset: 0, limit: 0, page: 0, per_page: 0 });
  return JSON.stringify(sortKeys(copy));
}

const sortKeys = (value: unknown): unknown =>
  isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]) => [name, sortKeys(inner)]),
      )
    : value;

/** The object that has the list of a response, and the list's name. */
function findList(body: unknown): [Record<string, unknown>, string] | undefined {
  const holder = isRecord(body) && isRecord(body.result) ? body.result : body;
  if (!isRecord(holder)) return undefined;
  const name = Object.keys(holder).find(key => Array.isArray(holder[key]));
  return name === undefined ? undefined : [holder, name];
}

function getRows(body: unknown): unknown[] | undefined {
  const [holder, name] = findList(body) ?? [];
  const rows = holder?.[name ?? ''];
  return Array.isArray(rows) ? rows : undefined;
}

function replaceRows(body: Exchange['response']['body'], rows: readonly unknown[]): Exchange['response']['body'] {
  const [holder, name] = findList(body) ?? [];
  if (holder !== undefined && name !== undefined) holder[name] = rows;
  return body;
}
