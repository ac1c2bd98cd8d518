// Audit checks of numbers: on an inactive trunk, on several lines, or without a route.
import { type Line, toE164 } from '@linekeeper/core';
import { readFact, reportsFact } from '../lines/source.ts';
import { activityFacts, type Check, type CheckHit, checkEach, checkTogether, hasReason, joinFirst } from './check.ts';

/** Numbers that are routed to a deactivated trunk. */
export const numberOnInactiveTrunk: Check = {
  code: 'number_on_inactive_trunk',
  severity: 'critical',
  needs: ['deactivated', 'numbers'],
  advice: 'Activate the trunk, or move its numbers: calls to them fail now.',
  find: checkEach(item =>
    // A number with a state of its own is not a trunk.
    hasReason(item, 'deactivated') && item.line.numbers !== undefined && !reportsFact(item.operation, 'inService')
      ? `not active, but holds ${joinFirst(item.line.numbers)}`
      : undefined,
  ),
};

/** Numbers that are on several lines, also of different accounts. */
export const duplicateNumber: Check = {
  code: 'duplicate_number',
  severity: 'warning',
  needs: ['numbers'],
  acrossAccounts: true,
  advice: 'Find out where calls to the number really arrive, and remove it from the other line.',
  find: checkTogether(
    ({ line }) => (line.numbers === undefined ? undefined : line),
    lines => {
      const holdersByNumber = new Map<string, Line | Line[]>();
      for (const line of lines) {
        for (const number of new Set(line.numbers)) {
          const holders = holdersByNumber.get(number);
          // Nearly every number has one holder, which needs no list.
          if (holders === undefined) holdersByNumber.set(number, line);
          else if (Array.isArray(holders)) holders.push(line);
          else holdersByNumber.set(number, [holders, line]);
        }
      }
      const repeated = [...holdersByNumber].flatMap(([number, holders]) => (Array.isArray(holders) ? [{ number, holders }] : []));
      return repeated.flatMap(({ number, holders }) => toDuplicateHits(number, holders));
    },
  ),
};

/** Reports lines that share a number with another account or a line of their kind; a phone may share one with the trunk of its account. */
function toDuplicateHits(number: string, holders: readonly Line[]): CheckHit[] {
  return holders.flatMap(line => {
    const others = formatOtherHolders(line, holders);
    return others.length === 0 ? [] : [{ line, evidence: `${number} is also on ${others.join(', ')}` }];
  });
}

/** Formats the first three other holders, so that evidence stays short. */
function formatOtherHolders(line: Line, holders: readonly Line[]): string[] {
  const others: string[] = [];
  for (const other of holders) {
    if (other === line || (other.account === line.account && other.kind !== line.kind)) continue;
    others.push(`${other.account} ${other.kind} ${other.id ?? ''}`.trim());
    if (others.length === 3) break;
  }
  return others;
}

/** Numbers in service that nothing is bound to. */
export const noSipBehind: Check = {
  code: 'no_sip_behind',
  severity: 'warning',
  needs: ['boundTo', 'inService'],
  restsOn: [...activityFacts],
  advice: 'Bind it to a trunk, a mobile or another account, or release it: its fee is paid for nothing.',
  find: checkEach(item =>
    item.line.status === 'up' && readFact(item, 'boundTo')?.length === 0 ? 'in service, but nothing is bound to it' : undefined,
  ),
};

/** Numbers in service whose calls nothing handles. A line of the account that presents the number handles them. */
export const unroutedNumber: Check = {
  code: 'unrouted_number',
  severity: 'warning',
  needs: ['routedTo', 'inService'],
  restsOn: [...activityFacts, 'numbers'],
  joins: 'callerId',
  needsCompleteList: true,
  advice: 'Connect it to a scenario, a campaign or a redirection, or release it.',
  find: checkTogether(
    item => {
      const { line } = item;
      const presented = toE164(readFact(item, 'callerId'));
      const isUnrouted = line.status === 'up' && readFact(item, 'routedTo')?.length === 0 && readFact(item, 'redirection') === undefined;
      if (presented === undefined && !isUnrouted) return undefined;
      return { presented: presented === undefined ? undefined : `${line.account} ${presented}`, unrouted: isUnrouted ? line : undefined };
    },
    kept => {
      const presented = new Set(kept.map(one => one.presented));
      const evidence = 'in service, but no scenario, campaign, redirection or line takes its calls';
      return kept.flatMap(({ unrouted: line }) => {
        if (line === undefined) return [];
        const isPresented = line.numbers?.some(number => presented.has(`${line.account} ${number}`));
        return isPresented ? [] : [{ line, evidence }];
      });
    },
  ),
};
