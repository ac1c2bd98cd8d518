// `list_changes`: what changed between snapshots since a moment, newest first, and which times were not seen.
import { createAnswerFormShape, defaultLimit, defineQuestion, LinekeeperError, type ToolContext, type ToolResult } from '@linekeeper/core';
import {
  createFilterShape,
  createPaginationShape,
  fitEntries,
  fitList,
  hasLineFilter,
  pickFilters,
  selectAccounts,
  warningsSchema,
} from '@linekeeper/questions/lines';
import * as z from 'zod';
import { changeKinds } from './change.ts';
import { findAuthors } from './change-authors.ts';
import { readChangeCursor, writeChangeCursor } from './change-cursor.ts';
import { type AnswerChange, changeColumns, toAnswerChange, toChangeRow } from './change-entry.ts';
import { createChangePredicate } from './change-filter.ts';
import { formatGap } from './format-gap.ts';
import { formatMoment, parseMoment } from './moment.ts';
import type { ChangeQuery, Gap, HistoryStore, SnapshotSummary, StoredChange, TimeSpan } from './store.ts';
import { StoredHistory } from './stored-history.ts';

const name = 'list_changes';

/** Beside a change, who made it. */
const answerColumns = [...changeColumns, 'by'];

/** The question behind `list_changes`; it needs a registry with a `StoredHistory`. */
export const listChanges = defineQuestion({
  name,
  title: 'List changes',
  description:
    'What changed since a moment, newest first: lines added, removed, down, moved, renamed, and whose. "failed" accounts and times are unknown. Lines as they are now: list_lines.',
  command: ['changes'],
  columns: answerColumns,
  columnLayout: { list: 'changes', groupBy: ['at'] },
  input: maxRows =>
    z.strictObject({
      since: z.string().min(1).optional().describe('monday, yesterday, 7d, 12h or ISO; default 24h'),
      until: z.string().min(1).optional().describe('Same; a day includes it'),
      change: z.array(z.enum(changeKinds)).min(1).optional().describe('Only these'),
      ...createFilterShape(),
      ...createAnswerFormShape(),
      ...createPaginationShape(maxRows),
    }),
  output: () => ({
    type: 'object',
    properties: {
      changes: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            at: { type: 'string' },
            account: { type: 'string' },
            line: { type: 'object' },
            change: { type: 'string' },
            field: { type: 'string' },
          },
        },
      },
      returned: { type: 'integer' },
      // Its `failed` names accounts and times.
      snapshots: { type: 'object', properties: { failed: { type: 'array' } } },
      next_cursor: { type: 'string' },
      warnings: warningsSchema,
    },
    required: ['changes', 'returned', 'snapshots'],
  }),
  run,
});

type ChangesInput = Parameters<typeof pickFilters>[0] & {
  since?: string | undefined;
  until?: string | undefined;
  change?: (typeof changeKinds)[number][] | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

async function run(input: ChangesInput, context: ToolContext): Promise<ToolResult> {
  const { registry, budget } = context;
  const accounts = selectAccounts(registry, pickFilters(input)).map(account => account.name);
  const span = readSpan(input, context);
  const olderThan = readChangeCursor(name, input, context);
  const store = await getStore(context);
  const summary = await store.readSnapshots(span, accounts);
  const warnings = describeBounds(summary, span);
  const limit = context.rowLimit ?? input.limit ?? defaultLimit;
  // The store selects by account and kind.
  const matches = hasLineFilter(input) ? createChangePredicate(input, registry) : undefined;
  const query: ChangeQuery = { ...span, accounts, kinds: input.kind, changes: input.change, matches, olderThan };
  const { found, hasMore } = await collectChanges(store.readChanges(query), limit);
  const failed = fitList(summary.gaps.toReversed().map(toFailedEntry), 1 / 4, { budget, rest: [], warnings });
  if (failed.length < summary.gaps.length) warnings.push(`${summary.gaps.length - failed.length} older times without data are left out.`);
  const snapshots = {
    ...(summary.first !== undefined && { first: formatMoment(summary.first) }),
    ...(summary.last !== undefined && { last: formatMoment(summary.last) }),
    count: summary.count,
    failed,
  };
  const authors = await findAuthors(found, store, context);
  warnings.push(...authors.warnings);
  const entries = found.map((change): AnswerChange => {
    const by = authors.getAuthor(change);
    return { ...toAnswerChange(change), ...(by !== undefined && { by }) };
  });
  const changes = fitEntries(entries, { budget, rest: snapshots, columns: answerColumns, toRow: toChangeRow, warnings });
  const last = found[changes.length - 1];
  const continues = (hasMore || changes.length < found.length) && last !== undefined;
  return {
    content: {
      changes,
      returned: changes.length,
      snapshots,
      ...(continues && { next_cursor: writeChangeCursor(name, input, last, context) }),
    },
    table: { columns: answerColumns, rows: changes.map(toChangeRow), timeColumns: ['at'], hasMore: continues },
    warnings,
    notes: summary.gaps.map(gap => formatGap(gap, 'span')),
  };
}

/** The store of the caller's history. Throws `config` where none is kept. */
async function getStore({ registry: { history } }: ToolContext): Promise<HistoryStore> {
  if (history instanceof StoredHistory) return await history.getStore();
  throw new LinekeeperError(
    'config',
    'No history is kept here. Set LINEKEEPER_HISTORY to a file, and take snapshots with linekeeper watch.',
  );
}

function readSpan({ since = '24h', until = 'now' }: ChangesInput, { registry, timeZone = 'UTC' }: ToolContext): TimeSpan {
  const now = registry.clock.now();
  const span = {
    since: parseMoment(since, { field: 'since', now, timeZone, dayEdge: 'start' }),
    until: parseMoment(until, { field: 'until', now, timeZone, dayEdge: 'end' }),
  };
  if (span.since > span.until) throw new LinekeeperError('input', '"since" must not be later than "until".', { field: 'since' });
  return span;
}

/** Says what the snapshots cannot tell of the span. */
function describeBounds({ begin, count }: SnapshotSummary, { since, until }: TimeSpan): string[] {
  if (begin === undefined) return ['No snapshot has been taken yet: "linekeeper snapshot" takes one, "linekeeper watch" goes on.'];
  if (until < begin) return [`The first snapshot is of ${formatMoment(begin)}: what was before is not known.`];
  const late = since < begin - minGapMs ? [`The first snapshot is of ${formatMoment(begin)}: changes before it are not known.`] : [];
  return count === 0 ? ['No snapshot was taken in this time.'] : late;
}

/** A history that began within a minute of the span covers it. */
const minGapMs = 60_000;

async function collectChanges(
  batches: AsyncIterable<readonly StoredChange[]>,
  limit: number,
): Promise<{ found: StoredChange[]; hasMore: boolean }> {
  const found: StoredChange[] = [];
  for await (const batch of batches) {
    for (const change of batch) {
      if (found.length === limit) return { found, hasMore: true };
      found.push(change);
    }
  }
  return { found, hasMore: false };
}

const toFailedEntry = ({ account, outcome, reason, from, until, snapshots }: Gap) => ({
  account,
  // An account whose lists were refused answered in part.
  result: outcome === 'refused' ? 'partial' : outcome,
  from: formatMoment(from),
  until: formatMoment(until),
  snapshots,
  reason,
});
