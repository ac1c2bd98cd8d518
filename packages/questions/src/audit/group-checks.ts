// Audit checks of groups and portings: lines that a group rings in vain, numbers that are stuck on their way.
import { readFact } from '../lines/source.ts';
import { activityFacts, type Check, checkEach, joinFirst } from './check.ts';

/** Lines that are blocked or switched off, but still rung by a group. */
export const suspendedInGroup: Check = {
  code: 'suspended_in_group',
  severity: 'warning',
  needs: ['ringsLines'],
  joins: 'extension',
  restsOn: activityFacts,
  advice: 'Take the line out of the group, or activate it: callers wait while nothing rings.',
  find: items => {
    const groups = new Map<string, string[]>();
    for (const item of items) {
      for (const extension of readFact(item, 'ringsLines') ?? []) {
        const key = `${item.line.account} ${extension}`;
        groups.set(key, [...(groups.get(key) ?? []), item.line.name ?? item.line.id ?? '']);
      }
    }
    return checkEach(({ line }) => {
      if (line.status !== 'blocked' && line.status !== 'inactive') return undefined;
      const names = groups.get(`${line.account} ${line.extension}`);
      return names === undefined ? undefined : `${line.status}, but rung by ${joinFirst(names)}`;
    })(items);
  },
};

/** Portings in which nothing has happened for too long. */
export const portingAttention: Check = {
  code: 'porting_attention',
  severity: 'warning',
  needs: ['attention'],
  advice: 'See what its stage waits for: a signature, a document, a new request.',
  find: checkEach(item => {
    const attention = readFact(item, 'attention');
    return attention === undefined || attention === '' ? undefined : `the provider says that it needs attention: ${attention}`;
  }),
};
