// Telecom X's operations, in the order in which tools are listed.
import { sipAccounts } from './sip-accounts.ts';
import { sipPhones } from './sip-phones.ts';

export const operations = [sipAccounts, sipPhones];
