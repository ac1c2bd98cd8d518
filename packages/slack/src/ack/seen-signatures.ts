// Remembers the signatures of answered requests, so that a request that is sent again as it was is rejected.

/** The oldest signature is forgotten beyond that. Only requests that Slack signed are counted. */
const maxSignatures = 10_000;

/** The signatures of one process; another process of the same deployment does not know them. */
export class SeenSignatures {
  /** When each signature ends to be valid, in milliseconds since 1970, oldest first. */
  readonly #expiries = new Map<string, number>();

  /** Returns true for the first request with this signature, false while the same one could be sent again. */
  claim(signature: string, expiresAtMs: number, nowMs: number): boolean {
    const expiry = this.#expiries.get(signature);
    if (expiry !== undefined && expiry >= nowMs) return false;
    for (const [seen, end] of this.#expiries) {
      if (end >= nowMs && this.#expiries.size < maxSignatures) break;
      this.#expiries.delete(seen);
    }
    this.#expiries.set(signature, expiresAtMs);
    return true;
  }
}
