// One run's work on the log of a channel or a digest: claims each post before it is sent, and confirms it afterwards.
import { type AccountRegistry, type Deadline, LinekeeperError, sleep, withRetries } from '@linekeeper/core';
import type { Announcement } from './announcement.ts';
import type { PostLog, PostLogHead, PostLogState } from './post-log.ts';
import { mergePosted, type PostedChange, toFieldMapKey } from './posted-change.ts';

/** Where a message goes. */
export interface PostTarget {
  channel: string;
  /** The thread to answer in; empty for a new message. */
  thread: string;
  /** True if an earlier attempt may have arrived. */
  mayRepeat: boolean;
  deadline: Deadline;
}

/**
 * Posts a message and returns its timestamp. Throws `timeout` if it is not known whether it arrived; `config` if nothing can be posted to
 * any channel; another code if it was not posted.
 */
export type Post = (announcement: Announcement, target: PostTarget) => Promise<string>;

/** What posting needs. */
export interface PostContext {
  log: PostLog;
  registry: Pick<AccountRegistry, 'clock'>;
  post: Post;
  deadline: Deadline;
}

/** A post takes less; a claim that is older is one of a process that has ended. */
const maxClaimMs = 15_000;

/** A post that was sent so often without an answer counts as posted. */
const maxUnansweredAttempts = 3;

/** No post is begun with less time left. */
const minPostMs = 2_000;

/** The log of one scope during a run. */
export class PostSession {
  readonly #scope: string;
  readonly #channel: string;
  readonly #context: PostContext;
  #state: PostLogState;

  private constructor(scope: string, channel: string, context: PostContext, state: PostLogState) {
    this.#scope = scope;
    this.#channel = channel;
    this.#context = context;
    this.#state = state;
  }

  /** Reads the log. Waits for a post that another run is sending; undefined if that run goes on. */
  static async open(scope: string, channel: string, context: PostContext): Promise<PostSession | undefined> {
    const { clock } = context.registry;
    let state = await context.log.read(scope);
    const waitMs = state.claim === undefined ? 0 : state.claim.at + maxClaimMs - clock.now();
    if (waitMs > 0) {
      if (clock.now() + waitMs + minPostMs > context.deadline.at) return undefined;
      const { version } = state;
      await sleep(waitMs, clock);
      state = await context.log.read(scope);
      if (state.version !== version) return undefined;
    }
    return new PostSession(scope, channel, context, state);
  }

  get head(): PostLogHead {
    return this.#state;
  }

  get posted(): readonly PostedChange[] {
    return this.#state.posted;
  }

  /** Posts a message. `toUpdate` returns what the log says afterwards. Returns false if another run works on this log. Throws why it was not posted. */
  async send(
    announcement: Announcement,
    thread: string,
    toUpdate: (thread: string) => { head?: PostLogHead; posted?: readonly PostedChange[] },
  ): Promise<boolean> {
    const { registry, deadline } = this.#context;
    const attempt = async (): Promise<string | undefined> => await this.#sendOnce(announcement, thread);
    const timestamp = await withRetries(attempt, deadline, { clock: registry.clock, random: () => 0 });
    if (timestamp === undefined) return false;
    const { head, posted } = toUpdate(thread === '' ? timestamp : thread);
    return await this.#write({ ...head, claim: undefined, problem: undefined }, posted);
  }

  /** Writes what needs no post, if it differs. */
  async settle(head: PostLogHead, removals: readonly PostedChange[] = []): Promise<void> {
    const isSame = Object.entries(head).every(([name, value]) => Object.is({ ...this.#state }[name], value));
    if (!isSame || removals.length > 0) await this.#write(head, [], removals);
  }

  /** Returns the timestamp; an empty one for a post that is given up, since it was sent often without an answer. */
  async #sendOnce(announcement: Announcement, thread: string): Promise<string | undefined> {
    const { registry, deadline, post } = this.#context;
    const attempts = this.#state.claim?.attempts ?? 0;
    if (attempts >= maxUnansweredAttempts) return '';
    const now = registry.clock.now();
    if (now + minPostMs > deadline.at)
      throw new LinekeeperError('unavailable', 'No time is left to post. The next run goes on.', { retryable: false });
    if (!(await this.#write({ claim: { at: now, attempts: attempts + 1 } }))) return undefined;
    try {
      return await post(announcement, { channel: this.#channel, thread, mayRepeat: attempts > 0, deadline });
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      // A post that may have arrived stays claimed, so that the next one can say so.
      const claim = thrown.code === 'timeout' ? { at: 0, attempts: attempts + 1 } : attempts > 0 ? { at: 0, attempts } : undefined;
      await this.#write({ claim, problem: thrown.message });
      throw thrown;
    }
  }

  async #write(head: PostLogHead, upserts: readonly PostedChange[] = [], removals: readonly PostedChange[] = []): Promise<boolean> {
    const { version, posted, ...old } = this.#state;
    const next: PostLogHead = { ...old, ...head };
    // Of a field that changed twice, the last change counts.
    const latest = mergePosted([], upserts);
    if (!(await this.#context.log.write(this.#scope, version, { head: next, upserts: latest, removals }))) return false;
    const removed = new Set(removals.map(toFieldMapKey));
    const kept = posted.filter(change => !removed.has(toFieldMapKey(change)));
    this.#state = { ...next, version: version + 1, posted: mergePosted(kept, latest) };
    return true;
  }
}
