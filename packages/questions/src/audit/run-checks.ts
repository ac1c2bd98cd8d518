// Runs audit checks on lists while they are read: findings are kept, and what is compared in packed form, but no rows.
import { internalError, type Line, type LinekeeperError } from '@linekeeper/core';
import type { LineConsumer } from '../lines/gather.ts';
import type { LineSource, SourceItem, SourceResult } from '../lines/source.ts';
import { PackedLines } from '../packed/packed-lines.ts';
import type { Check, ExaminedItem, Search } from './check.ts';
import type { ReadFindingKey } from './finding-cursor.ts';
import { FindingList, type FindingPage } from './finding-list.ts';
import { concerns, selectExamined } from './findings.ts';

/** What the findings of all checks have in common. */
export interface RunContext {
  /** Selects the lines of which findings are reported, and notes their owners. */
  matches(item: { line: Line }): boolean;
  readKey: ReadFindingKey;
  page: FindingPage;
  /** Gets the stack of a check that throws. */
  log(message: string): void;
}

/** One check while lists are read. What it throws is a bug, after which it finds nothing more; the other checks go on. */
class CheckRun {
  readonly check: Check;
  failure: LinekeeperError | undefined;
  readonly #search: Search;
  /** The findings in each list: some lists turn out to hide what the check rests on. */
  readonly findings = new Map<LineSource, FindingList>();
  readonly #context: RunContext;

  constructor(check: Check, lines: PackedLines, context: RunContext) {
    this.check = check;
    this.#search = check.find(lines);
    this.#context = context;
  }

  openList(source: LineSource): FindingList {
    const list = new FindingList(this.#context.page);
    this.findings.set(source, list);
    return list;
  }

  /** Examines a line of the list with this index. `findings` are those of the list; undefined if the line is only compared with others. */
  add(examined: ExaminedItem, list: number, findings: FindingList | undefined): void {
    if (this.failure !== undefined) return;
    try {
      const evidence = this.#search.add(examined, list);
      if (evidence !== undefined && findings !== undefined) this.#report(findings, examined.item.line, evidence);
    } catch (thrown) {
      this.failure = internalError(thrown, this.#context.log);
    }
  }

  /** Returns the findings in the lists that the check may judge. */
  finish(results: readonly SourceResult[], indexes: ReadonlyMap<LineSource, number>): FindingList[] {
    const examined = selectExamined(this.check, results);
    const lists = results.flatMap(({ source }) => (examined.has(source) ? (this.findings.get(source) ?? []) : []));
    const examinedIndexes = new Set([...examined].map(source => indexes.get(source)));
    const compared = new FindingList(this.#context.page);
    try {
      for (const { line, evidence } of this.#search.compare?.(index => examinedIndexes.has(index)) ?? [])
        if (this.#context.matches({ line })) this.#report(compared, line, evidence);
    } catch (thrown) {
      this.failure ??= internalError(thrown, this.#context.log);
    }
    return this.failure === undefined ? [...lists, compared] : [];
  }

  #report(list: FindingList, line: Line, evidence: string): void {
    const { code, severity } = this.check;
    list.add({ code, severity, line, evidence, key: this.#context.readKey(code, line) });
  }
}

/** Packs a line when the first check keeps it. */
class LinePacker implements ExaminedItem {
  readonly item: SourceItem;
  readonly #lines: PackedLines;
  #index: number | undefined;

  constructor(item: SourceItem, lines: PackedLines) {
    this.item = item;
    this.#lines = lines;
  }

  pack(): number {
    this.#index ??= this.#lines.add(this.item.line);
    return this.#index;
  }
}

/** Runs several checks on the same lists. */
export class CheckRuns {
  readonly #runs: readonly CheckRun[];
  readonly #context: RunContext;
  readonly #indexes: ReadonlyMap<LineSource, number>;
  readonly #lines = new PackedLines();

  constructor(checks: readonly Check[], sources: readonly LineSource[], context: RunContext) {
    this.#runs = checks.map(check => new CheckRun(check, this.#lines, context));
    this.#indexes = new Map(sources.map((source, index) => [source, index]));
    this.#context = context;
  }

  /** Creates the consumer of a list for those of the checks that read it in the same way. */
  createConsumer(source: LineSource, checks: readonly Check[]): LineConsumer {
    const list = this.#indexes.get(source) ?? 0;
    const readers = this.#runs
      .filter(({ check }) => checks.includes(check) && concerns(check, source))
      .map(run => ({ run, findings: run.openList(source) }));
    const addItem = (item: SourceItem) => {
      const isMatch = this.#context.matches(item);
      const examined = new LinePacker(item, this.#lines);
      for (const { run, findings } of readers) run.add(examined, list, isMatch ? findings : undefined);
    };
    return { add: items => items.forEach(addItem) };
  }

  /** Returns the findings of each check, by its code. `getResults`: the lists that a check has read. */
  finish(getResults: (check: Check) => readonly SourceResult[]): Map<string, FindingList[]> {
    return new Map(this.#runs.map(run => [run.check.code, run.finish(getResults(run.check), this.#indexes)]));
  }

  /** Returns what a check has thrown. */
  getFailure(check: Check): LinekeeperError | undefined {
    return this.#runs.find(run => run.check === check)?.failure;
  }
}
