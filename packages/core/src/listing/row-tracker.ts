// Keeps the place in a list that is read page by page: the last row, every row so far, and whether the list changed meanwhile.

import { KeySet } from './key-set.ts';
import type { ReceivedPage } from './page-reader.ts';
import type { RowKeys } from './row-key.ts';

/** Why a list ends: only a `complete` one was read to a confirmed end, and did not change meanwhile. */
export type ListEnd = 'complete' | 'changed' | 'total-not-reached' | 'total-exceeded' | 'offset-limit';

/** Consecutive rows, none of which came before, and where the list continues after them. */
export interface RowChunk {
  rows: readonly unknown[];
  /** The key of each row. */
  keys: Float64Array;
  /** The key of the row before the first one; undefined if it is not known. */
  previousKey: number | undefined;
  /** The offset after the last row. */
  nextOffset: number;
  /** Rows in the whole list, as reported by the provider; undefined if more rows came. */
  total?: number | undefined;
  /** The count that the provider reports although more rows came. */
  refutedTotal?: number | undefined;
  /** True if the list was seen to change while it was read. */
  changed: boolean;
  /** Why the list ends here; undefined while it may continue. */
  end?: ListEnd | undefined;
}

/** Where reading starts. */
export interface RowTrackerOptions {
  /** Where to start: the number of rows to skip. */
  offset: number;
  /** The key of the row before `offset`, if it was read earlier. */
  lastKey?: number | undefined;
  /** True if the list changed while the rows before `offset` were read. */
  changed?: boolean | undefined;
}

/** The rows of a list that were taken so far. */
export class RowTracker {
  /** The offset of the next row. */
  position: number;
  /** The key of the row before `position`; undefined if it is not known. */
  lastKey: number | undefined;
  changed: boolean;
  missingRows: number;
  takenRows = 0;
  readonly #keys: RowKeys;
  /** True if every row before `position` is known, none only from a cursor. */
  readonly startsAtFirstRow: boolean;
  readonly #seen = new KeySet();
  #firstKey: number | undefined;
  #reportedTotal: number | undefined;
  #refutedTotal: number | undefined;
  /** True while rows that came before are read again to find the place. */
  #isCatchingUp = false;

  constructor({ offset, lastKey, changed = false }: RowTrackerOptions, keys: RowKeys, missingRows: number) {
    this.position = offset;
    this.lastKey = lastKey;
    this.changed = changed;
    this.missingRows = missingRows;
    this.#keys = keys;
    this.startsAtFirstRow = offset === 0;
    if (lastKey !== undefined) this.#seen.add(lastKey);
  }

  /** Rows in the whole list. A count below the rows that came does not count. */
  get total(): number | undefined {
    const total = this.#reportedTotal;
    return total === this.#refutedTotal || (this.lastKey !== undefined && (total ?? 0) < this.position) ? undefined : total;
  }

  /** Compares the row before `position`: `absent` if the page does not have it, `other` if the list changed. */
  compareOverlap({ offset, rows }: ReceivedPage): 'same' | 'other' | 'absent' {
    const index = this.position - 1 - offset;
    if (index < 0 || index >= rows.length) return 'absent';
    return this.lastKey === undefined || this.#keys.isKeyOf(rows[index], this.lastKey) ? 'same' : 'other';
  }

  /** True if the page goes on exactly behind the last row. */
  isContinuedBy(page: ReceivedPage): boolean {
    return this.compareOverlap(page) === 'same' || (page.offset === this.position && (page.rows.length > 0 || this.lastKey === undefined));
  }

  /** True if the page reaches beyond `position`. */
  isExtendedBy = ({ offset, rows }: ReceivedPage): boolean => offset + rows.length > this.position;

