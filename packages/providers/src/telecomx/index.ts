// Telecom X's operations, one export each.
export { sipAccounts } from './sip-accounts.ts';
export { sipPhones } from './sip-phones.ts';
