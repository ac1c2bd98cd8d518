// Where it is kept what was posted. A post is claimed before it is sent, and confirmed afterwards.
import type { FieldKey, PostedChange } from './posted-change.ts';

/** A post that was claimed and not confirmed: it is being sent, or its process ended meanwhile. */
interface PostClaim {
  /** Milliseconds since 1970. */
  at: number;
  /** How often the post was sent without an answer, this time included. */
  attempts: number;
}

/** What is known of a channel, or of a digest. */
export interface PostLogHead {
  /** Changes up to this snapshot need no post any more; undefined before the first run. */
  settledUntil?: number | undefined;
  /** When the last digest was due, in milliseconds since 1970. */
  slot?: number | undefined;
  claim?: PostClaim | undefined;
  /** Why nothing could be posted the last time, with the remedy. */
  problem?: string | undefined;
}

/** The log of a channel, or of a digest. */
export interface PostLogState extends PostLogHead {
  /** Counts the writes; 0 before the first. */
  version: number;
  posted: readonly PostedChange[];
}

/** What a write replaces: the head as a whole, and some of the posted changes. */
export interface PostLogUpdate {
  head: PostLogHead;
  upserts?: readonly PostedChange[] | undefined;
  removals?: readonly FieldKey[] | undefined;
}

/** Keeps a log for each scope: a channel or a digest. Its methods throw `config` or `unavailable` if it cannot be used. */
export interface PostLog {
  read(scope: string): Promise<PostLogState>;
  /** Writes if the log still has the version that was read. Returns false if another run wrote meanwhile. */
  write(scope: string, version: number, update: PostLogUpdate): Promise<boolean>;
}
