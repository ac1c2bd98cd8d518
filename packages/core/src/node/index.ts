// The parts of the core that need Node, for the entry points: environment, clock, HTTP clients and proxy.
export { getAttemptTimeoutMs } from '../deadline.ts';
export { expandHome, getDefaultAccountsFile, readAccountsJson } from './accounts-file.ts';
export { readSwitch, readTimeoutMs } from './environment.ts';
export { formatProxy, isProxied, openTunnel, type ProxySettings } from './proxy.ts';
export { createUndiciFetch, fetchRuntime, systemClock, undiciRuntime, warmUp } from './runtime.ts';
