// The stages where calls to one number enter an account, and those that take such a call next.
import type { Node, RouteGraph } from './route-graph.ts';
import { entryRanks, rankEntry } from './stage-traits.ts';

/** The stages that have one number. */
export class NumberEntries {
  readonly nodes: readonly Node[];
  readonly #ranks: ReadonlyMap<Node, number>;
  /** The nodes behind those of each rank. */
  readonly #behind = new Map<number, readonly Node[]>();

  constructor(number: string, graph: RouteGraph) {
    this.nodes = graph.getEntries(number);
    this.#ranks = new Map(this.nodes.map(node => [node, rankEntry(graph.read(node))]));
  }

  /** Returns the rank of a stage that has the number; undefined for another one. */
  getRank(node: Node): number | undefined {
    return this.#ranks.get(node);
  }

  /** Returns true if public calls to the number come to the stage from outside. */
  isEntered(node: Node): boolean {
    return (this.getRank(node) ?? entryRanks.other) !== entryRanks.other;
  }

  /** Returns the stages with the lowest rank. */
  getFirst(): Node[] {
    const lowest = [...this.#ranks.values()].reduce((low, rank) => Math.min(low, rank), entryRanks.other);
    return this.nodes.filter(node => this.getRank(node) === lowest);
  }

  /** Returns the stages that may take a call from one that it entered. A number on a trunk of a hosted PBX goes on where the PBX takes it. */
  getBehind(entered: Node): readonly Node[] {
    const rank = this.getRank(entered) ?? entryRanks.other;
    const behind = this.#behind.get(rank) ?? this.nodes.filter(node => (this.getRank(node) ?? 0) > rank);
    this.#behind.set(rank, behind);
    return behind;
  }
}
