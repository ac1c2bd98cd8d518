// The stages of an account, joined by their ids and numbers: which ones may take a call next.
import { type RouteTarget, toE164 } from '@linekeeper/core';
import { RecentValues } from '../packed/recent-values.ts';
import { TextIndex } from '../packed/text-index.ts';
import type { Stage } from './read-stages.ts';
import { destination, isEntry, leadsOn, outOfService, readTraits } from './stage-traits.ts';

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

/** A stage of the graph: the index of the first stage of the list that has its id. */
export type Node = number;

/** A target that no list of the account has. */
export interface MissingStage {
  missing: Omit<RouteStep, 'depth'>;
  /** True if nothing has its id: calls to it go nowhere. False if calls leave what the lists know. */
  isGone: boolean;
}

/** What may take a call after a stage. */
export interface NextStages {
  stages: (Node | MissingStage)[];
  /** Those where the number enters, which need not be told again. */
  entered: readonly Node[];
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

  /** The number of stages of the list, more than any node. */
  get length(): number {
    return this.#list.length;
  }

  /** Returns the stage, with what every list tells of it. */
  read(node: Node): Stage {
    return this.#repetitions.has(node) ? this.#recent.get(node, this.#merge) : this.#list.get(node);
  }

  readonly #merge = (node: Node): Stage => {
    const stage = { ...this.#list.get(node) };
    for (let index = this.#repetitions.get(node); index !== undefined; index = this.#repetitions.get(index)) {
      const { numbers = [], targets = [], memberOf = [] } = this.#list.get(index);
      stage.numbers = [...(stage.numbers ?? []), ...numbers];
      stage.targets = uniqueTargets([...(stage.targets ?? []), ...targets]);
      stage.memberOf = [...(stage.memberOf ?? []), ...memberOf];
    }
    return stage;
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
    return this.#find(this.#byNumber, number, ({ numbers }) => numbers?.includes(number));
  }

  /** The stages of the list that have the number, in their order, each as its row tells it. */
  listed(number: string): IteratorObject<number> {
    return this.#byNumber.find(number).filter(index => this.#list.get(index).numbers?.includes(number) === true);
  }

  /** The stages that may take a call to the number after this one. A number on a trunk of a hosted PBX goes on where the PBX takes it. */
  getNext(node: Node, number?: string): NextStages {
    const stage = this.read(node);
    const isEntered = number !== undefined && isEntry(stage) && (stage.numbers?.includes(number) ?? false);
    const entered = isEntered ? this.getEntries(number) : [];
    const next = [
      ...(stage.targets ?? []).flatMap(target => this.#resolveTarget(target)),
      ...(stage.id === undefined ? [] : this.#find(this.#members, stage.id, ({ memberOf }) => memberOf?.includes(stage.id))),
      ...entered.filter(other => isBeside(stage, this.read(other))),
    ];
    return { stages: [...new Set(next)], entered };
  }

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

  /** Returns the stages of an index that have what is looked for, in their order. */
  #find(index: TextIndex, text: string, has: (stage: Stage) => boolean | undefined): Node[] {
    const nodes: Node[] = [];
    for (const listed of index.find(text)) if (has(this.#list.get(listed))) nodes.push(this.#nodes[listed] ?? listed);
    return nodes.length > 1 ? [...new Set(nodes)].sort((a, b) => a - b) : nodes;
  }

  #resolveTarget({ id, number, name }: RouteTarget): (Node | MissingStage)[] {
    if (id !== undefined) {
      const node = this.#findFirst(id);
      const missing = { kind: 'unknown', id, ...(name !== undefined && { name }), ends: 'no list has it' };
      // What the row that leads there names exists, though no list has it.
      return [node ?? { missing, isGone: name === undefined }];
    }
    if (number !== undefined) {
      const dialed = toE164(number) ?? number;
      const nodes = this.getEntries(dialed);
      return nodes.length > 0
        ? [...nodes]
        : [{ missing: { kind: 'number', name: dialed, ends: 'outside of this account' }, isGone: false }];
    }
    return name === undefined ? [] : [{ missing: { kind: 'operation', name }, isGone: false }];
  }
}

/** Returns true if a call that enters at a stage may go on at another one with the number. */
const isBeside = (stage: Stage, other: Stage): boolean => other.kind !== 'number' && other.kind !== stage.kind;

const uniqueTargets = (targets: readonly RouteTarget[]): RouteTarget[] => [
  ...new Map(targets.map(target => [JSON.stringify([target.id, target.number, target.name]), target])).values(),
];
