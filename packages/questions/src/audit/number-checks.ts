// Audit checks of numbers: on an inactive trunk, on several lines, or without a route.
import { toE164 } from '@linekeeper/core';
import { readFact, reportsFact } from '../lines/source.ts';
import { IntegerArray } from '../packed/integer-array.ts';
import { PhoneNumberSet } from '../packed/phone-number-set.ts';
import { activityFacts, type Check, type CheckHit, checkEach, checkTogether, hasReason, joinFirst } from './check.ts';
import { findDuplicates, keepNumbers, startNumbers } from './duplicate-numbers.ts';

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
  find: checkTogether({
    start: startNumbers,
    keep: keepNumbers,
    compare: findDuplicates,
  }),
};

/** Numbers in service that nothing is bound to. */
export const noSipBehind: Check = {
  code: 'no_sip_behind',
  severity: 'warning',
  needs: ['boundTo', 'inService'],
  refutedBy: [...activityFacts],
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
  refutedBy: [...activityFacts, 'numbers'],
  refutedByOtherLists: 'callerId',
  needsCompleteList: true,
  advice: 'Connect it to a scenario, a campaign or a redirection, or release it.',
  find: checkTogether({
    start: ({ account }) => ({ account, presented: new PhoneNumberSet(), unrouted: new IntegerArray(Uint32Array) }),
    keep: ({ presented, unrouted }, examined) => {
      const { item } = examined;
      const number = toE164(readFact(item, 'callerId'));
      if (number !== undefined) presented.add(number);
      const isRouted = readFact(item, 'routedTo')?.length !== 0 || readFact(item, 'redirection') !== undefined;
      if (item.line.status === 'up' && !isRouted) unrouted.add(examined.pack());
    },
    compare: function* (lists, lines): Generator<CheckHit> {
      const evidence = 'in service, but no scenario, campaign, redirection or line takes its calls';
      const byAccount = Map.groupBy(lists, ({ account }) => account);
      for (const { account, unrouted } of lists) {
        const isPresented = (number: string) => byAccount.get(account)?.some(({ presented }) => presented.has(number));
        for (const index of unrouted) {
          const line = lines.get(index);
          if (!line.numbers?.some(isPresented)) yield { line, evidence };
        }
      }
    },
  }),
};
