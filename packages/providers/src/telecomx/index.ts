// Telecom X's operations, in the order in which tools are listed.
import { sipAccounts } from './sip-accounts.ts';
import { sipPhones } from './sip-phones.ts';

/** Every list operation of Telecom X. */
export const operations = [sipAccounts, sipPhones];
