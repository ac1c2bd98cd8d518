// The interface of an audit check: what it finds in lines and their facts while they are read, with evidence.
import type { FactName, Line } from '@linekeeper/core';
import type { SourceItem } from '../lines/source.ts';
import type { PackedLines } from '../packed/packed-lines.ts';
import type { CheckCode } from './check-codes.ts';

/** The severities of findings, worst first. */
export const severities = ['critical', 'warning', 'info'] as const;

/** The severity of a check, and of its findings. */
export type Severity = (typeof severities)[number];

/** A line that a check reports. */
export interface CheckHit {
  line: Line;
  /** What the check found, in a sentence fragment. */
  evidence: string;
}

/** An audit check. */
export interface Check {
  /** Stable identifier, for instance `no_owner`. */
  code: CheckCode;
  severity: Severity;
  /** Facts that it cannot do without. It concerns the lists that report all of them, and is skipped for one that hides any or fails. */
  needs: readonly FactName[];
  /** Facts that may refute a finding. Skipped for a list that can report one of them to this account, but does not (a right is missing). */
  refutedBy?: readonly FactName[];
  /** A fact of the account's other lists that may refute a finding. The check concerns the lists that report it, too. */
  refutedByOtherLists?: FactName;
  /** True if it follows routes: it reads every list of the account whose rows are stages of them. */
  joinsStages?: true;
  /** True if it needs the rows with all fields, which takes another request. */
  needsFullRows?: true;
  /** True if it needs what one more request per row tells, and the fees of the lines: it is made only if it is asked for by name. */
  enriches?: true;
  /** True if it compares accounts: all accounts are read, and the account filter applies to its findings only. */
  acrossAccounts?: true;
  /** True if a finding depends on the absence of other lines: accounts that were only partly read give no findings. */
  needsCompleteList?: true;
  /** What an administrator can do about it, in sentences. */
  advice: string;
  /** Starts to look for lines with the problem. `lines` holds those that are compared. */
  find(lines: PackedLines): Search;
}

/** A line that is being read. */
export interface ExaminedItem {
  item: SourceItem;
  /** Packs the line for a finding that may be made of it, once for all checks; returns its index among the packed lines. */
  pack(): number;
}

/** Looks for a problem in lines while they are read, and keeps of them what it compares. */
export interface Search {
  /** Takes a line of the list with this index; returns the evidence, if the line alone shows the problem. */
  add(examined: ExaminedItem, list: number): string | undefined;
  /** Finds the lines that show the problem beside others, if the check compares any. Only lists for which `isExamined` is true count. */
  compare?(isExamined: (list: number) => boolean): Iterable<CheckHit>;
}

/** Facts that make a line inactive or blocked: problems of such a line are expected. */
export const activityFacts = [
  'deactivated',
  'pendingActivation',
  'quarantined',
  'blockedManually',
  'blockedByLimit',
] as const satisfies readonly FactName[];

/** Makes a `find` of a function that examines one line: it returns the evidence, or undefined if the line is fine. */
export const checkEach = (findEvidence: (item: SourceItem) => string | undefined) => (): Search => ({
  add: ({ item }) => findEvidence(item),
});

/** How a check compares lines: what it keeps of each list, and what it finds in that. */
export interface Comparison<Kept> {
  /** Starts with a list, by its first line: all of them have the same account and kind. `lines` has those that are packed. */
  start(first: Line, lines: PackedLines): Kept;
  /** Keeps what is compared of a line, in few bytes: lists have a million of them. */
  keep(kept: Kept, examined: ExaminedItem): void;
  /** Gets what was kept of the lists, in their order. */
  compare(lists: readonly Kept[], lines: PackedLines): Iterable<CheckHit>;
}

/** Makes a `find` of a comparison of lines. */
export const checkTogether =
  <Kept>({ start, keep, compare }: Comparison<Kept>) =>
  (lines: PackedLines): Search => {
    const keptByList = new Map<number, Kept>();
    return {
      add: (examined, list) => {
        let kept = keptByList.get(list);
        if (kept === undefined) {
          kept = start(examined.item.line, lines);
          keptByList.set(list, kept);
        }
        keep(kept, examined);
        return undefined;
      },
      compare: isExamined => {
        const lists = [...keptByList].filter(([list]) => isExamined(list)).sort(([a], [b]) => a - b);
        return compare(
          lists.map(([, kept]) => kept),
          lines,
        );
      },
    };
  };

/** Returns true if the status of the line has this reason. */
export const hasReason = ({ line }: SourceItem, reason: string): boolean =>
  (line.reasons as readonly string[] | undefined)?.includes(reason) ?? false;

/** Evidence has at most so many texts, so that it stays short. */
export const maxJoinedTexts = 5;

/** Joins the first texts and counts the others. `count`: how many there are, if only the first ones are given. */
export const joinFirst = (texts: readonly string[], count = texts.length): string =>
  texts.slice(0, maxJoinedTexts).join(', ') + (count > maxJoinedTexts ? ` and ${count - maxJoinedTexts} more` : '');
