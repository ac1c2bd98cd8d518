// Runs one list operation: checked arguments in, batches of rows out, and honest notes about what is missing.
import type { Deadline } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Connection } from '../http/connection.ts';
import type { Row } from '../model/fields.ts';
import type { Operation, Position } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { clip, inert } from '../text/sanitize.ts';
import { type Place, readCursor, writeCursor } from './cursor.ts';
import { type Stretch, walk } from './paginate.ts';
import { defaultLimit, type View, viewOf } from './projection.ts';
import { RowReader } from './row-reader.ts';

/** Rows as they come, and where the list goes on behind them. */
export interface Batch {
  rows: Row[];
  place: Place;
  total?: number | undefined;
  end?: Stretch['end'];
}

export class Listing {
  readonly view: View;
  readonly #operation: Operation;
  readonly #connection: Connection;
  readonly #input: Input;
  readonly #reader: RowReader;
  #notes: string[] = [];

  /** Throws `input` for a field that the operation does not have. */
  constructor(operation: Operation, connection: Connection, input: Input) {
    this.view = viewOf(operation, input);
    this.#operation = operation;
    this.#connection = connection;
    this.#input = input;
    const { shape, names, plan } = this.view;
    this.#reader = new RowReader(shape.id, plan, names === undefined || names.includes(shape.id), names === undefined);
  }

  get account(): string {
    return this.#connection.account.name;
  }

  /** Declared fields that came in at least one row, where all fields are asked for: the others may not be visible. */
  get seen(): ReadonlySet<string> {
    return this.#reader.seen ?? new Set();
  }

  /** Rows that the arguments ask for. */
  get wanted(): number {
    return Number(this.#input.limit ?? defaultLimit);
  }

  /** Lists `wanted` rows, or all with Infinity, from a place on or from where the arguments say. Errors: any of the closed list. */
  async *batches(wanted: number, deadline: Deadline, from = this.#start()): AsyncGenerator<Batch> {
    const { pageSize, lastOffset } = this.#operation;
    for await (const stretch of walk({
      ask: this.#asker(deadline),
      ...from,
      wanted,
      pageSize,
      lastOffset,
      identify: this.#reader.identify,
    })) {
      this.#note(stretch);
      const { rows, next, full, total, end } = stretch;
      yield { rows: rows.map(row => this.#reader.read(row)), place: { offset: next, afterFull: full }, total, end };
    }
  }

  #start(): Place {
    const { cursor, offset } = this.#input;
    if (typeof cursor === 'string') return readCursor(cursor, this.#origin(), this.#connection.digest);
    return { offset: Number(offset ?? 0), afterFull: false };
  }

  /** The cursor that goes on at a place of this listing. */
  cursor(place: Place): string {
    return writeCursor(place, this.#origin(), this.#connection.digest);
  }

  /** What a reader of the rows should know: dropped fields, rows without id, a list that stopped early. */
  warnings(): string[] {
    const { dropped, nameless } = this.#reader;
    return [
      ...this.#notes,
      ...(dropped.size > 0 ? [`Left out, because they are not known here, or not with such a value: ${names(dropped)}.`] : []),
      ...(nameless > 0 ? [`${nameless} ${nameless === 1 ? 'row' : 'rows'} came without ${this.view.shape.id}.`] : []),
    ];
  }

  #note({ next, total, end }: Stretch): void {
    if (total !== undefined && next > total)
      this.#notes.push(`The provider counts ${total} rows but gave ${next}: its count cannot be relied on.`);
    if (end === 'short') this.#notes.push(`Incomplete: the provider counts ${total} rows but gives none after ${next}.`);
    if (end === 'bound') this.#notes.push(`Incomplete: the list goes no further than row ${next}. Narrow the question with a filter.`);
  }

  /** `limit`, `fields` and `response_format` may change from page to page; everything else belongs to the cursor. */
  #origin() {
    const { account: _a, limit: _l, fields: _f, response_format: _r, cursor: _c, ...input } = this.#input;
    return { tool: this.#operation.name, account: this.account, input };
  }

  /** Asks for pages; arguments that the provider refuses are narrowed once, for all later pages too. */
  #asker(deadline: Deadline) {
    const { account: _a, limit: _l, fields: _f, response_format: _r, cursor: _c, offset: _o, ...own } = this.#input;
    const { names } = this.view;
    const operation = this.#operation;
    const connection = this.#connection;
    let input = operation.provider.complete({ ...own, ...(names !== undefined && { fields: names }) }, connection.account.settings);
    return async (position: Position, gone: AbortSignal) => {
      const signal = deadline.signal === undefined ? gone : AbortSignal.any([deadline.signal, gone]);
      const send = (asked: Input) =>
        connection.send(operation.request(asked, position), operation.page, { ...deadline, signal }, operation.name);
      const asked = input;
      try {
        return await send(asked);
      } catch (thrown) {
        const narrowed = thrown instanceof LinekeeperError && thrown.code === 'input' ? operation.otherwise?.(asked, thrown) : undefined;
        if (narrowed === undefined) throw thrown;
        input = narrowed;
        return await send(narrowed);
      }
    };
  }
}

/** The provider's own names, inert and few. */
function names(dropped: ReadonlySet<string>): string {
  const most = 20;
  const shown = [...dropped].slice(0, most).map(name => clip(inert(name), 60));
  return shown.join(', ') + (dropped.size > most ? ` and ${dropped.size - most} more` : '');
}
