// CallGear's operations, one export each.
export { sipLines } from './sip-lines.ts';
export { virtualNumbers } from './virtual-numbers.ts';
