// The stages of an account, joined by their ids and numbers: which ones may take a call next.
import { type RouteTarget, toE164 } from '@linekeeper/core';
import { ListedTexts } from '../packed/listed-texts.ts';
import { RecentValues } from '../packed/recent-values.ts';
import { TextIndex } from '../packed/text-index.ts';
import { mergeStages } from './merge-stages.ts';
import type { Stage } from './read-stages.ts';
import { destination, leadsOn, outOfService, readTraits } from './stage-traits.ts';

/** One step of a route; the steps that follow it have a greater depth. */
export interface RouteStep {
  depth: number;
  kind: string;
  id?: string;
  name?: string;
  owner?: string;
  status?: string;
  /** Why the route is not known beyond this step. */
  ends?: string;
}

/** The stages of an account, which may be unpacked when they are needed. */
export interface StageList {
  readonly length: number;
  get(index: number): Stage;
}

/**
 * A stage of the graph: the index of the first stage of the list that has its id. The nodes behind the list are numbers that several stages
 * have: many stages may lead to such a number, and each of them would lead to all of those.
 */
export type Node = number;

/** A target that no list of the account has. */
export interface MissingStage {
  missing: Omit<RouteStep, 'depth'>;
  /** True if nothing has its id: calls to it go nowhere. False if calls leave what the lists know. */
  isGone: boolean;
}

/** The stages of one account as a graph. It holds no stage, but what finds them. */
export class RouteGraph {
  readonly #list: StageList;
  readonly #byId = new TextIndex();
  readonly #byNumber = new TextIndex();
  readonly #members = new TextIndex();
  /** The node of each stage. */
  readonly #nodes: Uint32Array;
  /** The next stage with the same id, for each stage that has one behind it. */
  readonly #repetitions = new Map<number, number>();
  /** What is known of each stage without unpacking it, and the fingerprint of its id. */
  readonly #traits: Uint8Array;
  readonly #fingerprints: Uint32Array;
  readonly #recent = new RecentValues<Stage>();
  readonly #recentNext = new RecentValues<readonly (Node | MissingStage)[]>();
  readonly #listedTexts = new ListedTexts();
  /** The numbers that several stages have and others lead to, and their nodes. */
  readonly #sharedNumbers: string[] = [];
  readonly #sharedNodes = new Map<string, Node>();

  constructor(listed: readonly Stage[] | StageList) {
    this.#list = 'get' in listed ? listed : { length: listed.length, get: index => listed[index] ?? { kind: 'unknown' } };
    this.#nodes = Uint32Array.from({ length: this.#list.length }, (_, index) => index);
    this.#traits = new Uint8Array(this.#list.length);
    this.#fingerprints = new Uint32Array(this.#list.length);
    for (let index = 0; index < this.#list.length; index++) {
      const stage = this.#list.get(index);
      const { id, numbers = [], memberOf = [] } = stage;
      this.#traits[index] = readTraits(stage);
      if (id !== undefined) this.#fingerprints[index] = this.#byId.add(id, index);
      for (const number of numbers) this.#byNumber.add(number, index);
      for (const member of memberOf) if (member !== undefined) this.#members.add(member, index);
    }
    this.#join();
  }

