// What must be known before the table is read: accounts that are missing, warnings, and checks that were not made.
import { element } from './dom.ts';
import { counted, inWords } from './format.ts';
import { type Fields, rowsAt, textAt, textsAt } from './json-values.ts';

export interface Note {
  text: string;
  /** Something is missing from the answer. */
  missing?: boolean;
  /** Particulars, folded away. */
  rest?: readonly string[];
}

/** Notes that are drawn; more are counted. */
const mostNotes = 12;

export function notesIn(content: Fields): Note[] {
  const skipped = rowsAt(content, 'skipped').map(
    skip => `${inWords(textAt(skip, 'check'))} in ${textAt(skip, 'account')}: ${textAt(skip, 'reason')}`,
  );
  return [
    ...rowsAt(content, 'accounts').flatMap(accountNote),
    ...textsAt(content, 'warnings').map(text => ({ text })),
    ...(skipped.length > 0 ? [{ text: `${counted(skipped.length, 'check')} could not be made`, rest: skipped }] : []),
  ];
}

function accountNote(account: Fields): Note[] {
  const outcome = textAt(account, 'outcome');
  const error = textAt(account, 'error');
  // An outcome of which nothing is known is no failure, unless it comes with an error.
  if (outcome === 'complete' || (!['failed', 'partial'].includes(outcome) && error === '')) return [];
  const said = outcome === 'failed' ? 'nothing could be read' : 'a part is missing';
  const provider = textAt(account, 'provider');
  const name = `${textAt(account, 'account') || 'an account'}${provider && ` (${provider})`}`;
  return [{ text: `${name}: ${said}${error && `. ${error}`}`, missing: true }];
}

/** The notes of both, each once. */
export function joined(notes: readonly Note[], more: readonly Note[]): Note[] {
  return [...new Map([...notes, ...more].map(note => [note.text, note])).values()];
}

export function drawNotes(list: HTMLElement, notes: readonly Note[]): void {
  const left = notes.length - mostNotes;
  const shown = [...notes.slice(0, mostNotes), ...(left > 0 ? [{ text: `and ${counted(left, 'more note')}` }] : [])];
  list.replaceChildren(...shown.map(drawNote));
  list.hidden = notes.length === 0;
}

function drawNote({ text, missing, rest }: Note): HTMLElement {
  const said = rest ? folded(text, rest) : element('span', {}, text);
  return missing ? element('li', { class: 'missing' }, element('strong', {}, 'Missing'), said) : element('li', {}, said);
}

const folded = (text: string, rest: readonly string[]) =>
  element('details', {}, element('summary', {}, text), element('ul', {}, ...rest.map(one => element('li', {}, one))));
