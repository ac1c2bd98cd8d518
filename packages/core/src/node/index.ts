// The Node-only bits of the core, for entries alone.
export { accountsJson, deadlineMs } from './environment.ts';
export { builtInOutside, lazyFetch, systemClock, systemOutside, warmUp } from './outside.ts';
