// The words of what is posted, for any chat: a title, text lines and a table of the changes.
import { describeChange, type Line, pluralize, type ResultTable, type Row, toText } from '@linekeeper/core';
import { changeColumns, toAnswerChange, toChangeRow } from '../change-entry.ts';
import { formatMoment } from '../moment.ts';
import type { WatchEvent } from './follow-changes.ts';
import { groupByLine, type PlannedPost } from './plan-posts.ts';
import { toShownValue } from './watched-value.ts';

/** A message, before it is rendered. Its texts hold names from providers, which the renderer makes inert. */
export interface Announcement {
  title: string;
  textLines: readonly string[];
  table?: ResultTable | undefined;
  /** When it happened, in milliseconds since 1970. */
  at?: number | undefined;
}

/** Words a planned message. */
export function describePost({ type, events }: PlannedPost): Announcement {
  const [first] = events;
  if (first === undefined) return { title: '', textLines: [] };
  const { at } = first.entry;
  if (groupByLine(events).length === 1) return { ...describeLine(events), at };
  return { title: describeMany(type, events), textLines: [], table: toTable(events), at };
}

/** `moscow: 38 lines down (sip_line)`, `38 lines: up`, `12 more changes`. */
function describeMany(type: PlannedPost['type'], events: readonly WatchEvent[]): string {
  const ofStatus = events.filter(({ entry }) => entry.field === 'status');
  const [first] = ofStatus;
  const value = first !== undefined && ofStatus.every(({ entry }) => entry.value === first.entry.value) ? first.entry.value : undefined;
  if (first !== undefined && value !== undefined && type !== 'summary') {
    const { account, kind } = first.entry;
    const [count, status] = [countLines(ofStatus.length), toText(JSON.parse(value))];
    if (type === 'storm') return `${account}: ${count} ${status} (${kind})`;
    if (first.change?.change !== 'removed') return `${count}: ${status}`;
  }
  return `${events.length}${type === 'summary' ? ' more' : ''} ${pluralize('change', events.length)}`;
}

/** Words the changes of one line, or of the reading of an account. */
function describeLine(events: readonly WatchEvent[]): Pick<Announcement, 'title' | 'textLines'> {
  const [first, ...others] = [...events].sort((a, b) => getRank(a) - getRank(b));
  if (first === undefined) return { title: '', textLines: [] };
  const { entry, change, gap, beforeAt, type } = first;
  const { account, kind, id, field } = entry;
  const duration = type === 'updated' && beforeAt !== undefined ? [`After ${formatDuration(entry.at - beforeAt)}.`] : [];
  if (field === 'reading') {
    if (type === 'updated') return { title: `${account} is read again`, textLines: duration };
    const title = gap?.outcome === 'failed' ? `${account} cannot be read` : `${account} can be read in part only`;
    const lines = gap?.outcome === 'refused' ? 'those lines' : 'its lines';
    return { title, textLines: [gap?.reason ?? '', `What changes meanwhile is not known; ${lines} stay as they were.`] };
  }
  const line = change?.line;
  const place = [account, kind, id].filter(part => part !== '').join(' ');
  const details = [toEntry('owner', line?.owner), toEntry('numbers', line?.numbers), toEntry('reasons', line?.reasons)].filter(
    text => text !== '',
  );
  const further = [...new Set(others.map(describeWhat))].filter(text => text !== describeWhat(first));
  return { title: `${toLabel(line, id)}: ${describeWhat(first)}`, textLines: [[place, ...details].join(' · '), ...further, ...duration] };
}

/** The status comes first, and what explains it last. */
const getRank = ({ entry: { field } }: WatchEvent): number =>
  field === 'status' ? 0 : field === 'reasons' || field === 'provider_status' ? 2 : 1;

/** `12 lines`. */
export const countLines = (count: number): string => `${count} ${pluralize('line', count)}`;

/** `status: up → down`, `added`. */
function describeWhat({ entry: { field, value }, before, change }: WatchEvent): string {
  if (field === 'existence') return change?.change ?? '';
  if (change?.change === 'removed') return 'removed';
  const [old, current] = [before, value].map(toShownValue);
  return field === 'status' ? describeChange(old, current) : `${field} ${describeChange(old, current)}`;
}

/** What people call a line. */
function toLabel(line: Line | undefined, id: string): string {
  const label = [line?.name ?? line?.owner ?? line?.numbers?.join(', '), line?.extension].filter(part => part !== undefined && part !== '');
  return label.join(' ') || id;
}

const toEntry = (name: string, value: string | readonly string[] | undefined): string =>
  value === undefined || value.length === 0 ? '' : `${name} ${[value].flat().join(', ')}`;

const msPerMinute = 60_000;
const minutesPerHour = 60;
const minutesPerDay = 1_440;

/** `45 min`, `3 h 10 min`, `2 d 4 h`. */
function formatDuration(durationMs: number): string {
  const minutes = Math.max(1, Math.round(durationMs / msPerMinute));
  if (minutes < minutesPerHour) return `${minutes} min`;
  const [hours, rest] = [Math.floor(minutes / minutesPerHour), minutes % minutesPerHour];
  if (minutes < minutesPerDay) return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
  const [days, restHours] = [Math.floor(minutes / minutesPerDay), hours % (minutesPerDay / minutesPerHour)];
  return restHours === 0 ? `${days} d` : `${days} d ${restHours} h`;
}

const toTable = (events: readonly WatchEvent[]): ResultTable => ({
  columns: changeColumns,
  timeColumns: ['at'],
  rows: events.map(toRow),
  hasMore: false,
});

/** The row of an event: that of its change, from the value that was posted last. */
function toRow({ entry: { account, at, field, value }, before, change, gap }: WatchEvent): Row {
  if (change === undefined) return { at: formatMoment(at), change: 'reading', account, before: 'read', after: gap?.outcome ?? 'read' };
  const row = toChangeRow(toAnswerChange(change));
  if (field === 'existence' || change.change === 'removed') return row;
  const { before: _b, after: _a, ...rest } = row;
  const [old, current] = [before, value].map(toShownValue);
  return {
    ...rest,
    change: field === 'status' ? 'status' : change.change,
    field,
    ...(old !== undefined && { before: old }),
    ...(current !== undefined && { after: current }),
  };
}
