// A field of a line that is followed from snapshot to snapshot, until its change is posted or was none.
import type { Line } from '@linekeeper/core';
import type { PreviousFields } from '../change.ts';
import type { Gap, StoredChange } from '../store.ts';
import type { FieldKey, PostedChange } from './posted-change.ts';
import { isGone, present } from './watched-value.ts';

/** A field that is followed. */
export interface Track extends PostedChange {
  /** The first change of those that have not been posted. */
  since: number;
  /** Snapshots that have seen its value. */
  seen: number;
  after: number;
  isPosted: boolean;
  /** True for a removal that no rule matches: it is followed for a line that comes back, and not posted. */
  isSilent?: boolean | undefined;
  /** Of a line that was removed: its last version, with the values before changes that were not posted yet. */
  lineBefore?: Line | undefined;
  change?: StoredChange | undefined;
  gap?: Gap | undefined;
}

/** Names a line in a map. */
export const toLineMapKey = ({ account, kind, id }: Pick<FieldKey, 'account' | 'kind' | 'id'>): string =>
  JSON.stringify([account, kind, id]);

/** What the log says of a track once it is posted. */
export const toPosted = ({
  since: _s,
  seen: _n,
  after: _a,
  isPosted: _p,
  isSilent: _i,
  lineBefore: _l,
  change: _c,
  gap: _g,
  ...posted
}: Track): PostedChange => posted;

/** True for a removal that was not posted: the line may come back. */
export const isPendingRemoval = ({ field, value, isPosted }: Track): boolean => field === 'existence' && value !== present && !isPosted;

/** True for a posted change that this removal of its line ended: if the line comes back, its thread goes on. */
export const isEndedBy = (track: Track, removal: Track | undefined): boolean =>
  removal !== undefined && track.isPosted && track.at === removal.at && isGone(track, track.value);

/** The values that fields of a line had before changes that are not posted. */
export const listPendingOrigins = (tracks: readonly Track[]): PreviousFields =>
  Object.fromEntries(
    tracks
      .filter(({ field, isPosted }) => !isPosted && field !== 'existence')
      // Values are JSON.
      .map(({ field, origin }) => [field, JSON.parse(origin)]),
  );
