// Runs a comparison of the owners of lines with a list of people: who left and still has lines, who has none.
import type { ToolContext, ToolResult } from '@linekeeper/core';
import { compileFilters } from '../lines/compile-filters.ts';
import type { Filters } from '../lines/filters.ts';
import { gatherInto, LineList } from '../lines/gather.ts';
import { matchPeople } from './match-people.ts';
import { collectOwners, lacksOwnerName, readPeople } from './owners.ts';
import { buildPeopleResult } from './people-answer.ts';
import type { Person } from './person.ts';

/** Answers `compare_people` for a list of people, however long. Throws `input` for an unknown account, and `config` without accounts. */
export async function runComparison(people: readonly Person[], input: Filters, context: ToolContext): Promise<ToolResult> {
  const filters = compileFilters(input, context.registry);
  const reading = people.some(({ email }) => email !== undefined) ? readPeople(filters.accounts, context) : undefined;
  const options = { inputFor: filters.pushDown, filter: filters.isFiltered ? filters.matches : undefined };
  const results = await gatherInto(filters.sources, context, options, () => new LineList());
  const lines = results.flatMap(({ kept }) => kept.lines);
  const needsPeople = reading !== undefined || lines.some(lacksOwnerName);
  const directory = needsPeople ? await (reading ?? readPeople(filters.accounts, context)) : { people: new Map(), warnings: [] };
  const owners = collectOwners(lines, directory.people);
  return buildPeopleResult({
    people,
    owners,
    matching: matchPeople(people, owners),
    isFiltered: filters.isFiltered,
    results,
    withoutList: filters.withoutList,
    warnings: [
      ...filters.selectionWarnings,
      ...results.flatMap(result => result.warnings),
      ...directory.warnings,
      ...filters.ownerWarnings(results),
    ],
    context,
  });
}
