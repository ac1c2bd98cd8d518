// What Exolve was seen to do beside its pages: microseconds, short pages, and an empty page that is not the end.
import type { Page } from '../short-pages.ts';

/** Where long pages of each list end early. */
export const seams = { sips: 15, numbers: 30 };

/** The page promises RFC 3339; microseconds are what arrives. */
export function dated<Row extends { create_date: string }>(row: Row, quirks: boolean): Row {
  return quirks ? row : { ...row, create_date: row.create_date.replace(/\.\d+Z$/, 'Z') };
}

interface Walk {
  /** Offsets at which a full page ended. */
  fullUntil: Set<number>;
  /** May still play its trick. */
  armed: boolean;
  /** Offsets whose empty page has not been asked for again yet. */
  owed: Set<number>;
}

/**
 * Once a walk through a list, the page after a full one comes empty; asked again, it comes whole. Two walks at the same time, by pages of
 * one size, are one walk here, so that neither of them meets the empty page twice at one place; what is full to one size is short to another.
 */
export class Walks {
  private readonly walks = new Map<string, Walk>();

  skips(list: string, { offset, limit }: Page, rows: number): boolean {
    const key = `${list} ${limit}`;
    const walk = this.walks.get(key) ?? { fullUntil: new Set(), armed: true, owed: new Set() };
    this.walks.set(key, walk);
    if (offset === 0 && walk.owed.size === 0) walk.armed = true;
    if (walk.owed.delete(offset)) return this.seen(walk, offset, limit, rows);
    if (walk.armed && rows > 0 && walk.fullUntil.has(offset)) {
      walk.armed = false;
      walk.owed.add(offset);
      return true;
    }
    return this.seen(walk, offset, limit, rows);
  }

  private seen(walk: Walk, offset: number, limit: number, rows: number): false {
    if (rows === limit) walk.fullUntil.add(offset + rows);
    return false;
  }
}
