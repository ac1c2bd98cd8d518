// Stages of routes in packed form: what a stage has in common with its line stands in the line alone.
import type { Line, RouteTarget } from '@linekeeper/core';
import type { Stage } from '../route/read-stages.ts';
import type { StageList } from '../route/route-graph.ts';
import type { PackedLines } from './packed-lines.ts';
import { PackedRecords } from './packed-records.ts';
import { RecentValues } from './recent-values.ts';
import type { PackedValue, RecordWriter } from './record-writer.ts';

type StageField = Exclude<keyof Stage, 'targets'>;

/** How a field of a stage is stored. */
interface StoredField {
  name: StageField;
  /** The field of its line that often has the same value. */
  lineField?: keyof Line;
  /** True if values repeat, so that each is stored once. */
  isShared?: true;
}

/** The fields of a stage beside its targets, in their order. */
const fields: readonly StoredField[] = [
  { name: 'kind', lineField: 'kind', isShared: true },
  { name: 'entry', isShared: true },
  { name: 'id', lineField: 'id' },
  { name: 'name', lineField: 'name' },
  { name: 'numbers', lineField: 'numbers' },
  { name: 'owner', lineField: 'owner' },
  { name: 'status', lineField: 'status', isShared: true },
  { name: 'lineId', lineField: 'id' },
  { name: 'memberOf' },
  { name: 'ends', isShared: true },
];

const targetFields = ['id', 'number', 'name'] as const;

/** Stands behind the last field. */
const noField = 2 * fields.length;

/** A record begins with the index of the line, times the count of combinations of the flags, and the flags. */
const isLineFlag = 1;
const hasNumbersFlag = 2;
const headerFlags = 4;

/** A stage as it was added. */
export interface StagedLine {
  stage: Stage;
  /** The index of its line. */
  line: number;
  /** False for rows that only the audit reads. */
  isLine: boolean;
}

/** The stages of one list. */
export class PackedStages {
  readonly #lines: PackedLines;
  readonly #records = new PackedRecords();
  readonly #recent = new RecentValues<StagedLine>();

  /** `lines` has their lines. */
  constructor(lines: PackedLines) {
    this.#lines = lines;
  }

  get length(): number {
    return this.#records.length;
  }

  /** Adds a stage; `line` is the packed line with the index. */
  add({ stage, line: lineIndex, isLine }: StagedLine, line: Line): void {
    this.#records.add(writer => {
      writer.writeInteger(headerFlags * lineIndex + (isLine ? isLineFlag : 0) + (stage.numbers?.length ? hasNumbersFlag : 0));
      let code = 0;
      for (const { name, lineField, isShared } of fields) {
        const given = stage[name];
        if (given !== undefined) {
          const value = toPacked(given);
          const isSame = lineField !== undefined && isEqual(value, line[lineField]);
          writer.writeInteger(code + Number(isSame));
          if (!isSame) writer.writeValue(value, isShared);
        }
        code += 2;
      }
      writer.writeInteger(noField);
      writeTargets(stage.targets ?? [], writer);
    });
  }

  /** True for a line that has numbers. */
  hasNumbers(index: number): boolean {
    return this.#records.read(index).readInteger() % headerFlags === isLineFlag + hasNumbersFlag;
  }

  /** Returns a stage, not to be changed. */
  get(index: number): StagedLine {
    return this.#recent.get(index, this.#unpack);
  }

  readonly #unpack = (index: number): StagedLine => {
    const reader = this.#records.read(index);
    const header = reader.readInteger();
    const lineIndex = Math.floor(header / headerFlags);
    const line = this.#lines.get(lineIndex);
    const stage: Record<string, unknown> = {};
    for (let code = reader.readInteger(); code < noField; code = reader.readInteger()) {
      const { name, lineField } = fields[Math.floor(code / 2)] ?? {};
      const value = code % 2 === 1 && lineField !== undefined ? line[lineField] : reader.readValue();
      if (name !== undefined) stage[name] = value;
    }
    // Targets are a list of texts, three for each.
    const targets = toTargets(reader.readValue() as readonly string[]);
    // The same fields with the same values as in `add`.
    return {
      stage: { ...(stage as unknown as Stage), ...(targets.length > 0 && { targets }) },
      line: lineIndex,
      isLine: ((header % headerFlags) & isLineFlag) > 0,
    };
  };
}

/** The stages of several lists, one list after the other. */
export class JoinedStages implements StageList {
  readonly length: number;
  readonly #lists: readonly PackedStages[];

  constructor(lists: readonly PackedStages[]) {
    this.#lists = lists;
    this.length = lists.reduce((sum, list) => sum + list.length, 0);
  }

  get(index: number): Stage {
    return this.getStaged(index).stage;
  }

  /** Returns a stage with its line. */
  getStaged(index: number): StagedLine {
    const { list, rest } = this.#locate(index);
    return list.get(rest);
  }

  /** Yields the indexes of the lines that have numbers. */
  *listNumberedLines(): Generator<number> {
    for (let index = 0; index < this.length; index++) {
      const { list, rest } = this.#locate(index);
      if (list.hasNumbers(rest)) yield index;
    }
  }

  #locate(index: number): { list: PackedStages; rest: number } {
    let rest = index;
    for (const list of this.#lists) {
      if (rest < list.length) return { list, rest };
      rest -= list.length;
    }
    throw new RangeError(`Unknown stage ${index}`);
  }
}

/** A stage that leads from undefined ids is like one that leads from none. */
const toPacked = (value: Exclude<Stage[StageField], undefined>): PackedValue =>
  typeof value === 'string' || isComplete(value) ? value : value.flatMap(text => text ?? []);

const isComplete = (texts: readonly (string | undefined)[]): texts is readonly string[] => !texts.includes(undefined);

const isEqual = (value: PackedValue, other: PackedValue | undefined): boolean =>
  value === other ||
  (Array.isArray(value) && Array.isArray(other) && value.length === other.length && value.every((text, index) => text === other[index]));

function writeTargets(targets: readonly RouteTarget[], writer: RecordWriter): void {
  writer.writeValue(targets.length === 0 ? [] : targets.flatMap(target => targetFields.map(field => target[field] ?? '')));
}

/** Empty texts stand for what a target does not have. */
function toTargets(texts: readonly string[]): RouteTarget[] {
  const targets: RouteTarget[] = [];
  for (let start = 0; start < texts.length; start += targetFields.length) {
    const entries = targetFields.flatMap((field, index) => (texts[start + index] ? [[field, texts[start + index]]] : []));
    targets.push(Object.fromEntries(entries));
  }
  return targets;
}
