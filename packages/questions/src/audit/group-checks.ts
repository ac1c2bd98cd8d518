// Audit checks of groups and portings: lines that a group rings in vain, numbers that are stuck on their way.
import { readFact } from '../lines/source.ts';
import { IntegerArray } from '../packed/integer-array.ts';
import { activityFacts, type Check, type CheckHit, checkEach, checkTogether, joinFirst, maxJoinedTexts } from './check.ts';

/** The groups that ring an extension: as many names as evidence has, and the number of all. */
interface RingingGroups {
  names: string[];
  count: number;
}

/** Lines that are blocked or switched off, but still rung by a group. */
export const suspendedInGroup: Check = {
  code: 'suspended_in_group',
  severity: 'warning',
  needs: ['ringsLines'],
  refutedByOtherLists: 'extension',
  refutedBy: activityFacts,
  advice: 'Take the line out of the group, or activate it: callers wait while nothing rings.',
  find: checkTogether({
    start: ({ account }) => ({ account, groups: new Map<string, RingingGroups>(), suspended: new IntegerArray(Uint32Array) }),
    keep: ({ groups, suspended }, examined) => {
      const { line } = examined.item;
      for (const extension of readFact(examined.item, 'ringsLines') ?? []) {
        const ringing = groups.get(extension) ?? { names: [], count: 0 };
        groups.set(extension, ringing);
        ringing.count++;
        if (ringing.names.length < maxJoinedTexts) ringing.names.push(line.name ?? line.id ?? '');
      }
      if (line.status === 'blocked' || line.status === 'inactive') suspended.add(examined.pack());
    },
    compare: function* (lists, lines): Generator<CheckHit> {
      const byAccount = Map.groupBy(lists, ({ account }) => account);
      for (const { account, suspended } of lists) {
        for (const index of suspended) {
          const line = lines.get(index);
          const ringing = byAccount.get(account)?.flatMap(({ groups }) => groups.get(line.extension ?? '') ?? []) ?? [];
          const names = ringing.flatMap(one => one.names);
          const count = ringing.reduce((sum, one) => sum + one.count, 0);
          if (count > 0) yield { line, evidence: `${line.status}, but rung by ${joinFirst(names, count)}` };
        }
      }
    },
  }),
};

/** Portings in which nothing has happened for too long. */
export const portingAttention: Check = {
  code: 'porting_attention',
  severity: 'warning',
  needs: ['portingProblem'],
  advice: 'See what its stage waits for: a signature, a document, a new request.',
  find: checkEach(item => {
    const problem = readFact(item, 'portingProblem');
    return problem === undefined || problem === '' ? undefined : `the provider says that it needs attention: ${problem}`;
  }),
};
