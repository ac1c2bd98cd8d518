// What a response may hold, in proportion to the rows that were asked for, so that no provider can occupy the process.
import { LinekeeperError } from '../errors.ts';
import { maxJsonDepth } from '../text/json-depth.ts';
import { malformedError } from './http-status.ts';

/** The limits of one response body. */
export interface ResponseLimits {
  maxBytes: number;
  /** JSON values. Each costs time and memory, however few bytes it has. */
  maxValues: number;
}

/** No response may be larger, however many rows were asked for. */
const maxResponseBytes = 32 * 1024 * 1024;

/** A generous row: a trunk with all of its settings has less than a tenth of it. */
const maxRowBytes = 64 * 1024;
const maxRowValues = 1_000;

/** What any response may hold besides: one row may list every number of a trunk. */
const baseBytes = 4 * 1024 * 1024;
const baseValues = 200_000;

/** Rows of the largest page, for a request that does not say how many it asks for. */
const defaultMaxRows = 1_000;

/** The limits of a response to a request for that many rows. */
export const getResponseLimits = (maxRows = defaultMaxRows): ResponseLimits => ({
  maxBytes: Math.min(maxResponseBytes, baseBytes + maxRows * maxRowBytes),
  maxValues: baseValues + maxRows * maxRowValues,
});

/** Up to this size a response is not measured: it can be parsed in a few milliseconds, whatever it holds. */
const maxUnmeasuredBytes = 512 * 1024;

/** Codes of ASCII characters; in UTF-8 no other character contains them. */
const [quote, backslash, comma, openBracket, closeBracket, openBrace, closeBrace] = [...'"\\,[]{}'].map(character =>
  character.charCodeAt(0),
);

/** Measures JSON while it arrives, so that a response that would take long to parse is refused before it is. */
export class ResponseMeter {
  readonly #limits: ResponseLimits;
  #waiting: Uint8Array[] = [];
  #size = 0;
  #values = 1;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;

  constructor(limits: ResponseLimits) {
    this.#limits = limits;
  }

  /** Measures the next bytes. Throws `malformed` if the response is larger or deeper than one to its request can be. */
  add(chunk: Uint8Array): void {
    const { maxBytes, maxValues } = this.#limits;
    this.#size += chunk.byteLength;
    if (this.#size > maxBytes) throw tooLargeError(`is larger than ${Math.floor(maxBytes / 1024 / 1024)} MiB`);
    this.#waiting.push(chunk);
    if (this.#size <= maxUnmeasuredBytes) return;
    for (const bytes of this.#waiting) this.#measure(bytes);
    this.#waiting = [];
    if (this.#values > maxValues) throw tooLargeError(`has more than ${maxValues} values`);
  }

  #measure(bytes: Uint8Array): void {
    let [values, depth, isInString, isEscaped] = [this.#values, this.#depth, this.#isInString, this.#isEscaped];
    // An index is faster than an iterator, and this loop runs for every byte.
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (isInString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) isInString = false;
      } else if (byte === quote) isInString = true;
      else if (byte === comma) values++;
      else if (byte === openBrace || byte === openBracket) {
        values++;
        if (++depth > maxJsonDepth) throw malformedError(`nested deeper than ${maxJsonDepth} levels`);
      } else if (byte === closeBrace || byte === closeBracket) depth--;
    }
    [this.#values, this.#depth, this.#isInString, this.#isEscaped] = [values, depth, isInString, isEscaped];
  }
}

const tooLargeError = (what: string) =>
  new LinekeeperError('malformed', `The response ${what}, far more than was asked for. Ask for less with a filter.`);
