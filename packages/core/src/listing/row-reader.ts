// How a provider's objects become rows: declared fields are read, everything else stays out and is remembered.

import type { Cell, Field, Fields, Row, Selection } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';

/** What to do with each field that a row may have; worked out once for all rows. */
export type Plan = ReadonlyMap<string, Step>;

interface Step {
  field: Field;
  /** False for secrets, and for what is not selected. */
  wanted: boolean;
  /** The dotted name, as a report gives it. */
  path: string;
  inner: Plan | undefined;
}

/** Without a selection all declared fields are wanted. */
export function planOf(fields: Fields, selection?: Selection, prefix = ''): Plan {
  const steps = Object.entries(fields).map(([name, field]): [string, Step] => {
    const path = prefix + name;
    const wanted = !field.secret && (selection === undefined || selection.has(name));
    return [name, { field, wanted, path, inner: field.fields && planOf(field.fields, selection?.get(name), `${path}.`) }];
  });
  return new Map(steps);
}

/** Reads the rows of one answer and remembers what surprised it. */
export class RowReader {
  readonly #id: string;
  readonly #plan: Plan;
  readonly #expectId: boolean;
  /** Names of fields that were dropped because the operation does not declare them, or not with such a value. */
  readonly dropped = new Set<string>();
  /** Declared fields that came in at least one row, with a value or with null; undefined where nobody asks. */
  readonly seen: Set<string> | undefined;
  /** Rows that came without their id. */
  nameless = 0;

  /** `expectId` is false where the provider was not asked for the id; `watching` notes which fields come at all. */
  constructor(id: string, plan: Plan, expectId = true, watching = false) {
    this.#id = id;
    this.#plan = plan;
    this.#expectId = expectId;
    this.seen = watching ? new Set() : undefined;
  }

  /** The id of a provider's row; undefined where it was not asked for. */
  readonly identify = (raw: unknown): unknown => (this.#expectId && isRecord(raw) ? raw[this.#id] : undefined);

  read(raw: unknown): Row {
    const row = this.#record(isRecord(raw) ? raw : {}, this.#plan, '');
    if (this.#expectId && (row[this.#id] ?? '') === '') this.nameless++;
    return row;
  }

  #record(source: Record<string, unknown>, plan: Plan, prefix: string): Row {
    const row: Record<string, Cell> = {};
    for (const name in source) {
      const step = plan.get(name);
      const value = source[name];
      if (step !== undefined) this.seen?.add(step.path);
      if (step === undefined) this.dropped.add(prefix + name);
      else if (step.wanted && value !== null) {
        const cell = this.#cell(value, step);
        if (cell !== undefined) row[name] = cell;
      }
    }
    return row;
  }

  #cell(value: unknown, step: Step): Cell | undefined {
    if (!Array.isArray(value) || !step.field.list) return this.#item(value, step);
    return value
      .filter(item => item !== null)
      .map(item => this.#item(item, step))
      .filter(cell => cell !== undefined);
  }

  /** A value that is no list, or one of a list. */
  #item(value: unknown, { field, path, inner }: Step): Cell | undefined {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return field.show === undefined ? value : field.show(value);
    }
    if (inner !== undefined && isRecord(value)) {
      const record = this.#record(value, inner, `${path}.`);
      return Object.keys(record).length === 0 ? undefined : record;
    }
    this.dropped.add(path);
    return undefined;
  }
}
