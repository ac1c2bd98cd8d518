// CallGear's points: every successful call costs one of the minute's and one of the day's.
import type { JsonObject } from '../json.ts';
import { CallGearError } from './errors.ts';

/** Calls allowed a minute and a day; seen in production: 250 and 50,000. */
export interface CallGearLimits {
  minute?: number;
  day?: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

export class Budget {
  private readonly limits: Required<CallGearLimits>;
  private readonly now: () => number;
  private minute = { window: -1, used: 0 };
  private day = { window: -1, used: 0 };

  constructor(limits: CallGearLimits, now: () => number) {
    this.limits = { minute: 250, day: 50_000, ...limits };
    this.now = now;
  }

  private roll(): void {
    const minute = Math.floor(this.now() / minuteMs);
    const day = Math.floor(this.now() / dayMs);
    if (this.minute.window !== minute) this.minute = { window: minute, used: 0 };
    if (this.day.window !== day) this.day = { window: day, used: 0 };
  }

  /** Throws where nothing is left; costs nothing yet. */
  check(): void {
    this.roll();
    if (this.day.used >= this.limits.day) throw this.exceeded('day');
    if (this.minute.used >= this.limits.minute) throw this.exceeded('minute');
  }

  charge(): void {
    this.roll();
    this.minute.used += 1;
    this.day.used += 1;
  }

  exceeded(type: 'day' | 'minute'): CallGearError {
    const params = { limit_type: type, limit_max_value: this.limits[type] };
    return new CallGearError('limit_exceeded', `The ${type} limit of requests is exceeded`, { params });
  }

  /** `metadata.limits`; resets are seconds. */
  report(): Record<'day_limit' | 'day_remaining' | 'day_reset' | 'minute_limit' | 'minute_remaining' | 'minute_reset', number> &
    JsonObject {
    this.roll();
    return {
      day_limit: this.limits.day,
      day_remaining: Math.max(0, this.limits.day - this.day.used),
      day_reset: Math.ceil((dayMs - (this.now() % dayMs)) / 1000),
      minute_limit: this.limits.minute,
      minute_remaining: Math.max(0, this.limits.minute - this.minute.used),
      minute_reset: Math.ceil((minuteMs - (this.now() % minuteMs)) / 1000),
    };
  }
}
