// Tells a double click from pressing a button again: presses of one burst get the same deduplication key.
import { createPressKey } from '../job.ts';

/** Presses within this time after the first one belong to it. Shorter than the time in which an answer can be read. */
export const doubleClickMs = 1_000;

/** The presses of the last second. All times are in milliseconds since 1970 and must not decrease. */
export class RecentPresses {
  /** Time of the first press of each burst, oldest first, by the pressed button. */
  readonly #bursts = new Map<string, number>();

  /**
   * The key of a press at `now`; `parts` identify the requester and the button. It is that of the last press if that was a moment ago.
   * Another process, which does not know of that press, mostly creates the same key, since keys change by the second; where it does not,
   * the worker finds that they are presses of one button: see deduplicate.ts.
   */
  getKey(parts: readonly string[], now: number): string {
    for (const [button, startedAt] of this.#bursts) {
      if (startedAt > now - doubleClickMs) break;
      this.#bursts.delete(button);
    }
    const button = JSON.stringify(parts);
    const startedAt = this.#bursts.get(button) ?? now;
    this.#bursts.set(button, startedAt);
    return createPressKey(parts, Math.floor(startedAt / doubleClickMs));
  }
}
