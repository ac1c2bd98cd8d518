// Telecom X's operations, in the order in which tools are listed.
import { changes } from './changes.ts';
import { customers } from './customers.ts';
import { dialplan } from './dialplan.ts';
import { employees } from './employees.ts';
import { extensions } from './extensions.ts';
import { mobiles } from './mobiles.ts';
import { numbers } from './numbers.ts';
import { pbxTrunks } from './pbx-trunks.ts';
import { portings } from './portings.ts';
import { products } from './products.ts';
import { sipAccounts } from './sip-accounts.ts';
import { sipPhones } from './sip-phones.ts';

/** Every list operation of Telecom X. */
export const operations = [
  sipAccounts,
  sipPhones,
  numbers,
  mobiles,
  extensions,
  pbxTrunks,
  dialplan,
  employees,
  portings,
  products,
  changes,
  customers,
];
