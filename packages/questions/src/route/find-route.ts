// The way of a call to a number: from stage to stage, as far as the lists of the account tell it.
import { NumberEntries } from './number-entries.ts';
import type { Stage } from './read-stages.ts';
import { type MissingStage, type Node, RouteGraph, type RouteStep } from './route-graph.ts';
import { isDestination } from './stage-traits.ts';

/** More steps are not told: a number may ring hundreds of phones. */
const maxSteps = 60;

/** The way of a call. */
export interface Route {
  steps: RouteStep[];
  /** True if more steps follow. */
  isCut: boolean;
}

/** Returns the steps of a call to the number, depth first. A stage that was passed already ends its branch. */
export function findRoute(number: string, listed: readonly Stage[] | RouteGraph): Route {
  const graph = listed instanceof RouteGraph ? listed : new RouteGraph(listed);
  const entries = new NumberEntries(number, graph);
  const passed = new Set<Node>();
  const steps: RouteStep[] = [];
  let isCut = false;

  const getNext = (node: Node): ReadonlySet<Node | MissingStage> => {
    const own = graph.getNext(node).flatMap(one => (typeof one === 'number' && graph.getSharedNumber(one) ? graph.getNext(one) : [one]));
    return new Set([...own, ...(entries.isEntered(node) ? entries.getBehind(node) : [])]);
  };

  const visit = (node: Node, depth: number): void => {
    const stage = graph.read(node);
    const step = toStep(stage, depth);
    steps.push(step);
    if (passed.has(node)) {
      step.ends = 'already passed';
      return;
    }
    passed.add(node);
    if (stage.ends !== undefined) step.ends = stage.ends;
    // Where the number enters need not be told twice; a stage that leads back does.
    const isTold = (one: Node | MissingStage) =>
      typeof one === 'number' && passed.has(one) && entries.isEntered(node) && entries.getRank(one) !== undefined;
    const before = steps.length;
    for (const one of getNext(node)) {
      if (isTold(one)) continue;
      isCut ||= steps.length >= maxSteps;
      if (isCut) return;
      if (typeof one === 'object') steps.push({ depth: depth + 1, ...one.missing });
      else visit(one, depth + 1);
    }
    if (steps.length === before && stage.ends === undefined && !isDestination(stage)) step.ends = 'nothing is behind it';
  };

  const rankOf = (node: Node): number => entries.getRank(node) ?? 0;
  for (const node of [...entries.nodes].sort((a, b) => rankOf(a) - rankOf(b))) {
    if (passed.has(node)) continue;
    isCut ||= steps.length >= maxSteps;
    if (isCut) break;
    visit(node, 0);
  }
  return { steps, isCut };
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
