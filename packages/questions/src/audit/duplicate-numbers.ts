// Finds numbers that several lines have: of each list, the numbers are kept, and which lines have them.
import { isE164, type Line } from '@linekeeper/core';
import { IntegerArray } from '../packed/integer-array.ts';
import type { PackedLines } from '../packed/packed-lines.ts';
import { TextIndex } from '../packed/text-index.ts';
import type { CheckHit, ExaminedItem } from './check.ts';

/** The numbers of one list, each with the index of its line. */
interface ListNumbers {
  account: string;
  kind: string;
  numbers: IntegerArray;
  lines: IntegerArray;
}

/** A line that has the number in question. */
interface NumberedLine {
  list: ListNumbers;
  /** The index of the line. */
  line: number;
}

/** Starts to keep the numbers of a list. */
export const startNumbers = ({ account, kind }: Line): ListNumbers => ({
  account,
  kind,
  numbers: new IntegerArray(Float64Array),
  lines: new IntegerArray(Uint32Array),
});

/** Keeps the numbers of a line. */
export function keepNumbers({ numbers, lines }: ListNumbers, examined: ExaminedItem): void {
  for (const number of new Set(examined.item.line.numbers)) {
    if (!isE164(number)) continue;
    numbers.add(Number(number));
    lines.add(examined.pack());
  }
}

/** Finds the lines that share a number with another account or a line of their kind. */
export function* findDuplicates(lists: readonly ListNumbers[], lines: PackedLines): Generator<CheckHit> {
  const textIndex = new TextIndex();
  const starts: number[] = [];
  let count = 0;
  for (const { numbers } of lists) {
    starts.push(count);
    for (const number of numbers) textIndex.add(String(number), count++);
  }
  const locate = (position: number): { number: number; numbered: NumberedLine }[] => {
    const listIndex = starts.findLastIndex(start => start <= position);
    const list = lists[listIndex];
    const index = position - (starts[listIndex] ?? 0);
    return list === undefined ? [] : [{ number: list.numbers.get(index), numbered: { list, line: list.lines.get(index) } }];
  };
  for (const positions of textIndex.repeated())
    for (const [number, sharing] of Map.groupBy(positions.flatMap(locate), located => located.number)) {
      const numbered = sharing.map(located => located.numbered);
      yield* toHits(`+${number}`, numbered, lines);
    }
}

/** Evidence names so many other lines, so that it stays short. */
const maxNamedLines = 3;

/** A phone may share a number with the trunk of its account. */
const isDuplicate = ({ list }: NumberedLine, { account, kind }: ListNumbers): boolean => list.account !== account || list.kind === kind;

function* toHits(number: string, sharing: readonly NumberedLine[], lines: PackedLines): Generator<CheckHit> {
  // For each list, one more than is named: one of them may be the line itself.
  const duplicates = new Map<ListNumbers, readonly NumberedLine[]>();
  for (const numbered of sharing) {
    const { list, line } = numbered;
    const first =
      duplicates.get(list) ??
      sharing
        .values()
        .filter(other => isDuplicate(other, list))
        .take(maxNamedLines + 1)
        .toArray();
    duplicates.set(list, first);
    const others = first.filter(other => other !== numbered).slice(0, maxNamedLines);
    if (others.length > 0)
      yield { line: lines.get(line), evidence: `${number} is also on ${others.map(other => formatLine(other, lines)).join(', ')}` };
  }
}

const formatLine = ({ list: { account, kind }, line }: NumberedLine, lines: PackedLines): string =>
  `${account} ${kind} ${lines.get(line).id ?? ''}`.trim();
