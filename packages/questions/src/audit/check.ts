// What a check of the audit is: lines and rows in, findings out, each with evidence and advice.
import type { Kind } from '@linekeeper/core';
import type { Item } from '../lines/source.ts';

export const severities = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** What a check says of one line. */
export interface Hit {
  item: Item;
  /** What was seen. */
  evidence: string;
}

export interface Check {
  code: string;
  severity: Severity;
  /** Lists that it needs; where one could not be read, it could not be made. */
  kinds: readonly Kind[];
  /** For each list the fields that it rests on, dotted, `a|b` for either: where no row has one of them, nothing follows from the others. */
  restsOn?: Readonly<Partial<Record<Kind, readonly string[]>>>;
  /** True where it needs the shape with all fields, which is read for it alone. */
  full?: true;
  /** True where it compares accounts: a filter by account then chooses among its findings alone. */
  across?: true;
  /** True where a finding rests on what is not there: in an account of which a part was not read, it makes none. */
  needsAll?: true;
  /** What a person can do about it. */
  advice: string;
  find(items: readonly Item[]): Hit[];
}

/** A check that looks at one line at a time: the evidence, or undefined where there is nothing wrong. */
export const each = (look: (item: Item) => string | undefined) => (items: readonly Item[]) =>
  items.flatMap(item => {
    const evidence = look(item);
    return evidence === undefined ? [] : [{ item, evidence }];
  });

/** True where the line's status has this reason. */
export const has = ({ line }: Item, reason: string): boolean => (line.reasons as readonly string[] | undefined)?.includes(reason) ?? false;

/** The first few of a list in words: evidence stays short whatever a provider holds. */
export const few = (texts: readonly string[]): string =>
  texts.slice(0, 5).join(', ') + (texts.length > 5 ? ` and ${texts.length - 5} more` : '');
