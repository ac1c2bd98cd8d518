// Posts what a snapshot brought: changes that lasted, their ends, and digests.
import { type AccountRegistry, LinekeeperError } from '@linekeeper/core';
import { parseLine } from '../diff.ts';
import type { HistoryState, HistoryStore, StoredChange, TimeSpan } from '../store.ts';
import { describePost } from './announcement.ts';
import type { CompiledRule } from './compile-rules.ts';
import { createDigest } from './digest.ts';
import { type DigestRule, findLastSlot } from './digest-slot.ts';
import { followChanges, type WatchResult } from './follow-changes.ts';
import { type CountUp, planPosts } from './plan-posts.ts';
import { type PostContext, PostSession } from './post-session.ts';
import { listForgotten, maxMemoryMs, type PostedChange } from './posted-change.ts';

/** What to post, and where it is known from. */
export interface NewsContext extends PostContext {
  store: HistoryStore;
  registry: AccountRegistry;
  rules: readonly CompiledRule[];
  digests: readonly DigestRule[];
  /** The time for which digests are due, in milliseconds since 1970: that of the schedule. */
  time: number;
  /** Writes to the operator's log. Messages contain no name and no number. */
  report(message: string): void;
}

/** The log of the changes of a channel. Rules of one channel share it: a change is posted there once. */
export const toWatchScope = (channel: string): string => `watch ${channel}`;

/** The log of a digest. */
export const toDigestScope = ({ channel, at, timezone, days }: DigestRule): string =>
  ['digest', channel, at, timezone, ...(days === undefined ? [] : [days.join()])].join(' ');

/**
 * Posts everything that is due, and returns the number of messages. What cannot be posted now is reported, and left for the next run.
 * Throws only if the history cannot be read or written.
 */
export async function postNews(context: NewsContext): Promise<number> {
  const { rules, digests, report } = context;
  let count = 0;
  const onPosted = () => {
    count++;
  };
  const byChannel = Map.groupBy(rules, ({ channel }) => channel);
  const runs = [
    ...[...byChannel].map(
      ([channel, channelRules]) =>
        () =>
          postChanges(channel, channelRules, context, onPosted),
    ),
    ...digests.map(rule => () => postDigest(rule, context, onPosted)),
  ];
  for (const run of runs) {
    const failure = await run();
    if (failure === undefined) continue;
    report(failure.displayMessage);
    // Nothing can be posted to another channel either.
    if (failure.code === 'config') break;
  }
  return count;
}

/** Posts to one channel; returns why it could not go on. */
async function postChanges(
  channel: string,
  rules: readonly CompiledRule[],
  context: NewsContext,
  onPosted: () => void,
): Promise<LinekeeperError | undefined> {
  const session = await PostSession.open(toWatchScope(channel), channel, context);
  if (session === undefined) return undefined;
  const follow = await readNews(rules, session, context);
  const countUp = createUpCounter(context.store);
  let failure: LinekeeperError | undefined;
  for (;;) {
    const { events, settledUntil } = follow(session.posted);
    const posts = failure === undefined ? await planPosts(events, countUp) : [];
    if (posts.length === 0) {
      await session.settle({ settledUntil }, listForgotten(session.posted, settledUntil));
      return failure;
    }
    for (const post of posts) {
      const toUpdate = (thread: string) => ({ posted: post.events.map(({ entry }): PostedChange => ({ ...entry, thread })) });
      const isSent = await trySend(() => session.send(describePost(post), post.thread, toUpdate));
      if (isSent === false) return undefined;
      if (isSent === true) onPosted();
      else {
        failure = isSent;
        break;
      }
    }
  }
}

async function postDigest(rule: DigestRule, context: NewsContext, onPosted: () => void): Promise<LinekeeperError | undefined> {
  const { store, registry, time } = context;
  const slot = findLastSlot(rule, time);
  const session = await PostSession.open(toDigestScope(rule), rule.channel, context);
  if (slot === undefined || session === undefined || slot <= (session.head.slot ?? Number.NEGATIVE_INFINITY)) return undefined;
  const state = await store.readState();
  const last = state.last?.at ?? 0;
  // A digest that is new tells what changes from now on, the next time that it is due.
  if (session.head.slot === undefined) {
    await session.settle({ slot, settledUntil: last });
    return undefined;
  }
  const accounts = registry.accounts.map(({ name }) => name);
  const changes = await readChanges(store, { since: (session.head.settledUntil ?? last) + 1, until: last }, accounts);
  const digest = createDigest({ accounts, changes, state, slot });
  const head = { slot, settledUntil: last };
  if (digest === undefined) {
    await session.settle(head);
    return undefined;
  }
  const isSent = await trySend(() => session.send(digest, '', () => ({ head })));
  if (isSent === true) onPosted();
  return typeof isSent === 'boolean' ? undefined : isSent;
}

/** Returns whether it was sent, or why not. */
async function trySend(send: () => Promise<boolean>): Promise<boolean | LinekeeperError> {
  try {
    return await send();
  } catch (thrown) {
    if (thrown instanceof LinekeeperError) return thrown;
    throw thrown;
  }
}

/** Reads what the history holds since the last run; returns how it is followed from what was posted. */
async function readNews(
  rules: readonly CompiledRule[],
  session: PostSession,
  { store, registry }: NewsContext,
): Promise<(posted: readonly PostedChange[]) => WatchResult> {
  const accounts = registry.accounts.map(({ name }) => name);
  const all = await store.readSnapshotTimes({ since: session.head.settledUntil ?? 0, until: Number.MAX_SAFE_INTEGER });
  const last = all.at(-1) ?? 0;
  // Rules for a new channel begin with the last snapshot, also if this run does not come to its end.
  if (session.head.settledUntil === undefined) await session.settle({ settledUntil: last - 1 });
  const settledUntil = Math.max(session.head.settledUntil ?? last - 1, last - maxMemoryMs);
  const snapshots = all.filter(at => at > settledUntil);
  const [first] = snapshots;
  if (first === undefined) return () => ({ events: [], settledUntil });
  const span = { since: first, until: last };
  const changes = await readChanges(store, span, accounts);
  const { gaps } = await store.readSnapshots(span, accounts);
  return posted => followChanges({ rules, accounts, snapshots, changes, gaps, posted }, settledUntil);
}

async function readChanges(store: HistoryStore, span: TimeSpan, accounts: readonly string[]): Promise<StoredChange[]> {
  const batches: (readonly StoredChange[])[] = [];
  for await (const batch of store.readChanges({ ...span, accounts })) batches.push(batch);
  return batches.flat().reverse();
}

/** Counts in the last snapshot, which is read when it is first needed. */
function createUpCounter(store: HistoryStore): CountUp {
  let state: Promise<HistoryState> | undefined;
  return async ({ account, kind }) => {
    state ??= store.readState();
    const list = (await state).lists.find(candidate => candidate.account === account && candidate.kind === kind);
    return [...(list?.lines.values() ?? [])].filter(line => parseLine(line).status === 'up').length;
  };
}
