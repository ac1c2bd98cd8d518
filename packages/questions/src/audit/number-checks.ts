// Checks that join lines: numbers that stand twice, on a dead trunk, or lead nowhere.
import { cellAt, type Kind, textAt } from '@linekeeper/core';
import type { Item } from '../lines/source.ts';
import { type Check, each, few, type Hit, has } from './check.ts';

export const numberOnInactiveTrunk: Check = {
  code: 'number_on_inactive_trunk',
  severity: 'critical',
  kinds: ['sip_trunk'],
  restsOn: { sip_trunk: ['active', 'numbers'] },
  advice: 'Activate the trunk, or move its numbers to one that is active: callers reach nobody now.',
  find: each(item =>
    has(item, 'deactivated') && item.line.numbers !== undefined ? `the trunk is not active and holds ${few(item.line.numbers)}` : undefined,
  ),
};

const numbered: readonly Kind[] = ['virtual_number', 'sip_trunk', 'sip_phone', 'number'];

export const duplicateNumber: Check = {
  code: 'duplicate_number',
  severity: 'warning',
  kinds: numbered,
  restsOn: { virtual_number: ['virtual_phone_number'], sip_trunk: ['numbers'] },
  across: true,
  advice: 'Find out where calls to the number really arrive, and remove it from the other place.',
  find: items => {
    const holders = new Map<string, Item[]>();
    for (const item of items) {
      for (const number of new Set(item.line.numbers)) {
        const sharing = holders.get(number);
        if (sharing === undefined) holders.set(number, [item]);
        else sharing.push(item);
      }
    }
    return [...holders].flatMap(([number, sharing]) => (sharing.length > 1 ? sharedBy(number, sharing) : []));
  },
};

/** In two accounts, or on two lines of one kind; a phone's direct number on its own account's trunk is as it should be. */
function sharedBy(number: string, sharing: readonly Item[]): Hit[] {
  return sharing.flatMap(item => {
    const others = othersOf(item, sharing);
    return others.length === 0 ? [] : [{ item, evidence: `${number} is also on ${others.join(', ')}` }];
  });
}

/** The first few that share: who has ten thousand of them need not read them all. */
function othersOf({ line }: Item, sharing: readonly Item[]): string[] {
  const others: string[] = [];
  for (const { line: other } of sharing) {
    if (other === line || (other.account === line.account && other.kind !== line.kind)) continue;
    others.push(`${other.account} ${other.kind} ${other.id ?? ''}`.trim());
    if (others.length === 3) break;
  }
  return others;
}

export const numberLeadsNowhere: Check = {
  code: 'unrouted_number',
  severity: 'warning',
  kinds: ['virtual_number', 'sip_line'],
  restsOn: {
    virtual_number: ['status', 'scenarios', 'campaigns'],
    sip_line: ['virtual_phone_number'],
  },
  needsAll: true,
  advice: 'Connect it to a scenario, a campaign or a redirection, or give it back.',
  find: items => {
    const presented = new Set(
      items.flatMap(({ line }) => (line.kind === 'sip_line' && line.caller_id !== undefined ? [`${line.account} ${line.caller_id}`] : [])),
    );
    return each(({ line, row }) => {
      if (line.kind !== 'virtual_number' || line.status !== 'up' || textAt(row, 'redirection_phone_number') !== undefined) return undefined;
      const led = ['scenarios', 'campaigns'].some(name => [cellAt(row, name) ?? []].flat().length > 0);
      const used = line.numbers?.some(number => presented.has(`${line.account} ${number}`));
      return led || used ? undefined : 'active, with no scenario, campaign, redirection or line';
    })(items);
  },
};
