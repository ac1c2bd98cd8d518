// Audit checks of numbers: on an inactive trunk, on several lines, or without a route.
import { getCell, getText, type LineKind } from '@linekeeper/core';
import type { SourceItem } from '../lines/source.ts';
import { type Check, type CheckHit, checkEach, hasReason, joinFirst } from './check.ts';

/** Numbers that are routed to a deactivated trunk. */
export const numberOnInactiveTrunk: Check = {
  code: 'number_on_inactive_trunk',
  severity: 'critical',
  kinds: ['sip_trunk'],
  requiredFields: { sip_trunk: ['active', 'numbers'] },
  advice: 'Activate the trunk, or move its numbers to an active one: calls to them fail now.',
  find: checkEach(item =>
    hasReason(item, 'deactivated') && item.line.numbers !== undefined
      ? `the trunk is not active and holds ${joinFirst(item.line.numbers)}`
      : undefined,
  ),
};

const numberedKinds: readonly LineKind[] = ['virtual_number', 'sip_trunk', 'sip_phone', 'number'];

/** Numbers that are on several lines, also of different accounts. */
export const duplicateNumber: Check = {
  code: 'duplicate_number',
  severity: 'warning',
  kinds: numberedKinds,
  requiredFields: { virtual_number: ['virtual_phone_number'], sip_trunk: ['numbers'] },
  acrossAccounts: true,
  advice: 'Find out where calls to the number really arrive, and remove it from the other line.',
  find: items => {
    const holdersByNumber = new Map<string, SourceItem[]>();
    for (const item of items) {
      for (const number of new Set(item.line.numbers)) {
        const holders = holdersByNumber.get(number);
        if (holders === undefined) holdersByNumber.set(number, [item]);
        else holders.push(item);
      }
    }
    return [...holdersByNumber].flatMap(([number, holders]) => (holders.length > 1 ? toDuplicateHits(number, holders) : []));
  },
};

/** Reports lines that share a number with another account or a line of their kind; a phone may share one with the trunk of its account. */
function toDuplicateHits(number: string, holders: readonly SourceItem[]): CheckHit[] {
  return holders.flatMap(item => {
    const others = formatOtherHolders(item, holders);
    return others.length === 0 ? [] : [{ item, evidence: `${number} is also on ${others.join(', ')}` }];
  });
}

/** Formats the first three other holders, so that evidence stays short. */
function formatOtherHolders({ line }: SourceItem, holders: readonly SourceItem[]): string[] {
  const others: string[] = [];
  for (const { line: other } of holders) {
    if (other === line || (other.account === line.account && other.kind !== line.kind)) continue;
    others.push(`${other.account} ${other.kind} ${other.id ?? ''}`.trim());
    if (others.length === 3) break;
  }
  return others;
}

/** Active virtual numbers without a scenario, campaign, redirection or a line that presents them. */
export const unroutedNumber: Check = {
  code: 'unrouted_number',
  severity: 'warning',
  kinds: ['virtual_number', 'sip_line'],
  requiredFields: {
    virtual_number: ['status', 'scenarios', 'campaigns'],
    sip_line: ['virtual_phone_number'],
  },
  needsCompleteList: true,
  advice: 'Connect it to a scenario, a campaign or a redirection, or release it.',
  find: items => {
    const presented = new Set(
      items.flatMap(({ line }) => (line.kind === 'sip_line' && line.caller_id !== undefined ? [`${line.account} ${line.caller_id}`] : [])),
    );
    return checkEach(({ line, row }) => {
      if (line.kind !== 'virtual_number' || line.status !== 'up' || getText(row, 'redirection_phone_number') !== undefined)
        return undefined;
      const isRouted = ['scenarios', 'campaigns'].some(name => [getCell(row, name) ?? []].flat().length > 0);
      const isPresented = line.numbers?.some(number => presented.has(`${line.account} ${number}`));
      return isRouted || isPresented ? undefined : 'active, with no scenario, campaign, redirection or line';
    })(items);
  },
};
