// The stages of an account, joined by their ids and numbers: which ones may take a call next.
import { type RouteTarget, toE164 } from '@linekeeper/core';
import type { Stage } from './read-stages.ts';

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

/** A target that no list of the account has. */
export interface MissingStage {
  missing: Omit<RouteStep, 'depth'>;
  /** True if nothing has its id: calls to it go nowhere. False if calls leave what the lists know. */
  isGone: boolean;
}

/** What may take a call after a stage. */
export interface NextStages {
  stages: (Stage | MissingStage)[];
  /** Those where the number enters, which need not be told again. */
  entered: readonly Stage[];
}

/** The stages of one account as a graph. Building it takes one pass over them. */
export class RouteGraph {
  /** One stage of what several lists tell of the same id. */
  readonly stages: readonly Stage[];
  readonly #byId = new Map<string, Stage>();
  readonly #byNumber: ReadonlyMap<string, Stage[]>;
  readonly #members: ReadonlyMap<string, Stage[]>;

  constructor(listed: readonly Stage[]) {
    this.stages = this.#merge(listed);
    this.#byNumber = groupBy(this.stages, ({ numbers = [] }) => numbers);
    this.#members = groupBy(this.stages, ({ memberOf = [] }) => memberOf);
  }

  /** The stages where calls to a number enter. */
  getEntries(number: string): readonly Stage[] {
    return this.#byNumber.get(number) ?? [];
  }

  /** The stages that may take a call to the number after this one. A number on a trunk of a hosted PBX goes on where the PBX takes it. */
  getNext(stage: Stage, number?: string): NextStages {
    const isEntered = number !== undefined && isEntry(stage) && (stage.numbers?.includes(number) ?? false);
    const entered = isEntered ? this.getEntries(number) : [];
    const next = [
      ...(stage.targets ?? []).flatMap(target => this.#resolveTarget(target)),
      ...(this.#members.get(stage.id ?? '') ?? []),
      ...entered.filter(other => other.kind !== 'number' && other.kind !== stage.kind),
    ];
    return { stages: [...new Set(next)], entered };
  }

  #merge(listed: readonly Stage[]): Stage[] {
    const merged: Stage[] = [];
    for (const stage of listed) {
      const known = stage.id === undefined ? undefined : this.#byId.get(stage.id);
      if (known === undefined) {
        const copy = { ...stage };
        merged.push(copy);
        if (stage.id !== undefined) this.#byId.set(stage.id, copy);
        continue;
      }
      known.numbers = [...(known.numbers ?? []), ...(stage.numbers ?? [])];
      known.targets = uniqueTargets([...(known.targets ?? []), ...(stage.targets ?? [])]);
      known.memberOf = [...(known.memberOf ?? []), ...(stage.memberOf ?? [])];
    }
    return merged;
  }

  #resolveTarget({ id, number, name }: RouteTarget): (Stage | MissingStage)[] {
    if (id !== undefined) {
      const stage = this.#byId.get(id);
      const missing = { kind: 'unknown', id, ...(name !== undefined && { name }), ends: 'no list has it' };
      // What the row that leads there names exists, though no list has it.
      return [stage ?? { missing, isGone: name === undefined }];
    }
    if (number !== undefined) {
      const dialed = toE164(number) ?? number;
      return this.#byNumber.get(dialed) ?? [{ missing: { kind: 'number', name: dialed, ends: 'outside of this account' }, isGone: false }];
    }
    return name === undefined ? [] : [{ missing: { kind: 'operation', name }, isGone: false }];
  }
}

/** Returns true for a stage where public numbers enter an account. */
export const isEntry = ({ kind }: Stage): boolean => kind === 'number' || kind === 'sip_trunk';

/** A phone, a line or a mobile is where a call arrives; anything else without a next stage leads nowhere. */
export const isDestination = ({ kind, status }: Stage): boolean => status !== undefined && kind !== 'number' && kind !== 'extension';

const uniqueTargets = (targets: readonly RouteTarget[]): RouteTarget[] => [
  ...new Map(targets.map(target => [JSON.stringify([target.id, target.number, target.name]), target])).values(),
];

/** Groups stages by their keys, each once in a group. */
function groupBy(stages: readonly Stage[], getKeys: (stage: Stage) => readonly (string | undefined)[]): Map<string, Stage[]> {
  const groups = new Map<string, Stage[]>();
  for (const stage of stages) {
    for (const key of new Set(getKeys(stage))) {
      if (key === undefined) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [stage]);
      else group.push(stage);
    }
  }
  return groups;
}
