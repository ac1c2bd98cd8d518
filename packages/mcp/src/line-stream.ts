// Splits a stream of bytes into normalized lines of messages.
import { Transform, type TransformCallback } from 'node:stream';
import { normalizeLine } from './normalize-message.ts';

const newline = 0x0a;

/** A longer line is passed on as it is: the transport that reads it has a limit of its own, and closes. */
const maxLineBytes = 10 * 1024 * 1024;

/** Passes messages on, one a line, without blank lines. `onEnd` runs after the last line, and ends the stream by its callback. */
export class LineStream extends Transform {
  #parts: Buffer[] = [];
  #size = 0;
  readonly #onEnd: (done: TransformCallback) => void;

  constructor(onEnd: (done: TransformCallback) => void) {
    super();
    this.#onEnd = onEnd;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      this.#append(chunk.subarray(start, end));
      this.#pushLine();
      start = end + 1;
    }
    this.#append(chunk.subarray(start));
    if (this.#size > maxLineBytes) {
      this.push(Buffer.concat(this.#parts));
      this.#clear();
    }
    done();
  }

  override _flush(done: TransformCallback): void {
    // The last message may lack its newline.
    this.#pushLine();
    this.#onEnd(done);
  }

  #append(part: Buffer): void {
    if (part.length > 0) this.#parts.push(part);
    this.#size += part.length;
  }

  #pushLine(): void {
    const line = normalizeLine(Buffer.concat(this.#parts).toString('utf8'));
    this.#clear();
    if (line !== '') this.push(`${line}\n`);
  }

  #clear(): void {
    this.#parts = [];
    this.#size = 0;
  }
}
