// CallGear's operations, in the order in which tools are listed.
import { customerUsers } from './customer-users.ts';
import { employees } from './employees.ts';
import { sipLines } from './sip-lines.ts';
import { virtualNumbers } from './virtual-numbers.ts';

/** Every list operation of CallGear. */
export const operations = [sipLines, virtualNumbers, employees, customerUsers];
