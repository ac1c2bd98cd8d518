// A gap as a sentence for people.
import { formatMoment } from './moment.ts';
import type { Gap } from './store.ts';

const words: Readonly<Record<Gap['outcome'], string>> = {
  failed: 'not read',
  partial: 'not read',
  refused: 'not read in full',
  held: 'not compared',
};

/** `moscow: not read: timeout (moscow): No answer.`; `show` says how much of its time to tell. */
export function formatGap({ account, outcome, reason, from, until }: Gap, show?: 'since' | 'span'): string {
  const span = show === 'since' ? ` since ${formatMoment(from)}` : ` from ${formatMoment(from)} to ${formatMoment(until)}`;
  return `${account}: ${words[outcome]}${show === undefined ? '' : span}: ${reason}`;
}
