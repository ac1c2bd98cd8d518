// What questions are built from, for packages that add questions of their own.
export { fitEntries, fitList } from './answer-budget.ts';
export { hasChangeLog, readChangeLog } from './change-log.ts';
export {
  accountsMissingError,
  createFilterShape,
  createLinePredicate,
  type Filters,
  hasLineFilter,
  pickFilters,
  selectAccounts,
} from './filters.ts';
export { gatherInto, LineList } from './gather.ts';
export { lineColumns, warningsSchema } from './line-schema.ts';
export { createPaginationShape, type PaginationInput } from './multi-source-cursor.ts';
export { getCountries, type LineSource, listSources, type SourceItem, type SourceResult } from './source.ts';
