// A clock that tests advance by hand, without waiting for real time.
import type { Clock } from '@linekeeper/core';

interface Timer {
  at: number;
  callback: () => void;
}

/** Resolves when all pending promise callbacks have run. */
export const flushPromises = () => new Promise<void>(resolve => setImmediate(resolve));

/** Starts at 2026-01-01. Timers run in `advance` and `runUntilSettled` only. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #timers: Timer[] = [];

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** The number of timers that have neither run nor been stopped. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  /** Advances by `ms` and runs the timers that are due, in order. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await flushPromises();
    for (let due = this.#next(); due !== undefined && due.at <= target; due = this.#next()) {
      await this.#run(due);
    }
    this.#now = target;
    await flushPromises();
  }

  /** Advances from timer to timer until the promise is settled; returns or throws its outcome. */
  async runUntilSettled<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const markSettled = () => {
      isSettled = true;
    };
    promise.then(markSettled, markSettled);
    for (await flushPromises(); !isSettled; await flushPromises()) {
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
    due.callback();
    await flushPromises();
  }
}

/** The state of a promise after all pending callbacks. */
export async function getPromiseState(promise: Promise<unknown>): Promise<'pending' | 'fulfilled' | 'rejected'> {
  await flushPromises();
  const pending = Symbol('pending');
  return await Promise.race([promise, Promise.resolve(pending)]).then(
    value => (value === pending ? 'pending' : 'fulfilled'),
    () => 'rejected',
  );
}
