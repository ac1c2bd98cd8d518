// CallGear's operations, in the order in which tools are listed.
import { customerUsers } from './customer-users.ts';
import { customers } from './customers.ts';
import { employees } from './employees.ts';
import { groups } from './groups.ts';
import { lineNumbers } from './line-numbers.ts';
import { networkResources } from './network-resources.ts';
import { numberCharges } from './number-charges.ts';
import { scenarios } from './scenarios.ts';
import { sipLines } from './sip-lines.ts';
import { virtualNumbers } from './virtual-numbers.ts';

/** Every list operation of CallGear. */
export const operations = [
  sipLines,
  virtualNumbers,
  employees,
  groups,
  scenarios,
  networkResources,
  lineNumbers,
  numberCharges,
  customerUsers,
  customers,
];
