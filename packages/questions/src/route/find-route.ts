// The way of a call to a number: from stage to stage, as far as the lists of the account tell it.
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

/** More steps are not told: a number may ring hundreds of phones. */
const maxSteps = 60;

/** Returns the steps of a call to the number, depth first. A stage that was passed already ends its branch. */
export function findRoute(number: string, listed: readonly Stage[]): RouteStep[] {
  const stages = mergeStages(listed);
  const byId = Map.groupBy(
    stages.filter(({ id }) => id !== undefined),
    ({ id }) => id,
  );
  const byNumber = groupByNumber(stages);
  const members = groupByMembership(stages);
  const passed = new Set<Stage>();
  const steps: RouteStep[] = [];

  const visit = (stage: Stage, depth: number): void => {
    if (steps.length >= maxSteps) return;
    if (passed.has(stage)) {
      steps.push({ ...toStep(stage, depth), ends: 'already passed' });
      return;
    }
    passed.add(stage);
    const step = toStep(stage, depth);
    steps.push(step);
    const isEntry = stage.kind === 'number' || stage.kind === 'sip_trunk';
    // A number on a trunk of a hosted PBX goes on where the PBX takes it.
    const entered = isEntry ? (stage.numbers ?? []).filter(one => one === number).flatMap(one => byNumber.get(one) ?? []) : [];
    const next = [
      ...(stage.targets ?? []).flatMap(target => resolveTarget(target, byId, byNumber)),
      ...(members.get(stage.id ?? '') ?? []),
      ...entered.filter(other => other.kind !== 'number' && other.kind !== stage.kind),
    ];
    const before = steps.length;
    for (const one of new Set(next)) {
      if ('missing' in one) steps.push({ depth: depth + 1, ...one.missing });
      // Where the number enters need not be told twice; a stage that leads back does.
      else if (!passed.has(one) || !entered.includes(one)) visit(one, depth + 1);
    }
    if (steps.length === before) addEnd(step, stage);
    else if (stage.ends !== undefined) step.ends = stage.ends;
  };

  for (const stage of [...(byNumber.get(number) ?? [])].sort((a, b) => rank(a) - rank(b))) if (!passed.has(stage)) visit(stage, 0);
  return steps;
}

/** One stage of what several lists tell of the same id. */
function mergeStages(stages: readonly Stage[]): Stage[] {
  const byId = new Map<string, Stage>();
  const merged: Stage[] = [];
  for (const stage of stages) {
    const known = stage.id === undefined ? undefined : byId.get(stage.id);
    if (known !== undefined) {
      known.numbers = [...(known.numbers ?? []), ...(stage.numbers ?? [])];
      known.targets = uniqueTargets([...(known.targets ?? []), ...(stage.targets ?? [])]);
      known.memberOf = [...(known.memberOf ?? []), ...(stage.memberOf ?? [])];
      continue;
    }
    const copy = { ...stage };
    merged.push(copy);
    if (stage.id !== undefined) byId.set(stage.id, copy);
  }
  return merged;
}

const uniqueTargets = (targets: readonly RouteTarget[]): RouteTarget[] => [
  ...new Map(targets.map(target => [JSON.stringify([target.id, target.number, target.name]), target])).values(),
];

/** Numbers come before what they are on. */
const rank = ({ kind }: Stage): number => (kind === 'number' ? 0 : kind === 'sip_trunk' ? 1 : 2);

/** A phone, a line or a mobile is where a call arrives; anything else without a next step leads nowhere. */
function addEnd(step: RouteStep, stage: Stage): void {
  if (stage.ends !== undefined) step.ends = stage.ends;
  else if (stage.status === undefined || stage.kind === 'number' || stage.kind === 'extension') step.ends = 'nothing is behind it';
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

/** Something that no list has. */
interface Missing {
  missing: Omit<RouteStep, 'depth'>;
}

function resolveTarget(
  { id, number, name }: RouteTarget,
  byId: ReadonlyMap<string | undefined, Stage[]>,
  byNumber: ReadonlyMap<string, Stage[]>,
): (Stage | Missing)[] {
  if (id !== undefined)
    return byId.get(id) ?? [{ missing: { kind: 'unknown', id, ...(name !== undefined && { name }), ends: 'no list has it' } }];
  if (number !== undefined) {
    const dialed = toE164(number) ?? number;
    return byNumber.get(dialed) ?? [{ missing: { kind: 'number', name: dialed, ends: 'outside of this account' } }];
  }
  return name === undefined ? [] : [{ missing: { kind: 'operation', name } }];
}

function groupByNumber(stages: readonly Stage[]): Map<string, Stage[]> {
  const groups = new Map<string, Stage[]>();
  for (const stage of stages) for (const number of new Set(stage.numbers)) groups.set(number, [...(groups.get(number) ?? []), stage]);
  return groups;
}

function groupByMembership(stages: readonly Stage[]): Map<string, Stage[]> {
  const groups = new Map<string, Stage[]>();
  for (const stage of stages)
    for (const id of new Set(stage.memberOf)) if (id !== undefined) groups.set(id, [...(groups.get(id) ?? []), stage]);
  return groups;
}
