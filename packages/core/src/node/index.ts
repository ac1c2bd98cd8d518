// The Node-only bits of the core, for entries alone.
export { accountsJson, deadlineMs } from './environment.ts';
export { builtInOutside, lazyFetch, type OutwardProxy, systemClock, systemOutside, warmUp } from './runtime.ts';
