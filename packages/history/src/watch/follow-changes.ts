// Finds what is to be posted to a channel: changes that lasted, and what became of those that were posted. Pure: it follows the
// snapshots one by one, and starts from what was posted.
import { diffLine, replaceFields } from '../change.ts';
import type { Gap, StoredChange, TimeSpan } from '../store.ts';
import type { CompiledRule } from './compile-rules.ts';
import { type FieldKey, maxMemoryMs, type PostedChange } from './posted-change.ts';
import { isEndedBy, isPendingRemoval, listPendingOrigins, type Track, toLineMapKey, toPosted } from './track.ts';
import { getValueAfter, getValueBefore, isEnd, isGone, toWatchedField } from './watched-value.ts';

/** What the history holds since the last run, and what was posted until then. */
export interface WatchInput {
  rules: readonly CompiledRule[];
  accounts: readonly string[];
  /** The times of the snapshots, oldest first. */
  snapshots: readonly number[];
  /** Oldest first. */
  changes: readonly StoredChange[];
  gaps: readonly Gap[];
  posted: readonly PostedChange[];
}

/** Something to post. */
export interface WatchEvent {
  /** `opened`: a change that has lasted. `updated`: what became of it, for its thread. */
  type: 'opened' | 'updated';
  /** The value before the change, as JSON, and since when the line had it, where that was posted. */
  before: string;
  beforeAt?: number | undefined;
  /** What the log says once it is posted, but for the thread, which only an update knows. */
  entry: PostedChange;
  /** The first snapshot that must be followed again if it is not posted now. */
  since: number;
  /** The change; undefined for the reading of an account. */
  change?: StoredChange | undefined;
  gap?: Gap | undefined;
}

/** What to post, oldest first, and until which snapshot nothing is pending. */
export interface WatchResult {
  events: readonly WatchEvent[];
  settledUntil: number;
}

/** Follows the snapshots. `settledUntil` is that of the log. */
export function followChanges(input: WatchInput, settledUntil: number): WatchResult {
  const follower = new Follower(input);
  for (const at of input.snapshots) follower.follow(at);
  const last = input.snapshots.at(-1) ?? settledUntil;
  const pending = [...follower.listPending(), ...follower.events.map(({ since }) => since)];
  const earliest = pending.reduce((least, since) => Math.min(least, since - 1), last);
  return { events: follower.events, settledUntil: Math.max(skipSpans(earliest, follower.unpostedSpans), last - maxMemoryMs) };
}

/** Moves a time out of changes that ended before they were posted: a run that started within one would post its end as a change. */
function skipSpans(at: number, spans: readonly TimeSpan[]): number {
  const latestFirst = [...spans].sort((a, b) => b.until - a.until);
  return latestFirst.reduce((settled, { since, until }) => (since <= settled && settled < until ? since - 1 : settled), at);
}

class Follower {
  readonly events: WatchEvent[] = [];
  /** The times of changes that ended before they were posted. */
  readonly unpostedSpans: TimeSpan[] = [];
  readonly #input: WatchInput;
  readonly #changesByTime: ReadonlyMap<number, readonly StoredChange[]>;
  /** By account, kind and id; then by field. */
  readonly #tracks = new Map<string, Map<string, Track>>();

  constructor(input: WatchInput) {
    this.#input = input;
    this.#changesByTime = Map.groupBy(input.changes, ({ at }) => at);
    for (const posted of input.posted) this.#add({ ...posted, since: posted.at, seen: 0, after: 0, isPosted: true });
  }

