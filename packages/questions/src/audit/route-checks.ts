// The audit check of routes: numbers whose calls cannot arrive, with the chain as evidence.
import { pluralize } from '@linekeeper/core';
import { readFact, type SourceItem } from '../lines/source.ts';
import type { PackedLines } from '../packed/packed-lines.ts';
import { JoinedStages, PackedStages, type StagedLine } from '../packed/packed-stages.ts';
import { PhoneNumberSet } from '../packed/phone-number-set.ts';
import { DeadEnds } from '../route/dead-ends.ts';
import { findRoute } from '../route/find-route.ts';
import { formatStep } from '../route/number-route.ts';
import { type Stage, toStage } from '../route/read-stages.ts';
import { RouteGraph, type RouteStep } from '../route/route-graph.ts';
import { entryRanks, isOutOfService, rankEntry } from '../route/stage-traits.ts';
import { activityFacts, type Check, type CheckHit, checkTogether, hasReason } from './check.ts';

/** Longer chains are cut in evidence. */
const maxChainSteps = 8;

/** Numbers in use from which every way ends in a line out of service, in nothing, or in a circle. */
export const routeToDeadEnd: Check = {
  code: 'route_to_dead_end',
  severity: 'warning',
  needs: ['registered'],
  refutedBy: activityFacts,
  joinsStages: true,
  needsCompleteList: true,
  advice: 'Bring back the line at the end, or send the calls elsewhere; find_number with route shows every step.',
  find: checkTogether({
    start: ({ account }, lines) => ({ account, stages: new PackedStages(lines) }),
    keep: ({ stages }, examined) => {
      const stage = toExaminedStage(examined.item);
      const { operation, line } = examined.item;
      if (stage !== undefined)
        stages.add({ stage, line: examined.pack(), isLine: operation.line !== undefined && !operation.auditOnly }, line);
    },
    compare: function* (lists, lines): Generator<CheckHit> {
      for (const ofAccount of Map.groupBy(lists, ({ account }) => account).values())
        yield* findInAccount(new JoinedStages(ofAccount.map(({ stages }) => stages)), lines);
    },
  }),
};

function* findInAccount(stages: JoinedStages, lines: PackedLines): Generator<CheckHit> {
  const graph = new RouteGraph(stages);
  const deadEnds = new DeadEnds(graph);
  const examined = new PhoneNumberSet();
  for (const index of stages.listNumberedLines()) {
    for (const number of stages.get(index).numbers ?? []) {
      if (examined.has(number)) continue;
      examined.add(number);
      const staged = findLine(number, graph, stages);
      if (staged === undefined) continue;
      const line = lines.get(staged.line);
      const isInUse = line.status !== 'inactive' && line.status !== 'blocked';
      const evidence = isInUse && deadEnds.has(number) ? describeChain(number, graph) : undefined;
      if (evidence !== undefined) yield { line, evidence };
    }
  }
}

/** Returns the line that has the number. A number with a line of its own is found there, not on its trunk. */
function findLine(number: string, graph: RouteGraph, stages: JoinedStages): StagedLine | undefined {
  let found: StagedLine | undefined;
  for (const listed of graph.listed(number)) {
    const staged = stages.getStaged(listed);
    if (!staged.isLine) continue;
    if (found === undefined || rankEntry(staged.stage) === entryRanks.number) found = staged;
  }
  return found;
}

/** Calls to a line with a failover still arrive; a line that is being prepared will take them. */
function toExaminedStage(item: SourceItem): Stage | undefined {
  const stage = toStage(item.operation, item.line, item.row);
  const isExcused = readFact(item, 'failover') !== undefined || hasReason(item, 'pending_activation');
  return stage?.status !== undefined && isExcused ? { ...stage, status: 'unknown' } : stage;
}

/** Describes the first way of calls to the number, and counts the others; undefined if the number leads nowhere at all, which other checks find. */
function describeChain(number: string, graph: RouteGraph): string | undefined {
  const { steps } = findRoute(number, graph);
  if (steps.length < 2) return undefined;
  const end = steps.findIndex((step, index) => isOutOfService(step) || (steps[index + 1]?.depth ?? 0) <= step.depth);
  // The number itself stands before the chain.
  const chain = steps.slice(steps[0]?.kind === 'number' ? 1 : 0, end + 1);
  const otherEnds = steps.filter(({ depth }, index) => index > end && (steps[index + 1]?.depth ?? 0) <= depth).length;
  const shown = chain.length > maxChainSteps ? [...chain.slice(0, maxChainSteps - 1), { kind: '…' }, ...chain.slice(-1)] : chain;
  const others = otherEnds === 0 ? '' : `; ${otherEnds} more ${pluralize('end', otherEnds)}, none reachable`;
  return `${[number, ...shown.map(formatChainStep)].join(' → ')}${others}`;
}

/** Only the status that ends the chain is told. */
const formatChainStep = ({ status, ...step }: Omit<RouteStep, 'depth'>): string =>
  formatStep({ ...step, ...(status !== undefined && isOutOfService({ status }) && { status }) });