  noteTotal(total: number | undefined): void {
    if (total === undefined) return;
    if (this.#reportedTotal !== undefined && total !== this.#reportedTotal) this.changed = true;
    this.#reportedTotal = total;
  }

  /** Records that rows came from beyond the total. */
  refuteTotal(): void {
    this.#refutedTotal = this.#reportedTotal;
  }

  /** True if the rows begin like the list, and none of them is new. */
  isRepetition(rows: readonly unknown[]): boolean {
    return this.#keys.compute(rows[0]) === this.#firstKey && rows.every(row => this.#seen.has(this.#keys.compute(row)));
  }

  /** Where to go on in a page that does not continue the list: at its first row if rows may precede that came before, otherwise behind the last one. */
  findKnownOffset({ offset, rows }: ReceivedPage): number | undefined {
    const index = rows.findIndex(row => this.#seen.has(this.#keys.compute(row)));
    return index < 0 ? undefined : offset + (this.startsAtFirstRow ? 0 : index);
  }

  /** Goes on at `offset`; rows that came before are skipped. */
  restartAt(offset: number): void {
    this.position = offset;
    this.lastKey = undefined;
    this.#isCatchingUp = true;
  }

  /** The key of the first row that `take` would take. */
  getFirstKey({ offset, rows }: ReceivedPage): number | undefined {
    const index = this.position - offset;
    return index < rows.length ? this.#keys.compute(rows[index]) : undefined;
  }

  /** Takes the rows from `position` on that are new, at most `missingRows`. */
  take({ offset, rows, total }: ReceivedPage): RowChunk[] {
    this.noteTotal(total);
    const chunks: RowChunk[] = [];
    const first = this.position - offset;
    const keys = new Float64Array(Math.max(0, rows.length - first));
    const { missingRows } = this;
    let previousKey = this.lastKey;
    let taken = 0;
    let index = first;
    let start = first;
    const addChunk = () => {
      if (start < index)
        chunks.push({
          rows: start === 0 && index === rows.length ? rows : rows.slice(start, index),
          keys: keys.subarray(start - first, index - first),
          previousKey,
          nextOffset: offset + index,
          changed: false,
        });
    };
    for (; index < rows.length && taken < missingRows; index++) {
      const row = rows[index];
      const key = this.#keys.compute(row);
      keys[index - first] = key;
      if (this.#seen.add(key) || this.#isTakenAgain(row, key, keys.subarray(start - first, index - first))) {
        taken++;
        this.#isCatchingUp = false;
      } else {
        addChunk();
        start = index + 1;
        previousKey = key;
      }
    }
    addChunk();
    if (index > first) this.lastKey = keys[index - first - 1];
    this.position = Math.max(this.position, offset + index);
    this.missingRows -= taken;
    this.takenRows += taken;
    this.#firstKey ??= chunks[0]?.keys[0];
    return chunks;
  }

  /** A row without an id may be equal to another one, and the rows of one page are the provider's: only an id from an earlier page is left out. */
  #isTakenAgain(row: unknown, key: number, pageKeys: Float64Array): boolean {
    if (this.#isCatchingUp) return false;
    if (!this.#keys.hasId(row) || pageKeys.includes(key)) return true;
    this.changed = true;
    return false;
  }

  /** Adds what is known of the list to a chunk. */
  complete(chunk: RowChunk, end?: ListEnd): RowChunk {
    const reported = this.#reportedTotal;
    const refutedTotal = this.total === undefined ? reported : undefined;
    return { ...chunk, total: this.total, refutedTotal, changed: this.changed, end };
  }

  /** A chunk without rows, at the end of the list. */
  createEmptyChunk(): RowChunk {
    return { rows: [], keys: new Float64Array(), previousKey: this.lastKey, nextOffset: this.position, changed: this.changed };
  }

  /** Why a list ends that has no rows from `position` on. */
  getListEnd(): ListEnd {
    const total = this.#reportedTotal;
    if (this.changed) return 'changed';
    if (total === undefined || total === this.position) return 'complete';
    if (total > this.position) return 'total-not-reached';
    return this.lastKey === undefined ? 'complete' : 'total-exceeded';
  }
}
