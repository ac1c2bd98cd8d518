// A model of a list that changes while it is read: rows are inserted, removed and moved, totals are wrong, pages short, ids missing.
import type { Page } from '@linekeeper/core';
import type { PageRequest } from '../../../packages/core/src/model/operation.ts';
import fc from '../../random.ts';
import { flushPromises } from '../manual-clock.ts';

/** A change between two requests. `at` and `to` are shares of the list's length, so that they fit a list of any length. */
interface Change {
  kind: 'insert' | 'remove' | 'replace' | 'move' | 'shuffle';
  at: number;
  to: number;
  count: number;
}

/** How the list behaves. */
export interface ListModel {
  size: number;
  /** What happens before the request with the same index. */
  changes: readonly (Change | undefined)[];
  /** Which rows have an id. */
  ids: 'all' | 'none' | 'some' | 'zero';
  /** How the total is reported; wrong ones differ by `totalError`. */
  total: 'none' | 'right' | 'sometimes' | 'constant' | 'wrong' | 'wandering' | 'page';
  totalError: number;
  pageSize: number;
  maxPageSize: number | undefined;
  /** The largest page, by the number of the request, repeated cyclically. */
  maxRowsPerPage: readonly number[];
  pageNumbers: boolean;
  /** Rows to read with each cursor; empty to read all at once. */
  steps: readonly number[];
}

/** A row of the model; its name tells it from all others, also without an id. */
export interface ModelRow {
  id?: string | number | null;
  name: string;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyChange = (kinds: readonly Change['kind'][], maxCount: number): fc.Arbitrary<Change> =>
  fc.record({ kind: fc.constantFrom(...kinds), at: share, to: share, count: fc.integer({ min: 1, max: maxCount }) });

const anyChanges = (kinds: readonly Change['kind'][], maxCount: number) =>
  fc.array(fc.option(anyChange(kinds, maxCount), { nil: undefined, freq: 2 }), { maxLength: 30 });

const shape = {
  size: fc.nat({ max: 60 }),
  ids: fc.constantFrom<ListModel['ids'][]>('all', 'all', 'none', 'some', 'zero'),
  total: fc.constantFrom<ListModel['total'][]>('none', 'right', 'sometimes', 'constant', 'wrong', 'wandering', 'page'),
  totalError: fc.integer({ min: -12, max: 12 }),
  pageSize: fc.integer({ min: 2, max: 25 }),
  maxPageSize: fc.constantFrom(undefined, 100),
  maxRowsPerPage: fc.oneof(
    fc.constant([1_000]),
    fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 6 }),
    fc.integer({ min: 1, max: 12 }).map(cap => [cap]),
  ),
  pageNumbers: fc.constant(false),
  steps: fc.oneof(fc.constant([]), fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 })),
};

/** Lists that stand still, with right totals and wrong ones. */
export const stillList: fc.Arbitrary<ListModel> = fc.record({ ...shape, changes: fc.constant([]) });

/** Lists into which rows are inserted, and from which rows are removed, also as many at once. */
export const growingList: fc.Arbitrary<ListModel> = fc.record({ ...shape, changes: anyChanges(['insert', 'remove', 'replace'], 25) });

/** Lists in which rows move, or come in another order each time. Without ids, or behind a cursor, a row that comes twice cannot be told. */
export const movingList: fc.Arbitrary<ListModel> = fc.record({
  ...shape,
  ids: fc.constant('all' as const),
  steps: fc.constant([]),
  changes: fc.oneof(anyChanges(['move'], 1), anyChanges(['shuffle'], 1)),
});

/** Lists with page numbers, whose pages cannot begin one row early. */
export const numberedList: fc.Arbitrary<ListModel> = fc.record({
  ...shape,
  total: fc.constantFrom<ListModel['total'][]>('none', 'right'),
  maxRowsPerPage: fc.constant([1_000]),
  pageNumbers: fc.constant(true),
  changes: fc.oneof(fc.constant([]), anyChanges(['insert', 'remove', 'replace'], 25)),
});

/** A list of a model, and what happened to its rows. */
export class ChangingList {
  rows: ModelRow[];
  /** Names of the rows that existed from the first request to the last. */
  readonly throughout: Set<string>;
  requests: PageRequest[] = [];
  readonly #model: ListModel;
  #created = 0;

  constructor(model: ListModel) {
    this.#model = model;
    this.rows = Array.from({ length: model.size }, () => this.#create());
    this.throughout = new Set(this.rows.map(({ name }) => name));
  }

  readonly fetchPage = async ({ offset, limit }: PageRequest): Promise<Page> => {
    const index = this.requests.push({ offset, limit }) - 1;
    const change = this.#model.changes[index];
    if (change !== undefined) this.#apply(change);
    const { maxRowsPerPage } = this.#model;
    const cap = maxRowsPerPage[index % maxRowsPerPage.length] ?? 1;
    const rows = this.rows.slice(offset, offset + Math.min(limit, cap));
    const total = this.#getTotal(index, rows.length);
    if (index % 3 === 0) await flushPromises();
    return { rows: structuredClone(rows), ...(total !== undefined && { total }) };
  };

  #create(): ModelRow {
    const number = ++this.#created;
    const name = `row ${number}`;
    const { ids } = this.#model;
    if (ids === 'none' || (ids === 'some' && number % 3 === 0)) return number % 2 === 0 ? { name } : { id: null, name };
    return { id: ids === 'zero' ? 0 : number * 7, name };
  }

  #apply({ kind, at, to, count }: Change): void {
    const from = Math.floor(at * this.rows.length);
    const removed = kind === 'remove' || kind === 'replace' ? this.rows.splice(from, count) : [];
    for (const { name } of removed) this.throughout.delete(name);
    const added = kind === 'insert' ? count : kind === 'replace' ? removed.length : 0;
    const place = kind === 'replace' ? Math.floor(to * (this.rows.length + 1)) : from;
    this.rows.splice(place, 0, ...Array.from({ length: added }, () => this.#create()));
    if (kind === 'move') {
      const moved = this.rows.splice(from, 1);
      this.rows.splice(Math.floor(to * (this.rows.length + 1)), 0, ...moved);
    }
    if (kind === 'shuffle') {
      const factor = 1 + Math.floor(to * 997);
      this.rows = this.rows
        .map((row, index) => ({ row, rank: ((index + 1) * factor * 7_919) % 1_009 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ row }) => row);
    }
  }

  #getTotal(index: number, pageRows: number): number | undefined {
    const { total, totalError, size } = this.#model;
    const count = this.rows.length;
    if (total === 'none' || (total === 'sometimes' && index % 3 > 0)) return undefined;
    if (total === 'constant') return Math.max(0, size + totalError);
    if (total === 'wrong') return Math.max(0, count + totalError);
    if (total === 'wandering') return Math.max(0, count + ((index * 5 + totalError) % 7) - 3);
    return total === 'page' ? pageRows : count;
  }
}
