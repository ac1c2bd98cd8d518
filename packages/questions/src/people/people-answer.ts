// The answer of `compare_people`: leavers with their lines, people without a line, and what is doubtful, within the size budget.
import { type Account, type Line, type Provider, pluralize, type Row, type ToolContext, type ToolResult } from '@linekeeper/core';
import { findFirstFailure, formatOutcomeNotes, toAccountOutcomes } from '../lines/account-outcomes.ts';
import { fitEntries, fitList } from '../lines/answer-budget.ts';
import { findUnreportedFields } from '../lines/asked-properties.ts';
import { createOutcomeFitter } from '../lines/fit-outcomes.ts';
import type { SourceResult } from '../lines/source.ts';
import type { Matching } from './match-people.ts';
import type { LineOwner } from './owners.ts';
import { peopleColumns } from './people-columns.ts';
import type { Person } from './person.ts';

const shownColumns = ['result', 'person', 'department', 'owner', 'account', 'lines', 'why'];

const findUnreported = (provider: Provider) => findUnreportedFields(provider, ['owner']);

/** What was compared, and the result. */
export interface ComparedPeople {
  people: readonly Person[];
  owners: readonly LineOwner[];
  matching: Matching;
  /** True if a filter may have left out lines. */
  isFiltered: boolean;
  results: readonly SourceResult[];
  /** Accounts that have no list of the lines that are compared. */
  withoutList: readonly Account[];
  warnings: readonly string[];
  context: ToolContext;
}

/** Builds the answer. What does not fit is counted in a warning. */
export function buildPeopleResult(compared: ComparedPeople): ToolResult {
  const { people, owners, matching, results, withoutList, context } = compared;
  const { budget } = context;
  const warnings = [...compared.warnings];
  const allLeavers = matching.leavers.flatMap(position => owners[position] ?? []).map(toLeaver);
  const allWithout = matching.withoutLine.flatMap(position => people[position] ?? []).map(toGivenPerson);
  const toCandidates = (positions: readonly number[]) => positions.flatMap(position => owners[position] ?? []).map(toCandidate);
  const allDoubts: AmbiguousMatch[] = [
    ...matching.doubts.flatMap(({ person, owners: candidates, why }) => {
      const found = people[person];
      return found === undefined ? [] : [{ person: toGivenPerson(found), candidates: toCandidates(candidates), why }];
    }),
    ...matching.unclear.map(({ owner, people: count }) => ({
      candidates: toCandidates([owner]),
      people: count,
      why: `${count} people of the list may have this name`,
    })),
  ];
  const countLeavers = (account: string) => allLeavers.filter(leaver => leaver.account === account).length;
  const outcomes = toAccountOutcomes(results, { countReturned: countLeavers, includeTotals: false, findUnreported, withoutList });
  warnings.push(...describeGaps(outcomes, compared));
  const { accounts, warnings: outcomeWarnings } = createOutcomeFitter({ budget, rest: [], warnings })(outcomes);
  warnings.unshift(...outcomeWarnings);
  const without = fitList(allWithout, 1 / 4, { budget, rest: accounts, warnings });
  const doubts = fitList(allDoubts, 1 / 4, { budget, rest: { accounts, without }, warnings });
  const leavers = fitEntries(allLeavers, {
    budget,
    rest: { without, doubts, accounts },
    columns: shownColumns,
    toRow: toLeaverRow,
    warnings,
  });
  warnings.push(
    ...describeCut('leavers', leavers.length, allLeavers.length),
    ...describeCut('people without a line', without.length, allWithout.length),
    ...describeCut('doubtful matches', doubts.length, allDoubts.length),
  );
  const rows = [
    ...leavers.map(toLeaverRow),
    ...doubts.flatMap(toDoubtRows),
    ...without.map(person => ({ result: 'without_line', ...toPersonCells(person) })),
  ];
  const limit = context.rowLimit ?? rows.length;
  return {
    content: {
      leavers,
      without_line: without,
      ambiguous: doubts,
      matched: new Set(matching.matches.map(({ person }) => person)).size,
      matched_by: countBy(matching.matches.map(({ why }) => why)),
      accounts,
    },
    table: {
      columns: shownColumns,
      fileColumns: peopleColumns,
      rows: rows.slice(0, limit),
      total: rows.length,
      hasMore: rows.length > limit,
    },
    warnings,
    notes: [describeCounts(matching), ...formatOutcomeNotes(outcomes, findUnreported)],
    failure: findFirstFailure(results),
  };
}

