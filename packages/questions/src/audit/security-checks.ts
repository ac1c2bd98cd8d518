// Audit checks of what strangers or former employees could use: redirections abroad, open dial tones, sign-ins with one factor.
import { findCallingCode, toE164 } from '@linekeeper/core';
import { readFact } from '../lines/source.ts';
import { type Check, checkEach, checkTogether } from './check.ts';

/** Extensions whose calls all go to a number abroad: of a country where the account has no number. An account without numbers has no abroad. */
export const redirectToPrivate: Check = {
  code: 'redirect_to_private',
  severity: 'warning',
  needs: ['personalRedirection'],
  refutedByOtherLists: 'numbers',
  advice: 'Ask who set it up; end it if the person has left.',
  find: checkTogether({
    start: ({ account }) => ({ account, callingCodes: new Set<string>(), redirected: [] as { line: number; target: string }[] }),
    keep: ({ callingCodes, redirected }, examined) => {
      const { line } = examined.item;
      for (const number of line.numbers ?? []) callingCodes.add(findCallingCode(number) ?? '');
      const target = line.status === 'inactive' ? undefined : toE164(readFact(examined.item, 'personalRedirection'));
      if (target !== undefined) redirected.push({ line: examined.pack(), target });
    },
    compare: (lists, lines) =>
      [...Map.groupBy(lists, ({ account }) => account).values()].flatMap(ofAccount => {
        const known = new Set(ofAccount.flatMap(({ callingCodes }) => [...callingCodes]));
        const isAbroad = (number: string) => known.size > 0 && !known.has(findCallingCode(number) ?? '');
        return ofAccount
          .flatMap(({ redirected }) => redirected.filter(({ target }) => isAbroad(target)))
          .map(({ line, target }) => ({ line: lines.get(line), evidence: `all calls go to ${target}, abroad` }));
      }),
  }),
};

/** Items of a dial plan that let callers dial on. */
export const disaOpen: Check = {
  code: 'disa_open',
  severity: 'warning',
  needs: ['allowsDialThrough'],
  advice: 'Remove it if unused; else make it ask for a code, and bar calls abroad.',
  find: checkEach(item =>
    readFact(item, 'allowsDialThrough') ? 'callers get a dial tone, and the customer pays for their calls' : undefined,
  ),
};

/** People who can sign in with a password alone. */
export const noSecondFactor: Check = {
  code: 'no_second_factor',
  severity: 'warning',
  needs: ['canSignIn', 'secondFactor'],
  needsFullRows: true,
  advice: 'Require a code by SMS or an authenticator app, or take the access away.',
  find: checkEach(item =>
    readFact(item, 'canSignIn') && readFact(item, 'secondFactor') === false
      ? `can sign in${item.line.provider_status === undefined ? '' : ` as ${item.line.provider_status}`} with a password alone`
      : undefined,
  ),
};
