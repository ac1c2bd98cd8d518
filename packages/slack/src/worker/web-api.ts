// The part of Slack's Web API client that uploads need, loaded with the first upload. Named here, since a bundled CommonJS package that is loaded later has a default export only.
export { LogLevel, WebClient } from '@slack/web-api';
