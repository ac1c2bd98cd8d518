// The routes of a number that was found: one in each account that has it.
import { pluralize, type ToolContext } from '@linekeeper/core';
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
  const accounts = context.registry.accounts.filter(({ name }) => own.some(({ line }) => line.account === name));
  const found = items.filter(({ line }) => own.some(match => match.line === line));
  const read = await Promise.all(accounts.map(account => readStages(account, found, context)));
  const routes = accounts.map(({ name: account }, index) => ({
    account,
    number,
    steps: findRoute(number, read[index]?.stages ?? []).steps,
  }));
  return {
    routes,
    notes: routes.map(formatRoute),
    warnings: read.flatMap(({ problems }, index) => problems.map(problem => `${accounts[index]?.name ?? ''}: ${problem}`)),
  };
}

/** Formats a step for people: what it is, its status, and why nothing is known beyond it. */
export const formatStep = ({ kind, name, id, status, ends }: Omit<RouteStep, 'depth'>): string =>
  `${kind} ${name ?? id ?? ''}`.trim() + (status === undefined ? '' : ` (${status})`) + (ends === undefined ? '' : ` [${ends}]`);

function formatRoute({ account, number, steps }: NumberRoute): string {
  const shown = steps.slice(0, 8).map(formatStep);
  const rest = steps.length - shown.length;
  return `${account}: ${number} → ${shown.join(' → ')}${rest > 0 ? ` and ${rest} more ${pluralize('step', rest)}` : ''}`;
}
