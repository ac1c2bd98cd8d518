// Icons of statuses and severities: color alone never carries the meaning.
import { createElement } from './dom.ts';

/** Most severe first. Other values get the icon of `unknown`, never that of `down`. */
const icons = new Map([
  ['critical', '◆'],
  ['warning', '▲'],
  ['info', '●'],
  ['down', '▼'],
  ['blocked', '■'],
  ['inactive', '○'],
  ['unknown', '?'],
  ['up', '●'],
]);

const worstFirst = [...icons.keys()];

/** The value whose icon and color apply. */
export const iconKey = (value: string): string => (icons.has(value) ? value : 'unknown');

/** Rank by severity, most severe first; unlisted values come last. */
export const severityRank = (value: string): number => (icons.has(value) ? worstFirst.indexOf(value) : worstFirst.length);

/** The icon's element, hidden from screen readers. */
export const statusIcon = (value: string): HTMLElement =>
  createElement('span', { class: 'icon', 'data-status': iconKey(value), 'aria-hidden': 'true' }, icons.get(iconKey(value)) ?? '');
