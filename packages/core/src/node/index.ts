// The parts of the core that need Node, for the entry points: environment, clock and HTTP clients.
export { expandHome, readAccountsJson, readSwitch, readTimeoutMs } from './environment.ts';
export { createUndiciFetch, fetchRuntime, type ProxySettings, systemClock, undiciRuntime, warmUp } from './runtime.ts';
