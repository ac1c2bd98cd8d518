// Finds out whether calls to a number can arrive: a dead end is a number from which every way ends in a line out of service, in nothing, or in a circle.
import { PairIndex } from '../packed/pair-index.ts';
import type { Stage } from './read-stages.ts';
import type { MissingStage, Node, RouteGraph } from './route-graph.ts';
import { isDestination, isEntry, isOutOfService } from './stage-traits.ts';

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
    const entries = this.#graph.getEntries(number).map(node => ({ node, rank: rank(this.#graph.read(node)) }));
    if (entries.length === 0) return false;
    // What a number is on comes after it.
    const first = Math.min(...entries.map(entry => entry.rank));
    return !entries.some(entry => entry.rank === first && this.#arrives(entry.node, number, new Set()));
  }

  /** `passed` are the stages that were examined: a call that comes back to one has done so in vain. */
  #arrives(node: Node, number: string, passed: Set<Node>): boolean {
    const stage = this.#graph.read(node);
    if (isOutOfService(stage) || passed.has(node)) return false;
    passed.add(node);
    if (!isEntry(stage) || !stage.numbers?.includes(number)) return this.#live[node] === 1;
    const { stages: next, entered } = this.#graph.getNext(node, number);
    if (isLiveEnd(stage, next)) return true;
    // On a trunk, a number goes on from there, not beside it.
    const isOnTrunk = stage.kind === 'number' && entered.some(other => this.#graph.read(other).kind === 'sip_trunk');
    const isBehindTrunk = (other: Node) => entered.includes(other) && this.#graph.read(other).kind !== 'sip_trunk';
    return next.some(one => typeof one === 'number' && !(isOnTrunk && isBehindTrunk(one)) && this.#arrives(one, number, passed));
  }
}

const rank = (stage: Stage): number => (stage.kind === 'number' ? 0 : isEntry(stage) ? 1 : 2);

/** Returns true if a call ends well at the stage, or goes where no list follows it. */
const isLiveEnd = (stage: Stage, next: readonly (Node | MissingStage)[]): boolean =>
  stage.ends !== undefined || next.some(one => typeof one === 'object' && !one.isGone) || (next.length === 0 && isDestination(stage));

/** Goes back from every live end. */
function findLiveStages(graph: RouteGraph): Uint8Array {
  const live = new Uint8Array(graph.length);
  const reached: Node[] = [];
  const previous = new PairIndex();
  for (const node of graph.nodes()) {
    if (graph.isOutOfService(node)) continue;
    const next = graph.isLast(node) ? [] : graph.getNext(node).stages;
    const isLive = graph.isLast(node) ? graph.isDestination(node) : isLiveEnd(graph.read(node), next);
    if (isLive) reached.push(node);
    live[node] = Number(isLive);
    for (const one of next) if (typeof one === 'number') previous.add(one, node);
  }
  for (let node = reached.pop(); node !== undefined; node = reached.pop()) {
    for (const one of previous.find(node)) {
      if (live[one] === 1) continue;
      live[one] = 1;
      reached.push(one);
    }
  }
  return live;
}
