// The part of undici that requests need, loaded with the first request. Named here, since a bundled CommonJS package that is loaded later has a default export only.
export { Agent, buildConnector, request } from 'undici';
