// Notes above the table: accounts that could not be read, warnings, and skipped checks.
import { describeMissingPart } from '@linekeeper/core/lite';
import { createElement } from './dom.ts';
import { formatCode, formatQuantity } from './format.ts';
import { type JsonObject, readObjects, readText, readTexts } from './json-values.ts';

/** One note. */
export interface Note {
  text: string;
  /** Whether the note reports missing rows. */
  missing?: boolean;
  /** Shown when the note is expanded. */
  details?: readonly string[];
}

/** Notes that are shown; the others are counted. */
const maxNotes = 12;

/** The notes of a tool result. */
export function readNotes(content: JsonObject): Note[] {
  const skipped = readObjects(content, 'skipped').map(
    skip => `${formatCode(readText(skip, 'check'))} in ${readText(skip, 'account')}: ${readText(skip, 'reason')}`,
  );
  return [
    ...readObjects(content, 'accounts').flatMap(toAccountNotes),
    ...readTexts(content, 'warnings').map(text => ({ text })),
    ...(skipped.length > 0 ? [{ text: `${formatQuantity(skipped.length, 'check')} skipped`, details: skipped }] : []),
  ];
}

function toAccountNotes(account: JsonObject): Note[] {
  const outcome = readText(account, 'outcome');
  const error = readText(account, 'error');
  const provider = readText(account, 'provider');
  const name = `${readText(account, 'account') || 'an account'}${provider && ` (${provider})`}`;
  if (outcome === 'not_reported') return [{ text: `${name}: ${describeMissingPart(outcome)}` }];
  // An unknown outcome counts as a failure only if it has an error.
  if (outcome === 'complete' || (!['failed', 'partial'].includes(outcome) && error === '')) return [];
  const problem = describeMissingPart(outcome === 'failed' ? 'failed' : 'partial');
  return [{ text: `${name}: ${problem}${error && `. ${error}`}`, missing: true }];
}

/** The notes of both lists, without duplicates. */
export function mergeNotes(notes: readonly Note[], more: readonly Note[]): Note[] {
  return [...new Map([...notes, ...more].map(note => [note.text, note])).values()];
}

/** Fills the list; hides it if there are no notes. */
export function renderNotes(list: HTMLElement, notes: readonly Note[]): void {
  const hiddenNotes = notes.length - maxNotes;
  const shown = [...notes.slice(0, maxNotes), ...(hiddenNotes > 0 ? [{ text: `and ${formatQuantity(hiddenNotes, 'more note')}` }] : [])];
  list.replaceChildren(...shown.map(renderNote));
  list.hidden = notes.length === 0;
}

function renderNote({ text, missing, details }: Note): HTMLElement {
  const content = details ? renderDetails(text, details) : createElement('span', {}, text);
  return missing
    ? createElement('li', { class: 'missing' }, createElement('strong', {}, 'Missing'), content)
    : createElement('li', {}, content);
}

const renderDetails = (summary: string, details: readonly string[]) =>
  createElement(
    'details',
    {},
    createElement('summary', {}, summary),
    createElement('ul', {}, ...details.map(detail => createElement('li', {}, detail))),
  );
