// Audit checks of groups and portings: lines that a group rings in vain, numbers that are stuck on their way.
import { readFact } from '../lines/source.ts';
import { activityFacts, type Check, checkEach, checkTogether, joinFirst } from './check.ts';

/** Lines that are blocked or switched off, but still rung by a group. */
export const suspendedInGroup: Check = {
  code: 'suspended_in_group',
  severity: 'warning',
  needs: ['ringsLines'],
  joins: 'extension',
  restsOn: activityFacts,
  advice: 'Take the line out of the group, or activate it: callers wait while nothing rings.',
  find: checkTogether(
    item => {
      const { line } = item;
      const rung = readFact(item, 'ringsLines') ?? [];
      const isSuspended = line.status === 'blocked' || line.status === 'inactive';
      return rung.length === 0 && !isSuspended ? undefined : { line, rung, isSuspended };
    },
    kept => {
      const groups = new Map<string, string[]>();
      for (const { line, rung } of kept) {
        for (const extension of rung) {
          const key = `${line.account} ${extension}`;
          groups.set(key, [...(groups.get(key) ?? []), line.name ?? line.id ?? '']);
        }
      }
      return kept.flatMap(({ line, isSuspended }) => {
        const names = isSuspended ? groups.get(`${line.account} ${line.extension}`) : undefined;
        return names === undefined ? [] : [{ line, evidence: `${line.status}, but rung by ${joinFirst(names)}` }];
      });
    },
  ),
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
