// A clock that the tests advance by hand: nothing here waits for real time.
import type { Clock } from '@linekeeper/core';

interface Timer {
  at: number;
  then: () => void;
}

/** Lets everything that can go on without a timer go on. */
export const settle = () => new Promise<void>(resolve => setImmediate(resolve));

export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { at: this.#now + ms, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** Timers that were neither run nor stopped. */
  get running(): number {
    return this.#timers.length;
  }

  /** Moves on by `ms` and runs what falls due, in order. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settle();
    for (let due = this.#next(); due !== undefined && due.at <= target; due = this.#next()) {
      await this.#run(due);
    }
    this.#now = target;
    await settle();
  }

  /** Moves on from timer to timer until the promise is settled, and gives its outcome. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let done = false;
    const finish = () => {
      done = true;
    };
    promise.then(finish, finish);
    for (await settle(); !done; await settle()) {
      const due = this.#next();
      if (due !== undefined) await this.#run(due);
    }
    return promise;
  }

  #next(): Timer | undefined {
    return this.#timers.toSorted((a, b) => a.at - b.at)[0];
  }

  async #run(due: Timer): Promise<void> {
    this.#timers = this.#timers.filter(timer => timer !== due);
    this.#now = Math.max(this.#now, due.at);
    due.then();
    await settle();
  }
}

/** How a promise stands right now. */
export async function stateOf(promise: Promise<unknown>): Promise<'pending' | 'fulfilled' | 'rejected'> {
  await settle();
  const pending = Symbol('pending');
  return await Promise.race([promise, Promise.resolve(pending)]).then(
    value => (value === pending ? 'pending' : 'fulfilled'),
    () => 'rejected',
  );
}