  /** The stages, one of what several lists tell of the same id. */
  *nodes(): Generator<Node> {
    for (const [index, node] of this.#nodes.entries()) if (index === node) yield node;
  }

  /** The nodes of numbers that several stages have, as far as something is known to lead there. */
  *sharedNumbers(): Generator<Node> {
    for (let index = 0; index < this.#sharedNumbers.length; index++) yield this.#list.length + index;
  }

  /** Returns the number of a node that is one; undefined for a stage. */
  getSharedNumber(node: Node): string | undefined {
    return this.#sharedNumbers[node - this.#list.length];
  }

  /** More than any node so far. */
  get length(): number {
    return this.#list.length + this.#sharedNumbers.length;
  }

  /** Returns the stage, with what every list tells of it. */
  read(node: Node): Stage {
    return this.#repetitions.has(node) ? this.#recent.get(node, this.#merge) : this.#list.get(node);
  }

  readonly #merge = (node: Node): Stage => {
    const others: Stage[] = [];
    for (let index = this.#repetitions.get(node); index !== undefined; index = this.#repetitions.get(index))
      others.push(this.#list.get(index));
    return mergeStages(this.#list.get(node), others);
  };

  isOutOfService(node: Node): boolean {
    return ((this.#traits[node] ?? 0) & outOfService) > 0;
  }

  /** Returns true if calls to the stage go no further, as far as that is known without unpacking it: it is where they end well, or in vain. */
  isLast(node: Node): boolean {
    const leads = ((this.#traits[node] ?? 0) & leadsOn) > 0 || this.#repetitions.has(node);
    return !leads && !this.#members.hasFingerprint(this.#fingerprints[node] ?? 0);
  }

  isDestination(node: Node): boolean {
    return ((this.#traits[node] ?? 0) & destination) > 0;
  }

  /** The stages where calls to a number enter. */
  getEntries(number: string): readonly Node[] {
    return this.#find(this.#byNumber, number, ({ numbers }) => numbers);
  }

  /** The stages of the list that have the number, in their order, each as its row tells it. */
  listed(number: string): IteratorObject<number> {
    return this.#byNumber.find(number).filter(index => this.#listedTexts.has(this.#list.get(index).numbers, number));
  }

  /** What may take a call after this stage, or after this number. */
  getNext(node: Node): readonly (Node | MissingStage)[] {
    return this.#recentNext.get(node, this.#findNext);
  }

  readonly #findNext = (node: Node): readonly (Node | MissingStage)[] => {
    const number = this.getSharedNumber(node);
    if (number !== undefined) return this.getEntries(number);
    const { id, targets = [] } = this.read(node);
    const members = id === undefined ? [] : this.#find(this.#members, id, ({ memberOf }) => memberOf);
    return [...new Set([...targets.flatMap(target => this.#resolveTarget(target) ?? []), ...members])];
  };

  /** Finds the stages with the same id. */
  #join(): void {
    for (const listed of this.#byId.repeated()) {
      const last = new Map<string | undefined, number>();
      for (const index of listed) {
        const { id } = this.#list.get(index);
        const before = last.get(id);
        last.set(id, index);
        if (before === undefined) continue;
        this.#repetitions.set(before, index);
        this.#nodes[index] = this.#nodes[before] ?? before;
      }
    }
  }

  /** The first stage with the id. */
  #findFirst(id: string): Node | undefined {
    return this.#byId.find(id).find(index => this.#list.get(index).id === id);
  }

  /** Returns the stages of an index that have the text in one of their lists, in their order. */
  #find(index: TextIndex, text: string, readTexts: (stage: Stage) => readonly (string | undefined)[] | undefined): Node[] {
    const nodes: Node[] = [];
    for (const listed of index.find(text))
      if (this.#listedTexts.has(readTexts(this.#list.get(listed)), text)) nodes.push(this.#nodes[listed] ?? listed);
    return nodes.length > 1 ? [...new Set(nodes)].sort((a, b) => a - b) : nodes;
  }

  /** Undefined for a target without a value. */
  #resolveTarget({ id, number, name }: RouteTarget): Node | MissingStage | undefined {
    if (id !== undefined) {
      const missing = { kind: 'unknown', id, ...(name !== undefined && { name }), ends: 'no list has it' };
      // What the row that leads there names exists, though no list has it.
      return this.#findFirst(id) ?? { missing, isGone: name === undefined };
    }
    if (number !== undefined) return this.#resolveNumber(toE164(number) ?? number);
    return name === undefined ? undefined : { missing: { kind: 'operation', name }, isGone: false };
  }

  #resolveNumber(number: string): Node | MissingStage {
    const shared = this.#sharedNodes.get(number);
    if (shared !== undefined) return shared;
    const [first, ...others] = this.getEntries(number);
    if (first === undefined) return { missing: { kind: 'number', name: number, ends: 'outside of this account' }, isGone: false };
    if (others.length === 0) return first;
    const node = this.#list.length + this.#sharedNumbers.push(number) - 1;
    this.#sharedNodes.set(number, node);
    return node;
  }
}
