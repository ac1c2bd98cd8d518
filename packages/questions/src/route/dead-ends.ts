// Finds out whether calls to a number can arrive: a dead end is a number from which every way ends in a line out of service, in nothing, or in a circle.
import { PairIndex } from '../packed/pair-index.ts';
import { NumberEntries } from './number-entries.ts';
import type { Stage } from './read-stages.ts';
import type { MissingStage, Node, RouteGraph } from './route-graph.ts';
import { entryRanks, isDestination, isOutOfService } from './stage-traits.ts';

/** Which numbers of an account are dead ends. The stages are examined once, whatever the count of numbers. */
export class DeadEnds {
  readonly #graph: RouteGraph;
  /** The stages from which a call may arrive, or leave what the lists tell: 1 for each of their nodes. */
  readonly #live: Uint8Array;

  constructor(graph: RouteGraph) {
    this.#graph = graph;
    this.#live = findLiveStages(graph);
  }

  /** Returns true if no call to the number can arrive; false for a number that no stage has. */
  has(number: string): boolean {
    const entries = new NumberEntries(number, this.#graph);
    return entries.nodes.length > 0 && !this.#arrives(entries, number);
  }

  /** What a number is on comes after it. A call that comes back to a stage has been there in vain. */
  #arrives(entries: NumberEntries, number: string): boolean {
    const passed = new Set<Node>();
    const passedRanks = new Set<number>();
    const open = entries.getFirst();
    const isOnTrunk = entries.nodes.some(node => entries.getRank(node) === entryRanks.trunk);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (passed.has(node)) continue;
      passed.add(node);
      const rank = entries.getRank(node);
      if (rank === undefined || rank === entryRanks.other) {
        if (this.#live[node] === 1 && this.#graph.getSharedNumber(node) !== number) return true;
        continue;
      }
      const stage = this.#graph.read(node);
      if (isOutOfService(stage)) continue;
      const own = this.#graph.getNext(node);
      const behind = entries.getBehind(node);
      if (isLiveEnd(stage, own, behind)) return true;
      // On a trunk, a number goes on from there, not beside it.
      const goesOn = (other: Node) =>
        !isOnTrunk || rank !== entryRanks.number || (entries.getRank(other) ?? entryRanks.trunk) === entryRanks.trunk;
      for (const one of own) if (typeof one === 'number' && goesOn(one)) open.push(one);
      // The stages behind are the same for all of a rank.
      if (!passedRanks.has(rank)) for (const one of behind) if (goesOn(one)) open.push(one);
      passedRanks.add(rank);
    }
    return false;
  }
}

/** Returns true if a call ends well at the stage, or goes where no list follows it. `behind`: further stages that may take it. */
const isLiveEnd = (stage: Stage, next: readonly (Node | MissingStage)[], behind: readonly Node[] = []): boolean =>
  stage.ends !== undefined ||
  next.some(one => typeof one === 'object' && !one.isGone) ||
  (next.length + behind.length === 0 && isDestination(stage));

/** Goes back from every live end. */
function findLiveStages(graph: RouteGraph): Uint8Array {
  const reached: Node[] = [];
  const previous = new PairIndex();
  for (const node of graph.nodes()) {
    if (graph.isOutOfService(node)) continue;
    const next = graph.isLast(node) ? [] : graph.getNext(node);
    if (graph.isLast(node) ? graph.isDestination(node) : isLiveEnd(graph.read(node), next)) reached.push(node);
    for (const one of next) if (typeof one === 'number') previous.add(one, node);
  }
  for (const number of graph.sharedNumbers())
    for (const one of graph.getNext(number)) if (typeof one === 'number') previous.add(one, number);
  const live = new Uint8Array(graph.length);
  for (const node of reached) live[node] = 1;
  for (let node = reached.pop(); node !== undefined; node = reached.pop()) {
    for (const one of previous.find(node)) {
      if (live[one] === 1) continue;
      live[one] = 1;
      reached.push(one);
    }
  }
  return live;
}
