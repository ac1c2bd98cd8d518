// Filter controls: a text search over all cells, and a drop-down for each property in which the rows differ.
import { createElement } from './dom.ts';
import { capitalize, formatLabel } from './format.ts';
import { normalizeForSearch, type Row } from './tool-result.ts';

/** The current state of the filter controls. */
export interface Filters {
  /** Whether the row matches all filters. */
  matches(row: Row): boolean;
  /** Updates the drop-downs to the values of these rows. */
  updateOptions(rows: readonly Row[]): void;
}

/** Per drop-down. */
const maxOptions = 200;

/** Renders the controls for the properties `filterBy` into `container`; calls `onChange` on every input. */
export function createFilters(container: HTMLElement, filterBy: readonly string[], onChange: () => void): Filters {
  const search = createElement('input', { type: 'search', placeholder: 'any cell', autocomplete: 'off', spellcheck: 'false' });
  const selects = new Map(filterBy.map(name => [name, createElement('select', {})]));
  const labels = [...selects].map(([name, select]) => createLabel(name, select));
  container.replaceChildren(createLabel('search', search), ...labels);
  container.oninput = onChange;
  return {
    matches(row) {
      const words = normalizeForSearch(search.value).split(/\s+/);
      return (
        words.every(word => row.searchText.includes(word)) &&
        [...selects].every(([name, { value }]) => value === '' || row.properties.get(name) === value)
      );
    },
    updateOptions(rows) {
      for (const [name, select] of selects) setOptions(select, name, getDistinctValues(rows, name));
    },
  };
}

const createLabel = (name: string, control: HTMLElement) =>
  createElement('label', {}, createElement('span', {}, capitalize(name)), control);

const getDistinctValues = (rows: readonly Row[], name: string): string[] =>
  [...new Set(rows.map(({ properties }) => properties.get(name) ?? ''))]
    .filter(value => value !== '')
    .sort()
    .slice(0, maxOptions);

/** Keeps the selection if it is still available; hides a drop-down with fewer than two values. */
function setOptions(select: HTMLSelectElement, name: string, values: readonly string[]): void {
  const selected = select.value;
  select.replaceChildren(
    createElement('option', { value: '' }, 'all'),
    ...values.map(value => createElement('option', { value }, formatLabel(name, value))),
  );
  select.value = values.includes(selected) ? selected : '';
  if (select.parentElement !== null) select.parentElement.hidden = values.length < 2;
}
