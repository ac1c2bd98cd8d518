// Compares a snapshot with the state before. Pure; the order of accounts and lines never matters.
import { type FactName, type Line, pluralize } from '@linekeeper/core';
import { boundLine } from './bounds.ts';
import { type Change, diffLine, getHistoryId, pickFields, replaceFields } from './change.ts';
import { listFactFields } from './fact-fields.ts';
import type { Gap, HistoryState, KnownLine, ListState, ListUpdate, SnapshotRecord } from './store.ts';

/** The lines of one kind of an account, read to their end. */
export interface ListReading {
  kind: string;
  lines: readonly Line[];
  /** The facts that came in at least one row. */
  facts: readonly FactName[];
}

/** An account in a snapshot. Only a `complete` one can change anything. */
export interface AccountReading {
  account: string;
  outcome: 'complete' | 'partial' | 'failed';
  /** Why it is not complete. */
  reason?: string | undefined;
  lists: readonly ListReading[];
  /** Optional lists that the account was refused. */
  refusals?: readonly Refusal[] | undefined;
}

/** A list that an account was refused: its lines stay as they were. */
interface Refusal {
  kind: string;
  /** Why, as a sentence for people. */
  reason: string;
}

/** All lines of all accounts at one moment. */
export interface Snapshot {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  accounts: readonly AccountReading[];
}

/** Over this many changes of status in a day a line flaps. */
export const maxStatusChangesADay = 6;

/**
 * Compares a snapshot with the state before. An account that failed or was read in part changes nothing, nor does a list that is refused.
 * A list that is suddenly empty, or lacks a fact in every row that it had, changes nothing the first time. Seen again, an empty list is
 * compared; of a fact that stays away only the fields stay as they were. Of a fact that is seen for the first time, the values are taken
 * over without a change.
 */
export function compareSnapshot(state: HistoryState, { id, at: takenAt, accounts }: Snapshot): SnapshotRecord {
  // A clock that was set back must not put a snapshot before the last one.
  const at = Math.max(takenAt, (state.last?.at ?? 0) + 1);
  // What changed since the last snapshot is not known without its lines.
  const from = state.isLost ? (state.last?.at ?? at) : at;
  const known = new Map(state.lists.map(list => [getListKey(list), list]));
  const changes: Change[] = [];
  const lists: ListUpdate[] = [];
  const gaps: Gap[] = [];
  for (const { account, outcome, reason = '', lists: readings, refusals = [] } of accounts) {
    const openGap = state.openGaps.find(gap => gap.account === account);
    const addGap = (gap: Pick<Gap, 'outcome' | 'reason'>) => void gaps.push(extendGap(openGap, { account, ...gap, from, until: at }));
    if (outcome !== 'complete') {
      addGap({ outcome, reason });
      continue;
    }
    const missing = refusals.filter(({ kind }) => (known.get(getListKey({ account, kind }))?.lines.size ?? 0) > 0);
    const doubts = [...missing.map(refusal => refusal.reason), ...(state.isLost ? [lostReason] : [])];
    for (const reading of readings) {
      const comparison = compareList(known.get(getListKey({ account, kind: reading.kind })), reading, account, at);
      // One by one: a spread of a hundred thousand arguments exceeds the stack.
      for (const change of comparison.changes) changes.push(change);
      lists.push(comparison.update);
      if (comparison.doubt !== undefined) doubts.push(comparison.doubt);
    }
    if (doubts.length > 0) addGap({ outcome: missing.length > 0 ? 'refused' : 'held', reason: doubts.join(' ') });
  }
  return { id, at, previousId: state.last?.id, changes, lists, gaps };
}

const getListKey = ({ account, kind }: Pick<ListState, 'account' | 'kind'>): string => `${account}/${kind}`;

const lostReason = 'The lines of the last snapshot are lost: the next ones are compared with those of this one.';

/** Continues the gap of the last snapshot, or begins one: an account that was not read, lists that are refused, and held ones are three things. */
function extendGap(open: Gap | undefined, gap: Omit<Gap, 'snapshots'>): Gap {
  const isSame = open !== undefined && getSort(open) === getSort(gap);
  return { ...gap, ...(isSame && { from: open.from }), snapshots: isSame ? open.snapshots + 1 : 1 };
}

const getSort = ({ outcome }: Pick<Gap, 'outcome'>): string => (outcome === 'partial' ? 'failed' : outcome);

interface ListComparison {
  update: ListUpdate;
  changes: Change[];
  /** Why the list was not believed. */
  doubt?: string;
}