  /** The times since which changes are pending. */
  listPending(): number[] {
    return [...this.#tracks.values()].flatMap(tracks => [...tracks.values()]).flatMap(({ isPosted, since }) => (isPosted ? [] : [since]));
  }

  /** Follows one snapshot. */
  follow(at: number): void {
    const byLine = Map.groupBy(this.#changesByTime.get(at) ?? [], toLineMapKey);
    for (const changes of byLine.values()) this.#followLine(changes, at);
    const gaps = this.#input.gaps.filter(({ from, until }) => from <= at && at <= until);
    // Where single lists were refused, the others were read.
    const unread = new Set(gaps.flatMap(({ account, outcome }) => (outcome === 'refused' ? [] : [account])));
    for (const account of this.#input.accounts)
      this.#followReading(
        account,
        gaps.find(gap => gap.account === account && gap.outcome !== 'held'),
        at,
      );
    for (const tracks of this.#tracks.values())
      for (const track of tracks.values()) {
        if (track.isPosted) continue;
        const isSeen = track.at === at || track.field === 'reading' || !unread.has(track.account);
        if (isSeen) track.seen++;
        if (track.seen < track.after) continue;
        if (track.isSilent) tracks.delete(track.field);
        else this.#open(track);
      }
  }

  #followLine(changes: readonly StoredChange[], at: number): void {
    const [first] = changes;
    if (first === undefined) return;
    const handledFields = new Set<string>();
    const tracks = [...(this.#tracks.get(toLineMapKey(first))?.values() ?? [])];
    // A line that comes back before its removal was posted goes on from what it was.
    const removal = first.change === 'added' ? tracks.find(isPendingRemoval) : undefined;
    const lineBefore = first.change === 'removed' ? replaceFields(first.line, listPendingOrigins(tracks)) : undefined;
    for (const track of tracks) {
      const value = getValueAfter(track.field, changes);
      // What the log has was posted, and what is closed may begin anew.
      if (track.at >= at) handledFields.add(track.field);
      else if ((track.isOpen || isEndedBy(track, removal)) && value !== track.value) {
        handledFields.add(track.field);
        this.#change(track, value, { change: changes.find(change => toWatchedField(change) === track.field) ?? first }, at);
      }
    }
    const differences = removal?.lineBefore === undefined ? [] : diffLine(first.id, removal.lineBefore, first.line);
    for (const change of [...changes, ...differences.map(difference => ({ ...first, ...difference }))]) {
      const field = toWatchedField(change);
      const after = this.#getAfter(change);
      const isSilent = !Number.isFinite(after) && lineBefore !== undefined;
      if (handledFields.has(field) || !(Number.isFinite(after) || isSilent)) continue;
      const { account, kind, id } = change;
      const key: FieldKey = { account, kind, id, field };
      const values = { origin: getValueBefore(change), value: getValueAfter(field, changes), at, isOpen: true, thread: '' };
      const pending = { since: at, seen: 0, after: isSilent ? this.#getLongestAfter() : after, isPosted: false, isSilent };
      this.#add({ ...key, ...values, ...pending, lineBefore, change });
    }
  }

  #followReading(account: string, gap: Gap | undefined, at: number): void {
    const key: FieldKey = { account, kind: '', id: '', field: 'reading' };
    const track = this.#tracks.get(toLineMapKey(key))?.get(key.field);
    if (track !== undefined && track.at >= at) return;
    if (track?.isOpen) {
      if (gap === undefined) this.#change(track, 'read', {}, at);
      return;
    }
    const after = Math.min(...this.#input.rules.filter(rule => rule.watchesReading(account)).map(rule => rule.after));
    if (gap === undefined || !Number.isFinite(after)) return;
    const pending = { since: at, seen: 0, after, isPosted: false, isOpen: true, thread: '', gap };
    this.#add({ ...key, origin: 'read', value: 'failed', at, ...pending });
  }

  /** The value of a field that is followed has changed: a posted change goes on in its thread, another one begins anew or was none. */
  #change(track: Track, value: string, source: Pick<Track, 'change' | 'gap'>, at: number): void {
    const { value: before, at: beforeAt } = track;
    Object.assign(track, { value, at, ...source });
    if (track.isPosted) {
      track.isOpen = !isEnd(track, value);
      this.events.push({ type: 'updated', before, beforeAt, entry: toPosted(track), since: at, ...source });
      return;
    }
    track.seen = 0;
    track.after = source.change === undefined ? Number.POSITIVE_INFINITY : this.#getAfter(source.change);
    // What lasted too short to be posted needs no end.
    const isNone = value === track.origin || isGone(track, value) || !Number.isFinite(track.after);
    if (!isNone) return;
    this.unpostedSpans.push({ since: track.since, until: at });
    this.#tracks.get(toLineMapKey(track))?.delete(track.field);
  }

  #open(track: Track): void {
    track.isPosted = true;
    const { origin, since, change, gap } = track;
    this.events.push({ type: 'opened', before: origin, entry: toPosted(track), since, change, gap });
  }

  /** Snapshots that must see the change; Infinity if no rule matches. */
  #getAfter(change: StoredChange): number {
    return Math.min(...this.#input.rules.filter(rule => rule.matches(change)).map(({ after }) => after));
  }

  #getLongestAfter(): number {
    return Math.max(...this.#input.rules.map(({ after }) => after));
  }

  #add(track: Track): void {
    const name = toLineMapKey(track);
    const tracks = this.#tracks.get(name) ?? new Map<string, Track>();
    tracks.set(track.field, track);
    this.#tracks.set(name, tracks);
  }
}
