// The facts that a row of `get.virtual_numbers` states about a number.
import { type FactReaders, getObjects, getText, getTexts, type Row, toE164 } from '@linekeeper/core';

/** The documented states of a number. */
export const numberStates = ['active', 'waiting', 'cleaning', 'prereserved', 'reserved', 'manual_lock', 'limit_lock'] as const;

const documentedStates: readonly unknown[] = numberStates;

/** The states of a number that is being prepared. */
const pendingStates: readonly unknown[] = ['waiting', 'reserved', 'prereserved'];

/** The names of the scenarios or campaigns that handle a number's calls; the id of one without a name. One that is switched off does not. */
function readHandlers(row: Row, list: string, prefix: string): string[] {
  const handlers = getObjects(row, list).filter(handler => handler.is_active !== false);
  // Plain texts are documented nowhere, but would be names.
  const texts = getTexts(row, list);
  return [
    ...handlers.map(handler => getText(handler, `${prefix}_name`) ?? `${prefix} ${getText(handler, `${prefix}_id`) ?? ''}`.trim()),
    ...texts,
  ];
}

/**
 * What the fee of a number is found by: its id with its number. The page of fees does not say whether its ids are those of connected
 * numbers; where they are not, the numbers differ, and no fee is known instead of another number's.
 */
export function formatFeeKey(row: Row, numberField: string): string | undefined {
  const id = getText(row, 'id');
  const number = toE164(getText(row, numberField));
  return id === undefined || number === undefined ? undefined : `${id} ${number}`;
}

/** The id in a fee key. */
export const getFeeId = (key: string): number => Number(key.split(' ')[0]);

/** The facts of a number. A state that is not documented tells nothing. */
export const virtualNumberFacts = {
  inService: { fields: ['status'], read: ({ status }) => (documentedStates.includes(status) ? status === 'active' : undefined) },
  pendingActivation: { fields: ['status'], read: ({ status }) => pendingStates.includes(status) },
  quarantined: { fields: ['status'], read: ({ status }) => status === 'cleaning' },
  blockedManually: { fields: ['status'], read: ({ status }) => status === 'manual_lock' },
  blockedByLimit: { fields: ['status'], read: ({ status }) => status === 'limit_lock' },
  numbers: {
    fields: ['virtual_phone_number'],
    read: row => [toE164(getText(row, 'virtual_phone_number'))].filter(number => number !== undefined),
  },
  product: { fields: ['id', 'virtual_phone_number'], read: row => formatFeeKey(row, 'virtual_phone_number') },
  routedTo: {
    fields: ['scenarios', 'campaigns'],
    read: row => [...readHandlers(row, 'scenarios', 'scenario'), ...readHandlers(row, 'campaigns', 'campaign')],
  },
  redirection: { fields: ['redirection_phone_number'], read: row => getText(row, 'redirection_phone_number') },
} satisfies FactReaders;
