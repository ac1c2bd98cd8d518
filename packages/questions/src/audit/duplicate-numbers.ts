// Finds numbers that several lines have: the number of each line is held, and which line it is.
import { isE164, type Line } from '@linekeeper/core';
import { NumberList } from '../packed/number-list.ts';
import type { PackedLines } from '../packed/packed-lines.ts';
import { TextIndex } from '../packed/text-index.ts';
import type { CheckHit, HeldItem } from './check.ts';

/** The numbers of one list, each with the place of its line. */
interface ListHolders {
  account: string;
  kind: string;
  numbers: NumberList;
  places: NumberList;
}

/** A line that has the number in question. */
interface Holder {
  list: ListHolders;
  place: number;
}

/** Starts to keep the numbers of a list. */
export const startHolders = ({ account, kind }: Line): ListHolders => ({
  account,
  kind,
  numbers: new NumberList(Float64Array),
  places: new NumberList(Uint32Array),
});

/** Keeps the numbers of a line. */
export function keepHolder({ numbers, places }: ListHolders, held: HeldItem): void {
  for (const number of new Set(held.item.line.numbers)) {
    if (!isE164(number)) continue;
    numbers.add(Number(number));
    places.add(held.hold());
  }
}

/** Finds the lines that share a number with another account or a line of their kind. */
export function* findDuplicates(lists: readonly ListHolders[], lines: PackedLines): Generator<CheckHit> {
  const index = new TextIndex();
  const starts: number[] = [];
  let count = 0;
  for (const { numbers } of lists) {
    starts.push(count);
    for (const number of numbers) index.add(String(number), count++);
  }
  const locate = (position: number) => {
    const list = starts.findLastIndex(start => start <= position);
    return { list: lists[list], index: position - (starts[list] ?? 0) };
  };
  for (const positions of index.repeated()) {
    const located = positions.map(locate);
    for (const [number, sharing] of Map.groupBy(located, ({ list, index: place }) => list?.numbers.get(place) ?? 0)) {
      const holders = sharing.flatMap(({ list, index: place }): Holder[] =>
        list === undefined ? [] : [{ list, place: list.places.get(place) }],
      );
      yield* toHits(`+${number}`, holders, lines);
    }
  }
}

/** Evidence names so many other lines, so that it stays short. */
const maxNamedHolders = 3;

/** A phone may share a number with the trunk of its account. */
const isDuplicate = ({ list }: Holder, { account, kind }: ListHolders): boolean => list.account !== account || list.kind === kind;

function* toHits(number: string, holders: readonly Holder[], lines: PackedLines): Generator<CheckHit> {
  // For each list, one more than is named: one of them may be the line itself.
  const duplicates = new Map<ListHolders, readonly Holder[]>();
  for (const holder of holders) {
    const { list, place } = holder;
    const first =
      duplicates.get(list) ??
      holders
        .values()
        .filter(other => isDuplicate(other, list))
        .take(maxNamedHolders + 1)
        .toArray();
    duplicates.set(list, first);
    const others = first.filter(other => other !== holder).slice(0, maxNamedHolders);
    if (others.length > 0)
      yield { line: lines.get(place), evidence: `${number} is also on ${others.map(other => formatHolder(other, lines)).join(', ')}` };
  }
}

const formatHolder = ({ list: { account, kind }, place }: Holder, lines: PackedLines): string =>
  `${account} ${kind} ${lines.get(place).id ?? ''}`.trim();
