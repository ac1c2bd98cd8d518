// Audit checks of the owner, the open registration and the caller id of a line.
import { readFact } from '../lines/source.ts';
import { activityFacts, type Check, checkEach } from './check.ts';

/** Lines in use that no person owns. */
export const noOwner: Check = {
  code: 'no_owner',
  severity: 'warning',
  needs: ['owner', 'inUse'],
  advice: 'Assign it to a person, or deactivate it.',
  find: checkEach(item => {
    if (readFact(item, 'inUse') !== true || readFact(item, 'owner') !== undefined) return undefined;
    const { extension } = item.line;
    return `in use${extension === undefined ? '' : ` with extension ${extension}`}, but assigned to no person`;
  }),
};

/** Lines that accept a first registration from any address. */
export const openRegistration: Check = {
  code: 'open_registration',
  severity: 'warning',
  needs: ['openRegistration'],
  advice: 'Allow registration from the address of the site only, or from its countries.',
  find: checkEach(item => (readFact(item, 'openRegistration') ? 'any address may register first' : undefined)),
};

/** Lines that can call out but present no number. */
export const noCallerId: Check = {
  code: 'no_caller_id',
  severity: 'info',
  needs: ['canCallOut', 'callerId'],
  refutedBy: activityFacts,
  advice: 'Choose the number that its outgoing calls present; without one they may be refused or shown as unknown.',
  find: checkEach(item => {
    if (item.line.status === 'inactive' || item.line.status === 'blocked') return undefined;
    return readFact(item, 'canCallOut') && readFact(item, 'callerId') === undefined ? 'can call out, but presents no number' : undefined;
  }),
};
