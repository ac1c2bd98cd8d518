// Finds out whether calls to a number can arrive: a dead end is a number from which every way ends in a line out of service, in nothing, or in a circle.
import type { LineStatus } from '@linekeeper/core';
import type { Stage } from './read-stages.ts';
import { isDestination, isEntry, type MissingStage, type RouteGraph } from './route-graph.ts';

const statusesOutOfService: readonly (LineStatus | undefined)[] = ['down', 'blocked', 'inactive'];

/** Returns true for a line that takes no call and passes none on. */
export const isOutOfService = ({ status }: { status?: string | undefined }): boolean =>
  (statusesOutOfService as readonly (string | undefined)[]).includes(status);

/** Which numbers of an account are dead ends. The stages are examined once, whatever the count of numbers. */
export class DeadEnds {
  readonly #graph: RouteGraph;
  /** The stages from which a call may arrive, or leave what the lists tell. */
  readonly #live: ReadonlySet<Stage>;

  constructor(graph: RouteGraph) {
    this.#graph = graph;
    this.#live = findLiveStages(graph);
  }

  /** Returns true if no call to the number can arrive; false for a number that no stage has. */
  has(number: string): boolean {
    const entries = this.#graph.getEntries(number);
    // What a number is on comes after it.
    const [first] = [...entries].sort((a, b) => rank(a) - rank(b));
    if (first === undefined) return false;
    return !entries.some(entry => rank(entry) === rank(first) && this.#arrives(entry, number, new Set()));
  }

  /** `passed` are the stages that were examined: a call that comes back to one has done so in vain. */
  #arrives(stage: Stage, number: string, passed: Set<Stage>): boolean {
    if (isOutOfService(stage) || passed.has(stage)) return false;
    passed.add(stage);
    if (!isEntry(stage) || !stage.numbers?.includes(number)) return this.#live.has(stage);
    const { stages: next, entered } = this.#graph.getNext(stage, number);
    if (isLiveEnd(stage, next)) return true;
    // On a trunk, a number goes on from there, not beside it.
    const isOnTrunk = stage.kind === 'number' && entered.some(({ kind }) => kind === 'sip_trunk');
    return next.some(one => !('missing' in one) && !(isOnTrunk && isBehindTrunk(one, entered)) && this.#arrives(one, number, passed));
  }
}

const rank = (stage: Stage): number => (stage.kind === 'number' ? 0 : isEntry(stage) ? 1 : 2);

const isBehindTrunk = (stage: Stage, entered: readonly Stage[]): boolean => stage.kind !== 'sip_trunk' && entered.includes(stage);

/** Returns true if a call ends well at the stage, or goes where no list follows it. */
const isLiveEnd = (stage: Stage, next: readonly (Stage | MissingStage)[]): boolean =>
  stage.ends !== undefined || next.some(one => 'missing' in one && !one.isGone) || (next.length === 0 && isDestination(stage));

/** Goes back from every live end. */
function findLiveStages(graph: RouteGraph): Set<Stage> {
  const live = new Set<Stage>();
  const previous = new Map<Stage, Stage[]>();
  for (const stage of graph.stages) {
    if (isOutOfService(stage)) continue;
    const { stages: next } = graph.getNext(stage);
    if (isLiveEnd(stage, next)) live.add(stage);
    for (const one of next) {
      if ('missing' in one) continue;
      const known = previous.get(one);
      if (known === undefined) previous.set(one, [stage]);
      else known.push(stage);
    }
  }
  // A set yields what is added while it is iterated.
  for (const stage of live) for (const one of previous.get(stage) ?? []) live.add(one);
  return live;
}
