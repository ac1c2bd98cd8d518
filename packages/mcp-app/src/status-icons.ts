// Statuses and severities told by a sign and a word; colour only joins them.
import { element } from './dom.ts';

/** The sign of each, worst first. What stands nowhere here is told as unknown is, never as down. */
const signs = new Map([
  ['critical', '◆'],
  ['warning', '▲'],
  ['info', '●'],
  ['down', '▼'],
  ['blocked', '■'],
  ['inactive', '○'],
  ['unknown', '?'],
  ['up', '●'],
]);

const ranks = [...signs.keys()];

/** The value whose looks a value has. */
export const markOf = (value: string): string => (signs.has(value) ? value : 'unknown');

/** Places in an order from the worst; what is not known comes last. */
export const rankOf = (value: string): number => (signs.has(value) ? ranks.indexOf(value) : ranks.length);

export const sign = (value: string): HTMLElement =>
  element('span', { class: 'sign', 'data-mark': markOf(value), 'aria-hidden': 'true' }, signs.get(markOf(value)) ?? '');
