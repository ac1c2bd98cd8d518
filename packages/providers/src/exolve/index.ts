// MTS Exolve's operations, in the order in which tools are listed.
import { numbers } from './numbers.ts';
import { sipIds } from './sip-ids.ts';

/** Every list operation of MTS Exolve. */
export const operations = [sipIds, numbers];
