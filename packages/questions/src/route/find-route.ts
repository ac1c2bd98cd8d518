// The way of a call to a number: from stage to stage, as far as the lists of the account tell it.
import type { Stage } from './read-stages.ts';
import { type Node, RouteGraph, type RouteStep } from './route-graph.ts';
import { isDestination } from './stage-traits.ts';

/** More steps are not told: a number may ring hundreds of phones. */
const maxSteps = 60;

/** Returns the steps of a call to the number, depth first. A stage that was passed already ends its branch. */
export function findRoute(number: string, listed: readonly Stage[] | RouteGraph): RouteStep[] {
  const graph = listed instanceof RouteGraph ? listed : new RouteGraph(listed);
  const passed = new Set<Node>();
  const steps: RouteStep[] = [];

  const visit = (node: Node, depth: number): void => {
    if (steps.length >= maxSteps) return;
    const stage = graph.read(node);
    if (passed.has(node)) {
      steps.push({ ...toStep(stage, depth), ends: 'already passed' });
      return;
    }
    passed.add(node);
    const step = toStep(stage, depth);
    steps.push(step);
    const { stages: next, entered } = graph.getNext(node, number);
    const before = steps.length;
    for (const one of next) {
      if (typeof one === 'object') steps.push({ depth: depth + 1, ...one.missing });
      // Where the number enters need not be told twice; a stage that leads back does.
      else if (!passed.has(one) || !entered.includes(one)) visit(one, depth + 1);
    }
    if (steps.length === before) addEnd(step, stage);
    else if (stage.ends !== undefined) step.ends = stage.ends;
  };

  const rankOf = (node: Node): number => rank(graph.read(node));
  for (const node of [...graph.getEntries(number)].sort((a, b) => rankOf(a) - rankOf(b))) if (!passed.has(node)) visit(node, 0);
  return steps;
}

/** Numbers come before what they are on. */
const rank = ({ kind }: Stage): number => (kind === 'number' ? 0 : kind === 'sip_trunk' ? 1 : 2);

function addEnd(step: RouteStep, stage: Stage): void {
  if (stage.ends !== undefined) step.ends = stage.ends;
  else if (!isDestination(stage)) step.ends = 'nothing is behind it';
}

function toStep({ kind, id, name, owner, status, lineId }: Stage, depth: number): RouteStep {
  const shownId = lineId ?? id?.split(' ').at(-1);
  return {
    depth,
    kind,
    ...(shownId !== undefined && { id: shownId }),
    ...(name !== undefined && { name }),
    ...(owner !== undefined && { owner }),
    ...(status !== undefined && { status }),
  };
}
