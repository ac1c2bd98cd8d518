// The controls that choose among the rows: a text for all cells, and a list for each property that rows differ in.

import { element } from './dom.ts';
import { spoken } from './format.ts';
import { plain, type Row } from './tool-result.ts';

export interface Filters {
  fits(row: Row): boolean;
  /** Offers the values that the rows have. */
  offer(rows: readonly Row[]): void;
}

/** Values that a list offers. */
const mostValues = 200;

/** Writes the controls into `place`; `changed` hears of each choice. */
export function filtersIn(place: HTMLElement, choices: readonly string[], changed: () => void): Filters {
  const text = element('input', { type: 'search', placeholder: 'any cell', autocomplete: 'off', spellcheck: 'false' });
  const selects = new Map(choices.map(name => [name, element('select', {})]));
  const labelled = [...selects].map(([name, select]) => label(name, select));
  place.replaceChildren(label('search', text), ...labelled);
  place.oninput = changed;
  return {
    fits(row) {
      const sought = plain(text.value).split(/\s+/);
      return (
        sought.every(word => row.words.includes(word)) &&
        [...selects].every(([name, { value }]) => value === '' || row.values.get(name) === value)
      );
    },
    offer(rows) {
      for (const [name, select] of selects) offer(select, name, valuesOf(rows, name));
    },
  };
}

const label = (name: string, control: HTMLElement) => element('label', {}, element('span', {}, capital(name)), control);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const valuesOf = (rows: readonly Row[], name: string): string[] =>
  [...new Set(rows.map(({ values }) => values.get(name) ?? ''))]
    .filter(value => value !== '')
    .sort()
    .slice(0, mostValues);

/** What is chosen stays chosen; a list that leaves no choice is out of sight. */
function offer(select: HTMLSelectElement, name: string, values: readonly string[]): void {
  const chosen = select.value;
  select.replaceChildren(
    element('option', { value: '' }, 'all'),
    ...values.map(value => element('option', { value }, spoken(name, value))),
  );
  select.value = values.includes(chosen) ? chosen : '';
  if (select.parentElement !== null) select.parentElement.hidden = values.length < 2;
}
