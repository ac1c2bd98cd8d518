// Lines in packed form, about 60 bytes each: what is found when all lists are read must be shown, and most of it never is.
import type { Line } from '@linekeeper/core';
import { PackedRecords } from './packed-records.ts';
import { RecentValues } from './recent-values.ts';
import type { RecordWriter } from './record-writer.ts';

/** Fields in their order; `true`: values repeat, so each is stored once. */
const isSharedByField: { readonly [Name in keyof Required<Line>]: boolean } = {
  account: true,
  provider: true,
  kind: true,
  id: false,
  name: false,
  numbers: false,
  extension: false,
  owner: false,
  owner_id: false,
  status: true,
  reasons: true,
  since: false,
  flapping: false,
  provider_status: true,
  caller_id: false,
  ip: false,
  device: false,
  created_at: false,
  leads_to: false,
  monthly_fee: false,
  currency: true,
};

// The keys of the object above.
const names = Object.keys(isSharedByField) as (keyof Line)[];

/** Stands behind the last field. */
const noField = names.length;

/** Lines that are unpacked one by one. */
export class PackedLines {
  readonly #records = new PackedRecords();
  readonly #recent = new RecentValues<Line>();

  /** Returns the index of the line, for `get`. */
  add(line: Line): number {
    return this.#records.add(writer => writeLine(line, writer));
  }

  /** Returns the line with this index, not to be changed. */
  get(index: number): Line {
    return this.#recent.get(index, this.#unpack);
  }

  readonly #unpack = (lineIndex: number): Line => {
    const reader = this.#records.read(lineIndex);
    const line: Record<string, unknown> = {};
    for (let index = reader.readInteger(); index < noField; index = reader.readInteger()) {
      const name = names[index];
      if (name !== undefined) line[name] = reader.readValue();
    }
    // The same fields with the same values as in `add`.
    return line as unknown as Line;
  };
}

function writeLine(line: Line, writer: RecordWriter): void {
  let index = 0;
  for (const name of names) {
    const value = line[name];
    if (value !== undefined) {
      writer.writeInteger(index);
      writer.writeValue(value, isSharedByField[name]);
    }
    index++;
  }
  writer.writeInteger(noField);
}
