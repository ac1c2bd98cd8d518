// At most sixteen concurrent requests per host: many accounts may be customers of one provider.
import type { Clock, Deadline } from '../deadline.ts';
import { RateLimiter } from './rate-limiter.ts';

/** Concurrent requests per host, over all accounts. */
const maxHostRequests = 16;

/** The limiters of the hosts that a process sends requests to. */
export class HostLimiters {
  readonly #clock: Clock;
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for permission to send a request to the host of the URL; call the result when it is done. */
  acquire(url: string, deadline: Deadline): Promise<() => void> {
    const { host } = new URL(url);
    const limiter = this.#limiters.get(host) ?? new RateLimiter(this.#clock, maxHostRequests);
    this.#limiters.set(host, limiter);
    return limiter.acquire(deadline);
  }
}
