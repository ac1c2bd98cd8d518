// Converts a provider's objects to rows: declared fields only. The names of undeclared ones are recorded.
import type { Cell, Field, Fields, Row, Scalar, Selection } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';
import { isRowId } from './row-key.ts';

/** What to do with each declared field, by name. Built once per projection. */
export type ReadPlan = ReadonlyMap<string, FieldStep>;

interface FieldStep {
  field: Field;
  /** False for secrets and for fields that are not selected. */
  selected: boolean;
  /** The dotted name, for warnings. */
  path: string;
  /** The plan of an object's fields, or of each object in a list. */
  nested: ReadPlan | undefined;
}

/** Builds the plan for declared fields. Without a selection, all but secrets are read. */
export function buildReadPlan(fields: Fields, selection?: Selection, prefix = ''): ReadPlan {
  const steps = Object.entries(fields).map(([name, field]): [string, FieldStep] => {
    const path = prefix + name;
    const selected = !field.secret && (selection === undefined || selection.has(name));
    return [name, { field, selected, path, nested: field.fields && buildReadPlan(field.fields, selection?.get(name), `${path}.`) }];
  });
  return new Map(steps);
}

/** Fields in their order, with their steps. */
interface FieldSequence {
  names: string[];
  steps: FieldStep[];
}

/** Stands for a nested object: its fields are looked up. */
const noFields: FieldSequence = { names: [], steps: [] };

/** Reads the rows of one listing and records undeclared fields and missing ids. */
export class RowReader {
  readonly #id: string;
  readonly #plan: ReadPlan;
  readonly #expectId: boolean;
  /** Dotted names of fields that were dropped: undeclared, or with a value of an unexpected type. */
  readonly droppedFields = new Set<string>();
  /** Declared fields that at least one row had, with a value or null; undefined unless `trackSeenFields`. */
  readonly seenFields: Set<string> | undefined;
  /** The fields of the row before, and their steps. */
  readonly #previous: FieldSequence = { names: [], steps: [] };
  #rowsWithoutId = 0;
  #rowsWithZeroId = 0;

  /** `expectId`: false if rows without an id are not counted. `trackSeenFields`: record which declared fields the rows have. */
  constructor(id: string, plan: ReadPlan, expectId = true, trackSeenFields = false) {
    this.#id = id;
    this.#plan = plan;
    this.#expectId = expectId;
    this.seenFields = trackSeenFields ? new Set() : undefined;
  }

  /** The number of rows without an id. One row may have the id 0; where several have it, it does not identify them. */
  get rowsWithoutId(): number {
    return this.#rowsWithoutId + (this.#rowsWithZeroId > 1 ? this.#rowsWithZeroId : 0);
  }

  /** The id of a provider's row. */
  readonly identify = (raw: unknown): unknown => (isRecord(raw) ? raw[this.#id] : undefined);

  /** Converts one object of the provider's page. Never throws: anything that is not an object gives an empty row. */
  read(raw: unknown): Row {
    const source = isRecord(raw) ? raw : {};
    // The id may be requested without being shown.
    if (this.#expectId) this.#countId(source[this.#id]);
    return this.#record(source, this.#plan, '');
  }

  #countId(id: unknown): void {
    if (isRowId(id)) return;
    if (id === 0 || id === '0') this.#rowsWithZeroId++;
    else this.#rowsWithoutId++;
  }

  #record(source: Record<string, unknown>, plan: ReadPlan, prefix: string): Row {
    const row: Record<string, Cell> = {};
    // Rows of one list mostly have the same fields in the same order: their steps need not be looked up again.
    const { names, steps } = prefix === '' ? this.#previous : noFields;
    let index = -1;
    for (const name in source) {
      let step = names[++index] === name ? steps[index] : undefined;
      if (step === undefined) {
        step = plan.get(name);
        if (step !== undefined) this.seenFields?.add(step.path);
        if (prefix === '' && step !== undefined) {
          names[index] = name;
          steps[index] = step;
        }
      }
      const value = source[name];
      if (step === undefined) this.#drop(prefix + name);
      else if (step.selected && value !== null) {
        const cell = isScalar(value) && step.field.transform === undefined ? value : this.#cell(value, step);
        if (cell !== undefined) row[name] = cell;
      }
    }
    return row;
  }

  #cell(value: unknown, step: FieldStep): Cell | undefined {
    if (!Array.isArray(value) || !step.field.list) return this.#item(value, step);
    const cells: Cell[] = [];
    for (const item of value) {
      const cell = item === null ? undefined : this.#item(item, step);
      if (cell !== undefined) cells.push(cell);
    }
    return cells;
  }

  /** Reads a single value, or one entry of a list. */
  #item(value: unknown, { field, path, nested }: FieldStep): Cell | undefined {
    if (isScalar(value)) return field.transform === undefined ? value : field.transform(value);
    if (nested !== undefined && isRecord(value)) {
      const record = this.#record(value, nested, `${path}.`);
      return Object.keys(record).length === 0 ? undefined : record;
    }
    this.#drop(path);
    return undefined;
  }

  #drop(name: string): void {
    if (this.droppedFields.size < maxDroppedFields) this.droppedFields.add(name);
  }
}

/** Names that are remembered; no row has so many. */
const maxDroppedFields = 1_000;

const isScalar = (value: unknown): value is Scalar => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