function compareList(known: ListState | undefined, { kind, lines, facts }: ListReading, account: string, at: number): ListComparison {
  const list = { account, kind, upserts: new Map<string, KnownLine>(), removals: [] };
  // The first reading of a list is what later ones are compared with.
  if (known === undefined) {
    const upserts = new Map([...indexLines(lines)].map(([id, { text }]) => [id, { text }]));
    return { update: { ...list, upserts, facts, missedFacts: [], isUnconfirmed: false }, changes: [] };
  }
  const unchanged = { ...list, facts: known.facts, missedFacts: known.missedFacts, isUnconfirmed: known.isUnconfirmed };
  if (lines.length === 0 && known.lines.size > 0 && !known.isUnconfirmed)
    return { update: { ...unchanged, isUnconfirmed: true }, changes: [], doubt: `No ${kind} came, of ${known.lines.size} before.` };
  const missedFacts = lines.length === 0 ? known.missedFacts : known.facts.filter(fact => !facts.includes(fact));
  const newlyMissed = missedFacts.filter(fact => !known.missedFacts.includes(fact));
  if (newlyMissed.length > 0) {
    const fields = listFactFields(newlyMissed);
    const doubt = `Every ${kind} came without the ${pluralize('field', fields.length)} behind ${fields.join(', ')}.`;
    return { update: { ...unchanged, missedFacts, isUnconfirmed: false }, changes: [], doubt };
  }
  const read = indexLines(lines, known.lines, listFactFields(missedFacts));
  const compared = compareLines(known.lines, read, { at, newFields: listNewFields(known.facts, facts) });
  const allFacts = [...new Set([...known.facts, ...facts])];
  return { update: { ...list, ...compared.update, facts: allFacts, missedFacts, isUnconfirmed: false }, changes: compared.changes };
}

/** The fields behind which no known fact was: their values came with a right of the account, not with a change of the line. */
function listNewFields(knownFacts: readonly FactName[], facts: readonly FactName[]): (keyof Line)[] {
  const knownFields = listFactFields(knownFacts);
  return listFactFields(facts).filter(name => !knownFields.includes(name));
}

interface IndexedLine {
  text: string;
  line: Line;
}

/** Indexes lines by their history id. `keptFields` of lines that are known stay as they were. */
function indexLines(
  lines: readonly Line[],
  known?: ReadonlyMap<string, KnownLine>,
  keptFields: readonly (keyof Line)[] = [],
): Map<string, IndexedLine> {
  const index = new Map<string, IndexedLine>();
  for (const read of lines) {
    const id = getHistoryId(read);
    const before = keptFields.length === 0 ? undefined : known?.get(id);
    const whole = before === undefined ? read : replaceFields(read, pickFields(parseLine(before), keptFields));
    const wholeText = JSON.stringify(whole);
    const line = boundLine(whole, wholeText);
    const text = line === whole ? wholeText : JSON.stringify(line);
    const other = index.get(id);
    // A row that comes twice, as where a list shifts between two pages: the choice must not depend on their order.
    if (other === undefined || text < other.text) index.set(id, { text, line });
  }
  return index;
}

function compareLines(
  known: ReadonlyMap<string, KnownLine>,
  read: ReadonlyMap<string, IndexedLine>,
  { at, newFields }: { at: number; newFields: readonly (keyof Line)[] },
): { update: Pick<ListUpdate, 'upserts' | 'removals'>; changes: Change[] } {
  const upserts = new Map<string, KnownLine>();
  const changes: Change[] = [];
  for (const [id, { text, line }] of read) {
    const before = known.get(id);
    if (before?.text === text) continue;
    if (before === undefined) {
      upserts.set(id, { text, since: at });
      changes.push({ account: line.account, kind: line.kind, id, change: 'added', line, previous: {} });
      continue;
    }
    const knownLine = parseLine(before);
    const lineChanges = diffLine(id, newFields.length === 0 ? knownLine : replaceFields(knownLine, pickFields(line, newFields)), line);
    changes.push(...lineChanges);
    const isOtherStatus = lineChanges.some(({ field }) => field === 'status');
    const statusChanges = isOtherStatus ? [...(before.statusChanges ?? []), at].slice(-maxStatusChangesADay - 1) : before.statusChanges;
    // A status that is seen for the first time may be older.
    const since = isOtherStatus ? at : newFields.includes('status') ? undefined : before.since;
    upserts.set(id, { text, since, statusChanges });
  }
  const removals: string[] = [];
  for (const [id, before] of known) {
    if (read.has(id)) continue;
    removals.push(id);
    const line = parseLine(before);
    changes.push({ account: line.account, kind: line.kind, id, change: 'removed', line, previous: {} });
  }
  return { update: { upserts, removals }, changes };
}

/** Parses a line of the state, which `indexLines` wrote; an earlier version did not bound it. */
export const parseLine = ({ text }: Pick<KnownLine, 'text'>): Line => boundLine(JSON.parse(text), text);
