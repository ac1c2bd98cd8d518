// MTS Exolve's operations, in the order in which tools are listed.
import { numbers } from './numbers.ts';
import { sipIds } from './sip-ids.ts';

export const operations = [sipIds, numbers];
