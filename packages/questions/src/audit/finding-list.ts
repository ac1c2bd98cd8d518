// The findings of one check in one list: all of them are counted, and those are kept that the page may show.
import { compareKeys, type FindingPosition, type OrderedFinding, orderFindings } from './finding-cursor.ts';

/** Findings that may be kept beyond those of the page before the others are dropped. */
const maxSpareFindings = 200;

/** Where the page starts, and how many findings it shows. */
export interface FindingPage extends FindingPosition {
  limit: number;
}

/** Findings in the order in which they are found. */
export class FindingList {
  count = 0;
  #kept: OrderedFinding[] = [];
  readonly #page: FindingPage;
  readonly #maxKept: number;
  /** The last finding that may be on the page, once that is known. */
  #last: OrderedFinding | undefined;

  constructor(page: FindingPage) {
    this.#page = page;
    // One finding beyond the page tells that the list continues; findings like that at which the page starts are told apart by their number.
    this.#maxKept = page.limit + 1 + (page.after === undefined ? 0 : page.after.repetition + 1);
  }

  /** The findings from the start of the page on. There may be more. */
  get kept(): readonly OrderedFinding[] {
    return this.#kept;
  }

  add(finding: OrderedFinding): void {
    this.count++;
    const { after } = this.#page;
    if (after !== undefined && compareKeys(finding.key, { ...after, repetition: 0 }) < 0) return;
    if (this.#last !== undefined && compareKeys(finding.key, this.#last.key) >= 0) return;
    this.#kept.push(finding);
    if (this.#kept.length < this.#maxKept + maxSpareFindings) return;
    // Sorting is stable: of equal keys, the first ones stay.
    this.#kept = this.#kept.sort((a, b) => compareKeys(a.key, b.key)).slice(0, this.#maxKept);
    this.#last = this.#kept.at(-1);
  }
}

/** The findings of one page, and how many there are in all. */
export interface FoundPage {
  findings: OrderedFinding[];
  /** True if findings follow behind these. */
  hasMore: boolean;
  total: number;
  /** The number of findings of each check that has any. */
  counts: ReadonlyMap<string, number>;
}

/** Joins the lists of findings of each check. */
export function joinFindings(listsByCheck: ReadonlyMap<string, readonly FindingList[]>, { after, limit }: FindingPage): FoundPage {
  const counts = new Map<string, number>();
  for (const [code, lists] of listsByCheck) {
    const count = lists.reduce((sum, list) => sum + list.count, 0);
    if (count > 0) counts.set(code, count);
  }
  const kept = orderFindings([...listsByCheck.values()].flatMap(lists => lists.flatMap(list => list.kept)));
  const following = after === undefined ? kept : kept.filter(({ key }) => compareKeys(key, after) > 0);
  return {
    findings: following.slice(0, limit),
    hasMore: following.length > limit,
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    counts,
  };
}
