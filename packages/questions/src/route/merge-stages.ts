// Joins what several lists tell of one stage.
import type { RouteTarget } from '@linekeeper/core';
import type { Stage } from './read-stages.ts';

/** Returns the first of several stages with the same id, with the numbers, targets and memberships of all of them. */
export function mergeStages(first: Stage, others: readonly Stage[]): Stage {
  const all = [first, ...others];
  return {
    ...first,
    numbers: all.flatMap(({ numbers = [] }) => numbers),
    targets: uniqueTargets(all.flatMap(({ targets = [] }) => targets)),
    memberOf: all.flatMap(({ memberOf = [] }) => memberOf),
  };
}

const uniqueTargets = (targets: readonly RouteTarget[]): RouteTarget[] => [
  ...new Map(targets.map(target => [JSON.stringify([target.id, target.number, target.name]), target])).values(),
];
