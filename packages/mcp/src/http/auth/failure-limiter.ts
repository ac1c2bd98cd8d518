// Slows down the guessing of tokens: the refusals of an address are answered later and later, and one after the other.
import { createHash } from 'node:crypto';

/** Refusals of an address that are answered at once: people paste a wrong token more than once. */
const freeFailures = 30;

/** Refusals are forgotten after this time without another. */
const windowMs = 60_000;

/** What each further refusal waits for longer than the one before, and what it waits for at most. */
const stepMs = 50;
const maxDelayMs = 1_000;

/** Refusals of an address that may wait; further tokens are then not looked at. */
const maxWaiting = 10;

/** What is remembered: addresses, and accepted tokens. The oldest are forgotten first. */
const maxAddresses = 10_000;
const maxTokens = 10_000;

interface AddressFailures {
  count: number;
  /** In milliseconds since 1970. */
  lastAt: number;
  waiting: number;
  /** Ends when the last refusal that waits is answered. */
  turn: Promise<void>;
}

/** Counts and delays the refusals of each address. */
export class FailureLimiter {
  readonly #failures = new Map<string, AddressFailures>();
  readonly #accepted = new Set<string>();

  /** True if too many refusals of the address wait; a token that has been accepted before is not held up by them. */
  isBlocked(address: string, authorization: string | null): boolean {
    return (this.#failures.get(address)?.waiting ?? 0) >= maxWaiting && !this.#accepted.has(digest(authorization));
  }

  /** Records a refusal; resolves when it may be answered. */
  async delayRefusal(address: string): Promise<void> {
    const known = this.#failures.get(address);
    const failures = known !== undefined && Date.now() - known.lastAt < windowMs ? known : createFailures();
    failures.count++;
    failures.lastAt = Date.now();
    // Deleted first, so that the entry moves to the end.
    this.#failures.delete(address);
    this.#failures.set(address, failures);
    forgetOldest(this.#failures, maxAddresses);
    const delayMs = Math.min(maxDelayMs, stepMs * (failures.count - freeFailures));
    if (delayMs <= 0) return;
    failures.waiting++;
    failures.turn = failures.turn.then(() => new Promise(resolve => setTimeout(resolve, delayMs)));
    await failures.turn;
    failures.waiting--;
  }

  /** Records that a token was accepted. */
  recordSuccess(authorization: string | null): void {
    this.#accepted.add(digest(authorization));
    forgetOldest(this.#accepted, maxTokens);
  }
}

const createFailures = (): AddressFailures => ({ count: 0, lastAt: 0, waiting: 0, turn: Promise.resolve() });

const digest = (authorization: string | null) =>
  createHash('sha256')
    .update(authorization ?? '')
    .digest('base64');

function forgetOldest(entries: Map<string, unknown> | Set<string>, maxEntries: number): void {
  const [oldest] = entries.keys();
  if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
}
