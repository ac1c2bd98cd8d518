// The page walker: every row of a list exactly once and in order, however the provider cuts its pages.

import { malformed } from '../http/http-status.ts';
import { mostAtOnce } from '../http/rate-limiter.ts';
import type { Page, Position } from '../model/operation.ts';

/** A listing that passes these is stopped: no inventory is that large, but an endless answer is. */
const mostPages = 20_000;
const mostRows = 2_000_000;

export interface Walk {
  /** Fetches one page. */
  ask(position: Position, signal: AbortSignal): Promise<Page>;
  offset: number;
  /** True where the page before `offset` was full. */
  afterFull?: boolean;
  /** Rows wanted; Infinity for all. */
  wanted: number;
  pageSize: number;
  lastOffset?: number | undefined;
  /** What tells a row from all others, where rows have it: a page whose rows are those of the one before is then noticed. */
  identify?: ((row: unknown) => unknown) | undefined;
}

/** Rows in a row, and where the list goes on after them. */
export interface Stretch {
  rows: readonly unknown[];
  /** The offset behind the last row. */
  next: number;
  /** True where the last page was as full as it could be. */
  full: boolean;
  total?: number | undefined;
  /** Why there is nothing behind it; undefined while the list may go on. */
  end?: 'complete' | 'short' | 'bound' | undefined;
}

/** Walks a list. Stops after `wanted` rows, at the list's end, or where the provider's or our own bound is reached. */
export async function* walk(options: Walk): AsyncGenerator<Stretch> {
  const abort = new AbortController();
  const counted = new Counted(options.ask);
  try {
    yield* stretches({ ...options, ask: counted.ask }, abort.signal);
  } finally {
    // Whoever stops early does not wait for pages that were asked for ahead.
    if (counted.underWay > 0) abort.abort(stopped);
  }
}

/** A reason of its own saves an exception with a stack for every walk. */
const stopped = 'the walk is over';

async function* stretches(options: Walk, signal: AbortSignal): AsyncGenerator<Stretch> {
  const { ask, pageSize, wanted, lastOffset = Number.POSITIVE_INFINITY } = options;
  const until = options.offset + Math.min(wanted, mostRows);
  let { offset, afterFull = false } = options;
  let before: Stretch | undefined;
  while (offset < until) {
    if (offset > lastOffset) return yield { rows: [], next: offset, full: false, end: 'bound' };
    const known = before?.total;
    const parts = known === undefined ? [part(offset, until, pageSize)] : partsTo(offset, Math.min(until, known), pageSize, lastOffset);
    const fetched = inOrder(parts, one => fill({ ask, lastOffset, signal, afterFull, known, whole: parts.length > 1, ...one }));
    for await (const stretch of fetched) {
      if (repeats(before, stretch, options.identify)) throw malformed('the same page again and again');
      yield stretch;
      ({ next: offset, full: afterFull } = stretch);
      before = stretch;
      if (stretch.end !== undefined) return;
    }
  }
  if (offset >= options.offset + mostRows) yield { rows: [], next: offset, full: false, end: 'bound' };
}

const part = (offset: number, until: number, pageSize: number): Position => ({ offset, limit: Math.min(pageSize, until - offset) });

/** The parts from `offset` to `until`, a page each. */
function partsTo(offset: number, until: number, pageSize: number, lastOffset: number): Position[] {
  const count = Math.ceil((Math.min(until, lastOffset + 1) - offset) / pageSize);
  return Array.from({ length: count }, (_, index) => part(offset + index * pageSize, until, pageSize));
}

interface Filling extends Position {
  ask: Walk['ask'];
  signal: AbortSignal;
  afterFull: boolean;
  lastOffset: number;
  /** True where other parts follow, so that a short page must be refilled. */
  whole: boolean;
  /** The total that an earlier page told. */
  known: number | undefined;
}

/** Fills one part. An empty page before the end is asked for once more: providers send such pages. */
async function fill({ ask, signal, offset, limit, afterFull, lastOffset, whole, known }: Filling): Promise<Stretch> {
  const rows: unknown[] = [];
  for (let again = false; ; ) {
    const page = await ask({ offset: offset + rows.length, limit: limit - rows.length }, signal);
    const got = page.rows.slice(0, limit - rows.length);
    rows.push(...got);
    const next = offset + rows.length;
    const total = page.total ?? known;
    const done = (end?: Stretch['end']): Stretch => ({ rows, next, full: got.length > 0 && rows.length === limit, total, end });
    if (total !== undefined && next >= total) return done('complete');
    if (rows.length === limit || (got.length > 0 && !whole)) return done();
    if (next > lastOffset) return done('bound');
    if (got.length === 0 && (again || (total === undefined && !afterFull))) return done(total === undefined ? 'complete' : 'short');
    again = got.length === 0;
  }
}

/** Runs `work` on a few parts at once; the results come in the parts' order. */
async function* inOrder(parts: readonly Position[], work: (part: Position) => Promise<Stretch>): AsyncGenerator<Stretch> {
  // Taken out as they are handed on: a long list is never held whole.
  const underWay: Promise<Stretch>[] = [];
  const start = (part: Position) => {
    const result = work(part);
    // A failure is reported when its turn comes, not as unhandled before.
    result.catch(() => {});
    underWay.push(result);
  };
  parts.slice(0, mostAtOnce).forEach(start);
  for (let turn = 0; turn < parts.length; turn++) {
    const stretch = await underWay.shift();
    const following = parts[turn + mostAtOnce];
    if (following !== undefined) start(following);
    if (stretch !== undefined) yield stretch;
  }
}

/** True where a provider ignores the offset: it would be asked for ever. */
function repeats(before: Stretch | undefined, { rows }: Stretch, identify: Walk['identify']): boolean {
  const id = identify?.(rows[0]);
  return id !== undefined && id === identify?.(before?.rows[0]);
}

/** Counts the pages that are asked for, and those that are not there yet. */
class Counted {
  readonly #ask: Walk['ask'];
  #asked = 0;
  underWay = 0;

  constructor(ask: Walk['ask']) {
    this.#ask = ask;
  }

  readonly ask: Walk['ask'] = async (position, signal) => {
    if (++this.#asked > mostPages) throw malformed('cut into more pages than any inventory has');
    this.underWay++;
    try {
      return await this.#ask(position, signal);
    } finally {
      this.underWay--;
    }
  };
}
