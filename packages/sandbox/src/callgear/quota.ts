// CallGear's request quota: every successful request costs one point of the minute and one of the day.
import type { JsonObject } from '../json.ts';
import { CallGearError } from './errors.ts';

/** Requests allowed per minute and per day; observed in production: 250 and 50,000. */
export interface CallGearLimits {
  minute?: number;
  day?: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Counts requests in windows of a minute and a day that start at multiples of their length since 1970. */
export class RequestQuota {
  readonly #limits: Required<CallGearLimits>;
  readonly #now: () => number;
  #minute = { window: -1, used: 0 };
  #day = { window: -1, used: 0 };

  constructor(limits: CallGearLimits, now: () => number) {
    this.#limits = { minute: 250, day: 50_000, ...limits };
    this.#now = now;
  }

  #startDueWindows(): void {
    const minute = Math.floor(this.#now() / minuteMs);
    const day = Math.floor(this.#now() / dayMs);
    if (this.#minute.window !== minute) this.#minute = { window: minute, used: 0 };
    if (this.#day.window !== day) this.#day = { window: day, used: 0 };
  }

  /** Throws a CallGearError if a quota is used up. Does not charge. */
  check(): void {
    this.#startDueWindows();
    if (this.#day.used >= this.#limits.day) throw this.exceededError('day');
    if (this.#minute.used >= this.#limits.minute) throw this.exceededError('minute');
  }

  /** Counts one successful request. */
  charge(): void {
    this.#startDueWindows();
    this.#minute.used += 1;
    this.#day.used += 1;
  }

  exceededError(type: 'day' | 'minute'): CallGearError {
    const params = { limit_type: type, limit_max_value: this.#limits[type] };
    return new CallGearError('limit_exceeded', `The ${type} limit of requests is exceeded`, { params });
  }

  /** The `limits` of the metadata; resets are in seconds from now. */
  getLimits(): Record<'day_limit' | 'day_remaining' | 'day_reset' | 'minute_limit' | 'minute_remaining' | 'minute_reset', number> &
    JsonObject {
    this.#startDueWindows();
    return {
      day_limit: this.#limits.day,
      day_remaining: Math.max(0, this.#limits.day - this.#day.used),
      day_reset: Math.ceil((dayMs - (this.#now() % dayMs)) / 1000),
      minute_limit: this.#limits.minute,
      minute_remaining: Math.max(0, this.#limits.minute - this.#minute.used),
      minute_reset: Math.ceil((minuteMs - (this.#now() % minuteMs)) / 1000),
    };
  }
}
