// Groups what is to be posted to a channel into messages: a storm is one, and beyond ten there is one summary.
import type { WatchEvent } from './follow-changes.ts';
import { type FieldKey, toFieldMapKey, type WatchedField } from './posted-change.ts';
import { isUp } from './watched-value.ts';

/** Messages for single changes and storms in one run; the rest is in one summary. */
const maxPosts = 10;

/** A storm has at least as many lines. */
const minStormLines = 3;

/** For each line of the list that is still up, a storm has at least so many. */
const minStormLinesPerUpLine = 4;

/** One message. */
export interface PlannedPost {
  type: 'change' | 'storm' | 'summary' | 'update';
  /** The thread to answer in; empty for a new message. */
  thread: string;
  events: readonly WatchEvent[];
}

/** Counts the lines of a list that are up now. */
export type CountUp = (list: { account: string; kind: string }) => Promise<number>;

/**
 * Plans the messages: first answers in the threads of earlier messages, one for each, then new messages. What became of a change that is
 * posted now is left for the plan after it.
 */
export async function planPosts(allEvents: readonly WatchEvent[], countUp: CountUp): Promise<PlannedPost[]> {
  const events = listReady(allEvents);
  const opened = events.filter(({ type }) => type === 'opened');
  const { storms, others } = await findStorms(opened, countUp);
  const singles = groupByLine(others).map((changes): PlannedPost => ({ type: 'change', thread: '', events: changes }));
  const news = [...storms, ...singles].sort((a, b) => getTime(a) - getTime(b));
  const rest = news.slice(maxPosts).flatMap(post => post.events);
  return [...planAnswers(events), ...news.slice(0, maxPosts), ...toSummary(rest)];
}

const getTime = ({ events: [first] }: PlannedPost): number => first?.entry.at ?? 0;

/** The changes of one line that one snapshot found are one message. */
export const groupByLine = (events: readonly WatchEvent[]): WatchEvent[][] => [
  ...Map.groupBy(events, ({ entry: { account, kind, id, at } }) => JSON.stringify([account, kind, id, at])).values(),
];

/** Changes of one line need no summary. */
const toSummary = (events: readonly WatchEvent[]): PlannedPost[] =>
  events.length === 0 ? [] : [{ type: groupByLine(events).length === 1 ? 'change' : 'summary', thread: '', events }];

/** The events of each field up to its first message: what comes after it needs the thread of that message. */
function listReady(events: readonly WatchEvent[]): WatchEvent[] {
  const begun = new Set<string>();
  return events.filter(({ type, entry }) => {
    const name = toFieldMapKey(entry);
    if (begun.has(name)) return false;
    if (type === 'opened') begun.add(name);
    return true;
  });
}

/** One answer for each thread. */
function planAnswers(events: readonly WatchEvent[]): PlannedPost[] {
  const answers = Map.groupBy(
    events.filter(({ type }) => type === 'updated'),
    ({ entry }) => entry.thread,
  );
  return [...answers].map(([thread, answered]) => ({ type: 'update', thread, events: answered }));
}

/** The fields that tell more of a status. */
const stateDetails: readonly WatchedField[] = ['reasons', 'provider_status'];

const isOfList = (a: FieldKey, b: FieldKey): boolean => a.account === b.account && a.kind === b.kind;

/** Finds the lists of an account that went out of service as a whole. */
async function findStorms(
  opened: readonly WatchEvent[],
  countUp: CountUp,
): Promise<{ storms: PlannedPost[]; others: readonly WatchEvent[] }> {
  const isLoss = ({ entry: { field, value } }: WatchEvent) => field === 'status' && !isUp(value);
  const byList = Map.groupBy(opened.filter(isLoss), ({ entry: { account, kind, value } }) => JSON.stringify([account, kind, value]));
  const storms: PlannedPost[] = [];
  for (const events of byList.values()) {
    const [first] = events;
    if (first === undefined || events.length < minStormLines) continue;
    if ((await countUp(first.entry)) * minStormLinesPerUpLine > events.length) continue;
    // A line that was blocked before stays blocked: of it, only the reasons change.
    const besides = opened.filter(({ entry }) => isOfList(entry, first.entry) && stateDetails.includes(entry.field));
    storms.push({ type: 'storm', thread: '', events: [...events, ...besides] });
  }
  const inStorms = new Set(storms.flatMap(({ events }) => events));
  return { storms, others: opened.filter(event => !inStorms.has(event)) };
}
