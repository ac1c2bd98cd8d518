// MTS Exolve's operations, one export each.
export { sipIds } from './sip-ids.ts';
