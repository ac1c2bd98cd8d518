// Splits a stream of bytes into normalized lines of messages.
import { Transform, type TransformCallback } from 'node:stream';
import { normalizeLine } from './normalize-message.ts';

const newline = 0x0a;

/** A longer line is refused: the transport that reads the lines would close at it. */
const maxMessageBytes = 10 * 1024 * 1024;

/** As much of a refused line tells which request it was. */
const maxHeadBytes = 1024;

/** Passes messages on, one a line, without blank lines. `onEnd` runs after the last line, and ends the stream by its callback; `onRefused` gets the beginning of a line that is too long. */
export class MessageSplitter extends Transform {
  #parts: Buffer[] = [];
  #size = 0;
  /** True behind the beginning of a line that was refused. */
  #isRefused = false;
  readonly #onEnd: (done: TransformCallback) => void;
  readonly #onRefused: (head: string) => void;

  constructor(onEnd: (done: TransformCallback) => void, onRefused: (head: string) => void) {
    super();
    this.#onEnd = onEnd;
    this.#onRefused = onRefused;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#append(chunk.subarray(start, end));
      this.#pushLine();
      start = end + 1;
    }
    this.#append(chunk.subarray(start));
    done();
  }

  override _flush(done: TransformCallback): void {
    // The last message may lack its newline.
    this.#pushLine();
    this.#onEnd(done);
  }

  #append(part: Buffer): void {
    if (this.#isRefused || part.length === 0) return;
    this.#parts.push(part);
    this.#size += part.length;
    if (this.#size <= maxMessageBytes) return;
    this.#onRefused(Buffer.concat(this.#parts).toString('utf8', 0, maxHeadBytes));
    this.#clear();
    this.#isRefused = true;
  }

  #pushLine(): void {
    const isRefused = this.#isRefused;
    this.#isRefused = false;
    if (isRefused) return;
    const line = normalizeLine(Buffer.concat(this.#parts).toString('utf8'));
    this.#clear();
    if (line !== '') this.push(`${line}\n`);
  }

  #clear(): void {
    this.#parts = [];
    this.#size = 0;
  }
}
