// How large an answer is on its way out, and how an entry that is too large by itself becomes smaller.
import type { Cell } from '../model/fields.ts';
import { clip, escaped } from '../text/sanitize.ts';

/** Characters of JSON, with the escapes that it is sent with. */
export const jsonSize = (value: unknown): number => escaped(JSON.stringify(value)).length;

/** As little shortened as it takes to fit into `room` characters: long texts and long lists lose their ends. */
export function shortenedTo<Entry extends object>(entry: Entry, room: number): { record: Entry; warning: string } {
  for (let most = 10_000; most > 1; most = Math.floor(most / 2)) {
    // Texts stay texts and lists stay lists.
    const record = shortened(entry as Cell, most) as Entry;
    if (jsonSize(record) > room) continue;
    return {
      record,
      warning: `An entry beyond the largest size was shortened: texts to ${most} characters, lists to ${Math.ceil(most / 10)} entries.`,
    };
  }
  // Nothing of it fits; an empty entry still counts as one.
  return { record: {} as Entry, warning: 'An entry beyond the largest size was left empty.' };
}

function shortened(cell: Cell, most: number): Cell {
  if (typeof cell === 'string') return clip(cell, most);
  if (Array.isArray(cell)) return cell.slice(0, Math.ceil(most / 10)).map(item => shortened(item, most));
  return typeof cell === 'object' ? Object.fromEntries(Object.entries(cell).map(([name, inner]) => [name, shortened(inner, most)])) : cell;
}
