// The routes of a number that was found: one in each account that has it.
import { type AnswerBudget, pluralize, type ToolContext, truncate } from '@linekeeper/core';
import { fitList } from '../lines/answer-budget.ts';
import type { NumberMatch } from '../lines/number-match.ts';
import type { SourceItem } from '../lines/source.ts';
import { findRoute } from './find-route.ts';
import { readStages } from './read-stages.ts';
import type { RouteStep } from './route-graph.ts';

/** The route of a number in one account. */
interface NumberRoute {
  account: string;
  number: string;
  steps: RouteStep[];
}

/** The routes, and what could not be read for them. */
export interface NumberRoutes {
  routes: NumberRoute[];
  /** Each route as a line of text, for people. */
  notes: string[];
  warnings: string[];
}

/** Finds the routes of the one number that lines have as their own; none if there are several, or if only its last digits are known. */
export async function findNumberRoutes(
  matches: readonly NumberMatch[],
  items: readonly SourceItem[],
  context: ToolContext,
): Promise<NumberRoutes> {
  const own = matches.filter(({ role, match }) => (role === 'number' || role === 'direct_number') && match !== 'suffix');
  const numbers = [...new Set(own.map(({ number }) => number))];
  const [number] = numbers;
  if (number === undefined || numbers.length > 1) {
    const reason = number === undefined ? 'no line has it as its own number' : `it may be ${numbers.length} numbers`;
    return { routes: [], notes: [], warnings: [`No route: ${reason}.`] };
  }
  const lines = new Set(own.map(({ line }) => line));
  const foundByAccount = Map.groupBy(
    items.filter(({ line }) => lines.has(line)),
    ({ line }) => line.account,
  );
  const accounts = context.registry.accounts.filter(({ name }) => foundByAccount.has(name));
  const found = await Promise.all(
    accounts.map(async account => {
      const { stages, problems } = await readStages(account, foundByAccount.get(account.name) ?? [], context);
      const { steps, isCut } = findRoute(number, stages);
      const all = isCut ? [...problems, `Only the first ${steps.length} steps of the route are told.`] : problems;
      return { route: { account: account.name, number, steps }, problems: all.map(problem => `${account.name}: ${problem}`) };
    }),
  );
  const routes = found.map(({ route }) => route);
  const warnings = found.flatMap(({ problems }) => problems);
  return { routes: fitRoutes(routes, context.budget, warnings), notes: routes.map(formatRoute), warnings };
}

/** Longer names and ids are shortened in steps. */
const maxStepTextChars = 100;

/** Returns the leading steps that fit into half of the answer; warns of the others. */
function fitRoutes(routes: readonly NumberRoute[], budget: AnswerBudget | undefined, warnings: string[]): NumberRoute[] {
  const entries = routes.flatMap(({ steps, ...route }): (NumberRoute | RouteStep)[] => [
    { ...route, steps: [] },
    ...steps.map(shortenStep),
  ]);
  const fitting = fitList(entries, 1 / 2, { budget, rest: [], warnings });
  const fitted: NumberRoute[] = [];
  for (const entry of fitting)
    if ('steps' in entry) fitted.push(entry);
    else fitted.at(-1)?.steps.push(entry);
  const omitted = routes.reduce((sum, { steps }) => sum + steps.length, 0) - fitted.reduce((sum, { steps }) => sum + steps.length, 0);
  if (omitted > 0) warnings.push(`The answer has no room for the last ${omitted} ${pluralize('step', omitted)} of the routes.`);
  return fitted;
}

const shortenStep = (step: RouteStep): RouteStep => ({
  ...step,
  ...(step.id !== undefined && { id: truncate(step.id, maxStepTextChars) }),
  ...(step.name !== undefined && { name: truncate(step.name, maxStepTextChars) }),
  ...(step.owner !== undefined && { owner: truncate(step.owner, maxStepTextChars) }),
});

/** Formats a step for people: what it is, its status, and why nothing is known beyond it. */
export const formatStep = ({ kind, name, id, status, ends }: Omit<RouteStep, 'depth'>): string =>
  `${kind} ${name ?? id ?? ''}`.trim() + (status === undefined ? '' : ` (${status})`) + (ends === undefined ? '' : ` [${ends}]`);

function formatRoute({ account, number, steps }: NumberRoute): string {
  const shown = steps.slice(0, 8).map(formatStep);
  const rest = steps.length - shown.length;
  return `${account}: ${number} → ${shown.join(' → ')}${rest > 0 ? ` and ${rest} more ${pluralize('step', rest)}` : ''}`;
}
