// Many small records in a few large arrays, which cost the garbage collector nothing.
import { IntegerArray } from './integer-array.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter, StringTable } from './record-writer.ts';

/** The first array is small, since a question may keep records of hundreds of lists; each one is twice as large as the one before. */
const minChunkBytes = 1_024;
const maxChunkBytes = 1_048_576;

/** Records in the order in which they were added. */
export class PackedRecords {
  readonly #strings = new StringTable();
  readonly #writer = new RecordWriter(this.#strings);
  readonly #chunks: Uint8Array[] = [];
  /** Where each record begins: the index of its chunk times `maxChunkBytes`, and the place in the chunk. */
  readonly #starts = new IntegerArray(Uint32Array);
  #used = 0;

  get length(): number {
    return this.#starts.length;
  }

  /** Adds the record that `write` writes; returns its index. */
  add(write: (writer: RecordWriter) => void): number {
    this.#writer.begin();
    write(this.#writer);
    const { bytes } = this.#writer;
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used + bytes.length > chunk.length) {
      const size = Math.min(maxChunkBytes, 2 * (chunk?.length ?? minChunkBytes / 2));
      // A record may be larger than a chunk, and then has one of its own.
      chunk = new Uint8Array(Math.max(size, bytes.length));
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    chunk.set(bytes, this.#used);
    this.#starts.add((this.#chunks.length - 1) * maxChunkBytes + this.#used);
    this.#used += bytes.length;
    return this.#starts.length - 1;
  }

  /** Returns what reads the record with this index. */
  read(index: number): RecordReader {
    const start = this.#starts.get(index);
    const chunk = this.#chunks[Math.floor(start / maxChunkBytes)];
    if (chunk === undefined) throw new RangeError(`Unknown record ${index}`);
    return new RecordReader(this.#strings, chunk, start % maxChunkBytes);
  }
}