interface Leaver {
  owner: string;
  owner_id?: string;
  account: string;
  lines: Row[];
}

const lineFields = ['account', 'kind', 'id', 'name', 'numbers', 'extension', 'status'] as const;

const toLeaver = ({ name, id, account, lines }: LineOwner): Leaver => ({
  owner: name ?? id ?? '',
  ...(id !== undefined && { owner_id: id }),
  account,
  lines: lines.map(pickLineFields),
});

const pickLineFields = (line: Line): Row =>
  Object.fromEntries(lineFields.flatMap(field => (line[field] === undefined ? [] : [[field, line[field]]])));

const toCandidate = ({ name, id, account, lines }: LineOwner) => ({
  owner: name ?? id ?? '',
  ...(id !== undefined && { owner_id: id }),
  account,
  lines: lines.length,
});

/** A match that is not decided. */
interface AmbiguousMatch {
  /** Absent where the owner may be too many people to name them; `people` counts them. */
  person?: Person;
  candidates: readonly ReturnType<typeof toCandidate>[];
  people?: number;
  why: string;
}

const toGivenPerson = ({ name, email, id, department }: Person): Person => ({
  name,
  ...(email !== undefined && { email }),
  ...(id !== undefined && { id }),
  ...(department !== undefined && { department }),
});

const toPersonCells = ({ name, email, id, department }: Person): Row => ({
  person: name,
  ...(email !== undefined && { email }),
  ...(id !== undefined && { person_id: id }),
  ...(department !== undefined && { department }),
});

const toLeaverRow = ({ owner, owner_id, account, lines }: Leaver): Row => ({
  result: 'leaver',
  owner,
  ...(owner_id !== undefined && { owner_id }),
  account,
  lines: lines.map(({ kind, id }) => (id === undefined ? String(kind) : `${kind} ${id}`)),
  numbers: lines.flatMap(({ numbers }) => (Array.isArray(numbers) ? numbers : [])),
});

const toDoubtRows = ({ person, candidates, why }: AmbiguousMatch): Row[] =>
  candidates.map(({ lines, ...candidate }) => ({
    result: 'ambiguous',
    ...(person !== undefined && toPersonCells(person)),
    ...candidate,
    lines,
    why,
  }));

const countBy = (reasons: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(reasons, reason => reason)].map(([reason, { length }]) => [reason, length]));

const describeCut = (what: string, shown: number, all: number): string[] =>
  shown < all ? [`${all - shown} of ${all} ${what} are left out: ask about fewer people, or one account.`] : [];

const describeCounts = ({ leavers, withoutLine, doubts, unclear, matches }: Matching): string =>
  `${leavers.length} ${pluralize('leaver', leavers.length)}, ${withoutLine.length} without a line, ${doubts.length + unclear.length} doubtful, ${new Set(matches.map(({ person }) => person)).size} matched.`;

/** What the comparison cannot tell: owners of accounts that report none, or that were not read. */
function describeGaps(accounts: readonly { account: string; outcome: string }[], { isFiltered }: ComparedPeople): string[] {
  const named = (...outcomes: string[]) => accounts.flatMap(({ account, outcome }) => (outcomes.includes(outcome) ? [account] : []));
  const silent = named('not_reported');
  const missing = named('failed', 'partial');
  return [
    ...(silent.length > 0
      ? [`No list of ${silent.join(', ')} reports owners: people whose lines there have other names count as without one.`]
      : []),
    ...(missing.length > 0
      ? [`${missing.join(', ')} could not be read to the end: people with a line there may count as without one.`]
      : []),
    ...(isFiltered ? ['Only lines that match the filters count.'] : []),
  ];
}
